"""What this installation is: its places, its centre, its language. Read once, frozen."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

PRACTICE = "training"  # the folder within KIOSK_HOME
MARK = "practice-only"  # lies in it, so that whoever opens the folder knows what it is
DEFAULT_CENTRE = "http://127.0.0.1:8642"


def program_folder() -> Path:
    """The folder that holds assets/ and build/: the checkout, or the bundle that PyInstaller unpacked."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Settings:
    """Places and choices of one installation. `home` holds all data (KIOSK_HOME, default: the platform's own)."""

    home: Path
    cipher: bool = True  # KIOSK_CIPHER=off: plain SQLite where no SQLCipher wheel exists
    language: str = "zh"  # KIOSK_LANGUAGE
    centre: str = ""  # KIOSK_CENTRE; "" = see centre_address()
    ask_pin: bool = False  # KIOSK_SIGN_IN=always: the demonstration, too, begins with a PIN
    first_run: str = (
        ""  # KIOSK_FIRST_RUN: who sees the tour by itself: "always" everybody once, "people" whoever has a PIN
    )
    training: bool = False  # KIOSK_TRAINING=1, `kiosk run --training`, or a home that bears the mark

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Settings:
        """Reads the environment and makes the home folder, which nobody else may enter (0700)."""
        if named := environ.get("KIOSK_HOME"):
            home = Path(named).expanduser().absolute()
        else:
            from platformdirs import user_data_path

            home = user_data_path("jiamenkou")
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        settings = cls(
            home=home,
            cipher=environ.get("KIOSK_CIPHER", "on") != "off",
            language=environ.get("KIOSK_LANGUAGE", "zh"),
            centre=environ.get("KIOSK_CENTRE", ""),
            ask_pin=environ.get("KIOSK_SIGN_IN", "") == "always",
            first_run=environ.get("KIOSK_FIRST_RUN", ""),
            training=(home / MARK).exists(),
        )
        return settings.practising() if environ.get("KIOSK_TRAINING") == "1" else settings

    @property
    def practice(self) -> Path:
        """Where this desk's people practise."""
        return self.home if self.training else self.home / PRACTICE

    def practising(self) -> Settings:
        """The same installation on files of its own, which no real case and no agent ever comes near."""
        self.practice.mkdir(exist_ok=True, mode=0o700)
        (self.practice / MARK).touch(mode=0o600)
        return replace(self, home=self.practice, training=True)

    @property
    def ledger(self) -> Path:
        return self.home / "ledger.db"

    @property
    def cache_pointer(self) -> Path:
        """The one-line file that names the cache in use."""
        return self.home / "cache.current"

    @property
    def key_file(self) -> Path:
        return self.home / "key"

    @property
    def papers(self) -> Path:
        return self.home / "papers"

    @property
    def enrolment_code(self) -> Path:
        """A one-time code that IT staff (or the demonstration centre) left for the agent."""
        return self.home / "enrolment.code"

    @property
    def centre_folder(self) -> Path:
        """Where the embedded city centre keeps its own data."""
        return self.home / "centre"

    @property
    def centre_address_file(self) -> Path:
        return self.centre_folder / "address"

    def centre_address(self) -> str:
        """The configured address, else the embedded centre's own word, else the default."""
        if self.centre:
            return self.centre
        try:
            return self.centre_address_file.read_text().strip() or DEFAULT_CENTRE
        except OSError:
            return DEFAULT_CENTRE

    @property
    def assets(self) -> Path:
        return program_folder() / "assets"

    @property
    def fonts(self) -> Path:
        return program_folder() / "build" / "fonts"

    @property
    def icons(self) -> Path:
        return program_folder() / "build" / "icons"
