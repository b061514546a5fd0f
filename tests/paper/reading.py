"""Papers read back: the text layer of a PDF, and what an ESC/POS printer would burn."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdfium2


def text_of(pdf: bytes) -> str:
    """All text of a PDF without any white space: lines break where they may."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return bare("".join(pages))


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [bare(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def metadata_of(pdf: bytes) -> dict[str, str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        found: dict[str, str] = document.get_metadata_dict()
        return found
    finally:
        document.close()


def bare(text: str) -> str:
    return re.sub(r"[\s\u3000\ufffe\x02]+", "", text)


def burned(data: bytes) -> tuple[int, list[bytes]]:
    """(octets per row, rows) of a slip; AssertionError for any byte outside the three commands that we send."""
    assert data[:2] == b"\x1b@", "ESC @ first"
    at, rows, across = 2, [], 0
    while data[at : at + 4] == b"\x1dv0\x00":
        across = int.from_bytes(data[at + 4 : at + 6], "little")
        count = int.from_bytes(data[at + 6 : at + 8], "little")
        at += 8
        assert len(data) >= at + across * count, "a truncated band"
        rows += [data[at + row * across : at + (row + 1) * across] for row in range(count)]
        at += across * count
    assert data[at:] == b"\x1dV\x42\x00", "the cut, and nothing after it"
    return across, rows


def as_png_rows(png: bytes) -> list[bytes]:
    """The rows of a one-bit PNG as the printer has them (1 = black)."""
    import io

    from PIL import Image

    image: Any = Image.open(io.BytesIO(png))
    assert image.mode == "1"
    across = image.width // 8
    dark = bytes(octet ^ 0xFF for octet in image.tobytes())
    return [dark[row * across : (row + 1) * across] for row in range(image.height)]


def blank_characters(font: Path) -> set[str]:
    """The characters to which a TrueType font gives an empty glyph (read by reportlab, not by our own character map)."""
    from reportlab.pdfbase.ttfonts import TTFontFile

    file: Any = TTFontFile(str(font))
    return {chr(code) for code, glyph in file.charToGlyph.items() if file.glyphPos[glyph] == file.glyphPos[glyph + 1]}
