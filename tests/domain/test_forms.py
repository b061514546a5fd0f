"""Forms as data: all samples of all 65 items, and input that wants to break the check."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.forms import FieldFault, Form, form_of, moved
from kiosk.settings import assets
from tests.facts_at_hand import ASSETS, ROOT

DATA = json.loads((ROOT / "tests" / "data" / "form_samples.json").read_text())
TODAY = date.fromisoformat(DATA["today"])
CODES = sorted(DATA["samples"])


def form(code: str) -> Form:
    found = assets.item_and_form(ASSETS, code)
    assert found is not None
    return found[1]


def test_every_item_has_a_form_and_samples() -> None:
    assert tuple(CODES) == assets.item_codes(ASSETS)


@pytest.mark.parametrize("code", CODES)
def test_valid_samples_have_no_fault(code: str) -> None:
    for sample in DATA["samples"][code]["valid"]:
        assert form(code).check(sample["answers"], TODAY) == ()


@pytest.mark.parametrize("code", CODES)
def test_each_invalid_sample_has_exactly_its_fault(code: str) -> None:
    for sample in DATA["samples"][code]["invalid"]:
        expected = FieldFault(sample["error"]["field"], sample["error"]["code"])
        assert form(code).check(sample["answers"], TODAY) == (expected,)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60)
@given(st.sampled_from(CODES), st.data())
def test_hostile_answers_are_faults_and_never_exceptions(code: str, data: st.DataObject) -> None:
    answers = dict(DATA["samples"][code]["valid"][0]["answers"])
    key = data.draw(st.sampled_from(sorted(answers)))
    answers[key] = data.draw(anything)
    assert isinstance(form(code).check(answers, TODAY), tuple)
    assert isinstance(form(code).check(data.draw(anything), TODAY), tuple)


def test_a_wall_of_text_is_too_long() -> None:
    answers = {**DATA["samples"]["YJ-MZ-001"]["valid"][0]["answers"], "applicant_name": "金" * 10_000_000}
    assert form("YJ-MZ-001").check(answers, TODAY) == (FieldFault("applicant_name", "too_long"),)


def test_a_hidden_field_must_not_be_answered() -> None:
    answers = {**DATA["samples"]["YJ-MZ-001"]["valid"][0]["answers"], "agent_name": "安光哲"}
    assert FieldFault("agent_name", "unknown_field") in form("YJ-MZ-001").check(answers, TODAY)


def test_a_draft_moves_to_a_new_version_and_names_what_was_dropped() -> None:
    def field(key: str, kind: str) -> dict[str, Any]:
        return {"key": key, "label": {"zh": "问", "ko": "물음"}, "type": kind, "required": False}

    def made(version: str, *fields: dict[str, Any]) -> Form:
        section = {"title": {"zh": "节", "ko": "절"}, "fields": list(fields)}
        return form_of("X", {"version": version, "blocks": [], "sections": [section]}, {})

    old = made("1", field("a", "text"), field("b", "text"), field("c", "text"))
    new = made("2", field("a", "text"), field("b", "integer"))
    assert moved({"a": "x", "b": "y", "c": "z"}, old, new) == ({"a": "x"}, ("b", "c"))
