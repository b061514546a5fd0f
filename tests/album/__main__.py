"""`make screens`: photographs every screen in every state, zh and ko, at two sizes, into build/screens/, lays contact
sheets with an index page, and lists what a program finds wrong. Ends non-zero when it found something."""

from __future__ import annotations

import argparse
import html
import json
import os
import sys
import tempfile
from collections import defaultdict
from itertools import groupby
from pathlib import Path

from PIL import Image

from tests.facts_at_hand import ROOT

OUT = ROOT / "build" / "screens"
SHEET = 12  # pictures on a contact sheet
THUMB = (480, 270)


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make screens")
    parser.add_argument("--only", default="", help="scenes whose name begins so (those before are passed through)")
    chosen = parser.parse_args(words)
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.album import walking

    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.iterdir():
        old.unlink()
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for language in ("zh", "ko"):
            for width, height in walking.SIZES:
                home = Path(folder) / f"{language}-{width}"
                for name, finding in walking.walk(home, language, (width, height), OUT, chosen.only):
                    found.append(f"{name}: {finding}")
    pictures = sorted(OUT.glob("*-*x*.png"))
    found += blank(pictures)
    contact_sheets(pictures)
    (OUT / "findings.json").write_text(json.dumps(found, ensure_ascii=False, indent=1))
    print(f"{len(pictures)} pictures in {OUT}, {len(found)} findings")
    for one, times in counted(found).items():
        print(f"  {one}" + (f"  ({times} pictures)" if times > 1 else ""))
    return 1 if found else 0


def counted(found: list[str]) -> dict[str, int]:
    """The same finding in several pictures is told once, by its first."""
    places: dict[str, list[str]] = defaultdict(list)
    for one in found:
        picture, _, what = one.partition(": ")
        places[what].append(picture)
    return {f"{pictures[0]}: {what}": len(pictures) for what, pictures in places.items()}


def blank(pictures: list[Path]) -> list[str]:
    """Pictures that show nothing at all."""
    return [
        f"{path.stem}: shows nothing"
        for path in pictures
        if len(Image.open(path).convert("RGB").getcolors(1 << 24) or []) < 16
    ]


def contact_sheets(pictures: list[Path]) -> None:
    """Twelve to a sheet, by screen, and an index page."""
    rows = []
    for screen, group in groupby(pictures, key=lambda path: path.name.split("-")[0]):
        of_screen = list(group)
        for start in range(0, len(of_screen), SHEET):
            name = f"sheet-{screen}-{start // SHEET + 1}.png"
            _sheet(of_screen[start : start + SHEET]).save(OUT / name)
            rows.append(f'<h2>{html.escape(screen)}</h2><p><img src="{html.escape(name)}" width="1440"></p>')
    rows += [f'<li><a href="{html.escape(path.name)}">{html.escape(path.stem)}</a>' for path in pictures]
    (OUT / "index.html").write_text("<!doctype html><meta charset=utf-8><title>screens</title>" + "\n".join(rows))


def _sheet(pictures: list[Path]) -> Image.Image:
    sheet = Image.new("RGB", (THUMB[0] * 3, THUMB[1] * 4), "#888888")
    for number, path in enumerate(pictures):
        small = Image.open(path).convert("RGB").resize(THUMB)
        sheet.paste(small, (number % 3 * THUMB[0], number // 3 * THUMB[1]))
    return sheet


if __name__ == "__main__":
    raise SystemExit(main())
