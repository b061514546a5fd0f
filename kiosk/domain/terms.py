"""On which days a case's lamp changes, so that a list of a million can be asked for what is near or late.

The lamp itself is a function of today (`limits.lamp`) and never stored; what is stored are these days, which follow from
the facts alone. `lamp_on` gives the same light as `limits.lamp`, and a test holds the two together.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.domain.calendar import Calendar
from kiosk.domain.cases import Case, State
from kiosk.domain.catalogue import Item
from kiosk.domain.folding import notice_due
from kiosk.domain.limits import DELIVERY_DAYS, NEAR_DAYS, Lamp, limits


@dataclass(frozen=True, slots=True)
class Run:
    """One running clock, ISO days: amber from `near`, due on `due`, past the law after `legal`. All "" when none runs."""

    near: str = ""
    due: str = ""
    legal: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """The clock that runs, and the one that takes its place when the five days of art. 32(4) pass without a word."""

    now: Run = Run()
    deemed: Run = Run()


def terms(case: Case, item: Item, calendar: Calendar) -> Terms:
    """The days on which this case's lamp changes. Nothing runs for an ended, stopped or transferred case."""
    if case.ended or case.state in {State.SUSPENDED, State.CORRECTING}:
        return Terms()
    received = date.fromisoformat(case.received_on)
    if case.state is State.RECEIVED and case.accepted_on is None:
        notice = notice_due(case, calendar)
        later = limits(case, item, calendar, notice + timedelta(days=1))
        return Terms(_run(calendar, notice, notice, 0), _run(calendar, later.promised, later.legal, item.promised_days))
    at = limits(case, item, calendar, received)
    if case.decision is not None:
        return Terms(_run(calendar, at.deliver, at.deliver, DELIVERY_DAYS))
    return Terms(_run(calendar, at.promised, at.legal, item.promised_days))


def _run(calendar: Calendar, due: date | None, legal: date | None, whole: int) -> Run:
    if due is None or legal is None:
        return Run()
    return Run(_near(calendar, due, max(NEAR_DAYS, whole // 3)).isoformat(), due.isoformat(), legal.isoformat())


def _near(calendar: Calendar, due: date, days: int) -> date:
    """The first day from which no more than `days` working days are left."""
    last = due.toordinal()
    reach = range(max(last - 3 * days - 40, 1), last)
    found = bisect_left(reach, -days, key=lambda at: -calendar.working_days_between(date.fromordinal(at), due))
    return date.fromordinal(reach[found]) if found < len(reach) else due


def lamp_on(case: Case, at: Terms, today: date) -> Lamp:
    """The light on `today`."""
    if case.ended:
        return Lamp.NONE
    if case.state in {State.SUSPENDED, State.CORRECTING}:
        return Lamp.STOPPED
    day = today.isoformat()
    run = at.deemed if at.deemed.due and day > at.now.due else at.now
    if not run.due:
        return Lamp.NONE
    if day > run.due:
        return Lamp.PAST_LEGAL if day > run.legal else Lamp.PAST_PROMISED
    if day == run.due:
        return Lamp.DUE
    return Lamp.NEAR if day >= run.near else Lamp.IN_TIME
