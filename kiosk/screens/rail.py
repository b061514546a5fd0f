"""The rail of rooms at the left: a picture, the name, and the name in the other language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from kiosk.screens import parts, tokens
from kiosk.words import Words

WIDE = 196  # px at normal size


class RoomButton(QPushButton):
    """One room; `count` is what waits there, 0 shows nothing."""

    def __init__(self, picture: QIcon, chosen: QIcon) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setProperty("room", "true")
        self._pictures = (picture, chosen)
        self._first, self._second, self._count, self._alarm = "", "", 0, False

    def label(self, first: str, second: str) -> None:
        self._first, self._second = first, second
        self.setAccessibleName(first)
        self.update()

    def count(self, number: int, *, alarm: bool) -> None:
        if (number, alarm) != (self._count, self._alarm):
            self._count, self._alarm = number, alarm
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(tokens.px(WIDE) - 16, tokens.px(50))

    def needs(self) -> int:
        """The width at which both lines and the count stand whole, px."""
        first, second = QFont(self.font()), QFont(self.font())
        first.setPixelSize(tokens.text())
        first.setBold(True)
        second.setPixelSize(tokens.px(11))
        wide = max(
            QFontMetrics(first).horizontalAdvance(self._first), QFontMetrics(second).horizontalAdvance(self._second)
        )
        return tokens.px(46) + wide + (tokens.px(40) if self._count else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = tokens.px(20)
        self._pictures[self.isChecked()].paint(painter, tokens.px(10), (self.height() - side) // 2, side, side)
        left = tokens.px(40)
        box = QRect(left, tokens.px(6), self.width() - left - tokens.px(6), self.height() - tokens.px(12))
        first, second = QFont(self.font()), QFont(self.font())
        first.setPixelSize(tokens.text())
        first.setBold(self.isChecked())
        second.setPixelSize(tokens.px(11))
        painter.setPen(QColor(tokens.ACT if self.isChecked() else tokens.INK))
        painter.setFont(first)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self._first)
        painter.setFont(second)
        painter.setPen(QColor(tokens.INK_3))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, self._second)
        if self._count:
            self._paint_count(painter)
        painter.end()

    def _paint_count(self, painter: QPainter) -> None:
        text = f"◆ {self._count}" if self._alarm else str(self._count)
        small = QFont(self.font())
        small.setPixelSize(tokens.small())
        painter.setFont(small)
        wide = painter.fontMetrics().horizontalAdvance(text) + tokens.px(14)
        tall = tokens.px(20)
        box = QRect(self.width() - wide - tokens.px(8), (self.height() - tall) // 2, wide, tall)
        painter.setPen(QPen(QColor(tokens.DUE if self._alarm else tokens.LINE), 1))
        painter.setBrush(QColor(tokens.DUE_SOFT if self._alarm else tokens.SUNKEN))
        painter.drawRoundedRect(box, tall / 2, tall / 2)
        painter.setPen(QColor(tokens.DUE if self._alarm else tokens.INK_2))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class Rail(QWidget):
    """Signals:
    chosen(str): a room's name.
    """

    chosen = Signal(str)

    def __init__(self, rooms: Sequence[tuple[str, str]], icons: Path) -> None:
        """`rooms`: (name, picture), top to bottom."""
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 12)
        column.setSpacing(4)
        self.buttons: dict[str, RoomButton] = {}
        group = QButtonGroup(self)
        for name, picture in rooms:
            made = RoomButton(parts.icon(icons, picture), parts.icon(icons, picture, tokens.ACT))
            made.clicked.connect(lambda _=False, at=name: self.chosen.emit(at))
            group.addButton(made)
            column.addWidget(made)
            self.buttons[name] = made
        column.addStretch()

    def relabel(self, words: Words, other: Words) -> None:
        self.setFixedWidth(tokens.px(WIDE))
        for number, (name, made) in enumerate(self.buttons.items(), 1):
            made.label(words(f"screens.room.{name}"), other(f"screens.room.{name}"))
            made.setToolTip(f"{words(f'screens.room.{name}')}  Ctrl+{number}")
            made.updateGeometry()

    def show_room(self, name: str) -> None:
        self.buttons[name].setChecked(True)
