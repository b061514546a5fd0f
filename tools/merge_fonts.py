"""Merges the hanzi face and the Hangul of the Korean face into one TrueType font: `merge_fonts.py SC KR TARGET`.

reportlab takes TrueType outlines only, and one face for both scripts keeps a line's two languages on one baseline.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HANGUL = [*range(0xAC00, 0xD7A4), *range(0x3131, 0x318F), *range(0x1100, 0x1200)]
UNUSED = ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "STAT", "gasp", "DSIG"]


def subset(source: str, characters: Iterable[int], target: Path) -> None:
    font = TTFont(source)
    options = Options()
    options.layout_features, options.hinting, options.glyph_names = [], False, False
    options.notdef_outline = True
    options.drop_tables += UNUSED
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=list(characters))
    subsetter.subset(font)
    font.save(target)


def rename(font: TTFont, bold: bool) -> None:
    """One family name in both weights, so that Qt finds them as one family."""
    style = "Bold" if bold else "Regular"
    for record in list(font["name"].names):
        if record.nameID in (16, 17, 21, 22, 25):
            font["name"].removeNames(record.nameID)
    for name_id, text in ((1, "Jiamenkou Sans"), (2, style), (3, f"JiamenkouSans-{style}"),
                          (4, f"Jiamenkou Sans {style}"), (6, f"JiamenkouSans-{style}")):  # fmt: skip
        font["name"].setName(text, name_id, 3, 1, 0x409)
        font["name"].setName(text, name_id, 1, 0, 0)


def main(hanzi: str, hangul: str, target: str) -> None:
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as scratch:
        sc, kr = Path(scratch) / "sc.ttf", Path(scratch) / "kr.ttf"
        have = TTFont(hanzi).getBestCmap()
        subset(hanzi, have, sc)
        subset(hangul, [character for character in HANGUL if character not in have], kr)
        merged = Merger().merge([str(sc), str(kr)])
        rename(merged, bold="Bold" in target)
        half = Path(target + ".part")
        merged.save(half)
        half.replace(target)


if __name__ == "__main__":
    main(*sys.argv[1:4])
