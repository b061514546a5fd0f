"""Identifiers: the standards' vectors, and every single wrong digit."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.identifiers import Identifier, IdFault, IdKind, identify, mod_11_2, uscc_check

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("222401195501010025", IdKind.CITIZEN),
        ("22240119880229001x", IdKind.CITIZEN),
        ("222401202006300036", IdKind.CITIZEN),
        ("11010519491231002X", IdKind.CITIZEN),
        ("91110000600037341L", IdKind.USCC),
        ("KOR110055550001", IdKind.FOREIGN_PR_OLD),
        ("M12345678", IdKind.PASSPORT_KR),
        ("M123A4567", IdKind.PASSPORT_KR),
        ("E12345678", IdKind.PASSPORT_CN),
        ("EA1234567", IdKind.PASSPORT_CN),
        ("222401550101002", IdKind.CITIZEN_15),
        (" 2224 0119 5501 0100 25 ", IdKind.CITIZEN),
    ],
)
def test_known_kinds(text: str, kind: IdKind) -> None:
    found = identify(text, TODAY)
    assert isinstance(found, Identifier)
    assert found.kind is kind


def test_a_citizen_number_tells_birth_and_sex() -> None:
    assert identify("222401195501010025", TODAY) == Identifier(
        IdKind.CITIZEN, "222401195501010025", date(1955, 1, 1), "female"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("222401195501010026", "id_checksum"),
        ("222401195502300025", "pattern"),
        ("91110000600037341M", "uscc_checksum"),
        ("9111000060003734IL", "pattern"),
        ("2224011955\u202e01010025", "control_character"),
        ("22240119550101\x1b0025", "control_character"),
        ("", "missing_required"),
        ("12345", "pattern"),
        ("张三", "unknown_identifier"),
    ],
)
def test_faults(text: str, code: str) -> None:
    found = identify(text, TODAY)
    assert isinstance(found, IdFault)
    assert found.code == code


def test_the_unborn_have_no_number() -> None:
    first = "22240120270101002"
    assert identify(first + mod_11_2(first), TODAY) == IdFault("date_in_future", IdKind.CITIZEN)


def test_abolished_area_codes_are_not_judged() -> None:
    first = "99990119800101002"
    assert isinstance(identify(first + mod_11_2(first), TODAY), Identifier)


@pytest.mark.parametrize(
    ("first", "kind"),
    [("91234019800101002", IdKind.FOREIGN_PR), ("81000019800101002", IdKind.HMT_PERMIT)],
)
def test_eighteen_digits_of_other_cards(first: str, kind: IdKind) -> None:
    first = first[:6] + first[6:].rjust(11, "0")
    found = identify(first + mod_11_2(first), TODAY)
    assert isinstance(found, Identifier)
    assert found.kind is kind


births = st.dates(date(1900, 1, 1), TODAY).map(lambda day: day.strftime("%Y%m%d"))
citizens = st.builds(lambda area, birth, order: f"{area:06d}{birth}{order:03d}", st.integers(110000, 659999), births,
                     st.integers(0, 999))  # fmt: skip


@given(citizens, st.integers(0, 17), st.integers(1, 9))
def test_any_single_wrong_digit_of_a_citizen_number_is_caught(first: str, place: int, more: int) -> None:
    good = first + mod_11_2(first)
    assert isinstance(identify(good, TODAY), Identifier)
    digit = "10" if good[place] == "X" else good[place]
    wrong = good[:place] + str((int(digit) + more) % 10) + good[place + 1 :]
    if wrong != good:
        found = identify(wrong, TODAY)
        assert isinstance(found, IdFault) or found.kind is IdKind.USCC


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17), st.integers(0, 16))
def test_swapping_neighbours_in_a_credit_code_is_caught(first: str, place: int) -> None:
    good = first + uscc_check(first)
    swapped = good[:place] + good[place + 1] + good[place] + good[place + 2 :]
    if swapped != good:
        assert uscc_check(swapped[:17]) != swapped[17]


@given(st.text(max_size=40))
def test_no_text_breaks_the_look(text: str) -> None:
    assert isinstance(identify(text, TODAY), Identifier | IdFault)
