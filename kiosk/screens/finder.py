"""Finding an item as one types: hanzi, pinyin, initials, Hangul, its initials, code."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kiosk.desk.facade import Offered
from kiosk.words import Words

CODE = Qt.ItemDataRole.UserRole


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
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._take_first)
        inside.addWidget(self.search)
        self.list = QListWidget()
        self.list.setObjectName("items")
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setUniformItemSizes(False)
        self.list.itemClicked.connect(self._take)
        self.list.itemActivated.connect(self._take)
        inside.addWidget(self.list)

    def offer(self, offered: Sequence[Offered], words: Words) -> None:
        self._offered, self._language = offered, words.language
        self.search.setPlaceholderText(words("screens.find_item"))
        self.search.setAccessibleName(words("screens.find_item"))
        self.list.setAccessibleName(words("screens.items"))
        self._narrow(self.search.text())

    def _narrow(self, typed: str) -> None:
        self.list.clear()
        for one in self._offered:
            if _fits(one, typed):
                second = one.name_ko if self._language == "zh" else one.name_zh
                first = one.name_zh if self._language == "zh" else one.name_ko
                row = QListWidgetItem(f"{first}\n{second}")
                row.setData(CODE, one.code)
                row.setSizeHint(QSize(0, 64))
                row.setToolTip(f"{one.name_zh}\n{one.name_ko}")
                self.list.addItem(row)

    def _take_first(self) -> None:
        if self.list.count():
            self.list.setCurrentRow(0)
            self._take(self.list.item(0))

    def _take(self, row: QListWidgetItem) -> None:
        self.chosen.emit(row.data(CODE))


def _fits(one: Offered, typed: str) -> bool:
    """Whether every part of what was typed is in a name, or begins one of the words that the item is found by."""
    words = one.words.split()
    return all(
        part in one.name_zh or part in one.name_ko or any(word.startswith(part) for word in words)
        for part in typed.lower().split()
    )
