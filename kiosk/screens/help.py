"""F1: what this room is for, in a sentence, and its keys."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kiosk.screens import parts, tokens
from kiosk.words import Words

# room -> (key, the word that says what it does); a test holds them against the keys that the rooms really listen for
KEYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "full_process": (
        ("F2", "screens.key.F2"), ("F4", "screens.key.F4"), ("F5", "screens.key.F5"), ("F6", "screens.key.F6"),
        ("F7", "help.F7"), ("F8", "help.F8"), ("F9", "screens.key.F9"), ("F10", "screens.key.F10"),
        ("Esc", "screens.key.Esc"), ("Enter", "help.enter"), ("Tab", "help.tab"), ("1–9", "help.digits"),
        ("Space", "help.space"),
    ),
    "calls": (
        ("↑ ↓", "help.move"), ("F3", "cases.hold"), ("F6", "calls.open"), ("F8", "calls.reached"),
        ("F9", "calls.not_reached"),
    ),
    "issuing": (
        ("Enter", "issuing.enter"), ("↑ ↓", "help.move"), ("F2", "screens.key.F2"), ("F6", "cases.reprint"),
        ("F8", "help.F8"), ("F9", "issuing.act.post"), ("F10", "issuing.act.came_back"), ("1–9", "help.digits"),
        ("Esc", "cases.leave"),
    ),
    "my_cases": (
        ("↑ ↓", "help.move"), ("Enter", "help.open"), ("/", "cases.filter"), ("1–9", "help.choices"),
        ("F3", "cases.hold"), ("F6", "cases.reprint"), ("F8", "help.F8"), ("F9", "cases.act.tell_once"),
        ("F10", "cases.act.refuse"), ("F11", "cases.act.withdraw"), ("F12", "cases.act.void"), ("Esc", "cases.leave"),
    ),
}  # fmt: skip
EVERYWHERE = (
    ("F1", "help.F1"), ("Ctrl K", "screens.search"), ("Ctrl J", "help.line"), ("Ctrl 1–3", "help.rooms"),
    ("Ctrl Shift L", "screens.language"), ("Ctrl =", "screens.bigger"), ("Ctrl L", "sign_in.lock"),
)  # fmt: skip


class HelpSheet(parts.Floating):
    """Over the room until Esc or F1.

    Signals:
        tour(): the first-run cards are wanted again.
    """

    tour = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        self._title, self._what = parts.label("", "title"), parts.label("", wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._what)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        self._keys = QVBoxLayout(ground)
        self._keys.setContentsMargins(0, 0, 4, 0)
        scroll.setWidget(ground)
        column.addWidget(scroll, 1)
        foot = QHBoxLayout()
        self.again = parts.button(" ")
        self.again.clicked.connect(self.hide)
        self.again.clicked.connect(self.tour)
        foot.addWidget(self.again)
        foot.addStretch()
        self.done = parts.button(" ", "Esc")
        self.done.clicked.connect(self.hide)
        foot.addWidget(self.done)
        column.addLayout(foot)

    def open(self, words: Words, room: str) -> None:
        self._title.setText(words(f"screens.room.{room}"))
        self._what.setText(words(f"help.room.{room}"))
        self.done.setText(words("screens.close"))
        self.again.setText(words("first_run.again"))
        parts.emptied(self._keys)
        self._keys.addWidget(parts.label(words("help.here"), "head"))
        self._keys.addWidget(_table(KEYS[room], words))
        self._keys.addWidget(parts.label(words("help.everywhere"), "head"))
        self._keys.addWidget(_table(EVERYWHERE, words))
        self._keys.addStretch()
        wide, tall = min(tokens.px(820), self._over.width() - 40), min(tokens.px(600), self._over.height() - 40)
        self.setGeometry((self._over.width() - wide) // 2, (self._over.height() - tall) // 2, wide, tall)
        self.show()
        self.raise_()
        self.done.setFocus()


def _table(keys: tuple[tuple[str, str], ...], words: Words) -> QWidget:
    """Two columns of a key and what it does."""
    ground = QWidget()
    grid = QGridLayout(ground)
    grid.setContentsMargins(0, 0, 0, 8)
    grid.setHorizontalSpacing(12)
    for number, (key, word) in enumerate(keys):
        row, side = divmod(number, 2)
        grid.addWidget(parts.key_cap(key), row, side * 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(parts.label(words(word), wrap=True), row, side * 2 + 1)
        grid.setColumnStretch(side * 2 + 1, 1)
    return ground
