"""What all tests share: Debian packages that a test needs are named, never silently skipped; Qt paints offscreen."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

# Two cores are shared by many tests: how long one example takes says nothing.
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")

if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PROGRAMS = {
    "postgresql": "/usr/lib/postgresql/*/bin/initdb",
    "cups": "/usr/sbin/cupsd",
    "cups-client": "/usr/bin/lp",
    "chromium": "/usr/bin/chromium",
    "chromium-driver": "/usr/bin/chromedriver",
    "xvfb": "/usr/bin/Xvfb",
    "xdotool": "/usr/bin/xdotool",
    "fonts-hanazono": "/usr/share/fonts/truetype/hanazono/*.ttf",
}
LACKING = "Debian packages are missing:"


def there(package: str) -> bool:
    """Whether what a Debian package brings is on this machine."""
    pattern = PROGRAMS.get(package, package)
    return any(Path("/").glob(pattern.lstrip("/"))) or shutil.which(Path(pattern).name) is not None


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test whose package is missing fails by name; with ALLOW_MISSING=1 it is skipped and listed at the end."""
    lacking = [package for mark in item.iter_markers("needs") for package in mark.args if not there(package)]
    if not lacking:
        return
    named = ", ".join(lacking)
    if os.environ.get("ALLOW_MISSING") == "1":
        pytest.skip(f"{LACKING} {named}")
    pytest.fail(f"{LACKING} {named} (make setup installs them; ALLOW_MISSING=1 skips)", pytrace=False)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Read from the reports, which also come from the workers of xdist."""
    skipped = [one for one in terminalreporter.stats.get("skipped", []) if LACKING in str(one.longrepr)]
    if skipped:
        terminalreporter.section("skipped because Debian packages are missing")
        for one in skipped:
            terminalreporter.write_line(f"{one.nodeid}: {one.longrepr[2].partition(LACKING)[2].strip()}")


@pytest.fixture(autouse=True)
def _no_environment_of_mine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A developer's own installation is never touched by a test."""
    for name in ("KIOSK_HOME", "KIOSK_CENTRE", "KIOSK_CIPHER", "KIOSK_LANGUAGE", "CENTRE_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    yield
