"""The papers of an item: what must be there, and what is no longer needed and why; each required one is ticked."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.catalogue import Item
from kiosk.screens import parts
from kiosk.words import Words


class Papers(QWidget):
    """Signals:
    changed(): a paper was ticked or unticked.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._boxes: dict[str, QCheckBox] = {}

    def draw(self, item: Item, words: Words, kept: Mapping[str, str]) -> None:
        parts.emptied(self._inside)
        self._boxes = {}
        frame, inside = parts.card()
        asked = len(item.asked)
        inside.addWidget(parts.label(words("screens.papers"), "head"))
        counts = {"before": len(item.materials), "now": asked, "less": len(item.materials) - asked}
        inside.addWidget(parts.label(words("screens.papers.counts", **counts), "soft", wrap=True))
        for paper in item.materials:
            row = QHBoxLayout()
            name = paper.name[words.language]
            if paper.status == "required":
                box = QCheckBox(name)
                box.setChecked(kept.get(paper.key) == "seen")
                box.toggled.connect(self.changed)
                self._boxes[paper.key] = box
                row.addWidget(box, 1)
            else:
                row.addWidget(parts.label(f"—  {name}", "soft", wrap=True), 1)
                row.addWidget(parts.chip(words(f"screens.paper.{paper.status}"), "ok"))
            inside.addLayout(row)
        self._inside.addWidget(frame)

    def seen(self) -> dict[str, str]:
        """Key -> seen or missing, for every paper that is asked for."""
        return {key: "seen" if box.isChecked() else "missing" for key, box in self._boxes.items()}

    def names(self) -> dict[str, str]:
        return {key: box.text() for key, box in self._boxes.items()}

    def tick_all(self) -> None:
        for box in self._boxes.values():
            box.setChecked(True)
