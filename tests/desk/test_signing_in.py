"""Signing in: PINs, waiting after wrong ones, the newest roster, and a lead's PIN for one act."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.desk import accepting, signing_in
from kiosk.desk.tools import Clerk, Refused, Tools
from kiosk.domain.moments import Moment
from kiosk.domain.refusals import Code
from kiosk.domain.roles import Role
from kiosk.domain.roster import FREE_TRIES, WAITS, Person, Roster, wait_after, weak
from kiosk.settings import assets
from kiosk.store import audit
from kiosk.store.cache import Cache, current
from tests.desk_at_hand import SetClock, a_desk, a_place, an_application
from tests.facts_at_hand import ASSETS

CLERK, LEAD, HELPER = "222401001001-03", "222401001001-02", "222401001001-05"
PIN = assets.demo_pin(ASSETS)


class Ticking(SetClock):
    """A clock whose two hands a test moves apart: the wall's and the one that nobody can set."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds, self.boot = 0, "first"

    def now(self) -> Moment:
        return replace(super().now(), monotonic_ns=self.seconds * 10**9, boot=self.boot)


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def desk(tmp_path: Path, clock: Ticking) -> Tools:
    return a_desk(tmp_path, clock=clock)


def real(tools: Tools) -> Tools:
    """The same desk, not the demonstration's."""
    tools.ledger.__dict__["identity"] = replace(tools.ledger.identity, demo=False)
    return tools


def why(tools: Tools, staff: str, pin: str) -> tuple[Code, str]:
    with pytest.raises(Refused) as no:
        signing_in.sign_in(tools, staff, pin)
    return no.value.faults[0].code, no.value.faults[0].values.get("seconds", "")


def said(tools: Tools) -> list[tuple[str, str, str]]:
    with tools.ledger.transaction(write=False) as connection:
        assert audit.verify(connection)[2] is None
        rows = connection.exec_driver_sql("SELECT who, what, detail FROM audit ORDER BY n")
        return [(who, what, detail) for who, what, detail in rows]


def test_a_name_and_a_pin_open_the_window_with_that_persons_own_role(desk: Tools) -> None:
    clerk = signing_in.sign_in(desk, CLERK, PIN)
    assert (clerk.name, clerk.roles) == ("李志远", frozenset({Role.CLERK}))
    signing_in.lock(desk, clerk)
    signing_in.sign_in(desk, CLERK, PIN, after=CLERK)
    signing_in.sign_in(desk, LEAD, PIN, after=CLERK)
    assert said(desk) == [
        (CLERK, "sign_in", ""),
        (CLERK, "lock", ""),
        (CLERK, "unlock", ""),
        (LEAD, "hand_over", CLERK),
    ]


def test_no_pin_stands_anywhere_in_the_ledger(desk: Tools, tmp_path: Path) -> None:
    signing_in.sign_in(desk, CLERK, PIN)
    why(desk, CLERK, "918273")
    assert not any(word in str(said(desk)) for word in (PIN, "918273"))
    with desk.ledger.transaction(write=False) as connection:
        kept = connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'roster'").scalar_one()
    assert PIN not in kept and "argon2id" in kept


def test_wrong_pins_make_one_wait_longer_and_a_right_one_forgets_them(desk: Tools, clock: Ticking) -> None:
    assert [why(desk, CLERK, "000111") for _ in range(3)] == [(Code.WRONG_PIN, "")] * 2 + [(Code.WAIT, "5")]
    assert why(desk, CLERK, PIN) == (Code.WAIT, "5")  # not even the right one is looked at
    signing_in.sign_in(desk, LEAD, PIN)  # nobody else waits
    clock.seconds += 3
    assert why(desk, CLERK, PIN) == (Code.WAIT, "2")
    clock.seconds += 2
    assert why(desk, CLERK, "000111") == (Code.WAIT, "15")
    clock.seconds += 15
    signing_in.sign_in(desk, CLERK, PIN)
    assert why(desk, CLERK, "000111") == (Code.WRONG_PIN, "")


