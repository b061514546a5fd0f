"""What stands on an 80 mm slip, as plain values. A recipe makes a `Slip`, `slip` draws it."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.paper.notice import Both


@dataclass(frozen=True, slots=True)
class Line:
    """A label and its value."""

    key: str
    label: Both
    value: Both


@dataclass(frozen=True, slots=True)
class Big:
    """A number to read from afar: label small above it."""

    key: str
    label: Both
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A list under a label."""

    key: str
    label: Both
    items: tuple[Both, ...]


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence."""

    key: str
    text: Both
    bold: bool = False


Part = Line | Big | Lines | Say


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip. Its header and footer fields are those of `Notice`."""

    body: Both
    title: Both
    number: str
    site: str
    window: str
    printed_at: str
    parts: tuple[Part, ...]
    verification: str
    code: str
    copy: int = 1
    reprint: bool = False
    watermark: Both | None = None
