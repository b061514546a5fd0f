"""A real desk on real encrypted files in a temporary folder, with a clock and chance that a test sets."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.desk.accepting import Application
from kiosk.desk.tools import Clerk, Tools
from kiosk.domain.folding import required_papers
from kiosk.domain.moments import Moment
from kiosk.domain.people import agent_of
from kiosk.domain.roles import Role
from kiosk.settings import assets
from kiosk.store.engine import Cipher
from kiosk.store.ledger import Ledger, Place
from tests.facts_at_hand import ASSETS, rules, samples

KEY = hashlib.sha256(b"tests").digest()
CLERK = Clerk("222401001001-03", "李志远", frozenset(Role))


@dataclass
class SetClock:
    """A clock that a test moves."""

    wall: datetime = datetime(2026, 11, 23, 1, tzinfo=UTC)
    ticks: int = 0

    def now(self) -> Moment:
        self.ticks += 1
        return Moment(self.wall + timedelta(milliseconds=self.ticks), self.ticks * 1_000_000, "boot")

    def pass_days(self, days: int) -> None:
        self.wall += timedelta(days=days)


@dataclass
class CountedIds:
    """Chance that repeats itself: the hash of a counter."""

    seed: str = "ids"
    drawn: int = field(default=0)

    def octets(self, count: int) -> bytes:
        self.drawn += 1
        return hashlib.shake_128(f"{self.seed}:{self.drawn}".encode()).digest(count)


def a_place(folder: Path, *, cipher: bool = True) -> Place:
    return Place(folder / "ledger.db", folder / "cache.current", Cipher(KEY if cipher else None))


def a_desk(
    folder: Path, *, site: str = "001001", desk: str = "01", clock: SetClock | None = None, seed: str = "ids"
) -> Tools:
    clock, ids = clock or SetClock(), CountedIds(seed)
    ledger = Ledger.open(a_place(folder), clock, ids, enrol=(site, desk, "A"))
    station = assets.station(ASSETS, site)
    assert station is not None
    return Tools(ledger, clock, ids, ASSETS, station)


def an_application(code: str = "YJ-MZ-005", sample: int = 0, missing: tuple[str, ...] = ()) -> Application:
    """The item's sample answers with every required paper seen, but for `missing`."""
    item = rules(code).item
    answers = samples()[code]["valid"][sample]["answers"]
    way = "agent" if agent_of(answers) and "agent" in item.modes else next(m for m in item.modes if m != "agent")
    papers = {key: "missing" if key in missing else "seen" for key in required_papers(item)}
    details = {"helper": "222401001001-04", "appointment": "示例001", "visit": "示例巡回1"}
    return Application(code, way, answers, papers, details)
