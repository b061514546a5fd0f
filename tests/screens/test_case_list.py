"""The work list and the case page with real widgets on a real desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk import screens
from kiosk.counter import open_counter
from kiosk.desk import accepting
from kiosk.screens.photographing import settle
from kiosk.screens.shell import Shell
from kiosk.settings import Settings
from tests.desk_at_hand import an_application


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[Shell]:
    settings = Settings.read({"KIOSK_HOME": str(tmp_path / "home")})
    counter = open_counter(settings)
    for code in ("YJ-MZ-001", "YJ-CL-002", "YJ-MZ-005"):
        accepting.accept(counter.tools, counter.clerk, an_application(code))
    counter.tools.ledger.close()
    made = screens.open_window(settings, lambda: open_counter(settings), "zh")
    qtbot.addWidget(made)
    made.show()
    settle(made)
    made.enter("my_cases")
    settle(made)
    yield made
    made.close()


def test_looking_again_repaints_nothing_and_keeps_the_selection(window: Shell) -> None:
    room = window.my_cases
    room.table.setCurrentIndex(room.model.index(1, 0))
    settle(window)
    told: list[str] = []
    room.model.dataChanged.connect(lambda *_: told.append("changed"))
    room.model.modelReset.connect(lambda: told.append("reset"))
    room.look()
    settle(window)
    assert told == [] and room.table.currentIndex().row() == 1 and len(room.model.rows) == 3


def test_the_case_page_shows_the_chosen_case_in_both_languages(window: Shell) -> None:
    room = window.my_cases
    number = room.model.rows[2].number
    room.open_case(number)
    settle(window)
    assert room.page.view is not None and room.page.view.number == number
    assert "withdraw" in room.page.view.acts and room.page.view.life[-1].kind == "received"
    window.switch_language()
    settle(window)
    assert room.page.view.number == number
