"""What all tests share: Debian packages that a test needs are named, never silently skipped; Qt paints offscreen."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

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
MISSING = pytest.StashKey[list[str]]()


def there(package: str) -> bool:
    """Whether what a Debian package brings is on this machine."""
    pattern = PROGRAMS[package]
    return any(Path("/").glob(pattern.lstrip("/"))) or shutil.which(Path(pattern).name) is not None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests whose package is missing fail by name; with ALLOW_MISSING=1 they are skipped and listed at the end."""
    allowed = os.environ.get("ALLOW_MISSING") == "1"
    skipped: list[str] = []
    for item in items:
        lacking = [package for mark in item.iter_markers("needs") for package in mark.args if not there(package)]
        if lacking and allowed:
            skipped.append(f"{item.nodeid}: {', '.join(lacking)}")
            item.add_marker(pytest.mark.skip(reason=f"missing: {', '.join(lacking)}"))
        elif lacking:
            item.add_marker(pytest.mark.usefixtures("packages_are_missing"))
    config.stash[MISSING] = skipped


@pytest.fixture
def packages_are_missing(request: pytest.FixtureRequest) -> None:
    lacking = [package for mark in request.node.iter_markers("needs") for package in mark.args if not there(package)]
    pytest.fail(f"Debian packages are missing: {', '.join(lacking)} (make setup installs them; ALLOW_MISSING=1 skips)")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    skipped = config.stash.get(MISSING, [])
    if skipped:
        terminalreporter.section("skipped because Debian packages are missing")
        for line in skipped:
            terminalreporter.write_line(line)


@pytest.fixture(autouse=True)
def _no_environment_of_mine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A developer's own installation is never touched by a test."""
    for name in ("KIOSK_HOME", "KIOSK_CENTRE", "KIOSK_CIPHER", "KIOSK_LANGUAGE", "CENTRE_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    yield
