"""Items of service as data: what is asked for, by whom, within how many days, and who accepts and decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.domain.calendar import Unit
from kiosk.domain.ways import Way

UNITS: Mapping[str, Unit] = {"工作日": "working", "自然日": "natural"}
STATUSES = frozenset({"required", "removed", "shared_data", "commitment"})
# fields with a closed list of words, fields that are text, counts, lists
_WORDS: Mapping[str, frozenset[str]] = {
    "window": frozenset({"1", "2", "3", "F"}),
    "day_unit": frozenset(UNITS),
    "offline": frozenset({"collect", "query_live", "appointment", "none"}),
    "accepts": frozenset({"station", "department", "bank"}),
    "decides": frozenset({"station", "department", "live", "bank"}),
}
_LISTED: Mapping[str, frozenset[str]] = {
    "modes": frozenset(Way),
    "delivery": frozenset({"onsite", "post", "home", "message", "electronic", "bank_transfer"}),
}
_TEXTS = ("name_zh", "name_ko", "name_en", "system", "kind", "item_type", "fee", "source")
_COUNTS = ("legal_days", "promised_days", "trips_before", "trips_after")
LONGEST_TERM = 3650  # days; more is a slip of the pen


class BrokenItem(ValueError):
    """A catalogue file that is not one: names the item and the field, so that its author can mend it."""

    def __init__(self, code: str, field: str) -> None:
        super().__init__(f"{code}: {field}")
        self.code, self.field = code, field


@dataclass(frozen=True, slots=True)
class Name:
    """One name in both languages; zh is the authentic text."""

    zh: str
    ko: str

    def __getitem__(self, language: str) -> str:
        return self.ko if language == "ko" else self.zh


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of an item. Only `status` "required" is still asked for; the others say in `reason` why not."""

    key: str
    name: Name
    kind: str  # original, copy, form, certificate
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class FlowStep:
    code: str
    name: Name


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the list of 64 + 1. Days in `day_unit`; `modes` are the ways in which it may be handled."""

    code: str
    version: str
    name: Name
    name_en: str
    department: str
    department_name: Name
    window: str
    system: str
    kind: str
    modes: tuple[str, ...]
    item_type: str
    legal_days: int
    promised_days: int
    day_unit: Unit
    materials: tuple[Paper, ...]
    flow_before: tuple[FlowStep, ...]
    flow_after: tuple[FlowStep, ...]
    trips_before: int
    trips_after: int
    result: Name
    delivery: tuple[str, ...]
    offline: str
    proxy_allowed: bool
    fee: str
    legal_basis: str
    source: str
    note: str
    counts_in_64: bool
    accepts: str  # station, department, bank
    decides: str  # station, department, live, bank

    @property
    def asked(self) -> tuple[Paper, ...]:
        """The papers that a resident must still bring."""
        return tuple(paper for paper in self.materials if paper.status == "required")

    def paper(self, key: str) -> Paper | None:
        return next((paper for paper in self.materials if paper.key == key), None)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All items in force, by code, in the order of the list."""

    items: Mapping[str, Item]
    version: str = ""  # that of its newest item

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items.values())


def item_of(data: Any) -> Item:
    """An item from its file (assets/catalogue/CODE.json, key "item"). Stored counts such as materials_after are not
    read: they are recomputed in `figures`. Raises BrokenItem."""
    if not isinstance(data, Mapping):
        raise BrokenItem("?", "item")
    code = data.get("code")
    if not isinstance(code, str) or not code:
        raise BrokenItem("?", "code")
    return _item(code, data)


