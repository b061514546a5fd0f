"""What a test run says on a machine without some Debian package: it fails by name, or skips and lists, never silently."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
NEEDY = """
import pytest

@pytest.mark.needs("no-such-package")
def test_needy() -> None: ...

def test_plain() -> None: ...
"""


def outcome(folder: Path, workers: str, **environ: str) -> tuple[int, str]:
    shutil.copy(CONFTEST, folder)
    (folder / "test_it.py").write_text(NEEDY)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = needs(package)")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "ALLOW_MISSING"))}
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", workers, str(folder)]
    told = subprocess.run(words, cwd=folder, env={**kept, **environ}, capture_output=True, text=True, check=False)
    return told.returncode, told.stdout


@pytest.mark.parametrize("workers", ["0", "1"])
def test_without_leave_the_run_fails_and_names_the_package(tmp_path: Path, workers: str) -> None:
    status, told = outcome(tmp_path, workers)
    assert status == pytest.ExitCode.TESTS_FAILED and "Debian packages are missing: no-such-package" in told
    assert "1 passed, 1 error" in told or "1 failed, 1 passed" in told


@pytest.mark.parametrize("workers", ["0", "1"])
def test_with_leave_it_is_skipped_and_listed_at_the_end(tmp_path: Path, workers: str) -> None:
    status, told = outcome(tmp_path, workers, ALLOW_MISSING="1")
    assert status == 0 and "1 passed, 1 skipped" in told
    assert "skipped because Debian packages are missing" in told and "test_needy: no-such-package" in told
