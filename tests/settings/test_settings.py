"""Places and choices: read from what is handed in, never from elsewhere; cheap to load; nobody else may enter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.domain.moments import Clock, Ids
from kiosk.settings import DEFAULT_CENTRE, Settings
from kiosk.settings.machine import SystemClock, SystemIds


def test_the_data_folder_is_made_and_nobody_else_may_enter(tmp_path: Path) -> None:
    settings = Settings.read({"KIOSK_HOME": str(tmp_path / "deep" / "home")})
    assert settings.home.stat().st_mode & 0o777 == 0o700
    assert {path.parent for path in (settings.ledger, settings.cache_pointer, settings.key_file)} == {settings.home}


def test_without_a_name_the_platform_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert Settings.read({}).home.name == "jiamenkou"


def test_the_centre_is_the_configured_one_else_the_embedded_ones_word_else_the_default(tmp_path: Path) -> None:
    settings = Settings.read({"KIOSK_HOME": str(tmp_path)})
    assert settings.centre_address() == DEFAULT_CENTRE
    settings.centre_folder.mkdir()
    settings.centre_address_file.write_text("http://127.0.0.1:9999\n")
    assert settings.centre_address() == "http://127.0.0.1:9999"
    named = Settings.read({"KIOSK_HOME": str(tmp_path), "KIOSK_CENTRE": "https://centre.example"})
    assert named.centre_address() == "https://centre.example"


@pytest.mark.parametrize(("said", "on"), [({}, True), ({"KIOSK_CIPHER": "off"}, False), ({"KIOSK_CIPHER": "on"}, True)])
def test_files_are_encrypted_unless_switched_off(tmp_path: Path, said: dict[str, str], on: bool) -> None:
    assert Settings.read({"KIOSK_HOME": str(tmp_path), **said}).cipher is on


def test_what_set_up_made_is_where_the_settings_say(tmp_path: Path) -> None:
    settings = Settings.read({"KIOSK_HOME": str(tmp_path)})
    assert (settings.fonts / "JiamenkouSans-Regular.ttf").exists() and (settings.fonts / "MANIFEST.json").exists()
    assert (settings.icons / "printer.svg").exists() and (settings.assets / "catalogue").is_dir()


def test_reading_them_loads_nothing_heavy() -> None:
    ask = "import sys, kiosk.settings.machine; print([n for n in ('PySide6', 'sqlalchemy', 'requests') if n in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", ask], text=True).strip() == "[]"


def test_the_machine_gives_time_and_chance_as_the_domain_wants_them() -> None:
    clock: Clock = SystemClock()
    ids: Ids = SystemIds()
    first, second = clock.now(), clock.now()
    assert first.wall.utcoffset() is not None and first.boot == second.boot
    assert first.monotonic_ns <= second.monotonic_ns
    assert len(ids.octets(16)) == 16 and ids.octets(16) != ids.octets(16)
