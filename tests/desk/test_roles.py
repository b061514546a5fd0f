"""Each act of the desk in each role. An act that is not in the table fails: nobody adds one without saying who may."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest

import kiosk.desk
import kiosk.desk.looking_up
from kiosk.desk import (
    accepting,
    acting,
    calling_back,
    deciding,
    drafting,
    following,
    issuing,
    knowing,
    settling,
    spooling,
    supplementing,
    undoing,
)
from kiosk.desk.accepting import Missing
from kiosk.desk.looking_up import viewing
from kiosk.desk.tools import Clerk, Refused, Tools
from kiosk.domain.refusals import Code
from kiosk.domain.roles import Role
from tests.desk_at_hand import CLERK, a_desk, an_application

COUNTER = {Role.CLERK, Role.LEAD}
TAKERS = COUNTER | {Role.GRID_MEMBER, Role.VOLUNTEER}  # may bring papers in from outside
LOOKERS = TAKERS | {Role.SUPERVISOR, Role.REVIEWER}
LEADS = {Role.LEAD, Role.SUPERVISOR}
LACK = [Missing("ID", "模糊", "重新复印")]
VISIT = [an_application("YJ-MZ-001"), an_application("YJ-MZ-005")]
REMEDY = "六十日内可申请行政复议"

Act = Callable[[Tools, Clerk, str], object]
ACTS: dict[str, tuple[Act, set[Role]]] = {
    "accepting.accept": (lambda t, c, n: accepting.accept(t, c, an_application()), COUNTER),
    "accepting.accept_visit": (lambda t, c, n: accepting.accept_visit(t, c, VISIT), COUNTER),
    "accepting.receive": (lambda t, c, n: accepting.receive(t, c, an_application()), TAKERS),
    "accepting.receive_and_tell": (lambda t, c, n: accepting.receive_and_tell(t, c, an_application(), LACK), COUNTER),
    "accepting.accept_with_gap": (lambda t, c, n: accepting.accept_with_gap(t, c, an_application(), ""), COUNTER),
    "accepting.receive_and_refuse": (
        lambda t, c, n: accepting.receive_and_refuse(
            t, c, an_application(), "not_competent", "不属本市", REMEDY, "外地"
        ),
        COUNTER,
    ),
    "accepting.accept_received": (lambda t, c, n: accepting.accept_received(t, c, n), COUNTER),
    "acting.act": (lambda t, c, n: acting.act(t, c, n, "withdraw", {"reason": ""}), COUNTER),
    "calling_back.enter": (lambda t, c, n: calling_back.enter(t, c, n, "conflict"), COUNTER),
    "calling_back.reached": (lambda t, c, n: calling_back.reached(t, c, n, "ready"), COUNTER),
    "calling_back.to_tell": (lambda t, c, n: calling_back.to_tell(t, c), COUNTER),
    "calling_back.tried": (lambda t, c, n: calling_back.tried(t, c, n, "ready"), COUNTER),
    "deciding.decide": (lambda t, c, n: deciding.decide(t, c, n, granted=True), COUNTER),
    "deciding.refuse": (lambda t, c, n: deciding.refuse(t, c, n, "other", "理由", REMEDY), COUNTER),
    "deciding.transfer": (lambda t, c, n: deciding.transfer(t, c, n, "002001", "户籍在他处"), COUNTER),
    "deciding.take_over": (lambda t, c, n: deciding.take_over(t, c, n), COUNTER),
    "drafting.keep": (
        lambda t, c, n: drafting.keep(t, c, drafting.Draft("a" * 32, (drafting.Page("YJ-MZ-001", ""),))),
        TAKERS,
    ),
    "drafting.load": (lambda t, c, n: drafting.load(t, c, "a" * 32), TAKERS),
    "drafting.newest": (lambda t, c, n: drafting.newest(t, c), TAKERS),
    "drafting.forget": (lambda t, c, n: drafting.forget(t, c, "a" * 32), TAKERS),
    "following.print_notice": (lambda t, c, n: following.print_notice(t, c, n), COUNTER),
    "issuing.make_ready": (lambda t, c, n: issuing.make_ready(t, c, n), COUNTER),
    "issuing.by_code": (lambda t, c, n: issuing.by_code(t, c, "000000"), COUNTER),
    "issuing.hand_out": (
        lambda t, c, n: issuing.hand_out(t, c, n, mode="onsite", who="self", proof="id_card", document="1"),
        COUNTER,
    ),
    "issuing.hand_over": (lambda t, c, n: issuing.hand_over(t, c, n, receiver="本人", proof="id_card"), COUNTER),
    "issuing.post": (lambda t, c, n: issuing.post(t, c, n, "EMS1"), COUNTER),
    "issuing.arrived": (lambda t, c, n: issuing.arrived(t, c, n, "本人"), COUNTER),
    "issuing.send_without_paper": (lambda t, c, n: issuing.send_without_paper(t, c, n), COUNTER),
    "issuing.came_back": (lambda t, c, n: issuing.came_back(t, c, n, "无人"), COUNTER),
    "settling.settle": (lambda t, c, n: settling.settle(t, c, n, "later"), COUNTER),
    "knowing.known": (lambda t, c, n: knowing.known(t, c, "222401197207181455", "YJ-MZ-005"), LOOKERS),
    "spooling.reprint": (lambda t, c, n: spooling.reprint(t, c, f"{n}-SJ1"), COUNTER),
    "spooling.try_again": (lambda t, c, n: spooling.try_again(t, c, 1), COUNTER),
    "supplementing.tell_once": (lambda t, c, n: supplementing.tell_once(t, c, n, LACK), COUNTER),
    "supplementing.supplement": (lambda t, c, n: supplementing.supplement(t, c, n, {"BANK": "seen"}), COUNTER),
    "supplementing.close_gap": (lambda t, c, n: supplementing.close_gap(t, c, n, {"BANK": "seen"}), COUNTER),
    "undoing.withdraw": (lambda t, c, n: undoing.withdraw(t, c, n), COUNTER),
    "undoing.void": (lambda t, c, n: undoing.void(t, c, n, "录错", "222401001001-01"), LEADS),
    "viewing.show": (lambda t, c, n: viewing.show(t, c, n), LOOKERS),
    "viewing.view": (lambda t, c, n: viewing.view(t, c, n), LOOKERS),
}
# Not acts on a case, each with why it asks for no role of the caller's.
FREE = {
    "accepting.received": "makes the fact that an act then checks and writes",
    "acting.allowed": "says which acts this role may do",
    "dating.give_day": "whoever stands before a clock that is wrong must be able to say the day; it is audited",
    "signing_in.lock": "anybody may cover the window",
    "signing_in.approve": "the approver's role is checked, by the approver's own PIN",
    "signing_in.approvers": "names of colleagues who may approve",
    "signing_in.void": "the approver's role is checked, by the approver's own PIN",
    "tools.require": "is the check",
    "tools.begin": "checks the act that it is given",
    "tools.begin_together": "checks the acts that it is given",
    "tools.act_on": "checks the act that it is given",
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Tools]:
    made = a_desk(tmp_path)
    yield made
    made.ledger.close()


@pytest.mark.parametrize("name", ACTS)
def test_each_act_in_each_role(desk: Tools, name: str) -> None:
    act, allowed = ACTS[name]
    for role in Role:
        number = accepting.receive(desk, CLERK, an_application()).case.number
        somebody = Clerk("222401001001-09", "测试", frozenset({role}))
        assert refused_by_role(act, desk, somebody, number) is (role not in allowed), role


def refused_by_role(act: Act, desk: Tools, clerk: Clerk, number: str) -> bool:
    """Whether the role was what stood in the way; other refusals (the case is not so far yet) are another matter."""
    try:
        act(desk, clerk, number)
    except Refused as no:
        return no.faults[0].code is Code.NOT_ALLOWED
    return False


def every_act() -> set[str]:
    """Public functions of the desk that are told who acts."""
    found = set()
    for package in (kiosk.desk, kiosk.desk.looking_up):
        for module in pkgutil.iter_modules(package.__path__):
            if module.ispkg or module.name == "facade":
                continue
            loaded = import_module(f"{package.__name__}.{module.name}")
            for name, made in inspect.getmembers(loaded, inspect.isfunction):
                own = made.__module__ == loaded.__name__ and not name.startswith("_")
                if own and "clerk" in inspect.signature(made).parameters:
                    found.add(f"{module.name}.{name}")
    return found


def test_every_act_has_its_row() -> None:
    assert every_act() == set(ACTS) | set(FREE)
