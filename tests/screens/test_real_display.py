"""A real window on a real X server: `kiosk run` comes up, signed in to the demo station and ready to type."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageGrab

from tests.facts_at_hand import ROOT
from tests.processes import wait_for


@pytest.fixture
def display() -> Iterator[str]:
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


def xdotool(display: str, *words: str) -> str:
    done = subprocess.run(
        ["xdotool", *words], env={**os.environ, "DISPLAY": display}, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def shot(display: str) -> Image.Image:
    return ImageGrab.grab(xdisplay=display).convert("RGB")


@pytest.mark.needs("xvfb", "xdotool")
def test_the_window_comes_up_and_takes_what_is_typed(display: str, tmp_path: Path) -> None:
    environ = {**os.environ, "DISPLAY": display, "KIOSK_HOME": str(tmp_path / "home")}
    environ.pop("QT_QPA_PLATFORM", None)
    window = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "run"],
        env=environ,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: bool(xdotool(display, "search", "--onlyvisible", "--name", "家门口")))
        found = xdotool(display, "search", "--onlyvisible", "--name", "家门口").splitlines()[0]
        wait_for(lambda: len(shot(display).getcolors(1 << 24) or []) > 200)
        xdotool(display, "windowfocus", "--sync", found)
        wait_for(lambda: (tmp_path / "home" / "ledger.db").exists())
        before = at_rest(display)
        xdotool(display, "type", "--delay", "30", "yj-mz-001")
        xdotool(display, "key", "Return")
        middle = (450, 150, 1020, 700)  # where the form is drawn, empty before
        wait_for(lambda: changed(before.crop(middle), shot(display).crop(middle)) > 50_000)
        if keep := os.environ.get("KEEP_SHOT"):
            shot(display).save(keep)
    finally:
        window.terminate()
        window.wait(10)


def at_rest(display: str) -> Image.Image:
    """The picture once nothing moves but the cursor."""
    while True:
        one = shot(display)
        time.sleep(0.7)
        if changed(one, shot(display)) < 500:
            return one


def changed(before: Image.Image, now: Image.Image) -> int:
    """How many pixels differ."""
    pairs = zip(before.tobytes()[::3], now.tobytes()[::3], strict=True)
    return sum(one != other for one, other in pairs)
