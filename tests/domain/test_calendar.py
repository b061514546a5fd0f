"""Working days: DOMAIN C4's vectors, and what must hold of any term."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.calendar import calendar_of
from kiosk.settings import assets
from tests.facts_at_hand import ASSETS

DATA = json.loads((ASSETS / "calendar" / "2026.json").read_text())
CALENDAR = assets.calendar(ASSETS)


@pytest.mark.parametrize("vector", DATA["test_vectors"], ids=lambda v: f"{v['from']}+{v['working_days']}")
def test_published_vectors(vector: dict[str, object]) -> None:
    calendar = calendar_of(DATA, local_stops_clock=bool(vector["local"]))
    last = calendar.last_day(date.fromisoformat(str(vector["from"])), int(str(vector["working_days"])))
    assert last.date.isoformat() == vector["result"]
    assert not last.estimated


def test_2026_has_248_working_days() -> None:
    assert CALENDAR.working_days_between(date(2025, 12, 31), date(2026, 12, 31)) == 248


def test_a_term_into_a_year_without_a_notice_is_estimated() -> None:
    assert CALENDAR.last_day(date(2026, 12, 30), 5).estimated
    assert not CALENDAR.last_day(date(2026, 12, 21), 5).estimated
    assert not CALENDAR.last_day(date(2027, 3, 1), 0).estimated


def test_natural_days_are_plain_addition() -> None:
    last = CALENDAR.last_day(date(2026, 9, 28), 7, "natural")
    assert (last.date, last.estimated) == (date(2026, 10, 5), False)


def test_local_holidays_close_the_office_but_not_the_clock() -> None:
    day = date(2026, 9, 3)
    assert CALENDAR.is_working(day) and not CALENDAR.offices_open(day)


days = st.dates(date(2026, 1, 1), date(2027, 6, 30))


@given(days, st.integers(0, 60))
def test_a_term_ends_on_a_working_day_and_counts_back_to_itself(start: date, count: int) -> None:
    last = CALENDAR.last_day(start, count).date
    assert CALENDAR.working_days_between(start, last) == count
    assert count == 0 or CALENDAR.is_working(last)


@given(days, st.integers(0, 40))
def test_one_more_day_is_later(start: date, count: int) -> None:
    assert CALENDAR.last_day(start, count + 1).date > CALENDAR.last_day(start, count).date
    assert CALENDAR.last_day(start + timedelta(days=1), count).date >= CALENDAR.last_day(start, count).date
