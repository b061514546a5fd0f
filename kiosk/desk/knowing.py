"""What this desk knows of somebody who stands at the counter: what is under way, and what may be the same thing twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.desk.tools import Clerk, Tools, require
from kiosk.domain.cases import Case
from kiosk.store import cases as stored_cases
from kiosk.store import often, search

LOOKED_AT = 60  # cases found by a number
AGAIN = timedelta(days=30)  # within these the same item of the same person may be one application twice
FIRST = 6  # items that stand first in the finder


@dataclass(frozen=True, slots=True)
class Known:
    """A case of this person. `same`: of the item that is being entered."""

    case: Case
    same: bool


def known(tools: Tools, clerk: Clerk, number: str, item: str) -> Sequence[Known]:
    """Of the person or organisation with this identity number: what is under way, and the same item of the last thirty
    days; that first, then the newest."""
    require(clerk, "look")
    today = tools.on or tools.clock.now().day
    with tools.ledger.transaction(write=False) as connection:
        hits = search.find(connection, number, LOOKED_AT)
        rules_of = tools.rules_of(connection)
        seen = [stored_cases.see(connection, hit.key, rules_of) for hit in hits if hit.kind == "case"]
    found = []
    for case in (one.case for one in seen if one is not None and one.case.applicant_number == number):
        same = case.item == item and today - date.fromisoformat(case.received_on) <= AGAIN
        if same or not case.ended:
            found.append(Known(case, same))
    return sorted(found, key=lambda one: (one.same, one.case.received_on, one.case.number), reverse=True)


def often_taken(tools: Tools) -> Sequence[str]:
    """Codes of the items that this desk takes in most."""
    with tools.ledger.transaction(write=False) as connection:
        return often.items(connection, FIRST)
