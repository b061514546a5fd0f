"""Forms as data: all samples of all 65 items, and input that wants to break the check."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.catalogue import BrokenItem
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


def field(key: str, kind: str) -> dict[str, Any]:
    return {"key": key, "label": {"zh": "问", "ko": "물음"}, "type": kind, "required": False}


COLUMN = field("c", "text")


def made(version: str, *fields: dict[str, Any]) -> Form:
    section = {"title": {"zh": "节", "ko": "절"}, "fields": list(fields)}
    return form_of("X", {"version": version, "blocks": [], "sections": [section]}, {})


def test_a_draft_moves_to_a_new_version_and_names_what_was_dropped() -> None:
    old = made("1", field("a", "text"), field("b", "text"), field("c", "text"))
    new = made("2", field("a", "text"), field("b", "integer"))
    assert moved({"a": "x", "b": "y", "c": "z"}, old, new) == ({"a": "x"}, ("b", "c"))


def test_a_table_moves_with_the_columns_that_stay() -> None:
    old = made("1", {**field("t", "table"), "columns": [field("a", "text"), field("b", "text"), field("c", "text")]})
    new = made("2", {**field("t", "table"), "columns": [field("a", "text"), field("b", "integer")]})
    kept, dropped = moved({"t": [{"a": "1", "b": "2"}, {"c": "3"}, "junk"]}, old, new)
    assert kept == {"t": [{"a": "1"}, {}, "junk"]}
    assert dropped == ("t.b", "t.c")


@pytest.mark.parametrize("code", CODES)
def test_a_draft_of_the_same_version_stays_whole(code: str) -> None:
    for sample in DATA["samples"][code]["valid"]:
        assert moved(sample["answers"], form(code), form(code)) == (sample["answers"], ())


# one field of each kind: what each type and rule says no to -----------------------------------------------------


def fault(kind: str, value: Any, **more: Any) -> str:
    """The code that one required field `x` of this kind gives for `value`; "" when it is right."""
    found = made("1", {**field("x", kind), "required": True, **more}).check({"x": value}, TODAY)
    assert len(found) <= 1 and all(one.field.startswith("x") for one in found)
    return found[0].code if found else ""


OPTIONS = {"options": [{"value": v, "zh": f"选{v}", "ko": f"선택{v}"} for v in ("a", "b", "c")]}


@pytest.mark.parametrize(
    ("kind", "value", "more", "code"),
    [
        ("text", "金美英", {}, ""),
        ("text", "", {}, "missing_required"),
        ("text", " \u3000", {}, "missing_required"),
        ("text", None, {}, "missing_required"),
        ("text", 5, {}, "wrong_type"),
        ("text", ["a"], {}, "wrong_type"),
        ("text", "a\nb", {}, "control_character"),
        ("text", "a\x1b@", {}, "control_character"),
        ("text", "金\u202e美", {}, "control_character"),
        ("text", "\ud800", {}, "control_character"),
        ("text", "abcd", {"rules": {"max_length": 3}}, "too_long"),
        ("text", "𠅤𫖯𬱖", {"rules": {"max_length": 3}}, ""),  # code points, not UTF-16 units
        ("text", "12a", {"rules": {"pattern": "[0-9]{3}"}}, "pattern"),
        ("text", "123\n", {"rules": {"pattern": "[0-9]{3}"}}, "control_character"),
        ("multiline", "a\nb", {}, ""),
        ("multiline", "a\r\nb", {}, "control_character"),
        ("integer", 0, {}, ""),
        ("integer", True, {}, "wrong_type"),
        ("integer", 1.0, {}, "wrong_type"),
        ("integer", "1", {}, "wrong_type"),
        ("integer", 10**400, {"rules": {"max": 5}}, "out_of_range"),
        ("integer", -1, {"rules": {"min": 0}}, "out_of_range"),
        ("money", "12.30", {}, ""),
        ("money", "12.345", {}, "pattern"),
        ("money", "-0.01", {}, "out_of_range"),  # 0 is the lowest unless the form says otherwise
        ("money", "-5", {"rules": {"min": -10}}, ""),
        ("money", "10000000.01", {}, "out_of_range"),
        ("money", "99999999999", {}, "pattern"),
        ("money", "１２", {}, "pattern"),
        ("date", "2026-02-29", {}, "pattern"),
        ("date", "2024-02-29", {}, ""),
        ("date", "2026-11-24", {"rules": {"not_future": True}}, "date_in_future"),
        ("date", "2026-11-23", {"rules": {"not_future": True}}, ""),
        ("date", "2026-1-1", {}, "pattern"),
        ("date", "2026-11-23T00:00", {}, "pattern"),
        ("month", "2026-13", {}, "pattern"),
        ("month", "2026-12", {"rules": {"not_future": True}}, "date_in_future"),
        ("month", "2026-11", {"rules": {"not_future": True}}, ""),
        ("choice", "a", OPTIONS, ""),
        ("choice", "z", OPTIONS, "unknown_choice"),
        ("choice", ["a"], OPTIONS, "wrong_type"),
        ("multichoice", ["a", "b"], OPTIONS, ""),
        ("multichoice", ["a", "a"], OPTIONS, "unknown_choice"),
        ("multichoice", [], OPTIONS, "missing_required"),
        ("multichoice", [["a"]], OPTIONS, "wrong_type"),
        ("multichoice", ["a"], {**OPTIONS, "rules": {"min": 2}}, "out_of_range"),
        ("multichoice", ["a", "b", "c"], {**OPTIONS, "rules": {"max": 2}}, "out_of_range"),
        ("boolean", False, {}, ""),
        ("boolean", 0, {}, "wrong_type"),
        ("boolean", "true", {}, "wrong_type"),
        ("id_number", "222401195501010025", {}, ""),
        ("id_number", "222401195501010026", {}, "id_checksum"),
        ("id_number", "22240119880229001x", {}, "pattern"),  # the form wants the capital
        ("id_number", "222401195513010025", {}, "pattern"),
        ("id_number", "٢٢٢٤٠١١٩٥٥٠١٠١٠٠٢5", {}, "pattern"),
        ("phone", "13900071169", {}, ""),
        ("phone", "0433-2510001", {}, ""),
        ("phone", "12900071169", {}, "pattern"),
        ("bank_account", "6" * 12, {}, ""),
        ("bank_account", "6" * 22, {}, "pattern"),
        ("uscc", "91110000600037341L", {}, ""),
        ("uscc", "91110000600037341M", {}, "uscc_checksum"),
        ("uscc", "9111000060003734IL", {}, "pattern"),
        ("address", "延吉市示例路1号", {}, ""),
        ("address", "一\n二", {}, "control_character"),
        ("table", [], {"columns": [{**COLUMN}]}, "missing_required"),
        ("table", [{"c": "1"}], {"columns": [{**COLUMN}]}, ""),
        ("table", {"c": "1"}, {"columns": [{**COLUMN}]}, "wrong_type"),
        ("table", [None], {"columns": [{**COLUMN}]}, "wrong_type"),
        ("table", [{"c": "1"}] * 3, {"columns": [{**COLUMN}], "rules": {"max": 2}}, "out_of_range"),
    ],
)
def test_each_type_says_no_by_its_own_code(kind: str, value: Any, more: dict[str, Any], code: str) -> None:
    assert fault(kind, value, **more) == code


def test_empty_is_fine_where_nothing_is_required() -> None:
    for kind, empty in (("text", " "), ("date", ""), ("table", []), ("multichoice", []), ("integer", None)):
        more: dict[str, Any] = OPTIONS if kind == "multichoice" else {}
        more = {"columns": [COLUMN]} if kind == "table" else more
        assert made("1", {**field("x", kind), **more}).check({"x": empty}, TODAY) == ()


def test_a_fault_inside_a_table_names_row_and_column() -> None:
    table = {**field("t", "table"), "columns": [{**COLUMN, "required": True}, field("n", "integer")]}
    found = made("1", table).check({"t": [{"c": "1"}, {"n": "x", "zz": 1}]}, TODAY)
    assert found == (
        FieldFault("t[1].zz", "unknown_field"),
        FieldFault("t[1].c", "missing_required"),
        FieldFault("t[1].n", "wrong_type"),
    )


def test_an_order_of_days_is_tested_only_against_a_good_answer() -> None:
    both = made("1", field("a", "date"), {**field("b", "date"), "rules": {"not_before": "a"}})
    assert both.check({"a": "2026-03-02", "b": "2026-03-01"}, TODAY) == (FieldFault("b", "out_of_range"),)
    assert both.check({"a": "2026-03-02", "b": "2026-03-02"}, TODAY) == ()
    assert both.check({"a": "", "b": "2026-03-01"}, TODAY) == ()
    assert both.check({"a": "2026-99-99", "b": "2026-03-01"}, TODAY) == (FieldFault("a", "pattern"),)


def test_what_hangs_on_a_hidden_field_is_hidden() -> None:
    shape = made(
        "1",
        field("a", "boolean"),
        {**field("b", "multichoice"), **OPTIONS, "show_if": {"field": "a", "equals": True}},
        {**field("c", "text"), "required": True, "show_if": {"field": "b", "in": ["b", "c"]}},
    )
    assert [entry.key for entry in shape.visible({"a": True, "b": ["a", "c"]})] == ["a", "b", "c"]
    assert [entry.key for entry in shape.visible({"a": False, "b": ["c"]})] == ["a"]
    assert [entry.key for entry in shape.visible({"a": 1, "b": ["c"]})] == ["a"]  # 1 is not true
    assert shape.check({"a": False, "b": ["c"], "c": "x"}, TODAY) == (
        FieldFault("b", "unknown_field"),
        FieldFault("c", "unknown_field"),
    )
    assert shape.check({"a": True, "b": ["c"]}, TODAY) == (FieldFault("c", "missing_required"),)


def test_keys_that_no_json_has_are_faults_with_short_names() -> None:
    found = made("1", field("a", "text")).check({10**5000: 1, "k" * 10**6: 1, None: 1}, TODAY)
    assert [one.code for one in found] == ["unknown_field"] * 3
    assert all(len(one.field) <= 200 for one in found)


def test_prefilling_takes_only_what_a_field_offers() -> None:
    shape = form("YJ-MZ-001")
    known = {
        "resident.name": "金美英",
        "resident.sex": "female",
        "resident.ethnicity": "martian",
        "today": "2026-11-23",
    }
    filled = shape.prefilled(known)
    assert filled["applicant_name"] == "金美英"
    assert filled["applicant_sex"] == "female"
    assert "applicant_ethnicity" not in filled and "applicant_phone" not in filled


def test_blocks_come_first_and_their_choices_are_narrowed() -> None:
    shape = form("YJ-MZ-001")
    assert [entry.key for entry in shape.fields()][:2] == ["applicant_name", "applicant_name_ko"]
    raw = json.loads((ASSETS / "catalogue" / "YJ-MZ-001.json").read_text())["form"]
    for key, values in raw["block_options"].items():
        entry = next(one for one in shape.fields() if one.key == key)
        assert entry.values() == set(values)


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ({"type": "colour"}, "x.type"),
        ({"label": {"zh": "问"}}, "form.ko"),
        ({"label": {"zh": "问", "ko": ""}}, "form.ko"),
        ({"required": 1}, "x.required"),
        ({"key": "X y"}, "form.key"),
        ({"type": "choice"}, "x.options"),
        ({"type": "table"}, "x.columns"),
        ({"rules": {"min": 3}}, "x.rules.min"),
        ({"rules": {"pattern": "("}}, "x.rules.pattern"),
        ({"rules": {"max_length": "9"}}, "x.rules.max_length"),
        ({"show_if": {"field": "later", "equals": 1}}, "form.x"),
        ({"show_if": {"field": "a"}}, "form.equals"),
        ({"key": "a"}, "form.a"),
    ],
)
def test_a_broken_form_is_named_with_its_field(broken: dict[str, Any], named: str) -> None:
    with pytest.raises(BrokenItem) as found:
        made("1", field("a", "text"), {**field("x", "text"), **broken}, field("later", "text"))
    assert found.value.field.endswith(named)
    assert found.value.code == "X"


@pytest.mark.parametrize("junk", [None, [], "form", {}, {"version": "1"}, {"version": "1", "blocks": ["none"]}])
def test_what_is_no_form_at_all_is_broken(junk: Any) -> None:
    with pytest.raises(BrokenItem):
        form_of("X", junk, {})
