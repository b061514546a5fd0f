"""Lines of text set in a width: Chinese, and Korean below it, smaller and lighter."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.paper.fonts import Fonts
from kiosk.paper.marks import Glyphs
from kiosk.paper.notice import Both
from kiosk.paper.wrapping import wrap

LEAD = 1.42  # line height in sizes: official papers are set wide
KO_GREY = 0.25
GAP = 0.45  # between Chinese and Korean on one line, in sizes
KO_PART = 0.82  # size of the Korean line against the Chinese one


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: `width` in points, `indent` from the left edge."""

    text: str
    size: float
    width: float
    bold: bool = False
    grey: float = 0.0
    indent: float = 0.0
    lead: float = LEAD
    beside: Line | None = None  # Korean on the same line, after the Chinese (延州政办发〔2022〕16号 allows both)

    @property
    def height(self) -> float:
        return self.size * self.lead


class Setter:
    """Sets text in the fonts it is given; every character is checked before it is measured."""

    def __init__(self, fonts: Fonts, lead: float = LEAD, tight: float = 1.0) -> None:
        """`tight` scales every size and space of a page, so that a notice may fit its sheet."""
        self.fonts, self.lead, self.tight = fonts, lead, tight

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        return sum(self.fonts.width(character, bold=bold) for character in text) * size

    def lines(
        self,
        text: str,
        width: float,
        size: float,
        where: str,
        *,
        bold: bool = False,
        grey: float = 0.0,
        first: float = 0.0,
        hang: float = 0.0,
    ) -> list[Line]:
        """`text` in lines of `width`; `first` sets the first line in, `hang` the others. Raises Unprintable."""
        text = self.fonts.prepared(text, where)
        ems = "\u3000" * round(first / size) if first else ""  # the indent takes part in breaking
        wrapped = wrap(ems + text, width - hang, lambda one: self.fonts.width(one, bold=bold) * size)
        found = []
        for number, line in enumerate(wrapped):
            bare = line[len(ems) :] if number == 0 else line
            indent = first if number == 0 and first else hang
            found.append(Line(bare, size, self.width(bare, size, bold=bold), bold, grey, indent, self.lead))
        return found

    def both(
        self,
        text: Both,
        width: float,
        size: float,
        where: str,
        *,
        bold: bool = False,
        first: float = 0.0,
        beside: bool = False,
        part: float = KO_PART,
    ) -> list[Line]:
        """Chinese lines, then Korean ones; `beside` sets both on one line where they fit."""
        lines = self.lines(text.zh, width, size, where, bold=bold, first=first) if text.zh else []
        if text.ko:
            ko = self.lines(text.ko, width, size * part, where, grey=KO_GREY, first=first and size * part)
            if beside and len(lines) == len(ko) == 1 and lines[0].width + ko[0].width + size * GAP <= width:
                return [side_by_side(lines[0], ko[0])]
            lines += ko
        return lines or [Line("", size, 0.0, lead=self.lead)]


def side_by_side(line: Line, *others: Line) -> Line:
    """Lines as one line, from left to right on one base line."""
    if not others:
        return line
    following = side_by_side(others[0], *others[1:])
    offset = line.width + line.size * GAP
    return replace(line, width=offset + following.width, beside=_shifted(following, offset))


def _shifted(line: Line, by: float) -> Line:
    beside = _shifted(line.beside, by) if line.beside is not None else None
    return replace(line, indent=line.indent + by, beside=beside)


def height(lines: list[Line]) -> float:
    return sum(line.height for line in lines)


def placed(lines: list[Line], x: float, y: float, width: float = 0.0, *, centred: bool = False) -> list[Glyphs]:
    """The lines as marks, from `y` down; centred in `width` when asked."""
    marks = []
    for line in lines:
        left = x + (width - line.width) / 2 if centred else x + line.indent
        base = y + line.height / 2 + line.size * 0.36  # hanzi sit a little below the middle
        if line.text:
            marks.append(Glyphs(left, base, line.size, line.text, line.bold, line.grey))
            other = line.beside
            while other is not None:
                marks.append(Glyphs(left + other.indent, base, other.size, other.text, other.bold, other.grey))
                other = other.beside
        y += line.height
    return marks
