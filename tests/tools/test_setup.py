"""Set-up: a step runs again exactly when its inputs or products moved; what it installs is pinned and names no address."""

from __future__ import annotations

import re
import sys
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = util.spec_from_file_location("project_setup", ROOT / "tools" / "setup.py")
    assert spec and spec.loader
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "STAMPS", tmp_path / "stamps")
    return module


def test_a_step_runs_once_and_again_when_input_or_product_moved(setup: ModuleType, tmp_path: Path) -> None:
    product, runs = tmp_path / "product", []

    def step() -> None:
        runs.append(1)
        product.touch()

    for state in ("a", "a", "b", "b"):
        setup.once("name", state, step, product)
    assert len(runs) == 2
    product.unlink()
    setup.once("name", "b", step, product)
    assert len(runs) == 3 and product.exists()


def test_a_step_that_breaks_leaves_no_stamp(setup: ModuleType) -> None:
    with pytest.raises(SystemExit, match="failed"):
        setup.once("name", "a", lambda: setup.run(sys.executable, "-c", "raise SystemExit(3)"))
    assert not (setup.STAMPS / "name").exists()


def test_a_missing_program_is_said_in_words(setup: ModuleType) -> None:
    with pytest.raises(SystemExit, match="no-such-npm is not on this machine"):
        setup.run("no-such-npm", "pack")


@pytest.mark.parametrize("name", ["run", "centre", "dev"])
def test_every_requirement_is_pinned_and_hashed_and_names_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    wanted = re.split(r"\n(?=\S)", "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#")))
    assert len(wanted) > 20
    assert all(re.match(r"[\w.\[\],-]+==[\w.]+", one) and "--hash=sha256:" in one for one in wanted if one.strip())
    assert not re.search(r"://|index-url|trusted-host", text)
