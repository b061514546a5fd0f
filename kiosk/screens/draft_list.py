"""What was begun and not finished, beside the items: whose, which items, who began it and when; a click goes on with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kiosk.desk.doors.drafts import Line
from kiosk.domain.moments import CHINA, moment_of
from kiosk.screens import parts, tokens
from kiosk.words import Words


class DraftList(QFrame):
    """Signals:
    wanted(str): a draft's id: go on with it.
    thrown(str): a draft's id: throw it away.
    """

    wanted = Signal(str)
    thrown = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.lines: Sequence[Line] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 10, 12)
        self._title = parts.label("", "head")
        column.addWidget(self._title)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        ground = QWidget()
        self._rows = QVBoxLayout(ground)
        self._rows.setContentsMargins(0, 0, 4, 0)
        scroll.setWidget(ground)
        column.addWidget(scroll, 1)
        self.hide()

    def show_lines(self, lines: Sequence[Line], words: Words) -> None:
        self.lines = lines
        self.setFixedWidth(tokens.px(316))
        self._title.setText(words("drafts.title", count=len(lines)))
        parts.emptied(self._rows)
        for number, line in enumerate(lines):
            self._rows.addWidget(self._row(line, words, newest=number == 0))
        self._rows.addStretch()
        self.setVisible(bool(lines))

    def _row(self, line: Line, words: Words, *, newest: bool) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        items = words("list.comma").join(line.items_zh if words.language == "zh" else line.items_ko)
        who = line.masked or words("drafts.nobody")
        column.addWidget(parts.label(f"{who} · {items}", "strong", wrap=True))
        column.addWidget(parts.label(words("drafts.began", who=line.by, time=clock_words(line.at)), "soft", wrap=True))
        buttons = QHBoxLayout()
        on = parts.button(words("drafts.go_on"), "F7" if newest else "")
        on.clicked.connect(lambda: self.wanted.emit(line.id))
        away = parts.button(words("drafts.throw"), kind="flat")
        away.clicked.connect(lambda: self.thrown.emit(line.id))
        buttons.addWidget(on)
        buttons.addWidget(away)
        buttons.addStretch()
        column.addLayout(buttons)
        column.addWidget(parts.rule())
        return row


def clock_words(stamp: str) -> str:
    """Today's time, or day and time."""
    moment = moment_of(stamp).astimezone(CHINA)
    today = datetime.now(CHINA).date()
    return moment.strftime("%H:%M" if moment.date() == today else "%m-%d %H:%M")
