"""Items of service as data: what is asked for, by whom, within how many days, and who accepts and decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.domain.calendar import Unit

UNITS: Mapping[str, Unit] = {"工作日": "working", "自然日": "natural"}
STATUSES = frozenset({"required", "removed", "shared_data", "commitment"})
WINDOWS = frozenset({"1", "2", "3", "F"})


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

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items.values())


def item_of(data: Mapping[str, Any]) -> Item:
    """An item from its file (assets/catalogue/CODE.json, key "item"). Stored counts such as materials_after are not
    read: they are recomputed in `figures`. Raises BrokenItem."""
    code = str(data.get("code", "?")) if isinstance(data, Mapping) else "?"
    try:
        return _item(code, data)
    except KeyError as missing:
        raise BrokenItem(code, str(missing.args[0])) from None
    except (TypeError, AttributeError) as wrong:
        raise BrokenItem(code, str(wrong)) from None


def _item(code: str, data: Mapping[str, Any]) -> Item:
    for field, allowed in (("window", WINDOWS), ("day_unit", UNITS)):
        if data[field] not in allowed:
            raise BrokenItem(code, field)
    for field in ("legal_days", "promised_days", "trips_before", "trips_after"):
        if type(data[field]) is not int or data[field] < 0:
            raise BrokenItem(code, field)
    return Item(
        code=code,
        version=data.get("version", "unversioned"),
        name=Name(data["name_zh"], data["name_ko"]),
        name_en=data["name_en"],
        department=data["department"]["code"],
        department_name=Name(data["department"]["zh"], data["department"]["ko"]),
        window=data["window"],
        system=data["system"],
        kind=data["kind"],
        modes=tuple(data["modes"]),
        item_type=data["item_type"],
        legal_days=data["legal_days"],
        promised_days=data["promised_days"],
        day_unit=UNITS[data["day_unit"]],
        materials=tuple(_paper(code, paper) for paper in data["materials"]),
        flow_before=_flow(data["flow_before"]),
        flow_after=_flow(data["flow_after"]),
        trips_before=data["trips_before"],
        trips_after=data["trips_after"],
        result=Name(data["result"]["zh"], data["result"]["ko"]),
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


def _paper(code: str, data: Mapping[str, Any]) -> Paper:
    if data["status"] not in STATUSES:
        raise BrokenItem(code, f"materials.{data['key']}.status")
    return Paper(data["key"], Name(data["name_zh"], data["name_ko"]), data["kind"], data["status"], data["reason"])


def _flow(steps: Iterable[Mapping[str, str]]) -> tuple[FlowStep, ...]:
    return tuple(FlowStep(step["code"], Name(step["zh"], step["ko"])) for step in steps)


def catalogue_of(items: Iterable[Mapping[str, Any]]) -> Catalogue:
    """The catalogue from plain item objects, as the list in a published file; a code twice is a broken item."""
    found: dict[str, Item] = {}
    for data in items:
        item = item_of(data)
        if item.code in found:
            raise BrokenItem(item.code, "code")
        found[item.code] = item
    return Catalogue(found)
