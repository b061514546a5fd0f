"""The window around the rooms: the one search, what the lamp says and shows, languages and sizes that keep what is typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kiosk import screens
from kiosk.counter import open_counter
from kiosk.desk.doors.line import Lamp
from kiosk.domain.moments import Moment
from kiosk.screens import tokens
from kiosk.screens.bar import duration, lamp_words
from kiosk.screens.help import KEYS
from kiosk.screens.photographing import settle
from kiosk.screens.shell import Shell
from kiosk.settings import Settings
from kiosk.settings import look as looks
from kiosk.store import cache as caches
from kiosk.words import Words
from tests.facts_at_hand import samples

ANSWERS = samples()["YJ-MZ-001"]["valid"][0]["answers"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.read({"KIOSK_HOME": str(tmp_path / "home")})


@pytest.fixture
def window(settings: Settings, qtbot: QtBot) -> Iterator[Shell]:
    made = screens.open_window(settings, lambda: open_counter(settings))
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    settle(made)
    yield made
    made.close()
    tokens.wear()


def accepted(window: Shell) -> str:
    window.full_process.choose("YJ-MZ-001")
    settle(window)
    window.full_process.form.fill(ANSWERS)
    window.full_process.papers.tick_all()
    window.full_process.go()
    settle(window)
    return window.full_process.number


def test_the_one_search_finds_items_and_cases_by_part_of_a_number(window: Shell, qtbot: QtBot) -> None:
    number = accepted(window)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    palette = window.palette_
    assert palette.isVisible() and palette.search.hasFocus()
    qtbot.keyClicks(palette.search, "gljt")
    settle(window)
    assert palette.list.item(0).text() == "高龄津贴申领"
    palette.search.clear()
    qtbot.keyClicks(palette.search, number[-6:])
    settle(window)
    found = [palette.list.item(i).text() for i in range(palette.list.count())]
    assert any(line.endswith("最低生活保障对象认定") and "*" in line for line in found), "a case, its person masked"
    qtbot.keyClick(palette.search, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_an_item_from_the_search_opens_its_form(window: Shell, qtbot: QtBot) -> None:
    window.search()
    qtbot.keyClicks(window.palette_.search, "gljt")
    settle(window)
    qtbot.keyClick(window.palette_.search, Qt.Key.Key_Return)
    settle(window)
    assert window.full_process.visit.sheet.code == "YJ-MZ-005"


def test_the_lamp_tells_never_connected_from_cut_and_from_well() -> None:
    words = Words("zh")
    assert lamp_words(words, Lamp()) == ("▲ 还没有连上中心 · 没有待传", "near")
    oldest = "2026-11-24T01:41:00.000000Z"
    cut = Lamp(waiting=12, oldest=oldest, heard="2026-11-24T00:00:00.000000Z", away_s=3 * 3600 + 100)
    assert lamp_words(words, cut) == ("▲ 离线 3 小时 · 12 件待传 · 最早 09:41", "near")
    well = Lamp(heard="2026-11-24T00:00:00.000000Z", away_s=3)
    assert lamp_words(words, well) == ("● 已连接 · 没有待传", "ok")
    back = Lamp(heard="2026-11-24T00:00:00.000000Z", away_s=3, refused=1)
    assert lamp_words(words, back)[1] == "late"
    assert [duration(words, s) for s in (10, 1500, 7300, 260000)] == ["1 分钟", "25 分钟", "2 小时", "3 天"]


def test_behind_the_lamp_lies_what_waits_and_a_retry(window: Shell, settings: Settings, qtbot: QtBot) -> None:
    accepted(window)
    qtbot.mouseClick(window.lamp, Qt.MouseButton.LeftButton)
    settle(window)
    panel = window.line_panel
    assert panel.isVisible()
    texts = [str(label.text()) for label in list[QLabel](panel.findChildren(QLabel))]
    assert any("最低生活保障对象认定" in text and "*" in text for text in texts)
    qtbot.mouseClick(panel.again, Qt.MouseButton.LeftButton)
    settle(window)
    assert (settings.home / "agent.wake").exists(), "the agent finds it and does not wait any longer"


def test_the_agents_last_word_is_known_to_the_lamp(window: Shell) -> None:
    tools = window._desk._at.tools
    place = tools.ledger.place
    cache = caches.Cache(caches.ensure(place.pointer, place.cipher), place.cipher, tools.ledger.identity.id)
    spoke = tools.clock.now().wall - timedelta(hours=3)
    with cache.writing() as at:
        at.set("heard", Moment(spoke, 0, "").stamp)
    cache.close()
    window.noticing.look()
    settle(window)
    assert "离线 3 小时" in window.lamp.accessibleName()


def test_language_size_and_contrast_keep_what_is_typed_and_are_kept(
    window: Shell, settings: Settings, qtbot: QtBot
) -> None:
    window.full_process.choose("YJ-MZ-001")
    settle(window)
    window.full_process.form.fill(ANSWERS)
    window.full_process.papers.tick_all()
    before = (window.full_process.form.answers(), window.full_process.papers.seen())
    window.switch_language()
    window.switch_size()
    window.switch_contrast()
    settle(window)
    assert (window.full_process.form.answers(), window.full_process.papers.seen()) == before
    assert looks.read(settings.home, "zh") == looks.Look("ko", "contrast", "large")
    assert tokens.text() > 14 and tokens.INK == "#000000"


def test_a_broken_look_is_as_at_first(settings: Settings) -> None:
    for text in ("", "[]", '{"language": "en", "palette": "light", "size": "normal"}', '{"language": 3}'):
        (settings.home / looks.FILE).write_text(text)
        assert looks.read(settings.home, "ko") == looks.Look("ko")


def test_a_passing_note_never_takes_the_focus(window: Shell, qtbot: QtBot) -> None:
    window.full_process.finder.search.setFocus()
    window.say("回执已排队补打")
    settle(window)
    assert window.toast.isVisible() and window.full_process.finder.search.hasFocus()


def test_f1_tells_what_a_room_is_for_and_its_keys_and_they_are_true(window: Shell, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    settle(window)
    assert window.help.isVisible()
    qtbot.keyClick(window.help.done, Qt.Key.Key_Escape)
    assert not window.help.isVisible() and window.full_process.page == 0, "Esc belongs to the sheet"
    for name in KEYS:
        room = window.room(name)
        heard = {shortcut.key().toString() for shortcut in list[QShortcut](room.findChildren(QShortcut))}
        told = {key for key, _ in KEYS[name]}
        assert heard <= told, f"{name} listens for keys that its help does not tell: {heard - told}"
        assert {key for key in told if key.startswith("F") and key != "F3"} <= heard, "and tells of none in vain"
    every = {shortcut.key().toString() for shortcut in list[QShortcut](window.findChildren(QShortcut))}
    assert {"F1", "Ctrl+K", "Ctrl+J", "Ctrl+Shift+L", "Ctrl+="} <= every
