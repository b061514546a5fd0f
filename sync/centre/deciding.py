"""The centre's own facts: what reviewers decide, and terms that passed. Written with the same fold, into the same logs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, select

from kiosk.domain.cases import Case, State
from kiosk.domain.facts import CENTRE, GENESIS, SCHEMA, Envelope, Fact, Kind, body_hash
from kiosk.domain.folding import apply, notice_due
from kiosk.domain.refusals import Code, Refusal
from sync.centre import tables as t
from sync.centre.centre import Centre
from sync.centre.keeping import Keeping, read_case


def write(
    centre: Centre, number: str, kind: Kind, body: Mapping[str, Any], by: str, day: date | None = None
) -> Case | Refusal:
    """One fact of the centre about one case; a refusal writes nothing."""
    with centre.writing() as at:
        return _write(centre, at, number, kind, body, by, day or centre.today)


def _write(
    centre: Centre, at: Connection, number: str, kind: Kind, body: Mapping[str, Any], by: str, day: date
) -> Case | Refusal:
    keeping = Keeping(at)
    case = keeping.get(number)
    if case is None:
        return Refusal(Code.NO_SUCH_CASE)
    rules = centre.rules(case.item, case.item_version)
    if rules is None:
        return Refusal(Code.UNKNOWN_VERSION, "item_version")
    fact = _fact(centre, at, case, kind, body, by, day)
    after = apply(rules, case, fact)
    if isinstance(after, Refusal):
        return after
    keeping.put(after)
    _insert(at, fact)
    keeping.flush()
    return after


def _fact(centre: Centre, at: Connection, case: Case, kind: Kind, body: Mapping[str, Any], by: str, day: date) -> Fact:
    last = select(func.max(t.facts.c.seq)).where(t.facts.c.desk == CENTRE).scalar_subquery()
    row = at.execute(
        select(t.facts.c.seq, t.facts.c.hash).where((t.facts.c.desk == CENTRE) & (t.facts.c.seq == last))
    ).first()
    seq, previous = (row.seq, row.hash) if row else (0, GENESIS)
    moment, salt = centre.clock.now(), centre.ids.octets(16).hex()
    envelope = Envelope(
        desk=CENTRE,
        incarnation=centre.epoch,
        seq=seq + 1,
        case=case.number,
        kind=kind.value,
        item=case.item,
        item_version=case.item_version,
        calendar=case.calendar,
        schema=SCHEMA,
        day=day.isoformat(),
        wall=moment.stamp,
        monotonic_ns=moment.monotonic_ns,
        boot=moment.boot,
        offset_ms=0,
        by=by,
        seen=0,
        body_hash=body_hash(body, salt),
        previous=previous,
    )
    return Fact(envelope, body, salt, "")


def _insert(at: Connection, fact: Fact) -> None:
    e = fact.envelope
    at.execute(insert(t.facts).values(
        desk=e.desk, seq=e.seq, hash=fact.hash, number=e.case, kind=e.kind, envelope=msgspec.json.encode(e).decode(),
        body=msgspec.json.encode(fact.body).decode(), salt=fact.salt, signature="", code="", field="", received_at=e.wall,
    ))  # fmt: skip


def pass_terms(centre: Centre, day: date | None = None) -> list[Case]:
    """Turns terms that passed into facts, once: acceptance deemed after five working days without a word (art. 32(4)),
    gaps that were not made good."""
    today = day or centre.today
    passed: list[Case] = []
    open_states = [State.RECEIVED.value, State.ACCEPTED_GAP.value, State.REVIEW.value, State.SUSPENDED.value]
    with centre.reading() as at:
        numbers = list(at.execute(select(t.cases.c.number).where(t.cases.c.state.in_(open_states))).scalars())
    for number in numbers:
        with centre.writing() as at:
            case = read_case(at, number)
            due = _passed(centre, case, today) if case else None
            if due is None:
                continue
            after = _write(centre, at, number, due[0], due[1], "term", today)
        if isinstance(after, Case):
            passed.append(after)
    return passed


def _passed(centre: Centre, case: Case, today: date) -> tuple[Kind, dict[str, str]] | None:
    rules = centre.rules(case.item, case.item_version)
    if rules is None:
        return None
    if case.state is State.RECEIVED and today > notice_due(case, rules.calendar):
        return Kind.DEEMED_ACCEPTED, {}
    if case.gap is not None and today.isoformat() > case.gap.due:
        return Kind.GAP_LAPSED, {"reason": "容缺材料逾期未补"}
    return None
