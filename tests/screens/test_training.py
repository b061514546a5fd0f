"""Practising: files of its own, never sent, said on the screen and on every paper, and gone when it is to be forgotten."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from kiosk import screens
from kiosk.__main__ import main
from kiosk.counter import open_counter
from kiosk.desk import accepting, spooling
from kiosk.screens.photographing import settle
from kiosk.screens.shell import Shell
from kiosk.settings import Settings
from kiosk.store import spool
from kiosk.words import Words
from sync.__main__ import main as agent
from tests.desk_at_hand import an_application

KO, ZH = Words("ko"), Words("zh")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KIOSK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("KIOSK_TRAINING", raising=False)
    return tmp_path / "home"


def practised(home: Path) -> Settings:
    settings = Settings.read({"KIOSK_HOME": str(home), "KIOSK_TRAINING": "1"})
    counter = open_counter(settings)
    accepting.accept(counter.tools, counter.clerk, an_application())
    counter.tools.ledger.close()
    return settings


def labels(inside: QWidget) -> list[QLabel]:
    return list(inside.findChildren(QLabel))


def said(window: Shell) -> list[str]:
    return [one.text() for one in labels(window) if one.isVisible()]


def test_practice_has_its_own_files_and_touches_no_real_one(home: Path) -> None:
    settings = practised(home)
    assert settings.training and settings.ledger == home / "training" / "ledger.db" and settings.ledger.exists()
    assert [one.name for one in home.iterdir()] == ["training"]
    assert stat.S_IMODE((home / "training").stat().st_mode) == 0o700
    assert not Settings.read({"KIOSK_HOME": str(home)}).training


def test_practising_within_practice_is_the_same_folder(home: Path) -> None:
    settings = practised(home)
    assert settings.practising() == settings
    assert Settings.read({"KIOSK_HOME": str(home / "training")}).training, "the folder itself says what it is"


def test_every_paper_of_practice_says_so(home: Path) -> None:
    counter = open_counter(practised(home))
    with counter.tools.ledger.transaction(write=False) as connection:
        jobs = spool.open_jobs(connection)
    assert jobs
    for job in jobs:
        sheet = spooling.sheet_of(counter.tools, job)
        assert sheet.watermark == "training.watermark"
        assert spooling.drawn(counter.tools, job, counter.press).data
    counter.tools.ledger.close()


def test_the_agent_refuses_the_practice_folder(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    practised(home)
    monkeypatch.setenv("KIOSK_HOME", str(home / "training"))
    assert agent(["once"]) == 2
    assert "practising" in capsys.readouterr().err


def test_what_was_practised_is_forgotten_and_nothing_else(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    real = open_counter(Settings.read(os.environ))
    real.tools.ledger.close()
    practised(home)
    assert main(["run", "--forget"]) == 0
    assert not (home / "training").exists() and (home / "ledger.db").exists()
    assert ZH("training.forgotten") in capsys.readouterr().out
    assert main(["run", "--forget"]) == 0
    assert ZH("training.nothing") in capsys.readouterr().out


def test_it_is_not_forgotten_while_somebody_practises(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import fcntl

    settings = practised(home)
    with (settings.home / "practice.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        assert main(["run", "--forget"]) == 3
    assert settings.ledger.exists() and ZH("training.in_use") in capsys.readouterr().err


@pytest.mark.parametrize("words", [ZH, KO], ids=["zh", "ko"])
def test_the_window_says_so_all_the_time_locked_or_not(home: Path, words: Words, qtbot: QtBot) -> None:
    settings = practised(home)
    window = screens.open_window(settings, lambda: open_counter(settings), words.language)
    qtbot.addWidget(window)
    window.show()
    settle(window)
    assert words("training.banner") in said(window)
    window.lock()
    settle(window)
    assert window.covered and words("training.banner") in said(window)
    window.close()


def test_a_real_window_has_no_such_frame(home: Path, qtbot: QtBot) -> None:
    settings = Settings.read({"KIOSK_HOME": str(home)})
    window = screens.open_window(settings, lambda: open_counter(settings), "zh")
    qtbot.addWidget(window)
    window.show()
    settle(window)
    assert "文化社区便民服务站" in said(window) and ZH("training.banner") not in said(window)
    window.close()
