"""One visit, several items: one act, all or none; each with its own notice, one slip with all numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.desk import accepting, spooling
from kiosk.desk.tools import Clerk, Refused, Tools
from kiosk.domain.numbering import printed
from kiosk.domain.refusals import Code
from kiosk.domain.roles import Role
from kiosk.paper import Press
from kiosk.paper.receipts import visit
from kiosk.paper.slipping import Big, Line
from kiosk.store import spool, writing
from tests.desk_at_hand import CLERK, a_desk, an_application
from tests.facts_at_hand import ROOT

TWO = [an_application("YJ-MZ-001"), an_application("YJ-MZ-005")]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Tools]:
    made = a_desk(tmp_path)
    yield made
    made.ledger.close()


def papers(desk: Tools) -> list[tuple[str, str]]:
    with desk.ledger.transaction(write=False) as connection:
        return sorted((job.number, job.kind) for job in spool.open_jobs(connection))


def facts(desk: Tools) -> int:
    with desk.ledger.transaction(write=False) as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM facts").scalar_one())


def test_each_item_has_its_number_and_notice_and_all_have_one_slip(desk: Tools) -> None:
    first, second = accepting.accept_visit(desk, CLERK, TWO)
    assert (first.case.item, second.case.item) == ("YJ-MZ-001", "YJ-MZ-005")
    one, two = first.case.number, second.case.number
    assert papers(desk) == [(one, "acceptance"), (one, "commitment"), (one, "visit"), (two, "acceptance")]


def test_the_slip_lists_every_number_with_a_query_code_of_its_own(desk: Tools) -> None:
    done = accepting.accept_visit(desk, CLERK, TWO)
    with desk.ledger.transaction(write=False) as connection:
        job = next(job for job in spool.open_jobs(connection) if job.kind == "visit")
    press = Press.at(ROOT / "build" / "fonts")
    slip = visit(spooling.sheet_of(desk, job), press)
    assert [part.text for part in slip.parts if isinstance(part, Big)] == [printed(one.case.number) for one in done]
    codes = [part.value.zh for part in slip.parts if isinstance(part, Line) and part.key == "query_code"]
    assert len(set(codes)) == 2
    assert spooling.drawn(desk, job, press).png


def test_when_one_cannot_be_taken_none_is_and_it_is_named(desk: Tools) -> None:
    wanting = replace(TWO[1], papers={})
    before = facts(desk)
    with pytest.raises(accepting.OneRefused) as no:
        accepting.accept_visit(desk, CLERK, [TWO[0], wanting])
    assert no.value.item == "YJ-MZ-005" and {one.code for one in no.value.faults} == {Code.PAPERS_MISSING}
    assert facts(desk) == before and papers(desk) == []
    done = accepting.accept_visit(desk, CLERK, TWO)
    assert done[0].case.number[17:21] == "0001", "no number was used up"


def test_a_power_cut_between_two_items_leaves_neither(desk: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second item's fact breaks; the first one's number, facts, papers and draft are as before."""
    real, seen = writing.Writing.append, list[str]()

    def breaks(self: writing.Writing, *given: object, **more: object) -> object:
        seen.append("append")
        if len(seen) == 2:
            raise OSError("the disk is gone")
        return real(self, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(writing.Writing, "append", breaks)
    with pytest.raises(OSError):
        accepting.accept_visit(desk, CLERK, TWO)
    assert facts(desk) == 0 and papers(desk) == []
    monkeypatch.setattr(writing.Writing, "append", real)
    assert accepting.accept_visit(desk, CLERK, TWO)[0].case.number[17:21] == "0001"


def test_its_role_is_checked_once_for_all(desk: Tools) -> None:
    volunteer = Clerk("222401001001-09", "测试", frozenset({Role.VOLUNTEER}))
    with pytest.raises(Refused):
        accepting.accept_visit(desk, volunteer, TWO)
    assert papers(desk) == []
