"""The one function that says what a fact does to a case: at the counter at once, at the centre with authority.

`apply(rules, case, fact)` is pure: no clock, no disk, no language. It answers the next case or a refusal with a code.
The law is named where a line follows it; articles without a name are of the 行政许可法 (2019).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kiosk.domain.cases import (
    BEFORE_DECISION,
    UNDER_WAY,
    Case,
    PaperSeen,
    State,
    Step,
)
from kiosk.domain.effects import EFFECTS, PROCEDURES, Outcome, Rules, missing_papers, notice_due, required_papers
from kiosk.domain.facts import CENTRE, Body, Fact, Kind
from kiosk.domain.refusals import Code, Refusal
from kiosk.domain.shapes import misshapen


def apply(rules: Rules, case: Case | None, fact: Fact) -> Outcome:
    """The case after `fact`, or why it cannot follow. `case` is None before the first fact."""
    try:
        kind = Kind(fact.envelope.kind)
    except ValueError:
        return Refusal(Code.UNKNOWN_KIND, values={"kind": fact.envelope.kind[:40]})
    if (wrong := misshapen(kind, fact.body)) is not None:
        return wrong
    assert fact.body is not None
    if kind is Kind.RECEIVED:
        return _receive(rules, case, fact, fact.body)
    if case is None:
        return Refusal(Code.NO_SUCH_CASE)
    if (no := _out_of_turn(case, kind, fact)) is not None:
        return no
    after = EFFECTS[kind](rules, case, fact, fact.body)
    return after if isinstance(after, Refusal) else _lived(after, fact)


def fold(rules: Rules, facts: Iterable[Fact], case: Case | None = None) -> Outcome | None:
    """The facts laid one after another over `case`; stops at the first refusal."""
    for fact in facts:
        after = apply(rules, case, fact)
        if isinstance(after, Refusal):
            return after
        case = after
    return case


def _out_of_turn(case: Case, kind: Kind, fact: Fact) -> Refusal | None:
    """What every later fact must obey: its place in the order, who may write it, and where the case stands."""
    if fact.envelope.item != case.item:
        return Refusal(Code.MALFORMED, "item")
    if kind in CENTRE_ONLY and fact.envelope.desk != CENTRE:
        return Refusal(Code.NOT_YOURS)
    if kind in DESK_ONLY and fact.envelope.desk == CENTRE:
        return Refusal(Code.NOT_YOURS)
    if case.state not in FROM[kind]:
        return Refusal(Code.WRONG_STATE, values={"state": case.state, "kind": kind})
    if case.life and fact.envelope.day < case.life[-1].day and fact.envelope.desk == case.life[-1].desk:
        return Refusal(Code.BEFORE_LAST_FACT, values={"day": case.life[-1].day})
    return None


def _lived(case: Case, fact: Fact) -> Case:
    """The case with this fact written into its life."""
    at = fact.envelope
    step = Step(at.kind, at.day, at.by, at.desk, at.seq)
    return replace(case, through={**case.through, at.desk: at.seq}, life=(*case.life, step))


# receiving ------------------------------------------------------------------------------------------------------


def _receive(rules: Rules, case: Case | None, fact: Fact, body: Body) -> Outcome:
    if case is not None:
        return Refusal(Code.CASE_EXISTS)
    if fact.envelope.desk == CENTRE:
        return Refusal(Code.NOT_YOURS)
    if (no := _not_receivable(rules, fact, body)) is not None:
        return no
    papers = tuple(PaperSeen(row["key"], row["how"], row["count"]) for row in body["papers"])
    at = fact.envelope
    return _lived(
        Case(
            number=at.case,
            item=at.item,
            item_version=at.item_version,
            calendar=at.calendar,
            state=State.RECEIVED,
            site=at.desk[:6],
            desk=at.desk,
            window=body["window"],
            way=body["way"],
            way_details=dict(body["way_details"]),
            first_asked=body["first_asked"],
            form_version=body["form_version"],
            applicant=body["applicant"],
            applicant_number=body["applicant_number"],
            phone=body["phone"],
            agent=body["agent"],
            answers=dict(body["answers"]),
            papers=papers,
            delivery_mode=body["delivery_mode"],
            received_on=at.day,
            complete_on=at.day,
        ),
        fact,
    )


def _not_receivable(rules: Rules, fact: Fact, body: Body) -> Refusal | None:
    item = rules.item
    if body["way"] not in item.modes:
        return Refusal(Code.WAY_NOT_OFFERED, "way", {"way": body["way"]})
    if body["agent"] and not item.proxy_allowed:
        return Refusal(Code.PROXY_NOT_ALLOWED, "agent")
    if body["delivery_mode"] not in item.delivery:
        return Refusal(Code.DELIVERY_NOT_OFFERED, "delivery_mode")
    asked = {paper.key for paper in item.materials}
    for row in body["papers"]:
        if row["key"] not in asked:
            return Refusal(Code.PAPER_NOT_ASKED, row["key"])
    if body["form_version"] != rules.form.version:
        return Refusal(Code.FORM_VERSION, "form_version", {"wanted": rules.form.version})
    faults = rules.form.check(body["answers"], fact.day)
    if faults:
        return Refusal(Code.FORM_FAULTS, faults[0].field, {"code": faults[0].code})
    return None


_GAPPED = frozenset({State.ACCEPTED_GAP, State.REVIEW, State.SUSPENDED})

FROM: dict[Kind, frozenset[State]] = {
    Kind.ACCEPTED: frozenset({State.RECEIVED}),
    Kind.ACCEPTED_WITH_GAP: frozenset({State.RECEIVED}),
    Kind.GAP_CLOSED: _GAPPED,
    Kind.GAP_LAPSED: _GAPPED,
    Kind.TOLD_ONCE: frozenset({State.RECEIVED}),
    Kind.SUPPLEMENTED: frozenset({State.CORRECTING}),
    Kind.REFUSED: frozenset({State.RECEIVED, State.CORRECTING}),
    Kind.TRANSFERRED: frozenset({State.RECEIVED}),
    Kind.TAKEN_OVER: frozenset({State.TRANSFERRED}),
    Kind.DEEMED_ACCEPTED: frozenset({State.RECEIVED}),
    Kind.REVIEW_BEGUN: frozenset({State.ACCEPTED, State.ACCEPTED_GAP, State.DEEMED_ACCEPTED}),
    Kind.SUPPLEMENT_ASKED: UNDER_WAY,
    Kind.SUSPENDED: UNDER_WAY,
    Kind.RESUMED: frozenset({State.SUSPENDED}),
    Kind.EXTENDED: UNDER_WAY | {State.SUSPENDED},
    Kind.DECIDED: UNDER_WAY,
    Kind.CLOSED: frozenset({State.DECIDED}),
    Kind.READY: frozenset({State.CLOSED}),
    Kind.DISPATCHED: frozenset({State.READY}),
    Kind.CAME_BACK: frozenset({State.DISPATCHED}),
    Kind.DELIVERED: frozenset({State.CLOSED, State.READY, State.DISPATCHED}),
    Kind.WITHDRAWN: BEFORE_DECISION,
    Kind.RETURNED: BEFORE_DECISION,
    Kind.VOIDED: BEFORE_DECISION,
}

CENTRE_ONLY = frozenset(
    {
        Kind.DEEMED_ACCEPTED,  # only the centre turns a passed term into a fact, once
        Kind.GAP_LAPSED,
        Kind.REVIEW_BEGUN,
        Kind.SUPPLEMENT_ASKED,
        Kind.SUSPENDED,
        Kind.RESUMED,
        Kind.EXTENDED,
        Kind.RETURNED,
    }
)
DESK_ONLY = frozenset({Kind.RECEIVED, Kind.SUPPLEMENTED, Kind.GAP_CLOSED, Kind.TAKEN_OVER, Kind.WITHDRAWN, Kind.VOIDED})

__all__ = ["FROM", "PROCEDURES", "Outcome", "Rules", "apply", "fold", "missing_papers", "notice_due", "required_papers"]
