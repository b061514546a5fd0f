"""Ctrl+K: one place for search. Items, cases and their people, by hanzi, pinyin, initials, Hangul, last digits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kiosk.desk.facade import Desk
from kiosk.screens import parts, tokens
from kiosk.screens.finder import CODE, MORE, SECOND, Card, Search
from kiosk.screens.work import Work
from kiosk.words import Words

if TYPE_CHECKING:
    from kiosk.desk.finding import Found

KIND = MORE + 1


class Palette(parts.Floating):
    """Signals:
    item(str): an item's code was chosen.
    case(str): a case's number was chosen.
    """

    item = Signal(str)
    case = Signal(str)

    def __init__(self, over: QWidget, desk: Desk, work: Work) -> None:
        super().__init__(over)
        self._desk, self._work = desk, work
        self._asking, self._wanted = False, ""
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        self.list = QListWidget()
        self.list.setItemDelegate(Card(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._take)
        self.search = Search(self.list)
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(lambda: self._take(self.list.currentItem()))
        column.addWidget(self.search)
        self._nothing = parts.label("", "soft", wrap=True)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        self.hide()

    def open(self, words: Words) -> None:
        self._words = words
        self.search.setPlaceholderText(words("screens.search.hint"))
        self.search.setAccessibleName(words("screens.search.hint"))
        self.list.setAccessibleName(words("screens.search"))
        wide, tall = min(tokens.px(640), self._over.width() - 40), min(tokens.px(480), self._over.height() - 120)
        self.setGeometry((self._over.width() - wide) // 2, tokens.px(64), wide, tall)
        self.search.clear()
        self._show([])
        self.show()
        self.raise_()
        self.search.setFocus()

    def _typed(self, typed: str) -> None:
        """Never more than one question under way: the newest wish waits for the answer."""
        self._wanted = typed
        if not self._asking:
            self._asking = True
            self._work.ask(self._desk.find, typed).then(self._answer).otherwise(self._broke)

    def _answer(self, found: Sequence[Found]) -> None:
        self._asking = False
        self._show(found)
        if self._wanted != self.search.property("answered"):
            self.search.setProperty("answered", self._wanted)
            self._typed(self._wanted)

    def _broke(self, broken: object) -> None:
        self._asking = False

    def _show(self, found: Sequence[Found]) -> None:
        self.list.clear()
        zh = self._words.language == "zh"
        for one in found:
            row = QListWidgetItem(one.zh if zh else one.ko)
            state = f"  {self._words(f'state.{one.state}')}" if one.state else ""
            row.setData(SECOND, one.more if one.kind == "case" else one.ko if zh else one.zh)
            row.setData(MORE, self._words(f"screens.found.{one.kind}") + state)
            row.setData(CODE, one.key)
            row.setData(KIND, one.kind)
            self.list.addItem(row)
        self.list.setCurrentRow(0)
        typed = self.search.text().strip()
        self._nothing.setText("" if found or not typed else self._words("screens.no_item", typed=typed[:40]))
        self._nothing.setVisible(bool(self._nothing.text()))

    def _take(self, row: QListWidgetItem | None) -> None:
        if row is None:
            return
        kind, key = row.data(KIND), row.data(CODE)
        self.hide()
        (self.item if kind == "item" else self.case).emit(key)
