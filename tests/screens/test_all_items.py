"""All 22 items of Window 1 through the real window: drawn in both languages, filled, accepted or received."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk import screens
from kiosk.counter import open_counter
from kiosk.screens.full_process import DONE
from kiosk.screens.photographing import settle
from kiosk.screens.shell import Shell
from kiosk.settings import Settings, assets
from tests.facts_at_hand import ASSETS, TODAY, samples

ITEMS = [item.code for item in assets.catalogue(ASSETS) if item.window == "1"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def window(home: Path, qtbot: QtBot) -> Iterator[Shell]:
    settings = Settings.read({"KIOSK_HOME": str(home)})
    made = screens.open_window(settings, lambda: open_counter(settings, TODAY), "zh")
    qtbot.addWidget(made)
    made.show()
    settle(made)
    yield made
    made.close()


def test_there_are_twenty_two() -> None:
    assert len(ITEMS) == 22


@pytest.mark.parametrize("code", ITEMS)
def test_an_item_is_taken_in(window: Shell, code: str) -> None:
    process = window.full_process
    answers = next(one["answers"] for one in samples()[code]["valid"] if not one["answers"].get("has_agent"))
    process.choose(code)
    settle(window)
    process.form.fill(answers)
    process.papers.tick_all()
    settle(window)
    assert process.form.answers() == answers, "what goes in comes out"
    window.switch_language()
    settle(window)
    assert process.form.answers() == answers, "in the other language too"
    assert process.press.isEnabled(), process.foot.sentence
    process.go()
    settle(window)
    assert process.page == DONE and process.done.number, process.foot.sentence
