"""The one function that says what a fact does to a case: at the counter at once, at the centre with authority.

`apply(rules, case, fact)` is pure: no clock, no disk, no language. It answers the next case or a refusal with a code.
The law is named where a line follows it; articles without a name are of the 行政许可法 (2019).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from kiosk.domain.calendar import Calendar
from kiosk.domain.cases import (
    BEFORE_DECISION,
    UNDER_WAY,
    Case,
    Decision,
    Delivery,
    Extension,
    Gap,
    Lack,
    PaperSeen,
    Pause,
    State,
    Step,
)
from kiosk.domain.catalogue import Item
from kiosk.domain.facts import CENTRE, Body, Fact, Kind
from kiosk.domain.forms import Form
from kiosk.domain.refusals import Code, Refusal
from kiosk.domain.shapes import misshapen

NOTICE_DAYS = 5  # working days to tell once (art. 32(4))
LONGEST_EXTENSION = 15  # working days, joint handling; 10 otherwise (art. 42)
PROCEDURES = frozenset(
    {"hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "expert_review", "survey"}
)  # what stops the clock: art. 45; the household survey and its public notice by 社会救助暂行办法
GROUNDS = frozenset({"not_needed", "not_competent", "not_eligible", "other"})  # of a refusal, art. 32(1), (2)
MAIN_PAPERS = ("ID", "FORM", "AUTH")  # keys that begin so are never left to be made good
HANDED_OVER = frozenset({"onsite", "post", "home"})  # results that leave as a thing

Outcome = Case | Refusal


@dataclass(frozen=True, slots=True)
class Rules:
    """What a fact is judged by: the versions that it pins."""

    item: Item
    form: Form
    calendar: Calendar


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


def required_papers(item: Item) -> tuple[str, ...]:
    """Keys of the papers that the item still asks for (not removed, shared or replaced by a commitment)."""
    return tuple(paper.key for paper in item.materials if paper.status == "required")


def missing_papers(item: Item, case: Case) -> tuple[str, ...]:
    """Required papers that the case does not hold."""
    return tuple(key for key in required_papers(item) if case.how(key) == "missing")


# accepting ------------------------------------------------------------------------------------------------------


def _accept(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    if (no := _not_the_acceptor(rules, fact)) is not None:
        return no
    if missing := missing_papers(rules.item, case):
        return Refusal(Code.PAPERS_MISSING, missing[0])
    return replace(case, state=State.ACCEPTED, accepted_on=fact.envelope.day)


def _accept_with_gap(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    if (no := _not_the_acceptor(rules, fact)) is not None:
        return no
    missing = missing_papers(rules.item, case)
    if not missing:
        return Refusal(Code.NOTHING_MISSING)
    if main := [key for key in missing if key.startswith(MAIN_PAPERS)]:
        return Refusal(Code.MAIN_PAPER_MISSING, main[0])
    if set(body["papers"]) != set(missing):
        return Refusal(Code.PAPERS_MISSING, missing[0])
    if not body["undertaking"]:
        return Refusal(Code.UNDERTAKING_MISSING)
    latest = rules.calendar.last_day(fact.day, max(rules.item.promised_days, 1), rules.item.day_unit).date
    if not fact.day < date.fromisoformat(body["due"]) <= latest:
        return Refusal(Code.GAP_TOO_LONG, "due", {"latest": latest.isoformat()})
    gap = Gap(tuple(missing), body["due"])
    return replace(case, state=State.ACCEPTED_GAP, accepted_on=fact.envelope.day, gap=gap)


def _not_the_acceptor(rules: Rules, fact: Fact) -> Refusal | None:
    """收件 is not 受理: where the department accepts, only the centre's fact does (DOMAIN C2)."""
    station = fact.envelope.desk != CENTRE
    return None if station == (rules.item.accepts == "station") else Refusal(Code.NOT_YOURS)


