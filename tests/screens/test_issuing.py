"""The issuing desk with keys: by pick-up code, by card, by proxy; by post and back; a wrong code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk import screens
from kiosk.counter import open_counter
from kiosk.desk import accepting, deciding, issuing
from kiosk.screens.issuing import Issuing
from kiosk.screens.photographing import settle
from kiosk.screens.shell import Shell
from kiosk.settings import Settings
from tests.desk_at_hand import an_application

APPLIED = an_application("YJ-MZ-011")
OWN = str(APPLIED.answers["applicant_id_number"])


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[Shell]:
    settings = Settings.read({"KIOSK_HOME": str(tmp_path / "home")})
    made = screens.open_window(settings, lambda: open_counter(settings), "zh")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    settle(made)
    yield made
    made.close()


def closed(window: Shell) -> str:
    at = window._desk._at
    number = accepting.accept(at.tools, at.clerk, APPLIED).case.number
    deciding.decide(at.tools, at.clerk, number, granted=True, result="预约成功")
    return number


def ready(window: Shell) -> tuple[str, str]:
    number, at = closed(window), window._desk._at
    return number, issuing.make_ready(at.tools, at.clerk, number).case.pickup_code


def enter(window: Shell) -> Issuing:
    window.enter("issuing")
    settle(window)
    found = window.room("issuing")
    assert isinstance(found, Issuing)
    return found


def keys(window: Shell, qtbot: QtBot, *pressed: Qt.Key | str) -> None:
    for one in pressed:
        target = QApplication.focusWidget() or window
        if isinstance(one, str):
            qtbot.keyClicks(target, one)
        else:
            qtbot.keyClick(target, one)
        settle(window)


def test_a_code_a_number_a_signature_and_it_is_handed_over(window: Shell, qtbot: QtBot) -> None:
    number, code = ready(window)
    room = enter(window)
    keys(window, qtbot, code, Qt.Key.Key_Return)
    assert room.asking.act == "hand_out" and room.view is not None and room.view.number == number
    keys(window, qtbot, OWN, Qt.Key.Key_Return, "1", Qt.Key.Key_F8)
    assert room.view.state == "delivered", room.foot.sentence
    with window._desk._at.tools.ledger.transaction(write=False) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM spool WHERE kind = 'service'").scalar_one() == 1


def test_somebody_elses_number_is_refused_in_a_sentence_and_nothing_is_lost(window: Shell, qtbot: QtBot) -> None:
    _, code = ready(window)
    room = enter(window)
    keys(window, qtbot, code, Qt.Key.Key_Return, "222401197207181455", Qt.Key.Key_Return, "1", Qt.Key.Key_F8)
    assert "证件号码与可以领取的人不一致" in room.foot.sentence
    assert room.view is not None and room.view.state == "ready" and room.asking.answers()["signed"] == "yes"


def test_a_wrong_code_says_what_to_do(window: Shell, qtbot: QtBot) -> None:
    _, code = ready(window)
    room = enter(window)
    keys(window, qtbot, "000000" if code != "000000" else "000001", Qt.Key.Key_Return)
    assert "没有这个取件码" in room.foot.sentence and not room.asking.act


def test_the_card_fills_in_whose_document_it_is_or_finds_what_waits(window: Shell, qtbot: QtBot) -> None:
    _, code = ready(window)
    room = enter(window)
    keys(window, qtbot, Qt.Key.Key_F2)
    read = room.list.search.text()
    assert len(read) == 18, "what waits for the card's holder is looked for"
    room.list.search.clear()
    settle(window)
    keys(window, qtbot, code, Qt.Key.Key_Return, Qt.Key.Key_F2)
    assert len(room.asking.answers()["document"]) == 18


def test_a_proxy_is_asked_for_name_relation_and_power(window: Shell, qtbot: QtBot) -> None:
    _, code = ready(window)
    room = enter(window)
    keys(window, qtbot, code, Qt.Key.Key_Return)
    before = set(room.asking.missing())
    room.asking.put({"who": "proxy"})
    assert {"代领人姓名", "与申请人的关系", "委托书已核对"} <= set(room.asking.missing()) - before
    assert not room.foot.primary.isEnabled()


def test_by_post_and_back_and_collected_after_all(window: Shell, qtbot: QtBot) -> None:
    number = closed(window)
    room = enter(window)
    room.list._want(state="closed")
    settle(window)
    assert room.view is not None and room.view.number == number
    room.list.view.setFocus()
    keys(window, qtbot, Qt.Key.Key_F8)
    assert room.view.state == "ready"
    room.list.view.setFocus()
    keys(window, qtbot, Qt.Key.Key_F9, "1234567890123", Qt.Key.Key_F8)
    assert room.view.state == "dispatched", room.foot.sentence
    room.list.view.setFocus()
    keys(window, qtbot, Qt.Key.Key_F10)
    room.asking.put({"reason": "无人签收"})
    keys(window, qtbot, Qt.Key.Key_F8)
    assert room.view.state == "ready", room.foot.sentence


def test_switching_the_language_keeps_what_is_answered(window: Shell, qtbot: QtBot) -> None:
    _, code = ready(window)
    room = enter(window)
    keys(window, qtbot, code, Qt.Key.Key_Return, OWN)
    window.switch_language()
    settle(window)
    assert room.asking.answers()["document"] == OWN
