"""`make bench`: prints the ratios. No goals are asserted yet: these are first honest figures."""

from __future__ import annotations

import argparse
import tempfile
import time
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
from tests.bench import press, upload
from tests.desk_at_hand import an_application
from tests.processes import Town, wait_for

DAYS = (date(2026, 11, 23), date(2026, 11, 24))


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--quick", action="store_true", help="smaller sizes")
    chosen = parser.parse_args()
    acts, rows, cases = (100, 5_000, 500) if chosen.quick else (400, 100_000, 10_000)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        pressing(Path(folder) / "press", acts, rows)
        uploading(Path(folder) / "upload", cases)
    return 0


def pressing(folder: Path, acts: int, rows: int) -> None:
    """Press to durable, alone and while an agent brings rows into the cache."""
    folder.mkdir(parents=True)
    town = Town(folder / "home")
    try:
        with town.counter() as counter:
            bare = press.measure(press.bare(folder), acts)
            alone = press.measure(press.press(counter.tools), acts)
            template = accepting.accept(counter.tools, counter.clerk, an_application("YJ-CL-002")).case
            town.open_centre()
            town.sync()
            town.stop("centre")
            fill(town, template, rows)
            town.open_centre()
            begun = time.perf_counter()
            town.start("agent", "sync")
            wait_for(lambda: len(list(town.home.glob("cache-*.db"))) > 0)
            again = press.bare(folder / "home")
            busy_bare = press.measure(again, acts)
            busy = press.measure(press.press(counter.tools), acts)
            wait_for(lambda: brought(town) >= rows, 600)
            spent = time.perf_counter() - begun
    finally:
        town.close()
    print(f"press to durable, {acts} acts (ms: median, p99)")
    for name, floor, real in (("", bare, alone), (" while an agent pulls", busy_bare, busy)):
        ratio = f"x{real.median / floor.median:.1f} (p99 x{real.p99 / floor.p99:.1f})"
        print(f"  bare commit of one row{name:24}{floor.median:7.2f} {floor.p99:7.2f}")
        print(f"  acceptance{name:36}{real.median:7.2f} {real.p99:7.2f}   {ratio}")
    print(f"  the agent brought {rows} rows in {spent:.0f} s ({rows / spent:.0f} rows/s)")


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


def uploading(folder: Path, cases: int) -> None:
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
    print(f"upload of {cases} cases ({facts} facts), with acknowledgements")
    print(f"  bare batch insert over HTTP       {bare:7.1f} s  {facts / bare:8.0f} facts/s")
    print(f"  agent and centre, states back     {spent:7.1f} s  {facts / spent:8.0f} facts/s   x{spent / bare:.1f}")


if __name__ == "__main__":
    raise SystemExit(main())
