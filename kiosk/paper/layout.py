"""A `Notice` laid out on A4 pages. Pure: the result is marks with places, before any PDF library is loaded."""

from __future__ import annotations

from kiosk.paper.blocks import LEFT, WIDTH, sliced
from kiosk.paper.marks import Glyphs, Mark, Rule, Square
from kiosk.paper.notice import Both, Notice
from kiosk.paper.press import Press
from kiosk.paper.slices import Slice, paged
from kiosk.paper.typesetting import KO_GREY, Setter, height, placed

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
TOP, BOTTOM = 54.0, 772.0  # where blocks may stand; the footer lies below
CODE_EDGE = 58.0
FOOT = 7.5  # size


def laid_out(notice: Notice, press: Press) -> list[list[Mark]]:
    """The marks of each page. Raises Unprintable before anything is placed wrongly."""
    setter = Setter(press.fonts)
    slices = [_masthead(notice, setter, press)]
    for block in notice.blocks:
        slices += sliced(block, setter, press)
    if notice.two_copies:
        note = setter.both(press.say("paper.two_copies"), WIDTH, 9.0, "two_copies")
        slices.append(Slice(height(note) + 6, tuple(placed(note, LEFT, 6))))
    pages = paged(slices, TOP, BOTTOM)
    for number, page in enumerate(pages, 1):
        page[:0] = _watermark(notice, setter)
        page += _footer(notice, setter, press, number, len(pages))
        if number > 1:
            page += _running_head(notice, setter)
    return pages


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
        (notice.title.ko, 12.5, False, KO_GREY),
    ):
        if text:
            lines = setter.lines(text, room, size, "title", bold=bold, grey=grey)
            marks += placed(lines, inset, y, room, centred=True)
            y += height(lines)
    y = max(y, CODE_EDGE + 24) + 8
    marks.append(Square(LEFT + WIDTH - CODE_EDGE, 2, CODE_EDGE, notice.code))
    marks += _under_code(notice, setter, press)
    if notice.reprint:
        marks += _reprint_mark(notice, setter, press)
    marks += [Rule(LEFT, y, LEFT + WIDTH, y, 1.4), Rule(LEFT, y + 3, LEFT + WIDTH, y + 3, 0.4)]
    numbers, below = _numbers(notice, setter, press, y + 7)
    return Slice(below + 8, tuple(marks + numbers))


def _under_code(notice: Notice, setter: Setter, press: Press) -> list[Mark]:
    edge = CODE_EDGE + 24
    label = press.say("paper.verification", code=notice.verification)
    lines = setter.lines(label.zh, edge, 7.0, "verification")
    lines += setter.lines(label.ko, edge, 6.0, "verification", grey=KO_GREY) if label.ko else []
    return list(placed(lines, LEFT + WIDTH - CODE_EDGE - 12, CODE_EDGE + 3, edge, centred=True))


def _numbers(notice: Notice, setter: Setter, press: Press, y: float) -> tuple[list[Mark], float]:
    """Document number and case number, site and window, printed time: two columns of small lines."""
    said = (
        press.say("paper.number", number=notice.number),
        press.say("paper.case_number", number=notice.case_number),
        press.say("paper.place", site=notice.site, window=notice.window),
        press.say("paper.printed_at", at=notice.printed_at),
    )
    marks: list[Mark] = []
    for row in (said[:2], said[2:]):
        tallest = 0.0
        for column, text in enumerate(row):
            width = WIDTH / 2 - (10 if column == 0 else 0)
            lines = setter.both(text, width, 9.0, "numbers")
            marks += placed(lines, LEFT + column * WIDTH / 2, y)
            tallest = max(tallest, height(lines))
        y += tallest
    return marks, y


def _reprint_mark(notice: Notice, setter: Setter, press: Press) -> list[Mark]:
    text = press.say("paper.reprint", copy=notice.copy)
    lines = setter.lines(text.zh, 70, 11.0, "reprint", bold=True)
    lines += setter.lines(text.ko, 70, 8.0, "reprint") if text.ko else []
    tall = height(lines) + 6
    corners = [(LEFT, 2.0), (LEFT + 70, 2.0), (LEFT + 70, 2 + tall), (LEFT, 2 + tall), (LEFT, 2.0)]
    box = [Rule(a, b, c, d, 1.2) for (a, b), (c, d) in zip(corners, corners[1:], strict=False)]
    return [*box, *placed(lines, LEFT, 5, 70, centred=True)]


def _running_head(notice: Notice, setter: Setter) -> list[Mark]:
    lines = setter.lines(f"{notice.title.zh}  {notice.number}", WIDTH, 8.0, "title", grey=0.35)
    return [*placed(lines[:1], LEFT, 30), Rule(LEFT, 44, LEFT + WIDTH, 44, 0.4, 0.5)]


def _footer(notice: Notice, setter: Setter, press: Press, page: int, pages: int) -> list[Mark]:
    """Page n/m in the middle; number and copy on the sides."""
    count = press.say("paper.page", page=page, pages=pages)
    copy = press.say("paper.copy", copy=notice.copy)
    marks: list[Mark] = [Rule(LEFT, 782, LEFT + WIDTH, 782, 0.4, 0.4)]
    for place, text in ((0.0, Both(notice.number)), (0.5, count), (1.0, copy)):
        y = 786.0
        for part, grey in ((text.zh, 0.2), (text.ko, 0.4)):
            for line in setter.lines(part, WIDTH, FOOT, "footer", grey=grey) if part else []:
                x = LEFT + (WIDTH - line.width) * place
                marks += placed([line], x, y)
                y += line.height
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
