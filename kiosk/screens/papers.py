"""The papers of an item: what must be there, and what is no longer needed and why; each required one is ticked."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.catalogue import Item, Paper
from kiosk.screens import parts
from kiosk.words import Words


class Tick(QCheckBox):
    """A paper that is there. Space ticks and goes on to the next one that is not.

    Signals:
        onward(): to the next paper.
    """

    onward = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.setChecked(event.key() != Qt.Key.Key_Space or not self.isChecked())
            if self.isChecked():
                self.onward.emit()
        else:
            super().keyPressEvent(event)


class Papers(QWidget):
    """Signals:
    changed(): a paper was ticked or unticked.
    finished(): the last open paper was ticked by key.
    photograph(str): the key of a paper whose picture is wanted.
    shown(object): a widget got the focus.
    """

    changed = Signal()
    finished = Signal()
    photograph = Signal(str)
    shown = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(6)
        self._boxes: dict[str, Tick] = {}
        self._kinds: dict[str, str] = {}

    def draw(self, number: int, item: Item, words: Words, kept: Mapping[str, str]) -> None:
        """`number` of the section; `kept` is what was ticked before."""
        parts.emptied(self._inside)
        self._boxes, self._words = {}, words
        other = "ko" if words.language == "zh" else "zh"
        head = QHBoxLayout()
        self._mark = parts.chip(str(number), "act")
        head.addWidget(self._mark)
        head.addWidget(parts.label(words("screens.papers"), "head"))
        head.addWidget(parts.second(Words(other)("screens.papers")))
        head.addStretch()
        asked = len(item.asked)
        counts = {"before": len(item.materials), "now": asked, "less": len(item.materials) - asked}
        head.addWidget(parts.label(words("screens.papers.counts", **counts), "soft"))
        self._inside.addLayout(head)
        for paper in sorted(item.materials, key=lambda one: one.status != "required"):
            self._inside.addWidget(parts.rule())
            self._inside.addLayout(self._row(paper, words, kept))
        self._show_mark()

    def _row(self, paper: Paper, words: Words, kept: Mapping[str, str]) -> QHBoxLayout:
        row = QHBoxLayout()
        name = paper.name[words.language]
        if paper.status != "required":
            row.addWidget(parts.label(f"—  {name}", "struck"))
            why = paper.reason.partition(" (")[0] if words.language == "zh" else ""
            row.addWidget(parts.label(why, "soft", wrap=True), 1)
            row.addWidget(parts.chip(words(f"screens.paper.{paper.status}"), "plain"))
            return row
        box = Tick(name)
        box.setAccessibleName(name)
        box.setChecked(kept.get(paper.key, "missing") != "missing")
        box.toggled.connect(self._ticked)
        box.onward.connect(self._onward)
        self._boxes[paper.key], self._kinds[paper.key] = box, paper.kind
        row.addWidget(box, 1)
        row.addWidget(parts.label(words(f"paper_kind.{paper.kind}"), "soft"))
        return row

    def clear(self) -> None:
        self._boxes = {}
        parts.emptied(self._inside)

    def _ticked(self) -> None:
        self._show_mark()
        self.changed.emit()

    def _show_mark(self) -> None:
        self._mark.setProperty("chip", "ok" if not self.missing() else "act")
        parts.repolished(self._mark)

    def _onward(self) -> None:
        if not self.focus_first():
            self.finished.emit()

    def focus_first(self) -> bool:
        """The first paper that is not ticked gets the focus; False when all are."""
        for box in self._boxes.values():
            if not box.isChecked():
                box.setFocus(Qt.FocusReason.TabFocusReason)
                self.shown.emit(box)
                return True
        return False

    def missing(self) -> list[str]:
        """Keys of what is asked for and not there."""
        return [key for key, box in self._boxes.items() if not box.isChecked()]

    def seen(self) -> dict[str, str]:
        """Key -> seen, copied (where a copy is asked for) or missing, for every paper that is asked for."""
        how = {key: "copied" if self._kinds[key] == "copy" else "seen" for key in self._boxes}
        return {key: how[key] if box.isChecked() else "missing" for key, box in self._boxes.items()}

    def names(self) -> dict[str, str]:
        return {key: box.text() for key, box in self._boxes.items()}

    def tick(self, keys: set[str]) -> None:
        """Ticks what was already seen in this visit."""
        for key in keys & set(self._boxes):
            self._boxes[key].setChecked(True)

    def tick_all(self) -> None:
        for box in self._boxes.values():
            box.setChecked(True)
