"""One case's page and the choice where two sides differ, by keys, on a real desk with what a centre said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from kiosk import screens
from kiosk.counter import open_counter
from kiosk.desk import accepting
from kiosk.screens.photographing import settle
from kiosk.screens.shell import Shell
from kiosk.settings import Settings
from kiosk.store import cache as caches
from tests.desk_at_hand import an_application


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.read({"KIOSK_HOME": str(tmp_path / "home")})


@pytest.fixture
def numbers(settings: Settings) -> list[str]:
    """Three cases of this desk: taken in, told once, and one whose two facts the centre refused."""
    counter = open_counter(settings)
    tools, clerk = counter.tools, counter.clerk
    taken = accepting.accept(tools, clerk, an_application("YJ-MZ-001")).case.number
    told = accepting.receive_and_tell(tools, clerk, an_application("YJ-MZ-007", missing=("BANK",))).case.number
    refused = accepting.accept(tools, clerk, an_application("YJ-CL-002")).case.number
    place = tools.ledger.place
    cache = caches.Cache(caches.ensure(place.pointer, place.cipher), place.cipher, tools.ledger.identity.id)
    with cache.writing() as at:
        at.verdicts([caches.Verdict(5, "wrong_state"), caches.Verdict(6, "after_refused")], 6)
    cache.close()
    tools.ledger.close()
    return [taken, told, refused]


@pytest.fixture
def window(settings: Settings, numbers: list[str], qtbot: QtBot) -> Iterator[Shell]:
    made = screens.open_window(settings, lambda: open_counter(settings), "zh")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.enter("my_cases")
    settle(made)
    yield made
    made.close()


def texts(inside: QWidget) -> list[str]:
    return [label.text() for label in list[QLabel](inside.findChildren(QLabel)) if label.isVisibleTo(inside)]


def test_a_case_is_masked_and_shown_only_while_it_is_held_and_that_is_audited(
    window: Shell, numbers: list[str], settings: Settings
) -> None:
    room = window.my_cases
    window.open_case(numbers[0])
    settle(window)
    whole = an_application("YJ-MZ-001").answers
    assert not any(whole["applicant_name"] in text for text in texts(room.page))
    room._want("show")
    settle(window)
    assert any(whole["applicant_name"] in text for text in texts(room.page))
    assert any(whole["applicant_id_number"] in text for text in texts(room.page))
    room._want("hide")
    assert not any(whole["applicant_name"] in text for text in texts(room.page))
    with window._desk._at.tools.ledger.transaction(write=False) as connection:
        query = "SELECT count(*) FROM audit WHERE what = 'show:person' AND subject = ?"
        assert connection.exec_driver_sql(query, (numbers[0],)).scalar() == 1


def test_f8_is_never_a_step_back(window: Shell, numbers: list[str]) -> None:
    room = window.my_cases
    window.open_case(numbers[0])
    settle(window)
    assert room.page.view is not None and "withdraw" in room.page.view.acts
    assert room.primary == "" and not room.foot.primary.isVisible(), "it waits for the department"


def test_what_is_missing_is_supplemented_beside_the_page(window: Shell, numbers: list[str], qtbot: QtBot) -> None:
    room = window.my_cases
    window.open_case(numbers[1])
    settle(window)
    assert room.primary == "supplement"
    room.go()
    settle(window)
    assert room.page.asking.act == "supplement" and room.page.asking.isVisible()
    room.go()
    settle(window)
    assert room.page.view is not None and room.page.view.state in {"accepted", "received"}
    assert room.page.asking.act == ""


def test_another_copy_is_queued_and_counted(window: Shell, numbers: list[str], qtbot: QtBot) -> None:
    room = window.my_cases
    window.open_case(numbers[0])
    settle(window)
    before = len(room.page.view.prints) if room.page.view else 0
    room.reprint_first()
    settle(window)
    assert room.page.view is not None and len(room.page.view.prints) == before + 1
    assert max(one.copy for one in room.page.view.prints) == 2


def test_two_sides_that_differ_are_settled_by_a_digit_and_f8(window: Shell, numbers: list[str], qtbot: QtBot) -> None:
    room = window.my_cases
    assert "退回" in window.lamp.accessibleName()
    window.open_case(numbers[2])
    settle(window)
    card = room.page.conflict
    assert card.isVisible() and card.conflict is not None
    assert not room.foot.primary.isEnabled() and "数字键" in room.foot.sentence
    room.list.view.setFocus()
    qtbot.keyClick(room.list.view, Qt.Key.Key_1)
    settle(window)
    assert card.choice == "centre" and room.foot.primary.isEnabled()
    room.go()
    settle(window)
    window.noticing.look()
    settle(window)
    assert not card.isVisible(), "settled"
    assert "退回" not in window.lamp.accessibleName()
    with window._desk._at.tools.ledger.transaction(write=False) as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM facts WHERE number = ?", (numbers[2],)).scalar()
    assert kept == 2, "nothing is deleted"
