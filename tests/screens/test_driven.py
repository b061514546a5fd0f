"""The real program on a real X server, driven as a person would: from the sign-in to the issued case, by keys alone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.counter import open_counter
from kiosk.desk import looking_up
from kiosk.desk.doors.cases import Filter
from kiosk.desk.looking_up import listing
from kiosk.settings import Settings, assets
from tests.facts_at_hand import ASSETS, ROOT
from tests.processes import wait_for
from tests.screens.test_real_display import at_rest, changed, display, shot, xdotool

__all__ = ["display"]

PIN = assets.demo_pin(ASSETS)
HOLDER = "222401197207181455"  # whose card lies on the pretend reader first
PATIENCE = 8.0  # s that a person waits for something to happen
SEEN = 120  # px: more than a cursor
KEEP = os.environ.get("KEEP_SHOTS", "")  # a folder for a picture behind each step


class Hand:
    """Types into the window that has the focus, and waits for what it sees to come to rest."""

    def __init__(self, display: str) -> None:
        self._display, self._steps, self._before = display, 0, shot(display)

    def type(self, text: str) -> None:
        self._before = shot(self._display)
        xdotool(self._display, "type", "--delay", "40", text)
        self._look()

    def press(self, *keys: str) -> None:
        self._before = shot(self._display)
        xdotool(self._display, "key", "--delay", "60", *keys)
        self._look()

    def _look(self) -> None:
        """A person waits until something happened, and then until it is over; a blinking cursor is nothing."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and changed(self._before, shot(self._display)) < SEEN:
            time.sleep(0.05)
        at_rest(self._display)
        self._steps += 1
        if KEEP:
            shot(self._display).save(Path(KEEP) / f"driven-{self._steps:02d}.png")


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return Settings.read({"KIOSK_HOME": str(tmp_path / "home"), "KIOSK_SIGN_IN": "always"})


@pytest.fixture
def hand(display: str, home: Settings) -> Iterator[Hand]:
    environ = {**os.environ, "DISPLAY": display, "KIOSK_HOME": str(home.home), "KIOSK_SIGN_IN": "always"}
    environ.pop("QT_QPA_PLATFORM", None)
    program = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "run"], env=environ, cwd=ROOT, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(lambda: bool(xdotool(display, "search", "--onlyvisible", "--name", "家门口")))
        found = xdotool(display, "search", "--onlyvisible", "--name", "家门口").splitlines()[0]
        xdotool(display, "windowfocus", "--sync", found)
        wait_for(lambda: len(shot(display).getcolors(1 << 24) or []) > 200)
        at_rest(display)
        yield Hand(display)
    finally:
        program.terminate()
        program.wait(10)


def states(home: Settings) -> list[str]:
    """The cases of the desk as its own files tell them, beside the running program."""
    counter = open_counter(home)
    try:
        return [row.state for row in listing.page(counter.tools, Filter(), "", 20)]
    finally:
        counter.tools.ledger.close()


def papers(home: Settings) -> set[str]:
    """Kinds of the papers that were queued for the printer."""
    counter = open_counter(home)
    try:
        number = listing.page(counter.tools, Filter(), "", 1)[0].number
        page = looking_up.case_page(counter.tools, number)
        return {job.kind for job in page.papers} if page is not None else set()
    finally:
        counter.tools.ledger.close()


def until(what: Callable[[], bool]) -> None:
    wait_for(what, 30)


@pytest.mark.needs("xvfb", "xdotool")
def test_from_the_sign_in_to_the_issued_case(hand: Hand, home: Settings) -> None:
    hand.type("lzy")  # 李志远
    hand.press("Return")
    hand.type(PIN)
    hand.press("Return")
    hand.press("Escape")  # the five cards of the first day
    hand.type("yj-cl-002")
    hand.press("Return")
    hand.press("F2")  # the card says who
    hand.type("13900010078")
    hand.press("Return")
    hand.type("22240119440302002242")  # the disability certificate
    hand.press("Return")
    hand.type("6217000900000000015")
    hand.press("Return")
    for _ in range(3):
        hand.press("space")  # a paper is there
    hand.press("F8")
    until(lambda: states(home) == ["accepted"])
    hand.press("F8")  # granted, as it stands there
    until(lambda: states(home) == ["closed"])
    hand.press("F8")  # the next resident
    hand.press("ctrl+2")  # to the issuing desk
    hand.press("Tab", "Tab", "Tab", "Tab", "space")  # what is decided and has no pick-up code yet
    hand.press("F8")
    until(lambda: states(home) == ["ready"])
    hand.press("F8")  # the resident is here
    hand.type(HOLDER)
    hand.press("Return")
    hand.type("1")  # signed
    hand.press("F8")
    until(lambda: states(home) == ["delivered"])
    assert papers(home) == {"acceptance", "completion", "pickup", "receipt", "service"}
