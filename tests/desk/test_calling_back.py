"""The call-back list: entered by a clerk or by the cases themselves, tried, reached; nothing is deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.desk import accepting, calling_back, deciding, issuing
from kiosk.desk.tools import Tools
from kiosk.store import calls
from tests.desk_at_hand import CLERK, SetClock, a_desk, an_application


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(tmp_path: Path, clock: SetClock) -> Iterator[Tools]:
    made = a_desk(tmp_path, clock=clock)
    yield made
    made.ledger.close()


def listed(desk: Tools) -> list[tuple[str, str, int]]:
    return [(one.case.number, one.call.why, one.call.tries) for one in calling_back.to_tell(desk, CLERK)]


def test_what_a_clerk_put_off_stays_until_somebody_was_reached(desk: Tools) -> None:
    number = accepting.accept(desk, CLERK, an_application()).case.number
    assert listed(desk) == []
    calling_back.enter(desk, CLERK, number, calling_back.CONFLICT)
    calling_back.tried(desk, CLERK, number, calling_back.CONFLICT)
    assert listed(desk) == [(number, "conflict", 1)]
    calling_back.reached(desk, CLERK, number, calling_back.CONFLICT)
    assert listed(desk) == []
    with desk.ledger.transaction(write=False) as connection:
        kept = calls.every(connection)
        noted = connection.exec_driver_sql("SELECT count(*) FROM audit WHERE what LIKE 'call:%'").scalar_one()
    assert len(kept) == 1 and kept[0].reached and noted == 3
    calling_back.enter(desk, CLERK, number, calling_back.CONFLICT)
    assert listed(desk) == [(number, "conflict", 0)], "what is put off again is to be told again"


def test_a_result_that_nobody_fetches_comes_up_by_itself(desk: Tools, clock: SetClock) -> None:
    number = accepting.accept(desk, CLERK, an_application("YJ-MZ-011")).case.number
    deciding.decide(desk, CLERK, number, granted=True, result="预约成功")
    issuing.make_ready(desk, CLERK, number)
    assert listed(desk) == [], "it has only just been announced"
    clock.wall = clock.wall.replace(year=2026, month=12, day=6)
    assert listed(desk) == [(number, "ready", 0)]
    calling_back.tried(desk, CLERK, number, calling_back.READY)
    calling_back.reached(desk, CLERK, number, calling_back.READY)
    assert listed(desk) == []


def test_a_gap_comes_up_two_days_before_its_end(desk: Tools, clock: SetClock) -> None:
    gap = an_application("YJ-MZ-005", missing=("BANK",))
    number = accepting.accept_with_gap(desk, CLERK, gap, "2026-11-26").case.number
    assert listed(desk) == []
    clock.wall = clock.wall.replace(day=24)
    assert clock.now().day == date(2026, 11, 24) and listed(desk) == [(number, "gap", 0)]
