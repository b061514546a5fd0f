"""The GUI's tick: a timer of 16 ms in the real window with its work list open, alone and while the agent brings rows.

    python -m tests.bench.ticking HOME SECONDS

opens the window on a desk's files, counts ticks for so many seconds, says "alone", goes on until its standard input
ends, and prints one JSON line: the intervals of both stretches, seconds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.goals import Figure
from tests.processes import ROOT

TICK = 16  # ms
LATE = 2 * TICK / 1000  # s: a frame was left out
REST = 5.0  # s in which an opened window comes to rest


def main(home: str, seconds: float) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSocketNotifier, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from kiosk import screens
    from kiosk.counter import open_counter
    from kiosk.settings import Settings

    settings = Settings.read({"KIOSK_HOME": home})
    window = screens.open_window(settings, lambda: open_counter(settings), "zh")
    window.show()
    found: dict[str, list[float]] = {"rest": [], "alone": [], "busy": []}
    stretch, last = "rest", time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        found[stretch].append(now - last)
        last = now

    def turn(to: str) -> Callable[[], None]:
        def turned() -> None:
            nonlocal stretch
            stretch = to
            if to == "busy":
                print("alone", flush=True)

        return turned

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start(TICK)
    QTimer.singleShot(0, lambda: window.enter("my_cases"))
    QTimer.singleShot(int(1000 * REST), turn("alone"))
    QTimer.singleShot(int(1000 * (REST + seconds)), turn("busy"))
    ended = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    ended.activated.connect(QApplication.quit)
    QApplication.exec()
    print(json.dumps({name: found[name] for name in ("alone", "busy")}), flush=True)
    window.close()
    return 0


def measure(home: Path, seconds: float, pull: Callable[[], None]) -> list[Figure]:
    """`pull` brings the rows and comes back when they are there."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.ticking", str(home), str(seconds)], cwd=ROOT, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert child.stdin is not None and child.stdout is not None
    if child.stdout.readline().strip() != "alone":
        raise RuntimeError("the window did not open")
    pull()
    child.stdin.close()
    told: dict[str, list[float]] = json.loads(child.stdout.read().strip().splitlines()[-1])
    child.wait(30)
    alone, busy = p99(told["alone"]), p99(told["busy"])
    late = 100 * sum(one > LATE for one in told["busy"]) / max(len(told["busy"]), 1)
    details = f"{alone * 1000:.1f} ms, {busy * 1000:.1f} ms of {len(told['busy'])} ticks"
    return [
        Figure("tick p99 while the agent pulls / without", busy / alone, 2, details),
        Figure("frames late while the agent pulls", late, 1, f"longest {max(told['busy']) * 1000:.0f} ms", unit="%"),
    ]


def p99(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99) - 1]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], float(sys.argv[2])))
