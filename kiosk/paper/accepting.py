"""受理通知书, and 容缺受理通知书 with its 承诺书."""

from __future__ import annotations

from kiosk.paper.composing import (
    accepting_body,
    addressed,
    applicant_entries,
    competent_body,
    contact_entries,
    day_of,
    entry,
    grid,
    item_entry,
    item_name,
    limit,
    notice,
    paper_name,
    paper_rows,
    paper_table,
    received_time,
    signatures,
    staff_name,
    station_name,
    who_and_what,
)
from kiosk.paper.notice import Block, Both, Entry, Heading, Notice, Numbered, PageBreak, Paragraph, Table
from kiosk.paper.press import Press
from kiosk.paper.sheet import Sheet


def acceptance(sheet: Sheet, press: Press) -> Notice:
    """Accepted: with both limits and the day by which the decision is taken (卷宗评查标准)."""
    body = accepting_body(sheet, press)
    blocks = (
        *addressed(sheet, press, "paper.acceptance.opening", body=body),
        who_and_what(sheet, press, *_days(sheet, press)),
        Heading(press.say("paper.heading.papers")),
        paper_table(sheet, press),
        grid([*_limits(sheet, press), *_responsible(sheet, press), *contact_entries(sheet, press)]),
        Paragraph("promise", press.say("paper.acceptance.promise", day=limit(sheet.limits.promised, sheet, press))),
        signatures(sheet, press, body, "applicant", "date", "clerk", two_copies=True),
    )
    return notice("acceptance", sheet, press, body, blocks, two_copies=True)


def _days(sheet: Sheet, press: Press) -> list[Entry]:
    return [
        entry(press, "received_at", received_time(sheet, press)),
        entry(press, "accepted_on", day_of(sheet.case.accepted_on, press)),
    ]


def _limits(sheet: Sheet, press: Press) -> list[Entry]:
    item = sheet.item
    unit = press.say(f"unit.{item.day_unit}")
    return [
        entry(press, "legal_limit", press.say("paper.days", days=item.legal_days, unit=unit)),
        entry(press, "promised_limit", _promised(sheet, press, unit)),
        entry(press, "decision_by", limit(sheet.limits.promised, sheet, press), bold=True),
        entry(press, "legal_by", limit(sheet.limits.legal, sheet, press)),
    ]


def _promised(sheet: Sheet, press: Press, unit: Both) -> Both:
    if sheet.item.promised_days == 0:
        return press.say("paper.at_once")
    return press.say("paper.days", days=sheet.item.promised_days, unit=unit)


def _responsible(sheet: Sheet, press: Press) -> list[Entry]:
    return [
        entry(press, "competent_body", competent_body(sheet, press)),
        entry(press, "basis", sheet.item.legal_basis.split(":")[0] or press.say("paper.basis_guide")),
        entry(press, "first_asked", staff_name(sheet, sheet.case.first_asked)),
        entry(press, "clerk", sheet.clerk_name),
    ]


def _who_answers(sheet: Sheet, press: Press) -> list[Entry]:
    return [entry(press, "competent_body", competent_body(sheet, press)), entry(press, "clerk", sheet.clerk_name)]


def gap_notice(sheet: Sheet, press: Press) -> Notice:
    """Accepted with secondary papers missing: what, in which form, until when, and what follows otherwise; behind it
    the applicant's undertaking. Two copies (容缺受理 rules, DOMAIN C2)."""
    body = accepting_body(sheet, press)
    due = day_of(sheet.case.gap.due if sheet.case.gap else None, press)
    blocks = (
        *addressed(sheet, press, "paper.gap.opening", body=body),
        who_and_what(sheet, press, *_days(sheet, press)),
        Heading(press.say("paper.heading.gap")),
        _gap_table(sheet, press, due),
        grid(
            [_taken(sheet, press), *_limits(sheet, press), *_who_answers(sheet, press), *contact_entries(sheet, press)]
        ),
        Paragraph("consequence", press.say("paper.gap.consequence", day=due)),
        signatures(sheet, press, body, "applicant", "date", "clerk", two_copies=True),
        *_undertaking(sheet, press, due),
    )
    return notice("gap_notice", sheet, press, body, blocks, two_copies=True)


def _taken(sheet: Sheet, press: Press) -> Entry:
    """The papers that were taken, in one row: the notice is about those that are not."""
    found = tuple(press.say("paper.slip.paper_none", name=name, how=how) for name, how, _ in paper_rows(sheet, press))
    return entry(press, "papers_taken", press.joined(found) if found else press.say("paper.no_papers"), wide=True)


def _gap_table(sheet: Sheet, press: Press, due: Both) -> Table:
    gap = sheet.case.gap.papers if sheet.case.gap else ()
    rows = [
        (Both(str(place)), paper_name(sheet, press, key), _form_of_paper(sheet, press, key), due)
        for place, key in enumerate(gap, 1)
    ]
    head = tuple(press.say(f"paper.head.{key}") for key in ("place", "missing", "form", "due"))
    return Table("gap", head, tuple(rows), (0.7, 3.2, 2.0, 2.8), frozenset({0, 2, 3}))


def _form_of_paper(sheet: Sheet, press: Press, key: str) -> Both:
    paper = sheet.item.paper(key)
    return press.say(f"paper.kind.{paper.kind}") if paper else Both("—")


def _undertaking(sheet: Sheet, press: Press, due: Both) -> tuple[Block, ...]:
    keys = sheet.case.gap.papers if sheet.case.gap else ()
    names = press.joined(tuple(paper_name(sheet, press, key) for key in keys))
    who = [*applicant_entries(sheet, press, full=True), item_entry(sheet, press)]
    points = tuple(
        press.say(f"paper.undertaking.point_{number}", papers=names, day=due, body=accepting_body(sheet, press))
        for number in range(1, 5)
    )
    return (
        PageBreak(press.say("paper.title.gap_undertaking")),
        Paragraph("to", press.say("paper.undertaking.to", body=accepting_body(sheet, press)), flush=True),
        grid(who),
        Paragraph("undertaking", press.say("paper.undertaking.opening", item=item_name(sheet, press))),
        Numbered("undertaking", points),
        signatures(sheet, press, station_name(sheet, press), "promiser", "agent", "date", sealed=False),
    )
