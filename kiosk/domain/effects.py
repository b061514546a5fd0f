"""What each kind of fact does to a case, once it is its turn: the conditions of the law, and the state that follows.

The law is named where a line follows it; articles without a name are of the 行政许可法 (2019).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from kiosk.domain.calendar import Calendar
from kiosk.domain.cases import (
    Case,
    Decision,
    Delivery,
    Extension,
    Gap,
    Lack,
    PaperSeen,
    Pause,
    State,
)
from kiosk.domain.catalogue import Item
from kiosk.domain.facts import CENTRE, Body, Fact, Kind
from kiosk.domain.forms import Form
from kiosk.domain.refusals import Code, Refusal

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
