"""Which characters a TrueType file can draw and how wide each is, read from its own tables.

A printed paper must never show an empty box (or nothing) for a person's name, so every character is looked up here
before anything is drawn. Neither reportlab nor Pillow is needed for that, and only four tables of the file are read.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from pathlib import Path
from typing import BinaryIO


class BrokenFont(ValueError):
    """A font file without the tables that we need."""


class CharacterMap:
    """The characters of one font file and their advance widths."""

    def __init__(self, path: Path) -> None:
        """Raises FileNotFoundError and BrokenFont."""
        with path.open("rb") as file:
            tables = _directory(file)
            self._units = struct.unpack_from(">H", _table(file, tables, b"head"), 18)[0]
            metrics = struct.unpack_from(">H", _table(file, tables, b"hhea"), 34)[0]
            widths = _table(file, tables, b"hmtx")
            groups = _groups(_table(file, tables, b"cmap"))
        self._advances = struct.unpack(f">{metrics * 2}H", widths[: metrics * 4])[::2]
        self._starts = [group[0] for group in groups]
        self._groups = groups

    def glyph(self, character: str) -> int:
        """The glyph of a character; 0 (.notdef) when the font has none."""
        code = ord(character)
        place = bisect_right(self._starts, code) - 1
        if place < 0:
            return 0
        start, end, first = self._groups[place]
        return first + code - start if code <= end else 0

    def __contains__(self, character: str) -> bool:
        return self.glyph(character) != 0

    def width(self, character: str) -> float:
        """Advance in em."""
        glyph = self.glyph(character)
        advance = self._advances[glyph] if glyph < len(self._advances) else self._advances[-1]
        return float(advance / self._units)


def _directory(file: BinaryIO) -> dict[bytes, tuple[int, int]]:
    head = file.read(12)
    if len(head) < 12 or head[:4] not in {b"\0\1\0\0", b"true"}:
        raise BrokenFont("not a TrueType file")
    count = struct.unpack_from(">H", head, 4)[0]
    rows = struct.iter_unpack(">4sIII", file.read(16 * count))
    return {tag: (offset, length) for tag, _, offset, length in rows}


def _table(file: BinaryIO, tables: dict[bytes, tuple[int, int]], tag: bytes) -> bytes:
    if tag not in tables:
        raise BrokenFont(f"no table {tag.decode()}")
    offset, length = tables[tag]
    file.seek(offset)
    return file.read(length)


def _groups(cmap: bytes) -> list[tuple[int, int, int]]:
    """(first character, last character, first glyph) sorted, from the full-repertoire subtable (format 12)."""
    count = struct.unpack_from(">H", cmap, 2)[0]
    for platform, encoding, offset in struct.iter_unpack(">HHI", cmap[4 : 4 + 8 * count]):
        if (platform, encoding) in {(3, 10), (0, 4), (0, 6)} and struct.unpack_from(">H", cmap, offset)[0] == 12:
            size = struct.unpack_from(">I", cmap, offset + 12)[0]
            return sorted(struct.iter_unpack(">III", cmap[offset + 16 : offset + 16 + 12 * size]))
    raise BrokenFont("no full Unicode character map")
