"""One window opened in a process of its own, the real program's or a bare one: what the probe of first_paint measures.

    BEGUN=<time.time() at the start> python -m tests.bench.opened real|bare

prints one JSON line: seconds from BEGUN to the first whole paint and to the first key that an input took, and the
modules that were loaded when the first paint came.
"""

from __future__ import annotations

import json
import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget


class Probe(QObject):
    """Waits for a window's first paint, then strikes a key until an input takes it, and closes the window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window, self._begun = window, float(os.environ["BEGUN"])
        self._said: dict[str, object] = {}
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._said:
            self._said["modules"] = sorted(sys.modules)
            QTimer.singleShot(0, self._painted)  # behind the children, which are painted in the same go
        return False

    def _painted(self) -> None:
        self._said["paint"] = time.time() - self._begun
        self._strike()

    def _strike(self) -> None:
        field = self._window.focusWidget()
        if isinstance(field, QLineEdit):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, Qt.Key.Key_G, Qt.KeyboardModifier.NoModifier, "g")
                QApplication.sendEvent(field, key)
            if field.text():
                self._said["type"] = time.time() - self._begun
                print(json.dumps(self._said), flush=True)
                os._exit(0)  # nothing more is measured; the database thread may be in the middle of its opening
        QTimer.singleShot(1, self._strike)


def bare() -> int:
    """The barest window of PySide6 that one can type into."""
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    field = QLineEdit(window)
    window.setCentralWidget(field)
    window.resize(1366, 768)
    probe = Probe(window)
    field.setFocus()
    window.show()
    code = app.exec()
    del probe
    return code


def real() -> int:
    """`kiosk run`, as the icon on the desktop starts it; the probe comes to the shell as it is shown."""
    from kiosk.__main__ import main

    probes: list[Probe] = []
    show = QMainWindow.show

    def watched(window: QMainWindow) -> None:
        probes.append(Probe(window))
        show(window)

    QMainWindow.show = watched  # type: ignore[method-assign, assignment]
    return main(["run"])


if __name__ == "__main__":
    raise SystemExit(real() if sys.argv[1] == "real" else bare())
