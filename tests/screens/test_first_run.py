"""The five cards: by keys alone, once for each person, again from F1, in three sizes and both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk import screens
from kiosk.counter import open_counter
from kiosk.screens.first_run import CARDS
from kiosk.screens.photographing import settle
from kiosk.screens.shell import Shell
from kiosk.settings import Settings, assets
from kiosk.settings.look import Look
from tests.album.judging import Judge
from tests.album.scenes import undress
from tests.facts_at_hand import ASSETS

PIN = assets.demo_pin(ASSETS)
CLERK, LEAD = "222401001001-03", "222401001001-02"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.read({"KIOSK_HOME": str(tmp_path / "home"), "KIOSK_FIRST_RUN": "always"})


def opened(settings: Settings, qtbot: QtBot, language: str = "zh") -> Shell:
    made = screens.open_window(settings, lambda: open_counter(settings), language)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    settle(made)
    return made


@pytest.fixture
def window(settings: Settings, qtbot: QtBot) -> Iterator[Shell]:
    made = opened(settings, qtbot)
    yield made
    made.close()


def press(qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key)


def test_enter_and_arrows_walk_through_the_cards(window: Shell, qtbot: QtBot) -> None:
    tour = window.first_run
    assert tour.isVisible() and tour.at == 0 and tour.next.hasFocus()
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Right)
    assert tour.at == 2
    press(qtbot, Qt.Key.Key_Left)
    assert tour.at == 1
    for _ in range(len(CARDS) - 1):
        press(qtbot, Qt.Key.Key_Return)
    assert not tour.isVisible()


def test_escape_leaves_it_and_f1_brings_it_again(window: Shell, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_Escape)
    assert not window.first_run.isVisible()
    window.show_help()
    qtbot.mouseClick(window.help.again, Qt.MouseButton.LeftButton)
    assert window.first_run.isVisible() and not window.help.isVisible()


def test_each_person_sees_it_once(settings: Settings, window: Shell, qtbot: QtBot) -> None:
    window.lock()
    settle(window)
    for person, shown in ((CLERK, False), (LEAD, True)):
        window.work.ask(window._desk.sign_in.sign_in, person, PIN)
        settle(window)
        window._uncover()
        settle(window)
        assert window.first_run.isVisible() is shown
        window.lock()
        settle(window)
        assert not window.first_run.isVisible(), "nothing of the rooms shows on a locked window"
    window.close()
    again = opened(settings, qtbot)
    assert not again.first_run.isVisible()
    again.close()


def test_nobody_is_shown_around_where_nobody_signed_in(settings: Settings, qtbot: QtBot) -> None:
    for who in ("", "people"):
        window = opened(replace(settings, first_run=who), qtbot)
        assert not window.first_run.isVisible()
        window.close()


@pytest.mark.parametrize("size", ["normal", "large", "elder"])
@pytest.mark.parametrize("language", ["zh", "ko"])
def test_every_card_is_whole(window: Shell, language: str, size: str) -> None:
    window.resize(1366, 768)
    try:
        window._wear(Look(language, "light", size))
        window.first_run.open(window.words)
        judge = Judge(language)
        for _ in CARDS:
            settle(window)
            inside = window.first_run.rect()
            for part in (window.first_run._text, window.first_run.next, window.first_run.skip):
                at = part.geometry()
                assert inside.contains(at) and part.heightForWidth(at.width()) <= at.height(), (size, part.text())
            assert list(judge.judge(window, window.grab().toImage())) == []
            window.first_run.forward()
    finally:
        undress()
