"""Time and chance as the program sees them: passed in, never asked for.

Order, identity and exactly-once never depend on a clock (DESIGN, "A fact, a case, a number"); dates on papers do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")  # one zone, no summer time since 1991


@dataclass(frozen=True, slots=True)
class Moment:
    """One reading of a machine's clocks: `wall` is aware UTC, `monotonic_ns` counts within one `boot`."""

    wall: datetime
    monotonic_ns: int
    boot: str

    @property
    def day(self) -> date:
        """The legal day in Yanji."""
        return self.wall.astimezone(CHINA).date()

    @property
    def stamp(self) -> str:
        """ISO 8601 in UTC with microseconds: sortable text, one form everywhere."""
        return self.wall.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_of(stamp: str) -> datetime:
    """The aware UTC time of a `Moment.stamp`; ValueError when the text is none."""
    return datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


class Clock(Protocol):
    """Where time comes from: the machine in a counter, a virtual world in the simulation."""

    def now(self) -> Moment: ...


class Ids(Protocol):
    """Where chance comes from: `octets(16)` is 128 random bits."""

    def octets(self, count: int) -> bytes: ...
