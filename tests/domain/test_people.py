"""Applicants, who acts for them, the six ways, roles, and what may be shown of anybody."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import masking
from kiosk.domain.people import Agent, Applicant, Contact, agent_of, applicant_of, full_agent_of
from kiosk.domain.roles import ACTS, COUNTER_ACTS, Role, may
from kiosk.domain.ways import NEEDS, Way, lacking
from kiosk.settings import assets
from tests.facts_at_hand import ASSETS, ROOT

SAMPLES = json.loads((ROOT / "tests" / "data" / "form_samples.json").read_text())["samples"]
PERSON = {
    "applicant_name": "金美英",
    "applicant_name_ko": "김미영",
    "applicant_id_number": "222401195501010025",
    "applicant_phone": "13900071169",
}


def test_a_person_applies() -> None:
    found = applicant_of(PERSON)
    assert found == Applicant("金美英", "222401195501010025", "13900071169", name_ko="김미영")


def test_a_person_with_another_paper_applies() -> None:
    answers = {"applicant_name": "KIM", "applicant_other_number": "M12345678"}
    assert applicant_of(answers).number == "M12345678"


def test_an_organisation_applies_through_somebody() -> None:
    answers = {
        "org_name": "延吉示例公司",
        "org_uscc": "91110000600037341L",
        "org_contact_name": "金美英",
        "org_contact_id_number": "222401195501010025",
        "org_contact_phone": "13900071169",
    }
    found = applicant_of(answers)
    assert found.is_organisation and found.number == "91110000600037341L"
    assert found.contact == Contact("金美英", "222401195501010025", "13900071169")
    assert found.phone == "13900071169"


@pytest.mark.parametrize("code", sorted(SAMPLES))
def test_every_sample_has_an_applicant_and_an_agent_only_where_it_says_so(code: str) -> None:
    for sample in SAMPLES[code]["valid"]:
        answers = sample["answers"]
        found = applicant_of(answers)
        assert found.name and found.number and found.phone
        assert bool(agent_of(answers)) == (answers.get("has_agent") is True)


def test_an_agent_comes_with_powers_and_a_term() -> None:
    answers = {
        "has_agent": True,
        "agent_name": "安光哲",
        "agent_id_number": "222401195501010025",
        "agent_phone": "13900071169",
        "agent_kind": "relative",
        "agent_powers": ["submit", "collect"],
        "agent_authorised_on": "2026-11-20",
    }
    wanted = Agent("安光哲", "222401195501010025", "13900071169", "relative", ("submit", "collect"), "2026-11-20", "")
    assert full_agent_of(answers) == wanted
    assert agent_of({**answers, "has_agent": "true"}) == ""
    assert full_agent_of({**answers, "has_agent": 1}) is None


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


@given(anything, st.sampled_from(["org_name", "has_agent", "agent_powers", "applicant_name"]), anything)
def test_no_answers_break_the_look_at_people(answers: Any, key: str, value: Any) -> None:
    for given_ in (answers, {"has_agent": True, key: value}):
        assert isinstance(applicant_of(given_), Applicant)
        assert isinstance(agent_of(given_), str)


# ways and roles -------------------------------------------------------------------------------------------------


def test_the_six_ways_are_the_words_of_the_catalogue() -> None:
    used = {mode for item in assets.catalogue(ASSETS) for mode in item.modes}
    assert used == set(Way) == set(NEEDS)


@pytest.mark.parametrize(
    ("way", "details", "agent", "need"),
    [
        ("self", {}, "", ""),
        ("onsite", {}, "", ""),
        ("agent", {}, "", "agent"),
        ("agent", {}, "安光哲", ""),
        ("assist", {}, "", "helper"),
        ("assist", {"helper": " "}, "", "helper"),
        ("assist", {"helper": "222401001001-04"}, "", ""),
        ("appointment", {"visit": "1"}, "", "appointment"),
        ("appointment", {"appointment": "1"}, "", ""),
        ("roving", {}, "", "visit"),
        ("roving", {"visit": "1"}, "", ""),
    ],
)
def test_each_way_says_what_it_still_needs(way: str, details: dict[str, str], agent: str, need: str) -> None:
    assert lacking(way, details, agent=agent) == need


def test_every_role_has_its_acts_and_staff_of_the_city_have_known_roles() -> None:
    assert set(ACTS) == set(Role)
    assert {staff.role for station in assets.stations(ASSETS) for staff in station.staff} <= set(Role)


def test_who_may_do_what() -> None:
    clerk, supervisor, lead = frozenset({Role.CLERK}), frozenset({Role.SUPERVISOR}), frozenset({Role.LEAD})
    assert may(clerk, "accept") and not may(clerk, "void")
    assert may(lead, "void") and may(lead, "accept")
    assert may(supervisor, "look") and not may(supervisor, "accept")  # reassigns, never edits content
    assert not may(frozenset({Role.VOLUNTEER}), "deliver")
    assert not may(frozenset(), "look")


def test_a_reviewer_or_the_centre_itself_may_not_serve_at_a_counter() -> None:
    assert ACTS[Role.REVIEWER] & COUNTER_ACTS == {"look"}
    assert not ACTS[Role.SYSTEM] & COUNTER_ACTS


# masking --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mask", "whole", "shown"),
    [
        (masking.name, "张三", "张*"),
        (masking.name, "金美英", "金**"),
        (masking.name, "KIM CHOLSU", "K***"),
        (masking.name, "", ""),
        (masking.number, "222401195501010025", "222401********0025"),
        (masking.number, "M12345678", "M1*****78"),
        (masking.number, "1234", "****"),
        (masking.phone, "13800000000", "138****0000"),
        (masking.phone, "2510001", "*******"),
        (masking.address, "吉林省延吉市进学街道文化社区示例小区20号楼2单元102室", "吉林省延吉市进学街道文化社区****"),
        (masking.address, "延吉市北山街道示例路1号", "延吉市北山街道****"),
        (masking.address, "延吉市小营镇民兴村3组", "延吉市小营镇民兴村****"),
        (masking.address, "연길시 진학가두 문화사회구역 견본로 17호", "연길시 진학가두 문화사회구역****"),
        (masking.address, "20号楼2单元102室", "20号****"),
        (masking.address, "", "****"),
    ],
)
def test_never_whole(mask: Any, whole: str, shown: str) -> None:
    assert mask(whole) == shown


@given(st.text(min_size=2, max_size=40))
def test_no_mask_shows_the_whole(text: str) -> None:
    assert masking.name(text) != text or set(text[1:]) == {"*"}
    assert masking.address(text) != text or "*" in text
    assert masking.number(text) != text or "*" in text
    assert masking.phone(text) != text or "*" in text
