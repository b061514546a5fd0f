"""A real desk and the real centre's doors in one process, with a carrier between them that a test can bend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from kiosk.desk.tools import Tools
from sync.agent import Agent
from sync.centre import doors
from sync.centre.centre import Centre
from sync.centre.database import embedded
from tests.desk_at_hand import CountedIds, SetClock, a_desk, a_place
from tests.facts_at_hand import ASSETS

Carry = Callable[[str, Mapping[str, str], bytes], tuple[int, bytes]]


@dataclass
class Village:
    """One desk, its agent, and a centre."""

    folder: Path
    engine: Engine | None = None
    clock: SetClock = field(default_factory=SetClock)
    bend: Callable[[Carry], Carry] | None = None

    def __post_init__(self) -> None:
        self.desk: Tools = a_desk(self.folder / "desk", clock=self.clock)
        engine = self.engine or embedded(self.folder / "centre")
        self.centre = Centre(engine, self.clock, CountedIds("centre"), ASSETS)
        self.code = self.folder / "desk" / "enrolment.code"
        self.code.write_text(self.centre.issue_code(self.desk.ledger.identity.id))
        self.agent = Agent(a_place(self.folder / "desk"), self, self.code)

    def carry(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        def straight(path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
            return doors.answer(self.centre, path, headers, body)

        return (self.bend(straight) if self.bend else straight)(path, headers, body)

    def close(self) -> None:
        self.agent.close()
        self.desk.ledger.close()
        self.centre.engine.dispose()
