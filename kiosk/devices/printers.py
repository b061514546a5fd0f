"""What every printer answers: its status, and what became of a job. A time-out is never a success."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Protocol

Media = Literal["slip", "a4"]
MEDIA: tuple[Media, ...] = ("slip", "a4")


class Status(StrEnum):
    """A printer's own word; its sentences are `printer.<value>` in kiosk/words."""

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
    """A printer of one medium. `title` names the job by its document number: no personal data in job titles.

    `print` sends a job once and never again by itself; it answers when the job's end is known or patience is over."""

    media: Media

    @property
    def name(self) -> str: ...

    def status(self) -> Status: ...

    def print(self, data: bytes, title: str, copies: int = 1) -> Outcome: ...


_TITLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")


def checked(title: str) -> str:
    """A job's title as it may stand in a queue or a folder. Raises ValueError: a name or a path in it is our own bug."""
    if not _TITLE.fullmatch(title):
        raise ValueError("a job's title is a document number")
    return title


# configuration --------------------------------------------------------------------------------------------------------


class BadPrinters(Exception):
    """printers.json names no printer: `field` says where."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


# What each kind may say of itself.
_FIELDS: Mapping[str, frozenset[str]] = {
    "file": frozenset({"folder"}),
    "network": frozenset({"host", "port"}),
    "cups": frozenset({"queue", "server"}),
    "pretend": frozenset({"folder", "status", "seconds", "dies"}),
}
_KINDS: Mapping[Media, frozenset[str]] = {
    "slip": frozenset({"file", "network", "pretend"}),
    "a4": frozenset({"file", "cups", "pretend"}),
}


def configured(file: Path) -> Mapping[str, Any]:
    """The installation's printers ({} when none are configured). Raises BadPrinters."""
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))  # Windows' editor writes a mark in front
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError):
        raise BadPrinters(file.name) from None
    if not isinstance(data, dict):
        raise BadPrinters(file.name)
    for medium in data:
        if medium not in MEDIA:  # a mistyped name would otherwise quietly print into files
            raise BadPrinters(medium)
    return data


def kind_of(media: Media, settings: Mapping[str, Any]) -> str:
    """The kind of printer that a medium has. Raises BadPrinters."""
    one = settings.get(media, {"kind": "file"})
    if not isinstance(one, dict):
        raise BadPrinters(media)
    kind = one.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS[media]:
        raise BadPrinters(f"{media}.kind")
    for field in one:
        if field != "kind" and field not in _FIELDS[kind]:
            raise BadPrinters(f"{media}.{field}")
    return kind


def open_printer(media: Media, settings: Mapping[str, Any], papers: Path) -> Printer:
    """The printer for a medium: {"slip": {"kind": "network", "host": …, "port": 9100}, "a4": {"kind": "cups", "queue": …}}.
    Without a word of configuration papers are kept as files in `papers`. Raises BadPrinters naming the field."""
    kind = kind_of(media, settings)
    said = _Said(media, settings.get(media, {}))
    if kind == "network":
        from kiosk.devices.network import NetworkPrinter

        return NetworkPrinter(said.text("host"), said.port())
    if kind == "cups":
        from kiosk.devices.cups import CupsPrinter

        return CupsPrinter(said.queue(), said.text("server", ""))
    folder = Path(said.text("folder", str(papers))).expanduser()
    if kind == "pretend":
        from kiosk.devices.pretend.printers import PretendPrinter

        return PretendPrinter(media, folder, said.status(), seconds=said.seconds(), dies=said.flag("dies"))
    from kiosk.devices.files import FilePrinter

    return FilePrinter(media, folder)


@dataclass(frozen=True, slots=True)
class _Said:
    """One printer's words, each checked where it is read; every refusal names `<media>.<field>`."""

    media: Media
    words: Mapping[str, Any]

    def refuse(self, field: str) -> BadPrinters:
        return BadPrinters(f"{self.media}.{field}")

    def text(self, field: str, default: str | None = None) -> str:
        value = self.words.get(field, default)
        if not isinstance(value, str) or (default is None and not value.strip()) or not value.isprintable():
            raise self.refuse(field)
        return value.strip()

    def port(self) -> int:
        value = self.words.get("port", 9100)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 65536:
            raise self.refuse("port")
        return value

    def queue(self) -> str:
        """A queue's name as CUPS allows it; none that a program could take for an option."""
        value = self.text("queue")
        if not re.fullmatch(r"[^\s/#?'\"\\-][^\s/#?'\"\\]{0,126}", value):
            raise self.refuse("queue")
        return value

    def status(self) -> Status:
        try:
            return Status(self.words.get("status", "ready"))
        except ValueError:
            raise self.refuse("status") from None

    def seconds(self) -> float:
        value = self.words.get("seconds", 0)
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 600:
            raise self.refuse("seconds")
        return float(value)

    def flag(self, field: str) -> bool:
        value = self.words.get(field, False)
        if not isinstance(value, bool):
            raise self.refuse(field)
        return value
