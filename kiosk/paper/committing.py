"""告知承诺书: the written commitment that replaces a certificate (国办发〔2020〕42号)."""

from __future__ import annotations

from kiosk.paper.composing import (
    accepting_body,
    competent_body,
    entry,
    grid,
    known,
    named,
    notice,
    signatures,
    who_and_what,
)
from kiosk.paper.notice import Both, Heading, Notice, Numbered, Paragraph
from kiosk.paper.press import Press
from kiosk.paper.sheet import Sheet


def commitment(sheet: Sheet, press: Press) -> Notice:
    """Two halves: what the body tells (what is certified, basis, conditions, liability, publicity, verification), and
    what the applicant promises, with signature and date."""
    body = accepting_body(sheet, press)
    certificates = _certificates(sheet, press)
    blocks = (
        who_and_what(sheet, press, full=True),
        Heading(press.say("paper.heading.told")),
        grid(
            [
                entry(press, "certified", certificates, wide=True),
                entry(press, "basis", _basis(sheet, press), wide=True),
                entry(press, "conditions", press.say("paper.commitment.conditions"), wide=True),
                entry(press, "publicity", _publicity(sheet, press), wide=True),
                entry(press, "competent_body", competent_body(sheet, press), wide=True),
            ]
        ),
        Numbered("told", tuple(press.say(f"paper.commitment.told_{number}") for number in range(1, 5))),
        Heading(press.say("paper.heading.promised")),
        Paragraph("promise", press.say("paper.commitment.promise", certificates=certificates)),
        Numbered("promised", tuple(press.say(f"paper.commitment.promise_{number}") for number in range(1, 5))),
        signatures(sheet, press, body, "promiser", "agent", "date", "clerk", two_copies=True),
    )
    return notice("commitment", sheet, press, body, blocks, two_copies=True)


def _certificates(sheet: Sheet, press: Press) -> Both:
    """The certificates that this promise replaces: those the form names, else the item's papers by commitment."""
    if sheet.form is not None and sheet.form.commitment_for:
        return press.joined(tuple(named(press, name) for _, name in sheet.form.commitment_for))
    papers = tuple(named(press, paper.name) for paper in sheet.item.materials if paper.status == "commitment")
    return press.joined(papers)


def _basis(sheet: Sheet, press: Press) -> Both:
    if sheet.item.legal_basis:
        return Both(sheet.item.legal_basis.split(":")[0])
    return press.say("paper.commitment.basis")


def _publicity(sheet: Sheet, press: Press) -> Both:
    public = sheet.case.answers.get("commitment_public") is True
    return known(press, "paper.commitment", "public" if public else "not_public")
