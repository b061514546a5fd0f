"""The tamper-evident log: each line carries the hash of the one before, and each fact has its line.

Lines hold ids and numbers only, no names: who, what, about which case, when.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, text

from kiosk.domain.facts import GENESIS, canonical
from kiosk.store.plain import to_fact

_LAST = text("SELECT hash FROM audit ORDER BY n DESC LIMIT 1")
_ADD = text(
    "INSERT INTO audit (at, who, what, subject, detail, fact, previous, hash)"
    " VALUES (:at, :who, :what, :subject, :detail, :fact, :previous, :hash)"
)


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a chain does not hold: "audit" or "facts", the line's number, and why."""

    chain: str
    line: int
    why: str


def _hash(at: str, who: str, what: str, subject: str, detail: str, fact: str, previous: str) -> str:
    return hashlib.sha256(canonical([at, who, what, subject, detail, fact, previous])).hexdigest()


def note(
    connection: Connection, *, at: str, who: str, what: str, subject: str = "", detail: str = "", fact: str = ""
) -> None:
    """Appends one line in the transaction of what it tells of."""
    previous = connection.execute(_LAST).scalar() or GENESIS
    row = {"at": at, "who": who, "what": what, "subject": subject, "detail": detail, "fact": fact, "previous": previous}
    connection.execute(_ADD, {**row, "hash": _hash(**row)})


def verify(connection: Connection) -> tuple[int, int, Broken | None]:
    """Walks both chains: (audit lines, facts, the first break or None). Purged bodies do not break a chain."""
    lines, noted, broken = _verify_audit(connection)
    if broken:
        return lines, 0, broken
    facts, broken = _verify_facts(connection, noted)
    return lines, facts, broken


def _verify_audit(connection: Connection) -> tuple[int, set[str], Broken | None]:
    previous, lines, noted = GENESIS, 0, set[str]()
    rows = connection.exec_driver_sql(
        "SELECT n, at, who, what, subject, detail, fact, previous, hash FROM audit ORDER BY n"
    )
    for n, at, who, what, subject, detail, fact, before, own in rows:
        lines += 1
        if n != lines:
            return lines, noted, Broken("audit", lines, "line_missing")
        if before != previous:
            return lines, noted, Broken("audit", n, "chain")
        if _hash(at, who, what, subject, detail, fact, before) != own:
            return lines, noted, Broken("audit", n, "altered")
        if fact:
            noted.add(fact)
        previous = own
    return lines, noted, None


def _verify_facts(connection: Connection, noted: set[str]) -> tuple[int, Broken | None]:
    from kiosk.domain.facts import body_hash

    previous, count = GENESIS, 0
    rows = connection.exec_driver_sql(
        "SELECT f.seq, f.hash, f.envelope, f.signature, b.body, b.salt FROM facts f LEFT JOIN bodies b USING (seq)"
        " ORDER BY f.seq"
    )
    for seq, own, envelope, signature, body, salt in rows:
        count += 1
        fact = to_fact(envelope, signature, body, salt)
        if seq != count or fact.envelope.seq != seq:
            return count, Broken("facts", count, "number_missing")
        if fact.hash != own:
            return count, Broken("facts", seq, "altered")
        if fact.envelope.previous != previous:
            return count, Broken("facts", seq, "chain")
        if fact.body is not None and body_hash(fact.body, fact.salt) != fact.envelope.body_hash:
            return count, Broken("facts", seq, "body_altered")
        if own not in noted:
            return count, Broken("facts", seq, "not_in_audit")
        previous = own
    if len(noted) != count:
        return count, Broken("facts", count + 1, "number_missing")  # the audit knows of facts that are gone
    return count, None
