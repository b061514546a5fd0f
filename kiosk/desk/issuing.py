"""Handing results out: one window issues (统一窗口出件), never without proof of identity."""

from __future__ import annotations

from datetime import date

from kiosk.desk.tools import Clerk, Done, Draft, Tools, act_on
from kiosk.domain.cases import Case
from kiosk.domain.facts import Kind
from kiosk.domain.folding import Rules


def make_ready(tools: Tools, clerk: Clerk, number: str) -> Done:
    """The result is here: a pick-up code is made and the slip for it queued."""
    code = f"{int.from_bytes(tools.ids.octets(4), 'big') % 1_000_000:06d}"
    body = {"pickup_code": code}
    return act_on(tools, clerk, "issue", number, lambda *_: [Draft(Kind.READY, body)], ["pickup"])


def hand_over(
    tools: Tools, clerk: Clerk, number: str, *, receiver: str, proof: str, pickup_code: str = "", relation: str = ""
) -> Done:
    """Hands the result over at the window; `proof` names the identity document that was looked at."""
    body = {"mode": "onsite", "receiver": receiver, "proof": proof, "relation": relation, "pickup_code": pickup_code,
            "signed": True}  # fmt: skip
    return act_on(tools, clerk, "deliver", number, lambda *_: [Draft(Kind.DELIVERED, body)], ["service"])


def post(tools: Tools, clerk: Clerk, number: str, waybill: str) -> Done:
    """Gives the result to the post; service is complete when it is received."""
    return act_on(tools, clerk, "dispatch", number, lambda *_: [Draft(Kind.DISPATCHED, {"waybill": waybill})], [])


def arrived(tools: Tools, clerk: Clerk, number: str, receiver: str) -> Done:
    """The post reports that it was received."""
    body = {"mode": "post", "receiver": receiver, "proof": "", "relation": "", "pickup_code": "", "signed": True}
    return act_on(tools, clerk, "deliver", number, lambda *_: [Draft(Kind.DELIVERED, body)], ["service"])


def send_without_paper(tools: Tools, clerk: Clerk, number: str) -> Done:
    """Results that leave as data (bank transfer, electronic, message) are delivered by saying so."""

    def drafts(case: Case, rules: Rules, day: date) -> list[Draft]:
        body = {"mode": case.delivery_mode, "receiver": case.applicant, "proof": "", "relation": "", "pickup_code": "",
                "signed": False}  # fmt: skip
        return [Draft(Kind.DELIVERED, body)]

    return act_on(tools, clerk, "deliver", number, drafts, ["service"])


def came_back(tools: Tools, clerk: Clerk, number: str, reason: str) -> Done:
    """The post brought it back; it waits here again."""
    return act_on(tools, clerk, "dispatch", number, lambda *_: [Draft(Kind.CAME_BACK, {"reason": reason})], ["pickup"])
