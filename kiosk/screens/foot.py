"""The lower edge of a room: its keys at the left, what is missing, and the one primary action at the right corner."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.screens import parts, tokens
from kiosk.screens.flow import Flow
from kiosk.words import Words

NAMED = 3  # missing things that are named; the others are counted


class Foot(QWidget):
    """`primary` is the button of F8."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        self._missing = parts.label("", "near", wrap=True)
        self._missing.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(self._missing)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._room = QWidget()
        self._flow = Flow(self._room)
        row.addWidget(self._room, 1)
        self._beside = QHBoxLayout()
        row.addLayout(self._beside)
        self.primary = parts.button(" ", "F8", primary=True)
        row.addWidget(self.primary)
        column.addLayout(row)
        self._column = column
        self._keys: dict[str, parts.Button] = {}

    def act(self, key: str, act: Callable[[], None]) -> None:
        """Names what a key does; "F8" is the primary button's."""
        if key == "F8":
            self.primary.clicked.connect(act)
            return
        made = parts.button(" ", key)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(act)
        self._flow.addWidget(made)
        self._keys[key] = made
        made.hide()

    def show_keys(self, words: Mapping[str, str]) -> None:
        """Key -> words; the others are not shown."""
        for key, made in self._keys.items():
            made.setVisible(key in words)
            if key in words:
                made.setText(words[key])

    def enable(self, key: str, *, on: bool) -> None:
        self._keys[key].setEnabled(on)

    def offer(self, key: str, *, on: bool) -> None:
        """A key that is not for now is not shown."""
        self._keys[key].setVisible(on)
        self._keys[key].setEnabled(on)

    def enabled(self, key: str) -> bool:
        return self._keys[key].isEnabled() and not self._keys[key].isHidden()

    def say_missing(self, words: Words, lacking: Sequence[str]) -> None:
        shown = words("list.comma").join(lacking[:NAMED])
        more = words("screens.and_more", count=len(lacking) - NAMED) if len(lacking) > NAMED else ""
        self.say(words("screens.still", what=shown + more) if lacking else "")

    def say(self, sentence: str) -> None:
        self._missing.setText(sentence)
        self._missing.setVisible(bool(sentence))
        self._place_missing()

    def _place_missing(self) -> None:
        """Beside the button where there is room for it, above it where there is not."""
        taken = self._flow.sizeHint().width() + self.primary.sizeHint().width() + tokens.px(64)
        wanted = min(self._missing.fontMetrics().horizontalAdvance(self._missing.text()), tokens.px(380))
        beside = taken + wanted < self.width()
        if beside != (self._beside.count() > 0):
            (self._column if beside else self._beside).removeWidget(self._missing)
            if beside:
                self._beside.addWidget(self._missing)
            else:
                self._column.insertWidget(0, self._missing)
        if beside:
            self._missing.setMinimumWidth(wanted + 4)
        else:
            self._missing.setMinimumWidth(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_missing()

    @property
    def sentence(self) -> str:
        return self._missing.text()
