"""Forms as data: what is asked, when a field shows, and what makes an answer wrong.

The format is that of `assets/catalogue` ("form" and `_blocks.json`); zh is the authentic text. One error per field,
the first of: wrong_type, missing_required, control_character, too_long, pattern, id_checksum, uscc_checksum,
unknown_choice, date_in_future, out_of_range. A key without a visible field is unknown_field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kiosk.domain.catalogue import BrokenItem, Name
from kiosk.domain.identifiers import USCC_ALPHABET, has_control, mod_11_2, real_day, uscc_check

Answers = Mapping[str, Any]
TYPES = frozenset(
    "text multiline integer money date month choice multichoice boolean id_number phone bank_account uscc address "
    "table".split()
)


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with one answer: the field's key (table[row].column inside a table) and a code."""

    field: str
    code: str


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    name: Name


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `show_if` is (key, values): shown when the answer to `key` is one of `values`."""

    key: str
    label: Name
    type: str
    required: bool
    privacy: str = "public"
    options: tuple[Option, ...] = ()
    show_if: tuple[str, tuple[Any, ...]] | None = None
    rules: Mapping[str, Any] = field(default_factory=dict)
    prefill: str = ""
    help: Name | None = None
    columns: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    title: Name
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one item: sections in the order of drawing, blocks first."""

    version: str
    sections: tuple[Section, ...]
    paper_form: bool
    declaration: Name | None
    commitment_for: tuple[tuple[str, Name], ...]

    def fields(self) -> Iterator[Field]:
        for section in self.sections:
            yield from section.fields

    def visible(self, answers: Answers) -> tuple[Field, ...]:
        """The fields that show with these answers; a field whose condition hangs on a hidden field is hidden."""
        shown: dict[str, Field] = {}
        for entry in self.fields():
            if entry.show_if is None or (entry.show_if[0] in shown and _meets(entry.show_if, answers)):
                shown[entry.key] = entry
        return tuple(shown.values())

    def check(self, answers: Any, today: date) -> tuple[FieldFault, ...]:
        """Every fault of these answers, judged on `today`, in the order of the form; never raises."""
        if not isinstance(answers, Mapping):
            return (FieldFault("", "wrong_type"),)
        found: list[FieldFault] = []
        clean: dict[str, Any] = {}
        shown = self.visible(answers)
        for entry in shown:
            faults = list(_faults(entry, answers.get(entry.key), entry.key, clean, today))
            found += faults
            if not faults:
                clean[entry.key] = answers.get(entry.key)
        known = {entry.key for entry in shown}
        found += [FieldFault(str(key), "unknown_field") for key in answers if key not in known]
        return tuple(found)


def _meets(condition: tuple[str, tuple[Any, ...]], answers: Answers) -> bool:
    given = answers.get(condition[0])
    chosen = given if isinstance(given, list) else [given]
    return any(type(one) is type(wanted) and one == wanted for one in chosen for wanted in condition[1])


def _faults(entry: Field, value: Any, name: str, clean: Answers, today: date) -> Iterator[FieldFault]:
    if value is None:
        if entry.required:
            yield FieldFault(name, "missing_required")
    elif not _fits(entry.type, value):
        yield FieldFault(name, "wrong_type")
    elif value == [] or (isinstance(value, str) and not value.strip()):
        if entry.required:
            yield FieldFault(name, "missing_required")
    elif entry.type == "table":
        yield from _table(entry, value, name, today)
    elif code := _scalar(entry, value, clean, today):
        yield FieldFault(name, code)


def _fits(kind: str, value: Any) -> bool:
    if kind == "integer":
        return type(value) is int
    if kind == "boolean":
        return type(value) is bool
    if kind == "multichoice":
        return isinstance(value, list) and all(type(one) is str for one in value)
    if kind == "table":
        return isinstance(value, list) and all(type(row) is dict for row in value)
    return isinstance(value, str)


def _table(entry: Field, rows: list[dict[str, Any]], name: str, today: date) -> Iterator[FieldFault]:
    columns = {column.key: column for column in entry.columns}
    found: list[FieldFault] = []
    for number, row in enumerate(rows):
        here = f"{name}[{number}]"
        found += [FieldFault(f"{here}.{key}", "unknown_field") for key in row if key not in columns]
        for column in entry.columns:
            found += _faults(column, row.get(column.key), f"{here}.{column.key}", {}, today)
    if not found and not _within(entry.rules, len(rows)):
        found = [FieldFault(name, "out_of_range")]
    yield from found


def _within(rules: Mapping[str, Any], size: float) -> bool:
    return bool(rules.get("min", size) <= size <= rules.get("max", size))


def _scalar(entry: Field, value: Any, clean: Answers, today: date) -> str:
    if isinstance(value, str) and (code := _text_fault(entry, value)):
        return code
    if entry.type in {"choice", "multichoice"}:
        offered = {option.value for option in entry.options}
        chosen = value if isinstance(value, list) else [value]
        if not offered.issuperset(chosen) or len(set(chosen)) != len(chosen):
            return "unknown_choice"
    if entry.rules.get("not_future") and value > today.isoformat()[: len(value)]:
        return "date_in_future"
    size = {"integer": _number, "money": _number, "multichoice": len}.get(entry.type)
    if size is not None and not _within(entry.rules, size(value)):
        return "out_of_range"
    earlier = clean.get(entry.rules.get("not_before", ""))
    return "out_of_range" if isinstance(earlier, str) and earlier and value < earlier else ""


