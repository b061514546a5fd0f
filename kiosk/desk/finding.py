"""The one search: items, cases and the people of cases, as one types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.desk.tools import Tools
from kiosk.domain import masking
from kiosk.domain.catalogue import Item
from kiosk.domain.numbering import printed
from kiosk.settings import assets
from kiosk.store import cases, search

MOST = 8  # of each kind


@dataclass(frozen=True, slots=True)
class Found:
    """One hit. `key`: an item's code or a case's number; `state` the case's state, "" for an item. Names are masked."""

    kind: str  # item, case
    key: str
    zh: str
    ko: str
    more: str
    state: str = ""


def find(tools: Tools, typed: str, windows: frozenset[str] = frozenset({"1"})) -> Sequence[Found]:
    """Items of the windows that are built, then cases, newest first."""
    if not typed.strip():
        return []
    return [*_items(tools, typed, windows), *_cases(tools, typed)]


def _items(tools: Tools, typed: str, windows: frozenset[str]) -> list[Found]:
    found = []
    for item in assets.catalogue(tools.assets):
        if item.window in windows and _fits(item, typed):
            found.append(Found("item", item.code, item.name.zh, item.name.ko, item.department_name.zh))
    return found[:MOST]


def _fits(item: Item, typed: str) -> bool:
    words = f"{search.words_of([item.name.zh, item.name.ko])} {item.code.lower()}".split()
    return all(
        part in item.name.zh or part in item.name.ko or any(word.startswith(part) for word in words)
        for part in typed.lower().split()
    )


def _cases(tools: Tools, typed: str) -> list[Found]:
    found = []
    with tools.ledger.transaction(write=False) as connection:
        rules_of = tools.rules_of(connection)
        for hit in search.find(connection, typed.strip(), MOST):
            seen = cases.see(connection, hit.key, rules_of) if hit.kind == "case" else None
            if seen is None:
                continue
            case, rules = seen.case, rules_of(seen.case.item, seen.case.item_version)
            name = rules.item.name if rules else None
            who = masking.name(case.applicant)
            zh, ko = (f"{who} · {name.zh}", f"{who} · {name.ko}") if name else (who, who)
            found.append(Found("case", case.number, zh, ko, printed(case.number), case.state.value))
    return found
