"""Each kind of block set into slices: ruled grids, tables, running text, lists, signatures and the seal.

Sizes are points at full density; a setter that is `tight` scales them, so that a notice may fit one sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.paper.marks import Fill, Mark, Ring, Rule
from kiosk.paper.notice import (
    Block,
    Both,
    Entries,
    Entry,
    Heading,
    Numbered,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
)
from kiosk.paper.press import Press
from kiosk.paper.slices import Slice, gap
from kiosk.paper.typesetting import Line, Setter, height, placed

LEFT, WIDTH = 62.0, 471.0  # 22 mm margins on A4 (595 pt)
BODY, CELL, LABEL = 11.0, 10.0, 9.0  # sizes
PAD_X, PAD_Y = 6.0, 3.2
LABEL_WIDTH = 88.0
LABEL_PART, CELL_LEAD = 0.8, 1.24  # labels and cells stand closer than running text
PIECE = 30  # lines of a cell that stay together: a longer cell goes on over the page
WHOLE = 8  # lines of a paragraph that stay together
SHADE, WEIGHT = 0.955, 0.5
SEAL_RADIUS = 54.0  # 38 mm across

Cell = tuple[float, list[Line], bool]  # width, lines, is it a label


def sliced(block: Block, setter: Setter, press: Press) -> Iterator[Slice]:
    """The slices of one block, with the space below it."""
    tight = setter.tight
    if isinstance(block, Entries):
        yield from _entries(block, setter)
        yield gap(9 * tight)
    elif isinstance(block, Table):
        yield from _table(block, setter)
        yield gap(9 * tight)
    elif isinstance(block, Paragraph):
        yield from _paragraph(block, setter)
        yield gap((2 if block.flush else 6) * tight)
    elif isinstance(block, Heading):
        yield _heading(block, setter)
    elif isinstance(block, Numbered):
        yield from _numbered(block, setter)
        yield gap(6 * tight)
    elif isinstance(block, Signatures):
        yield _signatures(block, setter, press)
    elif isinstance(block, PageBreak):
        yield _part(block, setter)


# grids ----------------------------------------------------------------------------------------------------------


def _label(setter: Setter, text: Both, width: float, where: str) -> list[Line]:
    lines = setter.both(text, width - 2 * PAD_X + 4, LABEL * setter.tight, where, part=LABEL_PART)
    return _closer(lines)


def _cell(setter: Setter, text: Both, width: float, where: str, *, bold: bool = False) -> list[Line]:
    size = CELL * setter.tight
    return _closer(setter.both(text, width - 2 * PAD_X, size, where, bold=bold, beside=True))


def _closer(lines: list[Line]) -> list[Line]:
    return [replace(line, lead=CELL_LEAD) for line in lines]


def _entries(block: Entries, setter: Setter) -> Iterator[Slice]:
    for row in _rows(block.entries):
        wide = WIDTH - LABEL_WIDTH if len(row) == 1 else WIDTH / 2 - LABEL_WIDTH
        cells: list[Cell] = []
        for entry in row:
            cells.append((LABEL_WIDTH, _label(setter, entry.label, LABEL_WIDTH, entry.key), True))
            cells.append((wide, _cell(setter, entry.value, wide, entry.key, bold=entry.bold), False))
        yield from _ruled(cells, setter.tight)


def _rows(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, ...]]:
    """Two narrow entries to a row; a wide one, or a narrow one before it, has its row to itself."""
    held: Entry | None = None
    for entry in entries:
        if held is not None and entry.wide:
            yield (held,)
            held = None
        if entry.wide:
            yield (entry,)
        elif held is not None:
            yield held, entry
            held = None
        else:
            held = entry
    if held is not None:
        yield (held,)


def _table(block: Table, setter: Setter) -> Iterator[Slice]:
    widths = [WIDTH * share / sum(block.shares) for share in block.shares]
    heads: list[Cell] = [
        (width, _label(setter, text, width, block.key), True) for text, width in zip(block.head, widths, strict=True)
    ]
    head = tuple(_ruled(heads, setter.tight))
    yield from (replace(one, keep=True) for one in head)
    for row in block.rows:
        cells: list[Cell] = [
            (width, _cell(setter, text, width, block.key), False) for text, width in zip(row, widths, strict=True)
        ]
        for piece in _ruled(cells, setter.tight, block.centred):
            yield replace(piece, again=head + piece.again)


def _ruled(cells: list[Cell], tight: float, centred: frozenset[int] = frozenset()) -> Iterator[Slice]:
    """One row with its rules; a row taller than a page comes in pieces."""
    most = max(len(lines) for _, lines, _ in cells)
    for start in range(0, most, PIECE):
        parts = [(width, lines[start : start + PIECE], label) for width, lines, label in cells]
        tall = max(height(lines) for _, lines, _ in parts) + 2 * PAD_Y * tight
        marks = _row_marks(parts, tall, centred)
        marks += [Rule(LEFT, 0, LEFT + WIDTH, 0, WEIGHT)] if start == 0 else []
        marks += [Rule(LEFT, tall, LEFT + WIDTH, tall, WEIGHT)] if start + PIECE >= most else []
        again = (Slice(0, (Rule(LEFT, 0, LEFT + WIDTH, 0, WEIGHT),)),) if start else ()
        yield Slice(tall, tuple(marks), again=again)


def _row_marks(parts: list[Cell], tall: float, centred: frozenset[int]) -> list[Mark]:
    marks: list[Mark] = []
    x = LEFT
    for column, (width, lines, label) in enumerate(parts):
        if label:
            marks.append(Fill(x, 0, width, tall, SHADE))
        top = (tall - height(lines)) / 2
        middle = label or column in centred
        marks += placed(lines, x if middle else x + PAD_X, top, width, centred=middle)
        marks.append(Rule(x, 0, x, tall, WEIGHT))
        x += width
    marks.append(Rule(LEFT + WIDTH, 0, LEFT + WIDTH, tall, WEIGHT))
    return marks


# text -----------------------------------------------------------------------------------------------------------


def _paragraph(block: Paragraph, setter: Setter) -> Iterator[Slice]:
    size = BODY * setter.tight
    first = 0.0 if block.flush else 2 * size
    lines = setter.both(block.text, WIDTH, size, block.key, bold=block.bold, first=first)
    if len(lines) <= WHOLE:
        yield Slice(height(lines), tuple(placed(lines, LEFT, 0)))
    else:
        yield from _set(lines, LEFT)


def _set(lines: list[Line], x: float) -> Iterator[Slice]:
    """Lines one by one, the first two held together."""
    for number, line in enumerate(lines):
        yield Slice(line.height, tuple(placed([line], x, 0)), keep=number == 0 and len(lines) > 1)


def _heading(block: Heading, setter: Setter) -> Slice:
    lines = setter.both(block.text, WIDTH, BODY * setter.tight, "heading", bold=True, beside=True)
    return Slice(height(lines) + 4 * setter.tight, tuple(placed(lines, LEFT, 0)), keep=True)


def _numbered(block: Numbered, setter: Setter) -> Iterator[Slice]:
    size = (CELL + 0.5) * setter.tight
    for number, item in enumerate(block.items, 1):
        lines = setter.both(item, WIDTH - 2 * BODY, size, block.key)
        for place, one in enumerate(_set(lines, LEFT + 2 * BODY)):
            mark = placed([Line(f"{number}.", size, 0, lead=setter.lead)], LEFT + 6, 0) if place == 0 else []
            yield Slice(one.height, (*mark, *one.marks), one.keep)
        yield gap(2 * setter.tight)


def _part(block: PageBreak, setter: Setter) -> Slice:
    zh = setter.lines(block.title.zh, WIDTH, 20, "title", bold=True)
    ko = setter.lines(block.title.ko, WIDTH, 12, "title", grey=0.25) if block.title.ko else []
    marks: list[Mark] = list(placed(zh + ko, LEFT, 10, WIDTH, centred=True))
    return Slice(height(zh + ko) + 26, tuple(marks), keep=True, fresh=True)


# signatures and seal --------------------------------------------------------------------------------------------


def _signatures(block: Signatures, setter: Setter, press: Press) -> Slice:
    """Lines to sign on the left; body, date and the ring for the seal on the right. One piece: a signature must not
    stand on a page of its own beside an empty form."""
    left = WIDTH * (0.58 if block.sealed else 0.66)
    marks, y = _lines_to_sign(block, setter, left)
    if block.note is not None:
        note = setter.both(block.note, left - 16, 8.5 * setter.tight, "two_copies")
        marks += placed(note, LEFT, y)
        y += height(note)
    if block.sealed:
        marks += _seal(block, setter, press, LEFT + left, WIDTH - left)
        y = max(y, 2 * SEAL_RADIUS + 8)
    return Slice(y + 4, tuple(marks))


def _lines_to_sign(block: Signatures, setter: Setter, left: float) -> tuple[list[Mark], float]:
    marks: list[Mark] = []
    y = 6.0
    for label in block.lines:
        lines = setter.both(label, left, CELL * setter.tight, "signatures", beside=True)
        marks += placed(lines, LEFT, y)
        start = LEFT + max(line.width for line in lines) + 6
        base = y + height(lines[:1])
        marks.append(Rule(start, base, LEFT + left - 24, base, WEIGHT))
        y += height(lines) + 11 * setter.tight
    return marks, y


def _seal(block: Signatures, setter: Setter, press: Press, x: float, width: float) -> list[Mark]:
    """The seal rides over the body's name and the date, as GB/T 9704 has it."""
    lines = setter.both(block.body, width, BODY * setter.tight, "body", bold=True)
    lines += setter.both(block.date, width, CELL * setter.tight, "date")
    label = setter.both(press.say("paper.seal"), width, 8.0, "seal")
    middle = SEAL_RADIUS + 4
    marks: list[Mark] = [Ring(x + width / 2, middle, SEAL_RADIUS)]
    marks += placed(lines, x, middle + 13 - height(lines) / 2, width, centred=True)
    faint = placed(label, x, middle - SEAL_RADIUS + 9, width, centred=True)
    return marks + [replace(mark, grey=0.5) for mark in faint]
