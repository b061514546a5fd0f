"""How a case changes at the centre: its state and one log entry for it, in the transaction of the fact.

Counters are advanced inside the writing transaction, last, in scope order, once per batch: a plain sequence would let a
reader skip a row that commits late.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.domain.cases import Case, State
from sync.centre import tables as t

_decoder = msgspec.json.Decoder(Case)


def scope_of(case: Case) -> str:
    """The one scope that owns a case: its station; the station it was sent to, once it was transferred."""
    return f"station:{case.elsewhere if case.state is State.TRANSFERRED else case.site}"


def read_case(at: Connection, number: str) -> Case | None:
    plain = at.execute(select(t.cases.c.plain).where(t.cases.c.number == number)).scalar()
    return _decoder.decode(plain) if plain is not None else None


class Keeping:
    """Collects what one transaction changes; `flush` writes it, as the last thing."""

    def __init__(self, at: Connection) -> None:
        self._at = at
        self._cases: dict[str, Case] = {}
        self._before: dict[str, str | None] = {}

    def get(self, number: str) -> Case | None:
        """The case as this transaction has it."""
        if number not in self._cases:
            case = read_case(self._at, number)
            self._before.setdefault(number, scope_of(case) if case else None)
            return case
        return self._cases[number]

    def put(self, case: Case) -> None:
        self._cases[case.number] = case

    def flush(self) -> None:
        entries: dict[str, list[tuple[str, bool]]] = {}
        for number, case in self._cases.items():
            scope, before = scope_of(case), self._before.get(number)
            self._write(case, scope, new=before is None)
            if before not in (None, scope):
                entries.setdefault(str(before), []).append((number, True))
            entries.setdefault(scope, []).append((number, False))
        for scope in sorted(entries):
            self._log(scope, entries[scope])

    def _write(self, case: Case, scope: str, *, new: bool) -> None:
        row = {"scope": scope, "state": case.state.value, "item": case.item, "received_on": case.received_on,
               "plain": msgspec.json.encode(case, order="deterministic").decode()}  # fmt: skip
        if new:
            self._at.execute(insert(t.cases), {"number": case.number, **row})
        else:
            self._at.execute(update(t.cases).where(t.cases.c.number == case.number).values(**row))

    def _number(self, scope: str) -> int:
        """The scope's newest number, locked until this transaction ends. Two that both write a scope's first entry meet
        at the unique key, and the second waits for the first."""
        locked = select(t.scopes.c.n).where(t.scopes.c.scope == scope).with_for_update()
        n = self._at.execute(locked).scalar()
        if n is None:
            dialect = postgresql if self._at.dialect.name == "postgresql" else sqlite
            self._at.execute(dialect.insert(t.scopes).values(scope=scope, n=0).on_conflict_do_nothing())
            n = self._at.execute(locked).scalar_one()
        return int(n)

    def _log(self, scope: str, entries: list[tuple[str, bool]]) -> None:
        n = self._number(scope)
        rows = [
            {"scope": scope, "n": n + i, "number": number, "gone": gone} for i, (number, gone) in enumerate(entries, 1)
        ]
        self._at.execute(insert(t.logs), rows)
        self._at.execute(update(t.scopes).where(t.scopes.c.scope == scope).values(n=n + len(rows)))


def heads(at: Connection, scopes: tuple[str, ...]) -> Mapping[str, int]:
    """The newest entry of each scope; 0 for one that has none."""
    found = dict(at.execute(select(t.scopes.c.scope, t.scopes.c.n).where(t.scopes.c.scope.in_(scopes))).tuples().all())
    return {scope: found.get(scope, 0) for scope in scopes}
