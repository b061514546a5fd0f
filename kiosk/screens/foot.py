"""The lower edge of a room: its keys at the left, what is missing, and the one primary action at the right corner."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.screens import parts
from kiosk.words import Words

NAMED = 3  # missing things that are named; the others are counted


class Foot(QWidget):
    """`primary` is the button of F8."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 10, 16, 10)
        self._row.setSpacing(8)
        self._missing = parts.label("", "near", wrap=True)
        self._missing.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._missing, 1)
        self.primary = parts.button(" ", "F8", primary=True)
        self._row.addWidget(self.primary)
        self._keys: dict[str, parts.Button] = {}

    def act(self, key: str, act: Callable[[], None]) -> None:
        """Names what a key does; "F8" is the primary button's."""
        if key == "F8":
            self.primary.clicked.connect(act)
            return
        made = parts.button(" ", key)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(act)
        self._row.insertWidget(self._row.count() - 2, made)
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
        self._missing.setText(words("screens.still", what=shown + more) if lacking else "")

    def say(self, sentence: str) -> None:
        self._missing.setText(sentence)

    @property
    def sentence(self) -> str:
        return self._missing.text()
