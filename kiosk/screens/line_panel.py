"""Behind the sync lamp: what came back and why, what waits, when the centre was last heard, and trying again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kiosk.desk.doors.line import Lamp, Waiting
from kiosk.domain.moments import CHINA, moment_of
from kiosk.domain.numbering import printed
from kiosk.domain.refusals import Code, Refusal
from kiosk.screens import parts, tokens
from kiosk.screens.bar import lamp_words
from kiosk.words import Words
from kiosk.words.refusals import sentence


class LinePanel(parts.Floating):
    """Signals:
    retry(): try now.
    case(str): a case's number was chosen.
    """

    retry = Signal()
    case = Signal(str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        self._head, self._explained = parts.label("", "head", wrap=True), parts.label("", "soft", wrap=True)
        column.addWidget(self._head)
        column.addWidget(self._explained)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ground = QWidget()
        self._rows = QVBoxLayout(ground)
        self._rows.setContentsMargins(0, 0, 0, 0)
        scroll.setWidget(ground)
        column.addWidget(scroll, 1)
        foot = QHBoxLayout()
        self._close = parts.button(" ", "Esc")
        self._close.clicked.connect(self.hide)
        self.again = parts.button(" ", primary=True)
        self.again.clicked.connect(self._retry)
        foot.addWidget(self._close)
        foot.addStretch()
        foot.addWidget(self.again)
        column.addLayout(foot)
        self.hide()

    def open(self, words: Words, lamp: Lamp, waiting: Sequence[Waiting]) -> None:
        self._words = words
        self._head.setText(lamp_words(words, lamp)[0])
        heard = moment_of(lamp.heard).astimezone(CHINA).strftime("%m-%d %H:%M") if lamp.heard else ""
        self._explained.setText(words("line.heard", time=heard) if heard else words("line.never"))
        self._close.setText(words("screens.close"))
        self.again.setText(words("line.retry"))
        parts.emptied(self._rows)
        for one in waiting:
            self._rows.addWidget(self._row(one))
        if not waiting:
            self._rows.addWidget(parts.label(words("line.nothing_waits"), "ok", wrap=True))
        self._rows.addStretch()
        wide, tall = min(tokens.px(560), self._over.width() - 40), min(tokens.px(460), self._over.height() - 100)
        self.setGeometry(self._over.width() - wide - 16, tokens.px(60), wide, tall)
        self.show()
        self.raise_()
        self.again.setFocus()

    def _row(self, one: Waiting) -> QWidget:
        words = self._words
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        head = QHBoxLayout()
        name = one.item_zh if words.language == "zh" else one.item_ko
        head.addWidget(parts.label(f"{one.masked} · {name}", wrap=True), 1)
        place = "refused" if one.why else "here"
        head.addWidget(parts.chip(words(f"place.{place}"), parts.PLACES[place]))
        see = parts.button(words("line.see"), kind="flat")
        see.clicked.connect(lambda: self._open_case(one.number))
        head.addWidget(see)
        column.addLayout(head)
        since = moment_of(one.since).astimezone(CHINA).strftime("%m-%d %H:%M")
        column.addWidget(parts.label(f"{printed(one.number)} · {since}", "soft"))
        if one.why:
            column.addWidget(parts.label(sentence(words, _refusal(one)), "late", wrap=True))
        column.addWidget(parts.rule())
        return row

    def _open_case(self, number: str) -> None:
        self.hide()
        self.case.emit(number)

    def _retry(self) -> None:
        self.again.setEnabled(False)
        self._explained.setText(self._words("line.trying"))
        self.retry.emit()

    def answered(self, lamp: Lamp) -> None:
        """The lamp was looked at again while the panel is open."""
        self._head.setText(lamp_words(self._words, lamp)[0])
        self.again.setEnabled(True)


def _refusal(one: Waiting) -> Refusal:
    try:
        return Refusal(Code(one.why), one.field)
    except ValueError:  # a newer centre's reason
        return Refusal(Code.MALFORMED, one.field)
