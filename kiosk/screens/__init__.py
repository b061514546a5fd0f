"""Qt, and only here. Nothing but QtWidgets and the standard library is loaded before the first paint."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from kiosk.desk.doors import Opened
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
        app.setStyleSheet(tokens.style(settings.icons.as_posix()))
        app.setProperty("dressed", True)
    return app


def open_window(settings: Settings, open_counter: Callable[[], Opened], language: str | None = None) -> Shell:
    """The clerk's window, not shown yet."""
    from kiosk.desk.facade import Desk
    from kiosk.screens.shell import Shell

    application(settings)
    return Shell(Desk(open_counter), language or settings.language, settings.icons)


def show(settings: Settings, open_counter: Callable[[], Opened], environ: Mapping[str, str]) -> int:
    """Shows the window until it is closed."""
    app = application(settings)
    window = open_window(settings, open_counter)
    window.show()
    return int(app.exec())


def photograph(
    settings: Settings, open_counter: Callable[[], Opened], out: Path, answers: Mapping[str, Any]
) -> list[Path]:
    """Pictures of Window 1 in both languages and sizes: empty, filled, and the list; `answers` fill YJ-MZ-001's form."""
    from kiosk.screens.photographing import album

    return album(settings, open_counter, out, answers)
