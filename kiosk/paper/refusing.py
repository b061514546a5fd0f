"""Saying no on paper: 不予受理决定书, 不予许可(给付)决定书, and the confirmation of a return or withdrawal."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.cases import State
from kiosk.paper.composing import (
    accepting_body,
    addressed,
    competent_body,
    contact_entries,
    day_of,
    entry,
    grid,
    known,
    notice,
    paper_rows,
    received_time,
    signatures,
    station_name,
    today,
    who_and_what,
)
from kiosk.paper.notice import Both, Heading, Notice, Paragraph, Table
from kiosk.paper.press import Press
from kiosk.paper.sheet import Sheet


def refusal(sheet: Sheet, press: Press) -> Notice:
    """Not accepted: reason, basis, the body to go to instead (art. 32(1), (2)), and the remedies."""
    body = accepting_body(sheet, press)
    case = sheet.case
    blocks = (
        *addressed(sheet, press, "paper.refusal.opening"),
        who_and_what(
            sheet,
            press,
            entry(press, "received_at", received_time(sheet, press)),
            entry(press, "decided_on", day_of(case.ended_on, press) if case.ended_on else today(sheet, press)),
        ),
        grid(
            [
                entry(press, "reason", known(press, "paper.reason", case.reason), wide=True, bold=True),
                entry(press, "basis", _basis(sheet, press, "paper.refusal.basis"), wide=True),
                entry(press, "go_to", case.elsewhere or press.say("paper.refusal.nowhere"), wide=True),
                entry(press, "remedy", known(press, "paper.remedy", case.remedy), wide=True),
            ]
        ),
        Paragraph("refusal", press.say("paper.refusal.closing")),
        grid([*contact_entries(sheet, press), entry(press, "clerk", sheet.clerk_name)]),
        signatures(sheet, press, body, "receiver", "date", "clerk", two_copies=True),
    )
    return notice("refusal", sheet, press, body, blocks, two_copies=True)


def decision_refusal(sheet: Sheet, press: Press) -> Notice:
    """Decided against the applicant: reasons and remedies are owed (art. 38)."""
    body = competent_body(sheet, press)
    case, decision = sheet.case, sheet.case.decision
    reason, remedy = (decision.reason, decision.remedy) if decision else (case.reason, case.remedy)
    blocks = (
        *addressed(sheet, press, "paper.decision_refusal.opening", body=body),
        who_and_what(
            sheet,
            press,
            entry(press, "accepted_on", day_of(case.accepted_on, press)),
            entry(press, "decided_on", day_of(decision.on if decision else None, press)),
        ),
        grid(
            [
                entry(press, "decision", press.say("paper.decision.no"), wide=True, bold=True),
                entry(press, "reason", known(press, "paper.reason", reason), wide=True),
                entry(press, "basis", _basis(sheet, press, "paper.basis_guide"), wide=True),
                entry(press, "remedy", known(press, "paper.remedy", remedy), wide=True),
            ]
        ),
        Paragraph("again", press.say("paper.decision_refusal.closing")),
        grid(contact_entries(sheet, press)),
        signatures(sheet, press, body, "receiver", "date", two_copies=True),
    )
    return notice("decision_refusal", sheet, press, body, blocks, two_copies=True)


def return_slip(sheet: Sheet, press: Press) -> Notice:
    """The case ends without a decision: why, and which papers went back, with the applicant's signature."""
    case = sheet.case
    kind = "withdrawn" if case.state is State.WITHDRAWN else "returned"
    body = station_name(sheet, press) if kind == "withdrawn" else competent_body(sheet, press)
    blocks = (
        *addressed(sheet, press, f"paper.{kind}.opening", body=body),
        who_and_what(
            sheet,
            press,
            entry(press, "received_at", received_time(sheet, press)),
            entry(press, "ended_on", day_of(case.ended_on, press)),
            entry(press, "reason", known(press, "paper.reason", case.reason), wide=True, bold=True),
        ),
        Heading(press.say("paper.heading.papers_back")),
        _papers_back(sheet, press),
        Paragraph("again", press.say(f"paper.{kind}.closing")),
        grid([*contact_entries(sheet, press), entry(press, "clerk", sheet.clerk_name)]),
        signatures(sheet, press, body, "papers_receiver", "date", "clerk", two_copies=True),
    )
    return notice("return_slip", sheet, press, body, blocks, two_copies=True)


def _papers_back(sheet: Sheet, press: Press) -> Table:
    """The papers named in `papers_back`, else every paper that was taken physically."""
    named = sheet.extra.get("papers_back")
    keys = {key.strip() for key in named.split(",")} if named else None
    handed = tuple(
        paper
        for paper in sheet.case.papers
        if (paper.key in keys if keys is not None else paper.how in {"seen", "copied"})
    )
    rows = paper_rows(replace(sheet, case=replace(sheet.case, papers=handed)), press)
    numbered = [(Both(str(place)), *row) for place, row in enumerate(rows, 1)]
    if not numbered:
        numbered = [(Both("—"), press.say("paper.no_papers_back"), Both("—"), Both("—"))]
    head = tuple(press.say(f"paper.head.{key}") for key in ("place", "paper", "how", "count"))
    return Table("papers_back", head, tuple(numbered), (0.7, 3.7, 3.4, 0.8), frozenset({0, 2, 3}))


def _basis(sheet: Sheet, press: Press, otherwise: str) -> Both:
    basis = sheet.extra.get("basis") or sheet.item.legal_basis.split(":")[0]
    return Both(basis) if basis else press.say(otherwise)
