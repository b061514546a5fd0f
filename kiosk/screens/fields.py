"""One widget for each type of field, drawn from the form's data; values go in and out as the form wants them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from kiosk.domain.forms import Field
from kiosk.screens import parts
from kiosk.words import Words

LONGEST_LINE = 4000  # characters that a line takes from a pasted wall of text; the form's own rule says the rest
HINTS = {"date": "2026-01-31", "month": "2026-01"}


class FieldWidget(QWidget):
    """One question with its label and, when it is wrong, a sentence.

    Signals:
        changed(): the answer changed.
        left(str): the field was left; its key.
    """

    changed = Signal()
    left = Signal(str)

    def __init__(self, field: Field, words: Words) -> None:
        super().__init__()
        self.field, self.words = field, words
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        star = " *" if field.required else ""
        self._label = parts.label(field.label[words.language] + star, "soft", wrap=True)
        inside.addWidget(self._label)
        self.editor = self._editor()
        self.editor.setAccessibleName(field.label[words.language])
        if field.help is not None:
            self.editor.setToolTip(field.help[words.language])
        inside.addWidget(self.editor)
        self._fault = parts.label("", "fault", wrap=True)
        self._fault.hide()
        inside.addWidget(self._fault)

    @property
    def wide(self) -> bool:
        """Whether the question wants a row of its own."""
        return self.field.type in {"multiline", "address", "multichoice", "table"}

    def show_fault(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))
        self.editor.setProperty("faulty", "true" if sentence else "false")
        parts.repolished(self.editor)

    def _editor(self) -> QWidget:
        kind = self.field.type
        if kind in {"choice", "boolean"}:
            return self._choice()
        if kind == "multichoice":
            return _Boxes(self)
        if kind == "table":
            return _Rows(self)
        if kind == "multiline":
            area = QPlainTextEdit()
            area.setFixedHeight(72)
            area.setTabChangesFocus(True)
            area.textChanged.connect(self.changed)
            return area
        line = QLineEdit()
        line.setMaxLength(LONGEST_LINE)
        line.setPlaceholderText(HINTS.get(kind, ""))
        line.textChanged.connect(self.changed)
        line.editingFinished.connect(lambda: self.left.emit(self.field.key))
        return line

    def _choice(self) -> QComboBox:
        box = QComboBox()
        box.addItem("", None)
        if self.field.type == "boolean":
            for value in (True, False):
                box.addItem(self.words("screens.yes" if value else "screens.no"), value)
        for option in self.field.options:
            box.addItem(option.name[self.words.language], option.value)
        box.currentIndexChanged.connect(self.changed)
        box.activated.connect(lambda _: self.left.emit(self.field.key))
        return box

    def value(self) -> Any:
        """The answer as the form wants it; None when nothing was answered."""
        editor = self.editor
        if isinstance(editor, QComboBox):
            return editor.currentData()
        if isinstance(editor, _Boxes | _Rows):
            return editor.value()
        text = editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()  # type: ignore[attr-defined]
        if not text.strip():
            return None
        if self.field.type == "integer" and text.strip().lstrip("-").isdigit() and len(text) < 16:
            return int(text)
        return text if self.field.type in {"text", "multiline", "address"} else text.strip()

    def set_value(self, value: Any) -> None:
        editor = self.editor
        if isinstance(editor, QComboBox):
            found = next((i for i in range(editor.count()) if editor.itemData(i) == value), 0)
            editor.setCurrentIndex(found)
        elif isinstance(editor, _Boxes | _Rows):
            editor.set_value(value)
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText("" if value is None else str(value))
        elif isinstance(editor, QLineEdit):
            editor.setText("" if value is None else str(value))


class _Boxes(QWidget):
    """Several choices: boxes in rows of three."""

    def __init__(self, owner: FieldWidget) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        self._boxes: dict[str, QCheckBox] = {}
        for number, option in enumerate(owner.field.options):
            box = QCheckBox(option.name[owner.words.language])
            box.toggled.connect(owner.changed)
            grid.addWidget(box, number // 3, number % 3)
            self._boxes[option.value] = box

    def value(self) -> list[str] | None:
        return [value for value, box in self._boxes.items() if box.isChecked()] or None

    def set_value(self, value: Any) -> None:
        for key, box in self._boxes.items():
            box.setChecked(isinstance(value, list) and key in value)


class _Rows(QWidget):
    """A table: rows of fields, with a button for one more and one to take a row away."""

    def __init__(self, owner: FieldWidget) -> None:
        super().__init__()
        self._owner = owner
        self._rows: list[tuple[QWidget, list[FieldWidget]]] = []
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        self._inside = QVBoxLayout()
        outside.addLayout(self._inside)
        more = parts.button(owner.words("screens.add_row"))
        more.clicked.connect(lambda: self.add({}))
        foot = QHBoxLayout()
        foot.addWidget(more)
        foot.addStretch()
        outside.addLayout(foot)

    def add(self, values: dict[str, Any]) -> None:
        frame, inside = parts.card(margin=8)
        grid = QGridLayout()
        grid.setSpacing(8)
        widgets = []
        for number, column in enumerate(self._owner.field.columns):
            widget = FieldWidget(column, self._owner.words)
            widget.set_value(values.get(column.key))
            widget.changed.connect(self._owner.changed)
            grid.addWidget(widget, number // 3, number % 3)
            widgets.append(widget)
        inside.addLayout(grid)
        away = parts.button(self._owner.words("screens.remove_row"))
        away.clicked.connect(lambda: self._remove(frame))
        inside.addWidget(away)
        self._inside.addWidget(frame)
        self._rows.append((frame, widgets))
        self._owner.changed.emit()

    def _remove(self, frame: QWidget) -> None:
        self._rows = [row for row in self._rows if row[0] is not frame]
        frame.setParent(None)
        frame.deleteLater()
        self._owner.changed.emit()

    def value(self) -> list[dict[str, Any]] | None:
        rows = [{one.field.key: one.value() for one in widgets if one.value() is not None} for _, widgets in self._rows]
        return rows or None

    def set_value(self, value: Any) -> None:
        for frame, _ in list(self._rows):
            self._remove(frame)
        for row in value if isinstance(value, list) else []:
            self.add(row)
