"""Two sides that really part: a real desk, a real centre, a line that is cut; and what a clerk may choose then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.desk import accepting, deciding, following, looking_up, settling, supplementing, undoing
from kiosk.desk.tools import Clerk, Refused, Tools
from kiosk.domain.cases import Case
from kiosk.domain.facts import Kind
from kiosk.domain.refusals import Code
from kiosk.domain.roles import Role
from kiosk.store.cases import Whereabouts
from kiosk.store.lists import ASKS, Lists, Wanted
from sync.agent import Agent
from sync.centre import deciding as centre_deciding
from sync.centre.keeping import read_case
from sync.line import LineCut
from sync.pull import pull
from tests.desk_at_hand import CLERK, a_desk, a_place, an_application
from tests.sync.town_at_hand import Carry, Village

REVIEWER = "222401000000-03"


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


def centre_says(village: Village, number: str, kind: Kind, **body: object) -> None:
    after = centre_deciding.write(village.centre, number, kind, body, REVIEWER)
    assert isinstance(after, Case), after


def at_centre(village: Village, number: str) -> Case:
    with village.centre.reading() as at:
        case = read_case(at, number)
    assert case is not None
    return case


def at_desk(tools: Tools, number: str) -> Case:
    page = looking_up.case_page(tools, number)
    assert page is not None
    return page.seen.case


def offered(tools: Tools, number: str) -> Mapping[str, settling.Choice]:
    found = settling.choices(tools, number)
    return {choice.code: choice for choice in found.choices} if found is not None else {}


def agree(village: Village, number: str) -> None:
    """Both sides hold the same case, and nothing asks any more."""
    village.agent.until_quiet()
    following.refold(village.desk)
    assert at_desk(village.desk, number) == at_centre(village, number)
    assert settling.choices(village.desk, number) is None
    page = looking_up.case_page(village.desk, number)
    assert page is not None and page.seen.whereabouts is Whereabouts.TAKEN and page.seen.conflict is None
    with village.desk.ledger.transaction(write=False) as connection:
        lists = Lists(connection)
        assert lists.page(Wanted("2026-11-23", place=ASKS)) == []
        (line,) = lists.page(Wanted("2026-11-23", numbers=(number,)))
    assert (line.case, line.place) == (at_centre(village, number), Whereabouts.TAKEN)


def facts_kept(village: Village, number: str) -> tuple[int, int]:
    """How many facts of a case the desk and the centre hold, refused ones too."""
    with village.desk.ledger.transaction(write=False) as connection:
        here = connection.exec_driver_sql("SELECT count(*) FROM facts WHERE number = ?", (number,)).scalar_one()
    with village.centre.reading() as at:
        there = at.exec_driver_sql(f"SELECT count(*) FROM facts WHERE number = '{number}' AND desk <> 'centre'")
        return int(here), int(there.scalar_one())


def returned_while_supplementing(village: Village) -> str:
    """The department returns the case while the desk, with no line, takes the missing paper in."""
    number = accepting.receive_and_tell(village.desk, CLERK, an_application(missing=("BANK",))).case.number
    village.agent.until_quiet()
    centre_says(village, number, Kind.RETURNED, reason="申请人来电放弃", papers_back=[])
    supplementing.supplement(village.desk, CLERK, number, {"BANK": "seen"})
    return number


def test_agreeing_sides_have_nothing_to_choose(village: Village) -> None:
    number = accepting.accept(village.desk, CLERK, an_application()).case.number
    assert settling.choices(village.desk, number) is None
    village.agent.until_quiet()
    assert settling.choices(village.desk, number) is None
    with pytest.raises(Refused) as no:
        settling.settle(village.desk, CLERK, number, settling.CENTRE)
    assert no.value.faults[0].code is Code.NOT_OFFERED


def test_both_sides_are_shown_with_what_differs(village: Village) -> None:
    number = returned_while_supplementing(village)
    village.agent.until_quiet()
    found = settling.choices(village.desk, number)
    assert found is not None and found.theirs is not None
    assert (found.ours.state, found.theirs.state) == ("accepted", "returned")
    assert [(one.kind, one.why) for one in found.told] == [
        ("supplemented", "wrong_state"), ("accepted", "after_refused"),
    ]  # fmt: skip
    unlike = {(one.what, one.key): (one.ours, one.theirs) for one in found.differences}
    assert unlike["state", ""] == ("accepted", "returned")
    assert unlike["paper", "BANK"] == ("seen", "missing")
    assert unlike["reason", ""] == (None, "申请人来电放弃")
    assert not [key for key in unlike if key[0] == "answer"]


def test_the_centres_side_is_taken_and_ours_kept_as_a_note(village: Village) -> None:
    number = returned_while_supplementing(village)
    village.agent.until_quiet()
    before = facts_kept(village, number)
    assert set(offered(village.desk, number)) == {"centre", "anew", "later"}
    done = settling.settle(village.desk, CLERK, number, "centre")
    assert done.written == ()
    agree(village, number)
    assert at_desk(village.desk, number).state == "returned"
    assert facts_kept(village, number) == before  # nothing is deleted, nothing is added
    assert looking_up.verify_audit(village.desk)[2] is None


def test_what_the_resident_still_wants_begins_anew_under_another_number(village: Village) -> None:
    number = returned_while_supplementing(village)
    village.agent.until_quiet()
    done = settling.settle(village.desk, CLERK, number, "anew")
    agree(village, number)
    fresh = at_centre(village, done.number)
    assert fresh.state == "received" and fresh.how("BANK") == "seen" and done.number != number
    assert fresh.answers == at_desk(village.desk, number).answers


def test_later_changes_nothing_but_the_audit(village: Village) -> None:
    number = returned_while_supplementing(village)
    village.agent.until_quiet()
    lines = looking_up.verify_audit(village.desk)[0]
    settling.settle(village.desk, CLERK, number, "later")
    assert set(offered(village.desk, number)) == {"centre", "anew", "later"}
    assert looking_up.verify_audit(village.desk)[0] == lines + 1


def test_a_decision_that_came_too_early_is_written_again_when_it_holds(village: Village) -> None:
    number = accepting.accept(village.desk, CLERK, an_application("YJ-MZ-011")).case.number
    village.agent.until_quiet()
    centre_says(village, number, Kind.SUSPENDED, procedure="survey", expected_days=3, reason="入户")
    deciding.decide(village.desk, CLERK, number, granted=True, result="预约成功")
    village.agent.until_quiet()
    assert set(offered(village.desk, number)) == {"centre", "later"}  # while it is suspended nothing holds
    centre_says(village, number, Kind.RESUMED)
    village.agent.until_quiet()
    again = offered(village.desk, number)["again"]
    assert (again.holds, again.notes, again.ready) == (("decided", "closed"), (), True)
    village.clock.pass_days(2)
    done = settling.settle(village.desk, CLERK, number, "again")
    assert done.written == ("decided", "closed")
    agree(village, number)
    case = at_centre(village, number)
    assert (case.state, case.result) == ("closed", "预约成功")
    assert (
        case.decision is not None and case.decision.on == "2026-11-23"
    )  # the day of the act, not of its telling again


def test_two_desks_supplement_one_case_and_the_first_to_arrive_counts(village: Village, tmp_path: Path) -> None:
    number = accepting.receive_and_tell(village.desk, CLERK, an_application(missing=("BANK",))).case.number
    village.agent.until_quiet()
    other = a_desk(tmp_path / "other", desk="02", clock=village.clock, seed="other")
    code = tmp_path / "other" / "enrolment.code"
    code.write_text(village.centre.issue_code(other.ledger.identity.id))
    second = Agent(a_place(tmp_path / "other"), village, code)
    second.until_quiet()
    supplementing.supplement(village.desk, CLERK, number, {"BANK": "copied"})  # with no line
    supplementing.supplement(other, CLERK, number, {}, {}, ["BANK"])
    second.until_quiet()
    assert at_centre(village, number).state == "received"
    village.agent.until_quiet()
    found = settling.choices(village.desk, number)
    assert found is not None
    assert ("paper", "BANK", "copied", "missing") in {
        (one.what, one.key, one.ours, one.theirs) for one in found.differences
    }
    # the paper was never seen by the other desk, so acceptance does not follow by itself
    assert set(offered(village.desk, number)) == {"centre", "later"}
    settling.settle(village.desk, CLERK, number, "centre")
    agree(village, number)
    second.close()
    other.ledger.close()


def test_what_is_not_judged_yet_can_be_given_up_but_not_written_again(village: Village) -> None:
    """The states come down, the facts do not get up: half a line."""
    number = accepting.accept(village.desk, CLERK, an_application("YJ-MZ-011")).case.number
    village.agent.until_quiet()
    centre_says(village, number, Kind.RETURNED, reason="重复申请", papers_back=[])
    undoing.withdraw(village.desk, CLERK, number)

    def no_facts(straight: Carry) -> Carry:
        def carry(path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
            if path.startswith("/v1/facts"):
                raise LineCut
            return straight(path, headers, body)

        return carry

    village.bend = no_facts
    with pytest.raises(LineCut):
        village.agent.round()
    for scope in sorted(village.agent._cache.cursors()):
        pull(village.agent._cache, village.agent._line, scope)
    following.refold(village.desk)
    with village.desk.ledger.transaction(write=False) as connection:
        (line,) = Lists(connection).page(Wanted("2026-11-23", place=ASKS))
    assert (line.case.number, line.asks, line.place) == (number, True, Whereabouts.HERE)
    settling.settle(village.desk, CLERK, number, "centre")
    assert at_desk(village.desk, number).state == "returned"
    village.bend = None
    agree(village, number)
    assert facts_kept(village, number) == (3, 3)  # the withdrawal lies at the centre too, refused


def test_an_acceptance_ahead_of_its_day_is_written_again_when_the_day_has_come(village: Village) -> None:
    ahead = replace(village.desk, on=(village.clock.now().day + timedelta(days=5)))
    number = accepting.accept(ahead, CLERK, an_application()).case.number
    village.agent.until_quiet()
    found = settling.choices(village.desk, number)
    assert found is not None and found.theirs is None and found.why.code is Code.FROM_THE_FUTURE
    village.clock.pass_days(5)
    assert offered(village.desk, number)["again"].holds == ("received", "accepted")
    settling.settle(village.desk, CLERK, number, "again")
    agree(village, number)
    assert at_centre(village, number).accepted_on == "2026-11-28"


def test_an_acceptance_that_is_left_refused_stays_to_be_seen(village: Village) -> None:
    ahead = replace(village.desk, on=(village.clock.now().day + timedelta(days=5)))
    number = accepting.accept(ahead, CLERK, an_application()).case.number
    village.agent.until_quiet()
    settling.settle(village.desk, CLERK, number, "centre")
    page = looking_up.case_page(village.desk, number)
    assert page is not None and page.seen.whereabouts is Whereabouts.REFUSED and page.seen.settled
    assert settling.choices(village.desk, number) is None
    with village.desk.ledger.transaction(write=False) as connection:
        (line,) = Lists(connection).page(Wanted("2026-11-23"))
    assert (line.place, line.asks) == (Whereabouts.REFUSED, False)


def test_a_supervisor_looks_but_does_not_settle(village: Village) -> None:
    number = returned_while_supplementing(village)
    village.agent.until_quiet()
    with pytest.raises(Refused) as no:
        settling.settle(village.desk, Clerk("s", "督", frozenset({Role.SUPERVISOR})), number, "centre")
    assert no.value.faults[0].code is Code.NOT_ALLOWED
