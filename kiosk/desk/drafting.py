"""Drafts belong to the desk: whoever sits down goes on with them; they show who began them and go after seven days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import msgspec

from kiosk.desk.tools import Clerk, Tools, require
from kiosk.domain.moments import Moment
from kiosk.store import drafts
from kiosk.store.drafts import Kept

AGE = timedelta(days=7)
MOST = 20  # lines of the list


@dataclass(frozen=True, slots=True)
class Page:
    """One item of a draft, as typed. `sources`: key -> where a prefilled answer comes from."""

    code: str
    form_version: str
    answers: dict[str, Any] = field(default_factory=dict, repr=False)
    sources: dict[str, str] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)
    way: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A visit that was begun: its pages, which one was shown, what was known of the person. `by` and `at` are the
    desk's: who began it, when it was kept last (stamp)."""

    id: str
    pages: tuple[Page, ...]
    shown: int = 0
    known: dict[str, str] = field(default_factory=dict, repr=False)
    known_from: dict[str, str] = field(default_factory=dict)
    by: str = ""
    at: str = ""


def keep(tools: Tools, clerk: Clerk, draft: Draft) -> str:
    """Durable when it returns; the stamp at which it was kept."""
    require(clerk, "receive")
    moment = tools.clock.now()
    first = draft.pages[0]
    plain = msgspec.json.encode(draft).decode()
    with tools.ledger.transaction(write=True) as connection:
        drafts.keep(connection, Kept(draft.id, first.code, first.form_version, clerk.id, moment.stamp, plain))
    return moment.stamp


def load(tools: Tools, clerk: Clerk, draft: str) -> Draft | None:
    """A kept draft; None when it is gone."""
    require(clerk, "receive")
    with tools.ledger.transaction(write=False) as connection:
        kept = drafts.get(connection, draft)
    return _draft(kept) if kept is not None else None


def newest(tools: Tools, clerk: Clerk) -> Sequence[Draft]:
    """The desk's drafts, newest first; those older than seven days are swept on the way."""
    require(clerk, "receive")
    before = Moment(tools.clock.now().wall - AGE, 0, "").stamp
    with tools.ledger.transaction(write=True) as connection:
        drafts.sweep(connection, before)
        found = drafts.newest(connection, MOST)
    return [one for kept in found if (one := _draft(kept)) is not None]


def forget(tools: Tools, clerk: Clerk, draft: str) -> None:
    """Thrown away by a clerk's word."""
    require(clerk, "receive")
    with tools.ledger.transaction(write=True) as connection:
        drafts.forget(connection, draft)


def _draft(kept: Kept) -> Draft | None:
    """None for one that a newer program wrote in another shape: it stays in the file and blocks nothing."""
    try:
        read = msgspec.json.decode(kept.plain, type=Draft)
    except (msgspec.DecodeError, RecursionError):
        return None
    return replace(read, by=kept.by, at=kept.at)
