"""Delete `sync` and every window still does its whole job."""

import subprocess
import sys
from pathlib import Path

from tests.facts_at_hand import ROOT

SCRIPT = """
import os, sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == {blocked!r}:
            raise ImportError(name)
sys.meta_path.insert(0, Blocked())
from kiosk.__main__ import main
code = main(["accept", "--item", "YJ-CL-002", "--answers", sys.argv[1], "--way", "onsite", "--on", "2026-11-23", "--json",
             "--paper", sys.argv[2]])
code += main(["status"]) + main(["verify-audit"]) + main(["spool", "--once"])
assert not [name for name in sys.modules if name.split(".")[0] == {blocked!r}]
raise SystemExit(code)
"""


def a_day_without(blocked: str, folder: Path) -> None:
    import json

    from tests.facts_at_hand import samples

    answers = folder / "answers.json"
    answers.write_text(json.dumps(samples()["YJ-CL-002"]["valid"][0]["answers"]))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(blocked=blocked), str(answers), str(folder / "papers")],
        env={"PATH": "/usr/bin:/bin", "KIOSK_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-1500:]
    assert len(list((folder / "papers").iterdir())) == 2


def test_a_day_without_sync(tmp_path: Path) -> None:
    a_day_without("sync", tmp_path)
