"""Working days: DOMAIN C4's vectors, and what must hold of any term."""

import json
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.calendar import Calendar, LastDay, OpeningHours, calendar_of, hours_of
from kiosk.settings import assets
from tests.facts_at_hand import ASSETS

FILES = [json.loads(path.read_text()) for path in sorted((ASSETS / "calendar").glob("*.json"))]
CALENDAR = assets.calendar(ASSETS)
LOCAL = calendar_of(*FILES, local_stops_clock=True)


@pytest.mark.parametrize(
    "vector",
    [vector for file in FILES for vector in file["test_vectors"]],
    ids=lambda vector: f"{vector['from']}+{vector['working_days']}{'+local' if vector['local'] else ''}",
)
def test_published_vectors(vector: dict[str, object]) -> None:
    calendar = LOCAL if vector["local"] else CALENDAR
    last = calendar.last_day(date.fromisoformat(str(vector["from"])), int(str(vector["working_days"])))
    assert last.date.isoformat() == vector["result"]
    assert not last.estimated


@pytest.mark.parametrize(
    ("start", "count", "local", "end"),
    [
        ("2026-02-13", 1, False, "2026-02-14"),
        ("2026-02-13", 5, False, "2026-02-27"),
        ("2026-04-30", 5, False, "2026-05-11"),
        ("2026-09-18", 5, False, "2026-09-24"),
        ("2026-09-30", 1, False, "2026-10-08"),
        ("2026-09-30", 5, False, "2026-10-13"),
        ("2026-08-31", 5, True, "2026-09-10"),
        ("2026-08-31", 5, False, "2026-09-07"),
    ],
)
def test_vectors_written_here_too_so_that_no_file_can_change_them(
    start: str, count: int, local: bool, end: str
) -> None:
    calendar = LOCAL if local else CALENDAR
    assert calendar.last_day(date.fromisoformat(start), count) == LastDay(date.fromisoformat(end), False)


@pytest.mark.parametrize(
    "day", "2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11 2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 "
    "2026-10-10".split(),
)  # fmt: skip
def test_make_up_days_are_worked_though_they_are_a_weekend(day: str) -> None:
    assert date.fromisoformat(day).weekday() >= 5
    assert CALENDAR.is_working(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("first", "last"),
    [("01-01", "01-03"), ("02-15", "02-23"), ("04-04", "04-06"), ("05-01", "05-05"), ("06-19", "06-21"),
     ("09-25", "09-27"), ("10-01", "10-07")],
)  # fmt: skip
def test_nobody_works_on_the_holidays_of_2026(first: str, last: str) -> None:
    start, end = date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last}")
    assert CALENDAR.working_days_between(start - timedelta(days=1), end) == 0


def test_2025_has_248_working_days() -> None:
    assert CALENDAR.working_days_between(date(2024, 12, 31), date(2025, 12, 31)) == 248


def test_the_newest_file_gives_the_version() -> None:
    assert CALENDAR.version == "2026.1"


def test_2026_has_248_working_days() -> None:
    assert CALENDAR.working_days_between(date(2025, 12, 31), date(2026, 12, 31)) == 248


def test_a_term_into_a_year_without_a_notice_is_estimated() -> None:
    assert CALENDAR.last_day(date(2026, 12, 30), 5).estimated
    assert not CALENDAR.last_day(date(2026, 12, 21), 5).estimated
    assert not CALENDAR.last_day(date(2027, 3, 1), 0).estimated
    assert not CALENDAR.last_day(date(2024, 12, 31), 3).estimated  # counting begins in 2025, which is announced
    assert CALENDAR.last_day(date(2027, 3, 1), 5) == LastDay(date(2027, 3, 8), True)  # Monday to Friday


def test_natural_days_are_plain_addition() -> None:
    last = CALENDAR.last_day(date(2026, 9, 28), 7, "natural")
    assert (last.date, last.estimated) == (date(2026, 10, 5), False)


def test_local_holidays_close_the_office_but_not_the_clock() -> None:
    day = date(2026, 9, 3)
    assert CALENDAR.is_working(day) and not CALENDAR.offices_open(day)


def test_a_term_without_end_ends_with_the_calendar() -> None:
    assert CALENDAR.last_day(date(9999, 12, 30), 10) == LastDay(date.max, True)
    assert CALENDAR.last_day(date(9999, 12, 30), 10, "natural").date == date.max
    assert CALENDAR.last_day(date(2026, 1, 1), 10**9) == LastDay(date.max, True)


HOURS = hours_of(
    [
        {"days": [1, 2, 3, 4, 5], "from": "13:00", "to": "17:00"},
        {"days": [1, 2, 3, 4, 5], "from": "08:30", "to": "11:30"},
        {"days": [6], "from": "09:00", "to": "11:30", "by_appointment": True},
    ]
)


def spans(day: date) -> list[tuple[time, bool]]:
    return [(span.opens, span.by_appointment) for span in CALENDAR.spans(HOURS, day)]


def test_opening_hours_follow_the_calendar() -> None:
    usual = [(time(8, 30), False), (time(13), False)]
    assert spans(date(2026, 11, 23)) == usual  # a Monday
    assert spans(date(2026, 10, 1)) == []  # National Day, a Thursday
    assert spans(date(2026, 9, 3)) == []  # 州庆: closed, though the legal clock runs
    assert spans(date(2026, 10, 10)) == usual  # a Saturday that is worked
    assert spans(date(2026, 11, 28)) == [(time(9), True)]  # an ordinary Saturday
    assert spans(date(2026, 11, 29)) == []  # Sunday
    assert spans(date(2026, 2, 21)) == []  # a Saturday within the Spring Festival


def test_every_station_of_the_demonstration_city_says_when_it_is_open() -> None:
    for station in assets.stations(ASSETS):
        assert all(isinstance(span, OpeningHours) for span in station.hours)
        assert CALENDAR.spans(station.hours, date(2026, 11, 23))


days = st.dates(date(2024, 6, 1), date(2028, 6, 30))


@given(days, st.integers(0, 60))
def test_a_term_ends_on_a_working_day_and_counts_back_to_itself(start: date, count: int) -> None:
    last = CALENDAR.last_day(start, count).date
    assert CALENDAR.working_days_between(start, last) == count
    assert count == 0 or CALENDAR.is_working(last)


@given(days, st.integers(0, 40))
def test_one_more_day_is_later(start: date, count: int) -> None:
    assert CALENDAR.last_day(start, count + 1).date > CALENDAR.last_day(start, count).date
    assert CALENDAR.last_day(start + timedelta(days=1), count).date >= CALENDAR.last_day(start, count).date


calendars = st.sampled_from([CALENDAR, LOCAL])


@given(calendars, days, st.integers(1, 120))
def test_reckoning_agrees_with_counting_day_by_day(calendar: Calendar, start: date, count: int) -> None:
    day, left = start, count
    while left:
        day += timedelta(days=1)
        left -= calendar.is_working(day)
    assert calendar.last_day(start, count).date == day
    assert calendar.working_days_between(start, day) == count


@given(calendars, days, days, days)
def test_spans_of_days_add_up(calendar: Calendar, one: date, two: date, three: date) -> None:
    first, middle, last = sorted([one, two, three])
    whole = calendar.working_days_between(first, last)
    assert whole == calendar.working_days_between(first, middle) + calendar.working_days_between(middle, last)
    assert calendar.working_days_between(last, first) == 0
