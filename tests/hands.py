"""Somebody's hands at the keyboard: real key events into whatever has the focus, counted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from kiosk.screens.photographing import settle
from kiosk.screens.shell import Shell


class Hands:
    """Types into whatever has the focus, and counts. `after` is called behind each stroke (a picture is taken)."""

    def __init__(self, window: Shell, after: Callable[[], None] = lambda: None) -> None:
        self.window, self.strokes, self.characters, self._after = window, 0, 0, after

    def key(self, key: Qt.Key) -> None:
        self.strokes += 1
        QTest.keyClick(self._focus(), key)
        self._settle()

    def choose(self, digit: str) -> None:
        self.strokes += 1
        QTest.keyClicks(self._focus(), digit)
        self._settle()

    def answer(self, text: str) -> None:
        """The characters of an answer; hanzi come from an input method."""
        self.characters += len(text)
        focus = self._focus()
        if text.isascii():
            QTest.keyClicks(focus, text)
        else:
            assert isinstance(focus, QLineEdit)
            focus.insert(text)
        self._settle()

    def letters(self, text: str) -> None:
        """Typed to find something: every letter counts."""
        self.strokes += len(text)
        QTest.keyClicks(self._focus(), text)
        self._settle()

    def _settle(self) -> None:
        settle(self.window)
        self._after()

    def _focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the focus: the mouse would be needed"
        return focus


def rest_of_the_form(hands: Hands) -> None:
    """What no card says, then the papers, then F8."""
    the_answers(hands)
    the_papers(hands)
    hands.key(Qt.Key.Key_F8)


def the_answers(hands: Hands) -> None:
    """Phone, the allowance, the family, the bank."""
    hands.answer("13900010078")
    hands.key(Qt.Key.Key_Return)
    hands.choose("1")  # 80—89
    hands.answer("吉林省延吉市进学街道文化社区示例小区1号")
    hands.key(Qt.Key.Key_Return)
    hands.choose("1")  # alone
    hands.answer("金顺姬")
    hands.key(Qt.Key.Key_Return)
    hands.choose("4")  # daughter
    hands.answer("13900010079")
    hands.key(Qt.Key.Key_Return)
    hands.choose("1")  # the bank
    hands.answer("6217000900000000015")
    hands.key(Qt.Key.Key_Return)


def the_papers(hands: Hands) -> None:
    hands.key(Qt.Key.Key_Space)  # the identity card is there
    hands.key(Qt.Key.Key_Space)  # the bank card's copy too
