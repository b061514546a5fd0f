"""Beside the form: what the desk knows of this person, the flow before and after, and the slip when all is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from kiosk.domain.catalogue import Item
from kiosk.screens import parts, tokens
from kiosk.words import Words

QUARTER = 4  # the most of the window that the guide takes, as a part of it


class Guide(QScrollArea):
    """The column at the right of the form."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(12)
        self._hints, self._hints_inside = parts.card()
        self._flow, self._flow_inside = parts.card()
        column.addWidget(self._hints)
        column.addWidget(self._flow)
        column.addStretch()
        self.setWidget(ground)
        self._hints.hide()

    def draw(self, item: Item, words: Words, promised: str) -> None:
        """The flow: struck out what is no longer needed, then what comes, now being the counter."""
        other = Words("ko" if words.language == "zh" else "zh")
        self.setFixedWidth(min(tokens.px(316), max(self.window().width() // QUARTER, tokens.px(220))))
        inside = parts.emptied(self._flow_inside)
        inside.addWidget(parts.label(words("screens.flow"), "head"))
        kept = {step.code for step in item.flow_after}
        gone = [(step.name[words.language], "", "gone") for step in item.flow_before if step.code not in kept]
        steps = [*gone]
        for number, step in enumerate(item.flow_after):
            more = step.name[other.language]
            if number == len(item.flow_after) - 2 and promised:
                more = words("screens.by_day", day=promised)
            steps.append((step.name[words.language], more, "now" if number == 0 else "next"))
        flow = parts.Steps()
        flow.show_steps(steps)
        inside.addWidget(flow)
        trips = words("screens.trips", before=item.trips_before, after=item.trips_after)
        inside.addWidget(parts.label(trips, "soft", wrap=True))

    def hint(self, title: str, hints: Sequence[tuple[str, str]]) -> None:
        """(tone, sentence): what the desk knows and the clerk should."""
        inside = parts.emptied(self._hints_inside)
        self._hints.setVisible(bool(hints))
        if not hints:
            return
        inside.addWidget(parts.label(title, "head"))
        for tone, sentence in hints:
            inside.addWidget(parts.label(sentence, tone, wrap=True))


def slip_picture(slip: bytes, width: int, name: str) -> QLabel:
    """A slip as it comes out of the printer, scaled to `width` px."""
    picture = QPixmap()
    picture.loadFromData(slip)
    shown = QLabel()
    shown.setPixmap(picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation))
    shown.setAccessibleName(name)
    return shown
