"""What can happen in one step: a clerk's act, an agent's round, a reviewer's word, or a stroke of bad luck."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kiosk.desk import accepting, deciding, issuing, looking_up, supplementing, undoing
from kiosk.desk.accepting import Missing
from kiosk.desk.tools import Done, Refused
from kiosk.domain.cases import Case, State
from kiosk.domain.facts import Kind
from kiosk.domain.refusals import Code
from sync.centre import deciding as centre_deciding
from sync.centre import tables as t
from tests.desk_at_hand import CLERK, an_application
from tests.simulation.faults import Crash
from tests.simulation.invariants import Violation, check_now

if TYPE_CHECKING:
    from tests.simulation.world import Machine, World

ITEMS = ("YJ-MZ-005", "YJ-CL-002", "YJ-GJ-002")
REMEDY = "六十日内可申请行政复议"


def take(world: World) -> str:
    """One step, drawn from the world's seed."""
    roll = world.random.random()
    machine = world.random.choice(world.machines)
    if roll < 0.42:
        return act(world, machine)
    if roll < 0.74:
        return sync(world, machine)
    if roll < 0.86:
        return review(world)
    return bad_luck(world, machine)


# a clerk's act ----------------------------------------------------------------------------------------------------


def act(world: World, machine: Machine) -> str:
    """A clerk does something; only what returns is done."""
    name, doing = _choose(world, machine)
    crashes = world.random.random() < 0.06
    try:
        tools = machine.kiosk()
        if crashes:
            machine.fuse.left = world.random.randrange(30)
        done = doing()
        machine.fuse.left = None
    except Refused as no:
        machine.fuse.left = None
        if no.faults[0].code is Code.CLOCK_WRONG:  # the clerk is asked for today's date and gives it
            machine.clock.error = 0.0
        return f"{machine.name} {name} refused {no.faults[0].code}"
    except Crash:
        world.faults["kiosk_crash"] += 1
        machine.crash()
        return f"{machine.name} {name} crashed"
    assert tools is not None
    world.acts += 1
    machine.done.add(done.hash)
    world.trace.add("fact", done.hash)
    if done.case.number not in machine.numbers:
        machine.numbers.append(done.case.number)
    return f"{machine.name} {name} {done.case.number} {done.case.state}"


def _choose(world: World, machine: Machine) -> tuple[str, Callable[[], Done]]:
    random = world.random
    if not machine.numbers or random.random() < 0.45:
        return _new_case(world, machine)
    number = random.choice(machine.numbers)
    page = looking_up.case_page(machine.kiosk(), number)
    if page is None:
        return _new_case(world, machine)
    acts = list(_next_acts(machine, page.seen.case))
    return random.choice(acts) if acts else _new_case(world, machine)


def _new_case(world: World, machine: Machine) -> tuple[str, Callable[[], Done]]:
    random, code = world.random, world.random.choice(ITEMS)
    kind = random.choice(["accept", "accept", "accept", "tell", "gap", "refuse", "receive"])

    def doing() -> Done:
        tools = machine.kiosk()
        if kind == "tell":
            return accepting.receive_and_tell(tools, CLERK, an_application("YJ-MZ-005", missing=("BANK",)))
        if kind == "gap":
            return accepting.accept_with_gap(tools, CLERK, an_application("YJ-MZ-005", missing=("BANK",)), "2026-12-01")
        if kind == "refuse":
            return accepting.receive_and_refuse(tools, CLERK, an_application(code), "other", "不属本市", REMEDY)
        if kind == "receive":
            return accepting.receive(tools, CLERK, an_application(code))
        return accepting.accept(tools, CLERK, an_application(code))

    return f"{kind} {code}", doing


def _next_acts(machine: Machine, case: Case) -> list[tuple[str, Callable[[], Done]]]:
    """What a clerk could do with this case, as it stands on the screen."""
    number, kiosk = case.number, machine.kiosk
    table: dict[State, list[tuple[str, Callable[[], Done]]]] = {
        State.RECEIVED: [
            ("accept", lambda: accepting.accept_received(kiosk(), CLERK, number)),
            ("tell", lambda: supplementing.tell_once(kiosk(), CLERK, number, [Missing("ID", "模糊", "重印")])),
        ],
        State.CORRECTING: [("supplement", lambda: _supplement(machine, case))],
        State.ACCEPTED_GAP: [
            ("close gap", lambda: supplementing.close_gap(kiosk(), CLERK, number, {"BANK": "seen"})),
        ],
        State.ACCEPTED: [
            ("withdraw", lambda: undoing.withdraw(kiosk(), CLERK, number)),
            ("decide", lambda: deciding.decide(kiosk(), CLERK, number, granted=True, result="准")),
        ],
        State.REVIEW: [("withdraw", lambda: undoing.withdraw(kiosk(), CLERK, number))],
        State.CLOSED: [("ready", lambda: issuing.make_ready(kiosk(), CLERK, number))],
        State.READY: [
            ("hand over", lambda: issuing.hand_over(kiosk(), CLERK, number, receiver="本人", proof="身份证")),
            ("post", lambda: issuing.post(kiosk(), CLERK, number, "EMS1")),
        ],
        State.DISPATCHED: [("arrived", lambda: issuing.arrived(kiosk(), CLERK, number, "本人"))],
    }
    return table.get(case.state, [])


