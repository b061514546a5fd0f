"""Puts the parts together: the only module that knows them all. Heavy ones are loaded when first needed."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.desk.tools import Clerk, Tools
    from kiosk.devices.printers import Printer
    from kiosk.devices.readers import CardReader
    from kiosk.paper import Press

DEMO = ("001001", "01", "A")  # site, desk, life of the demonstration station: 文化社区便民服务站, 示例
DEMO_CLERK = "222401001001-03"


@dataclass(frozen=True)
class Counter:
    """One opened counter. `on`: the day to count on instead of the clock's (demonstration and training only)."""

    settings: Settings
    tools: Tools
    clerk: Clerk

    @property
    def begins_signed_in(self) -> bool:
        """The demonstration opens with its clerk at work, unless it is asked to begin as a real desk does."""
        return self.tools.ledger.identity.demo and not self.settings.ask_pin

    @cached_property
    def press(self) -> Press:
        from kiosk.paper import Press

        return Press.at(self.settings.fonts)

    @cached_property
    def printers(self) -> dict[str, Printer]:
        """The installation's printers, by medium. Raises BadPrinters."""
        from kiosk.devices.printers import configured, open_printer

        found = configured(self.settings.home / "printers.json")
        return {
            "slip": open_printer("slip", found, self.settings.papers),
            "a4": open_printer("a4", found, self.settings.papers),
        }

    @cached_property
    def reader(self) -> CardReader:
        """The demonstration's residents lay down their cards; at a real desk no reader is built in yet."""
        from kiosk.devices.pretend.readers import PretendCardReader
        from kiosk.devices.readers import NoReader

        return PretendCardReader.of_demo(self.settings.assets) if self.tools.ledger.identity.demo else NoReader()

    def dated(self, tools: Tools) -> Counter:
        """The same counter with the day that a clerk gave."""
        return replace(self, tools=tools)

    def on(self, day: date) -> Counter:
        """The same counter on another day."""
        return replace(self, tools=replace(self.tools, on=day))


def open_counter(settings: Settings, on: date | None = None) -> Counter:
    """Opens the desk's files, or makes them for the demonstration station. Raises StoreError."""
    from kiosk.desk.tools import Clerk, Tools
    from kiosk.settings import assets
    from kiosk.settings.machine import SystemClock, SystemIds
    from kiosk.store.engine import Cipher, key_of
    from kiosk.store.ledger import Ledger, Place

    clock, ids = SystemClock(), SystemIds()
    key = key_of(settings.key_file, ids.octets) if settings.cipher else None
    place = Place(settings.ledger, settings.cache_pointer, Cipher(key))
    ledger = Ledger.open(place, clock, ids, enrol=_enrolled_as(settings))
    station = assets.station(settings.assets, ledger.identity.site)
    if station is None:
        raise SystemExit(f"no station {ledger.identity.site}")
    staff = next(one for one in station.staff if one.role == "clerk")
    tools = Tools(ledger, clock, ids, settings.assets, station, on, settings.training)
    return Counter(settings, tools, Clerk.of(staff, every_role=ledger.identity.demo))


def _enrolled_as(settings: Settings) -> tuple[str, str, str]:
    """(site, desk, life) that the one-time code names; the demonstration station where there is none."""
    try:
        named = settings.enrolment_code.read_text().split("-")[0].strip()
    except OSError:
        return DEMO
    return (named[:6], named[6:8], named[8:9]) if len(named) == 9 else DEMO


def run(settings: Settings) -> int:
    """The window. Qt is loaded here and nowhere before."""
    from kiosk.screens import show

    settings = replace(settings, first_run=settings.first_run or "people")

    return show(settings, lambda: open_counter(settings), os.environ)


def photograph(settings: Settings, out: Path) -> int:
    """Photographs of the window into `out`; answers how many. Where no screen is, Qt paints offscreen."""
    import json
    import sys

    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from kiosk import screens

    samples = json.loads((settings.assets / "demo" / "answers.json").read_text(encoding="utf-8"))
    taken = screens.photograph(settings, lambda: open_counter(settings), out, samples["YJ-MZ-001"][0])
    return len(taken)
