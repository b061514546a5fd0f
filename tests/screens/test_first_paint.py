"""Before the first paint of the real program nothing but QtWidgets and the standard library is loaded, words apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.first_paint import opened

HEAVY = {"sqlalchemy", "alembic", "requests", "reportlab", "escpos", "pypinyin", "pydantic", "sqlcipher3", "msgspec",
         "cryptography", "litestar", "PIL", "segno", "structlog"}  # fmt: skip


@pytest.mark.parametrize("start", ["the first of all", "a later one"])
def test_nothing_heavy_is_loaded_when_the_window_is_painted(tmp_path: Path, start: str) -> None:
    if start == "a later one":
        opened("real", tmp_path)
    modules = opened("real", tmp_path)["modules"]
    assert HEAVY & {name.split(".")[0] for name in modules} == set()
    assert "kiosk.screens.shell" in modules, "it was the real window"
