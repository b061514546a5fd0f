"""Call-backs: who is to be told what, what to say, and whether somebody answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from kiosk.desk.doors.cases import Person
from kiosk.desk.facade import Desk
from kiosk.domain.moments import CHINA, moment_of
from kiosk.domain.numbering import printed
from kiosk.screens import parts, tokens
from kiosk.screens.case_page import Hold
from kiosk.screens.foot import Foot
from kiosk.screens.work import Work
from kiosk.words import Words

if TYPE_CHECKING:
    from kiosk.desk.doors.calls import Line


class Calls(QWidget):
    """Signals:
    said(str): a sentence for a passing note.
    changed(): a line was done.
    case(str): this case is to be opened.
    """

    said = Signal(str)
    changed = Signal()
    case = Signal(str)

    def __init__(self, desk: Desk, work: Work, words: Words) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._desk, self._work, self._words = desk, work, words
        self.lines: Sequence[Line] = ()
        self._acting = self._shown = False
        self.foot = Foot()
        self._lay_out()
        acts: dict[str, Callable[[], None]] = {"F6": self.open_case, "F9": self.not_reached, "F8": self.reached}
        for key, act in acts.items():
            self.foot.act(key, act)
            made = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)
        self.relabel(words)

    def _lay_out(self) -> None:
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(8)
        row = QHBoxLayout()
        self._title, self._second = parts.label("", "title"), parts.second()
        row.addWidget(self._title)
        row.addWidget(self._second)
        row.addStretch()
        inside.addLayout(row)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(lambda _: self._show())
        self.list.itemActivated.connect(lambda _: self.foot.primary.setFocus())
        frame, held = parts.card(margin=1)
        held.addWidget(self.list)
        self._empty = parts.Empty()
        self._left = QStackedWidget()
        self._left.addWidget(frame)
        self._left.addWidget(self._empty)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(14)
        self._left.setMinimumWidth(tokens.px(340))
        split.addWidget(self._left)
        split.addWidget(self._right())
        split.setSizes([420, 740])
        inside.addWidget(split, 1)
        outside.addLayout(inside, 1)
        outside.addWidget(self.foot)

    def _right(self) -> QWidget:
        """What to say to whom."""
        self._card, inside = parts.card(margin=20)
        head = QHBoxLayout()
        self._who = parts.label("", "title", wrap=True)
        head.addWidget(self._who, 1)
        self.hold = Hold()
        self.hold.held.connect(self._reveal)
        self.hold.let_go.connect(self._hide)
        head.addWidget(self.hold, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(head)
        self._phone, self._what = parts.label("", "big"), parts.label("", "soft", wrap=True)
        inside.addWidget(self._phone)
        inside.addWidget(self._what)
        inside.addWidget(parts.rule())
        self._say_head, self._say = parts.label("", "strong"), parts.label("", wrap=True)
        self._say_other, self._tries = parts.label("", "soft", wrap=True), parts.label("", "near", wrap=True)
        self._say_other.setProperty("second", True)
        for one in (self._say_head, self._say, self._say_other, self._tries):
            inside.addWidget(one)
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 6, 0)
        column.addWidget(self._card)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(ground)
        return scroll

    # what the shell asks ----------------------------------------------------------------------------------------------

    def relabel(self, words: Words) -> None:
        self._words = words
        other = Words("ko" if words.language == "zh" else "zh")
        self._title.setText(words("screens.room.calls"))
        self._second.setText(other("screens.room.calls"))
        self.list.setAccessibleName(words("screens.room.calls"))
        self.hold.setText(words("cases.hold"))
        self._say_head.setText(words("calls.say"))
        self._empty.say(words("calls.none"), words("calls.none.more"))
        self._fill(self.lines)

    def look(self) -> None:
        self._work.ask(self._desk.calls.lines).then(self._fill)

    def _fill(self, lines: Sequence[Line]) -> None:
        """The same line stays chosen where it is still there."""
        before = self.line
        self.lines = lines
        self.list.blockSignals(True)
        self.list.clear()
        for one in lines:
            self.list.addItem(f"{one.who} · {one.item[self._words.language]}\n{self._words(f'calls.why.{one.why}')}")
        at = next(
            (i for i, one in enumerate(lines) if before and (one.number, one.why) == (before.number, before.why)), 0
        )
        self.list.setCurrentRow(at if lines else -1)
        self.list.blockSignals(False)
        self._left.setCurrentIndex(0 if lines else 1)
        self._show()

    @property
    def line(self) -> Line | None:
        at = self.list.currentRow()
        return self.lines[at] if 0 <= at < len(self.lines) else None

    def _show(self) -> None:
        line, words = self.line, self._words
        self._card.setVisible(line is not None)
        self.foot.show_keys({"F6": words("calls.open"), "F9": words("calls.not_reached")} if line is not None else {})
        self.foot.primary.setText(words("calls.reached"))
        self.foot.primary.setVisible(line is not None)
        self.foot.primary.setEnabled(line is not None and not self._acting)
        if line is None:
            return
        other = Words("ko" if words.language == "zh" else "zh")
        self._shown = False
        self._who.setText(f"{line.who} · {line.item[words.language]}")
        self._phone.setText(line.phone)
        self._what.setText(f"{words(f'calls.why.{line.why}')} · {printed(line.number)}")
        for label, said in ((self._say, words), (self._say_other, other)):
            label.setText(said(f"calls.say.{line.why}", item=line.item[said.language], day=_day(said, line.day)))
        when = moment_of(line.tried).astimezone(CHINA).strftime("%m-%d %H:%M") if line.tried else ""
        self._tries.setText(words("calls.tries", count=line.tries, when=when) if line.tries else "")
        self._tries.setVisible(line.tries > 0)

    # acting -----------------------------------------------------------------------------------------------------------

    def reached(self) -> None:
        """F8: the resident knows; the line is done."""
        if self.line is not None and not self._acting:
            self._do(self._desk.calls.reached, "calls.done")

    def not_reached(self) -> None:
        """F9: nobody answered; it stays on the list, with the try counted."""
        if self.line is not None and not self._acting:
            self._do(self._desk.calls.tried, "calls.kept")

    def _do(self, act: Callable[[str, str], None], word: str) -> None:
        line = self.line
        assert line is not None
        self._acting = True
        self.foot.primary.setEnabled(False)
        self._work.ask(act, line.number, line.why).then(lambda _: self._did(word)).otherwise(self._broke)

    def _did(self, word: str) -> None:
        self._acting = False
        self.said.emit(self._words(word))
        self.changed.emit()
        self.list.setFocus()
        self.look()

    def _broke(self, broken: object) -> None:
        self._acting = False
        self.foot.say(self._words("cases.broke"))

    def open_case(self) -> None:
        """F6: the case itself."""
        if self.line is not None:
            self.case.emit(self.line.number)

    # whom, while it is held -------------------------------------------------------------------------------------------

    def _reveal(self) -> None:
        if self.line is not None and not self._shown:
            self._shown = True
            self._work.ask(self._desk.cases.show, self.line.number).then(self._revealed)

    def _revealed(self, person: Person | None) -> None:
        line = self.line
        if self._shown and person is not None and line is not None:
            self._who.setText(f"{person.name} · {line.item[self._words.language]}")
            self._phone.setText(person.phone)

    def _hide(self) -> None:
        self._shown = False
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F3:
            if not event.isAutoRepeat():
                self._reveal()
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F3:
            if not event.isAutoRepeat():
                self._hide()
            return
        super().keyReleaseEvent(event)


def _day(words: Words, day: str) -> str:
    from datetime import date

    return words.day(date.fromisoformat(day)) if day else ""
