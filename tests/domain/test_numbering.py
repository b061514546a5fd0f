"""Case numbers: final when printed, and no slip of a finger makes another one."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.numbering import (
    ALPHABET,
    CaseNumber,
    DocumentNumber,
    check_character,
    parse,
    parse_document,
    printed,
)

numbers = st.builds(
    CaseNumber.make, st.integers(0, 999999).map("{:06d}".format), st.text(ALPHABET, min_size=2, max_size=2),
    st.sampled_from(ALPHABET), st.dates(date(2026, 1, 1), date(2035, 1, 1)), st.integers(1, 9999),
)  # fmt: skip


def test_as_on_paper() -> None:
    number = CaseNumber.make("003012", "01", "A", date(2026, 11, 20), 41)
    assert number.printed == "YJ003012-01A-261120-0041-" + check_character("YJ00301201A2611200041")
    assert len(number.stored) == 22
    assert number.stored == number.printed.replace("-", "")


def test_mod_37_36_of_the_standard() -> None:
    assert check_character("A12425GABC1234002") == "M"  # the example of ISO 7064


@given(numbers)
def test_reads_back_however_typed(number: CaseNumber) -> None:
    assert parse(number.stored) == parse(number.printed) == parse(f" {number.printed.lower()} ") == number
    assert printed(number.stored) == number.printed
    full_width = "".join(chr(ord(c) + 0xFEE0) for c in number.printed)  # typed with a Chinese input method
    spaced = " ".join(number.stored)
    assert parse(full_width) == parse(spaced) == parse(number.printed.replace("-", "/")) == number


@given(numbers, st.integers(2, 21), st.sampled_from(ALPHABET))
def test_any_single_wrong_character_is_caught(number: CaseNumber, place: int, other: str) -> None:
    good = number.stored
    if good[place] != other:
        assert isinstance(parse(good[:place] + other + good[place + 1 :]), str)


@pytest.mark.parametrize("counter", [0, 10_000])
def test_counters_have_ends(counter: int) -> None:
    with pytest.raises(ValueError):
        CaseNumber.make("003012", "01", "A", date(2026, 11, 20), counter)


def test_of_a_hundred_swapped_neighbours_hardly_one_slips_through() -> None:
    """ISO 7064's hybrid systems catch every single wrong character, but only nearly all swaps (measured: 99.4 %)."""
    chance = random.Random(7064)
    swaps = slipped = 0
    for _ in range(3000):
        day = date(2026, 1, chance.randint(1, 28))
        good = CaseNumber.make(f"{chance.randrange(10**6):06d}", "01", "A", day, chance.randint(1, 9999)).stored
        for place in range(2, 21):
            if good[place] != good[place + 1]:
                swaps += 1
                swapped = good[:place] + good[place + 1] + good[place] + good[place + 2 :]
                slipped += not isinstance(parse(swapped), str)
    assert swaps > 40_000
    assert slipped / swaps < 0.01


@given(st.text(max_size=30) | st.text("YJ0123456789A- ", min_size=20, max_size=32) | st.just("Y" * 10**6))
def test_no_text_breaks_the_reading(text: str) -> None:
    assert isinstance(parse(text), CaseNumber | str)
    assert isinstance(parse_document(text), DocumentNumber | str)


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ("YJ00301201A2611200041", ""),
        ("YJ00301201A2613200041", "pattern"),  # a thirteenth month
        ("YJ00301201A2611200000", "pattern"),  # the counter begins with 1
        ("YJ٠٠301201A2611200041", "pattern"),  # digits of another script
        ("ZZ00301201A2611200041", "pattern"),
        ("YJ0030120A2611200041", "pattern"),
    ],
)
def test_faults_by_code(payload: str, code: str) -> None:
    check = check_character(payload) if payload.isascii() else "0"
    found = parse(payload + check)
    assert (found if isinstance(found, str) else "") == code


def test_a_wrong_check_character_has_its_own_code() -> None:
    good = CaseNumber.make("003012", "01", "A", date(2026, 11, 20), 41).stored
    assert parse(good[:-1] + ALPHABET[(ALPHABET.index(good[-1]) + 1) % 36]) == "number_checksum"


@pytest.mark.parametrize(
    ("site", "desk", "life", "day", "named"),
    [
        ("3012", "01", "A", date(2026, 11, 20), "site"),
        ("00301x", "01", "A", date(2026, 11, 20), "site"),
        ("٠٠٣٠١٢", "01", "A", date(2026, 11, 20), "site"),
        ("003012", "1", "A", date(2026, 11, 20), "desk"),
        ("003012", "01", "a", date(2026, 11, 20), "life"),
        ("003012", "01", "A", date(2126, 11, 20), "day"),
    ],
)
def test_no_number_is_made_of_parts_that_are_none(site: str, desk: str, life: str, day: date, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        CaseNumber.make(site, desk, life, day, 1)


@given(numbers, st.sampled_from(["SL", "BZ", "QJ"]), st.integers(1, 9999))
def test_a_papers_number_names_its_case_its_kind_and_which_it_is(number: CaseNumber, kind: str, ordinal: int) -> None:
    paper = DocumentNumber(number, kind, ordinal)
    assert paper.stored == f"{number.stored}-{kind}{ordinal}"
    assert parse_document(paper.stored) == parse_document(paper.printed.lower()) == paper
    assert parse_document(number.stored) == "pattern"
    assert parse_document(f"{number.stored}-{kind}0") == "pattern"
    wrong = number.stored[:-1] + ALPHABET[(ALPHABET.index(number.stored[-1]) + 1) % 36]
    assert parse_document(f"{wrong}-{kind}{ordinal}") == "number_checksum"