def _supplement(machine: Machine, case: Case) -> Done:
    lacking = [lack.key for lack in case.lacks]
    return supplementing.supplement(machine.kiosk(), CLERK, case.number, dict.fromkeys(lacking, "seen"), mended=lacking)


# an agent's round -------------------------------------------------------------------------------------------------


def sync(world: World, machine: Machine) -> str:
    if world.random.random() < 0.08:
        machine.messenger()
        machine.fuse.left = world.random.randrange(40)
    if world.random.random() < 0.15:
        world.centre_fuse.left = world.random.randrange(28)  # a batch is some twenty statements and a commit
    outcome = world.sync(machine, rounds=world.random.choice([1, 1, 3]))
    machine.fuse.left = world.centre_fuse.left = None
    if (wrong := check_now(world, machine)) is not None:
        raise Violation(wrong)
    return f"{machine.name} sync {outcome}"


# the centre -------------------------------------------------------------------------------------------------------

WORDS: list[tuple[Kind, dict[str, Any]]] = [
    (Kind.REVIEW_BEGUN, {}),
    (Kind.ACCEPTED, {}),
    (Kind.SUSPENDED, {"procedure": "survey", "expected_days": 5, "reason": "入户调查"}),
    (Kind.RESUMED, {}),
    (Kind.DECIDED, {"granted": True, "reason": "", "remedy": ""}),
    (Kind.CLOSED, {"result": "准予"}),
    (Kind.SUPPLEMENT_ASKED, {"lacks": [{"key": "ID", "why": "模糊", "how": "重印"}]}),
    (Kind.RETURNED, {"reason": "材料不实", "papers_back": []}),
    (Kind.EXTENDED, {"days": 5, "reason": "疑难", "approver": "局长"}),
]


def review(world: World) -> str:
    """A reviewer takes a case and writes whatever the fold lets her write of what she tried."""
    from sqlalchemy import select

    with world.centre.reading() as at:
        numbers = sorted(at.execute(select(t.cases.c.number)).scalars())
    if not numbers:
        return "centre idle"
    number = world.random.choice(numbers)
    for kind, body in world.random.sample(WORDS, 4):
        after = centre_deciding.write(world.centre, number, kind, body, "222401000000-03")
        if isinstance(after, Case):
            return f"centre {kind} {number} {after.state}"
    return f"centre leaves {number}"


# bad luck ---------------------------------------------------------------------------------------------------------


def bad_luck(world: World, machine: Machine) -> str:
    kind = world.random.choice(
        ["backup", "backup", "restore", "clock", "clock", "kill", "clone", "lose_cache", "nothing"]
    )
    if kind == "backup":
        world.keep_backup()
    elif kind == "restore" and world.random.random() < 0.5:
        world.restore_backup()
    elif kind == "clock":
        world.faults["clock_jump"] += 1
        machine.clock.error = world.random.choice([-8e8, -90_000.0, -3600.0, 0.0, 3600.0, 3 * 86_400.0])
    elif kind == "kill":
        world.faults["killed"] += 1
        machine.crash()
    elif kind == "clone" and world.random.random() < 0.1:
        clone(world, machine)
    elif kind == "lose_cache":
        world.faults["cache_lost"] += 1
        machine.crash()
        for path in machine.folder.glob("cache*"):
            path.unlink()
    return f"{machine.name} {kind}"


def clone(world: World, machine: Machine) -> None:
    """Somebody copied the disk: two desks of one name go on apart. The centre freezes the name when it sees both."""
    if machine.cloned or not machine.numbers:
        return
    world.faults["desk_cloned"] += 1
    machine.crash()
    twin_folder = machine.folder.with_name(machine.name + "-twin")
    shutil.copytree(machine.folder, twin_folder)
    twin = world._machine_at(machine, twin_folder)
    machine.cloned = twin.cloned = True
    world.machines.append(twin)
