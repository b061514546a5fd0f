"""What the clerk decided where desk and centre disagree: facts given up, kept for ever, laid over nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from kiosk.domain.cases import Case
from kiosk.domain.facts import Fact
from kiosk.store.plain import to_case, to_envelope, to_fact

_THEIRS = text("SELECT plain FROM cache.cases WHERE number = :number")
_OURS = text("SELECT coalesce(written, plain) FROM folded WHERE number = :number")
_MINE = text(
    "SELECT f.envelope, f.signature, b.body, b.salt, v.code, v.field,"
    " f.seq <= (SELECT CAST(value AS INTEGER) FROM cache.meta WHERE key = 'acked')"
    " FROM facts f LEFT JOIN bodies b USING (seq) LEFT JOIN cache.verdicts v ON v.seq = f.seq"
    " WHERE f.number = :number AND NOT EXISTS (SELECT 1 FROM given_up g WHERE g.seq = f.seq) ORDER BY f.seq"
)
_GIVE_UP = text("INSERT INTO given_up (seq, number, choice, at, by) VALUES (:seq, :number, :choice, :at, :by)")
_NEWEST = text(
    "UPDATE folded SET asks = '', last_seq = (SELECT coalesce(max(f.seq), 0) FROM facts f WHERE f.number = :number"
    " AND NOT EXISTS (SELECT 1 FROM given_up g WHERE g.seq = f.seq)) WHERE number = :number"
)


@dataclass(frozen=True, slots=True)
class Ours:
    """A fact of ours that still speaks. `code` is why it was refused; `judged`: the centre has it."""

    fact: Fact
    code: str
    field: str
    judged: bool


def sides(connection: Connection, number: str) -> tuple[Case | None, Case | None]:
    """(the centre's state, the case as this desk last wrote it); None where a side knows nothing."""
    theirs = connection.execute(_THEIRS, {"number": number}).scalar()
    ours = connection.execute(_OURS, {"number": number}).scalar()
    return (to_case(theirs) if theirs else None, to_case(ours) if ours else None)


def speaking(connection: Connection, number: str) -> Sequence[Ours]:
    """Every fact of ours on a case that was not given up, oldest first, with the centre's verdict."""
    return [
        Ours(to_fact(envelope, signature, body, salt), code or "", field or "", bool(judged))
        for envelope, signature, body, salt, code, field, judged in connection.execute(_MINE, {"number": number})
    ]


def give_up(connection: Connection, number: str, seqs: Sequence[int], choice: str, at: str, by: str) -> None:
    """These facts speak no more on this desk. They stay where they are, and this line says who decided so."""
    rows = [{"seq": seq, "number": number, "choice": choice, "at": at, "by": by} for seq in seqs]
    connection.execute(_GIVE_UP, rows)
    connection.execute(_NEWEST, {"number": number})


@dataclass(frozen=True, slots=True)
class Told:
    """One fact of this desk as a case's life shows it: `wall` is a stamp, `judged`: the centre has answered it."""

    kind: str
    day: str
    wall: str
    by: str
    code: str
    judged: bool
    given_up: bool


_TOLD = text(
    "SELECT f.seq, f.envelope, coalesce(v.code, ''), g.seq IS NOT NULL,"
    " f.seq <= (SELECT CAST(value AS INTEGER) FROM cache.meta WHERE key = 'acked')"
    " FROM facts f LEFT JOIN cache.verdicts v ON v.seq = f.seq LEFT JOIN given_up g ON g.seq = f.seq"
    " WHERE f.number = :number ORDER BY f.seq"
)


def told(connection: Connection, number: str) -> Mapping[int, Told]:
    """Every fact of this desk on a case, by its number."""
    found = {}
    for seq, envelope, code, given_up, judged in connection.execute(_TOLD, {"number": number}):
        at = to_envelope(envelope)
        found[seq] = Told(at.kind, at.day, at.wall, at.by, code, bool(judged), bool(given_up))
    return found
