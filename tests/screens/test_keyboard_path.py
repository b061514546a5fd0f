"""高龄津贴申领 by keyboard only, with real key events: from the start to a printed acceptance, counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from kiosk import screens
from kiosk.counter import open_counter
from kiosk.desk import looking_up
from kiosk.screens.full_process import DONE
from kiosk.screens.photographing import settle
from kiosk.screens.shell import Shell
from kiosk.settings import Settings
from tests.hands import Hands, rest_of_the_form

MOST = 25  # keystrokes beyond the characters of the answers; a choice counts one


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[Shell]:
    settings = Settings.read({"KIOSK_HOME": str(tmp_path / "home")})
    made = screens.open_window(settings, lambda: open_counter(settings), "zh")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    settle(made)
    yield made
    made.close()


def accepted(window: Shell, settings_home: str) -> None:
    process = window.full_process
    assert process.page == DONE, process.foot.sentence
    counter = open_counter(Settings.read({"KIOSK_HOME": settings_home}))
    page = looking_up.case_page(counter.tools, process.number)
    assert page is not None and page.seen.case.item == "YJ-MZ-005" and page.seen.case.state == "accepted"
    assert {job.kind for job in page.papers} >= {"receipt", "acceptance"}, "its papers are queued for the printer"
    counter.tools.ledger.close()


def test_with_the_card_in_at_most_twenty_five_keystrokes(window: Shell, tmp_path: Path) -> None:
    hands = Hands(window)
    hands.letters("gljt")
    hands.key(Qt.Key.Key_Return)
    hands.key(Qt.Key.Key_F2)
    rest_of_the_form(hands)
    accepted(window, str(tmp_path / "home"))
    print("keystrokes", hands.strokes, "characters", hands.characters)
    assert hands.strokes <= MOST, hands.strokes
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def test_typed_without_a_card_in_at_most_twenty_five_keystrokes(window: Shell, tmp_path: Path) -> None:
    hands = Hands(window)
    hands.letters("gljt")
    hands.key(Qt.Key.Key_Return)
    hands.answer("安光哲")
    hands.key(Qt.Key.Key_Return)
    hands.answer("222401194403020022")  # the eighteenth character goes on by itself; sex and birth follow from it
    assert window.full_process.form.answers()["applicant_birth_date"] == "1944-03-02"
    assert window.full_process.form.answers()["applicant_sex"] == "female"
    hands.answer("13900010078")
    hands.key(Qt.Key.Key_Return)
    hands.answer("吉林省延吉市进学街道文化社区示例小区1号")
    hands.key(Qt.Key.Key_Return)
    hands.choose("1")
    hands.answer("吉林省延吉市进学街道文化社区示例小区1号")
    hands.key(Qt.Key.Key_Return)
    hands.choose("1")
    hands.answer("金顺姬")
    hands.key(Qt.Key.Key_Return)
    hands.choose("4")
    hands.answer("13900010079")
    hands.key(Qt.Key.Key_Return)
    hands.choose("1")
    hands.answer("6217000900000000015")
    hands.key(Qt.Key.Key_Return)
    hands.key(Qt.Key.Key_Space)
    hands.key(Qt.Key.Key_Space)
    hands.key(Qt.Key.Key_F8)
    accepted(window, str(tmp_path / "home"))
    print("keystrokes", hands.strokes, "characters", hands.characters)
    assert hands.strokes <= MOST, hands.strokes
