"""Drafts in the window: kept at each field's end, gone on with after the program died, gone with the act."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from kiosk import screens
from kiosk.counter import open_counter
from kiosk.screens.full_process import CHOOSING, DONE, ENTERING
from kiosk.screens.photographing import settle
from kiosk.screens.shell import Shell
from kiosk.settings import Settings
from tests.facts_at_hand import samples

ANSWERS = samples()["YJ-MZ-001"]["valid"][0]["answers"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.read({"KIOSK_HOME": str(tmp_path / "home")})


@pytest.fixture
def window(settings: Settings, qtbot: QtBot) -> Iterator[Shell]:
    made = a_window(settings, qtbot)
    yield made
    made.close()


def a_window(settings: Settings, qtbot: QtBot) -> Shell:
    made = screens.open_window(settings, lambda: open_counter(settings), "zh")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    settle(made)
    return made


def type_a_name(window: Shell) -> None:
    window.full_process.choose("YJ-MZ-001")
    settle(window)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    focus.insert("安光哲")
    QTest.keyClick(focus, Qt.Key.Key_Return)
    settle(window)


def test_kept_at_the_fields_end_and_found_by_the_next_start(window: Shell, settings: Settings, qtbot: QtBot) -> None:
    type_a_name(window)
    assert "草稿已存" in window.full_process.entering.saved.text()
    another = a_window(settings, qtbot)  # the first one never closed: as after a power cut
    process = another.full_process
    [line] = process.drafts.lines
    assert process.drafts.isVisible() and line.masked == "安**"
    qtbot.keyClick(another, Qt.Key.Key_F7)
    settle(another)
    assert process.page == ENTERING and process.form.answers()["applicant_name"] == "安光哲"
    another.close()


def test_an_opened_form_in_which_nobody_typed_is_no_draft(window: Shell) -> None:
    window.full_process.choose("YJ-MZ-001")
    settle(window)
    window.full_process.leave()
    settle(window)
    assert window.full_process.page == CHOOSING and not window.full_process.drafts.lines


def test_escape_keeps_and_the_act_takes_the_draft_with_it(window: Shell, qtbot: QtBot) -> None:
    type_a_name(window)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    settle(window)
    process = window.full_process
    assert process.page == CHOOSING and len(process.drafts.lines) == 1
    assert "草稿" in window.toast.sentence
    process.go_on()
    settle(window)
    process.form.fill(ANSWERS)
    process.papers.tick_all()
    settle(window)
    process.go()
    settle(window)
    assert process.page == DONE
    process.next_resident()
    settle(window)
    assert not process.drafts.lines and not process.drafts.isVisible()


def test_thrown_away(window: Shell) -> None:
    type_a_name(window)
    window.full_process.leave()
    settle(window)
    window.full_process.drafts.thrown.emit(window.full_process.drafts.lines[0].id)
    settle(window)
    assert not window.full_process.drafts.lines
