"""The roster comes with the feed: a PIN that the centre sets opens the desk, offline too; who was removed stays out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.desk import signing_in
from kiosk.desk.tools import Refused
from kiosk.domain.refusals import Code
from kiosk.settings import assets
from kiosk.store import cache as caches
from sync.centre import rosters
from tests.facts_at_hand import ASSETS, ROOT
from tests.sync.town_at_hand import Carry, Village

CLERK = "222401001001-03"
PIN = assets.demo_pin(ASSETS)
HASHED = next(one.pin for one in assets.demo_roster(ASSETS, "222401001001").people if one.id == CLERK)  # type: ignore[union-attr]


@pytest.fixture
def village(tmp_path: Path) -> Village:
    made = Village(tmp_path)
    made.desk.ledger.__dict__["identity"] = replace(made.desk.ledger.identity, demo=False)
    return made


def test_a_pin_that_the_centre_sets_opens_the_desk_also_offline_and_with_the_cache_lost(village: Village) -> None:
    village.agent.until_quiet()
    with pytest.raises(Refused) as no:
        signing_in.sign_in(village.desk, CLERK, PIN)
    assert no.value.faults[0].code is Code.NO_PIN
    assert rosters.set_pin(village.centre, assets.stations(ASSETS), CLERK, HASHED) == "李志远"
    village.agent.until_quiet()
    assert signing_in.sign_in(village.desk, CLERK, PIN).id == CLERK
    place = village.desk.ledger.place
    caches.fresh(place.pointer, place.cipher)  # the cache is lost, the line is cut
    assert signing_in.sign_in(village.desk, CLERK, PIN).id == CLERK
    village.close()


def test_who_was_removed_does_not_sign_in_any_more_and_the_others_do(village: Village) -> None:
    lead = "222401001001-02"
    for one in (CLERK, lead):
        rosters.set_pin(village.centre, assets.stations(ASSETS), one, HASHED)
    village.agent.until_quiet()
    village.clock.pass_days(1)
    assert rosters.remove(village.centre, CLERK) == "李志远"
    village.agent.until_quiet()
    with pytest.raises(Refused) as no:
        signing_in.sign_in(village.desk, CLERK, PIN)
    assert no.value.faults[0].code is Code.UNKNOWN_STAFF
    assert signing_in.sign_in(village.desk, lead, PIN).id == lead
    village.close()


def test_a_desk_gets_only_its_own_stations_people(village: Village) -> None:
    rosters.set_pin(village.centre, assets.stations(ASSETS), "222401002001-03", HASHED)
    village.agent.until_quiet()
    assert {one.id[:12] for one in signing_in.roster(village.desk).people} == {"222401001001"}
    village.close()


def test_the_roster_is_fetched_once_for_each_change(village: Village) -> None:
    asked: list[str] = []

    def counting(straight: Carry) -> Carry:
        def carry(path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
            asked.append(path)
            return straight(path, headers, body)

        return carry

    village.bend = counting
    rosters.set_pin(village.centre, assets.stations(ASSETS), CLERK, HASHED)
    for _ in range(5):
        village.agent.round()
    assert asked.count("/v1/roster") == 1
    village.close()


def test_the_centres_command_sets_a_pin_from_standard_input_and_refuses_a_weak_one(tmp_path: Path) -> None:
    def pin(typed: str, staff: str = CLERK) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-m", "sync.centre", "pin", staff]
        env = {**os.environ, "KIOSK_HOME": str(tmp_path)}
        return subprocess.run(words, input=typed, env=env, cwd=ROOT, text=True, capture_output=True, check=False)

    assert (pin("860317\n").returncode, pin("123456\n").returncode, pin("860317\n", "nobody").returncode) == (0, 1, 1)
    assert "连续" in pin("123456\n").stderr
