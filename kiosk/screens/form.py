"""An item's form: sections of fields that show and hide as the answers say. What is typed survives every redrawing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from kiosk.domain.forms import Form
from kiosk.screens import parts
from kiosk.screens.fields import FieldWidget
from kiosk.words import Words
from kiosk.words.refusals import fault_sentence

COLUMNS = 2


class FormView(QScrollArea):
    """Signals:
    changed(): some answer changed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self._form: Form | None = None
        self._fields: dict[str, FieldWidget] = {}
        self._groups: list[tuple[QWidget, list[FieldWidget]]] = []
        self._today = date.min

    def draw(self, form: Form, words: Words, prefill: Mapping[str, str], answers: Mapping[str, Any]) -> None:
        """Draws a form anew; `answers` are what was typed before."""
        self._form, self._words, self._fields, self._groups = form, words, {}, []
        self._today = date.fromisoformat(prefill["today"])
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 8, 0)
        for section in form.sections:
            frame, inside = parts.card()
            inside.addWidget(parts.label(section.title[words.language], "head"))
            grid = QGridLayout()
            grid.setSpacing(12)
            for number in range(COLUMNS):
                grid.setColumnStretch(number, 1)
            inside.addLayout(grid)
            widgets = []
            place = 0
            for field in section.fields:
                widget = FieldWidget(field, words)
                widget.set_value(answers.get(field.key, prefill.get(field.prefill)))
                widget.changed.connect(self._changed)
                widget.left.connect(self._judge)
                if widget.wide:
                    place += place % COLUMNS
                    grid.addWidget(widget, place // COLUMNS, 0, 1, COLUMNS)
                    place += COLUMNS
                else:
                    grid.addWidget(widget, place // COLUMNS, place % COLUMNS, Qt.AlignmentFlag.AlignTop)
                    place += 1
                self._fields[field.key] = widget
                widgets.append(widget)
            column.addWidget(frame)
            self._groups.append((frame, widgets))
        column.addStretch()
        self.setWidget(ground)
        self._show_and_hide()

    def answers(self) -> dict[str, Any]:
        """What is answered and shows; hidden fields are not in it."""
        if self._form is None:
            return {}
        given = {key: value for key, widget in self._fields.items() if (value := widget.value()) is not None}
        shown = {field.key for field in self._form.visible(given)}
        return {key: value for key, value in given.items() if key in shown}

    def fill(self, answers: Mapping[str, Any]) -> None:
        """Answers many fields at once (a known person, a demonstration)."""
        for key, value in answers.items():
            if key in self._fields:
                self._fields[key].set_value(value)

    def names(self) -> dict[str, str]:
        """Keys and labels of the fields that show, for sentences."""
        return {key: widget.field.label[self._words.language] for key, widget in self._fields.items()}

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Marks fields (key -> code); a fault inside a table marks the table. The first one gets the focus."""
        first: FieldWidget | None = None
        for key, widget in self._fields.items():
            code = next((code for where, code in faults.items() if where.split("[")[0] == key), "")
            widget.show_fault(
                fault_sentence(self._words, code, widget.field.label[self._words.language]) if code else ""
            )
            first = first or (widget if code else None)
        if first is not None:
            self.ensureWidgetVisible(first)
            first.editor.setFocus()

    def _judge(self, key: str) -> None:
        """A rule is checked as one leaves the field; an empty one is not scolded before the press."""
        if self._form is None or key not in self._fields:
            return
        found = {fault.field.split("[")[0]: fault.code for fault in self._form.check(self.answers(), self._today)}
        code = found.get(key, "")
        widget = self._fields[key]
        shown = code if code != "missing_required" else ""
        widget.show_fault(fault_sentence(self._words, shown, widget.field.label[self._words.language]) if shown else "")

    def _changed(self) -> None:
        self._show_and_hide()
        self.changed.emit()

    def _show_and_hide(self) -> None:
        if self._form is None:
            return
        given = {key: value for key, widget in self._fields.items() if (value := widget.value()) is not None}
        shown = {field.key for field in self._form.visible(given)}
        for frame, widgets in self._groups:
            for widget in widgets:
                widget.setVisible(widget.field.key in shown)
            frame.setVisible(any(widget.field.key in shown for widget in widgets))
