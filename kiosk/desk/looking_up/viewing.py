"""One case's page: its life with the place of each step, its papers and prints, and what may be done now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kiosk.desk import acting
from kiosk.desk.doors.cases import CaseView, Event, PaperLine, Person, Print
from kiosk.desk.looking_up import CasePage, case_page
from kiosk.desk.looking_up.listing import left
from kiosk.desk.tools import Clerk, Tools, require
from kiosk.domain import masking
from kiosk.domain.cases import Case
from kiosk.domain.catalogue import Name
from kiosk.domain.facts import CENTRE
from kiosk.domain.folding import Rules
from kiosk.domain.limits import Limits
from kiosk.domain.moments import CHINA, moment_of
from kiosk.store import settled
from kiosk.store.cases import Whereabouts
from kiosk.store.ledger import Connection
from kiosk.store.writing import writing


def view(tools: Tools, clerk: Clerk, number: str) -> CaseView | None:
    """One case as its page shows it; None when nobody here knows it."""
    require(clerk, "look")
    page = case_page(tools, number)
    if page is None:
        return None
    case, seen = page.seen.case, page.seen
    with tools.ledger.transaction(write=False) as connection:
        rules = tools.rules_of(connection)(case.item, case.item_version)
        life = _life(tools, connection, case)
    today = tools.on or tools.clock.now().day
    days = _days(page.limits)
    running = days.get("deliver") or days.get("notice") or days.get("promised") or ""
    asks = not seen.settled and (seen.refusal is not None or seen.conflict is not None)
    return CaseView(
        number=number, who=masking.name(case.applicant), person_number=masking.number(case.applicant_number),
        phone=masking.phone(case.phone), agent=masking.name(case.agent), item=_item(case, rules),
        department=rules.item.department_name if rules else Name("", ""), state=case.state.value, way=case.way,
        lamp=page.lamp.value, left=left(rules, running, today), days=days, estimated=page.limits.estimated,
        deemed=page.limits.deemed, place=seen.whereabouts.value, asks=asks, why=seen.refusal or seen.conflict,
        received_on=case.received_on, first_asked=_name(tools, case.first_asked), pickup_code=case.pickup_code,
        result=case.result, reason=case.reason, life=life, papers=_papers(case, rules),
        gap=case.gap.papers if case.gap else (), prints=_prints(page),
        acts=acting.allowed(tools, clerk, case, rules, today) if rules is not None and not asks else (),
    )  # fmt: skip


def show(tools: Tools, clerk: Clerk, number: str) -> Person | None:
    """The person, whole, after an audit line that says who looked."""
    require(clerk, "look")
    page = case_page(tools, number)
    if page is None:
        return None
    with writing(tools.ledger, tools.clock.now(), tools.ids) as at:
        at.note(clerk.id, "show:person", number)
    case = page.seen.case
    return Person(case.applicant, case.applicant_number, case.phone, case.agent)


def _item(case: Case, rules: Rules | None) -> Name:
    return rules.item.name if rules is not None else Name(case.item, case.item)


def _days(at: Limits) -> Mapping[str, str]:
    found = {"notice": at.notice, "promised": at.promised, "legal": at.legal, "deliver": at.deliver}
    return {name: day.isoformat() for name, day in found.items() if isinstance(day, date)}


def _name(tools: Tools, staff: str) -> str:
    """A member of staff by name where this station knows them, else by number."""
    return next((one.name for one in tools.station.staff if one.id == staff), staff)


def _papers(case: Case, rules: Rules | None) -> tuple[PaperLine, ...]:
    if rules is None:
        return ()
    lacks = {lack.key: lack.why for lack in case.lacks}
    wanted = [paper for paper in rules.item.materials if paper.status == "required" or case.how(paper.key) != "missing"]
    return tuple(PaperLine(one.key, one.name, case.how(one.key), lacks.get(one.key, "")) for one in wanted)


def _prints(page: CasePage) -> tuple[Print, ...]:
    return tuple(Print(job.id, job.document, job.copy, job.kind, job.status, job.code) for job in page.papers)


def _life(tools: Tools, connection: Connection, case: Case) -> tuple[Event, ...]:
    """The case's own life, and beside it the facts of this desk that did not become part of it."""
    theirs, _ = settled.sides(connection, case.number)
    contained = theirs.through if theirs is not None else {}
    mine = settled.told(connection, case.number)
    me = tools.ledger.identity.id
    lived = {step.seq for step in case.life if step.desk == me}
    steps = [
        (step.day, mine[step.seq].wall if step.desk == me and step.seq in mine else "", Event(
            step.day, _time(mine[step.seq].wall) if step.desk == me and step.seq in mine else "", step.kind,
            "" if step.desk == CENTRE else _name(tools, step.by),
            _place(step.desk == me, step.seq, contained.get(step.desk, 0), mine),
        ))
        for step in case.life
    ]  # fmt: skip
    steps += [
        (one.day, one.wall, Event(one.day, _time(one.wall), one.kind, _name(tools, one.by), _apart(one)))
        for seq, one in mine.items()
        if seq not in lived
    ]
    return _newest_first(steps)


def _newest_first(steps: Sequence[tuple[str, str, Event]]) -> tuple[Event, ...]:
    """By day; within a day in the order of the life, what stands beside it after it."""
    order = sorted(range(len(steps)), key=lambda at: (steps[at][0], at), reverse=True)
    return tuple(steps[at][2] for at in order)


def _place(own: bool, seq: int, contained: int, mine: Mapping[int, settled.Told]) -> str:
    if not own or seq <= contained:
        return Whereabouts.TAKEN.value
    return Whereabouts.CENTRE.value if seq in mine and mine[seq].judged else Whereabouts.HERE.value


def _apart(one: settled.Told) -> str:
    """A fact that is not in the picture: given up, sent back, or waiting for a word about it."""
    if one.given_up:
        return "note"
    return Whereabouts.REFUSED.value if one.code else Whereabouts.CENTRE.value if one.judged else Whereabouts.HERE.value


def _time(stamp: str) -> str:
    return moment_of(stamp).astimezone(CHINA).strftime("%H:%M")


__all__ = ["show", "view"]
