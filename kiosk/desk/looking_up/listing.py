"""The work list's lines, masked and lit, shaped for a screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kiosk.desk.doors.cases import Filter, Row
from kiosk.desk.tools import Tools
from kiosk.domain import masking
from kiosk.domain.cases import State
from kiosk.domain.catalogue import Name
from kiosk.domain.folding import Rules
from kiosk.domain.terms import Terms, lamp_on, terms
from kiosk.store import lists, search
from kiosk.store.cases import RulesOf
from kiosk.store.lists import Line, Lists, Wanted

FOUND = 200  # cases that a text filter looks among: the newest hits


def page(tools: Tools, wanted: Filter, key: str, most: int, *, back: bool = False) -> Sequence[Row]:
    """One page of the list, in one read transaction."""
    today = tools.on or tools.clock.now().day
    with tools.ledger.transaction(write=False) as connection:
        numbers = None
        if wanted.typed.strip():
            hits = search.find(connection, wanted.typed, FOUND)
            numbers = tuple(hit.key for hit in hits if hit.kind == "case")
        asked = Wanted(today.isoformat(), wanted.lamp, wanted.place, wanted.state, wanted.order, numbers)
        found = Lists(connection).page(asked, key, most, back=back)
        rules_of = tools.rules_of(connection)
        return [_row(line, rules_of, today) for line in found]


def counts(tools: Tools, states: Sequence[str] = ()) -> Mapping[str, int]:
    """Under each lamp and at each place; or in each of `states`. Exact below `lists.FEW`."""
    today = (tools.on or tools.clock.now().day).isoformat()
    with tools.ledger.transaction(write=False) as connection:
        if not states:
            return lists.counts(connection, today)
        found = Lists(connection)
        return {state: found.count(Wanted(today, state=state)) for state in states}


def _row(line: Line, rules_of: RulesOf, today: date) -> Row:
    case = line.case
    rules = rules_of(case.item, case.item_version)
    at = terms(case, rules.item, rules.calendar) if rules is not None else Terms()
    due = at.deemed.due if at.deemed.due and today.isoformat() > at.now.due else at.now.due
    what = case.pauses[-1].kind if case.state is State.SUSPENDED and case.pauses else ""
    item = rules.item.name if rules is not None else Name(case.item, case.item)
    return Row(case.number, line.sort, masking.name(case.applicant), item, case.state.value,
               lamp_on(case, at, today).value, due, left(rules, due, today), line.place.value, line.asks, what)  # fmt: skip


def left(rules: Rules | None, due: str, today: date) -> int:
    """Working days until `due` (ISO), negative once it is past; 0 on the day and where no clock runs."""
    if not due or rules is None:
        return 0
    until = date.fromisoformat(due)
    if until >= today:
        return rules.calendar.working_days_between(today, until)
    return -rules.calendar.working_days_between(until, today)
