"""`make run`: the embedded city centre, the agent, the spooler and the window, on this machine's own data folder. With
no display the same path runs offscreen and leaves papers and pictures in build/tour/."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable


def main() -> int:
    environ = {**os.environ}
    if sys.platform.startswith("linux") and not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return tour(environ)
    environ.setdefault("KIOSK_HOME", str(ROOT / "build" / "home"))
    others = [["sync.centre", "serve"], ["sync"], ["kiosk", "spool"]]
    children = [subprocess.Popen([PYTHON, "-m", *words], env=environ) for words in others]
    try:
        return subprocess.call([PYTHON, "-m", "kiosk", "run"], env=environ)
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(10)


def tour(environ: dict[str, str]) -> int:
    """The main job without a display, on a data folder of its own, begun anew each time."""
    home, out = ROOT / "build" / "tour-home", ROOT / "build" / "tour"
    for folder in (home, out):
        shutil.rmtree(folder, ignore_errors=True)
    environ["KIOSK_HOME"] = str(home)
    return subprocess.call([PYTHON, "-m", "kiosk", "tour", "--out", str(out)], env=environ)


if __name__ == "__main__":
    raise SystemExit(main())
