"""Values to bytes, pure: slips and A4 papers.

    press = Press.at(settings.fonts)              # once
    drawn = draw("acceptance", sheet, press)      # Drawn(data, media, pages, png, copies)

Nothing heavy (reportlab, Pillow, segno) is imported before the first paper is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

from kiosk.paper.fonts import Fonts, NoFonts, Unprintable
from kiosk.paper.press import Press
from kiosk.paper.sheet import Sheet

__all__ = ["KINDS", "Drawn", "Fonts", "NoFonts", "Press", "Sheet", "Unprintable", "copies_of", "draw", "media_of"]

Media = Literal["slip", "a4"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper ready for a printer: ESC/POS bytes for a slip (with its picture), PDF for A4. `copies` is how many the
    law wants of it (一式两份)."""

    data: bytes
    media: Media
    pages: int
    png: bytes | None = None
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper: its printer, the letters of its document number, and where its recipe is."""

    media: Media
    letters: str
    module: str
    copies: int = 1  # how many the law wants (一式两份)


KINDS: Mapping[str, Kind] = {
    "receipt": Kind("slip", "SJ", "receipts"),  # 收件回执
    "visit": Kind("slip", "HS", "receipts"),  # 收件回执，一次办多件
    "pickup": Kind("slip", "QJ", "receipts"),  # 取件凭证
    "acceptance": Kind("a4", "SL", "accepting", 2),  # 受理通知书
    "gap_notice": Kind("a4", "RQ", "accepting", 2),  # 容缺受理通知书 + 承诺书
    "commitment": Kind("a4", "CN", "committing", 2),  # 告知承诺书
    "told_once": Kind("a4", "BZ", "telling", 2),  # 一次性告知书
    "refusal": Kind("a4", "BS", "refusing", 2),  # 不予受理决定书
    "decision_refusal": Kind("a4", "BX", "refusing", 2),  # 不予许可/给付决定书
    "return_slip": Kind("a4", "TJ", "refusing", 2),  # 退件/撤回确认
    "suspension": Kind("a4", "TB", "waiting"),  # 特别程序告知书
    "extension": Kind("a4", "YQ", "waiting"),  # 延期通知书
    "completion": Kind("a4", "BJ", "closing"),  # 办结通知书
    "service": Kind("a4", "SD", "closing", 2),  # 送达回证
}


def copies_of(kind: str) -> int:
    """How many of a paper come out at once; KeyError for a kind that is none."""
    return KINDS[kind].copies


def media_of(kind: str) -> Media:
    """ "slip" or "a4"; KeyError for a kind that is none."""
    return KINDS[kind].media


def draw(kind: str, sheet: Sheet, press: Press) -> Drawn:
    """One paper of `kind` (a key of KINDS; KeyError otherwise). The same values give the same bytes.

    Raises Unprintable, before anything is drawn, when a character cannot be printed rightly; its `refusal` has the
    code "unprintable", the field and the code points.
    """
    recipe: Callable[[Sheet, Press], Any] = getattr(import_module(f"kiosk.paper.{KINDS[kind].module}"), kind)
    speaking = press.speaking(sheet.languages)
    written = recipe(sheet, speaking)
    if KINDS[kind].media == "slip":
        from kiosk.paper.slip import printed

        data, png = printed(written, speaking)
        return Drawn(data, "slip", 1, png)
    from kiosk.paper.page import drawn

    data, pages = drawn(written, speaking)
    return Drawn(data, "a4", pages, None, 2 if written.two_copies else 1)