def test_neither_a_set_clock_nor_a_restart_shortens_the_wait(tmp_path: Path) -> None:
    clock = Ticking()
    desk = a_desk(tmp_path, clock=clock)
    for _ in range(3):
        why(desk, CLERK, "000111")
    clock.wall += timedelta(days=400)
    assert why(desk, CLERK, PIN) == (Code.WAIT, "5")
    desk.ledger.close()
    desk = a_desk(tmp_path, clock=clock)  # the program again
    assert why(desk, CLERK, PIN) == (Code.WAIT, "5")
    clock.boot, clock.seconds = "second", 100_000  # the machine again: another clock, the wait begins anew
    assert why(desk, CLERK, PIN) == (Code.WAIT, "5")
    clock.seconds += 5
    assert signing_in.sign_in(desk, CLERK, PIN).id == CLERK


def test_a_try_is_counted_before_it_is_looked_at(desk: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(hashed: str, pin: str) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(signing_in, "_fits", killed)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            signing_in.sign_in(desk, CLERK, "000111")
    monkeypatch.undo()
    assert why(desk, CLERK, PIN) == (Code.WAIT, "5")


def test_who_has_no_pin_or_is_nobody_is_told_so(tmp_path: Path) -> None:
    desk = real(a_desk(tmp_path))  # a real desk that has not heard of a roster yet
    assert why(desk, CLERK, PIN) == (Code.NO_PIN, "")
    assert why(desk, "222401001001-77", PIN) == (Code.UNKNOWN_STAFF, "")


def test_the_newest_roster_wins_and_outlives_the_cache(desk: Tools, tmp_path: Path) -> None:
    signing_in.sign_in(desk, CLERK, PIN)
    newer = Roster(
        "2026-11-20T00:00:00.000000Z", (Person(LEAD, "金太植", "", "lead", signing_in.roster(desk).people[1].pin),)
    )
    place = a_place(tmp_path)
    found = current(place.pointer)
    assert found is not None
    cache = Cache(found, place.cipher, desk.ledger.identity.id)
    with cache.writing() as at:
        at.roster(newer)
    assert why(desk, CLERK, PIN) == (Code.UNKNOWN_STAFF, "")  # gone with the centre's word
    with cache.writing() as at:
        at.set("roster", "")
    cache.close()
    assert signing_in.roster(desk) == newer  # kept in the ledger


def test_voiding_wants_the_pin_of_somebody_else_who_may(desk: Tools) -> None:
    clerk = signing_in.sign_in(desk, CLERK, PIN)
    number = accepting.accept(desk, clerk, an_application()).case.number

    def refused(approver: str, pin: str) -> Code:
        with pytest.raises(Refused) as no:
            signing_in.void(desk, clerk, number, "录错人", approver, pin)
        return no.value.faults[0].code

    assert refused(CLERK, PIN) is Code.OWN_APPROVAL
    assert refused(HELPER, PIN) is Code.NOT_ALLOWED
    assert refused(LEAD, "000111") is Code.WRONG_PIN
    assert [one.id for one in signing_in.approvers(desk, clerk, "void")] == ["222401001001-01", LEAD]
    assert signing_in.void(desk, clerk, number, "录错人", LEAD, PIN).case.state == "voided"
    with desk.ledger.transaction(write=False) as connection:
        by, what = connection.exec_driver_sql("SELECT who, what FROM audit ORDER BY n DESC LIMIT 1").one()
    assert (by, what) == (CLERK, "voided")


@given(st.integers(0, 40))
def test_the_wait_never_grows_shorter(failures: int) -> None:
    assert wait_after(failures) <= wait_after(failures + 1) <= WAITS[-1]
    assert (wait_after(failures) == 0) == (failures < FREE_TRIES)


@pytest.mark.parametrize(
    ("pin", "said"),
    [("246135", ""), ("12345", "length"), ("1" * 13, "length"), ("111111", "one_digit"), ("123456", "row"),
     ("987654", "row"), ("12a456", "digits"), ("١٢٣٤٥٦", "digits"), ("", "digits")],
)  # fmt: skip
def test_which_pins_may_be_set(pin: str, said: str) -> None:
    assert weak(pin) == said


def test_a_clerk_of_nobody_may_do_nothing(desk: Tools) -> None:
    with pytest.raises(Refused):
        accepting.accept(desk, Clerk("", "", frozenset()), an_application())
