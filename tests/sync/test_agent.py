"""Facts up, states down: each exactly once, refused by code, and nothing believed that was not said."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.desk import accepting, deciding, looking_up, undoing
from kiosk.domain.facts import Kind
from kiosk.domain.refusals import Code
from kiosk.store.cases import Whereabouts
from sync import wire
from sync.__main__ import rest
from sync.centre import deciding as centre_deciding
from sync.centre import doors
from sync.centre import tables as t
from sync.line import Line, LineCut, SaidNo
from tests.desk_at_hand import CLERK, an_application
from tests.sync.town_at_hand import Village


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    yield made
    made.close()


def place(village: Village, number: str) -> Whereabouts:
    page = looking_up.case_page(village.desk, number)
    assert page is not None
    return page.seen.whereabouts


def test_a_case_goes_up_and_its_state_comes_down(village: Village) -> None:
    number = accepting.accept(village.desk, CLERK, an_application()).case.number
    assert place(village, number) is Whereabouts.HERE
    village.agent.until_quiet()
    assert place(village, number) is Whereabouts.TAKEN
    centre_deciding.write(village.centre, number, Kind.REVIEW_BEGUN, {}, "r")
    village.agent.until_quiet()
    page = looking_up.case_page(village.desk, number)
    assert page is not None and page.seen.case.state == "review"


def test_being_acknowledged_changes_the_words_not_the_picture(village: Village) -> None:
    number = accepting.accept(village.desk, CLERK, an_application()).case.number
    village.agent.until_quiet()
    undoing.withdraw(village.desk, CLERK, number)

    def no_changes(straight):  # type: ignore[no-untyped-def]
        def carry(path, headers, body):  # type: ignore[no-untyped-def]
            if path == "/v1/changes":
                raise LineCut("cut")
            return straight(path, headers, body)

        return carry

    village.bend = no_changes
    with pytest.raises(LineCut):
        village.agent.round()
    page = looking_up.case_page(village.desk, number)
    assert page is not None
    assert (page.seen.case.state, page.seen.whereabouts) == ("withdrawn", Whereabouts.CENTRE)


def test_a_lost_answer_doubles_nothing(village: Village) -> None:
    village.agent.until_quiet()
    accepting.accept(village.desk, CLERK, an_application())
    cut = [True]

    def lose_one(straight):  # type: ignore[no-untyped-def]
        def carry(path, headers, body):  # type: ignore[no-untyped-def]
            answer = straight(path, headers, body)
            if path == "/v1/facts" and cut.pop():
                cut.append(False)
                raise LineCut("answer lost")
            return answer

        return carry

    village.bend = lose_one
    with pytest.raises(LineCut):
        village.agent.round()
    assert looking_up.unsent(village.desk).count == 2  # a time-out is not a success
    village.agent.until_quiet()
    with village.centre.reading() as at:
        assert len(at.execute(select(t.facts.c.seq)).all()) == 2
    assert looking_up.unsent(village.desk).count == 0


def test_a_refused_fact_is_said_with_its_reason_and_opens_a_task(village: Village) -> None:
    future = replace(village.desk, on=date(2027, 5, 1))
    number = accepting.accept(future, CLERK, an_application()).case.number
    good = accepting.accept(village.desk, CLERK, an_application()).case.number
    village.agent.until_quiet()
    page = looking_up.case_page(village.desk, number)
    assert page is not None and page.seen.refusal is not None
    assert (page.seen.whereabouts, page.seen.refusal.code) == (Whereabouts.REFUSED, Code.FROM_THE_FUTURE)
    assert place(village, good) is Whereabouts.TAKEN  # a refusal never blocks another case
    with village.centre.reading() as at:
        assert {task.number for task in at.execute(select(t.tasks.c.number))} == {number}


def test_the_centre_changed_the_case_under_a_pending_fact(village: Village) -> None:
    number = accepting.accept(village.desk, CLERK, an_application()).case.number
    village.agent.until_quiet()
    undoing.withdraw(village.desk, CLERK, number)
    centre_deciding.write(village.centre, number, Kind.DECIDED, {"granted": True, "reason": "", "remedy": ""}, "r")
    village.agent.until_quiet()
    page = looking_up.case_page(village.desk, number)
    assert page is not None and page.seen.refusal is not None
    assert (page.seen.case.state, page.seen.refusal.code) == ("decided", Code.WRONG_STATE)


def test_facts_behind_a_refused_one_are_after_refused_and_new_ones_are_not(village: Village) -> None:
    number = accepting.accept(village.desk, CLERK, an_application("YJ-CL-002")).case.number
    village.agent.until_quiet()
    centre_deciding.write(village.centre, number, Kind.RETURNED, {"reason": "缺", "papers_back": []}, "r")
    deciding.decide(village.desk, CLERK, number, granted=True)
    village.agent.until_quiet()
    with village.centre.reading() as at:
        codes = list(
            at.execute(select(t.facts.c.code).where(t.facts.c.desk != "centre").order_by(t.facts.c.seq)).scalars()
        )
    assert codes == ["", "", "wrong_state", "after_refused"]


def test_after_a_restore_what_the_centre_lost_is_offered_again(village: Village) -> None:
    numbers = [accepting.accept(village.desk, CLERK, an_application()).case.number for _ in range(3)]
    village.agent.until_quiet()
    with village.centre.writing() as at:  # an older backup: the last case never happened there
        for table in (t.facts, t.cases, t.logs):
            at.execute(table.delete().where(table.c.number == numbers[-1]))
        last = at.execute(select(t.facts.c.hash).where(t.facts.c.seq == 4)).scalar()
        at.execute(t.desks.update().values(last_seq=4, last_hash=last))
        at.execute(t.scopes.update().values(n=2))
    village.centre.restored()
    village.agent.until_quiet()
    assert {place(village, number) for number in numbers} == {Whereabouts.TAKEN}


# bad input at the doors ---------------------------------------------------------------------------------------------


def line_of(village: Village) -> Line:
    me = village.agent.me
    return Line(village, me.id, me.private_key)


def facts_of(village: Village) -> list[object]:
    return list(village.agent._ledger.after(0, 500))


def batch(village: Village, first: int, facts: list[object]) -> wire.Facts:
    me = village.agent.me
    return wire.Facts(me.id, me.incarnation, first, facts)  # type: ignore[arg-type]


def test_a_gap_is_refused_with_the_number_that_is_wanted(village: Village) -> None:
    village.agent.until_quiet()
    for _ in range(2):
        accepting.accept(village.desk, CLERK, an_application())
    with pytest.raises(SaidNo) as no:
        line_of(village).ask("/v1/facts", batch(village, 3, facts_of(village)[2:]), wire.Taken)
    assert (no.value.code, no.value.wants) == ("gap", "1")


def test_an_overlap_is_trimmed(village: Village) -> None:
    village.agent.until_quiet()
    accepting.accept(village.desk, CLERK, an_application())
    line, facts = line_of(village), facts_of(village)
    assert line.ask("/v1/facts", batch(village, 1, facts[:1]), wire.Taken).acked == 1
    assert line.ask("/v1/facts", batch(village, 1, facts), wire.Taken).acked == 2
    assert line.ask("/v1/facts", batch(village, 1, facts[:1]), wire.Taken).acked == 2


def test_another_content_under_an_old_number_freezes_the_desk_and_keeps_both(village: Village) -> None:
    village.agent.until_quiet()
    accepting.accept(village.desk, CLERK, an_application())
    village.agent.until_quiet()
    fact = facts_of(village)[0]
    other = replace(fact, envelope=replace(fact.envelope, by="somebody"))  # type: ignore[type-var,attr-defined]
    for expected in ("frozen", "frozen"):
        with pytest.raises(SaidNo) as no:
            line_of(village).ask("/v1/facts", batch(village, 1, [other]), wire.Taken)
        assert no.value.code == expected
    with village.centre.reading() as at:
        assert len(at.execute(select(t.branches.c.id)).all()) == 1


def test_a_forged_fact_is_refused_and_does_not_block(village: Village) -> None:
    village.agent.until_quiet()
    accepting.accept(village.desk, CLERK, an_application())
    facts = facts_of(village)
    forged = replace(facts[0], signature="00" * 64)  # type: ignore[type-var]
    taken = line_of(village).ask("/v1/facts", batch(village, 1, [forged, facts[1]]), wire.Taken)
    assert [(one.seq, one.code) for one in taken.refused] == [(1, "bad_signature"), (2, "after_refused")]


def test_an_altered_body_is_refused(village: Village) -> None:
    village.agent.until_quiet()
    accepting.accept(village.desk, CLERK, an_application())
    fact = facts_of(village)[0]
    altered = replace(fact, body={**fact.body, "applicant": "别人"})  # type: ignore[type-var,attr-defined]
    taken = line_of(village).ask("/v1/facts", batch(village, 1, [altered]), wire.Taken)
    assert [one.code for one in taken.refused] == ["hash_mismatch"]


def test_a_strangers_signature_is_401_and_the_facts_stay(village: Village) -> None:
    village.agent.until_quiet()
    accepting.accept(village.desk, CLERK, an_application())
    stranger = Line(village, village.agent.me.id, b"\7" * 32)
    with pytest.raises(SaidNo) as no:
        stranger.ask("/v1/facts", batch(village, 1, facts_of(village)), wire.Taken)
    assert (no.value.status, no.value.code) == (401, "bad_signature")
    assert looking_up.unsent(village.desk).count == 2


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "truncated"),
        (b"not compressed", 400, "truncated"),
        (wire.pack({"desk": 1}), 400, "not_json"),
        (wire.pack([]), 400, "not_json"),
        (wire.pack({"desk": "x" * (9 << 20)}), 413, "too_large"),
        (wire.pack(wire.Hello("001"))[:-4], 400, "truncated"),
    ],
)  # fmt: skip
def test_what_is_no_message_is_answered_by_code(village: Village, body: bytes, status: int, code: str) -> None:
    got, answer = doors.answer(village.centre, "/v1/hello", {}, body)
    assert (got, wire.unpack(answer, wire.No).code) == (status, code)


def test_a_deep_json_is_refused_quickly(village: Village) -> None:
    import zstandard

    body = zstandard.compress(b"[" * 200_000)
    assert doors.answer(village.centre, "/v1/hello", {}, body)[0] == 400


def test_an_enrolment_code_serves_once(village: Village) -> None:
    village.agent.until_quiet()
    asked = wire.Enrol(village.code.read_text(), village.agent.me.id, "f" * 32, "0" * 64)
    status, answer = doors.answer(village.centre, "/v1/enrol", {}, wire.pack(asked))
    assert (status, wire.unpack(answer, wire.No).code) == (403, "code_used")
    status, _ = doors.answer(village.centre, "/v1/enrol", {}, wire.pack(replace_code(asked)))
    assert status == 403


def replace_code(asked: wire.Enrol) -> wire.Enrol:
    return wire.Enrol("guess", asked.desk, asked.incarnation, asked.public_key)


def test_a_scope_that_was_not_granted_is_closed(village: Village) -> None:
    village.agent.until_quiet()
    with pytest.raises(SaidNo) as no:
        line_of(village).ask("/v1/changes", wire.ChangesAsked("station:002001", 0), wire.Changes)
    assert no.value.code == "scope_not_granted"


def test_a_cut_snapshot_is_resumed(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "CHUNK", 200)
    for _ in range(4):
        accepting.accept(village.desk, CLERK, an_application())
    village.agent.until_quiet()
    village.centre.restored()
    asked: list[int] = []

    def cut_twice(straight):  # type: ignore[no-untyped-def]
        def carry(path, headers, body):  # type: ignore[no-untyped-def]
            if path == "/v1/snapshot":
                asked.append(wire.unpack(body, wire.SnapshotAsked).offset)
                if len(asked) in {3, 6}:
                    raise LineCut("cut")
            return straight(path, headers, body)

        return carry

    village.bend = cut_twice
    for _ in range(2):
        with pytest.raises(LineCut):
            village.agent.round()
    village.agent.until_quiet()
    assert asked[:7] == [0, 200, 400, 400, 600, 800, 800]
    assert looking_up.standing(village.desk).taken == 4


def test_a_clerks_retry_wakes_the_agent_at_once(tmp_path: Path) -> None:
    wake = tmp_path / "agent.wake"
    threading.Timer(0.2, wake.touch).start()
    begun = time.monotonic()
    rest(threading.Event(), 30.0, wake)
    assert time.monotonic() - begun < 5 and not wake.exists()
