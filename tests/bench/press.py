"""Press to durable: an acceptance on the real encrypted ledger against a bare commit of the same kind of file."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.desk import accepting
from kiosk.desk.tools import Tools
from kiosk.store.engine import Cipher, open_engine
from tests.desk_at_hand import CLERK, KEY, an_application

ROW = "x" * 1200  # bytes, about a fact with its body


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of one act."""

    median: float
    p99: float

    @classmethod
    def of(cls, seconds: list[float]) -> Times:
        ordered = sorted(seconds)
        return cls(1000 * statistics.median(ordered), 1000 * ordered[int(len(ordered) * 0.99) - 1])


def measure(act: Callable[[], object], count: int) -> Times:
    act()
    taken = []
    for _ in range(count):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return Times.of(taken)


def bare(folder: Path) -> Callable[[], object]:
    """One row, one durable commit, through the driver alone: same cipher, WAL, FULL."""
    engine = open_engine(folder / "bare.db", Cipher(KEY))
    raw: Any = engine.raw_connection().driver_connection
    raw.execute("CREATE TABLE facts (seq INTEGER PRIMARY KEY, body TEXT)")

    def commit() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO facts (body) VALUES (?)", (ROW,))
        raw.execute("COMMIT")

    return commit


def press(desk: Tools) -> Callable[[], object]:
    """The whole act: two facts, the case as it stands, two papers queued, audit lines, search words; durable."""
    application = an_application("YJ-CL-002")
    return lambda: accepting.accept(desk, CLERK, application)
