"""Lines of text set in a width: Chinese, and Korean below it, smaller and lighter."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.paper.fonts import Fonts
from kiosk.paper.marks import Glyphs
from kiosk.paper.notice import Both
from kiosk.paper.wrapping import wrap

LEAD = 1.5  # line height in sizes: official papers are set wide
KO_GREY = 0.25
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

    @property
    def height(self) -> float:
        return self.size * self.lead


class Setter:
    """Sets text in the fonts it is given; every character is checked before it is measured."""

    def __init__(self, fonts: Fonts, lead: float = LEAD) -> None:
        self.fonts, self.lead = fonts, lead

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
        self, text: Both, width: float, size: float, where: str, *, bold: bool = False, first: float = 0.0
    ) -> list[Line]:
        """Chinese lines, then Korean ones."""
        lines = self.lines(text.zh, width, size, where, bold=bold, first=first) if text.zh else []
        if text.ko:
            lines += self.lines(text.ko, width, size * KO_PART, where, grey=KO_GREY, first=first and size * KO_PART)
        return lines or [Line("", size, 0.0, lead=self.lead)]


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
        y += line.height
    return marks
