"""One act, one append, one transaction: facts, the case as it now stands, papers, audit and search words together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, text

from kiosk.domain.cases import Case
from kiosk.domain.facts import GENESIS, SCHEMA, Body, Envelope, Fact, Kind, body_hash
from kiosk.domain.folding import Rules, apply
from kiosk.domain.moments import Ids, Moment
from kiosk.domain.numbering import CaseNumber
from kiosk.domain.refusals import Refusal
from kiosk.store import audit, search
from kiosk.store.cache import sort_key, terms_row
from kiosk.store.ledger import Identity, Ledger
from kiosk.store.plain import to_text


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact before it has a number: its kind and body."""

    kind: Kind
    body: Body


@dataclass(frozen=True, slots=True)
class Order:
    """A paper to be drawn and printed: `sheet` holds all values it is drawn from; nothing is drawn in a transaction."""

    document: str
    kind: str
    number: str
    sheet: Mapping[str, Any]


_ACKED = text("SELECT CAST(value AS INTEGER) FROM cache.meta WHERE key = 'acked'")
_COUNTER = text("SELECT last FROM counters WHERE day = :day")
_COUNT = text("INSERT INTO counters (day, last) VALUES (:day, :last) ON CONFLICT (day) DO UPDATE SET last = :last")
_LAST = text("SELECT seq, hash FROM facts ORDER BY seq DESC LIMIT 1")
_FACT = text(
    "INSERT INTO facts (seq, number, kind, hash, envelope, signature)"
    " VALUES (:seq, :number, :kind, :hash, :envelope, :signature)"
)
_BODY = text("INSERT INTO bodies (seq, body, salt) VALUES (:seq, :body, :salt)")
_FOLDED = text(
    "INSERT INTO folded (number, last_seq, sort, state, plain, written, near, due, legal, deemed_near, deemed_due,"
    " deemed_legal) VALUES (:number, :seq, :sort, :state, :plain, :plain, :near, :due, :legal, :deemed_near, :deemed_due,"
    " :deemed_legal) ON CONFLICT (number) DO UPDATE SET last_seq = :seq, sort = :sort, state = :state, plain = :plain,"
    " written = :plain, asks = '', near = :near, due = :due, legal = :legal, deemed_near = :deemed_near,"
    " deemed_due = :deemed_due, deemed_legal = :deemed_legal"
)
_REFOLD = text(
    "UPDATE folded SET sort = :sort, state = :state, plain = :plain, asks = :asks, near = :near, due = :due,"
    " legal = :legal, deemed_near = :deemed_near, deemed_due = :deemed_due, deemed_legal = :deemed_legal"
    " WHERE number = :number"
)
_ORDER = text(
    "INSERT INTO spool (document, copy, kind, number, status, ordered_at, sheet) VALUES (:document,"
    " 1 + (SELECT count(*) FROM spool WHERE document = :document), :kind, :number, 'ordered', :at, :sheet)"
)


