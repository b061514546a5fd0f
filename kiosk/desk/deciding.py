"""Deciding where the item lets the station decide (即办), refusing and transferring what was received before."""

from __future__ import annotations

from kiosk.desk.tools import Clerk, Done, Draft, Tools, act_on
from kiosk.domain.cases import Case
from kiosk.domain.facts import Kind


def decide(
    tools: Tools, clerk: Clerk, number: str, *, granted: bool, result: str = "", reason: str = "", remedy: str = ""
) -> Done:
    """Decides and closes in one act; a no has reason and remedy (art. 38). Valid with no line to the city."""
    decided = Draft(Kind.DECIDED, {"granted": granted, "reason": reason, "remedy": remedy})
    closed = Draft(Kind.CLOSED, {"result": result})

    def papers(case: Case) -> list[str]:
        return ["completion"] if granted else ["decision_refusal"]

    return act_on(tools, clerk, "decide", number, lambda *_: [decided, closed], papers)


def refuse(tools: Tools, clerk: Clerk, number: str, ground: str, reason: str, remedy: str, elsewhere: str = "") -> Done:
    """Refuses what was received, with reason, remedy and the competent body."""
    body = {"ground": ground, "reason": reason, "remedy": remedy, "elsewhere": elsewhere}
    return act_on(tools, clerk, "refuse", number, lambda *_: [Draft(Kind.REFUSED, body)], ["refusal"])


def transfer(tools: Tools, clerk: Clerk, number: str, site: str, reason: str) -> Done:
    """Sends the case to the station that is competent (转办); first-asked stays responsible until it is taken over."""
    body = {"site": site, "reason": reason}
    return act_on(tools, clerk, "transfer", number, lambda *_: [Draft(Kind.TRANSFERRED, body)], ["return_slip"])


def take_over(tools: Tools, clerk: Clerk, number: str) -> Done:
    """Takes over what another station transferred here."""
    body = {"site": tools.ledger.identity.site}
    return act_on(tools, clerk, "take_over", number, lambda *_: [Draft(Kind.TAKEN_OVER, body)], ["receipt"])
