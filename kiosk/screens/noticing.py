"""The one place that polls for what the agent brought: every second it asks the desk how things stand."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.desk.doors.line import Lamp
from kiosk.desk.facade import Desk
from kiosk.screens.work import Work

EVERY = 1000  # ms


class Noticing(QObject):
    """Signals:
    stood(Lamp): how things stand, once a second.
    """

    stood = Signal(object)

    def __init__(self, desk: Desk, work: Work) -> None:
        super().__init__()
        self._desk, self._work, self._asking = desk, work, False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY)

    def look(self) -> None:
        if not self._asking:
            self._asking = True
            self._work.ask(self._desk.line.lamp).then(self._answer).otherwise(self._broke)

    def _answer(self, lamp: Lamp) -> None:
        self._asking = False
        self.stood.emit(lamp)

    def _broke(self, broken: object) -> None:
        self._asking = False

    def stop(self) -> None:
        self._timer.stop()
