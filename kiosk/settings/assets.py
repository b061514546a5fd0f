"""What ships with the program, read from its assets folder when first asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.domain.calendar import Calendar, calendar_of
from kiosk.domain.catalogue import Catalogue, Item, catalogue_of, item_of
from kiosk.domain.folding import Rules
from kiosk.domain.forms import Form, form_of
from kiosk.domain.people import Station, station_of
from kiosk.domain.roster import Person, Roster


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def item_codes(assets: Path) -> tuple[str, ...]:
    """Codes of all items in force, without reading them."""
    return tuple(sorted(path.stem for path in (assets / "catalogue").glob("YJ-*.json")))


@cache
def calendar(assets: Path) -> Calendar:
    """The calendar that ships: one file for each year, the newest gives its version."""
    return calendar_of(*(_read(path) for path in sorted((assets / "calendar").glob("*.json"))))


@cache
def _blocks(assets: Path) -> Any:
    return _read(assets / "catalogue" / "_blocks.json")["blocks"]


@cache
def item_and_form(assets: Path, code: str) -> tuple[Item, Form] | None:
    """One item with its form, reading nothing else but the shared blocks; None when there is no such item."""
    if code not in item_codes(assets):  # also keeps a code from naming another file
        return None
    data = _read(assets / "catalogue" / f"{code}.json")
    return item_of(data["item"]), form_of(code, data["form"], _blocks(assets))


def catalogue(assets: Path) -> Catalogue:
    """All items in force."""
    return catalogue_of(_read(assets / "catalogue" / f"{code}.json")["item"] for code in item_codes(assets))


def rules(assets: Path, code: str) -> Rules | None:
    """What a fact about an item of this code is judged by; None when there is no such item."""
    found = item_and_form(assets, code)
    return Rules(found[0], found[1], calendar(assets)) if found else None


@cache
def world(assets: Path) -> Any:
    """The demonstration city: stations, staff, residents; all fictitious."""
    return _read(assets / "demo" / "world.json")


def stations(assets: Path) -> Iterator[Station]:
    for data in world(assets)["communities"]:
        yield station_of(data, demo=True)


def station(assets: Path, site: str) -> Station | None:
    """The station with these last six digits."""
    return next((one for one in stations(assets) if one.site == site), None)


def demo_roster(assets: Path, station: str) -> Roster | None:
    """The demonstration's people with the demonstration's PIN, of the station with this code; None where there is none."""
    data = _read(assets / "demo" / "roster.json")
    people = tuple(Person(**one) for one in data["people"] if one["id"].startswith(f"{station}-"))
    return Roster(data["version"], people) if people else None


def demo_pin(assets: Path) -> str:
    """What opens the demonstration; it is shown on its sign-in screen."""
    return str(_read(assets / "demo" / "roster.json")["pin"])
