"""First paint and ready-to-type: process starts of the real program and of a bare PySide6 window, alternating."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench.goals import Figure
from tests.processes import ROOT

STARTS = 5


def opened(kind: str, home: Path) -> dict[str, Any]:
    """One process start ("real" or "bare"): seconds to the first paint and the first key, modules at the paint."""
    environ = {**os.environ, "KIOSK_HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.opened", kind],
        env={**environ, "BEGUN": repr(time.time())}, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-800:])
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def measure(folder: Path, starts: int = STARTS) -> list[Figure]:
    """Medians; the desk's files are there already (the first start of all makes them)."""
    for kind in ("real", "bare"):
        opened(kind, folder)
    every: dict[str, list[dict[str, Any]]] = {"real": [], "bare": []}
    for _ in range(starts):
        for kind, told in every.items():
            told.append(opened(kind, folder))
    figures = []
    for what, name in (("paint", "first paint"), ("type", "ready to type")):
        real, bare = (statistics.median(one[what] for one in every[kind]) for kind in ("real", "bare"))
        figures.append(
            Figure(f"{name} / a bare window", real / bare, 1.5, f"{real * 1000:.0f} ms / {bare * 1000:.0f} ms")
        )
    return figures
