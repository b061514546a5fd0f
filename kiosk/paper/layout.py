"""A `Notice` laid out on A4 pages. Pure: the result is marks with places, before any PDF library is loaded."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kiosk.paper.blocks import LEFT, WIDTH, sliced
from kiosk.paper.marks import Glyphs, Mark, Rule, Square
from kiosk.paper.notice import Both, Notice, PageBreak, Signatures
from kiosk.paper.press import Press
from kiosk.paper.slices import Slice, paged
from kiosk.paper.typesetting import GAP, KO_GREY, LEAD, Line, Setter, height, placed, side_by_side

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
TOP, BOTTOM = 50.0, 776.0  # where blocks may stand; the footer lies below
CODE_EDGE = 58.0
FOOT = 7.5  # size
DENSITIES = (1.0, 0.95, 0.9, 0.86)  # a notice is set closer when that saves a sheet; below it would be hard to read


def laid_out(notice: Notice, press: Press) -> list[list[Mark]]:
    """The marks of each page. Raises Unprintable before anything is placed wrongly."""
    fewest = 1 + sum(isinstance(block, PageBreak) for block in notice.blocks)
    pages = _paged(notice, press, DENSITIES[0])
    for tight in DENSITIES[1:]:
        if len(pages) <= fewest:
            break
        closer = _paged(notice, press, tight)
        pages = closer if len(closer) < len(pages) else pages
    setter = Setter(press.fonts)
    for number, page in enumerate(pages, 1):
        page[:0] = _watermark(notice, setter)
        page += _footer(notice, setter, press, number, len(pages))
        if number > 1:
            page += _running_head(notice, setter)
    return pages


def _paged(notice: Notice, press: Press, tight: float) -> list[list[Mark]]:
    setter = Setter(press.fonts, LEAD, tight)
    slices = [_masthead(notice, Setter(press.fonts), press)]
    for block in notice.blocks:
        if isinstance(block, Signatures):  # never alone on a page: what is signed stands above it
            slices[-2:] = [replace(one, keep=True) for one in slices[-2:]]
        slices += sliced(block, setter, press)
    return paged(slices, TOP, BOTTOM)


def _masthead(notice: Notice, setter: Setter, press: Press) -> Slice:
    """Issuing body, title, numbers, the QR on the right and the reprint mark on the left."""
    room = WIDTH - 2 * (CODE_EDGE + 14)  # the title stays centred between mark and QR
    inset = LEFT + CODE_EDGE + 14
    marks: list[Mark] = []
    y = 0.0
    for text, size, bold, grey in (
        (notice.body.zh, 14.0, False, 0.0),
        (notice.body.ko, 9.5, False, KO_GREY),
        (notice.title.zh, 22.0, True, 0.0),
        (notice.title.ko, 12.0, False, KO_GREY),
    ):
        if text:
            lines = setter.lines(text, room, size, "title", bold=bold, grey=grey)
            marks += placed(lines, inset, y, room, centred=True)
            y += height(lines)
    y = max(y, CODE_EDGE + 24) + 6
    marks.append(Square(LEFT + WIDTH - CODE_EDGE, 2, CODE_EDGE, notice.code))
    marks += _under_code(notice, setter, press)
    if notice.reprint:
        marks += _reprint_mark(notice, setter, press)
    marks += [Rule(LEFT, y, LEFT + WIDTH, y, 1.4), Rule(LEFT, y + 3, LEFT + WIDTH, y + 3, 0.4)]
    numbers, below = _numbers(notice, setter, press, y + 7)
    return Slice(below + 8, tuple(marks + numbers))


def _under_code(notice: Notice, setter: Setter, press: Press) -> list[Mark]:
    edge = CODE_EDGE + 24
    label = press.say("paper.verification")
    lines = setter.lines(f"{label.zh} {notice.verification}", edge, 7.0, "verification")
    lines += setter.lines(label.ko, edge, 6.0, "verification", grey=KO_GREY) if label.ko else []
    return list(placed(lines, LEFT + WIDTH - CODE_EDGE - 12, CODE_EDGE + 3, edge, centred=True))


def _numbers(notice: Notice, setter: Setter, press: Press, y: float) -> tuple[list[Mark], float]:
    """Document number and case number; station, window and printed time: small lines in columns."""
    rows = (
        (("paper.number", notice.number, 0.5), ("paper.case_number", notice.case_number, 0.5)),
        (
            ("paper.site", notice.site, 0.31),
            ("paper.window", notice.window, 0.31),
            ("paper.printed_at", notice.printed_at, 0.38),
        ),
    )
    marks: list[Mark] = []
    for row in rows:
        x, tallest = LEFT, 0.0
        for key, value, share in row:
            lines = _number(setter, press.say(key), value, WIDTH * share - 8)
            marks += placed(lines, x, y)
            x, tallest = x + WIDTH * share, max(tallest, height(lines))
        y += tallest + 1
    return marks, y


def _number(setter: Setter, label: Both, value: str, room: float) -> list[Line]:
    """Label and value on one line; a value too long for its column goes on below itself."""
    parts = [(label.zh, 8.5, 0.0), (label.ko, 6.8, KO_GREY)]
    labels = [setter.lines(text, room, size, "numbers", grey=grey)[0] for text, size, grey in parts if text]
    start = side_by_side(*labels).width + 8.5 * GAP
    first, *rest = setter.lines(value, room - start, 8.5, "numbers")
    return [side_by_side(*labels, first), *(replace(line, indent=start) for line in rest)]


def _reprint_mark(notice: Notice, setter: Setter, press: Press) -> list[Mark]:
    text = press.say("paper.reprint", copy=notice.copy)
    lines = setter.lines(text.zh, 70, 11.0, "reprint", bold=True)
    lines += setter.lines(text.ko, 70, 8.0, "reprint") if text.ko else []
    tall = height(lines) + 6
    corners = [(LEFT, 2.0), (LEFT + 70, 2.0), (LEFT + 70, 2 + tall), (LEFT, 2 + tall), (LEFT, 2.0)]
    box = [Rule(a, b, c, d, 1.2) for (a, b), (c, d) in pairwise(corners)]
    return [*box, *placed(lines, LEFT, 5, 70, centred=True)]


def _running_head(notice: Notice, setter: Setter) -> list[Mark]:
    lines = setter.lines(f"{notice.title.zh}  {notice.number}", WIDTH, 8.0, "title", grey=0.35)
    return [*placed(lines[:1], LEFT, 28), Rule(LEFT, 42, LEFT + WIDTH, 42, 0.4, 0.5)]


def _footer(notice: Notice, setter: Setter, press: Press, page: int, pages: int) -> list[Mark]:
    """Page n/m in the middle; number and copy on the sides."""
    count = press.say("paper.page", page=page, pages=pages)
    copy = press.say("paper.copy", copy=notice.copy)
    marks: list[Mark] = [Rule(LEFT, 784, LEFT + WIDTH, 784, 0.4, 0.4)]
    for place, text in ((0.0, Both(notice.number)), (0.5, count), (1.0, copy)):
        for line in setter.both(text, WIDTH, FOOT, "footer", beside=True)[:1]:
            marks += placed([line], LEFT + (WIDTH - line.width) * place, 787.0)
    return marks


def _watermark(notice: Notice, setter: Setter) -> list[Mark]:
    """样张 across the page: paper of a demonstration station must never pass for a real one."""
    if notice.watermark is None:
        return []
    marks: list[Mark] = []
    for text, size, down in ((notice.watermark.zh, 78.0, 0.0), (notice.watermark.ko, 46.0, 78.0)):
        if text:
            half = setter.width(setter.fonts.prepared(text, "watermark"), size, bold=True) / 2
            # centred on a line that climbs at 35 degrees
            x, y = PAGE_WIDTH / 2 - half * 0.819 + down * 0.574, PAGE_HEIGHT / 2 + half * 0.574 + down * 0.819
            marks.append(Glyphs(x, y, size, text, bold=True, grey=0.915, angle=35.0))
    return marks
