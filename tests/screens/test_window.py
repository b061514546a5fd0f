"""Window 1 with real widgets, keys and clicks: find, fill, accept, see the slip, watch the case move."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kiosk import screens
from kiosk.counter import open_counter
from kiosk.desk import looking_up
from kiosk.screens.full_process import DONE
from kiosk.screens.photographing import settle
from kiosk.screens.shell import Shell
from kiosk.settings import Settings
from sync.agent import Agent
from sync.centre import doors
from sync.centre.centre import Centre
from sync.centre.database import embedded
from tests.desk_at_hand import CountedIds, SetClock
from tests.facts_at_hand import ASSETS, samples

ANSWERS = {**samples()["YJ-MZ-001"]["valid"][0]["answers"]}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.read({"KIOSK_HOME": str(tmp_path / "home")})


@pytest.fixture
def window(settings: Settings, qtbot: QtBot) -> Iterator[Shell]:
    made = screens.open_window(settings, lambda: open_counter(settings), "zh")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):  # keys go to the active window only
        made.activateWindow()
    settle(made)
    yield made
    made.close()


def choose(window: Shell, qtbot: QtBot, typed: str) -> None:
    finder = window.full_process.finder
    finder.search.clear()
    qtbot.keyClicks(finder.search, typed)
    qtbot.keyClick(finder.search, Qt.Key.Key_Return)
    settle(window)


def labels(inside: QWidget) -> list[QLabel]:
    return list(inside.findChildren(QLabel))


def field(window: Shell, key: str) -> QWidget:
    return window.full_process.form._fields[key].editor


def test_signed_in_to_the_demo_station_ready_to_type(window: Shell) -> None:
    texts = [label.text() for label in labels(window) if label.isVisible()]
    assert "示例" in texts and "文化社区便民服务站" in texts and "李志远" in texts
    assert window.full_process.finder.search.hasFocus() or not window.isActiveWindow()
    assert window.full_process.finder.list.count() == 22


@pytest.mark.parametrize(
    "typed", ["最低生活保障对象", "zdsh", "zuidishenghuobaozhangduixiang", "최저생활보장대상", "yj-mz-001"]
)
def test_an_item_is_found_as_one_types(window: Shell, qtbot: QtBot, typed: str) -> None:
    if typed.isascii():
        qtbot.keyClicks(window.full_process.finder.search, typed)
    else:  # comes from an input method, not from keys
        window.full_process.finder.search.insert(typed)
    codes = [window.full_process.finder.list.item(i).data(Qt.ItemDataRole.UserRole) for i in
             range(window.full_process.finder.list.count())]  # fmt: skip
    assert "YJ-MZ-001" in codes and len(codes) < 22


def test_a_case_is_accepted_with_f8_and_its_slip_shown(window: Shell, qtbot: QtBot) -> None:
    choose(window, qtbot, "yj-mz-001")
    press = window.full_process.press
    assert not press.isEnabled()
    window.full_process.form.fill(ANSWERS)
    assert not press.isEnabled()  # papers are still missing, and the foot says so
    assert "居民身份证" in window.full_process.foot.sentence
    window.full_process.papers.tick_all()
    assert press.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_F8)
    settle(window)
    assert len(window.full_process.number) == 22
    slips = [label for label in labels(window.full_process.done) if not label.pixmap().isNull()]
    assert slips and slips[0].pixmap().height() > 300
    assert window.full_process.page == DONE  # one press, one case: what comes next is the next resident


def test_a_rule_is_checked_as_one_leaves_the_field(window: Shell, qtbot: QtBot) -> None:
    choose(window, qtbot, "yj-mz-001")
    box = field(window, "applicant_id_type")
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(1)
    number = field(window, "applicant_id_number")
    assert isinstance(number, QLineEdit)
    qtbot.keyClicks(number, "222401197801010158")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert "校验码" in window.full_process.form._fields["applicant_id_number"]._fault.text()
    number.clear()
    qtbot.keyClicks(number, "222401197801010157")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert window.full_process.form._fields["applicant_id_number"]._fault.text() == ""


def test_fields_show_and_hide_as_answers_say(window: Shell, qtbot: QtBot) -> None:
    choose(window, qtbot, "yj-mz-001")
    form = window.full_process.form
    assert not form._fields["agent_name"].isVisible()
    form.fill({"has_agent": True})
    assert form._fields["agent_name"].isVisibleTo(form)
    form.fill({"agent_name": "安光哲", "has_agent": False})
    assert "agent_name" not in form.answers()  # a hidden field is not answered


def test_another_language_keeps_what_is_typed(window: Shell, qtbot: QtBot) -> None:
    choose(window, qtbot, "yj-mz-001")
    window.full_process.form.fill(ANSWERS)
    window.full_process.papers.tick_all()
    before = (window.full_process.form.answers(), window.full_process.papers.seen())
    window.switch_language()
    settle(window)
    assert (window.full_process.form.answers(), window.full_process.papers.seen()) == before
    assert "최저생활보장대상 인정" in [label.text() for label in labels(window)]


def test_what_the_resident_wrote_is_never_rich_text(window: Shell, qtbot: QtBot) -> None:
    choose(window, qtbot, "yj-mz-001")
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels(window) if label.text())


def test_papers_that_are_missing_are_told_once_with_f9(window: Shell, qtbot: QtBot) -> None:
    choose(window, qtbot, "yj-mz-001")
    window.full_process.form.fill(ANSWERS)
    qtbot.keyClick(window, Qt.Key.Key_F9)
    settle(window)
    counter = open_counter(Settings.read({"KIOSK_HOME": str(window._desk._at.settings.home)}))
    page = looking_up.case_page(counter.tools, window.full_process.number)
    assert page is not None and page.seen.case.state == "correcting"
    counter.tools.ledger.close()


def test_the_case_moves_from_this_machine_into_the_centres_state(
    window: Shell, settings: Settings, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(window, qtbot, "yj-mz-001")
    window.full_process.form.fill(ANSWERS)
    window.full_process.papers.tick_all()
    qtbot.keyClick(window, Qt.Key.Key_F8)
    settle(window)
    assert window.full_process.place == "here"
    assert "1 件待传" in window.lamp.text()  # at once, not when the clock next ticks
    clock = SetClock()
    centre = Centre(embedded(tmp_path / "centre"), clock, CountedIds(), ASSETS)
    settings.enrolment_code.write_text(centre.issue_code("00100101A"))

    class Straight:
        def carry(self, path, headers, body):  # type: ignore[no-untyped-def]
            return doors.answer(centre, path, headers, body)

    place = window._desk._at.tools.ledger.place
    clock.wall = window._desk._at.tools.clock.now().wall
    agent = Agent(place, Straight(), settings.enrolment_code)
    agent.until_quiet()
    window.noticing.look()
    qtbot.waitUntil(lambda: window.full_process.place == "taken", timeout=8000)
    window.enter("my_cases")
    settle(window)
    assert window.my_cases.model.rows[0].place == "taken"
    assert window.my_cases.model.rows[0].who.endswith("*")  # names are masked in lists
    agent.close()
    centre.engine.dispose()


def test_nothing_asks_the_database_in_the_guis_thread(window: Shell, qtbot: QtBot) -> None:
    asked: set[str] = set()
    original = window._desk.cases.page

    def page(*values: Any, **named: Any) -> object:
        asked.add(threading.current_thread().name)
        return original(*values, **named)

    window._desk.cases.page = page  # type: ignore[method-assign,assignment]
    window.enter("my_cases")
    settle(window)
    assert asked and threading.main_thread().name not in asked


def test_every_control_has_a_name_for_a_screen_reader(window: Shell, qtbot: QtBot) -> None:
    choose(window, qtbot, "yj-mz-001")
    controls: list[QWidget] = [*window.findChildren(QLineEdit), *window.findChildren(QComboBox)]
    nameless = [
        widget
        for widget in controls
        if widget.isVisible() and not widget.accessibleName() and not isinstance(widget.parent(), QComboBox)
    ]
    assert nameless == []
