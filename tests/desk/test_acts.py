"""What people do at the desk: each act one transaction, checked roles, and papers queued with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.desk import accepting, deciding, following, issuing, looking_up, spooling, supplementing, undoing
from kiosk.desk.accepting import Missing
from kiosk.desk.tools import Refused, Tools
from kiosk.devices.pretend.printers import PretendPrinter
from kiosk.devices.printers import Status
from kiosk.domain.refusals import Code
from kiosk.paper import Press
from kiosk.store import spool
from tests.desk_at_hand import CLERK, SetClock, a_desk, an_application
from tests.facts_at_hand import ROOT

LACK = [Missing("ID", "模糊", "重新复印")]
REMEDY = "六十日内可申请行政复议"


@pytest.fixture
def desk(tmp_path: Path) -> Tools:
    return a_desk(tmp_path)


def test_a_case_from_receipt_to_collection_at_the_station_alone(desk: Tools) -> None:
    number = accepting.accept(desk, CLERK, an_application("YJ-MZ-011")).case.number
    deciding.decide(desk, CLERK, number, granted=True, result="预约成功")
    ready = issuing.make_ready(desk, CLERK, number)
    assert len(ready.case.pickup_code) == 6
    with pytest.raises(Refused) as no:
        issuing.hand_over(desk, CLERK, number, receiver="本人", proof="身份证", pickup_code="nothing")
    assert no.value.faults[0].code is Code.WRONG_PICKUP_CODE
    done = issuing.hand_over(desk, CLERK, number, receiver="本人", proof="身份证", pickup_code=ready.case.pickup_code)
    assert done.case.state == "delivered"
    page = looking_up.case_page(desk, number)
    assert page is not None
    assert [job.kind for job in page.papers] == ["receipt", "acceptance", "completion", "pickup", "service"]


def test_a_department_that_accepts_by_itself_gets_a_receipt_only(desk: Tools) -> None:
    done = accepting.accept(desk, CLERK, an_application("YJ-GJ-002"))
    assert (done.case.state, [name[-3:-1] for name in done.documents]) == ("received", ["SJ"])


def test_told_supplemented_and_accepted_in_one_press(desk: Tools) -> None:
    number = accepting.receive_and_tell(desk, CLERK, an_application(missing=("BANK",))).case.number
    assert supplementing.supplement(desk, CLERK, number, {"BANK": "seen"}).case.state == "accepted"
    with pytest.raises(Refused) as no:
        supplementing.tell_once(desk, CLERK, number, LACK)
    assert no.value.faults[0].code is Code.WRONG_STATE


def test_missing_papers_are_all_named(desk: Tools) -> None:
    with pytest.raises(Refused) as no:
        accepting.accept(desk, CLERK, an_application(missing=("ID", "BANK")))
    assert [(fault.code, fault.field) for fault in no.value.faults] == [
        (Code.PAPERS_MISSING, "ID"), (Code.PAPERS_MISSING, "BANK"),
    ]  # fmt: skip


def test_a_refused_act_writes_nothing_and_takes_no_number(desk: Tools) -> None:
    with pytest.raises(Refused):
        accepting.accept_with_gap(desk, CLERK, an_application(missing=("BANK",)), "2030-01-01")
    assert looking_up.unsent(desk).count == 0
    assert accepting.accept(desk, CLERK, an_application()).case.number[17:21] == "0001"


def test_a_clock_that_went_back_asks_for_the_date(tmp_path: Path) -> None:
    clock = SetClock()
    desk = a_desk(tmp_path, clock=clock)
    accepting.accept(desk, CLERK, an_application())
    clock.wall -= timedelta(days=9000)  # 2001
    with pytest.raises(Refused) as no:
        accepting.accept(desk, CLERK, an_application())
    assert no.value.faults[0].code is Code.CLOCK_WRONG
    told = replace(desk, on=date(2026, 11, 23))
    assert accepting.accept(told, CLERK, an_application()).case.received_on == "2026-11-23"


def test_refusing_voiding_transferring_and_taking_over(desk: Tools) -> None:
    number = accepting.receive(desk, CLERK, an_application()).case.number
    moved = deciding.transfer(desk, CLERK, number, "002001", "户籍在他处")
    assert (moved.case.state, moved.case.elsewhere) == ("transferred", "002001")
    with pytest.raises(Refused):
        deciding.take_over(desk, CLERK, number)
    other = accepting.accept(desk, CLERK, an_application()).case.number
    assert undoing.void(desk, CLERK, other, "录错人", "222401001001-01").case.state == "voided"
    third = accepting.receive_and_refuse(desk, CLERK, an_application(), "not_competent", "不属本市", REMEDY, "户籍地")
    assert third.case.state == "refused"


def test_post_that_comes_back_and_goes_again(desk: Tools) -> None:
    number = accepting.accept(desk, CLERK, an_application("YJ-MZ-011")).case.number
    deciding.decide(desk, CLERK, number, granted=True)
    issuing.make_ready(desk, CLERK, number)
    issuing.post(desk, CLERK, number, "EMS1")
    assert issuing.came_back(desk, CLERK, number, "无人").case.state == "ready"
    issuing.post(desk, CLERK, number, "EMS2")
    done = issuing.arrived(desk, CLERK, number, "本人")
    assert done.case.delivery is not None and done.case.delivery.waybill == "EMS2"


def test_nothing_to_tell_prints_nothing(desk: Tools) -> None:
    number = accepting.receive(desk, CLERK, an_application()).case.number
    with pytest.raises(Refused):
        following.print_notice(desk, CLERK, number)


# printing -------------------------------------------------------------------------------------------------------------


def printers(folder: Path) -> dict[str, PretendPrinter]:
    return {"slip": PretendPrinter("slip", folder), "a4": PretendPrinter("a4", folder)}


def press() -> Press:
    return Press.at(ROOT / "build" / "fonts")


def test_a_printer_in_trouble_keeps_its_papers_and_prints_none_twice(desk: Tools, tmp_path: Path) -> None:
    two = printers(tmp_path / "papers")
    accepting.accept(desk, CLERK, an_application())
    spooling.draw_open(desk, press())
    two["slip"].trouble = Status.PAPER_OUT
    done = spooling.print_open(desk, two)
    assert [code for _, code in done.failed] == ["paper_out"] and len(done.confirmed) == 1
    with desk.ledger.transaction(write=False) as connection:
        assert spool.counts(connection) == {"confirmed": 1, "failed": 1}
        failed = [job.id for job in spool.of_case(connection, done.confirmed[0][:22]) if job.status == "failed"]
    two["slip"].trouble = Status.READY
    assert spooling.print_open(desk, two).confirmed == ()  # it goes again only by a clerk's word
    spooling.try_again(desk, CLERK, failed[0])
    assert len(spooling.print_open(desk, two).confirmed) == 1
    assert len(set(two["slip"].printed + two["a4"].printed)) == 2


def test_what_was_going_out_when_the_spooler_died_is_unknown(desk: Tools, tmp_path: Path) -> None:
    accepting.accept(desk, CLERK, an_application("YJ-GJ-002"))
    spooling.draw_open(desk, press())
    with desk.ledger.transaction(write=True) as connection:
        job = spool.open_jobs(connection)[0]
        assert spool.sent(connection, job.id) and not spool.sent(connection, job.id)
    assert spooling.recover(desk) == 1
    assert spooling.print_open(desk, printers(tmp_path)).confirmed == ()
    with desk.ledger.transaction(write=False) as connection:
        assert spool.counts(connection) == {"unknown": 1}


def test_a_reprint_is_the_next_copy_and_audited(desk: Tools, tmp_path: Path) -> None:
    document = accepting.accept(desk, CLERK, an_application()).documents[0]
    spooling.reprint(desk, CLERK, document)
    spooling.draw_open(desk, press())
    two = printers(tmp_path / "papers")
    spooling.print_open(desk, two)
    assert two["slip"].printed == [f"{document}-1", f"{document}-2"]
    with desk.ledger.transaction(write=False) as connection:
        lines = connection.exec_driver_sql("SELECT detail FROM audit WHERE what = 'reprint:receipt'").scalars().all()
    assert lines == [document]
    assert looking_up.verify_audit(desk)[2] is None
