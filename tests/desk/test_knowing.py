"""Who stands at the counter: what is under way, what may be there twice, and what this desk takes in most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.desk import accepting, knowing, undoing
from kiosk.desk.tools import Tools
from tests.desk_at_hand import CLERK, SetClock, a_desk, an_application

ASKED = an_application("YJ-MZ-001")
NUMBER = str(ASKED.answers["applicant_id_number"])
OTHER = "222401197207181455"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(tmp_path: Path, clock: SetClock) -> Iterator[Tools]:
    made = a_desk(tmp_path, clock=clock)
    yield made
    made.ledger.close()


def told(desk: Tools, item: str = "YJ-MZ-001") -> list[tuple[str, bool]]:
    return [(one.case.item, one.same) for one in knowing.known(desk, CLERK, NUMBER, item)]


def test_what_is_under_way_is_told_and_the_same_item_first(desk: Tools) -> None:
    assert told(desk) == []
    accepting.accept(desk, CLERK, ASKED)
    other = an_application("YJ-MZ-005")
    accepting.accept(desk, CLERK, replace(other, answers={**other.answers, "applicant_id_number": NUMBER}))
    assert told(desk) == [("YJ-MZ-001", True), ("YJ-MZ-005", False)]
    assert told(desk, "YJ-MZ-005") == [("YJ-MZ-005", True), ("YJ-MZ-001", False)]


def test_somebody_elses_cases_are_nobodys_business(desk: Tools) -> None:
    accepting.accept(desk, CLERK, ASKED)
    assert knowing.known(desk, CLERK, OTHER, "YJ-MZ-001") == []
    assert knowing.known(desk, CLERK, NUMBER[:10], "YJ-MZ-001") == [], "a part of a number is nobody's number"


def test_what_ended_is_told_for_thirty_days_and_only_where_it_may_be_a_double(desk: Tools, clock: SetClock) -> None:
    number = accepting.accept(desk, CLERK, ASKED).case.number
    undoing.withdraw(desk, CLERK, number)
    assert told(desk) == [("YJ-MZ-001", True)] and told(desk, "YJ-MZ-005") == []
    clock.wall = clock.wall.replace(year=2027, month=1, day=5)
    assert told(desk) == []


def test_the_items_that_are_taken_in_most_come_first(desk: Tools) -> None:
    assert knowing.often_taken(desk) == []
    for code in ("YJ-CL-002", "YJ-MZ-005", "YJ-MZ-005", "YJ-MZ-001"):
        accepting.accept(desk, CLERK, an_application(code))
    assert knowing.often_taken(desk) == ["YJ-MZ-005", "YJ-MZ-001", "YJ-CL-002"]
