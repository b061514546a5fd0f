"""The fonts of our papers, and the rule that nothing is ever printed wrongly.

A character that the first font lacks is drawn with the next one; a character that none has is a refusal in words
(`Unprintable`), raised before anything is drawn. The same holds for A4 papers and for slips.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kiosk.domain.refusals import Code, Refusal
from kiosk.paper.charmap import CharacterMap

REGULAR, BOLD = "JiamenkouSans-Regular.ttf", "JiamenkouSans-Bold.ttf"  # Noto Sans SC with the Hangul of KR, OFL
RARE = ("HanaMinA.ttf", "HanaMinB.ttf")  # Hanazono: all of Extension B to F, which GB18030-2022 level 3 asks for
# Controls, formats (bidi marks, joiners), surrogates, private and unassigned, line separators, combining marks: each
# would vanish or change its neighbours on paper, whatever the font has at its place.
NEVER = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Mn", "Me", "Mc"})
FILLERS = frozenset("\u3164\uffa0")  # Hangul fillers: letters by category, yet fonts draw them as nothing
_LEAD, _TAIL = 0x1100, 0x11FF  # conjoining Hangul letters: our fonts do not join them


class Unprintable(Exception):
    """Characters that no font of ours draws rightly; `where` is the key of the field that holds them."""

    code = Code.UNPRINTABLE

    def __init__(self, characters: tuple[str, ...], where: str) -> None:
        self.characters, self.where = characters, where
        super().__init__(self.code, where, self.named)  # code points only: a name must not reach a log

    @property
    def named(self) -> str:
        """The characters as code points: "U+2B5AF U+0007"."""
        return " ".join(f"U+{ord(character):04X}" for character in self.characters)

    @property
    def refusal(self) -> Refusal:
        return Refusal(self.code, self.where, {"characters": self.named})


class NoFonts(FileNotFoundError):
    """The folder lacks our first font: `make setup` makes it."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One font file."""

    path: Path
    map: CharacterMap

    @property
    def name(self) -> str:
        return self.path.stem


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that one face draws."""

    face: Face
    text: str


class Fonts:
    """The faces in one folder (settings.fonts). Parsed once per process; the rare ones only when a name needs them."""

    def __init__(self, folder: Path) -> None:
        """Raises NoFonts when the folder lacks our first font."""
        self.folder = folder
        if not (folder / REGULAR).is_file():
            raise NoFonts(folder / REGULAR)
        self._chosen: dict[tuple[str, bool], Face | None] = {}

    def prepared(self, text: str, where: str = "") -> str:
        """The text as it can be drawn (Hangul composed); raises Unprintable naming every character that cannot be.
        LF is a line break."""
        if any(_LEAD <= ord(character) <= _TAIL for character in text):
            text = unicodedata.normalize("NFC", text)
        bad = tuple(dict.fromkeys(one for one in text if one != "\n" and self.face(one) is None))
        if bad:
            raise Unprintable(bad, where)
        return text

    def runs(self, text: str, *, bold: bool = False) -> list[Run]:
        """The pieces of a prepared line, face by face."""
        found: list[Run] = []
        for character in text:
            face = self.face(character, bold=bold)
            if face is None:
                raise Unprintable((character,), "")
            if found and found[-1].face is face:
                found[-1] = Run(face, found[-1].text + character)
            else:
                found.append(Run(face, character))
        return found

    def width(self, character: str, *, bold: bool = False) -> float:
        """Advance of one drawable character in em."""
        face = self.face(character, bold=bold)
        if face is None:
            raise Unprintable((character,), "")
        return face.map.width(character)

    def face(self, character: str, *, bold: bool = False) -> Face | None:
        """The first face that draws a character; None when there is none or it must not be drawn at all."""
        key = (character, bold)
        if key not in self._chosen:
            self._chosen[key] = self._choose(character, bold)
        return self._chosen[key]

    def _choose(self, character: str, bold: bool) -> Face | None:
        if unicodedata.category(character) in NEVER or character in FILLERS or _LEAD <= ord(character) <= _TAIL:
            return None
        return next((face for face in self._faces(bold) if character in face.map), None)

    def _faces(self, bold: bool) -> Iterator[Face]:
        for name in ((BOLD,) if bold else ()) + (REGULAR, *RARE):
            path = self.folder / name
            if path.is_file():
                yield face_at(path)


@lru_cache(maxsize=16)
def face_at(path: Path) -> Face:
    """The face in one file, parsed once per process."""
    return Face(path, CharacterMap(path))
