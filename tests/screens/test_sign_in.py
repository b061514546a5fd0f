"""Signing in with keys alone; what a lock hides and stops; handing over; a lead's PIN for voiding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kiosk import screens
from kiosk.counter import open_counter
from kiosk.screens.photographing import settle
from kiosk.screens.resting import Resting
from kiosk.screens.shell import Shell
from kiosk.settings import Settings, assets
from tests.facts_at_hand import ASSETS, samples

CLERK, LEAD = "222401001001-03", "222401001001-02"
PIN = assets.demo_pin(ASSETS)
ANSWERS = samples()["YJ-MZ-001"]["valid"][0]["answers"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.read({"KIOSK_HOME": str(tmp_path / "home"), "KIOSK_SIGN_IN": "always"})


@pytest.fixture
def window(settings: Settings, qtbot: QtBot) -> Iterator[Shell]:
    made = screens.open_window(settings, lambda: open_counter(settings), "zh")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    settle(made)
    yield made
    made.close()


def key(window: Shell, qtbot: QtBot, what: Qt.Key | str) -> None:
    target = QApplication.focusWidget() or window
    if isinstance(what, str):
        qtbot.keyClicks(target, what)
    else:
        qtbot.keyClick(target, what)
    settle(window)


def sign_in(window: Shell, qtbot: QtBot, staff: str = CLERK) -> None:
    window.cover.choose(staff)
    key(window, qtbot, PIN)
    key(window, qtbot, Qt.Key.Key_Return)


def seen(inside: QWidget) -> str:
    return " ".join(one.text() for one in list[QLabel](inside.findChildren(QLabel)) if one.isVisible())


def test_a_day_begins_with_initials_a_pin_and_enter(window: Shell, qtbot: QtBot) -> None:
    assert window.covered and "示例" in seen(window.cover)
    key(window, qtbot, "lzy")  # 李志远
    key(window, qtbot, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is window.cover.pin
    key(window, qtbot, PIN)
    key(window, qtbot, Qt.Key.Key_Return)
    assert not window.covered
    assert "李志远" in seen(window.bar)
    assert QApplication.focusWidget() is window.full_process.finder.search, "the next key finds an item"


def test_after_the_lock_one_types_on_where_one_was(window: Shell, qtbot: QtBot) -> None:
    sign_in(window, qtbot)
    window.full_process.choose("YJ-MZ-001")
    settle(window)
    key(window, qtbot, Qt.Key.Key_Tab)
    before = QApplication.focusWidget()
    assert isinstance(before, QLineEdit)
    window.lock()
    settle(window)
    sign_in(window, qtbot)
    assert QApplication.focusWidget() is before


def test_a_wrong_pin_says_so_and_the_third_makes_one_wait_in_seconds_that_count_down(
    window: Shell, qtbot: QtBot
) -> None:
    window.cover.choose(CLERK)
    for said in ("密码不对", "密码不对", "等 5 秒"):
        key(window, qtbot, "000111")
        key(window, qtbot, Qt.Key.Key_Return)
        assert said in window.cover.sentence and not window.cover.pin.text()
    key(window, qtbot, PIN)
    assert not window.cover.do.isEnabled()
    qtbot.waitUntil(lambda: "4 秒" in window.cover.sentence, timeout=3000)
    sign_in(window, qtbot, LEAD)  # nobody else waits
    assert not window.covered


def test_the_number_pad_types_for_a_finger(window: Shell, qtbot: QtBot) -> None:
    cover = window.cover
    qtbot.mouseClick(cover.people[CLERK], Qt.MouseButton.LeftButton)
    for digit in "2461359":
        made = next(one for one in cover._digits if one.text() == digit)
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(cover._erase, Qt.MouseButton.LeftButton)
    assert cover.pin.text() == PIN
    qtbot.mouseClick(cover.do, Qt.MouseButton.LeftButton)
    settle(window)
    assert not window.covered


def test_a_lock_hides_what_is_typed_hears_no_key_and_gives_it_back(window: Shell, qtbot: QtBot) -> None:
    sign_in(window, qtbot)
    window.full_process.choose("YJ-MZ-001")
    settle(window)
    window.full_process.form.fill(ANSWERS)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert window.covered and "锁定" in seen(window.cover)
    assert not window.full_process.isVisible()
    for pressed in (Qt.Key.Key_F8, Qt.Key.Key_F1, Qt.Key.Key_F6):
        key(window, qtbot, pressed)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert not window.palette_.isVisible() and not window.help.isVisible() and not window.full_process.number
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(window)
    assert "잠" in seen(window.cover)
    key(window, qtbot, PIN)  # who locked it is chosen already
    key(window, qtbot, Qt.Key.Key_Return)
    assert not window.covered
    assert window.full_process.form.answers()["applicant_name"] == ANSWERS["applicant_name"]


def test_another_takes_over_and_the_next_fact_is_the_others(window: Shell, qtbot: QtBot) -> None:
    sign_in(window, qtbot)
    window.lock()
    settle(window)
    window.cover.choose(LEAD)
    assert window.cover.do.text() == "接班"
    sign_in(window, qtbot, LEAD)
    window.full_process.choose("YJ-MZ-001")
    settle(window)
    window.full_process.form.fill(ANSWERS)
    window.full_process.papers.tick_all()
    window.full_process.go()
    settle(window)
    tools = window._desk._at.tools
    with tools.ledger.transaction(write=False) as connection:
        who = connection.exec_driver_sql("SELECT who FROM audit WHERE what = 'received'").scalar_one()
        assert ("hand_over", CLERK) in connection.exec_driver_sql("SELECT what, detail FROM audit").tuples().all()
    assert window.full_process.number and who == LEAD


def test_nobody_at_the_window_for_a_while_locks_it(window: Shell, qtbot: QtBot) -> None:
    sign_in(window, qtbot)
    soon = Resting(QApplication.instance(), rest=80)  # type: ignore[arg-type]
    soon.rested.connect(window.lock)
    qtbot.waitUntil(lambda: window.covered, timeout=3000)
    soon.stop()


def test_a_desk_whose_people_have_no_pin_says_what_to_do(window: Shell, qtbot: QtBot) -> None:
    standing = window._desk.sign_in.standing()
    nobody = replace(standing, hint="", people=tuple(replace(one, able=False) for one in standing.people))
    window.cover.show_standing(nobody)
    assert "设置密码" in seen(window.cover) and not window.cover.do.isEnabled()


def test_voiding_asks_beside_the_page_for_a_leads_pin(window: Shell, qtbot: QtBot) -> None:
    sign_in(window, qtbot)
    window.full_process.choose("YJ-MZ-001")
    settle(window)
    window.full_process.form.fill(ANSWERS)
    window.full_process.papers.tick_all()
    window.full_process.go()
    settle(window)
    number = window.full_process.number
    window.open_case(number)
    settle(window)
    window.my_cases.list.view.setFocus()
    key(window, qtbot, Qt.Key.Key_F12)
    asking = window.my_cases.page.asking
    assert asking.act == "void"
    reason = QApplication.focusWidget()
    assert isinstance(reason, QLineEdit)
    reason.insert("录错人")  # as an input method does it: QTest types Latin letters only
    key(window, qtbot, Qt.Key.Key_Return)
    key(window, qtbot, PIN)
    key(window, qtbot, Qt.Key.Key_F8)
    settle(window)
    view = window.my_cases.page.view
    assert view is not None and view.state == "voided", window.my_cases.foot.sentence
