"""Call-backs with keys: somebody answered or not, whom to call only while a key is held, and the case behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk import screens
from kiosk.counter import open_counter
from kiosk.desk import accepting, calling_back
from kiosk.screens.calls import Calls
from kiosk.screens.photographing import settle
from kiosk.screens.shell import Shell
from kiosk.settings import Settings
from tests.desk_at_hand import an_application


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[Shell]:
    settings = Settings.read({"KIOSK_HOME": str(tmp_path / "home")})
    counter = open_counter(settings)
    for code in ("YJ-MZ-001", "YJ-MZ-005"):
        number = accepting.accept(counter.tools, counter.clerk, an_application(code)).case.number
        calling_back.enter(counter.tools, counter.clerk, number, calling_back.CONFLICT)
    counter.tools.ledger.close()
    made = screens.open_window(settings, lambda: open_counter(settings), "zh")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    settle(made)
    made.enter("calls")
    settle(made)
    made.room("calls").list.setFocus()
    yield made
    made.close()


def room(window: Shell) -> Calls:
    found = window.room("calls")
    assert isinstance(found, Calls)
    return found


def press(window: Shell, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key)
    settle(window)


def test_nobody_answers_and_then_somebody_does(window: Shell) -> None:
    calls = room(window)
    first = calls.line
    assert first is not None and len(calls.lines) == 2
    press(window, Qt.Key.Key_F9)
    assert calls.line is not None and (calls.line.number, calls.line.tries) == (first.number, 1)
    assert "已打 1 次" in calls._tries.text()
    press(window, Qt.Key.Key_F8)
    assert first.number not in {one.number for one in calls.lines} and len(calls.lines) == 1
    press(window, Qt.Key.Key_F8)
    assert calls.lines == [] and not calls.foot.primary.isVisible()


def test_the_number_is_whole_only_while_the_key_is_held(window: Shell) -> None:
    calls = room(window)
    masked = calls._phone.text()
    assert "*" in masked
    QTest.keyPress(calls.list, Qt.Key.Key_F3)
    settle(window)
    assert "*" not in calls._phone.text()
    QTest.keyRelease(calls.list, Qt.Key.Key_F3)
    settle(window)
    assert calls._phone.text() == masked


def test_the_sentence_stands_in_both_languages_and_the_case_is_a_key_away(window: Shell) -> None:
    calls = room(window)
    assert calls.line is not None
    assert calls.line.item["zh"] in calls._say.text() and calls.line.item["ko"] in calls._say_other.text()
    number = calls.line.number
    press(window, Qt.Key.Key_F6)
    assert window.now == "my_cases" and window.my_cases.page.view is not None
    assert window.my_cases.page.view.number == number


def test_what_is_put_off_in_my_cases_is_on_the_list(window: Shell) -> None:
    calls = room(window)
    press(window, Qt.Key.Key_F8)
    number = calls.lines[0].number
    press(window, Qt.Key.Key_F8)
    window.my_cases.call_back.emit(number)
    settle(window)
    window.enter("calls")
    settle(window)
    assert [one.number for one in calls.lines] == [number]
