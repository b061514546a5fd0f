"""A machine whose clock says 2001: the window asks for today's date, and everything goes on from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk import screens
from kiosk.counter import Counter, open_counter
from kiosk.desk import accepting, dating
from kiosk.desk.tools import BUILT, Refused
from kiosk.domain.refusals import Code
from kiosk.screens.photographing import settle
from kiosk.screens.shell import Shell
from kiosk.screens.today import day_of
from kiosk.settings import Settings
from kiosk.words import Words
from kiosk.words.refusals import sentence
from tests.desk_at_hand import CLERK, SetClock, a_desk, an_application

IN_2001 = datetime(2001, 1, 1, 2, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def test_the_given_day_lasts_and_goes_on_by_itself(tmp_path: Path) -> None:
    clock = SetClock()
    desk = a_desk(tmp_path, clock=clock)
    accepting.accept(desk, CLERK, an_application())
    clock.wall = IN_2001
    assert dating.doubted(desk) == "2001-01-01"
    told = dating.give_day(desk, CLERK, TODAY)
    assert dating.doubted(told) == ""
    assert accepting.accept(told, CLERK, an_application()).case.received_on == "2026-11-24"
    clock.wall = datetime(2040, 1, 1, tzinfo=UTC)  # somebody sets the machine's clock meanwhile
    assert accepting.accept(told, CLERK, an_application()).case.received_on == "2026-11-24"
    clock.ticks += 86_400_000  # a day by the monotonic clock, in its milliseconds
    assert told.clock.now().day == TODAY + timedelta(days=1)
    desk.ledger.close()


def test_the_day_of_the_newest_fact_is_the_floor_and_its_hour_too(tmp_path: Path) -> None:
    clock = SetClock()
    desk = a_desk(tmp_path, clock=clock)
    accepting.accept(desk, CLERK, an_application())
    before = clock.now()
    clock.wall = IN_2001 - timedelta(hours=2)
    told = dating.give_day(desk, CLERK, before.day)
    assert told.clock.now().wall >= before.wall - timedelta(seconds=1)
    assert accepting.accept(told, CLERK, an_application()).case.received_on == before.day.isoformat()
    desk.ledger.close()


@pytest.mark.parametrize("day,code", [(date(2026, 11, 22), Code.DAY_TOO_EARLY), (date(2062, 11, 23), Code.DAY_TOO_FAR)])
def test_a_wrong_day_is_refused_in_words(tmp_path: Path, day: date, code: Code) -> None:
    clock = SetClock()
    desk = a_desk(tmp_path, clock=clock)
    accepting.accept(desk, CLERK, an_application())
    clock.wall = IN_2001
    with pytest.raises(Refused) as no:
        dating.give_day(desk, CLERK, day)
    assert no.value.faults[0].code is code
    assert "2026年11月23日" in sentence(Words("zh"), no.value.faults[0])
    desk.ledger.close()


@pytest.mark.parametrize(
    "typed,day",
    [("20261124", TODAY), (" 2026-11-24", TODAY), ("2026年11月24日", TODAY), ("2026.1.2", date(2026, 1, 2)),
     ("", None), ("today", None), ("20261324", None), ("2026-11", None)],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(typed: str, day: date | None) -> None:
    assert day_of(typed) == day


@pytest.fixture
def old(tmp_path: Path) -> Callable[[], Counter]:
    """A counter on a machine that begins in 2001, at every start."""
    settings = Settings.read({"KIOSK_HOME": str(tmp_path / "home")})

    def opened() -> Counter:
        counter = open_counter(settings)
        return replace(counter, tools=replace(counter.tools, clock=SetClock(IN_2001)))

    return opened


@pytest.fixture
def window(tmp_path: Path, old: Callable[[], Counter], qtbot: QtBot) -> Iterator[Shell]:
    made = screens.open_window(Settings.read({"KIOSK_HOME": str(tmp_path / "home")}), old, "zh")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    settle(made)
    yield made
    made.close()


def test_the_window_asks_and_goes_on(window: Shell, qtbot: QtBot) -> None:
    assert window.today.isVisible() and window.today.day.hasFocus()
    assert "2001年1月1日" in window.today._asked.text()
    qtbot.keyClicks(window.today.day, "yesterday")
    qtbot.keyClick(window.today.day, Qt.Key.Key_Return)
    assert window.today._fault.text() == Words("zh")("bad_input.no_day")
    window.today.day.clear()
    day = BUILT.date() + timedelta(days=30)
    qtbot.keyClicks(QApplication.focusWidget(), f"{day:%Y%m%d}")
    qtbot.keyClick(window.today.day, Qt.Key.Key_Return)
    settle(window)
    assert not window.today.isVisible()
    assert window.full_process._today == day
    taken = window._desk.accept(an_application())
    assert taken.faults == () and taken.number
    assert f"2001-01-01 {day}" in audited(window)


def audited(window: Shell) -> list[str]:
    """What was noted of days that were given."""
    with window._desk._at.tools.ledger.transaction(write=False) as connection:
        rows = connection.exec_driver_sql("SELECT detail FROM audit WHERE what = 'day_asked'").scalars()
        return [str(one) for one in rows]


def test_it_speaks_korean_at_once(window: Shell) -> None:
    window.speak("ko")
    settle(window)
    assert window.today.isVisible() and "2001년" in window.today._asked.text()
