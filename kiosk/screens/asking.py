"""What an act still has to be told is asked beside the form, never in a dialog: the refusal's reason, the gap's day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from kiosk.screens import parts
from kiosk.screens.fields import Line, Segments
from kiosk.words import Words


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its key, its label, what stands there to begin with, and the options of a choice."""

    key: str
    label: str
    given: str = ""
    options: tuple[tuple[str, str], ...] = ()  # (value, words)
    needed: bool = True
    when: tuple[str, str] | None = field(default=None)  # only when that question is asked and this its answer ("a|b")
    secret: bool = False  # not shown while it is typed
    private: bool = False  # masked unless one types in it


class Asking(QFrame):
    """Signals:
    changed(): an answer changed.
    finished(): Enter on the last question.
    """

    changed = Signal()
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(16, 16, 16, 16)
        self._asked: tuple[Asked, ...] = ()
        self._editors: dict[str, Line | Segments] = {}
        self._rows: dict[str, QWidget] = {}
        self.act = ""
        self.hide()

    def ask(self, act: str, title: str, explained: str, questions: tuple[Asked, ...], words: Words) -> None:
        """Shows the questions of an act; what was answered before under the same keys stays."""
        before = self.answers() if act == self.act else {}
        self.act, self._asked, self._editors, self._rows = act, questions, {}, {}
        parts.emptied(self._inside)
        self._inside.addWidget(parts.label(title, "head", wrap=True))
        self._inside.addWidget(parts.label(explained, "soft", wrap=True))
        for one in questions:
            self._inside.addWidget(self._row(one, before.get(one.key, one.given)))
        self._inside.addStretch()
        self._show_and_hide()
        self.show()
        self.focus_first()

    def _row(self, one: Asked, value: str) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(parts.label(one.label + (" *" if one.needed else ""), "soft", wrap=True))
        editor: Line | Segments
        if one.options:
            editor = Segments([(words, value) for value, words in one.options])
            editor.set_value(value or None)
            editor.changed.connect(self._changed)
        else:
            editor = Line(masked=one.private)
            editor.setText(value)
            editor.setMaxLength(500)
            if one.secret:
                editor.setEchoMode(QLineEdit.EchoMode.Password)
            editor.setCursorPosition(0)
            editor.textChanged.connect(self._changed)
        editor.onward.connect(lambda: self._onward(one.key))
        editor.setAccessibleName(one.label)
        column.addWidget(editor)
        self._editors[one.key], self._rows[one.key] = editor, row
        return row

    def answers(self) -> dict[str, str]:
        found = {}
        for key, editor in self._editors.items():
            value = editor.value() if isinstance(editor, Segments) else editor.text().strip()
            found[key] = str(value or "")
        return found

    def put(self, values: Mapping[str, str]) -> None:
        """Answers that something else knows: a card that was read."""
        for key, value in values.items():
            editor = self._editors.get(key)
            if isinstance(editor, Segments):
                editor.set_value(value)
            elif editor is not None:
                editor.setText(value)

    def missing(self) -> list[str]:
        """Labels of what is needed and not answered."""
        given = self.answers()
        return [one.label for one in self._asked if one.needed and self._shows(one, given) and not given[one.key]]

    def leave(self) -> None:
        self.act, self._asked, self._editors, self._rows = "", (), {}, {}
        parts.emptied(self._inside)
        self.hide()

    def focus_first(self) -> None:
        given = self.answers()
        shown = [one.key for one in self._asked if self._shows(one, given)]
        first = next((key for key in shown if not given[key]), shown[0] if shown else "")
        if first:
            self._editors[first].setFocus()

    def _shows(self, one: Asked, given: dict[str, str]) -> bool:
        if one.when is None:
            return True
        above = next((other for other in self._asked if other.key == one.when[0]), None)
        asked = above is None or self._shows(above, given)
        return asked and given.get(one.when[0]) in one.when[1].split("|")

    def _show_and_hide(self) -> None:
        given = self.answers()
        for one in self._asked:
            self._rows[one.key].setVisible(self._shows(one, given))

    def _changed(self) -> None:
        self._show_and_hide()
        self.changed.emit()

    def _onward(self, key: str) -> None:
        given = self.answers()
        shown = [one.key for one in self._asked if self._shows(one, given)]
        behind = [one for one in shown[shown.index(key) + 1 :] if not given[one]]
        if behind:
            self._editors[behind[0]].setFocus()
        else:
            self.finished.emit()
