"""Read-only answers, shaped for screens and the command line. Nothing here waits for a network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.desk.tools import Tools
from kiosk.domain.limits import Lamp, Limits, lamp, limits
from kiosk.store import audit, lists, outbox, search, spool
from kiosk.store import cases as stored_cases
from kiosk.store.cases import Seen, Whereabouts
from kiosk.store.lists import Line
from kiosk.store.outbox import Waiting
from kiosk.store.search import Hit
from kiosk.store.spool import Job


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything a case page shows."""

    seen: Seen
    lamp: Lamp
    limits: Limits
    papers: Sequence[Job]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where this desk stands with the centre. Each own case counts in exactly one of the four."""

    here: int
    centre: int
    taken: int
    refused: int
    waiting: Waiting
    cases: Sequence[Seen]


def case_page(tools: Tools, number: str) -> CasePage | None:
    """One case; None when nobody here knows it."""
    with tools.ledger.transaction(write=False) as connection:
        rules_of = tools.rules_of(connection)
        seen = stored_cases.see(connection, number, rules_of)
        if seen is None:
            return None
        rules = rules_of(seen.case.item, seen.case.item_version)
        papers = spool.of_case(connection, number)
    today = tools.on or tools.clock.now().day
    if rules is None:
        return CasePage(seen, Lamp.NONE, Limits(), papers)
    at = (seen.case, rules.item, rules.calendar, today)
    return CasePage(seen, lamp(*at), limits(*at), papers)


def page(tools: Tools, before: str = "~", most: int = 256) -> Sequence[Line]:
    """The newest cases of this desk and its scopes, a page at a time."""
    with tools.ledger.transaction(write=False) as connection:
        return lists.page(connection, before, most)


def whereabouts(tools: Tools, numbers: Sequence[str]) -> dict[str, Whereabouts]:
    """Where each of these cases is, in one transaction."""
    with tools.ledger.transaction(write=False) as connection:
        rules_of = tools.rules_of(connection)
        seen = {number: stored_cases.see(connection, number, rules_of) for number in numbers}
    return {number: one.whereabouts for number, one in seen.items() if one is not None}


def standing(tools: Tools) -> Standing:
    """Every case that this desk wrote about, and what waits."""
    with tools.ledger.transaction(write=False) as connection:
        rules_of = tools.rules_of(connection)
        found = [stored_cases.see(connection, number, rules_of) for number in stored_cases.own_numbers(connection)]
        waiting = outbox.waiting(connection)
    seen = [one for one in found if one is not None]
    count = {place: sum(one.whereabouts is place for one in seen) for place in Whereabouts}
    return Standing(count[Whereabouts.HERE], count[Whereabouts.CENTRE], count[Whereabouts.TAKEN],
                    count[Whereabouts.REFUSED], waiting, seen)  # fmt: skip


def unsent(tools: Tools) -> Waiting:
    """What waits, for the sync lamp."""
    with tools.ledger.transaction(write=False) as connection:
        return outbox.waiting(connection)


def find(tools: Tools, typed: str, limit: int = 20) -> Sequence[Hit]:
    """Cases and people by name, pinyin, initials, Hangul, its initials, or any part of a number."""
    with tools.ledger.transaction(write=False) as connection:
        return search.find(connection, typed, limit)


def verify_audit(tools: Tools) -> tuple[int, int, audit.Broken | None]:
    """Walks the chains of this ledger."""
    with tools.ledger.transaction(write=False) as connection:
        return audit.verify(connection)
