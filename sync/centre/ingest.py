"""Facts in: each exactly once, in the desk's own order, judged by the same fold as at the counter.

An overlap is trimmed, a gap is refused with the number that is wanted, a refusal never blocks another case. The same
number with another content, or an old incarnation coming back, freezes the desk with both branches kept.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import msgspec
from sqlalchemy import Connection, and_, insert, select, update

from kiosk.domain.facts import SCHEMA, Fact, Kind, body_hash
from kiosk.domain.folding import apply
from kiosk.domain.refusals import Code, Refusal
from sync import wire
from sync.centre import tables as t
from sync.centre.centre import Centre, DeskRow, Rejected, desk_row, signed
from sync.centre.keeping import Keeping

FUTURE = timedelta(days=1)  # a fact's day may be ahead of the centre's by this much


def take(centre: Centre, caller: DeskRow, batch: wire.Facts) -> wire.Taken:
    """Takes a batch in one transaction; the answer says how far the centre holds this desk's facts."""
    if batch.desk != caller.desk:
        raise Rejected(403, "wrong_desk")
    if len(batch.facts) > wire.LONGEST_BATCH:
        raise Rejected(413, "too_large")
    if any(fact.envelope.seq != batch.first_seq + i for i, fact in enumerate(batch.facts)):
        raise Rejected(422, "malformed")
    try:
        with centre.writing() as at:
            return _take(centre, at, batch)
    except _Frozen as frozen:
        _keep_branch(centre, batch, frozen.why)
        raise Rejected(409, "frozen") from None


class _Frozen(Exception):
    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def _take(centre: Centre, at: Connection, batch: wire.Facts) -> wire.Taken:
    desk = desk_row(at, batch.desk, lock=True)
    assert desk is not None
    if desk.frozen:
        raise _Frozen(desk.frozen)
    if batch.incarnation != desk.incarnation:
        raise _Frozen("incarnation")
    if batch.first_seq > desk.last_seq + 1:
        raise Rejected(409, "gap", str(desk.last_seq + 1))
    known = [fact for fact in batch.facts if fact.envelope.seq <= desk.last_seq]
    refused = _same_as_before(at, desk.desk, known)
    fresh = batch.facts[len(known) :]
    if fresh:
        refused += _take_fresh(centre, at, desk, fresh)
    acked = max(desk.last_seq, batch.first_seq + len(batch.facts) - 1)
    return wire.Taken(centre.epoch, acked, refused)


def _same_as_before(at: Connection, desk: str, facts: list[Fact]) -> list[wire.Refused]:
    """The old answers for facts that were sent again; another content under an old number freezes the desk."""
    if not facts:
        return []
    span = and_(t.facts.c.desk == desk, t.facts.c.seq >= facts[0].envelope.seq, t.facts.c.seq <= facts[-1].envelope.seq)
    rows = at.execute(select(t.facts.c.seq, t.facts.c.hash, t.facts.c.code, t.facts.c.field).where(span)).all()
    before = {row.seq: row for row in rows}
    if any(before[fact.envelope.seq].hash != fact.hash for fact in facts):
        raise _Frozen("fork")
    return [wire.Refused(row.seq, row.code, row.field) for row in sorted(rows, key=lambda r: r.seq) if row.code]


def _take_fresh(centre: Centre, at: Connection, desk: DeskRow, facts: list[Fact]) -> list[wire.Refused]:
    keeping, now, today = Keeping(at), centre.clock.now().stamp, centre.today
    refusals = _Refusals(at, desk.desk)
    last_hash, rows = desk.last_hash, []
    for fact in facts:
        own = fact.hash
        no = _unsound(desk, fact, last_hash, today) or _judge(centre, keeping, refusals, fact)
        if no is not None:
            refusals.add(fact, no)
        rows.append(_row(fact, own, no, now))
        last_hash = own
    at.execute(insert(t.facts), rows)
    values = {"last_seq": facts[-1].envelope.seq, "last_hash": last_hash}
    at.execute(update(t.desks).where(t.desks.c.desk == desk.desk).values(**values))
    refusals.open_tasks(now)
    keeping.flush()
    return refusals.answers


