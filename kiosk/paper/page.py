"""Marks to PDF, by reportlab's canvas. The same notice gives the same bytes; nothing personal is in the metadata."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any

from kiosk.paper.fonts import Face, Fonts
from kiosk.paper.layout import PAGE_HEIGHT, PAGE_WIDTH, laid_out
from kiosk.paper.marks import Fill, Glyphs, Mark, Ring, Rule, Square
from kiosk.paper.notice import Notice
from kiosk.paper.press import Press
from kiosk.paper.qr import matrix

PRODUCER = "Jiamenkou"


def drawn(notice: Notice, press: Press) -> tuple[bytes, int]:
    """The PDF and its number of pages. Raises Unprintable before anything is drawn."""
    pages = laid_out(notice, press)
    canvas, buffer = _canvas(notice)
    for page in pages:
        for mark in page:
            _draw(canvas, mark, press.fonts)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue(), len(pages)


def _canvas(notice: Notice) -> tuple[Any, BytesIO]:
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0  # plain streams: smaller, and a PDF is binary anyway
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), pageCompression=1, invariant=1, lang="zh-CN")
    canvas.setTitle(notice.number)  # the number only: titles show in spoolers and window lists
    canvas.setAuthor(PRODUCER)
    canvas.setCreator(PRODUCER)
    canvas.setSubject(notice.title.zh)
    canvas.setKeywords("")
    return canvas, buffer


def _draw(canvas: Any, mark: Mark, fonts: Fonts) -> None:
    if isinstance(mark, Glyphs):
        _text(canvas, mark, fonts)
    elif isinstance(mark, Rule):
        canvas.setStrokeGray(mark.grey)
        canvas.setLineWidth(mark.weight)
        canvas.line(mark.x, PAGE_HEIGHT - mark.y, mark.to_x, PAGE_HEIGHT - mark.to_y)
    elif isinstance(mark, Fill):
        canvas.setFillGray(mark.grey)
        canvas.rect(mark.x, PAGE_HEIGHT - mark.y - mark.height, mark.width, mark.height, stroke=0, fill=1)
    elif isinstance(mark, Ring):
        canvas.saveState()
        canvas.setStrokeGray(mark.grey)
        canvas.setLineWidth(0.9)
        canvas.setDash(2, 3)
        canvas.circle(mark.x, PAGE_HEIGHT - mark.y, mark.radius, stroke=1, fill=0)
        canvas.restoreState()
    else:
        _square(canvas, mark)


def _text(canvas: Any, mark: Glyphs, fonts: Fonts) -> None:
    """One line, piece by piece where a rare character needs another face."""
    canvas.setFillGray(mark.grey)
    turned = bool(mark.angle)
    if turned:
        canvas.saveState()
        canvas.translate(mark.x, PAGE_HEIGHT - mark.y)
        canvas.rotate(mark.angle)
    x, y = (0.0, 0.0) if turned else (mark.x, PAGE_HEIGHT - mark.y)
    for run in fonts.runs(mark.text, bold=mark.bold):
        canvas.setFont(_registered(run.face), mark.size)
        canvas.drawString(x, y, run.text)
        x += sum(map(run.face.map.width, run.text)) * mark.size
    if turned:
        canvas.restoreState()


def _square(canvas: Any, mark: Square) -> None:
    """The QR as one path of rectangles, runs of dark modules joined."""
    rows = matrix(mark.text)
    module = mark.edge / len(rows)
    path = canvas.beginPath()
    for number, row in enumerate(rows):
        y = PAGE_HEIGHT - mark.y - (number + 1) * module
        start = None
        for column, dark in enumerate((*row, False)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                path.rect(mark.x + start * module, y, (column - start) * module, module)
                start = None
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)


@lru_cache(maxsize=16)
def _registered(face: Face) -> str:
    """The name under which reportlab knows a face: read once per process (100 ms for ours)."""
    from reportlab.pdfbase import pdfmetrics

    from kiosk.paper.textlayer import ExactFont

    pdfmetrics.registerFont(ExactFont(face.name, str(face.path), shapable=False))
    return face.name
