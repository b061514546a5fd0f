"""Choosing what the resident came for: items found as one types (hanzi, pinyin, initials, Hangul, its initials, code),
recent and frequent ones first; beside them what was begun and not finished."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kiosk.desk.facade import Offered
from kiosk.screens import parts, tokens
from kiosk.words import Words

CODE = Qt.ItemDataRole.UserRole
SECOND = Qt.ItemDataRole.UserRole + 1
MORE = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


class Search(QLineEdit):
    """A line from which the arrows move through the list below it."""

    def __init__(self, moves: QListWidget) -> None:
        super().__init__()
        self._moves = moves
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            self._moves.keyPressEvent(event)
        else:
            super().keyPressEvent(event)


class Cards(QListWidget):
    """Cards in as many columns as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(Card(self))
        self.setStyleSheet("background: transparent;")

    def fit(self) -> None:
        wide = max(self.viewport().width() - 2, 1)
        columns = max(wide // tokens.px(380), 1)
        self.setGridSize(QSize(wide // columns, tokens.px(70)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class Card(QStyledItemDelegate):
    """One item: its name, the name in the other language, and its department."""

    def __init__(self, items: QListWidget) -> None:
        super().__init__(items)
        self._list = items

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        wide = self._list.gridSize().width()
        return QSize(max(wide, tokens.px(200)), tokens.px(66))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box: QRect = option.rect.adjusted(0, 3, -8, -3)  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.setPen(QPen(QColor(tokens.ACT if chosen else tokens.LINE), 2 if chosen else 1))
        painter.setBrush(QColor(tokens.ACT_SOFT if chosen else tokens.SURFACE))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), tokens.radius(), tokens.radius())
        inside = box.adjusted(tokens.px(14), tokens.px(7), -tokens.px(12), -tokens.px(7))
        plain, strong, small = (QFont(painter.font()) for _ in range(3))
        strong.setPixelSize(tokens.head())
        strong.setBold(True)
        plain.setPixelSize(tokens.small())
        small.setPixelSize(tokens.small())
        more = str(index.data(MORE) or "")
        wide = QFontMetrics(small).horizontalAdvance(more)
        painter.setPen(QColor(tokens.INK_3))
        painter.setFont(small)
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, more)
        painter.setFont(_fitting(strong, str(index.data()), inside.width() - wide - 8))
        painter.setPen(QColor(tokens.INK))
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, str(index.data()))
        second = str(index.data(SECOND) or "")
        painter.setFont(_fitting(plain, second, inside.width()))
        painter.setPen(QColor(tokens.INK_3))
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, second)
        painter.restore()


def _fitting(font: QFont, text: str, width: int) -> QFont:
    """Nothing is ever cut: a name that is too long for its card is set smaller, down to 10 px."""
    made = QFont(font)
    while made.pixelSize() > 10 and QFontMetrics(made).horizontalAdvance(text) > width:
        made.setPixelSize(made.pixelSize() - 1)
    return made


class Finder(QWidget):
    """Signals:
    chosen(str): the code of an item was chosen.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._offered: Sequence[Offered] = ()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        self.list = Cards()
        self.list.setObjectName("items")
        self.list.itemClicked.connect(self._take)
        self.search = Search(self.list)
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._take_current)
        inside.addWidget(self.search)
        self._nothing = parts.label("", "soft", wrap=True)
        self._nothing.hide()
        inside.addWidget(self._nothing)
        inside.addWidget(self.list, 1)

    def offer(self, offered: Sequence[Offered], words: Words, often: Sequence[str] = ()) -> None:
        """Shows the items, those in `often` first and in its order."""
        rank = {code: number for number, code in enumerate(often)}
        self._offered = sorted(offered, key=lambda one: rank.get(one.code, len(rank)))
        self._words = words
        self.search.setPlaceholderText(words("screens.find_item"))
        self.search.setAccessibleName(words("screens.find_item"))
        self.list.setAccessibleName(words("screens.items"))
        self._narrow(self.search.text())

    def _narrow(self, typed: str) -> None:
        self.list.clear()
        zh = self._words.language == "zh"
        for one in self._offered:
            if not _fits(one, typed):
                continue
            row = QListWidgetItem(one.name_zh if zh else one.name_ko)
            row.setData(CODE, one.code)
            row.setData(SECOND, one.name_ko if zh else one.name_zh)
            row.setData(MORE, one.department_zh if zh else one.department_ko)
            row.setToolTip(f"{one.name_zh}\n{one.name_ko}\n{one.code}")
            self.list.addItem(row)
        self._nothing.setText(self._words("screens.no_item", typed=typed[:40]))
        self._nothing.setVisible(self.list.count() == 0 and bool(typed))
        self.list.setCurrentRow(0)
        self.list.fit()

    def _take_current(self) -> None:
        if self.list.currentItem() is not None:
            self._take(self.list.currentItem())

    def _take(self, row: QListWidgetItem) -> None:
        self.chosen.emit(row.data(CODE))


def _fits(one: Offered, typed: str) -> bool:
    """Whether every part of what was typed is in a name, or begins one of the words that the item is found by."""
    words = one.words.split()
    return all(
        part in one.name_zh or part in one.name_ko or any(word.startswith(part) for word in words)
        for part in typed.lower().split()
    )
