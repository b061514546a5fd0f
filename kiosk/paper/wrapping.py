"""Where lines break: between any two hanzi, in Korean and Latin text at spaces, never before a closing mark.

(禁则: a line does not begin with 。,)》 and does not end with (《. A word longer than a line is cut where it must.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from unicodedata import east_asian_width

OPENING = frozenset("\uff08\uff3b\uff5b") | frozenset("([{〈《「『【〔〖([{“‘")
CLOSING = frozenset("\uff0c\uff1a\uff1b\uff1f\uff01\uff09\uff3d\uff5d\uff0e\uff05") | frozenset(
    ")]},.:;!?、。〉》」』】〕〗!),.:;?]}”’…%%·"
)
MEASURES = frozenset("年月日时分份页件项个种号元条")  # a number keeps the word that counts it: 2份, 11月


def wrap(text: str, width: float, advance: Callable[[str], float]) -> list[str]:
    """The lines of `text` that fit `width`; `advance` is the width of one character in the same unit. LF breaks a
    line. At least one line, possibly empty."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _lines(paragraph, width, advance)
    return lines


def _lines(text: str, width: float, advance: Callable[[str], float]) -> list[str]:
    lines, line, used = [], "", 0.0
    for piece in _pieces(text):
        size = sum(map(advance, piece))
        if line and used + size > width and piece != " ":
            lines.append(line.rstrip(" "))
            line, used = "", 0.0
        if size > width:
            *full, piece = _cut(piece, width, advance)
            lines += full
            size = sum(map(advance, piece))
        if line or piece != " ":
            line, used = line + piece, used + size
    lines.append(line.rstrip(" "))
    return lines


def _cut(word: str, width: float, advance: Callable[[str], float]) -> list[str]:
    """A word longer than a line, cut at the edge, or after the last hyphen of a number."""
    cuts, part, used = [], "", 0.0
    for character in word:
        size = advance(character)
        if part and used + size > width:
            hyphen = part.rfind("-") + 1
            kept = hyphen if hyphen > len(part) // 2 else len(part)
            kept = _before_marks(part + character, kept)
            cuts.append(part[:kept])
            part = part[kept:]
            used = sum(map(advance, part))
        part, used = part + character, used + size
    return [*cuts, part]


def _before_marks(word: str, cut: int) -> int:
    """The place to cut at or before `cut` where the rest does not begin with a closing mark; `cut` when there is none."""
    return next((place for place in range(cut, 0, -1) if word[place] not in CLOSING), cut)


def _pieces(text: str) -> Iterator[str]:
    """What must stay together: words, single hanzi, each with its closing marks behind and opening marks before, a
    number with its measure word."""
    held = ""
    for piece in _raw(text):
        counted = held[-1:].isdecimal() and piece in MEASURES
        if held and not (piece[0] in CLOSING or held[-1] in OPENING or counted):
            yield held
            held = ""
        held += piece
    if held:
        yield held


def _raw(text: str) -> Iterator[str]:
    word = ""
    for character in text:
        if character == " " or _breaks_anywhere(character):
            if word:
                yield word
            yield character
            word = ""
        else:
            word += character
    if word:
        yield word


def _breaks_anywhere(character: str) -> bool:
    return east_asian_width(character) in "WF" and not "가" <= character <= "힣"