class Writing:
    """An open write transaction of the ledger. `moment` is read once, before the transaction began."""

    def __init__(self, connection: Connection, identity: Identity, moment: Moment, ids: Ids) -> None:
        self.connection, self.identity, self.moment, self._ids = connection, identity, moment, ids
        self._signer = _signer(identity.private_key)
        self._seen = int(connection.execute(_ACKED).scalar() or 0)

    def number(self, day: date) -> CaseNumber:
        """The next case number of this day, taken in this transaction; it never goes back with the clock."""
        last = self.connection.execute(_COUNTER, {"day": day.isoformat()}).scalar() or 0
        self.connection.execute(_COUNT, {"day": day.isoformat(), "last": last + 1})
        return CaseNumber.make(self.identity.site, self.identity.desk, self.identity.life, day, last + 1)

    def append(
        self, rules: Rules, case: Case | None, number: str, drafts: Sequence[Draft], *, by: str, day: date,
        offset_ms: int = 0,
    ) -> Case | Refusal:  # fmt: skip
        """Applies the drafts one after another and writes them as facts. On a refusal nothing at all is written."""
        seq, previous = self.connection.execute(_LAST).tuples().first() or (0, GENESIS)
        facts: list[Fact] = []
        for draft in drafts:
            fact = self._fact(rules, number, draft, seq + 1, previous, by, day, offset_ms)
            after = apply(rules, case, fact)
            if isinstance(after, Refusal):
                return after
            case, seq, previous = after, seq + 1, fact.hash
            facts.append(fact)
        assert case is not None
        for fact in facts:
            self._insert(fact)
        self._fold(case, seq, rules)
        return case

    def _fact(
        self, rules: Rules, number: str, draft: Draft, seq: int, previous: str, by: str, day: date, offset_ms: int
    ) -> Fact:
        salt = self._ids.octets(16).hex()
        envelope = Envelope(
            desk=self.identity.id,
            incarnation=self.identity.incarnation,
            seq=seq,
            case=number,
            kind=draft.kind.value,
            item=rules.item.code,
            item_version=rules.item.version,
            calendar=rules.calendar.version,
            schema=SCHEMA,
            day=day.isoformat(),
            wall=self.moment.stamp,
            monotonic_ns=self.moment.monotonic_ns,
            boot=self.moment.boot,
            offset_ms=offset_ms,
            by=by,
            seen=self._seen,
            body_hash=body_hash(draft.body, salt),
            previous=previous,
        )
        return Fact(envelope, draft.body, salt, self._signer.sign(bytes.fromhex(envelope.hash)).hex())

    def _insert(self, fact: Fact) -> None:
        at = fact.envelope
        row = {"seq": at.seq, "number": at.case, "kind": at.kind, "hash": fact.hash}
        self.connection.execute(_FACT, {**row, "envelope": to_text(at), "signature": fact.signature})
        self.connection.execute(_BODY, {"seq": at.seq, "body": to_text(fact.body), "salt": fact.salt})
        self.note(at.by, at.kind, at.case, fact=fact.hash)

    def _fold(self, case: Case, seq: int, rules: Rules) -> None:
        row = {"number": case.number, "seq": seq, "sort": sort_key(case), "state": case.state.value}
        self.connection.execute(_FOLDED, {**row, **terms_row(case, rules), "plain": to_text(case)})

    def refold(self, case: Case, rules: Rules | None, asks: str = "") -> None:
        """The folded picture anew, after the centre's state moved under it; no fact is written. `asks`: the code of why
        a fact of ours no longer fits, "" when all do."""
        row = {"number": case.number, "sort": sort_key(case), "state": case.state.value, "asks": asks}
        self.connection.execute(_REFOLD, {**row, **terms_row(case, rules), "plain": to_text(case)})

    def findable(self, case: Case, words: str) -> None:
        """Makes the case findable; `words` were made before the transaction (pinyin is slow)."""
        search.enter(self.connection, "case", case.number, words)

    def order(self, order: Order) -> None:
        """Queues a paper in the act's own transaction, as the next copy of its document."""
        row = {"document": order.document, "kind": order.kind, "number": order.number}
        self.connection.execute(_ORDER, {**row, "at": self.moment.stamp, "sheet": to_text(order.sheet)})

    def note(self, who: str, what: str, subject: str = "", *, detail: str = "", fact: str = "") -> None:
        """One audit line in this transaction."""
        audit.note(self.connection, at=self.moment.stamp, who=who, what=what, subject=subject, detail=detail, fact=fact)


_signers: dict[bytes, Ed25519PrivateKey] = {}


def _signer(private: bytes) -> Ed25519PrivateKey:
    if private not in _signers:
        _signers[private] = Ed25519PrivateKey.from_private_bytes(private)
    return _signers[private]


@contextmanager
def writing(ledger: Ledger, moment: Moment, ids: Ids) -> Iterator[Writing]:
    """One act's transaction."""
    identity = ledger.identity
    with ledger.transaction(write=True) as connection:
        yield Writing(connection, identity, moment, ids)
