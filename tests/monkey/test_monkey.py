"""Five thousand keys and clicks without a plan, on the real window and its real files: no exception, no Qt warning, and
files that pass every check. The seeds are fixed: the same monkey each time."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import Connection, text

from kiosk import screens
from kiosk.counter import open_counter
from kiosk.desk import looking_up
from kiosk.desk.doors.signing_in import Standing
from kiosk.desk.tools import Refused
from kiosk.screens.photographing import settle
from kiosk.screens.shell import Shell
from kiosk.settings import Settings
from kiosk.store.cases import see
from kiosk.store.plain import to_text
from tests.album.scenes import seeded
from tests.monkey.paws import EVENTS, Event, Paws

RUNS, EACH = 20, 250  # events in all: 5 000
# Said by Qt of the machine, not of us.
HARMLESS = ("propagateSizeHints", "This plugin does not support")


@contextmanager
def listening() -> Iterator[list[str]]:
    """Everything that Qt complains of and every exception that nobody caught."""
    heard: list[str] = []

    def qt(kind: QtMsgType, context: QMessageLogContext, said: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not any(one in said for one in HARMLESS):
            heard.append(f"Qt: {said}")

    def python(kind: type[BaseException], broken: BaseException, trace: TracebackType | None) -> None:
        heard.append(f"{kind.__name__}: {broken}")
        before_hook(kind, broken, trace)

    before, before_hook = qInstallMessageHandler(qt), sys.excepthook
    sys.excepthook = python
    try:
        yield heard
    finally:
        sys.excepthook = before_hook
        qInstallMessageHandler(before)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A desk that has lived a little; every run goes on where the one before ended."""
    return seeded(tmp_path_factory.mktemp("monkey"))[0]


def told(broken: Exception) -> str:
    """Where a question broke; "" for a refusal, which is a sentence for the clerk."""
    return "" if isinstance(broken, Refused) else "".join(traceback.format_exception(broken)[-3:])


def at_work(home: Settings, language: str) -> Shell:
    window = screens.open_window(home, lambda: open_counter(home), language)
    window.show()
    settle(window)
    window.activateWindow()
    settle(window)
    return window


def unlock(window: Shell) -> None:
    """A monkey that locked itself out is let in again: by the PIN, as anybody."""
    found: list[Standing] = []
    window.work.ask(window._desk.sign_in.standing).then(found.append)
    settle(window)
    cover = window.cover
    cover.show_standing(found[0])
    cover.choose(next(one.id for one in found[0].people if one.able))
    cover.pin.setText(found[0].hint)
    cover.go()
    settle(window)


done: dict[str, int] = {}  # events by kind, for the count


@seed(20261124)
@settings(
    max_examples=RUNS, deadline=None, database=None, phases=[Phase.generate], print_blob=False,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(st.lists(EVENTS, min_size=EACH, max_size=EACH), st.sampled_from(["zh", "ko"]))
def test_a_monkey_breaks_nothing(qapp: QApplication, home: Settings, events: list[Event], language: str) -> None:
    with listening() as heard:
        window = at_work(home, language)
        window.work.broke.connect(lambda broken: heard.append(told(broken)))
        paws = Paws(window)
        for number, event in enumerate(events):
            if window.covered and number % 50 == 49:
                unlock(window)
            paws.do(event)
            done[event.kind] = done.get(event.kind, 0) + 1
            assert not any(heard), f"after {number} events, {event}: {heard}"
        settle(window)
        strangers = [one for one in qapp.topLevelWidgets() if one.isVisible() and one is not window]
        window.close()
        QApplication.processEvents()
    assert not any(heard), heard
    assert not [one for one in strangers if not _popup(one)], strangers
    sound(home)


def _popup(one: QWidget) -> bool:
    """The list of a box, a menu, a tip: windows that belong to a widget and go by themselves."""
    return one.windowType() in {Qt.WindowType.Popup, Qt.WindowType.ToolTip}


def sound(home: Settings) -> None:
    """The files are whole: pages, references, both chains, and every folded case is the fold of its facts."""
    counter = open_counter(home)
    try:
        broken = looking_up.verify_audit(counter.tools)[2]
        assert broken is None, broken
        with counter.tools.ledger.transaction(write=False) as connection:
            for name in ("main", "cache"):
                assert connection.exec_driver_sql(f"PRAGMA {name}.integrity_check").scalar() == "ok"
                assert not connection.exec_driver_sql(f"PRAGMA {name}.foreign_key_check").all()
            unlike = _unlike(connection, counter.tools.rules_of(connection))
        assert not unlike, unlike
    finally:
        counter.tools.ledger.close()


def _unlike(connection: Connection, rules_of: Any) -> list[str]:
    found = []
    for number, plain in connection.execute(text("SELECT number, plain FROM folded")).all():
        seen = see(connection, number, rules_of)
        if seen is None or to_text(seen.case) != plain:
            found.append(number)
    return found


def test_the_monkey_did_its_five_thousand() -> None:
    assert sum(done.values()) == RUNS * EACH, done


def test_the_monkey_is_heard(qapp: QApplication) -> None:
    """What the monkey listens to is really heard."""
    with listening() as heard:
        from PySide6.QtCore import qWarning

        qWarning("something is wrong")
    assert heard == ["Qt: something is wrong"]
