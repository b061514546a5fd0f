"""When the machine's clock cannot be right, the window asks for today's date, in the window and not in a dialog."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from kiosk.screens import parts, tokens
from kiosk.screens.fields import Line
from kiosk.words import Words
from kiosk.words.refusals import sentence

if TYPE_CHECKING:
    from kiosk.domain.refusals import Refusal


class Today(QFrame):
    """Signals:
    given(date): today, as the clerk says.
    """

    given = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self._asked, self._fault = parts.label("", "strong", wrap=True), parts.label("", "fault", wrap=True)
        self.day = Line(masked=False)
        self.day.setMaxLength(20)
        self.day.setFixedWidth(tokens.px(180))
        self.day.onward.connect(self.go)
        self.done = parts.button(" ", primary=True)
        self.done.clicked.connect(self.go)
        row = QHBoxLayout()
        row.addWidget(self.day)
        row.addWidget(self.done)
        row.addWidget(self._fault, 1)
        column.addWidget(self._asked)
        column.addLayout(row)
        self._words, self._shown = Words("zh"), ""
        self.hide()

    def ask(self, words: Words, shown: str) -> None:
        """`shown`: the day on the machine's clock (ISO); "" when it is believed, and nothing is asked."""
        begins = bool(shown) and self.isHidden()
        self._shown = shown
        self.relabel(words)
        self.setVisible(bool(shown))
        if begins:
            self.day.clear()
            self._fault.clear()
            self.day.setFocus()

    def relabel(self, words: Words) -> None:
        self._words = words
        shown = words.day(date.fromisoformat(self._shown)) if self._shown else ""
        self._asked.setText(words("bad_input.today", shown=shown))
        self.day.setAccessibleName(words("bad_input.today_name"))
        self.day.setPlaceholderText("20261231")
        self.done.setText(words("bad_input.today_done"))

    def go(self) -> None:
        day = day_of(self.day.text())
        if day is None:
            self._fault.setText(self._words("bad_input.no_day"))
        else:
            self.given.emit(day)

    def refuse(self, no: Refusal | None) -> None:
        self._fault.setText(sentence(self._words, no) if no is not None else "")


def day_of(typed: str) -> date | None:
    """20261231, 2026-12-31, 2026.12.31 or 2026年12月31日; None when it is no day."""
    for mark in "年月./":
        typed = typed.replace(mark, "-")
    parts_ = typed.strip().rstrip("日").split("-")
    try:
        if len(parts_) == 1 and len(parts_[0]) == 8:
            return date(int(typed[:4]), int(typed[4:6]), int(typed[6:8]))
        year, month, day = (int(one) for one in parts_)
        return date(year, month, day)
    except ValueError:
        return None
