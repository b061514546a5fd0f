"""What every printer answers: its status, and what became of a job. A time-out is never a success."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Protocol

Media = Literal["slip", "a4"]


class Status(StrEnum):
    READY = "ready"
    PAPER_OUT = "paper_out"
    PAPER_NEAR_END = "paper_near_end"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"  # nobody there, or switched off
    MUTE = "mute"  # somebody takes bytes and answers nothing
    STOPPED = "stopped"  # the queue is halted
    BROKEN = "broken"


CAN_PRINT = frozenset({Status.READY, Status.PAPER_NEAR_END})


class End(StrEnum):
    CONFIRMED = "confirmed"  # the printer itself said so
    FAILED = "failed"  # nothing came out; it may be sent again
    UNKNOWN = "unknown"  # bytes went out and nothing answered; only a person can tell


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended, and the code of why ("" when confirmed)."""

    end: End
    code: str = ""


class Printer(Protocol):
    """A printer of one medium. `title` names the job by its document number: no personal data in job titles."""

    media: Media

    def status(self) -> Status: ...

    def print(self, data: bytes, title: str) -> Outcome: ...


class BadPrinters(Exception):
    """printers.json names no printer: `field` says where."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def configured(file: Path) -> Mapping[str, Any]:
    """The installation's printers ({} when none are configured). Raises BadPrinters."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        raise BadPrinters(file.name) from None
    if not isinstance(data, dict):
        raise BadPrinters(file.name)
    return data


def open_printer(media: Media, settings: Mapping[str, Any], papers: Path) -> Printer:
    """The printer for a medium: {"slip": {"kind": "network", "host": …, "port": 9100}, "a4": {"kind": "cups", "queue": …}}.
    Without a word of configuration papers are kept as files in `papers`. Raises BadPrinters naming the field."""
    from kiosk.devices.cups import CupsPrinter
    from kiosk.devices.files import FilePrinter
    from kiosk.devices.network import NetworkPrinter
    from kiosk.devices.pretend.printers import PretendPrinter

    one = settings.get(media, {"kind": "file"})
    try:
        kind = one["kind"]
        if kind == "file":
            return FilePrinter(media, Path(one.get("folder", papers)))
        if kind == "pretend":
            return PretendPrinter(media, Path(one.get("folder", papers)), Status(one.get("status", "ready")))
        if kind == "network" and media == "slip":
            return NetworkPrinter(str(one["host"]), int(one.get("port", 9100)))
        if kind == "cups" and media == "a4":
            return CupsPrinter(str(one["queue"]), str(one.get("server", "")))
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise BadPrinters(f"{media}.{wrong.args[0] if wrong.args else '?'}") from None
    raise BadPrinters(f"{media}.kind")
