"""An item's form: numbered sections of fields that show and hide as the answers say. What is typed survives every
redrawing; what was prefilled says where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain import numbering
from kiosk.domain.forms import Field, Form
from kiosk.screens import parts, tokens
from kiosk.screens.fields import FieldWidget
from kiosk.words import Words
from kiosk.words.refusals import fault_sentence

COLUMN = 380  # px at normal size: the least width of a column
MOST_COLUMNS = 3


class FormView(QWidget):
    """Signals:
    changed(): some answer changed.
    left(): a field was left: what was typed may be kept now.
    finished(): Enter, and no required field is open any more.
    shown(object): a widget got the focus and should be brought into sight.
    """

    changed = Signal()
    left = Signal()
    finished = Signal()
    shown = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._form: Form | None = None
        self._fields: dict[str, FieldWidget] = {}
        self._groups: list[_Group] = []
        self._today = date.min
        self._columns = 2
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def draw(
        self, form: Form, words: Words, today: date, answers: Mapping[str, Any], sources: Mapping[str, str]
    ) -> None:
        """Draws a form anew; `answers` are what was typed or is known, `sources` where known ones come from."""
        self._form, self._words, self._fields, self._groups, self._today = form, words, {}, [], today
        parts.emptied(self._column)
        other = "ko" if words.language == "zh" else "zh"
        for number, section in enumerate(form.sections, 1):
            widgets = [self._widget(field, words, answers, sources) for field in section.fields]
            group = _Group(number, section.title[words.language], section.title[other], widgets)
            self._column.addWidget(group)
            self._groups.append(group)
        self._show_and_hide()

    def _widget(
        self, field: Field, words: Words, answers: Mapping[str, Any], sources: Mapping[str, str]
    ) -> FieldWidget:
        widget = FieldWidget(field, words)
        widget.set_value(answers.get(field.key))
        if field.key in answers and (source := sources.get(field.key)):
            widget.show_source(words(f"source.{source}"))
        widget.changed.connect(self._changed)
        widget.left.connect(self._leave)
        widget.onward.connect(self._onward)
        self._fields[field.key] = widget
        return widget

    def clear(self) -> None:
        """Nothing of the person is left."""
        self._form, self._fields, self._groups = None, {}, []
        parts.emptied(self._column)

    def answers(self) -> dict[str, Any]:
        """What is answered and shows; hidden fields are not in it."""
        if self._form is None:
            return {}
        given = {key: value for key, widget in self._fields.items() if (value := widget.value()) is not None}
        shown = {field.key for field in self._form.visible(given)}
        return {key: value for key, value in given.items() if key in shown}

    def sources(self) -> dict[str, str]:
        """Where the answers come from that nobody typed: key -> the words that show it."""
        return {key: widget.source for key, widget in self._fields.items() if widget.source}

    def fill(self, answers: Mapping[str, Any], source: str = "") -> None:
        """Answers many fields at once (a card, a known person, a demonstration)."""
        for key, value in answers.items():
            if key in self._fields:
                self._fields[key].set_value(value)
                self._fields[key].show_source(self._words(f"source.{source}") if source else "")

    def names(self) -> dict[str, str]:
        """Keys and labels of all fields, for sentences."""
        return {key: widget.field.label[self._words.language] for key, widget in self._fields.items()}

    def open_fields(self) -> list[str]:
        """Keys of the required fields that show and are not answered, in order."""
        if self._form is None:
            return []
        answers = self.answers()
        return [field.key for field in self._form.visible(answers) if field.required and field.key not in answers]

    def focus_first(self) -> None:
        """Where a clerk goes on: the first open field, else the first."""
        keys = self.open_fields() or [key for key, widget in self._fields.items() if not widget.isHidden()]
        if keys:
            self._focus(keys[0])

    def _focus(self, key: str) -> None:
        self._fields[key].focus()
        self.shown.emit(self._fields[key])

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Marks fields (key -> code); a fault inside a table marks the table. The first one gets the focus."""
        first = ""
        for key, widget in self._fields.items():
            code = next((code for where, code in faults.items() if where.split("[")[0] == key), "")
            widget.show_fault(self._sentence(widget, code))
            first = first or (key if code else "")
        if first:
            self._focus(first)

    def _sentence(self, widget: FieldWidget, code: str) -> str:
        if not code:
            return ""
        label, most = widget.field.label[self._words.language], widget.field.rules.get("max_length")
        if code == "too_long" and most is not None:
            return self._words("bad_input.too_long", field=label, most=most, count=len(str(widget.value())))
        return fault_sentence(self._words, code, label)

    def _leave(self, key: str) -> None:
        if not self._take_out_scan(key):
            self._judge(key)
        self.left.emit()

    def _take_out_scan(self, key: str) -> bool:
        """A scanner types wherever the focus is. A case number that came into an answer is taken out again and said."""
        widget = self._fields.get(key)
        found = numbering.scanned(value) if widget is not None and isinstance(value := widget.value(), str) else None
        if widget is None or found is None:
            return False
        before, number = found
        widget.set_value(before or None)
        label = widget.field.label[self._words.language]
        widget.show_fault(self._words("bad_input.scanned", field=label, number=number.printed))
        return True

    def _judge(self, key: str) -> bool:
        """A rule is checked as one leaves the field; an empty one is not scolded before the press."""
        if self._form is None or key not in self._fields:
            return True
        found = {fault.field.split("[")[0]: fault.code for fault in self._form.check(self.answers(), self._today)}
        code = found.get(key, "")
        widget = self._fields[key]
        shown = code if code != "missing_required" else ""
        before = widget._fault.text()
        widget.show_fault(self._sentence(widget, shown))
        return not shown or bool(before)

    def _onward(self, key: str) -> None:
        """Enter: to the next required field that is open. A fault holds the clerk once, a second Enter goes on."""
        if self._take_out_scan(key) or not self._judge(key):
            return
        keys = list(self._fields)
        behind = keys[keys.index(key) + 1 :] if key in keys else keys
        wanted = self.open_fields()
        following = [one for one in behind if one in wanted] or [one for one in wanted if one != key]
        if following:
            self._focus(following[0])
        elif not wanted:
            self.finished.emit()

    def _changed(self) -> None:
        self._show_and_hide()
        self.changed.emit()

    def _show_and_hide(self) -> None:
        if self._form is None:
            return
        given = {key: value for key, widget in self._fields.items() if (value := widget.value()) is not None}
        shown = {field.key for field in self._form.visible(given)}
        for group in self._groups:
            group.show_fields(shown, given, self._words, self._columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = min(max(self.width() // tokens.px(COLUMN), 1), MOST_COLUMNS)
        if columns != self._columns:
            self._columns = columns
            self._show_and_hide()


class _Group(QWidget):
    """A section: its number, its title in both languages, how far it is, and the fields that show, set out in columns."""

    def __init__(self, number: int, title: str, second: str, widgets: list[FieldWidget]) -> None:
        super().__init__()
        self._widgets = widgets
        self._set: tuple[int, list[str]] = (0, [])
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        row = QHBoxLayout()
        self._mark = parts.chip(str(number), "act")
        row.addWidget(self._mark)
        row.addWidget(parts.label(title, "head"))
        row.addWidget(parts.second(second))
        row.addStretch()
        self._state = parts.label("", "soft")
        row.addWidget(self._state)
        inside.addLayout(row)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        inside.addLayout(self._grid)
        for widget in widgets:
            widget.setParent(self)
            widget.hide()

    def show_fields(self, shown: set[str], given: Mapping[str, Any], words: Words, columns: int) -> None:
        """Shows the fields of `shown`; they are set out anew only when others show than before."""
        here = [widget for widget in self._widgets if widget.field.key in shown]
        wanted = (columns, [widget.field.key for widget in here])
        if wanted != self._set:
            self._set = wanted
            self._set_out(here, columns)
        self.setVisible(bool(here))
        asked = [widget for widget in here if widget.field.required]
        done = sum(widget.field.key in given for widget in asked)
        self._state.setText(words("screens.section", done=done, asked=len(asked)) if asked else "")
        self._mark.setProperty("chip", "ok" if done == len(asked) else "act")
        parts.repolished(self._mark)

    def _set_out(self, here: list[FieldWidget], columns: int) -> None:
        while self._grid.count():
            self._grid.takeAt(0)
        for place in range(MOST_COLUMNS):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)
        place, before = 0, None
        for widget in here:
            wide = widget.wide
            place += -place % columns if wide else 0
            span = columns if wide else 1
            self._grid.addWidget(widget, place // columns, place % columns, 1, span, Qt.AlignmentFlag.AlignTop)
            place += span
            if before is not None:
                QWidget.setTabOrder(before.editor, widget.editor)
            before = widget
        for widget in self._widgets:
            widget.setVisible(widget in here)
