"""Working days as the State Council and the prefecture announce them; a year not yet announced is reckoned Monday to
Friday and marked estimated (估算). 行政许可法 art. 82: limits count in working days, without statutory holidays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

Unit = Literal["working", "natural"]
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day of a term, and whether holidays that nobody has announced yet could move it."""

    date: date
    estimated: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """Holidays and make-up days. `local_stops_clock`: whether the prefecture's own holiday (州庆) also stops the legal
    clock; offices are closed in any case. The law leaves it open, so it is a switch, off by default."""

    version: str
    announced: frozenset[int]  # years whose national notice is out
    off: frozenset[date]
    work: frozenset[date]
    local_off: frozenset[date] = frozenset()
    local_stops_clock: bool = False

    def is_working(self, day: date) -> bool:
        """Whether the legal clock counts this day."""
        if day in self.work:
            return True
        if day in self.off or (self.local_stops_clock and day in self.local_off):
            return False
        return day.weekday() < 5

    def offices_open(self, day: date) -> bool:
        return day not in self.local_off and self.is_working(day)

    def last_day(self, start: date, count: int, unit: Unit = "working") -> LastDay:
        """The last day of a term of `count` days that begins the day after `start`; 0 is `start` itself. Natural days
        are plain addition (民法典 art. 203, which moves a last day off a holiday, is not applied)."""
        if unit == "natural":
            return LastDay(start + count * DAY, False)
        day, left = start, count
        while left > 0:
            day += DAY
            left -= self.is_working(day)
        unknown = count > 0 and any(year not in self.announced for year in range(start.year, day.year + 1))
        return LastDay(day, unknown)

    def working_days_between(self, after: date, until: date) -> int:
        """Working days later than `after`, up to and with `until`; 0 when `until` is not later."""
        return sum(self.is_working(after + n * DAY) for n in range(1, (until - after).days + 1))


def calendar_of(data: Mapping[str, Any], *, local_stops_clock: bool = False) -> Calendar:
    """The calendar in the form of assets/calendar/*.json; KeyError or ValueError when it is none."""
    days = [(date.fromisoformat(entry["date"]), entry["kind"], entry["scope"]) for entry in data["days"]]
    return Calendar(
        version=data["version"],
        announced=frozenset(entry["year"] for entry in data["years"] if entry["national"] == "announced"),
        off=frozenset(day for day, kind, scope in days if kind == "off" and scope == "national"),
        work=frozenset(day for day, kind, _ in days if kind == "work"),
        local_off=frozenset(day for day, kind, scope in days if kind == "off" and scope == "local"),
        local_stops_clock=local_stops_clock,
    )
