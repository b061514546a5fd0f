"""一次性告知书: everything that is missing or faulty, told once (行政许可法 art. 32(4))."""

from __future__ import annotations

from kiosk.domain.cases import Lack
from kiosk.paper.composing import (
    accepting_body,
    address_entry,
    addressed,
    contact_entries,
    day_of,
    entry,
    grid,
    known,
    limit,
    notice,
    paper_name,
    received_time,
    signatures,
    staff_name,
    today,
    who_and_what,
)
from kiosk.paper.notice import Both, Heading, Notice, Numbered, Table
from kiosk.paper.press import Press
from kiosk.paper.sheet import Sheet


def told_once(sheet: Sheet, press: Press) -> Notice:
    """Every paper or field, why, how to mend it; by when is advised; what the law says when nobody tells in time."""
    body = accepting_body(sheet, press)
    blocks = (
        *addressed(sheet, press, "paper.told.opening"),
        who_and_what(
            sheet,
            press,
            entry(press, "received_at", received_time(sheet, press)),
            entry(press, "told_on", _told_on(sheet, press)),
        ),
        Heading(press.say("paper.heading.lacks", count=len(sheet.case.lacks))),
        _lacks(sheet, press),
        Numbered("advice", _advice(sheet, press)),
        grid(
            [
                entry(press, "first_asked", staff_name(sheet, sheet.case.first_asked)),
                entry(press, "clerk", sheet.clerk_name),
                *contact_entries(sheet, press),
                address_entry(sheet, press),
            ]
        ),
        signatures(sheet, press, body, "receiver", "delivered_at", "clerk", two_copies=True),
    )
    return notice("told_once", sheet, press, body, blocks, two_copies=True)


def _told_on(sheet: Sheet, press: Press) -> Both:
    return day_of(sheet.case.told_on, press) if sheet.case.told_on else today(sheet, press)


def _lacks(sheet: Sheet, press: Press) -> Table:
    rows = tuple(_lack(place, lack, sheet, press) for place, lack in enumerate(sheet.case.lacks, 1))
    head = tuple(press.say(f"paper.head.{key}") for key in ("place", "paper", "why", "mend"))
    return Table("lacks", head, rows, (0.7, 2.5, 2.3, 3.6), frozenset({0}))


def _lack(place: int, lack: Lack, sheet: Sheet, press: Press) -> tuple[Both, Both, Both, Both]:
    name = paper_name(sheet, press, lack.key)
    how = known(press, "paper.lack_how", lack.how)
    return Both(str(place)), name, known(press, "paper.lack_why", lack.why), how


def _advice(sheet: Sheet, press: Press) -> tuple[Both, ...]:
    reply = sheet.extra.get("reply_by")
    first = press.say("paper.told.reply_by", day=day_of(reply, press)) if reply else press.say("paper.told.reply")
    due = sheet.limits.notice
    deemed = press.say("paper.told.deemed_by", day=limit(due, sheet, press)) if due else press.say("paper.told.deemed")
    return first, press.say("paper.told.restart"), deemed, press.say("paper.told.samples")
