"""The face is optional: the same desk with PySide6 blocked."""

from pathlib import Path

from tests.test_without_sync import a_day_without


def test_a_day_without_qt(tmp_path: Path) -> None:
    a_day_without("PySide6", tmp_path)