def _unsound(desk: DeskRow, fact: Fact, last_hash: str, today: date) -> Refusal | None:
    """What is wrong with a fact before its content is looked at."""
    at = fact.envelope
    if at.desk != desk.desk or at.incarnation != desk.incarnation:
        return Refusal(Code.WRONG_DESK)
    if at.previous != last_hash:
        return Refusal(Code.BROKEN_CHAIN)
    if not signed(desk.public_key, fact.signature, bytes.fromhex(fact.hash)):
        return Refusal(Code.BAD_SIGNATURE)
    if fact.body is None or not _is_hex(fact.salt) or body_hash(fact.body, fact.salt) != at.body_hash:
        return Refusal(Code.HASH_MISMATCH)
    if not SCHEMA - 1 <= at.schema <= SCHEMA:
        return Refusal(Code.UNKNOWN_VERSION, "schema")
    try:
        if date.fromisoformat(at.day) > today + FUTURE:
            return Refusal(Code.FROM_THE_FUTURE, "day")
    except ValueError:
        return Refusal(Code.MALFORMED, "day")
    return None


def _is_hex(text: str) -> bool:
    try:
        bytes.fromhex(text)
    except ValueError:
        return False
    return True


def _judge(centre: Centre, keeping: Keeping, refusals: _Refusals, fact: Fact) -> Refusal | None:
    """The fold's word; the state that it gives is kept."""
    at = fact.envelope
    if refusals.before(fact):
        return Refusal(Code.AFTER_REFUSED)
    rules = centre.rules(at.item, at.item_version)
    if rules is None:
        return Refusal(Code.UNKNOWN_VERSION, "item_version")
    after = apply(rules, keeping.get(at.case), fact)
    if isinstance(after, Refusal):
        return after
    keeping.put(after)
    return None


class _Refusals:
    """This desk's refused facts by case: what lies behind one that the desk did not know of yet is refused too."""

    def __init__(self, at: Connection, desk: str) -> None:
        self._at, self._desk = at, desk
        self._newest: dict[str, int] = {}
        self.answers: list[wire.Refused] = []
        self._first_facts: list[dict[str, object]] = []

    def before(self, fact: Fact) -> bool:
        number = fact.envelope.case
        if number not in self._newest:
            where = and_(t.facts.c.desk == self._desk, t.facts.c.number == number, t.facts.c.code != "")
            found = self._at.execute(
                select(t.facts.c.seq).where(where).order_by(t.facts.c.seq.desc()).limit(1)
            ).scalar()
            self._newest[number] = found or 0
        return self._newest[number] > fact.envelope.seen

    def add(self, fact: Fact, no: Refusal) -> None:
        at = fact.envelope
        self._newest[at.case] = at.seq
        self.answers.append(wire.Refused(at.seq, no.code.value, no.field[:60]))
        if at.kind in {Kind.RECEIVED, Kind.ACCEPTED, Kind.ACCEPTED_WITH_GAP}:
            self._first_facts.append({"number": at.case, "desk": at.desk, "seq": at.seq, "code": no.code.value})

    def open_tasks(self, now: str) -> None:
        """A refused acceptance never just turns red: somebody must tell the resident."""
        if self._first_facts:
            self._at.execute(insert(t.tasks), [{**task, "opened_at": now} for task in self._first_facts])


def _row(fact: Fact, own: str, no: Refusal | None, now: str) -> dict[str, object]:
    at = fact.envelope
    return {
        "desk": at.desk,
        "seq": at.seq,
        "hash": own,
        "number": at.case,
        "kind": at.kind,
        "envelope": msgspec.json.encode(at).decode(),
        "body": None if fact.body is None else msgspec.json.encode(fact.body).decode(),
        "salt": fact.salt,
        "signature": fact.signature,
        "code": no.code.value if no else "",
        "field": no.field[:60] if no else "",
        "received_at": now,
    }


def _keep_branch(centre: Centre, batch: wire.Facts, why: str) -> None:
    """Freezes the desk and keeps what it offered; nothing is merged silently."""
    data = wire.pack(batch)
    seen = hashlib.sha256(data).hexdigest()
    with centre.writing() as at:
        at.execute(update(t.desks).where(t.desks.c.desk == batch.desk).values(frozen=why))
        where = and_(t.branches.c.desk == batch.desk, t.branches.c.hash == seen)
        if at.execute(select(t.branches.c.id).where(where)).scalar() is None:
            at.execute(insert(t.branches).values(
                desk=batch.desk, incarnation=batch.incarnation, why=why, at=centre.clock.now().stamp, data=data, hash=seen
            ))  # fmt: skip
