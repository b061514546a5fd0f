"""Five cards over the rooms for whoever works here for the first time; again from F1."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.screens import parts, tokens
from kiosk.words import Words

CARDS = (  # the card's word, its picture, the keys that it tells of
    ("find", "magnifying-glass", ("Ctrl K",)),
    ("person", "identification-card", ("F2",)),
    ("papers", "printer", ("F8",)),
    ("lamp", "wifi-slash", ("Ctrl J",)),
    ("help", "question", ("F1", "Ctrl L", "Ctrl Shift L")),
)


class FirstRun(parts.Floating):
    """Enter or → goes on, ← back, Esc leaves; the last card ends it."""

    def __init__(self, over: QWidget, icons: Path) -> None:
        super().__init__(over)
        self._icons, self._words, self.at = icons, Words("zh"), 0
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(12)
        top = QHBoxLayout()
        top.setSpacing(12)
        self._picture, self._title, self._count = parts.label(""), parts.label("", "title", wrap=True), parts.label("")
        top.addWidget(self._picture)
        top.addWidget(self._title, 1)
        top.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        self._text = parts.label("", wrap=True)
        column.addWidget(self._text)
        self._keys = QHBoxLayout()
        self._keys.setSpacing(8)
        caps = QWidget()
        self._keys.setContentsMargins(0, 0, 0, 0)
        caps.setLayout(self._keys)
        column.addWidget(caps)
        column.addStretch()
        column.addLayout(self._foot())
        for key, go in ((Qt.Key.Key_Right, self.forward), (Qt.Key.Key_Left, self.back)):
            made = QShortcut(QKeySequence(key), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(go)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.skip, self.previous = parts.button(" ", "Esc"), parts.button(" ", "←")
        self.next = parts.button(" ", "Enter", primary=True)
        for button, act in ((self.skip, self.hide), (self.previous, self.back), (self.next, self.forward)):
            button.clicked.connect(act)
        foot.addWidget(self.skip)
        foot.addStretch()
        foot.addWidget(self.previous)
        foot.addWidget(self.next)
        return foot

    def open(self, words: Words) -> None:
        """The first card; the focus lies on what goes on."""
        self.at = 0
        self.relabel(words)
        self.place()
        self.show()
        self.raise_()
        self.next.setFocus()

    def forward(self) -> None:
        self._turn(self.at + 1)

    def back(self) -> None:
        self._turn(max(self.at - 1, 0))

    def _turn(self, to: int) -> None:
        if to == len(CARDS):
            self.hide()
            return
        self.at = to
        self.relabel(self._words)
        self.place()
        self.next.setFocus()

    def relabel(self, words: Words) -> None:
        self._words = words
        name, picture, keys = CARDS[self.at]
        side = tokens.px(32)
        self._picture.setPixmap(parts.icon(self._icons, picture, tokens.ACT).pixmap(QSize(side, side)))
        self._title.setText(words(f"first_run.{name}.title"))
        self._text.setText(words(f"first_run.{name}"))
        self._count.setText(words("first_run.count", at=self.at + 1, of=len(CARDS)))
        while (old := self._keys.takeAt(0)) is not None:
            if (cap := old.widget()) is not None:
                cap.hide()
                cap.deleteLater()
        for key in keys:
            self._keys.addWidget(parts.key_cap(key))
        self._keys.addStretch()
        self.skip.setText(words("first_run.skip"))
        self.previous.setText(words("first_run.back"))
        self.previous.setEnabled(self.at > 0)
        self.next.setText(words("first_run.done" if self.at == len(CARDS) - 1 else "first_run.next"))

    def place(self) -> None:
        """In the middle of what it lies over, never larger than that."""
        wide = min(tokens.px(620), self._over.width() - 40)
        needed = max(tokens.px(230), self._column.totalHeightForWidth(wide))
        tall = min(needed, self._over.height() - 40)
        self.setGeometry((self._over.width() - wide) // 2, (self._over.height() - tall) // 2, wide, tall)
