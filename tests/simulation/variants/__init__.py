"""Deliberately broken variants of the product: one patch each. The simulation must catch every one."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
RECORDED = HERE / "recorded.json"  # name -> [seed, invariant], as `make variants` found them

SCRIPT = """
import sys
from tests.simulation.running import run_seed
first, last = int(sys.argv[1]), int(sys.argv[2])
for seed in range(first, last):
    result = run_seed(seed)
    if result.broken:
        print("CAUGHT", seed, result.broken)
        break
"""


@dataclass(frozen=True, slots=True)
class Caught:
    """A variant, the seed that caught it, and the invariant that broke ("" when no seed did)."""

    name: str
    seed: int
    broken: str

    @property
    def invariant(self) -> str:
        return self.broken.partition(":")[0]


def names() -> list[str]:
    return sorted(path.stem for path in HERE.glob("*.patch"))


def recorded() -> dict[str, list[object]]:
    found: dict[str, list[object]] = json.loads(RECORDED.read_text()) if RECORDED.exists() else {}
    return found


def hunt(name: str, first: int, last: int, *, unit_tests: bool) -> Caught:
    """Applies one patch to a copy of the tree and runs the seeds there until one breaks something."""
    with tempfile.TemporaryDirectory(prefix="variant-") as scratch:
        tree = Path(scratch)
        for folder in ("kiosk", "sync", "tests"):
            shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns("__pycache__"))
        for other in ROOT.iterdir():
            if other.name not in {"kiosk", "sync", "tests", ".git"}:
                (tree / other.name).symlink_to(other)
        subprocess.run(["git", "apply", str(HERE / f"{name}.patch")], cwd=tree, check=True)
        if unit_tests:  # the variant is a program that starts, not a heap of broken code
            command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/domain", "tests/store"]
            tested = subprocess.run(command, cwd=tree, check=False, capture_output=True, text=True)
            if tested.returncode:
                raise RuntimeError(f"{name} does not pass the ordinary unit tests: {tested.stdout[-1500:]}")
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(first), str(last)], cwd=tree, capture_output=True, text=True, check=False
        )
        found = re.search(r"CAUGHT (\d+) (.*)", run.stdout)
        if found is None and run.returncode:
            raise RuntimeError(f"{name} does not run: {run.stderr[-500:]}")
        return Caught(name, int(found[1]), found[2]) if found else Caught(name, last, "")
