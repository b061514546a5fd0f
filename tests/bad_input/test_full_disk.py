"""The disk takes nothing more: the act says so, nothing is half written, and it goes on when there is room again.

In a process of its own: the limit on files (RLIMIT_FSIZE) holds for whatever that process writes, as a full disk would.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from kiosk.domain.refusals import Code, Refusal
from kiosk.words import Words
from kiosk.words.refusals import sentence
from tests.facts_at_hand import ROOT

STORY = """
import json, resource
from kiosk.counter import open_counter
from kiosk.desk.facade import Desk
from kiosk.settings import Settings
from kiosk.store import audit
from tests.desk_at_hand import an_application
import os
settings = Settings.read(os.environ)
desk = Desk(lambda: open_counter(settings))
first = desk.accept(an_application())
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (max(p.stat().st_size for p in settings.home.glob("ledger.db*")), hard))
full = [desk.accept(an_application()) for _ in range(3)]
acted = desk.cases.act(first.number, "withdraw", {"reason": "本人申请"})
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
after = desk.accept(an_application())
with desk._at.tools.ledger.transaction(write=False) as connection:
    cases = connection.exec_driver_sql("SELECT count(DISTINCT number) FROM facts").scalar()
    broken = audit.verify(connection)[2]
print(json.dumps({"full": [[f.code for f in one.faults] for one in full], "acted": [f.code for f in acted.faults],
    "numbers": [first.number, after.number], "cases": cases, "broken": broken is not None}))
"""


def test_nothing_is_half_written_and_it_goes_on_afterwards(tmp_path: Path) -> None:
    environ = {**os.environ, "KIOSK_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-c", STORY], env=environ, cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["full"] == [["disk"]] * 3 and told["acted"] == ["disk"]
    assert [number[17:21] for number in told["numbers"]] == ["0001", "0002"], "no number was used up"
    assert told["cases"] == 2 and not told["broken"]


def test_it_is_said_in_both_languages() -> None:
    assert "没有写进一半" in sentence(Words("zh"), Refusal(Code.DISK))
    assert "디스크" in sentence(Words("ko"), Refusal(Code.DISK))
