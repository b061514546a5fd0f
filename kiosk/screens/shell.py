"""The window around all rooms: the rail, the top bar, one sync lamp in words, and the switch of language."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from kiosk.desk.facade import Desk, Facing, Lamp
from kiosk.domain.moments import moment_of
from kiosk.screens import parts
from kiosk.screens.full_process import FullProcess
from kiosk.screens.my_cases import MyCases
from kiosk.screens.noticing import Noticing
from kiosk.screens.work import Work
from kiosk.words import Words

ROOMS = (("full_process", "file-text"), ("my_cases", "list"))


class Shell(QMainWindow):
    """The clerk's window. A room that is not built yet is not on the rail."""

    def __init__(self, desk: Desk, language: str, icons: Path) -> None:
        super().__init__()
        self._desk, self._icons = desk, icons
        self.words = Words(language)
        self.work = Work()
        self._facing: Facing | None = None
        self._lamp: Lamp | None = None
        self.full_process = FullProcess(desk, self.work, self.words)
        self.my_cases = MyCases(desk, self.work, self.words)
        self._rooms = QStackedWidget()
        self._rooms.addWidget(self.full_process)
        self._rooms.addWidget(self.my_cases)
        self._lay_out()
        self.noticing = Noticing(desk, self.work)
        self.noticing.stood.connect(self._stand)
        self.full_process.taken.connect(lambda _: self._after_an_act())
        self.work.ask(desk.facing).then(self._face)
        self.relabel(self.words)
        self.resize(1366, 768)
        self.noticing.look()

    def _after_an_act(self) -> None:
        """The lamp and the list tell of an act at once, not a second later."""
        self.noticing.look()
        self.my_cases.look()

    def _lay_out(self) -> None:
        ground = QWidget()
        ground.setObjectName("ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self._bar())
        row = QHBoxLayout()
        row.setSpacing(1)
        row.addWidget(self._rail())
        row.addWidget(self._rooms, 1)
        column.addLayout(row, 1)
        self.setCentralWidget(ground)

    def _bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 8, 16, 8)
        names = QVBoxLayout()
        names.setSpacing(0)
        self._name = parts.label("", "head")
        self._station = parts.label("", "soft")
        names.addWidget(self._name)
        names.addWidget(self._station)
        row.addLayout(names)
        self._demo = parts.chip("", "late")
        self._demo.hide()
        row.addWidget(self._demo)
        row.addStretch()
        self.lamp = parts.chip("", "ok")
        self.lamp.hide()  # until something is known
        row.addWidget(self.lamp)
        self.language = parts.button("")
        self.language.clicked.connect(self.switch_language)
        row.addWidget(self.language)
        self._clerk = parts.label("")
        row.addWidget(self._clerk)
        return bar

    def _rail(self) -> QWidget:
        rail = QWidget()
        rail.setObjectName("rail")
        rail.setFixedWidth(176)
        column = QVBoxLayout(rail)
        column.setContentsMargins(8, 12, 8, 12)
        self._room_buttons = []
        group = QButtonGroup(self)
        for number, (_, picture) in enumerate(ROOMS):
            made = parts.button("")
            made.setProperty("room", "true")
            made.setCheckable(True)
            made.setChecked(number == 0)
            made.setIcon(parts.icon(self._icons, picture))
            made.clicked.connect(lambda _=False, at=number: self.enter(at))
            group.addButton(made)
            column.addWidget(made)
            self._room_buttons.append(made)
            QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self, lambda at=number: self.enter(at))
        column.addStretch()
        return rail

    def enter(self, room: int) -> None:
        """Shows a room; Ctrl+1, Ctrl+2 … do the same."""
        self._room_buttons[room].setChecked(True)
        self._rooms.setCurrentIndex(room)
        if room == 1:
            self.my_cases.look()

    def switch_language(self) -> None:
        """Chinese or Korean, at once; nothing that is typed is lost."""
        self.relabel(Words("ko" if self.words.language == "zh" else "zh"))

    def relabel(self, words: Words) -> None:
        self.words = words
        self.setWindowTitle(words("screens.title"))
        self._name.setText(words("screens.title"))
        self.language.setText("한국어" if words.language == "zh" else "中文")
        self.language.setAccessibleName(words("screens.language"))
        for made, (room, _) in zip(self._room_buttons, ROOMS, strict=True):
            made.setText(words(f"screens.room.{room}"))
            made.setAccessibleName(words(f"screens.room.{room}"))
        self._demo.setText(words("screens.demo"))
        self.full_process.relabel(words)
        self.my_cases.relabel(words)
        if self._facing is not None:
            self._face(self._facing)
        if self._lamp is not None:
            self._show_lamp(self._lamp)

    def _face(self, facing: Facing) -> None:
        self._facing = facing
        zh = self.words.language == "zh"
        self._station.setText(facing.station_zh if zh else facing.station_ko)
        self._clerk.setText(facing.clerk)
        self._demo.setVisible(facing.demo)
        if facing.moved_aside:
            self.statusBar().showMessage(self.words("store.moved_aside", detail=facing.moved_aside))

    def _stand(self, lamp: Lamp) -> None:
        changed, self._lamp = lamp != self._lamp, lamp
        self._show_lamp(lamp)
        number = self.full_process.number
        if number and self.full_process.place not in {"taken", "refused"}:
            self.work.ask(self._desk.whereabouts, [number]).then(self.full_process.show_place)
        if changed and self._rooms.currentIndex() == 1:
            self.my_cases.look()

    def _show_lamp(self, lamp: Lamp) -> None:
        """One lamp in words: what waits, since when."""
        if not lamp.waiting:
            self.lamp.setText(self.words("screens.lamp.all_sent"))
            self.lamp.setProperty("chip", "ok")
        else:
            since = moment_of(lamp.oldest)
            minutes = max(int((datetime.now(UTC) - since).total_seconds() // 60), 0)
            oldest = since.astimezone().strftime("%H:%M")
            self.lamp.setText(self.words("screens.lamp.waiting", count=lamp.waiting, oldest=oldest, minutes=minutes))
            self.lamp.setProperty("chip", "near")
        parts.repolished(self.lamp)
        self.lamp.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.noticing.stop()
        self.work.stop(self._desk.close)
        super().closeEvent(event)