def _number(value: Any) -> float:
    return value if isinstance(value, int) else float(value)


def _text_fault(entry: Field, value: str) -> str:
    if entry.type == "multichoice":
        return ""
    longest = entry.rules.get("max_length")
    if longest is not None and len(value) > 50 * longest:
        return "too_long"  # a pasted wall of text is not looked through first
    if has_control(value, newline=entry.type == "multiline"):
        return "control_character"
    if longest is not None and len(value) > longest:
        return "too_long"
    if not SHAPES.get(entry.type, _any)(value):
        return "pattern"
    pattern = entry.rules.get("pattern")
    if pattern is not None and not re.fullmatch(pattern, value):
        return "pattern"
    if entry.type == "id_number" and mod_11_2(value[:17]) != value[17]:
        return "id_checksum"
    if entry.type == "uscc" and uscc_check(value[:17]) != value[17]:
        return "uscc_checksum"
    return ""


def _any(value: str) -> bool:
    return True


def _shaped(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: compiled.fullmatch(value) is not None


def _is_date(value: str) -> bool:
    return _DATE(value) and real_day(value.replace("-", "")) is not None


def _is_month(value: str) -> bool:
    return _MONTH(value) and real_day(value.replace("-", "") + "01") is not None


def _is_id(value: str) -> bool:
    return _ID(value) and real_day(value[6:14]) is not None


_DATE, _MONTH, _ID = _shaped(r"\d{4}-\d{2}-\d{2}"), _shaped(r"\d{4}-\d{2}"), _shaped(r"\d{17}[\dX]")
SHAPES: Mapping[str, Callable[[str], bool]] = {
    "money": _shaped(r"-?\d{1,10}(\.\d{1,2})?"),
    "date": _is_date,
    "month": _is_month,
    "id_number": _is_id,
    "phone": _shaped(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}"),
    "bank_account": _shaped(r"\d{12,21}"),
    "uscc": _shaped(f"[{USCC_ALPHABET}]{{18}}"),
}


def moved(answers: Answers, old: Form, new: Form) -> tuple[dict[str, Any], tuple[str, ...]]:
    """A draft taken from one version of a form to another: what still has a field of the same type is kept; the keys of
    what was dropped come second, so that the clerk is told."""
    types = {entry.key: entry.type for entry in new.fields()}
    before = {entry.key: entry.type for entry in old.fields()}
    kept = {key: value for key, value in answers.items() if key in types and types[key] == before.get(key, types[key])}
    return kept, tuple(key for key in answers if key not in kept)


# reading ----------------------------------------------------------------------------------------------------------


def form_of(code: str, data: Mapping[str, Any], blocks: Mapping[str, Any]) -> Form:
    """The form of item `code` from its file and the shared blocks. Raises BrokenItem naming what is wrong."""
    try:
        narrowed = data.get("block_options", {})
        drawn = [blocks[name] for name in data["blocks"]]
        sections = [_section(block, narrowed) for block in drawn] + [_section(own, {}) for own in data["sections"]]
        declaration = data.get("declaration")
        return Form(
            version=data["version"],
            sections=tuple(sections),
            paper_form=bool(data.get("paper_form")),
            declaration=Name(declaration["zh"], declaration["ko"]) if declaration else None,
            commitment_for=tuple((one["key"], Name(one["zh"], one["ko"])) for one in data.get("commitment_for") or ()),
        )
    except KeyError as missing:
        raise BrokenItem(code, f"form.{missing.args[0]}") from None
    except (TypeError, AttributeError) as wrong:
        raise BrokenItem(code, f"form: {wrong}") from None


def _section(data: Mapping[str, Any], narrowed: Mapping[str, list[str]]) -> Section:
    title = Name(data["title"]["zh"], data["title"]["ko"])
    return Section(title, tuple(_field(entry, narrowed.get(entry["key"])) for entry in data["fields"]))


def _field(data: Mapping[str, Any], keep: list[str] | None = None) -> Field:
    if data["type"] not in TYPES:
        raise KeyError(f"{data['key']}.type")
    options = tuple(Option(one["value"], Name(one["zh"], one["ko"])) for one in data.get("options", ()))
    if keep is not None:
        options = tuple(option for option in options if option.value in keep)
    condition = data.get("show_if")
    rules = dict(data.get("rules", {}))
    if data["type"] == "money":
        rules = {"min": 0, "max": 10_000_000, **rules}
    return Field(
        key=data["key"],
        label=Name(data["label"]["zh"], data["label"]["ko"]),
        type=data["type"],
        required=data["required"],
        privacy=data.get("privacy", "public"),
        options=options,
        show_if=(condition["field"], tuple(condition.get("in", [condition.get("equals")]))) if condition else None,
        rules=rules,
        prefill=data.get("prefill", ""),
        help=Name(data["help"]["zh"], data["help"]["ko"]) if data.get("help") else None,
        columns=tuple(_field(column) for column in data.get("columns", ())),
    )
