"""Time that passes is not a fact: promised and legal days, lamps and terms are computed at reading, here only.

Days count from the day after acceptance (art. 82); while a pause lasts the clock stands (art. 45).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.domain.calendar import Calendar
from kiosk.domain.cases import Case, State
from kiosk.domain.catalogue import Item
from kiosk.domain.folding import notice_due

DELIVERY_DAYS = 10  # art. 44, working days after the decision
NEAR_DAYS = 2  # the amber lamp: this many working days left, or a third of the promise (our choice)


class Lamp(StrEnum):
    """The light beside a case; its shape and word are the screens' (● ▲ ◆ ■ ✖)."""

    NONE = "none"  # ended, or nothing runs
    IN_TIME = "in_time"
    NEAR = "near"
    DUE = "due"  # today is the last day
    PAST_PROMISED = "past_promised"
    PAST_LEGAL = "past_legal"
    STOPPED = "stopped"  # special procedure, or waiting for the applicant


@dataclass(frozen=True, slots=True)
class Limits:
    """The days that matter now. `estimated`: a year's holidays are not announced yet (估算)."""

    notice: date | None = None  # accept, refuse or tell once by
    promised: date | None = None
    legal: date | None = None
    deliver: date | None = None
    estimated: bool = False
    deemed: bool = False  # the five days passed without a word: 视为受理, before the centre says so


def limits(case: Case, item: Item, calendar: Calendar, today: date) -> Limits:
    """The limits of a case as they stand on `today`."""
    if case.state in {State.RECEIVED, State.CORRECTING} and case.accepted_on is None:
        due = notice_due(case, calendar)
        deemed = case.state is State.RECEIVED and today > due
        if not deemed:
            return Limits(notice=due)
        return _running(case, item, calendar, today, date.fromisoformat(case.complete_on), deemed=True)
    if case.accepted_on is None:
        return Limits()
    return _running(case, item, calendar, today, date.fromisoformat(case.accepted_on))


def _running(case: Case, item: Item, calendar: Calendar, today: date, start: date, *, deemed: bool = False) -> Limits:
    stood = sum(_stood(case, item, calendar, today))
    longer = case.extension.days if case.extension else 0
    promised = calendar.last_day(start, item.promised_days + stood + longer, item.day_unit)
    legal = calendar.last_day(start, item.legal_days + stood + longer, item.day_unit)
    deliver = None
    if case.decision is not None:
        deliver = calendar.last_day(date.fromisoformat(case.decision.on), DELIVERY_DAYS, "working").date
    estimated = promised.estimated or legal.estimated
    return Limits(None, promised.date, max(legal.date, promised.date), deliver, estimated, deemed)


def _stood(case: Case, item: Item, calendar: Calendar, today: date) -> list[int]:
    """Days of the item's unit that each pause took off the clock, the open one up to today."""
    spans = []
    for pause in case.pauses:
        since = date.fromisoformat(pause.since)
        until = date.fromisoformat(pause.until) if pause.until else max(today, since)
        natural = item.day_unit == "natural"
        spans.append((until - since).days if natural else calendar.working_days_between(since, until))
    return spans


def lamp(case: Case, item: Item, calendar: Calendar, today: date) -> Lamp:
    """The light of a case on `today`: the delivery's ten days once decided, the promise before."""
    if case.ended:
        return Lamp.NONE
    if case.state in {State.SUSPENDED, State.CORRECTING}:
        return Lamp.STOPPED
    at = limits(case, item, calendar, today)
    if case.decision is not None:
        return _light(calendar, today, at.deliver, at.deliver, DELIVERY_DAYS)
    if at.notice is not None:
        return _light(calendar, today, at.notice, at.notice, 0)
    return _light(calendar, today, at.promised, at.legal, item.promised_days)


def _light(calendar: Calendar, today: date, promised: date | None, legal: date | None, whole: int) -> Lamp:
    if promised is None or legal is None:
        return Lamp.NONE
    if today > legal:
        return Lamp.PAST_LEGAL
    if today > promised:
        return Lamp.PAST_PROMISED
    if today == promised:
        return Lamp.DUE
    left = calendar.working_days_between(today, promised)
    return Lamp.NEAR if left <= max(NEAR_DAYS, whole // 3) else Lamp.IN_TIME
