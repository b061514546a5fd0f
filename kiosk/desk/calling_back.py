"""The call-back list: who is to be told what. A clerk enters some lines, the cases themselves give the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.desk.tools import Clerk, Tools, require
from kiosk.domain.cases import Case, State
from kiosk.domain.limits import Lamp
from kiosk.domain.terms import lamp_on, terms
from kiosk.store import calls
from kiosk.store import cases as stored_cases
from kiosk.store.calls import Call
from kiosk.store.ledger import Connection
from kiosk.store.lists import ASKS, DUE, Lists, Wanted
from kiosk.store.writing import writing

CONFLICT, REFUSED, GAP, READY = "conflict", "refused", "gap", "ready"
SOON = timedelta(days=2)  # before a gap's last day
LOOKED_AT = 200  # cases of each kind that are looked at: the most urgent
LATE = frozenset({Lamp.NEAR, Lamp.DUE, Lamp.PAST_PROMISED, Lamp.PAST_LEGAL})


@dataclass(frozen=True, slots=True)
class ToTell:
    """One line: the case, and how far the telling is."""

    case: Case
    call: Call


def to_tell(tools: Tools, clerk: Clerk) -> tuple[ToTell, ...]:
    """What is still to be told, in the order in which it came up."""
    require(clerk, "call")
    moment = tools.clock.now()
    today = tools.on or moment.day
    with tools.ledger.transaction(write=False) as connection:
        kept = {(one.number, one.why): one for one in calls.every(connection)}
        found = {key: one for key, one in kept.items() if not one.reached}
        for case, why in _of_themselves(tools, connection, today):
            if (case.number, why) not in kept:
                found[case.number, why] = Call(case.number, why, moment.stamp)
        rules_of = tools.rules_of(connection)
        seen = [(stored_cases.see(connection, one.number, rules_of), one) for one in found.values()]
    return tuple(ToTell(case.case, call) for case, call in seen if case is not None)


def _of_themselves(tools: Tools, connection: Connection, today: date) -> Iterator[tuple[Case, str]]:
    """What the centre did not take, a gap that ends soon, a result that nobody fetched."""
    lists, rules_of = Lists(connection), tools.rules_of(connection)
    for line in lists.page(Wanted(today.isoformat(), place=ASKS), most=LOOKED_AT):
        yield line.case, REFUSED
    for line in lists.page(Wanted(today.isoformat(), state=State.ACCEPTED_GAP.value), most=LOOKED_AT):
        if line.case.gap is not None and date.fromisoformat(line.case.gap.due) <= today + SOON:
            yield line.case, GAP
    for line in lists.page(Wanted(today.isoformat(), state=State.READY.value, order=DUE), most=LOOKED_AT):
        rules = rules_of(line.case.item, line.case.item_version)
        if rules is not None:
            at = terms(line.case, rules.item, rules.calendar)
            if lamp_on(line.case, at, today) in LATE:
                yield line.case, READY


def enter(tools: Tools, clerk: Clerk, number: str, why: str) -> None:
    """The clerk will tell the resident later."""
    _write(tools, clerk, "enter", number, why)


def tried(tools: Tools, clerk: Clerk, number: str, why: str) -> None:
    """Nobody answered."""
    _write(tools, clerk, "tried", number, why)


def reached(tools: Tools, clerk: Clerk, number: str, why: str) -> None:
    """The resident knows."""
    _write(tools, clerk, "reached", number, why)


def _write(tools: Tools, clerk: Clerk, what: str, number: str, why: str) -> None:
    require(clerk, "call")
    keep = {"enter": calls.enter, "tried": calls.tried, "reached": calls.reached}[what]
    moment = tools.clock.now()
    with writing(tools.ledger, moment, tools.ids) as at:
        keep(at.connection, number, why, moment.stamp)
        at.note(clerk.id, f"call:{what}", number, detail=why)
