"""Walls of text, control characters, names of sixty letters, a scanner in the wrong field: a sentence says what to do,
and nothing that was typed is lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from kiosk import screens
from kiosk.counter import open_counter
from kiosk.desk import accepting, spooling
from kiosk.desk.tools import Refused
from kiosk.domain.forms import Field
from kiosk.domain.numbering import CaseNumber, scanned
from kiosk.screens.fields import LONGEST, FieldWidget
from kiosk.screens.photographing import settle
from kiosk.screens.shell import Shell
from kiosk.settings import Settings, assets
from kiosk.store import spool
from kiosk.words import Words
from tests.desk_at_hand import an_application
from tests.facts_at_hand import ASSETS

WALL = "가나다라마바사아자차" * 100_000  # a million letters
NAMES = "남궁황보제갈선우독고동방사공서문" * 4
PICKED = {"choice", "boolean", "multichoice", "table"}  # nothing is typed into these
NUMBER = CaseNumber.make("001001", "01", "A", date(2026, 11, 24), 7)


def typed_into() -> dict[str, Field]:
    """One field of each type of the catalogue that is typed into."""
    found: dict[str, Field] = {}
    for code in assets.item_codes(ASSETS):
        pair = assets.item_and_form(ASSETS, code)
        assert pair is not None
        for field in pair[1].fields():
            found.setdefault(field.type, field)
    return {kind: one for kind, one in found.items() if kind not in PICKED}


def paste(widget: FieldWidget, text: str) -> None:
    if isinstance(widget.editor, QPlainTextEdit):
        data = QMimeData()
        data.setText(text)
        widget.editor.insertFromMimeData(data)
    else:
        assert isinstance(widget.editor, QLineEdit)
        QApplication.clipboard().setText(text)
        widget.editor.paste()


@pytest.mark.parametrize("kind", sorted(typed_into()))
def test_of_a_wall_of_text_a_field_takes_the_beginning_and_the_window_stays_quick(kind: str, qtbot: QtBot) -> None:
    widget = FieldWidget(typed_into()[kind], Words("zh"))
    qtbot.addWidget(widget)
    widget.show()
    begun = time.monotonic()
    paste(widget, WALL)
    assert time.monotonic() - begun < 2
    assert str(widget.value()) == WALL[:LONGEST]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.read({"KIOSK_HOME": str(tmp_path / "home")})


@pytest.fixture
def window(settings: Settings, qtbot: QtBot) -> Iterator[Shell]:
    made = screens.open_window(settings, lambda: open_counter(settings), "zh")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    settle(made)
    made.full_process.choose("YJ-MZ-001")
    settle(made)
    yield made
    made.close()


def said(window: Shell) -> str:
    return " ".join(one.text() for one in list[QLabel](window.findChildren(QLabel)) if one.isVisible())


def field(window: Shell, key: str) -> FieldWidget:
    return window.full_process.form._fields[key]


@pytest.mark.parametrize(
    ("pasted", "sentence"),
    [
        ("墙" * 3000, "有 3000 个字，最多 50 个，请缩短"),
        ("a\x1b@\x00\x07b", "控制字符"),
        (NAMES[:60], "有 60 个字，最多 50 个，请缩短"),
    ],
    ids=["wall", "control", "sixty"],
)  # fmt: skip
def test_a_field_that_is_left_says_what_to_do(window: Shell, pasted: str, sentence: str) -> None:
    key = "applicant_name_ko" if pasted.startswith(NAMES[0]) else "applicant_name"
    paste(field(window, key), pasted)
    window.full_process.form._leave(key)
    settle(window)
    assert sentence in said(window)
    assert field(window, key).value() == pasted, "nothing is thrown away: the clerk mends it"


def test_a_name_of_sixty_letters_is_refused_and_one_of_fifty_is_on_every_paper(settings: Settings) -> None:
    counter = open_counter(settings)
    asked = an_application("YJ-MZ-001")

    def named(length: int) -> accepting.Application:
        return replace(asked, answers={**asked.answers, "applicant_name": NAMES[:length]})

    with pytest.raises(Refused) as no:
        accepting.accept(counter.tools, counter.clerk, named(60))
    assert no.value.faults[0].field == "applicant_name"
    accepting.accept(counter.tools, counter.clerk, named(50))
    with counter.tools.ledger.transaction(write=False) as connection:
        jobs = spool.open_jobs(connection)
    assert len(jobs) >= 2
    for job in jobs:
        assert spooling.sheet_of(counter.tools, job).case.applicant == NAMES[:50]
        assert spooling.drawn(counter.tools, job, counter.press).data
    counter.tools.ledger.close()


# a scanner types wherever the focus is -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said_by_scanner", [NUMBER.stored, NUMBER.printed, f"{NUMBER.printed}-SL1", NUMBER.printed.lower()]
)
@pytest.mark.parametrize("before", ["", "王小明"])
def test_a_scanned_number_is_told_from_an_answer(said_by_scanner: str, before: str) -> None:
    assert scanned(before + said_by_scanner) == (before, NUMBER)


@pytest.mark.parametrize(
    "text", ["王小明", NUMBER.stored[:-1] + ("0" if NUMBER.stored[-1] != "0" else "1"), "YJ", NUMBER.stored + "x"]
)
def test_what_is_no_whole_number_stays_where_it_is(text: str) -> None:
    assert scanned(text) is None


@pytest.mark.parametrize("key", ["applicant_name", "applicant_id_number", "applicant_phone"])
def test_a_scanner_in_the_wrong_field_loses_nothing(window: Shell, qtbot: QtBot, key: str) -> None:
    one = field(window, key)
    one.set_value("王小明" if key == "applicant_name" else None)
    one.focus()
    assert isinstance(one.editor, QLineEdit)
    one.editor.end(False)
    others = {name: other.value() for name, other in window.full_process.form._fields.items() if name != key}
    qtbot.keyClicks(one.editor, NUMBER.printed + "\r")
    settle(window)
    assert one.value() == ("王小明" if key == "applicant_name" else None)
    assert {name: other.value() for name, other in window.full_process.form._fields.items() if name != key} == others
    assert NUMBER.printed in said(window) and "Ctrl+K" in said(window)
    assert QApplication.focusWidget() is one.editor
