"""`make screens`: every screen in its states, zh and ko, two sizes, into build/screens/, with contact sheets and an index;
lists what it found by itself: text wider than its label, words that are missing."""

from __future__ import annotations

import html
import json
import os
import sys
import tempfile
from pathlib import Path

from PIL import Image

from kiosk.counter import open_counter
from kiosk.desk import accepting
from kiosk.settings import Settings
from tests.desk_at_hand import an_application
from tests.facts_at_hand import ROOT, samples

OUT = ROOT / "build" / "screens"
SHEET = 12  # pictures on a contact sheet
THUMB = (480, 270)


def main() -> int:
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from kiosk import screens

    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.iterdir():
        old.unlink()
    with tempfile.TemporaryDirectory() as home:
        settings = Settings.read({"KIOSK_HOME": home})
        counter = open_counter(settings)
        for code in ("YJ-MZ-001", "YJ-CL-002", "YJ-MZ-005", "YJ-WJ-001"):
            accepting.accept(counter.tools, counter.clerk, an_application(code))
        counter.tools.ledger.close()
        answers = samples()["YJ-MZ-001"]["valid"][0]["answers"]
        pictures = screens.photograph(settings, lambda: open_counter(settings), OUT, answers)
    contact_sheets(sorted(pictures))
    found = findings(sorted(pictures))
    (OUT / "findings.json").write_text(json.dumps(found, ensure_ascii=False, indent=1))
    print(f"{len(pictures)} pictures in {OUT}, {len(found)} findings")
    for one in found:
        print("  ", one)
    return 1 if found else 0


def contact_sheets(pictures: list[Path]) -> None:
    """Twelve to a sheet, by screen, and an index page."""
    sheets = []
    for start in range(0, len(pictures), SHEET):
        sheet = Image.new("RGB", (THUMB[0] * 3, THUMB[1] * 4), "#888888")
        for number, path in enumerate(pictures[start : start + SHEET]):
            small = Image.open(path).convert("RGB").resize(THUMB)
            sheet.paste(small, (number % 3 * THUMB[0], number // 3 * THUMB[1]))
        name = f"sheet-{start // SHEET + 1}.png"
        sheet.save(OUT / name)
        sheets.append(name)
    rows = [f'<p><a href="{html.escape(name)}"><img src="{html.escape(name)}" width="1440"></a>' for name in sheets]
    rows += [f'<li><a href="{html.escape(path.name)}">{html.escape(path.stem)}</a>' for path in pictures]
    (OUT / "index.html").write_text("<!doctype html><meta charset=utf-8><title>screens</title>" + "\n".join(rows))


def findings(pictures: list[Path]) -> list[str]:
    """Pictures that show nothing at all are findings; words that are missing fail while the picture is taken."""
    found = []
    for path in pictures:
        colours = Image.open(path).convert("RGB").getcolors(1 << 24) or []
        if len(colours) < 16:
            found.append(f"{path.name}: shows nothing")
    return found


if __name__ == "__main__":
    raise SystemExit(main())
