"""What the monkey can do: press keys, type, click what is there, turn the wheel, drag the window's edge, and wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from kiosk.screens.photographing import settle, work_once
from kiosk.screens.shell import Shell

K, NO = Qt.Key, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEYS = [
    *((key, NO) for key in (K.Key_Return, K.Key_Tab, K.Key_Escape, K.Key_Space, K.Key_Backspace, K.Key_Delete)),
    *((key, NO) for key in (K.Key_Up, K.Key_Down, K.Key_Left, K.Key_Right, K.Key_Home, K.Key_End)),
    *((key, NO) for key in (K.Key_PageUp, K.Key_PageDown, K.Key_Enter)),
    *((K(K.Key_F1 + at), NO) for at in range(12)),
    *((K(K.Key_0 + at), NO) for at in range(10)),
    (K.Key_Backtab, SHIFT), (K.Key_Slash, NO),
    *((K(K.Key_1 + at), CTRL) for at in range(5)),
    *((key, CTRL) for key in (K.Key_A, K.Key_C, K.Key_J, K.Key_K, K.Key_L, K.Key_V, K.Key_X, K.Key_Z, K.Key_Equal)),
    (K.Key_L, CTRL | SHIFT),
]  # fmt: skip
TEXTS = [
    "gljt", "db", "高龄", "고령", "13900010078", "222401194403020022", "222401194403020023", "2026-02-30", "1944-03-02",
    "YJ-MZ-011", "000000", "246135", "999999999999999999999", "''; DROP TABLE facts; --", "<b>&amp;</b>", "%s{0}%n",
    "\u202e倒", "a\tb\nc", "𬱖䶮㛃", "남궁황보제갈선우독고", " ", "墙" * 3000, "\x00\x07\x1b[31m", "😀", "👨‍👩‍👧",
]  # fmt: skip
SIZES = [(1180, 680), (1366, 768), (1920, 1080)]


@dataclass(frozen=True)
class Event:
    """One thing that the monkey does; `at` and `more` choose what there is to choose."""

    kind: str
    at: int
    more: int

    def __str__(self) -> str:
        return f"{self.kind} {self.at} {self.more}"


# Often keys, then clicks: as a person's hands would, only without a plan.
KINDS = ["key"] * 9 + ["click"] * 7 + ["text"] * 3 + ["wheel", "press", "double", "resize", "wait"]
EVENTS = st.builds(Event, st.sampled_from(KINDS), st.integers(0, 255), st.integers(0, 255))


class Paws:
    """The monkey at one window."""

    def __init__(self, window: Shell) -> None:
        self._window = window

    def do(self, event: Event) -> None:
        does: dict[str, Callable[[Event], None]] = {
            "key": self._key, "click": self._click, "text": self._text, "wheel": self._wheel, "press": self._forward,
            "double": self._double, "resize": self._resize, "wait": lambda _: settle(self._window, 0.5),
        }  # fmt: skip
        does[event.kind](event)
        work_once()

    def _focus(self) -> QWidget:
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self._window

    def _key(self, event: Event) -> None:
        key, held = KEYS[(event.at * 256 + event.more) % len(KEYS)]
        QTest.keyClick(self._focus(), key, held)

    def _text(self, event: Event) -> None:
        focus, said = self._focus(), TEXTS[event.at % len(TEXTS)]
        if isinstance(focus, QLineEdit):
            focus.insert(said)  # as an input method or a paste does
        elif isinstance(focus, QPlainTextEdit):
            focus.insertPlainText(said)
        elif said.isascii() and said.isprintable():
            QTest.keyClicks(focus, said)

    def _targets(self) -> list[QWidget]:
        over = QApplication.activePopupWidget() or self._window
        kinds = QAbstractButton | QComboBox | QLineEdit | QPlainTextEdit | QAbstractItemView
        return [
            one
            for one in list[QWidget](over.findChildren(QWidget))
            if isinstance(one, kinds) and one.isVisible() and not one.visibleRegion().isEmpty()
        ]

    def _aim(self, event: Event) -> tuple[QWidget, QPoint] | None:
        targets = self._targets()
        if not targets:
            return None
        hit = targets[event.at % len(targets)]
        if isinstance(hit, QAbstractScrollArea):
            hit = hit.viewport()
        seen = hit.visibleRegion().boundingRect()
        return hit, QPoint(seen.left() + seen.width() // 2, seen.top() + event.more * seen.height() // 256)

    def _click(self, event: Event) -> None:
        if aimed := self._aim(event):
            QTest.mouseClick(aimed[0], Qt.MouseButton.LeftButton, NO, aimed[1])

    def _double(self, event: Event) -> None:
        if aimed := self._aim(event):
            QTest.mouseDClick(aimed[0], Qt.MouseButton.LeftButton, NO, aimed[1])

    def _wheel(self, event: Event) -> None:
        if aimed := self._aim(event):
            widget, at = aimed
            turn = QPoint(0, 120 if event.more % 2 else -120)
            where = QPointF(widget.mapToGlobal(at))
            buttons, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
            QApplication.sendEvent(widget, QWheelEvent(QPointF(at), where, turn, turn, buttons, NO, phase, False))

    def _forward(self, event: Event) -> None:
        """The big button: so that the monkey gets somewhere."""
        room = self._window.room(self._window.now)
        if not self._window.covered and room.foot.primary.isEnabled() and room.foot.primary.isVisible():
            QTest.mouseClick(room.foot.primary, Qt.MouseButton.LeftButton)

    def _resize(self, event: Event) -> None:
        self._window.resize(*SIZES[event.at % len(SIZES)])
