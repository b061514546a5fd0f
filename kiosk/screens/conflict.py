"""Two sides that differ: what this desk wrote and what the centre has, in two columns, and the ways on as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.desk.doors.conflicts import Conflict, Side
from kiosk.screens import parts, tokens
from kiosk.words import Words
from kiosk.words.refusals import sentence

if TYPE_CHECKING:
    from kiosk.desk.settling import Choice


class ConflictCard(QFrame):
    """Signals:
    chosen(str): a way on was marked ("" = none); it is done by the room's primary key.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setProperty("alarm", "true")
        self.conflict: Conflict | None = None
        self.choice = ""
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(16, 14, 16, 14)
        self._inside.setSpacing(10)
        self._buttons: dict[str, _Way] = {}
        self.hide()

    def show_conflict(self, conflict: Conflict | None, words: Words) -> None:
        """Both sides, or nothing when they agree. What was marked stays marked while it is still a way."""
        self.conflict = conflict
        parts.emptied(self._inside)
        self._buttons = {}
        self.setVisible(conflict is not None)
        if conflict is None:
            self._mark("")
            return
        self._head(conflict, words)
        sides = QHBoxLayout()
        sides.setSpacing(10)
        sides.addWidget(self._side(conflict, words, ours=True), 1)
        sides.addWidget(self._side(conflict, words, ours=False), 1)
        self._inside.addLayout(sides)
        for number, way in enumerate(conflict.choices, 1):
            made = _Way(said(words, conflict, way), str(number), ready=way.ready)
            made.pressed.connect(lambda code=way.code: self.press(code))
            self._buttons[way.code] = made
            self._inside.addWidget(made)
        ready = {way.code for way in conflict.choices if way.ready}
        self._mark(self.choice if self.choice in ready else "")

    def _head(self, conflict: Conflict, words: Words) -> None:
        row = QHBoxLayout()
        title = parts.label(f"⚠ {words('conflict.title')}", "head")
        title.setProperty("tone", "late")
        row.addWidget(title)
        row.addStretch()
        row.addWidget(parts.label(words("conflict.nothing_lost"), "soft"))
        self._inside.addLayout(row)
        why = words("place.refused.long", reason=sentence(words, conflict.why))
        told = words("list.comma").join(words(f"fact.{one.kind}") for one in conflict.told)
        self._inside.addWidget(parts.label(words("conflict.why", what=told, why=why), wrap=True))

    def _side(self, conflict: Conflict, words: Words, *, ours: bool) -> QWidget:
        box = QFrame()
        box.setObjectName("card")
        grid = QGridLayout(box)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(1, 1)
        grid.addWidget(parts.label(_title(words, conflict, ours=ours), "strong", wrap=True), 0, 0, 1, 2)
        for at, line in enumerate(conflict.lines, 1):
            grid.addWidget(parts.label(_label(words, line), "soft", wrap=True), at, 0, Qt.AlignmentFlag.AlignTop)
            value = parts.label(_value(words, line, line.ours if ours else line.theirs), wrap=True)
            value.setProperty("chip", "near")
            grid.addWidget(value, at, 1)
        grid.setRowStretch(len(conflict.lines) + 1, 1)
        return box

    def press(self, code: str) -> None:
        """Marks a way on; pressed again it is marked no longer."""
        self._mark("" if code == self.choice else code)

    def press_number(self, number: int) -> None:
        """Keys 1, 2, 3 …"""
        if self.conflict is not None and number <= len(self.conflict.choices):
            way = self.conflict.choices[number - 1]
            if way.ready:
                self.press(way.code)

    def _mark(self, code: str) -> None:
        self.choice = code
        for name, made in self._buttons.items():
            made.mark(on=name == code)
        self.chosen.emit(code)


class _Way(QFrame):
    """A way on: a sentence that wraps, and its key.

    Signals:
        pressed(): clicked, or Space or Enter on it.
    """

    pressed = Signal()

    def __init__(self, said: str, key: str, *, ready: bool) -> None:
        super().__init__()
        self.setObjectName("way")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if ready else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setMinimumHeight(tokens.target())
        self.setAccessibleName(f"{key} {said}")
        self.setEnabled(ready)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 12, 8)
        self._words = parts.label(said, "strong" if ready else "soft", wrap=True)
        row.addWidget(self._words, 1)
        row.addWidget(parts.key_cap(key))
        self.sentence = said
        self.mark(on=False)

    def mark(self, *, on: bool) -> None:
        self.setProperty("marked", "true" if on else "false")
        parts.repolished(self)

    def mousePressEvent(self, event: object) -> None:
        self.pressed.emit()

    def keyPressEvent(self, event: object) -> None:
        key = event.key()  # type: ignore[attr-defined]
        if key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.pressed.emit()
        else:
            event.ignore()  # type: ignore[attr-defined]


def said(words: Words, conflict: Conflict, way: Choice) -> str:
    """A way on as a sentence that says what becomes of each side."""
    ours = words("list.comma").join(words(f"fact.{kind}") for kind in way.notes)
    if way.code == "centre":
        key = "conflict.choice.centre" if conflict.theirs_on else "conflict.choice.leave"
        return words(key, ours=ours)
    if way.code == "again":
        holds = words("list.comma").join(words(f"fact.{kind}") for kind in way.holds)
        if not way.ready:
            return words("conflict.choice.again_waits", holds=holds)
        rest = words("conflict.choice.rest", ours=ours) if ours else ""
        return words("conflict.choice.again", holds=holds) + rest
    if way.code == "anew":
        return words("conflict.choice.anew")
    return words("conflict.choice.later", phone=conflict.phone)


def _title(words: Words, conflict: Conflict, *, ours: bool) -> str:
    if ours:
        what = words(f"fact.{conflict.ours_what}")
        return words("conflict.ours", who=conflict.ours_by, day=conflict.ours_on, what=what)
    if not conflict.theirs_on:
        return words("conflict.theirs_nothing")
    return words("conflict.theirs", day=conflict.theirs_on, what=words(f"fact.{conflict.theirs_what}"))


def _label(words: Words, line: Side) -> str:
    if line.label is not None:
        return line.label[words.language]
    return words(f"conflict.{line.what}")


def _value(words: Words, line: Side, value: object) -> str:
    """One side's value as a person reads it: options by their names, truth as yes or no, nothing as a dash."""
    if value is None or value in ("", [], ()):
        return "—"
    if line.what == "state":
        return words(f"state.{value}")
    if line.what == "paper":
        return words(f"cases.how.{value}")
    if isinstance(value, bool):
        return words("cases.yes" if value else "cases.no")
    names = {one.value: one.name[words.language] for one in line.field.options} if line.field is not None else {}
    if isinstance(value, list):
        return words("list.comma").join(_entry(words, one, names) for one in value)
    return names.get(str(value), str(value))


def _entry(words: Words, value: object, names: dict[str, str]) -> str:
    if isinstance(value, dict):  # a row of a table: its values in order
        return " ".join(str(one) for one in value.values())
    return names.get(str(value), str(value))


__all__ = ["ConflictCard", "said"]
