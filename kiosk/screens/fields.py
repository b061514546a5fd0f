"""One widget for each type of field, drawn from the form's data; values go in and out as the form wants them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kiosk.domain import masking
from kiosk.domain.forms import Field
from kiosk.screens import parts, tokens
from kiosk.screens.flow import Flow
from kiosk.words import Words

LONGEST = 4000  # characters that a field takes from a pasted wall of text; the form's own rule says the rest
OWN_NUMBER = "YJ"  # a case number begins so: a scanner is typing, and goes on behind a field's length
FEW = 3  # options that stand beside each other; more go into a box that opens
HINTS = {"date": "2026-01-31", "month": "2026-01"}
FULL = {"id_number": 18, "uscc": 18, "date": 10, "month": 7}  # characters after which a field cannot take more
RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Line(QLineEdit):
    """One line. A sensitive answer is whole only while one types in it.

    Signals:
        onward(): Enter: the next thing that is missing.
        left(): the focus went.
    """

    onward = Signal()
    left = Signal()

    def __init__(self, masked: bool) -> None:
        super().__init__()
        self.setMaxLength(LONGEST)
        self._cover = parts.label("") if masked else None
        if self._cover is not None:
            self._cover.setParent(self)
            self._cover.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.textChanged.connect(self._mask)
            self._mask()

    def _mask(self) -> None:
        if self._cover is None:
            return
        hidden = bool(self.text()) and not self.hasFocus()
        self._cover.setText(masking.number(self.text()))
        self._cover.setVisible(hidden)
        self.setProperty("covered", hidden)
        self.setStyleSheet("QLineEdit { color: transparent; }" if hidden else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._cover is not None:
            edge = tokens.px(11)
            self._cover.setGeometry(edge, 2, self.width() - 2 * edge, self.height() - 4)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mask()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mask()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in RETURN:
            self.onward.emit()


class Area(QPlainTextEdit):
    """Several lines; of a pasted wall of text it takes the beginning."""

    def insertFromMimeData(self, source: QMimeData) -> None:
        room = max(LONGEST - len(self.toPlainText()) + len(self.textCursor().selectedText()), 0)
        self.insertPlainText(source.text()[:room])


class Box(QComboBox):
    """Many options in a box that opens; a digit picks that option, Enter goes on, Space opens it.

    Signals:
        picked(): somebody chose.
        onward(): Enter.
    """

    picked = Signal()
    onward = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.activated.connect(lambda _: self.picked.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETURN:
            self.onward.emit()
            return
        if event.text().isdigit() and event.text() != "0" and int(event.text()) < self.count():
            self.setCurrentIndex(int(event.text()))
            self.picked.emit()
            self.onward.emit()
            return
        if event.key() == Qt.Key.Key_Space:
            self.showPopup()
            return
        super().keyPressEvent(event)

    def value(self) -> Any:
        return self.currentData()

    def set_value(self, value: Any) -> None:
        found = next((i for i in range(self.count()) if self.itemData(i) == value), 0)
        self.setCurrentIndex(found)


class Segments(QWidget):
    """A few options beside each other, each with its digit; the digit picks it and goes on, arrows move.

    Signals:
        changed(): another option.
        picked(): somebody chose.
        onward(): Enter, or a digit.
    """

    changed = Signal()
    picked = Signal()
    onward = Signal()

    def __init__(self, options: list[tuple[str, Any]]) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = Flow(self, spacing=tokens.GRID)  # where one line is too narrow they take two
        self._values = [value for _, value in options]
        self.buttons: list[QPushButton] = []
        self._group = QButtonGroup(self)
        for number, (name, _) in enumerate(options, 1):
            made = QPushButton(f"{number} {name}")
            made.setAccessibleName(name)
            made.setProperty("segment", "true")
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.clicked.connect(lambda _=False, at=number - 1: self._pick(at, onward=False))
            self._group.addButton(made)
            row.addWidget(made)
            self.buttons.append(made)

    def value(self) -> Any:
        at = next((i for i, made in enumerate(self.buttons) if made.isChecked()), -1)
        return self._values[at] if at >= 0 else None

    def set_value(self, value: Any) -> None:
        self._group.setExclusive(False)
        for made, one in zip(self.buttons, self._values, strict=True):
            made.setChecked(value is not None and type(one) is type(value) and one == value)
        self._group.setExclusive(True)
        self.changed.emit()

    def _pick(self, at: int, *, onward: bool) -> None:
        self.buttons[at].setChecked(True)
        self.changed.emit()
        self.picked.emit()
        if onward:
            self.onward.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, typed = event.key(), event.text()
        if typed.isdigit() and 1 <= int(typed) <= len(self.buttons):
            self._pick(int(typed) - 1, onward=True)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = 1 if key == Qt.Key.Key_Right else -1
            now = next((i for i, made in enumerate(self.buttons) if made.isChecked()), -1 if step > 0 else 1)
            self._pick((now + step) % len(self.buttons), onward=False)
        elif key in RETURN:
            self.onward.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring(False)

    def _ring(self, on: bool) -> None:
        """The focus shows on the options themselves."""
        for made in self.buttons:
            made.setStyleSheet(f"border-color: {tokens.ACT};" if on else "")


class FieldWidget(QWidget):
    """One question with its label and, when it is wrong, a sentence.

    Signals:
        changed(): the answer changed.
        left(str): the field was left; its key.
        onward(str): the clerk goes on to what is missing; its key.
    """

    changed = Signal()
    left = Signal(str)
    onward = Signal(str)

    def __init__(self, field: Field, words: Words) -> None:
        super().__init__()
        self.field, self.words = field, words
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        head = QHBoxLayout()
        star = " *" if field.required else ""
        self._label = parts.label(field.label[words.language] + star, "soft", wrap=True)
        head.addWidget(self._label, 1)
        self._source = parts.label("", "source")
        self._source.hide()
        head.addWidget(self._source)
        inside.addLayout(head)
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
        return self.field.type in {"multiline", "address", "multichoice", "table"} or (
            isinstance(self.editor, Segments) and self.editor.sizeHint().width() > tokens.px(360)
        )

    def show_fault(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))
        self.editor.setProperty("faulty", "true" if sentence else "false")
        parts.repolished(self.editor)

    def show_source(self, words: str) -> None:
        """Where a prefilled answer comes from; "" when somebody typed it."""
        self._source.setText(words)
        self._source.setVisible(bool(words))
        self.editor.setProperty("known", "true" if words else "false")
        parts.repolished(self.editor)

    @property
    def source(self) -> str:
        return self._source.text()

    def focus(self) -> None:
        self.editor.setFocus(Qt.FocusReason.TabFocusReason)

    def _editor(self) -> QWidget:
        kind = self.field.type
        if kind in {"choice", "boolean"}:
            return self._choice()
        if kind == "multichoice":
            return _Boxes(self)
        if kind == "table":
            return _Rows(self)
        if kind == "multiline":
            area = Area()
            area.setFixedHeight(tokens.px(72))
            area.setTabChangesFocus(True)
            area.textChanged.connect(self.changed)
            area.installEventFilter(self)
            return area
        line = Line(masked=self.field.privacy == "sensitive")
        line.setPlaceholderText(HINTS.get(kind, ""))
        line.textChanged.connect(self.changed)
        line.textEdited.connect(self._typed)
        line.left.connect(lambda: self.left.emit(self.field.key))
        line.onward.connect(lambda: self.onward.emit(self.field.key))
        return line

    def _typed(self, text: str) -> None:
        """What is typed is no longer prefilled; a field that can take no more goes on by itself."""
        if self._source.text():
            self.show_source("")
        whole = len(text) == FULL.get(self.field.type, -1) and not text.upper().startswith(OWN_NUMBER)
        if whole and not self._source.text():
            self.onward.emit(self.field.key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Of a text area: Ctrl+Enter goes on, leaving it is told."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit(self.field.key)
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in RETURN
        if pressed and event.modifiers() & Qt.KeyboardModifier.ControlModifier:  # type: ignore[attr-defined]
            self.onward.emit(self.field.key)
            return True
        return super().eventFilter(watched, event)

    def _choice(self) -> QWidget:
        language = self.words.language
        options: list[tuple[str, Any]] = [(option.name[language], option.value) for option in self.field.options]
        if self.field.type == "boolean":
            options = [(self.words("screens.yes"), True), (self.words("screens.no"), False)]
        made: Segments | Box
        if len(options) <= FEW and (self.field.required or self.field.type == "boolean"):
            made = Segments(options)
            made.changed.connect(self.changed)
        else:
            made = Box()
            made.addItem("", None)
            for number, (name, value) in enumerate(options, 1):
                made.addItem(f"{number} {name}", value)
            made.currentIndexChanged.connect(self.changed)
        made.picked.connect(lambda: self.show_source(""))
        made.picked.connect(lambda: self.left.emit(self.field.key))
        made.onward.connect(lambda: self.onward.emit(self.field.key))
        return made

    def value(self) -> Any:
        """The answer as the form wants it; None when nothing was answered."""
        editor = self.editor
        if isinstance(editor, Box | Segments | _Boxes | _Rows):
            return editor.value()
        text = editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()  # type: ignore[attr-defined]
        if not text.strip():
            return None
        if self.field.type == "integer" and text.strip().lstrip("-").isdigit() and len(text) < 16:
            return int(text)
        return text if self.field.type in {"text", "multiline", "address"} else text.strip()

    def set_value(self, value: Any) -> None:
        editor = self.editor
        if isinstance(editor, Box | Segments | _Boxes | _Rows):
            editor.set_value(value)
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText("" if value is None else str(value))
        elif isinstance(editor, QLineEdit):
            editor.setText("" if value is None else str(value))
            editor.setCursorPosition(0)


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
            if number == 0:
                self.setFocusProxy(box)

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
        more.clicked.connect(lambda: self.add({}, focus=True))
        self.setFocusProxy(more)
        foot = QHBoxLayout()
        foot.addWidget(more)
        foot.addStretch()
        outside.addLayout(foot)

    def add(self, values: dict[str, Any], *, focus: bool = False) -> None:
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
        away = parts.button(self._owner.words("screens.remove_row"), kind="flat")
        away.clicked.connect(lambda: self._remove(frame))
        inside.addWidget(away, 0, Qt.AlignmentFlag.AlignLeft)
        self._inside.addWidget(frame)
        self._rows.append((frame, widgets))
        self._owner.changed.emit()
        if focus and widgets:
            widgets[0].focus()

    def _remove(self, frame: QWidget) -> None:
        self._rows = [row for row in self._rows if row[0] is not frame]
        parts.discard(frame)
        self._owner.changed.emit()

    def value(self) -> list[dict[str, Any]] | None:
        rows = [{one.field.key: one.value() for one in widgets if one.value() is not None} for _, widgets in self._rows]
        return rows or None

    def set_value(self, value: Any) -> None:
        for frame, _ in list(self._rows):
            self._remove(frame)
        for row in value if isinstance(value, list) else []:
            self.add(row)
