"""Components made once: label, chip, card, button, and the pictures of kept icons."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from kiosk.screens import tokens


def label(text: str, tone: str = "", *, wrap: bool = False) -> QLabel:
    """Plain text always: QLabel would guess rich text from what a resident wrote."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if tone:
        made.setProperty("tone", tone)
    return made


def chip(text: str, kind: str) -> QLabel:
    made = label(text)
    made.setProperty("chip", kind)
    return made


def card(*, margin: int = 16) -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    frame.setObjectName("card")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(margin, margin, margin, margin)
    inside.setSpacing(2 * tokens.GRID)
    return frame, inside


def button(text: str, key: str = "", *, primary: bool = False) -> QPushButton:
    """A button with its key written on it; the room itself listens for the key."""
    made = QPushButton(f"{text}  {key}" if key else text)
    made.setAccessibleName(text)
    if primary:
        made.setObjectName("primary")
    return made


def icon(folder: Path, name: str, colour: str = tokens.INK_2) -> QIcon:
    """A kept icon in one colour; an empty one when the file is not there."""
    try:
        drawing = (folder / f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode())
    except OSError:
        return QIcon()
    picture = QPixmap(QSize(40, 40))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing)).render(painter)
    painter.end()
    return QIcon(picture)


def emptied(layout: QVBoxLayout) -> QVBoxLayout:
    """The layout with nothing in it any more."""
    while layout.count():
        item = layout.takeAt(0)
        inner = item.widget() if item is not None else None
        if inner is not None:
            inner.setParent(None)
            inner.deleteLater()
    return layout


def repolished(widget: QWidget) -> None:
    """Makes a changed property show."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
