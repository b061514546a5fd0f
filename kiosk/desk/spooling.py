"""Papers out of the queue: drawn, printed, and their ends written down. A job is never printed twice by itself.

The spooler is a loop in its own process (`kiosk spool`); one per desk, held by a file lock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from kiosk.desk.tools import Clerk, Refused, Tools, require
from kiosk.devices.printers import End, Printer
from kiosk.domain.cases import Case
from kiosk.domain.limits import Limits
from kiosk.domain.moments import Moment, moment_of
from kiosk.domain.refusals import Code, Refusal
from kiosk.paper import Drawn, Press, Sheet, Unprintable, copies_of, draw
from kiosk.store import spool
from kiosk.store.spool import Job
from kiosk.store.writing import Order, writing


@dataclass(frozen=True, slots=True)
class Spooled:
    """What one pass did: titles by how they ended."""

    confirmed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()  # (title, code)
    held: tuple[tuple[str, str], ...] = ()  # (title, the characters that no font has)


def sheet_of(tools: Tools, job: Job) -> Sheet:
    """The sheet of a queued paper, from the values that were kept with it."""
    kept = job.sheet
    others = tuple(_sheet(tools, job, {**kept, **other}, ()) for other in kept.get("others", ()))
    return _sheet(tools, job, kept, others)


def _sheet(tools: Tools, job: Job, kept: Mapping[str, Any], others: tuple[Sheet, ...]) -> Sheet:
    case = msgspec.convert(kept["case"], Case)
    with tools.ledger.transaction(write=False) as connection:
        rules = tools.rules_of(connection)(case.item, case.item_version)
    if rules is None:
        raise Refused(Refusal(Code.UNKNOWN_VERSION, "item"))
    return Sheet(
        case=case,
        item=rules.item,
        station=tools.station,
        clerk_name=kept["clerk"],
        printed_at=_printed_at(kept),
        document_number=job.document,
        verification=kept["verification"],
        limits=msgspec.convert(kept["limits"], Limits),
        form=rules.form,
        copy=job.copy,
        reprint=job.copy > 1,
        extra=kept["extra"],
        training=tools.training,
        others=others,
    )


def _printed_at(kept: Mapping[str, Any]) -> Moment:
    """The moment of the act; on the legal day that the clerk gave, where the clock was not believed."""
    moment = Moment(moment_of(kept["printed_at"]), 0, "")
    day = date.fromisoformat(kept["day"])
    return moment if moment.day == day else Moment(moment.wall + (day - moment.day), 0, "")


def drawn(tools: Tools, job: Job, press: Press) -> Drawn:
    """Draws one queued paper. Raises Unprintable."""
    return draw(job.kind, sheet_of(tools, job), press)


def draw_open(tools: Tools, press: Press) -> tuple[tuple[str, str], ...]:
    """Draws what was ordered. A paper with a character that no font has is held and said; it undoes nothing."""
    with tools.ledger.transaction(write=False) as connection:
        jobs = [job for job in spool.open_jobs(connection) if job.status == "ordered"]
    held = []
    for job in jobs:
        try:
            paper = drawn(tools, job, press)
        except Unprintable as no:
            held.append((job.title, str(no)))
            _end(tools, job, "held", "unprintable")
            continue
        with tools.ledger.transaction(write=True) as connection:
            spool.drawn(connection, job.id, paper.media, paper.data)
    return tuple(held)


def print_open(tools: Tools, printers: Mapping[str, Printer]) -> Spooled:
    """Prints what is drawn, oldest first; a printer that fails keeps its own papers waiting, not the other's."""
    with tools.ledger.transaction(write=False) as connection:
        jobs = [job for job in spool.open_jobs(connection) if job.status == "drawn"]
    ends: dict[End, list[tuple[str, str]]] = {end: [] for end in End}
    stuck: set[str] = set()
    for job in jobs:
        if job.media in stuck:
            continue
        with tools.ledger.transaction(write=True) as connection:
            if not spool.sent(connection, job.id):
                continue  # another spooler took it
        copies = 1 if job.copy > 1 else copies_of(job.kind)  # of a 补打 one is wanted
        outcome = printers[job.media].print(job.data, job.title, copies)
        _end(tools, job, outcome.end, outcome.code)
        ends[outcome.end].append((job.title, outcome.code))
        if outcome.end is not End.CONFIRMED:
            stuck.add(job.media)
    titles = [tuple(title for title, _ in ends[end]) for end in (End.CONFIRMED, End.UNKNOWN)]
    return Spooled(titles[0], titles[1], tuple(ends[End.FAILED]))


def recover(tools: Tools) -> int:
    """At a spooler's start: what was going out when the last one died may or may not have come out."""
    with tools.ledger.transaction(write=False) as connection:
        left = spool.left_sending(connection)
    moment = tools.clock.now()
    for job in left:
        with writing(tools.ledger, moment, tools.ids) as at:
            spool.ended(at.connection, job, "unknown", "spooler_died", moment.stamp)
            at.note("spooler", "print:unknown", detail=str(job))
    return len(left)


def _end(tools: Tools, job: Job, status: str, code: str) -> None:
    moment = tools.clock.now()
    with writing(tools.ledger, moment, tools.ids) as at:
        spool.ended(at.connection, job.id, status, code, moment.stamp)
        at.note("spooler", f"print:{status}", job.number, detail=job.title)


def reprint(tools: Tools, clerk: Clerk, document: str) -> str:
    """Queues another copy of a paper, marked 补打 and audited; answers its title."""
    require(clerk, "print")
    moment = tools.clock.now()
    with writing(tools.ledger, moment, tools.ids) as at:
        first = spool.first_sheet(at.connection, document)
        if first is None:
            raise Refused(Refusal(Code.NO_SUCH_CASE, "document", {"number": document[:40]}))
        number, kind, sheet = first
        at.order(Order(document, kind, number, {**sheet, "printed_at": moment.stamp}))
        at.note(clerk.id, f"reprint:{kind}", number, detail=document)
    return document


def try_again(tools: Tools, clerk: Clerk, job: int) -> None:
    """A clerk saw that nothing came out: the job goes back into the queue."""
    require(clerk, "print")
    moment = tools.clock.now()
    with writing(tools.ledger, moment, tools.ids) as at:
        spool.again(at.connection, job)
        at.note(clerk.id, "print:again", detail=str(job))
