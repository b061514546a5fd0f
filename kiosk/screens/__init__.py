"""Qt, and only here. Nothing but QtWidgets and the standard library is loaded before the first paint."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.settings import Settings
from kiosk.settings.look import Look

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from kiosk.desk.doors import Opened
    from kiosk.desk.facade import Desk
    from kiosk.screens.shell import Shell


def application(settings: Settings) -> QApplication:
    """The Qt application with our fonts and style, made once per process. Fonts come before the first widget: bundled
    ones are not found by themselves."""
    from PySide6.QtGui import QFont, QFontDatabase
    from PySide6.QtWidgets import QApplication

    from kiosk.screens import tokens

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    if not app.property("dressed"):
        for name in ("JiamenkouSans-Regular.ttf", "JiamenkouSans-Bold.ttf"):
            QFontDatabase.addApplicationFont(os.path.realpath(settings.fonts / name))
        app.setStyle("Fusion")
        app.setFont(QFont(tokens.FAMILY))
        app.setProperty("dressed", True)
    return app


def dress(settings: Settings, look: Look) -> QApplication:
    """The application in a look: palette and size."""
    from kiosk.screens import tokens

    app = application(settings)
    if (look.palette, look.size, True) != (*tokens.worn(), bool(app.styleSheet())):
        tokens.wear(look.palette, look.size)
        app.setStyleSheet(tokens.style(settings.icons.as_posix()))
    return app


def open_window(settings: Settings, open_counter: Callable[[], Opened], language: str | None = None) -> Shell:
    """The clerk's window in this desk's kept look (or in `language`), not shown yet."""
    window = frame(settings, open_counter, language)
    window.begin()
    return window


def frame(settings: Settings, open_counter: Callable[[], Opened], language: str | None = None) -> Shell:
    """The window's frame: what is painted first."""
    from kiosk.screens.shell import Shell
    from kiosk.settings import look as looks

    look = looks.read(settings.home, settings.language)
    look = replace(look, language=language or look.language)
    dress(settings, look)
    return Shell(lambda: _desk(open_counter), look, settings.icons, training=settings.training)


def _desk(open_counter: Callable[[], Opened]) -> Desk:
    from kiosk.desk.facade import Desk

    return Desk(open_counter)


def show(settings: Settings, open_counter: Callable[[], Opened], environ: Mapping[str, str]) -> int:
    """Shows the window until it is closed."""
    app = application(settings)
    window = frame(settings, open_counter)
    window.painted.connect(window.begin)
    window.show()
    return int(app.exec())


def photograph(
    settings: Settings, open_counter: Callable[[], Opened], out: Path, answers: Mapping[str, Any]
) -> list[Path]:
    """Pictures of Window 1 in both languages and sizes: empty, filled, and the list; `answers` fill YJ-MZ-001's form."""
    from kiosk.screens.photographing import album

    return album(settings, open_counter, out, answers)
