"""`make run`: the embedded city centre, the agent, the spooler and the window, on this machine's own data folder. With
no display the same path runs offscreen and leaves papers and pictures in build/tour/."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable


def main() -> int:
    environ = {**os.environ}
    if sys.platform.startswith("linux") and not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return tour(environ)
    others = [["sync.centre", "serve"], ["sync"], ["kiosk", "spool"]]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the children are ended then too
    children = [subprocess.Popen([PYTHON, "-m", *words], env=environ) for words in others]
    window = subprocess.Popen([PYTHON, "-m", "kiosk", "run"], env=environ)
    children.append(window)
    try:
        return window.wait()
    finally:
        end(children)


def end(children: list[subprocess.Popen[bytes]]) -> None:
    """Asks all to end, and ends what has not after ten seconds: nothing of ours outlives the window."""
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def tour(environ: dict[str, str]) -> int:
    """The main job without a display, on a data folder of its own, begun anew each time."""
    home, out = ROOT / "build" / "tour-home", ROOT / "build" / "tour"
    for folder in (home, out):
        shutil.rmtree(folder, ignore_errors=True)
    environ["KIOSK_HOME"] = str(home)
    return subprocess.call([PYTHON, "-m", "kiosk", "tour", "--out", str(out)], env=environ)


if __name__ == "__main__":
    raise SystemExit(main())
