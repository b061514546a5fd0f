"""Drafts: the desk's own, durable at each keeping, gone with the act, after seven days, or by a clerk's word."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.counter import open_counter
from kiosk.desk import accepting, drafting
from kiosk.desk.drafting import Draft, Page
from kiosk.desk.tools import Clerk, Refused
from kiosk.domain.roles import Role
from kiosk.settings import Settings
from tests.desk_at_hand import CLERK, SetClock, a_desk, an_application
from tests.facts_at_hand import ROOT

OTHER = Clerk("222401001001-02", "金太植", frozenset({Role.LEAD}))


def a_draft(name: str = "d1", phone: str = "13900010078") -> Draft:
    return Draft(name, (Page("YJ-MZ-005", "v", {"applicant_name": "安光哲", "applicant_phone": phone}, way="onsite"),))


def test_a_draft_comes_back_as_it_was_and_says_who_began_it(tmp_path: Path) -> None:
    tools = a_desk(tmp_path)
    drafting.keep(tools, CLERK, a_draft())
    stamp = drafting.keep(tools, OTHER, a_draft(phone="13900010079"))
    found = drafting.load(tools, OTHER, "d1")
    assert found is not None and found.pages[0].answers["applicant_phone"] == "13900010079"
    assert (found.by, found.at) == (CLERK.id, stamp), "whoever goes on, the one who began stays named"


def test_newest_first_and_gone_after_seven_days(tmp_path: Path) -> None:
    clock = SetClock()
    tools = a_desk(tmp_path, clock=clock)
    drafting.keep(tools, CLERK, a_draft("old"))
    clock.pass_days(3)
    drafting.keep(tools, CLERK, a_draft("new"))
    assert [one.id for one in drafting.newest(tools, CLERK)] == ["new", "old"]
    clock.pass_days(5)
    assert [one.id for one in drafting.newest(tools, CLERK)] == ["new"]
    assert drafting.load(tools, CLERK, "old") is None


def test_the_act_takes_its_draft_with_it_and_a_refused_act_does_not(tmp_path: Path) -> None:
    tools = a_desk(tmp_path)
    drafting.keep(tools, CLERK, a_draft())
    with pytest.raises(Refused):
        accepting.accept(tools, CLERK, replace(an_application("YJ-MZ-005", missing=("BANK",)), draft="d1"))
    assert drafting.load(tools, CLERK, "d1") is not None
    accepting.accept(tools, CLERK, replace(an_application("YJ-MZ-005"), draft="d1"))
    assert drafting.load(tools, CLERK, "d1") is None


def test_thrown_away_by_a_clerks_word_and_refused_to_a_reviewer(tmp_path: Path) -> None:
    tools = a_desk(tmp_path)
    drafting.keep(tools, CLERK, a_draft())
    with pytest.raises(Refused):
        drafting.newest(tools, Clerk("x", "x", frozenset({Role.REVIEWER})))
    drafting.forget(tools, CLERK, "d1")
    assert drafting.newest(tools, CLERK) == []


def test_one_that_cannot_be_read_blocks_nothing(tmp_path: Path) -> None:
    tools = a_desk(tmp_path)
    drafting.keep(tools, CLERK, a_draft("good"))
    drafting.keep(tools, CLERK, a_draft("odd"))
    with tools.ledger.transaction(write=True) as connection:
        connection.exec_driver_sql("UPDATE drafts SET plain = '{\"pages\": 3}' WHERE id = 'odd'")
    assert [one.id for one in drafting.newest(tools, CLERK)] == ["good"]


def test_the_door_opens_what_still_fits_and_names_what_does_not(tmp_path: Path) -> None:
    from kiosk.desk.doors.drafts import Drafts

    tools = a_desk(tmp_path)
    draft = Draft("d1", (Page("YJ-MZ-005", "older", {"applicant_name": "安光哲", "no_longer": "x"}),))
    drafting.keep(tools, CLERK, draft)

    class At:
        pass

    at = At()
    at.tools = tools  # type: ignore[attr-defined]
    door = Drafts(lambda: at, lambda: CLERK)  # type: ignore[arg-type, return-value]
    [line] = door.lines()
    assert line.masked == "安**" and line.items_zh == ("高龄津贴申领",) and line.by == "李志远"
    reopened = door.reopen("d1")
    assert reopened is not None and reopened.gone == ("no_longer",) and len(reopened.promised) == 1


TYPIST = """
import sys
from dataclasses import replace
from kiosk.counter import open_counter
from kiosk.desk import drafting
from kiosk.settings import Settings
from tests.desk.test_drafts import a_draft
counter = open_counter(Settings.read({"KIOSK_HOME": sys.argv[1]}))
for number in range(100000):
    drafting.keep(counter.tools, counter.clerk, a_draft(phone=f"139{number:08d}"))
    print(number, flush=True)
"""


@pytest.mark.parametrize("moment", [0.11, 0.23, 0.37, 0.52])
def test_what_was_said_to_be_kept_survives_kill_nine(tmp_path: Path, moment: float) -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    typist = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(tmp_path)], stdout=subprocess.PIPE, text=True, env=environ
    )
    assert typist.stdout is not None
    first = typist.stdout.readline()
    time.sleep(moment)
    typist.kill()
    said = [int(first), *(int(line) for line in typist.stdout.read().split() if line.isdigit())]
    typist.stdout.close()
    typist.wait()
    counter = open_counter(Settings.read({"KIOSK_HOME": str(tmp_path)}))
    found = drafting.load(counter.tools, counter.clerk, "d1")
    counter.tools.ledger.close()
    assert found is not None and int(found.pages[0].answers["applicant_phone"][3:]) >= said[-1]