def _deem_accepted(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    if fact.day <= notice_due(case, rules.calendar):
        return Refusal(Code.NOT_YET_DEEMED)
    return replace(case, state=State.DEEMED_ACCEPTED, accepted_on=case.complete_on)  # from the day of receipt


def notice_due(case: Case, calendar: Calendar) -> date:
    """The last day to accept, refuse or tell once (art. 32(4))."""
    return calendar.last_day(date.fromisoformat(case.complete_on), NOTICE_DAYS, "working").date


def _close_gap(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    if case.gap is None:
        return Refusal(Code.NO_GAP)
    case = _with_papers(case, body)
    if missing := missing_papers(rules.item, case):
        return Refusal(Code.STILL_MISSING, missing[0])
    state = State.ACCEPTED if case.state is State.ACCEPTED_GAP else case.state
    return replace(case, state=state, gap=None)


def _lapse_gap(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    if case.gap is None:
        return Refusal(Code.NO_GAP)
    if fact.envelope.day <= case.gap.due:
        return Refusal(Code.GAP_NOT_LAPSED)
    return replace(case, state=State.RETURNED, reason=body["reason"], ended_on=fact.envelope.day)


def _with_papers(case: Case, body: Body) -> Case:
    brought = {row["key"]: PaperSeen(row["key"], row["how"], row["count"]) for row in body["papers"]}
    kept = tuple(paper for paper in case.papers if paper.key not in brought)
    return replace(case, papers=kept + tuple(brought.values()))


def _tell_once(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    if case.told_on is not None:
        return Refusal(Code.ALREADY_TOLD, values={"day": case.told_on})
    if not body["lacks"]:
        return Refusal(Code.NOTHING_MISSING, "lacks")
    if fact.day > notice_due(case, rules.calendar):
        return Refusal(Code.TOLD_TOO_LATE)
    return _ask(case, fact, body, State.RECEIVED)


def _ask_supplement(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    if not body["lacks"]:
        return Refusal(Code.NOTHING_MISSING, "lacks")
    pause = Pause("supplement", fact.envelope.day)
    return replace(_ask(case, fact, body, case.state), pauses=(*case.pauses, pause))


def _ask(case: Case, fact: Fact, body: Body, back_to: State) -> Case:
    lacks = tuple(Lack(row["key"], row["why"], row["how"]) for row in body["lacks"])
    told = fact.envelope.day if back_to is State.RECEIVED else case.told_on
    return replace(case, state=State.CORRECTING, lacks=lacks, told_on=told, back_to=back_to)


def _supplement(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    answers = {**case.answers, **body["answers"]}
    faults = rules.form.check(answers, fact.day)
    if faults:
        return Refusal(Code.FORM_FAULTS, faults[0].field, {"code": faults[0].code})
    for row in body["papers"]:
        if row["key"] not in {paper.key for paper in rules.item.materials}:
            return Refusal(Code.PAPER_NOT_ASKED, row["key"])
    case = replace(_with_papers(case, body), answers=answers)
    mended = (
        {row["key"] for row in body["papers"] if row["how"] != "missing"} | set(body["mended"]) | set(body["answers"])
    )
    if left := tuple(lack for lack in case.lacks if lack.key not in mended):
        return replace(case, lacks=left)  # still correcting: the rest is still owed
    back = case.back_to or State.RECEIVED
    complete = fact.envelope.day if back is State.RECEIVED else case.complete_on
    return replace(_resumed(case, fact), state=back, back_to=None, lacks=(), complete_on=complete)


def _refuse(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    if body["ground"] not in GROUNDS:
        return Refusal(Code.MALFORMED, "ground")
    if not body["reason"].strip():
        return Refusal(Code.REASON_MISSING, "reason")
    if not body["remedy"].strip():
        return Refusal(Code.REMEDY_MISSING, "remedy")
    if body["ground"] == "not_competent" and not body["elsewhere"].strip():
        return Refusal(Code.BODY_MISSING, "elsewhere")
    return replace(
        case,
        state=State.REFUSED,
        reason=body["reason"],
        remedy=body["remedy"],
        elsewhere=body["elsewhere"],
        ended_on=fact.envelope.day,
    )


def _transfer(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    if not (len(body["site"]) == 6 and body["site"].isdigit()) or body["site"] == case.site:
        return Refusal(Code.MALFORMED, "site")
    return replace(case, state=State.TRANSFERRED, elsewhere=body["site"], reason=body["reason"])


def _take_over(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    if not body["site"] == case.elsewhere == fact.envelope.desk[:6]:
        return Refusal(Code.NOT_YOURS, "site")
    return replace(case, state=State.RECEIVED, site=body["site"], elsewhere="", first_asked=fact.envelope.by)


# reviewing ------------------------------------------------------------------------------------------------------


def _begin_review(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    return replace(case, state=State.REVIEW)


def _suspend(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    if body["procedure"] not in PROCEDURES:
        return Refusal(Code.UNKNOWN_PROCEDURE, "procedure")
    if body["expected_days"] < 1:
        return Refusal(Code.MALFORMED, "expected_days")  # art. 45: the time needed is told in writing
    pause = Pause(body["procedure"], fact.envelope.day, None, body["expected_days"])
    return replace(case, state=State.SUSPENDED, back_to=case.state, pauses=(*case.pauses, pause))


def _resume(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    return replace(_resumed(case, fact), state=case.back_to or State.REVIEW, back_to=None)


def _resumed(case: Case, fact: Fact) -> Case:
    if not case.pauses or case.pauses[-1].until is not None:
        return case
    ended = replace(case.pauses[-1], until=fact.envelope.day)
    return replace(case, pauses=(*case.pauses[:-1], ended))


def _extend(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    if case.extension is not None:
        return Refusal(Code.ALREADY_EXTENDED)
    if not 1 <= body["days"] <= LONGEST_EXTENSION:
        return Refusal(Code.EXTENSION_TOO_LONG, "days", {"longest": str(LONGEST_EXTENSION)})
    if not body["reason"].strip():
        return Refusal(Code.REASON_MISSING, "reason")
    if not body["approver"].strip():
        return Refusal(Code.APPROVER_MISSING, "approver")
    return replace(case, extension=Extension(body["days"], body["reason"], body["approver"], fact.envelope.day))


def _decide(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    if (fact.envelope.desk != CENTRE) != (rules.item.decides == "station"):
        return Refusal(Code.NOT_YOURS)
    if case.gap is not None:
        return Refusal(Code.GAP_OPEN, case.gap.papers[0])
    if not body["granted"] and not body["reason"].strip():
        return Refusal(Code.REASON_MISSING, "reason")
    if not body["granted"] and not body["remedy"].strip():
        return Refusal(Code.REMEDY_MISSING, "remedy")
    decision = Decision(body["granted"], fact.envelope.day, fact.envelope.by, body["reason"], body["remedy"])
    return replace(case, state=State.DECIDED, decision=decision)


def _close(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    return replace(case, state=State.CLOSED, result=body["result"], closed_on=fact.envelope.day)


def _return(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    if not body["reason"].strip():
        return Refusal(Code.REASON_MISSING, "reason")
    return replace(case, state=State.RETURNED, reason=body["reason"], ended_on=fact.envelope.day)


# issuing --------------------------------------------------------------------------------------------------------


def _ready(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    if not body["pickup_code"]:
        return Refusal(Code.MALFORMED, "pickup_code")
    return replace(case, state=State.READY, pickup_code=body["pickup_code"])


def _dispatch(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    if not body["waybill"].strip():
        return Refusal(Code.WAYBILL_MISSING, "waybill")
    sent = Delivery("post", fact.envelope.day, waybill=body["waybill"])
    return replace(case, state=State.DISPATCHED, delivery=sent)


def _come_back(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    return replace(case, state=State.READY, delivery=None, reason=body["reason"])


def _deliver(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    by_hand = body["mode"] in {"onsite", "home"}
    if body["mode"] not in {*rules.item.delivery, "post", "onsite"}:
        return Refusal(Code.DELIVERY_NOT_OFFERED, "mode")
    if by_hand and not body["proof"].strip():
        return Refusal(Code.IDENTITY_MISSING, "proof")  # 出件: never without proof of identity
    if by_hand and case.state is State.READY and body["pickup_code"] not in {"", case.pickup_code}:
        return Refusal(Code.WRONG_PICKUP_CODE, "pickup_code")
    if by_hand and not body["signed"]:
        return Refusal(Code.SIGNATURE_MISSING, "signed")
    waybill = case.delivery.waybill if case.delivery else ""
    handed = Delivery(
        body["mode"], fact.envelope.day, body["receiver"], body["proof"], body["relation"], waybill, body["signed"]
    )
    return replace(case, state=State.DELIVERED, delivery=handed, ended_on=fact.envelope.day)


# undoing --------------------------------------------------------------------------------------------------------


def _withdraw(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    return replace(case, state=State.WITHDRAWN, reason=body["reason"], ended_on=fact.envelope.day)


def _void(rules: Rules, case: Case, fact: Fact, body: Body) -> Outcome:
    if fact.envelope.day != case.received_on:
        return Refusal(Code.VOID_TOO_LATE)
    if not body["approver"].strip() or body["approver"] == fact.envelope.by:
        return Refusal(Code.APPROVER_MISSING, "approver")
    if not body["reason"].strip():
        return Refusal(Code.REASON_MISSING, "reason")
    return replace(case, state=State.VOIDED, reason=body["reason"], ended_on=fact.envelope.day)


Effect = Callable[[Rules, Case, Fact, Body], Outcome]

EFFECTS: dict[Kind, Effect] = {
    Kind.ACCEPTED: _accept,
    Kind.ACCEPTED_WITH_GAP: _accept_with_gap,
    Kind.GAP_CLOSED: _close_gap,
    Kind.GAP_LAPSED: _lapse_gap,
    Kind.TOLD_ONCE: _tell_once,
    Kind.SUPPLEMENTED: _supplement,
    Kind.REFUSED: _refuse,
    Kind.TRANSFERRED: _transfer,
    Kind.TAKEN_OVER: _take_over,
    Kind.DEEMED_ACCEPTED: _deem_accepted,
    Kind.REVIEW_BEGUN: _begin_review,
    Kind.SUPPLEMENT_ASKED: _ask_supplement,
    Kind.SUSPENDED: _suspend,
    Kind.RESUMED: _resume,
    Kind.EXTENDED: _extend,
    Kind.DECIDED: _decide,
    Kind.CLOSED: _close,
    Kind.READY: _ready,
    Kind.DISPATCHED: _dispatch,
    Kind.CAME_BACK: _come_back,
    Kind.DELIVERED: _deliver,
    Kind.WITHDRAWN: _withdraw,
    Kind.RETURNED: _return,
    Kind.VOIDED: _void,
}

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
