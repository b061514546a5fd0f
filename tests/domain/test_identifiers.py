"""Identifiers: the standards' vectors, and every single wrong digit."""

import sys
import time
import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.identifiers import (
    USCC_ALPHABET,
    Identifier,
    IdFault,
    IdKind,
    has_control,
    identify,
    mod_11_2,
    real_day,
    uscc_check,
)

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
        ("２２２４０１１９５５０１０１００２５", IdKind.CITIZEN),
        ("M12345678", IdKind.PASSPORT_KR),
        ("R12345678", IdKind.PASSPORT_KR),
        ("S123B4567", IdKind.PASSPORT_KR),
        ("G12345678", IdKind.PASSPORT_CN),
        ("PE1234567", IdKind.PASSPORT_CN),
        ("DE1234567", IdKind.PASSPORT_CN),
        ("kor110055550001", IdKind.FOREIGN_PR_OLD),
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
        ("٢٢٢٤٠١١٩٥٥٠١٠١٠٠٢5", "unknown_identifier"),  # digits of another script are no digits here
        ("222401195513010025", "pattern"),  # a thirteenth month
        ("222401170001010025", "pattern"),  # nobody is that old
        ("22240119550101OO25", "pattern"),  # letters O for noughts
        ("911100006000373411", "uscc_checksum"),  # all digits, and yet an organisation's
        ("E1234567", "unknown_identifier"),
        ("EA12345678", "unknown_identifier"),
        ("EI1234567", "unknown_identifier"),  # no I, no O
        ("1" * 1_000_000, "unknown_identifier"),
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
    born = f"222401{TODAY:%Y%m%d}002"
    assert isinstance(identify(born + mod_11_2(born), TODAY), Identifier)
    assert identify(born + mod_11_2(born), TODAY - timedelta(days=1)) == IdFault("date_in_future", IdKind.CITIZEN)


def test_abolished_area_codes_are_not_judged() -> None:
    first = "99990119800101002"
    assert isinstance(identify(first + mod_11_2(first), TODAY), Identifier)


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("91234019800101002", IdKind.FOREIGN_PR),
        ("81000019800101002", IdKind.HMT_PERMIT),
        ("82000019800101002", IdKind.HMT_PERMIT),
        ("83000019800101002", IdKind.HMT_PERMIT),
    ],
)
def test_eighteen_digits_of_other_cards(first: str, kind: IdKind) -> None:
    good = first + mod_11_2(first)
    assert identify(good, TODAY) == Identifier(kind, good, date(1980, 1, 1), "female")
    bad = first + mod_11_2(first[:-1] + "3")
    assert identify(bad, TODAY) == IdFault("id_checksum", kind)


def test_an_organisation_whose_code_is_all_digits_is_still_one() -> None:
    first = next(f"9122240100795496{n}" for n in range(10) if uscc_check(f"9122240100795496{n}").isdigit())
    assert identify(first + uscc_check(first), TODAY) == Identifier(IdKind.USCC, first + uscc_check(first))


def test_unseen_characters_are_those_of_the_form_format() -> None:
    invisible = {0x61C, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)}
    for number in range(sys.maxunicode + 1):
        character = chr(number)
        named = number in invisible or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        assert has_control(character) == named, hex(number)
    assert not has_control("一\n二", newline=True)
    assert has_control("一\r\n二", newline=True)


def test_ten_million_characters_are_looked_through_at_once() -> None:
    begun = time.perf_counter()
    assert has_control("金" * 10_000_000 + "\x1b")
    assert time.perf_counter() - begun < 2


births = st.dates(date(1900, 1, 1), TODAY).map(lambda day: day.strftime("%Y%m%d"))
areas = st.integers(110000, 659999) | st.integers(810000, 839999) | st.integers(900000, 999999)
persons = st.builds(lambda area, birth, order: f"{area:06d}{birth}{order:03d}", areas, births, st.integers(0, 999))


@settings(max_examples=300)
@given(persons, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_wrong_digit_of_a_persons_number_is_caught(first: str, place: int, other: str) -> None:
    good = first + mod_11_2(first)
    found = identify(good, TODAY)
    assert isinstance(found, Identifier) and found.value == good
    if other == "X" and place < 17:
        return  # no digit
    wrong = good[:place] + other + good[place + 1 :]
    assert wrong == good or isinstance(identify(wrong, TODAY), IdFault)


@settings(max_examples=300)
@given(persons, st.integers(0, 16))
def test_two_neighbouring_digits_swapped_are_never_another_person(first: str, place: int) -> None:
    good = first + mod_11_2(first)
    swapped = good[:place] + good[place + 1] + good[place] + good[place + 2 :]
    found = identify(swapped, TODAY)
    assert swapped == good or isinstance(found, IdFault) or found.kind is IdKind.USCC


@given(persons)
def test_birth_and_sex_stand_in_the_number(first: str) -> None:
    found = identify((first + mod_11_2(first)).lower(), TODAY)
    assert isinstance(found, Identifier)
    assert found.birth == real_day(first[6:14])
    assert found.sex == ("male" if int(first[16]) % 2 else "female")


@given(st.text(USCC_ALPHABET, min_size=17, max_size=17), st.integers(0, 17), st.sampled_from(USCC_ALPHABET))
def test_any_single_wrong_character_of_a_credit_code_is_caught(first: str, place: int, other: str) -> None:
    good = first + uscc_check(first)
    wrong = good[:place] + other + good[place + 1 :]
    assert wrong == good or uscc_check(wrong[:17]) != wrong[17]


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17), st.integers(0, 16))
def test_swapping_neighbours_in_a_credit_code_is_caught(first: str, place: int) -> None:
    good = first + uscc_check(first)
    swapped = good[:place] + good[place + 1] + good[place] + good[place + 2 :]
    if swapped != good:
        assert uscc_check(swapped[:17]) != swapped[17]


@given(st.text(max_size=40))
def test_no_text_breaks_the_look(text: str) -> None:
    assert isinstance(identify(text, TODAY), Identifier | IdFault)
