"""A clock that cannot be right, and the day that a clerk gives instead, for this session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kiosk.desk.tools import Clerk, Refused, Tools, believed, newest
from kiosk.domain.moments import Clock, Moment
from kiosk.domain.refusals import Code, Refusal
from kiosk.store.writing import writing

FARTHEST = timedelta(days=366)  # no desk rests longer; a wrong year would lock it into the future


@dataclass(frozen=True, slots=True)
class ToldClock:
    """Goes on from the day that was given by the monotonic clock alone: setting the machine's clock moves it not."""

    clock: Clock
    began: Moment
    wall: datetime

    def now(self) -> Moment:
        moment = self.clock.now()
        return replace(
            moment, wall=self.wall + timedelta(microseconds=(moment.monotonic_ns - self.began.monotonic_ns) // 1000)
        )


def doubted(tools: Tools) -> str:
    """The day (ISO) that the clock shows when it cannot be right, else ""."""
    moment = tools.clock.now()
    with tools.ledger.transaction(write=False) as connection:
        floor = newest(connection)
    return "" if tools.on is not None or believed(moment, floor) else moment.day.isoformat()


def give_day(tools: Tools, clerk: Clerk, day: date) -> Tools:
    """The same tools from this day on, which is audited. Raises Refused for a day before the newest fact, or far off."""
    moment = tools.clock.now()
    with tools.ledger.transaction(write=False) as connection:
        floor = newest(connection)
    first = Moment(floor, 0, "").day
    if not first <= day <= first + FARTHEST:
        code = Code.DAY_TOO_EARLY if day < first else Code.DAY_TOO_FAR
        raise Refused(Refusal(code, "today", {"day": first.isoformat()}))
    wall = max(moment.wall + (day - moment.day), floor)  # on the day of the newest fact: not before it
    told = ToldClock(tools.clock, moment, wall)
    with writing(tools.ledger, told.now(), tools.ids) as at:
        at.note(clerk.id, "day_asked", detail=f"{moment.day.isoformat()} {day.isoformat()}")
    return replace(tools, clock=told)
