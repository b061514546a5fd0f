"""What a day at the counter can bring, with real processes: a cut line, a killed program, a centre that was restored."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.desk import accepting, looking_up, undoing
from kiosk.settings.machine import SystemClock
from tests.desk_at_hand import an_application
from tests.facts_at_hand import ROOT
from tests.processes import CuttingProxy, Town, wait_for


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path / "home")
    yield made
    made.close()


def take_in(town: Town, count: int, on: date | None = None) -> list[str]:
    with town.counter(on) as counter:
        return [
            accepting.accept(counter.tools, counter.clerk, an_application("YJ-CL-002")).case.number
            for _ in range(count)
        ]


def states(town: Town) -> dict[str, tuple[str, str]]:
    return {one["number"]: (one["state"], one["where"]) for one in town.json("kiosk", "status", "--json")["cases"]}


def same_on_both_sides(town: Town) -> None:
    here = {one["number"]: one["hash"] for one in town.json("kiosk", "status", "--json")["cases"]}
    assert here == town.at_centre()


def test_kiosk_and_agent_never_need_each_other_to_start(town: Town) -> None:
    agent = town.start("agent", "sync")
    take_in(town, 1)
    assert agent.poll() is None
    town.open_centre()
    wait_for(lambda: set(states(town).values()) == {("accepted", "taken")})
    second = subprocess.run(
        [sys.executable, "-m", "sync"], env=town.environ, capture_output=True, text=True, check=False
    )
    assert second.returncode == 3 and "another agent" in second.stderr


def test_the_line_is_cut_in_the_middle_of_an_upload_and_the_answer_lost(town: Town) -> None:
    town.open_centre()
    take_in(town, 1)
    town.sync()
    numbers = take_in(town, 3)
    proxy = CuttingProxy(town.settings.centre_address())
    proxy.lose_answers = 1
    town.environ["KIOSK_CENTRE"] = proxy.address
    town.sync()  # tries again after the lost answer
    assert proxy.lost == 1
    same_on_both_sides(town)
    assert {states(town)[number] for number in numbers} == {("accepted", "taken")}
    proxy.close()


def test_the_kiosk_is_killed_between_accepting_and_printing(town: Town) -> None:
    script = (
        "import os, signal\n"
        "from kiosk.counter import open_counter\nfrom kiosk.desk import accepting\nfrom kiosk.settings import Settings\n"
        "from tests.desk_at_hand import an_application\n"
        "c = open_counter(Settings.read(os.environ))\n"
        "print(accepting.accept(c.tools, c.clerk, an_application('YJ-CL-002')).case.number, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    died = subprocess.run(
        [sys.executable, "-c", script], env=town.environ, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert died.returncode == -signal.SIGKILL
    number = died.stdout.strip()
    assert states(town) == {number: ("accepted", "here")}
    town.run("kiosk", "spool", "--once")
    assert sorted(path.name for path in (town.home / "papers").iterdir()) == [
        f"{number}-SJ1-1.escpos", f"{number}-SL1-1.pdf",
    ]  # fmt: skip
    town.run("kiosk", "spool", "--once")
    assert len(list((town.home / "papers").iterdir())) == 2


def test_three_days_off_line_and_back(town: Town) -> None:
    today = SystemClock().now().day
    numbers = [n for back in (3, 2, 1) for n in take_in(town, 4, date.fromordinal(today.toordinal() - back))]
    assert len(set(numbers)) == 12
    waiting = town.json("kiosk", "status", "--json")
    assert (waiting["here"], waiting["taken"]) == (12, 0)
    town.open_centre()
    town.sync()
    same_on_both_sides(town)
    assert set(states(town).values()) == {("accepted", "taken")}


def test_the_centre_refuses_a_case_and_the_clerk_reads_why(town: Town) -> None:
    town.open_centre()
    (future,) = take_in(town, 1, date.fromordinal(SystemClock().now().day.toordinal() + 400))
    (good,) = take_in(town, 1, SystemClock().now().day)
    town.sync()
    assert states(town)[future][1] == "refused" and states(town)[good][1] == "taken"
    told = town.run("kiosk", "status")
    assert "被退回" in told


def test_the_centre_changes_a_case_under_a_pending_fact(town: Town) -> None:
    town.open_centre()
    with town.counter() as counter:
        number = accepting.accept(counter.tools, counter.clerk, an_application("YJ-MZ-005")).case.number
    town.sync()
    with town.counter() as counter:
        undoing.withdraw(counter.tools, counter.clerk, number)
    town.run("sync.centre", "decide", number, "decided", "--body", '{"granted": true, "reason": "", "remedy": ""}')
    town.sync()
    with town.counter() as counter:
        page = looking_up.case_page(counter.tools, number)
    assert page is not None and page.seen.refusal is not None
    assert (page.seen.case.state, page.seen.whereabouts, page.seen.refusal.code) == (
        "decided",
        "refused",
        "wrong_state",
    )


def test_the_centre_is_restored_from_an_older_backup(town: Town, tmp_path: Path) -> None:
    town.open_centre()
    take_in(town, 2)
    town.sync()
    town.stop("centre")
    shutil.copytree(town.settings.centre_folder, tmp_path / "backup")
    town.open_centre()
    take_in(town, 3)
    town.sync()
    town.stop("centre")
    shutil.rmtree(town.settings.centre_folder)
    shutil.copytree(tmp_path / "backup", town.settings.centre_folder)
    town.run("sync.centre", "restored")
    town.open_centre()
    assert len(town.at_centre()) == 2
    town.sync()
    assert len(town.at_centre()) == 5
    same_on_both_sides(town)


def test_the_agent_is_killed_again_and_again(town: Town) -> None:
    town.open_centre()
    for _ in range(4):
        town.start("agent", "sync")
        take_in(town, 5)
        town.kill("agent")
    town.sync()
    same_on_both_sides(town)
    assert len(states(town)) == 20


def test_the_tour_ends_with_its_table_read_back_from_the_centre(town: Town, tmp_path: Path) -> None:
    rows = town.json("kiosk", "tour", "--out", str(tmp_path / "out"), "--json")
    assert len(rows) == 12 and {row["where"] for row in rows} == {"taken"}
    assert {row["story"]: row["state"] for row in rows} == {
        "granted_and_collected": "delivered", "granted_and_posted": "delivered", "refused_with_remedy": "decided",
        "told_and_supplemented": "accepted", "refused_at_the_counter": "refused", "gap_made_good": "accepted",
        "by_commitment": "accepted", "suspended_and_resumed": "accepted", "extended": "review", "withdrawn": "withdrawn",
        "returned": "returned", "deemed_accepted": "deemed_accepted",
    }  # fmt: skip
    names = os.listdir(tmp_path / "out")
    assert sum(name.endswith(".escpos") for name in names) >= 12
    assert sum(name.endswith(".pdf") for name in names) >= 12
    assert sum(name.startswith("window1") for name in names) >= 8


def test_the_tour_off_line_then_the_centre_and_one_sync(town: Town, tmp_path: Path) -> None:
    rows = town.json("kiosk", "tour", "--offline", "--out", str(tmp_path / "out"), "--json")
    assert {row["where"] for row in rows} == {"here"}
    numbers = {row["number"] for row in rows}
    papers = {name[:22] for name in os.listdir(tmp_path / "out") if name.endswith((".pdf", ".escpos"))}
    assert papers == numbers
    town.open_centre()
    town.sync()
    same_on_both_sides(town)
    assert set(town.at_centre()) == numbers
