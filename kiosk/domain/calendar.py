"""Working days as the State Council and the prefecture announce them; a year not yet announced is reckoned Monday to
Friday and marked estimated (估算). 行政许可法 art. 82: limits count in working days, without statutory holidays."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import accumulate
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
    # derived once: the days on which Monday-to-Friday errs (ordinals), and by how much up to each of them
    _moved: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _shifts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        named = self.off | self.work | (self.local_off if self.local_stops_clock else frozenset())
        moved = sorted(day for day in named if self.is_working(day) != (day.weekday() < 5))
        shifts = accumulate((1 if self.is_working(day) else -1 for day in moved), initial=0)
        object.__setattr__(self, "_moved", tuple(day.toordinal() for day in moved))
        object.__setattr__(self, "_shifts", tuple(shifts))

    def _working_up_to(self, ordinal: int) -> int:
        """Working days from 0001-01-01, a Monday, up to and with this day."""
        weeks, days = divmod(ordinal, 7)
        return weeks * 5 + min(days, 5) + self._shifts[bisect_right(self._moved, ordinal)]

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
        are plain addition (民法典 art. 203, which moves a last day off a holiday, is not applied). Microseconds."""
        if count <= 0:
            return LastDay(start, False)
        first = start.toordinal()
        if unit == "natural":
            return LastDay(date.fromordinal(min(first + count, _LAST)), False)
        wanted = self._working_up_to(first) + count
        reach = range(first + 1, min(first + (count + len(self._moved)) * 7 // 5 + 7, _LAST) + 1)
        found = bisect_left(reach, wanted, key=self._working_up_to)
        if found == len(reach):
            return LastDay(date.max, True)  # past the end of all calendars
        last = date.fromordinal(reach[found])
        counted = range((start + DAY).year, last.year + 1)
        return LastDay(last, any(year not in self.announced for year in counted))

    def working_days_between(self, after: date, until: date) -> int:
        """Working days later than `after`, up to and with `until`; 0 when `until` is not later."""
        if until <= after:
            return 0
        return self._working_up_to(until.toordinal()) - self._working_up_to(after.toordinal())

    def spans(self, hours: Iterable[OpeningHours], day: date) -> tuple[OpeningHours, ...]:
        """When a place with these hours is open on `day`, earliest first: nothing on a holiday, Monday's hours on a
        weekend day that is worked (调休), by appointment only on the other days that its hours name."""
        if day in self.off or day in self.local_off:
            return ()
        made_up = day.weekday() >= 5 and day in self.work
        weekday = 1 if made_up else day.isoweekday()
        found = [span for span in hours if weekday in span.weekdays and not (made_up and span.by_appointment)]
        return tuple(sorted(found, key=lambda span: span.opens))


_LAST = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """One span of a place's week, local time; `weekdays` 1 (Monday) to 7."""

    weekdays: frozenset[int]
    opens: time
    closes: time
    by_appointment: bool = False


def hours_of(data: Iterable[Mapping[str, Any]]) -> tuple[OpeningHours, ...]:
    """Opening hours in the form of the world's lists; KeyError or ValueError when they are none."""
    return tuple(
        OpeningHours(
            frozenset(one["days"]),
            time.fromisoformat(one["from"]),
            time.fromisoformat(one["to"]),
            bool(one.get("by_appointment", False)),
        )
        for one in data
    )


def calendar_of(*files: Mapping[str, Any], local_stops_clock: bool = False) -> Calendar:
    """The calendar in the form of assets/calendar/*.json, oldest year first; its version is the last file's. KeyError or
    ValueError when a file is none."""
    listed = [entry for data in files for entry in data["days"]]
    days = [(date.fromisoformat(entry["date"]), entry["kind"], entry["scope"]) for entry in listed]
    years = [entry for data in files for entry in data["years"]]
    return Calendar(
        version=files[-1]["version"],
        announced=frozenset(entry["year"] for entry in years if entry["national"] == "announced"),
        off=frozenset(day for day, kind, scope in days if kind == "off" and scope == "national"),
        work=frozenset(day for day, kind, _ in days if kind == "work"),
        local_off=frozenset(day for day, kind, scope in days if kind == "off" and scope == "local"),
        local_stops_clock=local_stops_clock,
    )
