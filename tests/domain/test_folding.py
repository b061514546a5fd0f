"""The life of a case: each state meets each kind of fact, the law's refusals, and random histories."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.cases import Case, State
from kiosk.domain.facts import CENTRE, Kind
from kiosk.domain.folding import apply
from kiosk.domain.limits import Lamp, lamp, limits
from kiosk.domain.refusals import Code, Refusal
from tests.facts_at_hand import DESK, TODAY, Story, a_fact, received_body, rules

LACK = [{"key": "ID", "why": "模糊", "how": "重新复印"}]
REASONED = {"reason": "家庭收入超过标准", "remedy": "六十日内可申请行政复议"}
PAPER = [{"key": "BANK", "how": "seen", "count": 1}]
HANDED = {
    "mode": "onsite",
    "receiver": "王建国",
    "proof": "居民身份证",
    "relation": "",
    "pickup_code": "",
    "signed": True,
}

BODIES: dict[str, dict[str, Any]] = {
    Kind.ACCEPTED: {},
    Kind.ACCEPTED_WITH_GAP: {"papers": ["BANK"], "due": "2026-11-27", "undertaking": True},
    Kind.GAP_CLOSED: {"papers": PAPER},
    Kind.GAP_LAPSED: {"reason": "逾期未补"},
    Kind.TOLD_ONCE: {"lacks": LACK},
    Kind.SUPPLEMENTED: {"papers": [], "answers": {}, "mended": ["ID"]},
    Kind.REFUSED: {"ground": "other", "elsewhere": "", **REASONED},
    Kind.TRANSFERRED: {"site": "002001", "reason": "户籍在他处"},
    Kind.TAKEN_OVER: {"site": "002001"},
    Kind.DEEMED_ACCEPTED: {},
    Kind.REVIEW_BEGUN: {},
    Kind.SUPPLEMENT_ASKED: {"lacks": LACK},
    Kind.SUSPENDED: {"procedure": "survey", "expected_days": 5, "reason": "入户调查"},
    Kind.RESUMED: {},
    Kind.EXTENDED: {"days": 10, "reason": "疑难", "approver": "局长"},
    Kind.DECIDED: {"granted": True, "reason": "", "remedy": ""},
    Kind.CLOSED: {"result": "延民低保〔2026〕1号"},
    Kind.READY: {"pickup_code": "482913"},
    Kind.DISPATCHED: {"waybill": "EMS0001"},
    Kind.CAME_BACK: {"reason": "无人签收"},
    Kind.DELIVERED: HANDED,
    Kind.WITHDRAWN: {"reason": "", "papers_back": []},
    Kind.RETURNED: {"reason": "材料不实", "papers_back": []},
    Kind.VOIDED: {"reason": "录错", "approver": "222401001001-01"},
}
ITEM = "YJ-MZ-005"  # accepted here, decided by the department; BANK may follow


def story(missing: tuple[str, ...] = ()) -> Story:
    return Story(ITEM).received(missing)


def took(outcome: Case | Refusal) -> Case:
    assert isinstance(outcome, Case), outcome
    return outcome


def told(at: Story, *kinds: str) -> Story:
    for kind in kinds:
        from_centre = kind in {Kind.REVIEW_BEGUN, Kind.SUSPENDED, Kind.DECIDED, Kind.CLOSED, Kind.SUPPLEMENT_ASKED,
                               Kind.RETURNED, Kind.DEEMED_ACCEPTED, Kind.EXTENDED, Kind.READY}  # fmt: skip
        took((at.centre if from_centre else at.desk)(kind, **BODIES[kind]))
    return at


ARRIVE: dict[State, Callable[[], Story]] = {
    State.RECEIVED: story,
    State.CORRECTING: lambda: told(story(), Kind.TOLD_ONCE),
    State.ACCEPTED: lambda: told(story(), Kind.ACCEPTED),
    State.ACCEPTED_GAP: lambda: told(story(("BANK",)), Kind.ACCEPTED_WITH_GAP),
    State.DEEMED_ACCEPTED: lambda: deemed(),
    State.REFUSED: lambda: told(story(), Kind.REFUSED),
    State.TRANSFERRED: lambda: told(story(), Kind.TRANSFERRED),
    State.REVIEW: lambda: told(story(), Kind.ACCEPTED, Kind.REVIEW_BEGUN),
    State.SUSPENDED: lambda: told(story(), Kind.ACCEPTED, Kind.SUSPENDED),
    State.DECIDED: lambda: told(story(), Kind.ACCEPTED, Kind.DECIDED),
    State.CLOSED: lambda: told(story(), Kind.ACCEPTED, Kind.DECIDED, Kind.CLOSED),
    State.READY: lambda: told(story(), Kind.ACCEPTED, Kind.DECIDED, Kind.CLOSED, Kind.READY),
    State.DISPATCHED: lambda: told(story(), Kind.ACCEPTED, Kind.DECIDED, Kind.CLOSED, Kind.READY, Kind.DISPATCHED),
    State.DELIVERED: lambda: told(story(), Kind.ACCEPTED, Kind.DECIDED, Kind.CLOSED, Kind.READY, Kind.DELIVERED),
    State.WITHDRAWN: lambda: told(story(), Kind.WITHDRAWN),
    State.RETURNED: lambda: told(story(), Kind.RETURNED),
    State.VOIDED: lambda: told(story(), Kind.VOIDED),
}


def deemed() -> Story:
    at = story()
    at.day = TODAY + timedelta(days=10)
    return told(at, Kind.DEEMED_ACCEPTED)


# What follows from where: everything that is not named here is a refusal.
NEXT: dict[State, dict[str, State]] = {
    State.RECEIVED: {
        Kind.ACCEPTED: State.ACCEPTED, Kind.TOLD_ONCE: State.CORRECTING, Kind.REFUSED: State.REFUSED,
        Kind.TRANSFERRED: State.TRANSFERRED,
    },
    State.CORRECTING: {Kind.SUPPLEMENTED: State.RECEIVED, Kind.REFUSED: State.REFUSED},
    State.ACCEPTED: {
        Kind.REVIEW_BEGUN: State.REVIEW, Kind.SUPPLEMENT_ASKED: State.CORRECTING, Kind.SUSPENDED: State.SUSPENDED,
        Kind.EXTENDED: State.ACCEPTED, Kind.DECIDED: State.DECIDED,
    },
    State.ACCEPTED_GAP: {
        Kind.GAP_CLOSED: State.ACCEPTED, Kind.REVIEW_BEGUN: State.REVIEW, Kind.SUPPLEMENT_ASKED: State.CORRECTING,
        Kind.SUSPENDED: State.SUSPENDED, Kind.EXTENDED: State.ACCEPTED_GAP,
    },
    State.REVIEW: {
        Kind.SUPPLEMENT_ASKED: State.CORRECTING, Kind.SUSPENDED: State.SUSPENDED, Kind.EXTENDED: State.REVIEW,
        Kind.DECIDED: State.DECIDED,
    },
    State.SUSPENDED: {Kind.RESUMED: State.ACCEPTED, Kind.EXTENDED: State.SUSPENDED},
    State.DECIDED: {Kind.CLOSED: State.CLOSED},
    State.CLOSED: {Kind.READY: State.READY, Kind.DELIVERED: State.DELIVERED},
    State.READY: {Kind.DISPATCHED: State.DISPATCHED, Kind.DELIVERED: State.DELIVERED},
    State.DISPATCHED: {Kind.CAME_BACK: State.READY, Kind.DELIVERED: State.DELIVERED},
}  # fmt: skip
NEXT[State.DEEMED_ACCEPTED] = {**NEXT[State.ACCEPTED], Kind.EXTENDED: State.DEEMED_ACCEPTED}
UNDONE: dict[str, State] = {
    Kind.WITHDRAWN: State.WITHDRAWN, Kind.RETURNED: State.RETURNED, Kind.VOIDED: State.VOIDED,
}  # fmt: skip
for _state in (State.RECEIVED, State.CORRECTING, State.ACCEPTED, State.ACCEPTED_GAP, State.REVIEW, State.SUSPENDED):
    NEXT[_state] |= UNDONE
NEXT[State.DEEMED_ACCEPTED] |= {Kind.WITHDRAWN: State.WITHDRAWN, Kind.RETURNED: State.RETURNED}  # too late to void
CENTRE_FACTS = {Kind.REVIEW_BEGUN, Kind.SUPPLEMENT_ASKED, Kind.SUSPENDED, Kind.RESUMED, Kind.EXTENDED, Kind.DECIDED,
                Kind.CLOSED, Kind.RETURNED, Kind.DEEMED_ACCEPTED, Kind.GAP_LAPSED}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(BODIES))
@pytest.mark.parametrize("state", sorted(ARRIVE))
def test_each_state_meets_each_fact(state: State, kind: str) -> None:
    at = ARRIVE[state]()
    assert at.case is not None and at.case.state is state
    after = (at.centre if kind in CENTRE_FACTS else at.desk)(kind, **BODIES[kind])
    expected = NEXT.get(state, {}).get(kind)
    if expected is None:
        assert isinstance(after, Refusal), f"{state} + {kind} -> {after}"
        assert after.code in Code
    else:
        assert took(after).state is expected


def test_nothing_but_a_receipt_begins_a_case() -> None:
    for kind, body in BODIES.items():
        assert apply(rules(ITEM), None, a_fact(kind, body, item=ITEM, desk=DESK, seq=1)) == Refusal(Code.NO_SUCH_CASE)
    assert isinstance(story().desk(Kind.RECEIVED, **received_body(ITEM)), Refusal)


REFUSALS: list[tuple[str, State, str, dict[str, Any], Code]] = [
    ("art. 32(5): papers incomplete", State.RECEIVED, "accepted*", {}, Code.PAPERS_MISSING),
    ("told once means once", State.RECEIVED, "told twice", {}, Code.ALREADY_TOLD),
    ("a refusal has a reason", State.RECEIVED, Kind.REFUSED, {"reason": " "}, Code.REASON_MISSING),
    ("a refusal has a remedy (38)", State.RECEIVED, Kind.REFUSED, {"remedy": ""}, Code.REMEDY_MISSING),
    ("where to go instead (32(2))", State.RECEIVED, Kind.REFUSED, {"ground": "not_competent"}, Code.BODY_MISSING),
    ("what stops the clock is listed (45)", State.REVIEW, Kind.SUSPENDED, {"procedure": "holiday"},
     Code.UNKNOWN_PROCEDURE),
    ("an extension has an end (42)", State.REVIEW, Kind.EXTENDED, {"days": 16}, Code.EXTENSION_TOO_LONG),
    ("an extension has an approver", State.REVIEW, Kind.EXTENDED, {"approver": ""}, Code.APPROVER_MISSING),
    ("a no has its reason", State.REVIEW, Kind.DECIDED, {"granted": False}, Code.REASON_MISSING),
    ("a gap does not last longer than the promise", State.ACCEPTED_GAP, "long gap", {}, Code.GAP_TOO_LONG),
    ("main papers are never left out", State.ACCEPTED_GAP, "main gap", {}, Code.MAIN_PAPER_MISSING),
    ("no result without identity", State.READY, Kind.DELIVERED, {"proof": ""}, Code.IDENTITY_MISSING),
    ("no result without a signature", State.READY, Kind.DELIVERED, {"signed": False}, Code.SIGNATURE_MISSING),
    ("a wrong pick-up code", State.READY, Kind.DELIVERED, {"pickup_code": "000000"}, Code.WRONG_PICKUP_CODE),
    ("nobody voids alone", State.ACCEPTED, Kind.VOIDED, {"approver": "222401001001-03"}, Code.APPROVER_MISSING),
    ("the list of papers is closed (31)", State.CORRECTING, Kind.SUPPLEMENTED,
     {"papers": [{"key": "XX", "how": "seen", "count": 1}]}, Code.PAPER_NOT_ASKED),
]  # fmt: skip


@pytest.mark.parametrize(("why", "state", "kind", "change", "code"), REFUSALS, ids=[row[0] for row in REFUSALS])
def test_the_law_says_no(why: str, state: State, kind: str, change: dict[str, Any], code: Code) -> None:
    if kind == "accepted*":
        after = story(("BANK",)).desk(Kind.ACCEPTED)
    elif kind == "told twice":
        after = told(story(), Kind.TOLD_ONCE, Kind.SUPPLEMENTED).desk(Kind.TOLD_ONCE, lacks=LACK)
    elif kind == "long gap":
        gap = {**BODIES[Kind.ACCEPTED_WITH_GAP], "due": "2027-03-01"}
        after = story(("BANK",)).desk(Kind.ACCEPTED_WITH_GAP, **gap)
    elif kind == "main gap":
        gap = {**BODIES[Kind.ACCEPTED_WITH_GAP], "papers": ["ID"]}
        after = story(("ID",)).desk(Kind.ACCEPTED_WITH_GAP, **gap)
    else:
        at = ARRIVE[state]()
        after = (at.centre if kind in CENTRE_FACTS else at.desk)(kind, **{**BODIES[kind], **change})
    assert isinstance(after, Refusal)
    assert after.code is code


def test_nobody_does_another_ones_act() -> None:
    for kind in (Kind.REVIEW_BEGUN, Kind.EXTENDED, Kind.RETURNED, Kind.DECIDED):
        after = told(story(), Kind.ACCEPTED).desk(kind, **BODIES[kind])
        assert isinstance(after, Refusal) and after.code is Code.NOT_YOURS
    after = story().centre(Kind.WITHDRAWN, **BODIES[Kind.WITHDRAWN])
    assert isinstance(after, Refusal) and after.code is Code.NOT_YOURS


def test_a_department_that_accepts_by_itself() -> None:
    at = Story("YJ-GJ-002").received()
    refused = at.desk(Kind.ACCEPTED)
    assert isinstance(refused, Refusal) and refused.code is Code.NOT_YOURS
    assert took(at.centre(Kind.ACCEPTED)).state is State.ACCEPTED


def test_the_station_decides_where_the_item_lets_it() -> None:
    at = told(Story("YJ-CL-002").received(), Kind.ACCEPTED)
    assert took(at.desk(Kind.DECIDED, **BODIES[Kind.DECIDED])).state is State.DECIDED


def test_a_late_notice_is_refused_and_the_case_deemed_accepted_from_its_receipt() -> None:
    at = story()
    at.day = TODAY + timedelta(days=8)
    late = at.desk(Kind.TOLD_ONCE, lacks=LACK)
    assert isinstance(late, Refusal) and late.code is Code.TOLD_TOO_LATE
    case = took(at.centre(Kind.DEEMED_ACCEPTED))
    assert case.accepted_on == TODAY.isoformat()


def test_a_gap_that_lapses_returns_the_case() -> None:
    at = ARRIVE[State.ACCEPTED_GAP]()
    early = at.centre(Kind.GAP_LAPSED, reason="逾期")
    assert isinstance(early, Refusal) and early.code is Code.GAP_NOT_LAPSED
    at.day = date(2026, 11, 30)
    assert took(at.centre(Kind.GAP_LAPSED, reason="逾期")).state is State.RETURNED


def test_after_correcting_the_five_days_begin_when_all_is_in() -> None:
    at = told(story(), Kind.TOLD_ONCE)
    at.day = TODAY + timedelta(days=30)
    case = took(at.desk(Kind.SUPPLEMENTED, **BODIES[Kind.SUPPLEMENTED]))
    assert case.complete_on == at.day.isoformat()


def test_half_a_supplement_leaves_the_rest_owed() -> None:
    at = story()
    two = [*LACK, {"key": "BANK", "why": "缺", "how": "补"}]
    took(at.desk(Kind.TOLD_ONCE, lacks=two))
    case = took(at.desk(Kind.SUPPLEMENTED, papers=[], answers={}, mended=["ID"]))
    assert (case.state, [lack.key for lack in case.lacks]) == (State.CORRECTING, ["BANK"])


def test_a_transferred_case_is_taken_over_by_the_site_it_was_sent_to() -> None:
    at = told(story(), Kind.TRANSFERRED)
    assert at.case is not None
    wrong = apply(rules(ITEM), at.case, a_fact(Kind.TAKEN_OVER, {"site": "002001"}, item=ITEM, desk=DESK, seq=9))
    assert isinstance(wrong, Refusal) and wrong.code is Code.NOT_YOURS
    right = apply(rules(ITEM), at.case, a_fact(Kind.TAKEN_OVER, {"site": "002001"}, item=ITEM, desk="00200101A", seq=1))
    assert took(right).site == "002001"


# limits -----------------------------------------------------------------------------------------------------------


def test_a_pause_stops_the_clock_and_an_extension_moves_it() -> None:
    at = told(story(), Kind.ACCEPTED)
    item, calendar = rules(ITEM).item, rules(ITEM).calendar
    plain = limits(took(at.case or Refusal(Code.NO_SUCH_CASE)), item, calendar, TODAY)
    at.day = date(2026, 11, 25)
    took(at.centre(Kind.SUSPENDED, **BODIES[Kind.SUSPENDED]))
    at.day = date(2026, 12, 2)  # five working days later
    case = took(at.centre(Kind.RESUMED))
    paused = limits(case, item, calendar, at.day)
    assert plain.promised and paused.promised
    assert calendar.working_days_between(plain.promised, paused.promised) == 5
    longer = limits(took(at.centre(Kind.EXTENDED, **BODIES[Kind.EXTENDED])), item, calendar, at.day)
    assert longer.promised and calendar.working_days_between(paused.promised, longer.promised) == 10


def test_lamps_over_a_life() -> None:
    case = told(story(), Kind.ACCEPTED).case
    assert case is not None
    item, calendar = rules(ITEM).item, rules(ITEM).calendar  # legal 20, promised 8 working days

    def light(days: int) -> Lamp:
        return lamp(case, item, calendar, calendar.last_day(TODAY, days).date)

    assert [light(n) for n in (0, 5, 6, 8, 9, 20, 21)] == [
        Lamp.IN_TIME, Lamp.IN_TIME, Lamp.NEAR, Lamp.DUE, Lamp.PAST_PROMISED, Lamp.PAST_PROMISED, Lamp.PAST_LEGAL,
    ]  # fmt: skip


def test_ten_days_to_deliver() -> None:
    case = told(story(), Kind.ACCEPTED, Kind.DECIDED).case
    assert case is not None
    assert limits(case, rules(ITEM).item, rules(ITEM).calendar, TODAY).deliver == date(2026, 12, 7)


def test_deemed_acceptance_shows_before_the_centre_says_it() -> None:
    case = story().case
    assert case is not None
    at = limits(case, rules(ITEM).item, rules(ITEM).calendar, TODAY + timedelta(days=8))
    assert at.deemed and at.promised is not None


# random histories -------------------------------------------------------------------------------------------------

facts = st.lists(st.tuples(st.booleans(), st.sampled_from(sorted(BODIES)), st.integers(0, 6)), max_size=14)


@settings(max_examples=150)
@given(facts, st.booleans())
def test_random_histories_hold_together(history: list[tuple[bool, str, int]], gap: bool) -> None:
    at = story(("BANK",) if gap else ())
    taken = 1
    for from_centre, kind, days in history:
        at.day += timedelta(days=days)
        before = at.case
        assert before is not None
        after = (at.centre if from_centre else at.desk)(kind, **BODIES[kind])
        if isinstance(after, Refusal):
            assert at.case is before  # a refusal changes nothing
            continue
        taken += 1
        assert not before.ended, "nothing follows an end"
        assert len(after.life) == taken
        assert sum(after.through.values()) == taken
        assert (after.ended_on is not None) == after.ended
        assert after.decision is None or after.accepted_on is not None
        assert after.delivery is None or after.closed_on is not None
        assert (
            sum(pause.until is None for pause in after.pauses)
            == (
                after.state is State.SUSPENDED
                or (after.state is State.CORRECTING and after.back_to is not State.RECEIVED)
            )
            or after.ended
        )
        lamp(after, rules(ITEM).item, rules(ITEM).calendar, at.day)


@given(st.sampled_from(sorted(BODIES)), st.dictionaries(st.text(max_size=8), st.none() | st.text(max_size=4)))
def test_a_malformed_body_is_refused_with_its_field(kind: str, body: dict[str, Any]) -> None:
    case = told(story(), Kind.ACCEPTED).case
    fact = a_fact(kind, body, item=ITEM, desk=CENTRE, seq=1)
    after = apply(rules(ITEM), case, fact)
    if set(body) != set(BODIES[kind]):
        assert isinstance(after, Refusal) and after.code is Code.MALFORMED
