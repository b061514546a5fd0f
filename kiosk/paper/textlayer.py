"""An exact text layer. reportlab 5.1 writes characters above U+FFFF as five hex digits into the ToUnicode map of a font
(`ttfonts.makeToUnicodeCMap`), which readers take for something else; a name such as 王𠅤 could then be seen but neither
searched nor copied. PDF 32000-1, 9.10.3 asks for UTF-16BE. It also puts more than 100 entries into one bfchar block,
which the CMap specification forbids. Our font class writes its own map into the finished font object.
"""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.ttfonts import TTFont

BLOCK = 100  # entries of one bfchar block


class ExactFont(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A TrueType font whose subsets map every code to its character, also above U+FFFF."""

    def addObjects(self, doc: Any) -> None:
        subsets = list(self.state[doc].subsets)
        names = [self.getSubsetInternalName(number, doc)[1:] for number in range(len(subsets))]
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for name, subset in zip(names, subsets, strict=True):
            stream = doc.idToObject[fonts[name].ToUnicode.name]
            stream.content = to_unicode(fonts[name].BaseFont, subset)


def to_unicode(font: str, subset: list[int]) -> str:
    """The ToUnicode CMap of one subset: the code is the place, the value its character in UTF-16BE."""
    entries = [f"<{code:02X}> <{_utf16(character)}>" for code, character in enumerate(subset)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{font} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(entries), BLOCK):
        block = entries[start : start + BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


def _utf16(character: int) -> str:
    return chr(character).encode("utf-16-be", "surrogatepass").hex().upper()
