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

    def values(self) -> frozenset[str]:
        """What a choice offers."""
        return frozenset(option.value for option in self.options)


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
        found += [FieldFault(_named(key), "unknown_field") for key in answers if key not in known]
        return tuple(found)

    def prefilled(self, known: Mapping[str, str]) -> dict[str, Any]:
        """Answers to begin with from what is known (keys of the format's `prefill`: resident.name … station.name,
        today). A choice takes only a value that it offers."""
        return {
            entry.key: known[entry.prefill]
            for entry in self.fields()
            if known.get(entry.prefill) and (not entry.options or known[entry.prefill] in entry.values())
        }


LONGEST_NAME = 200  # characters of a key in a fault: an answer file may hold any


def _named(key: Any) -> str:
    """A key of the answers as a fault names it."""
    return key[:LONGEST_NAME] if isinstance(key, str) else type(key).__name__


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
        found += [FieldFault(f"{here}.{_named(key)}", "unknown_field") for key in row if key not in columns]
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
        chosen = value if isinstance(value, list) else [value]
        if not entry.values().issuperset(chosen) or len(set(chosen)) != len(chosen):
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
    """A draft taken from one version of a form to another: what still has a field of the same type is kept, also the
    columns of a table; the keys of what was dropped (table.column for a column) come second, so that the clerk is told."""
    before = {entry.key: entry for entry in old.fields()}
    after = {entry.key: entry for entry in new.fields()}
    kept: dict[str, Any] = {}
    dropped: list[str] = []
    for key, value in answers.items():
        if key not in after or after[key].type != before.get(key, after[key]).type:
            dropped.append(_named(key))
        elif after[key].type == "table" and key in before and isinstance(value, list):
            kept[key], lost = _moved_rows(value, before[key], after[key])
            dropped += lost
        else:
            kept[key] = value
    return kept, tuple(dropped)


def _moved_rows(rows: list[Any], old: Field, new: Field) -> tuple[list[Any], list[str]]:
    types = {column.key: column.type for column in old.columns}
    stays = {column.key for column in new.columns if types.get(column.key, column.type) == column.type}
    kept = [{key: row[key] for key in row if key in stays} if isinstance(row, dict) else row for row in rows]
    lost = {key for row in rows if isinstance(row, dict) for key in row if key not in stays}
    return kept, [f"{new.key}.{_named(key)}" for key in sorted(lost, key=str)]


# reading ----------------------------------------------------------------------------------------------------------


_RULES_FOR: Mapping[str, tuple[str, type]] = {
    "min": ("integer money multichoice table", int),
    "max": ("integer money multichoice table", int),
    "pattern": ("text", str),
    "max_length": ("text multiline address", int),
    "not_future": ("date month", bool),
    "not_before": ("date month", str),
}


def form_of(code: str, data: Any, blocks: Any) -> Form:
    """The form of item `code` from its file and the shared blocks. Raises BrokenItem naming what is wrong."""
    try:
        narrowed = data.get("block_options", {})
        drawn = [blocks[name] for name in data["blocks"]]
        sections = [_section(block, narrowed) for block in drawn] + [_section(own, {}) for own in data["sections"]]
        declaration = data.get("declaration")
        form = Form(
            version=data["version"],
            sections=tuple(sections),
            paper_form=bool(data.get("paper_form")),
            declaration=_both(declaration) if declaration else None,
            commitment_for=tuple((one["key"], _both(one)) for one in data.get("commitment_for") or ()),
        )
    except KeyError as missing:
        raise BrokenItem(code, f"form.{missing.args[0]}") from None
    except (TypeError, AttributeError, ValueError) as wrong:
        raise BrokenItem(code, f"form: {wrong}") from None
    _whole(code, form, narrowed)
    return form


def _whole(code: str, form: Form, narrowed: Mapping[str, Any]) -> None:
    """What only the whole form can tell: keys once each, conditions and rules that name an earlier field."""
    seen: dict[str, Field] = {}
    for entry in form.fields():
        named = [] if entry.show_if is None else [entry.show_if[0]]
        named += [entry.rules["not_before"]] if "not_before" in entry.rules else []
        if entry.key in seen or any(other not in seen for other in named):
            raise BrokenItem(code, f"form.{entry.key}")
        seen[entry.key] = entry
    for key in narrowed:
        if key not in seen or not seen[key].options:
            raise BrokenItem(code, f"form.block_options.{key}")


def _both(data: Mapping[str, str]) -> Name:
    """A text in both languages; neither may be empty."""
    for language in ("zh", "ko"):
        if not isinstance(data[language], str) or not data[language].strip():
            raise KeyError(language)
    return Name(data["zh"], data["ko"])


def _section(data: Mapping[str, Any], narrowed: Mapping[str, list[str]]) -> Section:
    fields = tuple(_field(entry, narrowed.get(entry["key"])) for entry in data["fields"])
    return Section(_both(data["title"]), fields)


def _field(data: Mapping[str, Any], keep: list[str] | None = None) -> Field:
    key, kind = data["key"], data["type"]
    if not isinstance(key, str) or not re.fullmatch(r"[a-z][a-z0-9_]*", key):
        raise KeyError("key")
    if kind not in TYPES:
        raise KeyError(f"{key}.type")
    if type(data["required"]) is not bool:
        raise KeyError(f"{key}.required")
    options = tuple(Option(one["value"], _both(one)) for one in data.get("options", ()))
    if keep is not None:
        if not {option.value for option in options}.issuperset(keep):
            raise KeyError(f"block_options.{key}")
        options = tuple(option for option in options if option.value in keep)
    if (kind in {"choice", "multichoice"}) != bool(options):
        raise KeyError(f"{key}.options")
    columns = tuple(_field(column) for column in data.get("columns", ()))
    if (kind == "table") != bool(columns):
        raise KeyError(f"{key}.columns")
    return Field(
        key=key,
        label=_both(data["label"]),
        type=kind,
        required=data["required"],
        privacy=data.get("privacy", "public"),
        options=options,
        show_if=_condition(data.get("show_if")),
        rules=_rules(key, kind, data.get("rules", {})),
        prefill=data.get("prefill", ""),
        help=_both(data["help"]) if data.get("help") else None,
        columns=columns,
    )


def _condition(data: Mapping[str, Any] | None) -> tuple[str, tuple[Any, ...]] | None:
    if data is None:
        return None
    return data["field"], tuple(data["in"]) if "in" in data else (data["equals"],)


def _rules(key: str, kind: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """A field's rules, each for a type that it fits and with a value that it can be held to."""
    for rule, value in data.items():
        kinds, wanted = _RULES_FOR.get(rule, ("", str))
        if kind not in kinds.split() or type(value) is not wanted or not _compiles(rule, value):
            raise KeyError(f"{key}.rules.{rule}")
    return {"min": 0, "max": 10_000_000, **data} if kind == "money" else dict(data)


def _compiles(rule: str, value: Any) -> bool:
    if rule != "pattern":
        return True
    try:
        re.compile(value)
    except re.error:
        return False
    return True
