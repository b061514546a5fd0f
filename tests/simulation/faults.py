"""The virtual world's bad luck: a line that loses, doubles, delays and tears, and crashes at any statement."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sqlalchemy import Engine, event

from kiosk.domain.moments import Moment
from sync.line import LineCut


class Crash(BaseException):
    """A process ends here, between two statements; no handler of the product may catch it."""


@dataclass
class Trace:
    """A hash over every message, statement and fact, in order: swapping two changes it."""

    hash: Any = field(default_factory=hashlib.sha256)
    lines: int = 0

    def add(self, *parts: str | bytes) -> None:
        self.lines += 1
        for part in parts:
            self.hash.update(part if isinstance(part, bytes) else part.encode())
            self.hash.update(b"\0")


@dataclass
class Fuse:
    """Burns down by one at each statement or commit of the engines that it hangs on; at zero the process crashes."""

    trace: Trace
    name: str
    left: int | None = None

    def hang_on(self, engine: Engine) -> None:
        @event.listens_for(engine, "before_cursor_execute")
        def _statement(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
            self.trace.add(self.name, statement)
            self._burn()

        @event.listens_for(engine, "commit")
        def _commit(connection: Any) -> None:
            self.trace.add(self.name, "COMMIT")
            self._burn()

    def _burn(self) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                self.left = None
                raise Crash(self.name)


@dataclass
class Clockwork:
    """The world's true time, and a machine's clock that may be wrong by `error` seconds."""

    world: World_
    error: float = 0.0

    def now(self) -> Moment:
        from datetime import UTC, datetime, timedelta

        true = datetime(2026, 11, 23, 1, tzinfo=UTC) + timedelta(seconds=self.world.seconds)
        return Moment(true + timedelta(seconds=self.error), int(self.world.seconds * 1e9), "boot")


@dataclass
class World_:
    """Seconds since the world began."""

    seconds: float = 0.0


@dataclass
class BadLine:
    """Carries a desk's requests to the centre, with the bad luck that its world has in store."""

    world: Any
    random: Random
    luck: float
    faults: Counter[str] = field(default_factory=Counter)
    late: list[tuple[str, Mapping[str, str], bytes]] = field(default_factory=list)

    def carry(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        world, roll = self.world, self.random.random()
        world.trace.add("request", path, body)
        if world.healed or roll > self.luck:
            return self._through(path, headers, body)
        kind = self.random.choice(
            [
                "request_lost",
                "answer_lost",
                "doubled",
                "reordered",
                "half_batch",
                "garbled",
                "torn_answer",
                "late_arrives",
            ]
        )
        self.faults[kind] += 1
        return getattr(self, f"_{kind}")(path, headers, body)  # type: ignore[no-any-return]

    def _through(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        status, answer = self.world.ask_centre(path, headers, body)
        self.world.trace.add("answer", str(status), answer)
        return status, answer

    def _request_lost(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        raise LineCut("request lost")

    def _answer_lost(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        self._through(path, headers, body)
        raise LineCut("answer lost")

    def _doubled(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        self._through(path, headers, body)
        return self._through(path, headers, body)

    def _reordered(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        self.late.append((path, headers, body))
        raise LineCut("delayed")

    def _late_arrives(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """What was delayed arrives now, behind newer requests; nobody waits for its answer."""
        while self.late:
            self._through(*self.late.pop(0))
        return self._through(path, headers, body)

    def _half_batch(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        self._through(path, headers, body[: len(body) // 2])
        raise LineCut("cut in the middle")

    def _garbled(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """A proxy in between cuts the request and faithfully brings back the centre's no."""
        return self._through(path, headers, body[:-3])

    def _torn_answer(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        status, answer = self._through(path, headers, body)
        return status, answer[: len(answer) // 2]
