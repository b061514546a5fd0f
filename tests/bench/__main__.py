"""`make bench`: each figure beside its goal, ratios of one run; ends non-zero when a goal is missed."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import insert, update

from kiosk.desk import accepting
from kiosk.domain.numbering import CaseNumber
from kiosk.store import outbox
from kiosk.store.plain import to_text
from sync.centre import tables as t
from sync.centre.database import embedded
from tests.bench import first_paint, many, press, ticking, upload
from tests.bench.goals import Figure, told
from tests.desk_at_hand import an_application
from tests.processes import Town, wait_for

DAYS = (date(2026, 11, 23), date(2026, 11, 24))


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--quick", action="store_true", help="smaller sizes")
    parser.add_argument("--only", default="", help="paint, many, press, ticks or upload")
    chosen = parser.parse_args()
    acts, rows, cases = (100, 5_000, 500) if chosen.quick else (2_000, 100_000, 10_000)
    few, lots = (1_000, 10_000) if chosen.quick else (many.FEW, many.MANY)
    missed = 0
    with tempfile.TemporaryDirectory(prefix="bench-") as named:
        folder = Path(named)
        (folder / "paint").mkdir()
        figures: dict[str, Callable[[], list[Figure]]] = {
            "paint": lambda: first_paint.measure(folder / "paint"),
            "many": lambda: many.measure(folder / "many", few, lots),
            "press": lambda: pressing(folder / "press", acts, rows),
            "ticks": lambda: ticks(folder, rows, 5 if chosen.quick else 20),
            "upload": lambda: uploading(folder / "upload", cases),
        }
        for name, measured in figures.items():
            if chosen.only in {"", name}:
                missed += told(measured())
    return 1 if missed else 0


def pressing(folder: Path, acts: int, rows: int) -> list[Figure]:
    """Press to durable: alone, while an agent writes its pages into an unrelated file of the same disk, and while the
    desk's own agent writes them into the desk's own cache."""
    near, far = filled(folder / "near", rows), filled(folder / "far", rows)
    try:
        with near.counter() as counter:
            alone_bare = press.measure(press.bare(folder), acts)
            alone = press.measure(press.press(counter.tools), acts)
            with pulling(far):
                aside = press.measure(press.press(counter.tools), acts)
                assert brought(far) < rows, "the pull ended before the presses did"
            far.stop("centre")
            begun = time.perf_counter()
            with pulling(near):
                again = press.bare(folder / "near")
                busy_bare = press.measure(again, acts)
                busy = press.measure(press.press(counter.tools), acts)
                assert brought(near) < rows, "the pull ended before the presses did"
                wait_for(lambda: brought(near) >= rows, 600)
            spent = time.perf_counter() - begun
    finally:
        near.close()
        far.close()

    def shown(one: press.Times) -> str:
        return f"{one.median:.2f} ms, p99 {one.p99:.2f}"

    return [
        Figure("press to durable / a bare commit of one row", alone.median / alone_bare.median, None, shown(alone)),
        Figure("the same while an agent pulls", busy.median / busy_bare.median, None, shown(busy)),
        Figure("press p99 while the agent pulls / alone", busy.p99 / alone.p99, 6, shown(busy)),
        Figure("press p99 while the agent pulls / pages elsewhere", busy.p99 / aside.p99, 2, shown(aside)),
        Figure("rows that the agent brought a second", rows / spent, None, f"{rows} in {spent:.0f} s", unit="/s"),
    ]


def ticks(folder: Path, rows: int, seconds: float) -> list[Figure]:
    town = filled(folder / "ticks", rows)

    def pull() -> None:
        with pulling(town):
            wait_for(lambda: brought(town) >= rows, 600)

    try:
        return ticking.measure(town.home, seconds, pull)
    finally:
        town.close()


def filled(folder: Path, rows: int) -> Town:
    """A desk with its centre open, where that many cases of the station wait for its agent."""
    folder.mkdir(parents=True)
    town = Town(folder)
    with town.counter() as counter:
        template = accepting.accept(counter.tools, counter.clerk, an_application("YJ-CL-002")).case
    town.open_centre()
    town.sync()
    town.stop("centre")
    fill(town, template, rows)
    town.open_centre()
    return town


@contextmanager
def pulling(town: Town) -> Iterator[None]:
    """While the agent of that desk brings what waits; the first page has come when it begins."""
    before = brought(town)
    town.start("agent", "sync")
    wait_for(lambda: brought(town) > before)
    yield
    town.stop("agent")


def fill(town: Town, template: object, rows: int) -> None:
    """That many cases of the station, straight into the centre's tables and log."""
    engine = embedded(town.settings.centre_folder)
    with engine.begin() as at:
        n = at.exec_driver_sql("SELECT n FROM scopes WHERE scope = 'station:001001'").scalar() or 0
        for start in range(0, rows, 5000):
            cases, logs = [], []
            for number in range(start, min(start + 5000, rows)):
                stored = CaseNumber.make("001001", f"{90 + number // 9999 % 10:02d}", "Z", date(2026, 1 + number // 99990, 1),
                                         number % 9999 + 1).stored  # fmt: skip
                case = replace(template, number=stored, through={"00100190Z": 1})  # type: ignore[type-var]
                plain = to_text(case)
                cases.append({"number": stored, "scope": "station:001001", "state": "accepted", "item": "YJ-CL-002",
                              "received_on": "2026-01-01", "plain": plain})  # fmt: skip
                logs.append({"scope": "station:001001", "n": n + number + 1, "number": stored, "gone": False})
            at.execute(insert(t.cases), cases)
            at.execute(insert(t.logs), logs)
        at.execute(update(t.scopes).where(t.scopes.c.scope == "station:001001").values(n=n + rows))
    engine.dispose()


def brought(town: Town) -> int:
    with town.counter() as counter, counter.tools.ledger.transaction(write=False) as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM cache.cases").scalar_one())


def uploading(folder: Path, cases: int) -> list[Figure]:
    """Cases up: the floor and the product, one after the other, the same facts."""
    folder.mkdir(parents=True)
    town = Town(folder / "home")
    try:
        for day in DAYS:  # a desk's counter ends at 9 999 a day
            with town.counter(on=day) as counter:
                for _ in range(cases // len(DAYS)):
                    accepting.accept(counter.tools, counter.clerk, an_application("YJ-CL-002"))
        with town.counter() as counter:
            with counter.tools.ledger.transaction(write=False) as connection:
                facts = outbox.last_seq(connection)
            bare = upload.floor(folder, counter.tools.ledger)
        town.open_centre()
        begun = time.perf_counter()
        town.sync()
        spent = time.perf_counter() - begun
    finally:
        town.close()
    details = f"{bare:.1f} s / {spent:.1f} s, {facts / spent:.0f} facts/s"
    return [Figure(f"upload of {cases} cases / a bare batch insert over HTTP", spent / bare, None, details)]


if __name__ == "__main__":
    raise SystemExit(main())
