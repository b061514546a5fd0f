"""Withdrawing (by the applicant, until the decision) and voiding (one's own slip, the same day, with a supervisor)."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.desk.tools import Clerk, Done, Draft, Tools, act_on
from kiosk.domain.facts import Kind


def withdraw(tools: Tools, clerk: Clerk, number: str, reason: str = "", papers_back: Sequence[str] = ()) -> Done:
    """The applicant takes the application back; the papers given back are listed on the slip."""
    body = {"reason": reason, "papers_back": list(papers_back)}
    extra = {"papers_back": ",".join(papers_back)}
    return act_on(tools, clerk, "withdraw", number, lambda *_: [Draft(Kind.WITHDRAWN, body)], ["return_slip"], extra)


def void(tools: Tools, clerk: Clerk, number: str, reason: str, approver: str) -> Done:
    """A clerk's slip is made void; a supervisor, not the clerk, approves. The number is never used again."""
    body = {"reason": reason, "approver": approver}
    return act_on(tools, clerk, "void", number, lambda *_: [Draft(Kind.VOIDED, body)], [])
