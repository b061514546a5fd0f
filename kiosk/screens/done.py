"""After the press: the numbers, where the case is, what to tell the resident, and the slip as it comes out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kiosk.desk.facade import Taken
from kiosk.domain.catalogue import Item
from kiosk.domain.numbering import printed
from kiosk.screens import parts, tokens
from kiosk.screens.asking import Asking
from kiosk.screens.guide import slip_picture
from kiosk.words import Words

SLIP = 300  # px: the slip's picture


class DonePage(QWidget):
    """What was taken last; it stays until the next resident's."""

    def __init__(self) -> None:
        super().__init__()
        self.number, self.place, self._state = "", "", ""
        self._taken: Taken | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(14)
        left = QVBoxLayout()
        left.setSpacing(12)
        frame, self._inside = parts.card(margin=24)
        left.addWidget(frame)
        self.asking = Asking()
        left.addWidget(self.asking)
        left.addStretch()
        row.addLayout(left, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        self._slip = QVBoxLayout(ground)
        self._slip.setContentsMargins(0, 0, 0, 0)
        self._scroll.setWidget(ground)
        row.addWidget(self._scroll)

    def show_taken(self, taken: Taken, item: Item, promised: str, words: Words) -> None:
        self._taken, self._item, self._promised = taken, item, promised
        self.number, self.place, self._state = taken.number, "here", taken.state
        self.relabel(words)

    def show_place(self, place: str) -> None:
        if place and place != self.place:
            self.place = place
            self.relabel(self._words)

    def show_state(self, state: str) -> None:
        self._state = state
        self.relabel(self._words)

    def relabel(self, words: Words) -> None:
        self._words = words
        parts.emptied(self._inside)
        parts.emptied(self._slip)
        if self._taken is None:
            return
        head = QHBoxLayout()
        head.addWidget(parts.label(words(f"done.{self._verdict()}"), "big", wrap=True), 1)
        head.addWidget(parts.chip(words(f"place.{self.place}"), parts.PLACES[self.place]))
        self._inside.addLayout(head)
        for number, name in self._taken.more or ((self._taken.number, self._item.name[words.language]),):
            self._inside.addWidget(parts.label(name, "soft", wrap=True))
            self._inside.addWidget(parts.label(printed(number), "head"))
        self._inside.addWidget(parts.rule())
        self._inside.addWidget(parts.label(words("done.tell"), "strong"))
        for sentence in self._tell(words):
            self._inside.addWidget(parts.label(f"·  {sentence}", wrap=True))
        if self._taken.slip:
            self._scroll.setFixedWidth(tokens.px(SLIP + 24))
            self._slip.addWidget(slip_picture(self._taken.slip, tokens.px(SLIP), words("screens.slip")))
            self._slip.addStretch()
        self._scroll.setVisible(bool(self._taken.slip))

    def _verdict(self) -> str:
        known = {"accepted", "accepted_gap", "received", "correcting", "refused", "closed"}
        return self._state if self._state in known else "accepted" if self._state != "decided" else "closed"

    def _tell(self, words: Words) -> list[str]:
        """What the resident should hear, by what came of it."""
        verdict = self._verdict()
        told = [words(f"done.{verdict}.tell", day=self._promised)]
        if verdict in {"accepted", "accepted_gap", "received"}:
            told.append(words(f"done.delivery.{self._item.delivery[0]}"))
        told.append(words("done.slip"))
        return told