def _item(code: str, data: Mapping[str, Any]) -> Item:
    for field in _TEXTS:
        _text(code, data, field)
    for field, allowed in _WORDS.items():
        _expect(code, field, isinstance(data.get(field), str) and data[field] in allowed)
    for field in _COUNTS:
        _expect(code, field, type(data.get(field)) is int and 0 <= data[field] <= LONGEST_TERM)
    for field, allowed in _LISTED.items():
        _expect(code, field, _all_of(data.get(field), allowed))
    for field in ("proxy_allowed", "counts_in_64"):
        _expect(code, field, type(data.get(field)) is bool)
    for field in ("legal_basis", "note"):
        _expect(code, field, isinstance(data.get(field), str))
    return Item(
        code=code,
        version=str(data.get("version", "unversioned")),
        name=Name(data["name_zh"], data["name_ko"]),
        name_en=data["name_en"],
        department=_text(code, _part(code, data, "department"), "code", "department.code"),
        department_name=_name(code, data, "department"),
        window=data["window"],
        system=data["system"],
        kind=data["kind"],
        modes=tuple(data["modes"]),
        item_type=data["item_type"],
        legal_days=data["legal_days"],
        promised_days=data["promised_days"],
        day_unit=UNITS[data["day_unit"]],
        materials=_papers(code, data.get("materials")),
        flow_before=_flow(code, data, "flow_before"),
        flow_after=_flow(code, data, "flow_after"),
        trips_before=data["trips_before"],
        trips_after=data["trips_after"],
        result=_name(code, data, "result"),
        delivery=tuple(data["delivery"]),
        offline=data["offline"],
        proxy_allowed=data["proxy_allowed"],
        fee=data["fee"],
        legal_basis=data["legal_basis"],
        source=data["source"],
        note=data["note"],
        counts_in_64=data["counts_in_64"],
        accepts=data["accepts"],
        decides=data["decides"],
    )


def _expect(code: str, field: str, fits: bool) -> None:
    if not fits:
        raise BrokenItem(code, field)


def _text(code: str, data: Mapping[str, Any], field: str, named: str = "") -> str:
    """A text that says something."""
    value = data.get(field)
    if not isinstance(value, str) or not value.strip():
        raise BrokenItem(code, named or field)
    return value


def _all_of(value: Any, allowed: frozenset[str]) -> bool:
    """Whether a list has at least one of these words, none twice and no other."""
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        return False
    return allowed.issuperset(value) and len(set(value)) == len(value)


def _part(code: str, data: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    part = data.get(field)
    if not isinstance(part, Mapping):
        raise BrokenItem(code, field)
    return part


def _rows(code: str, value: Any, field: str) -> list[Mapping[str, Any]]:
    _expect(code, field, isinstance(value, list))
    for number, row in enumerate(value):
        _expect(code, f"{field}[{number}]", isinstance(row, Mapping))
    return list(value)


def _name(code: str, data: Mapping[str, Any], field: str) -> Name:
    part = _part(code, data, field)
    return Name(_text(code, part, "zh", f"{field}.zh"), _text(code, part, "ko", f"{field}.ko"))


def _papers(code: str, value: Any) -> tuple[Paper, ...]:
    found: dict[str, Paper] = {}
    for number, row in enumerate(_rows(code, value, "materials")):
        paper = _paper(code, row, f"materials[{number}]")
        _expect(code, f"materials[{number}].key", paper.key not in found)
        found[paper.key] = paper
    return tuple(found.values())


def _paper(code: str, data: Mapping[str, Any], here: str) -> Paper:
    """One paper. What is no longer asked for must say why."""
    key = _text(code, data, "key", f"{here}.key")
    name = Name(_text(code, data, "name_zh", f"{here}.name_zh"), _text(code, data, "name_ko", f"{here}.name_ko"))
    status = _text(code, data, "status", f"{here}.status")
    _expect(code, f"{here}.status", status in STATUSES)
    reason = data.get("reason", "") if status == "required" else _text(code, data, "reason", f"{here}.reason")
    return Paper(key, name, _text(code, data, "kind", f"{here}.kind"), status, str(reason))


def _flow(code: str, data: Mapping[str, Any], field: str) -> tuple[FlowStep, ...]:
    rows = enumerate(_rows(code, data.get(field), field))
    return tuple(
        FlowStep(
            _text(code, row, "code", f"{field}[{number}].code"),
            Name(_text(code, row, "zh", f"{field}[{number}].zh"), _text(code, row, "ko", f"{field}[{number}].ko")),
        )
        for number, row in rows
    )


def catalogue_of(items: Iterable[Any]) -> Catalogue:
    """The catalogue from plain item objects, as the list in a published file; a code twice is a broken item."""
    found: dict[str, Item] = {}
    for data in items:
        item = item_of(data)
        if item.code in found:
            raise BrokenItem(item.code, "code")
        found[item.code] = item
    return Catalogue(found, max((item.version for item in found.values()), default=""))
