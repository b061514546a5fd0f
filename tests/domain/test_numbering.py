"""Case numbers: final when printed, and no slip of a finger makes another one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.numbering import ALPHABET, CaseNumber, check_character, parse, printed

numbers = st.builds(
    CaseNumber.make, st.integers(0, 999999).map("{:06d}".format), st.text(ALPHABET, min_size=2, max_size=2),
    st.sampled_from(ALPHABET), st.dates(date(2026, 1, 1), date(2035, 1, 1)), st.integers(1, 9999),
)  # fmt: skip


def test_as_on_paper() -> None:
    number = CaseNumber.make("003012", "01", "A", date(2026, 11, 20), 41)
    assert number.printed.startswith("YJ003012-01A-261120-0041-")
    assert len(number.stored) == 22


def test_mod_37_36_of_the_standard() -> None:
    assert check_character("A12425GABC1234002") == "M"  # the example of ISO 7064


@given(numbers)
def test_reads_back_however_typed(number: CaseNumber) -> None:
    assert parse(number.stored) == parse(number.printed) == parse(f" {number.printed.lower()} ") == number
    assert printed(number.stored) == number.printed


@given(numbers, st.integers(2, 21), st.sampled_from(ALPHABET))
def test_any_single_wrong_character_is_caught(number: CaseNumber, place: int, other: str) -> None:
    good = number.stored
    if good[place] != other:
        assert isinstance(parse(good[:place] + other + good[place + 1 :]), str)


@pytest.mark.parametrize("counter", [0, 10_000])
def test_counters_have_ends(counter: int) -> None:
    with pytest.raises(ValueError):
        CaseNumber.make("003012", "01", "A", date(2026, 11, 20), counter)
