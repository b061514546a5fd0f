"""Each kind of block set into slices: ruled grids, tables, running text, lists, signatures and the seal."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.paper.marks import Fill, Glyphs, Mark, Ring, Rule
from kiosk.paper.notice import (
    Block,
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
PAD_X, PAD_Y = 6.0, 4.0
LABEL_WIDTH = 84.0
PIECE = 30  # lines of a cell that stay together: a longer cell goes on over the page
SHADE, WEIGHT = 0.955, 0.5
SEAL_RADIUS = 54.0  # 38 mm across


def sliced(block: Block, setter: Setter, press: Press) -> Iterator[Slice]:
    """The slices of one block, with the space below it."""
    if isinstance(block, Entries):
        yield from _entries(block, setter)
        yield gap(10)
    elif isinstance(block, Table):
        yield from _table(block, setter)
        yield gap(10)
    elif isinstance(block, Paragraph):
        yield from _paragraph(block, setter)
        yield gap(5)
    elif isinstance(block, Heading):
        yield _heading(block, setter)
    elif isinstance(block, Numbered):
        yield from _numbered(block, setter)
        yield gap(6)
    elif isinstance(block, Signatures):
        yield _signatures(block, setter, press)
    elif isinstance(block, PageBreak):
        yield _part(block, setter)


# grids ----------------------------------------------------------------------------------------------------------


def _entries(block: Entries, setter: Setter) -> Iterator[Slice]:
    for row in _rows(block.entries):
        wide = WIDTH - LABEL_WIDTH if len(row) == 1 else WIDTH / 2 - LABEL_WIDTH
        cells: list[tuple[float, list[Line], bool]] = []
        for entry in row:
            inner = LABEL_WIDTH - 2 * PAD_X
            cells.append((LABEL_WIDTH, setter.both(entry.label, inner, LABEL, entry.key), True))
            cells.append((wide, setter.both(entry.value, wide - 2 * PAD_X, CELL, entry.key, bold=entry.bold), False))
        yield from _ruled(cells)


def _rows(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, ...]]:
    """Two narrow entries to a row; a wide one, or a narrow one before it, has its row to itself."""
    held: Entry | None = None
    for entry in entries:
        if entry.wide:
            if held:
                yield (held,)
                held = None
            yield (entry,)
        elif held:
            yield held, entry
            held = None
        else:
            held = entry
    if held:
        yield (held,)


def _table(block: Table, setter: Setter) -> Iterator[Slice]:
    widths = [WIDTH * share / sum(block.shares) for share in block.shares]
    heads = [
        setter.both(text, width - 2 * PAD_X, LABEL, block.key) for text, width in zip(block.head, widths, strict=True)
    ]
    head = tuple(_ruled([(width, lines, True) for width, lines in zip(widths, heads, strict=True)]))
    yield from (Slice(one.height, one.marks, keep=True) for one in head)
    for row in block.rows:
        cells = [
            (width, setter.both(text, width - 2 * PAD_X, CELL, block.key), False)
            for text, width in zip(row, widths, strict=True)
        ]
        for piece in _ruled(cells, block.centred):
            yield Slice(piece.height, piece.marks, again=head)


def _ruled(cells: list[tuple[float, list[Line], bool]], centred: frozenset[int] = frozenset()) -> Iterator[Slice]:
    """One row of (width, lines, is a label) with its rules; a row taller than a page comes in pieces."""
    most = max(len(lines) for _, lines, _ in cells)
    for start in range(0, most, PIECE):
        parts = [(width, lines[start : start + PIECE], label) for width, lines, label in cells]
        tall = max(height(lines) for _, lines, _ in parts) + 2 * PAD_Y
        marks = _row_marks(parts, tall, centred)
        marks += [Rule(LEFT, 0, LEFT + WIDTH, 0, WEIGHT)] if start == 0 else []
        marks += [Rule(LEFT, tall, LEFT + WIDTH, tall, WEIGHT)] if start + PIECE >= most else []
        yield Slice(tall, tuple(marks))


def _row_marks(parts: list[tuple[float, list[Line], bool]], tall: float, centred: frozenset[int]) -> list[Mark]:
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
    first = 0.0 if block.flush else 2 * BODY
    yield from _set(setter.both(block.text, WIDTH, BODY, block.key, bold=block.bold, first=first), LEFT)


def _set(lines: list[Line], x: float) -> Iterator[Slice]:
    """Lines one by one, the first two held together."""
    for number, line in enumerate(lines):
        yield Slice(line.height, tuple(placed([line], x, 0)), keep=number == 0 and len(lines) > 1)


def _heading(block: Heading, setter: Setter) -> Slice:
    lines = setter.both(block.text, WIDTH, BODY, "heading", bold=True)
    return Slice(height(lines) + 5, tuple(placed(lines, LEFT, 2)), keep=True)


def _numbered(block: Numbered, setter: Setter) -> Iterator[Slice]:
    indent = 2 * BODY
    for number, item in enumerate(block.items, 1):
        lines = setter.both(item, WIDTH - indent, CELL + 0.5, block.key)
        for place, one in enumerate(_set(lines, LEFT + indent)):
            mark = placed([Line(f"{number}.", CELL + 0.5, 0)], LEFT + 4, 0) if place == 0 else []
            yield Slice(one.height, (*mark, *one.marks), one.keep)
        yield gap(2)


def _part(block: PageBreak, setter: Setter) -> Slice:
    zh = setter.lines(block.title.zh, WIDTH, 18, "title", bold=True)
    ko = setter.lines(block.title.ko, WIDTH, 12, "title", grey=0.25) if block.title.ko else []
    marks = placed(zh + ko, LEFT, 6, WIDTH, centred=True)
    return Slice(height(zh + ko) + 18, tuple(marks), keep=True, fresh=True)


# signatures and seal --------------------------------------------------------------------------------------------


def _signatures(block: Signatures, setter: Setter, press: Press) -> Slice:
    """Lines to sign on the left; body, date and the ring for the seal on the right. One piece: a signature must not
    stand on a page of its own beside an empty form."""
    marks: list[Mark] = []
    left = WIDTH * (0.52 if block.sealed else 0.62)
    y = 8.0
    for label in block.lines:
        lines = setter.both(label, left * 0.5, CELL, "signatures")
        marks += placed(lines, LEFT, y)
        start = LEFT + max(line.width for line in lines) + 6
        marks.append(Rule(start, y + lines[0].height, LEFT + left - 20, y + lines[0].height, WEIGHT))
        y += max(height(lines), 20.0) + 8
    tall = max(y, 0.0)
    if block.sealed:
        marks += _seal(block, setter, press, LEFT + left, WIDTH - left)
        tall = max(tall, 2 * SEAL_RADIUS + 12)
    return Slice(tall, tuple(marks))


def _seal(block: Signatures, setter: Setter, press: Press, x: float, width: float) -> list[Mark]:
    """The seal rides over the body's name and the date, as GB/T 9704 has it."""
    lines = setter.both(block.body, width, BODY, "body", bold=True) + setter.both(block.date, width, CELL, "date")
    label = press.say("paper.seal")
    below = setter.both(label, width, 8.0, "seal")
    middle_y = SEAL_RADIUS + 4
    marks: list[Mark] = [Ring(x + width / 2, middle_y, SEAL_RADIUS)]
    marks += placed(lines, x, middle_y - height(lines) / 2, width, centred=True)
    for mark in placed(below, x, middle_y + SEAL_RADIUS * 0.42, width, centred=True):
        marks.append(Glyphs(mark.x, mark.y, mark.size, mark.text, grey=0.5))
    return marks
