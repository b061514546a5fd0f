"""An 80 mm slip: set in dots, drawn to one bit, sent as raster.

Everything a person typed goes through the picture, so no byte of it can ever become a command. The bytes are made
here, not by python-escpos: its import leaves a temporary folder behind and calls logging.basicConfig, its printer
profiles refuse 576 dots, and its encoder took three times as long (perf-ui.md, section 4).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from kiosk.paper.marks import Fill, Glyphs, Mark, Rule, Square, moved
from kiosk.paper.notice import Both
from kiosk.paper.press import Press
from kiosk.paper.qr import matrix
from kiosk.paper.slipping import Big, Line, Lines, Part, Slip
from kiosk.paper.typesetting import Line as SetLine
from kiosk.paper.typesetting import Setter, height, placed

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

    from kiosk.paper.fonts import Fonts

DOTS = 576  # 72 mm at 203 dpi
MARGIN = 12
INNER = DOTS - 2 * MARGIN
TEXT, SMALL = 26.0, 21.0
LEAST = 20.0  # a number is set smaller rather than broken, down to this
COLUMN = 218.0  # labels: four hanzi and their Korean beside them
LEAD = 1.28  # paper is short
MODULE = 6  # dots of one QR module: 0.75 mm
BAND = 256  # rows of one raster command: small printers hold no more
_REAL_TIME = re.compile(rb"\xef(?=[\xfb\xfa\xeb])")  # dark 10 before dark 04, 05 or 14
INIT, CUT = b"\x1b@", b"\x1dV\x42\x00"  # ESC @ ; GS V 66 0: feed to the knife and cut


def printed(slip: Slip, press: Press) -> tuple[bytes, bytes]:
    """(ESC/POS bytes, PNG) of a slip. Raises Unprintable before anything is drawn."""
    image = _drawn(slip, press)
    return escpos(image), _png(image)


def picture(slip: Slip, press: Press) -> bytes:
    """The slip as PNG: the very dots that a printer burns."""
    return _png(_drawn(slip, press))


def escpos(image: Image) -> bytes:
    """GS v 0 in bands, then the cut. `image` is one bit, a multiple of eight wide."""
    across = image.width // 8
    dark = bytes(octet ^ 0xFF for octet in image.tobytes())  # Pillow has 1 for white, the printer for black
    parts = [INIT]
    for top in range(0, image.height, BAND):
        rows = min(BAND, image.height - top)
        parts.append(b"\x1dv0\x00" + across.to_bytes(2, "little") + rows.to_bytes(2, "little"))
        parts.append(dark[top * across : (top + rows) * across])
    return b"".join([*parts, CUT])


# setting --------------------------------------------------------------------------------------------------------


def _drawn(slip: Slip, press: Press) -> Image:
    marks, tall = laid_out(slip, press)
    return quiet(_rastered(marks, tall, press.fonts))


def quiet(image: Image) -> Image:
    """The picture with no octets in it that a printer might take for a real-time command (DLE EOT, DLE ENQ, DLE DC4:
    some listen for them in the middle of a raster too): one dot more stands beside such a lone one."""
    from PIL import Image as Images

    broken = _REAL_TIME.sub(b"\xe7", image.tobytes())  # 1 is white: dark 18 for dark 10
    return Images.frombytes("1", image.size, broken)


def laid_out(slip: Slip, press: Press) -> tuple[list[Mark], int]:
    """The marks of a slip in dots, and its height."""
    setter = Setter(press.fonts, LEAD)
    marks: list[Mark] = []
    y = 8.0
    for piece, tall in _pieces(slip, setter, press):
        marks += [moved(mark, y) for mark in piece]
        y += tall
    return marks, int(y) + 16


Piece = tuple[list[Mark], float]


def _pieces(slip: Slip, setter: Setter, press: Press) -> list[Piece]:
    pieces = [_centred(setter, slip.watermark, 30.0, "watermark", beside=True)] if slip.watermark else []
    pieces += [
        _centred(setter, slip.body, 26.0, "body"),
        _centred(setter, slip.title, 42.0, "title", bold=True),
    ]
    if slip.reprint:
        pieces.append(_boxed(setter, press.say("paper.reprint", copy=slip.copy)))
    pieces.append(_rule())
    pieces += [piece for part in slip.parts for piece in _part(part, setter)]
    pieces += [_rule(), _foot(slip, setter, press)]
    if slip.watermark:
        pieces.append(_centred(setter, slip.watermark, 30.0, "watermark", beside=True))
    return pieces


def _centred(setter: Setter, text: Both, size: float, where: str, *, bold: bool = False, beside: bool = False) -> Piece:
    lines = setter.both(text, INNER, size, where, bold=bold, beside=beside, part=0.72)
    return list(placed(lines, MARGIN, 0, INNER, centred=True)), height(lines)


def _boxed(setter: Setter, text: Both) -> Piece:
    marks, tall = _centred(setter, text, 32.0, "reprint", bold=True)
    corners = ((110.0, 2.0), (466.0, 2.0), (466.0, tall + 4), (110.0, tall + 4), (110.0, 2.0))
    box: list[Mark] = [Rule(a, b, c, d, 3) for (a, b), (c, d) in pairwise(corners)]
    return box + [moved(mark, 3) for mark in marks], tall + 14


def _rule() -> Piece:
    return [Rule(MARGIN, 8, DOTS - MARGIN, 8, 2, dashed=True)], 18.0


def _part(part: Part, setter: Setter) -> list[Piece]:
    if isinstance(part, Line):
        return [_line(part, setter)]
    if isinstance(part, Big):
        return _big(part, setter)
    if isinstance(part, Lines):
        head = _said(setter, part.label, part.key, bold=True)
        return [_rule(), head, *(_item(one, part.key, setter) for one in part.items)]
    return [*([_rule()] if part.bold else []), _said(setter, part.text, part.key, bold=part.bold)]


def _line(part: Line, setter: Setter) -> Piece:
    """Label on the left, value on the right, each with its Korean beside it, or below where it does not fit."""
    left = _lines(setter, part.label, COLUMN - 10, part.key)
    room = INNER - COLUMN
    size = _number_size(setter, part, room)
    right = _lines(setter, part.value, room, part.key, bold=True, size=size)
    if size < TEXT:  # on the label's base line
        right = [replace(line, lead=LEAD * TEXT / size) for line in right]
    marks: list[Mark] = [*placed(left, MARGIN, 0), *placed(right, MARGIN + COLUMN, 0)]
    return marks, max(height(left), height(right)) + 5


def _number_size(setter: Setter, part: Line, room: float) -> float:
    """The size at which a number (a case's, an organisation's) stands on one line, else that of text."""
    number = part.value.zh
    if not number.isascii() or " " in number:
        return TEXT
    # A hair less than the room: widths are rounded to dots.
    fitting = 0.98 * room / max(setter.width(setter.fonts.prepared(number, part.key), 1.0, bold=True), 1.0)
    return min(TEXT, fitting) if fitting >= LEAST else TEXT


def _lines(
    setter: Setter, text: Both, width: float, where: str, *, bold: bool = False, size: float = TEXT
) -> list[SetLine]:
    return setter.both(text, width, size, where, bold=bold, beside=True, part=SMALL / TEXT)


def _big(part: Big, setter: Setter) -> list[Piece]:
    label = _centred(setter, part.label, SMALL, part.key, beside=True)
    # A hair less than the room: widths are rounded to dots, and a number must never break.
    room = 0.98 * INNER / max(setter.width(setter.fonts.prepared(part.text, part.key), 1.0, bold=True), 1.0)
    marks, tall = _centred(setter, Both(part.text), min(64.0, room), part.key, bold=True)
    return [label, (marks, tall + 8)]


def _item(text: Both, where: str, setter: Setter) -> Piece:
    lines = _lines(setter, text, INNER - 26, where)
    dot: list[Mark] = [Fill(MARGIN + 6, TEXT * 0.62, 8, 8, 0.0)]
    return [*dot, *placed(lines, MARGIN + 26, 0)], height(lines) + 2


def _said(setter: Setter, text: Both, where: str, *, bold: bool) -> Piece:
    lines = _lines(setter, text, INNER, where, bold=bold)
    return list(placed(lines, MARGIN, 0)), height(lines) + 5


def _foot(slip: Slip, setter: Setter, press: Press) -> Piece:
    """The QR with its short code beside the numbers."""
    edge = float(len(matrix(slip.code)) * MODULE)
    x = MARGIN + 8 + edge + 18
    labelled = (
        ("paper.verification", slip.verification),
        ("paper.site", slip.site),
        ("paper.window", slip.window),
        ("paper.printed_at", slip.printed_at),
    )
    texts = [Both(" ".join(filter(None, (press.say(key).zh, press.say(key).ko, value)))) for key, value in labelled]
    texts += [press.say("paper.copy", copy=slip.copy), Both(slip.number)]
    marks: list[Mark] = [Square(MARGIN + 8, 12, edge, slip.code)]
    y = 4.0
    for text in texts:
        lines = setter.both(text, DOTS - MARGIN - x, SMALL, "foot", beside=True)
        marks += placed(lines, x, y)
        y += height(lines)
    return marks, max(edge + 28, y + 8)


# drawing --------------------------------------------------------------------------------------------------------


def _rastered(marks: list[Mark], tall: int, fonts: Fonts) -> Image:
    from PIL import Image, ImageDraw

    image = Image.new("L", (DOTS, tall), 255)
    canvas = ImageDraw.Draw(image)
    for mark in marks:
        if isinstance(mark, Glyphs):
            _text(canvas, mark, fonts)
        elif isinstance(mark, Rule):
            _rule_drawn(canvas, mark)
        elif isinstance(mark, Fill):
            canvas.rectangle((mark.x, mark.y, mark.x + mark.width - 1, mark.y + mark.height - 1), fill=0)
        elif isinstance(mark, Square):
            _square(canvas, mark)
    return image.point(_INK).convert("1", dither=Image.Dither.NONE)


_INK = [0 if grey < 150 else 255 for grey in range(256)]  # a little fat: thermal dots shrink


def _text(canvas: ImageDraw, mark: Glyphs, fonts: Fonts) -> None:
    x = mark.x
    for run in fonts.runs(mark.text, bold=mark.bold):
        canvas.text((x, mark.y), run.text, font=_sized(str(run.face.path), round(mark.size)), fill=0, anchor="ls")
        x += sum(map(run.face.map.width, run.text)) * mark.size


@lru_cache(maxsize=32)
def _sized(path: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _rule_drawn(canvas: ImageDraw, mark: Rule) -> None:
    if not mark.dashed:
        canvas.line((mark.x, mark.y, mark.to_x, mark.to_y), fill=0, width=round(mark.weight))
        return
    for x in range(round(mark.x), round(mark.to_x), 12):
        canvas.rectangle((x, mark.y, x + 5, mark.y + mark.weight - 1), fill=0)


def _square(canvas: ImageDraw, mark: Square) -> None:
    rows = matrix(mark.text)
    module = round(mark.edge / len(rows))
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                x, y = mark.x + across * module, mark.y + down * module
                canvas.rectangle((x, y, x + module - 1, y + module - 1), fill=0)


def _png(image: Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
