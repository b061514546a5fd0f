"""Notices that nobody is at the window: no key, no mouse, no touch for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

REST = 10 * 60 * 1000  # ms
STIRS = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
                   QEvent.Type.TouchBegin})  # fmt: skip


class Resting(QObject):
    """Signals:
    rested(): nobody stirred for `rest` ms.
    """

    rested = Signal()

    def __init__(self, app: QObject, rest: int = REST) -> None:
        super().__init__(app)
        self._timer = QTimer(self, interval=rest, singleShot=True)
        self._timer.timeout.connect(self.rested)
        app.installEventFilter(self)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in STIRS:
            self._timer.start()
        return False

    def stop(self) -> None:
        self._timer.stop()
        parent = self.parent()
        if parent is not None:
            parent.removeEventFilter(self)
