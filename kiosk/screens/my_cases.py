"""The work list, plain: newest first, where each case is, and its lamp's state in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from kiosk.desk.facade import Desk
from kiosk.domain import masking
from kiosk.domain.numbering import printed
from kiosk.screens import parts
from kiosk.screens.work import Work
from kiosk.words import Words

COLUMNS = ("number", "item", "applicant", "state", "place", "received")
Index = QModelIndex | QPersistentModelIndex


class CaseModel(QAbstractTableModel):
    """Rows of text; a change repaints the rows that differ, nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, ...]] = []
        self.heads: tuple[str, ...] = COLUMNS

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and index.isValid():
            return self.rows[index.row()][index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.heads[section]
        return None

    def show(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Takes the new rows; when only some differ, only those are painted."""
        if len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows = list(rows)
            self.endResetModel()
            return
        for number, (old, new) in enumerate(zip(self.rows, rows, strict=True)):
            if old != new:
                self.rows[number] = new
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(COLUMNS) - 1))


class MyCases(QWidget):
    """The list, with a line above it when it is empty."""

    def __init__(self, desk: Desk, work: Work, words: Words) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._desk, self._work, self._words = desk, work, words
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        self._title = parts.label("", "title")
        column.addWidget(self._title)
        self._empty = parts.label("", "soft")
        column.addWidget(self._empty)
        self.model = CaseModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(40)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(self.table, 1)
        self.relabel(words)

    def relabel(self, words: Words) -> None:
        self._words = words
        self._title.setText(words("screens.room.my_cases"))
        self._empty.setText(words("screens.no_cases"))
        self.table.setAccessibleName(words("screens.room.my_cases"))
        self.model.heads = tuple(words(f"screens.column.{name}") for name in COLUMNS)
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self.look()

    def look(self) -> None:
        self._work.ask(self._fetch).then(self._show)

    def _fetch(self) -> list[tuple[Any, Any, str]]:
        """On the database thread: the newest page, with names and whereabouts."""
        lines = self._desk.page()
        places: Mapping[str, str] = self._desk.whereabouts([line.case.number for line in lines])
        return [
            (line.case, self._desk.item(line.case.item).name, places.get(line.case.number, "here")) for line in lines
        ]

    def _show(self, found: list[tuple[Any, Any, str]]) -> None:
        words = self._words
        rows = [
            (printed(case.number), name[words.language], masking.name(case.applicant), words(f"state.{case.state}"),
             words(f"place.{place}"), case.received_on)
            for case, name, place in found
        ]  # fmt: skip
        self._empty.setVisible(not rows)
        self.model.show(rows)
