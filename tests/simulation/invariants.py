"""What must hold, whatever happened. Each has a name, which is printed when it is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from kiosk.desk import looking_up
from kiosk.domain.cases import Case
from kiosk.domain.facts import CENTRE
from kiosk.domain.folding import fold
from kiosk.store.plain import to_case, to_fact
from sync.centre import tables as t

if TYPE_CHECKING:
    from tests.simulation.world import Machine, World


class Violation(AssertionError):
    """An invariant is broken: "name: what was seen"."""


def frozen(world: World, machine: Machine) -> bool:
    with world.centre.reading() as at:
        return bool(at.execute(select(t.desks.c.frozen).where(t.desks.c.desk == machine.name + "A")).scalar())


def check_now(world: World, machine: Machine) -> str | None:
    """What holds at every moment, checked after each round of an agent."""
    if machine.agent is None or machine.cloned:
        return None
    cache = machine.agent._cache
    with world.centre.reading() as at:
        last = at.execute(select(t.desks.c.last_seq).where(t.desks.c.desk == machine.name + "A")).scalar() or 0
    if cache.meta("epoch") == world.centre.epoch and cache.acked > last:
        return f"acked_is_held: {machine.name} believes {cache.acked}, the centre holds {last}"
    if machine.numbers:
        return _picture_kept(machine, world.random.choice(machine.numbers))
    return None


def _picture_kept(machine: Machine, number: str) -> str | None:
    """Being acknowledged changes the words, not the picture: every fact of this desk that was not refused and still fits
    is in what the screen shows."""
    tools = machine.kiosk()
    page = looking_up.case_page(tools, number)
    with tools.ledger.transaction(write=False) as connection:
        wanted = connection.exec_driver_sql(
            "SELECT max(f.seq) FROM facts f LEFT JOIN cache.verdicts v ON v.seq = f.seq"
            " WHERE f.number = ? AND v.seq IS NULL", (number,)
        ).scalar()  # fmt: skip
    if wanted is None:
        return None
    if page is None:
        return f"picture_kept: {machine.name} shows nothing of {number}"
    shown = page.seen.case.through.get(machine.name + "A", 0)
    if shown < wanted and page.seen.conflict is None:
        return f"picture_kept: {machine.name} {number} shows {shown}, wrote {wanted}"
    return None


def check_at_end(world: World) -> str | None:
    """What holds once all bad luck is over and nothing moves any more."""
    for check in (_each_fact_once, _numbers_once, _logs_gapless, _same_fold, _nobody_elses):
        if (wrong := check(world)) is not None:
            return wrong
    for machine in world.machines:
        for one in (_converged, _chain_holds, _done_is_kept):
            if (wrong := one(world, machine)) is not None:
                return wrong
    return None


def _own(machine: Machine) -> list[tuple[int, str]]:
    with machine.kiosk().ledger.transaction(write=False) as connection:
        return [(seq, own) for seq, own in connection.exec_driver_sql("SELECT seq, hash FROM facts ORDER BY seq")]


def _held(world: World, desk: str) -> list[tuple[int, str]]:
    with world.centre.reading() as at:
        query = select(t.facts.c.seq, t.facts.c.hash).where(t.facts.c.desk == desk).order_by(t.facts.c.seq)
        return [(seq, own) for seq, own in at.execute(query)]


def _each_fact_once(world: World) -> str | None:
    for machine in world.machines:
        own, held = _own(machine), _held(world, machine.name + "A")
        if machine.cloned:
            continue
        if own != held:
            ice = " and is frozen" if frozen(world, machine) else ""
            return f"each_fact_once: {machine.name} wrote {len(own)}, the centre holds {len(held)}{ice}"
    return None


def _numbers_once(world: World) -> str | None:
    """No number names two cases (a cloned disk does so by nature: it is frozen instead)."""
    seen: dict[str, str] = {}
    for machine in world.machines:
        for number in machine.numbers:
            if seen.setdefault(number, machine.name) != machine.name:
                return f"numbers_once: {number}"
    return None


def _logs_gapless(world: World) -> str | None:
    with world.centre.reading() as at:
        for scope, n in at.execute(select(t.scopes.c.scope, t.scopes.c.n)).all():
            query = select(t.logs.c.n).where(t.logs.c.scope == scope).order_by(t.logs.c.n)
            if list(at.execute(query).scalars()) != list(range(1, n + 1)):
                return f"logs_gapless: {scope}"
    return None


def _same_fold(world: World) -> str | None:
    """The centre's state of each case is the fold of the facts that it accepted, in the order in which it took them."""
    with world.centre.reading() as at:
        states = {number: to_case(plain) for number, plain in at.execute(select(t.cases.c.number, t.cases.c.plain))}
        query = select(t.facts).where(t.facts.c.code == "").order_by(t.facts.c.order)
        told: dict[str, list[object]] = {}
        for row in at.execute(query).mappings():
            told.setdefault(row["number"], []).append(
                to_fact(row["envelope"], row["signature"], row["body"], row["salt"])
            )
    if set(told) != set(states):
        return f"same_fold: facts of {len(told)} cases, states of {len(states)}"
    for number, facts in told.items():
        case = states[number]
        rules = world.centre.rules(case.item, case.item_version)
        assert rules is not None
        after = fold(rules, facts)  # type: ignore[arg-type]
        if not isinstance(after, Case) or msgspec.to_builtins(after) != msgspec.to_builtins(case):
            return f"same_fold: {number}"
    return None


def _nobody_elses(world: World) -> str | None:
    own = {own for machine in world.machines for _, own in _own(machine)}
    with world.centre.reading() as at:
        held = set(at.execute(select(t.facts.c.hash).where(t.facts.c.desk != CENTRE)).scalars())
    return f"nobody_elses: {len(held - own)} facts that no desk wrote" if held - own else None


def _converged(world: World, machine: Machine) -> str | None:
    if machine.cloned:
        return None
    agent = machine.messenger()
    cache = agent._cache
    if cache.acked != len(_own(machine)):
        return f"converged: {machine.name} acked {cache.acked} of {len(_own(machine))}"
    scope = f"station:{machine.site}"
    with world.centre.reading() as at:
        wanted = dict(
            at.execute(select(t.cases.c.number, t.cases.c.plain).where(t.cases.c.scope == scope)).tuples().all()
        )
        where = (t.facts.c.desk == machine.name + "A") & (t.facts.c.code != "")
        refused = dict(at.execute(select(t.facts.c.seq, t.facts.c.code).where(where)).tuples().all())
    with machine.kiosk().ledger.transaction(write=False) as connection:
        rows = connection.exec_driver_sql("SELECT number, plain FROM cache.cases WHERE scope = ?", (scope,)).all()
        verdicts = dict(connection.exec_driver_sql("SELECT seq, code FROM cache.verdicts").tuples().all())
    if {number: to_case(plain) for number, plain in rows} != {
        number: to_case(plain) for number, plain in wanted.items()
    }:
        return f"converged: {machine.name} holds {len(rows)} cases, the centre {len(wanted)}, or they differ"
    if verdicts != refused:
        return f"verdicts_agree: {machine.name} {verdicts} centre {refused}"
    return None


def _chain_holds(world: World, machine: Machine) -> str | None:
    broken = looking_up.verify_audit(machine.kiosk())[2]
    return f"chain_holds: {machine.name} {broken}" if broken else None


def _done_is_kept(world: World, machine: Machine) -> str | None:
    lost = machine.done - {own for _, own in _own(machine)}
    return f"done_is_kept: {machine.name} lost {len(lost)}" if lost else None
