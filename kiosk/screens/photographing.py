"""Photographs of the window as it stands, for the tour and for people who judge screens by pictures."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from kiosk.screens import open_window
from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.desk.doors import Opened
    from kiosk.screens.shell import Shell

SIZES = ((1366, 768), (1920, 1080))
ITEM = "YJ-MZ-001"


def settle(window: Shell, seconds: float = 20.0) -> None:
    """Lets the window work until no question is under way."""
    until, quiet = time.monotonic() + seconds, 0
    while time.monotonic() < until and quiet < 5:
        work_once()
        quiet = quiet + 1 if window.work.idle else 0
        time.sleep(0.005)


def work_once() -> None:
    """One turn of the loop. What is to be deleted waits for a loop that runs; where none does, it is told so."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def album(settings: Settings, open_counter: Callable[[], Opened], out: Path, answers: Mapping[str, Any]) -> list[Path]:
    """NAME-STATE-LANG-WIDTHxHEIGHT.png for each screen, state, language and size."""
    taken: list[Path] = []
    for language in ("zh", "ko"):
        window = open_window(settings, open_counter, language)
        window.show()
        settle(window)
        window.noticing.look()
        settle(window)
        for state, prepare in _states(window, answers):
            prepare()
            settle(window)
            for width, height in SIZES:
                window.resize(width, height)
                settle(window)
                path = out / f"{state}-{language}-{width}x{height}.png"
                window.grab().save(str(path))
                taken.append(path)
        window.close()
    return taken


def _states(window: Shell, answers: Mapping[str, Any]) -> list[tuple[str, Callable[[], None]]]:
    def fill() -> None:
        window.full_process.form.fill(answers)
        window.full_process.papers.tick_all()

    def fault() -> None:
        window.full_process.form.show_faults({"applicant_id_number": "id_checksum", "applicant_phone": "pattern"})

    return [
        ("window1-empty", lambda: None),
        ("window1-chosen", lambda: window.full_process.choose(ITEM)),
        ("window1-filled", fill),
        ("window1-refused", fault),
        ("cases-filled", lambda: window.enter("my_cases")),
    ]
