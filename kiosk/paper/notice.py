"""What stands on an A4 paper, as plain values. A recipe makes a `Notice`, `layout` places it, `page` draws it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Both:
    """One text in two languages: Chinese, which is authentic, and Korean below it ("" when there is none)."""

    zh: str
    ko: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One labelled value. `key` names it in refusals; `wide` takes the whole line."""

    key: str
    label: Both
    value: Both
    wide: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Entries:
    """A ruled grid of labelled values, two to a line."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table. `shares` are the columns' parts of the width; `centred` the columns set in the middle."""

    key: str
    head: tuple[Both, ...]
    rows: tuple[tuple[Both, ...], ...]
    shares: tuple[float, ...]
    centred: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; the first line of Chinese is set in by two characters unless `flush`."""

    key: str
    text: Both
    bold: bool = False
    flush: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    text: Both


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list: 1. 2. 3."""

    key: str
    items: tuple[Both, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, and on the right the seal: who signs (labels), the body that seals, and the date."""

    lines: tuple[Both, ...]
    body: Both
    date: Both
    sealed: bool = True
    note: Both | None = None  # below the lines: 一式两份


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a new page (the commitment behind a notice), under its own title."""

    title: Both


Block = Entries | Table | Paragraph | Heading | Numbered | Signatures | PageBreak


@dataclass(frozen=True, slots=True)
class Notice:
    """One A4 document. Numbers and marks are those of DOMAIN C3's common header."""

    body: Both  # issuing body
    title: Both
    number: str  # of the document
    case_number: str  # as printed
    site: str
    window: str
    printed_at: str
    blocks: tuple[Block, ...]
    verification: str
    code: str  # what the QR says: numbers only, nothing personal
    copy: int = 1
    reprint: bool = False
    watermark: Both | None = None  # 样张 / 견본
    two_copies: bool = False  # 一式两份
