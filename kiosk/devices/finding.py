"""What is attached here, for `kiosk doctor`: every device with its kind and its status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.devices.printers import MEDIA, Media, Status, configured, kind_of, open_printer
from kiosk.settings import Settings


@dataclass(frozen=True, slots=True)
class Found:
    """One printer: its medium, its kind (file, network, cups, pretend), whether anybody chose it, its name, its status."""

    media: Media
    kind: str
    chosen: bool
    name: str
    status: Status


def found(settings: Settings) -> Iterator[Found]:
    """The installation's printers, each asked for its status. Raises BadPrinters."""
    said = configured(settings.home / "printers.json")
    for medium in MEDIA:
        printer = open_printer(medium, said, settings.papers)
        yield Found(medium, kind_of(medium, said), medium in said, printer.name, printer.status())
