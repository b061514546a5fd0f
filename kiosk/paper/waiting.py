"""When it takes longer: 特别程序告知书 (art. 45) and 延期通知书 (art. 42)."""

from __future__ import annotations

from kiosk.paper.composing import (
    addressed,
    competent_body,
    contact_entries,
    day_of,
    entry,
    grid,
    known,
    limit,
    notice,
    signatures,
    who_and_what,
)
from kiosk.paper.notice import Both, Entry, Notice, Paragraph
from kiosk.paper.press import Press
from kiosk.paper.sheet import Sheet


def suspension(sheet: Sheet, press: Press) -> Notice:
    """The clock stands: which procedure, from which day, how many days are expected."""
    body = competent_body(sheet, press)
    pause = sheet.case.pauses[-1] if sheet.case.pauses else None
    kind = press.say(f"procedure.{pause.kind}") if pause else Both("—")
    days = press.say("paper.days", days=pause.expected_days, unit=press.say("unit.working")) if pause else Both("—")
    since = day_of(pause.since if pause else None, press)
    blocks = (
        *addressed(sheet, press, "paper.suspension.opening"),
        who_and_what(sheet, press, *_days(sheet, press)),
        grid(
            [
                entry(press, "procedure", kind, wide=True, bold=True),
                entry(press, "since", since),
                entry(press, "expected_days", days),
                entry(press, "reason", sheet.extra.get("reason") or press.say("paper.suspension.reason"), wide=True),
                entry(press, "basis", press.say("paper.suspension.basis"), wide=True),
            ]
        ),
        Paragraph("effect", press.say("paper.suspension.effect", day=since)),
        grid([entry(press, "competent_body", body, wide=True), *contact_entries(sheet, press)]),
        signatures(sheet, press, body, "receiver", "date"),
    )
    return notice("suspension", sheet, press, body, blocks)


def extension(sheet: Sheet, press: Press) -> Notice:
    """More time: the new day, why, and who approved it."""
    body = competent_body(sheet, press)
    longer = sheet.case.extension
    days = press.say("paper.days", days=longer.days if longer else 0, unit=press.say(f"unit.{sheet.item.day_unit}"))
    blocks = (
        *addressed(sheet, press, "paper.extension.opening"),
        who_and_what(sheet, press, *_days(sheet, press)),
        grid(
            [
                entry(press, "extended_days", days),
                entry(press, "extended_on", day_of(longer.on if longer else None, press)),
                entry(press, "new_day", limit(sheet.limits.promised, sheet, press), wide=True, bold=True),
                entry(press, "reason", known(press, "paper.reason", longer.reason if longer else ""), wide=True),
                entry(press, "approver", longer.approver if longer else "", wide=True),
                entry(press, "basis", press.say("paper.extension.basis"), wide=True),
            ]
        ),
        Paragraph("sorry", press.say("paper.extension.closing")),
        grid([entry(press, "competent_body", body, wide=True), *contact_entries(sheet, press)]),
        signatures(sheet, press, body, "receiver", "date"),
    )
    return notice("extension", sheet, press, body, blocks)


def _days(sheet: Sheet, press: Press) -> tuple[Entry, Entry]:
    return (
        entry(press, "received_on", day_of(sheet.case.received_on, press)),
        entry(press, "accepted_on", day_of(sheet.case.accepted_on, press)),
    )
