"""Beside the form: what this resident has under way; in the finder: what this desk takes in most."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kiosk import screens
from kiosk.counter import open_counter
from kiosk.desk import accepting
from kiosk.screens.photographing import settle
from kiosk.screens.shell import Shell
from kiosk.settings import Settings
from tests.desk_at_hand import an_application

ASKED = an_application("YJ-MZ-005")


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[Shell]:
    settings = Settings.read({"KIOSK_HOME": str(tmp_path / "home")})
    counter = open_counter(settings)
    accepting.accept(counter.tools, counter.clerk, ASKED)
    counter.tools.ledger.close()
    made = screens.open_window(settings, lambda: open_counter(settings), "zh")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    settle(made)
    yield made
    made.close()


def beside(window: Shell) -> str:
    return " ".join(one.text() for one in list[QLabel](window.full_process.entering.guide.findChildren(QLabel)))


def enter(window: Shell, code: str) -> None:
    process = window.full_process
    process.choose(code)
    settle(window)
    process.form.fill({"applicant_id_number": ASKED.answers["applicant_id_number"]})
    process.keep()
    settle(window)


def test_the_same_item_again_is_said_before_anybody_presses(window: Shell) -> None:
    enter(window, "YJ-MZ-005")
    assert "可能重复" in beside(window) and "高龄津贴申领" in beside(window)
    assert str(ASKED.answers["applicant_name"]) not in beside(window)


def test_another_item_is_said_too_and_the_next_resident_sees_nothing_of_it(window: Shell) -> None:
    enter(window, "YJ-MZ-001")
    assert "还有“高龄津贴申领”在办" in beside(window)
    window.full_process.next_resident()
    window.full_process.choose("YJ-MZ-001")
    settle(window)
    assert "高龄津贴申领" not in beside(window)


def test_no_part_of_the_screen_ever_stands_alone(window: Shell) -> None:
    """What is drawn anew twice in one turn of the loop does not come up as a window of its own, focus and all."""
    process = window.full_process
    enter(window, "YJ-MZ-005")
    for _ in range(3):
        process._show_hints()
        process.keep()
    process.next_resident()
    settle(window)
    strangers = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window]
    assert strangers == [] and window.isActiveWindow()


def test_what_this_desk_takes_in_most_stands_first(window: Shell) -> None:
    window.enter("full_process")
    settle(window)
    assert window.full_process._often == ["YJ-MZ-005"]
    assert window.full_process.finder.list.model().index(0, 0).data() is not None
