"""Handing results out: one window issues (统一窗口出件), never without proof of identity."""

from __future__ import annotations

from datetime import date

from kiosk.desk.tools import Clerk, Done, Draft, Refused, Tools, act_on, require
from kiosk.domain.cases import Case, State
from kiosk.domain.facts import Kind
from kiosk.domain.folding import Rules
from kiosk.domain.identifiers import IdFault, identify
from kiosk.domain.people import applicant_of
from kiosk.domain.refusals import Code, Refusal
from kiosk.store.lists import Lists, Wanted
from kiosk.store.writing import writing

LOOKED_AT = 2000  # cases that wait for collection: a station's shelf, not a city's
SELF, PROXY = "self", "proxy"


def make_ready(tools: Tools, clerk: Clerk, number: str) -> Done:
    """The result is here: a pick-up code is made and the slip for it queued."""
    code = f"{int.from_bytes(tools.ids.octets(4), 'big') % 1_000_000:06d}"
    body = {"pickup_code": code}
    return act_on(tools, clerk, "issue", number, lambda *_: [Draft(Kind.READY, body)], ["pickup"])


def by_code(tools: Tools, clerk: Clerk, code: str) -> str:
    """The case that waits under this pick-up code; "" when none does. A code that is none is audited."""
    require(clerk, "deliver")
    today = (tools.on or tools.clock.now().day).isoformat()
    with tools.ledger.transaction(write=False) as connection:
        lines = Lists(connection).page(Wanted(today, state=State.READY.value), most=LOOKED_AT)
        found = next((line.case.number for line in lines if line.case.pickup_code == code), "")
    if not found:
        with writing(tools.ledger, tools.clock.now(), tools.ids) as at:
            at.note(clerk.id, "wrong_pickup_code")
    return found


def identified(case: Case, who: str, name: str, number: str, power: bool, today: date) -> str:
    """Whose document lies on the counter: the receiver's name. Raises Refused when it is not that of who may receive:
    the applicant (of an organisation: its authorised person, 经办人), or a proxy with a power of attorney."""
    typed = number.strip().upper().replace(" ", "")
    if not typed:
        raise Refused(Refusal(Code.IDENTITY_MISSING, "number"))
    if who == SELF:
        person = applicant_of(case.answers)
        holder = person.contact if person.contact is not None else person
        known = {holder.number, case.applicant_number} - {""}
        if typed not in {one.upper() for one in known}:
            raise Refused(Refusal(Code.IDENTITY_DIFFERS, "number"))
        return holder.name or case.applicant
    if isinstance(identify(typed, today), IdFault):
        raise Refused(Refusal(Code.IDENTITY_DIFFERS, "number"))
    if not name.strip():
        raise Refused(Refusal(Code.IDENTITY_MISSING, "name"))
    if not power:
        raise Refused(Refusal(Code.POWER_MISSING, "power"))
    return name.strip()


def hand_out(
    tools: Tools, clerk: Clerk, number: str, *, mode: str, who: str, proof: str, document: str, name: str = "",
    relation: str = "", power: bool = False, signed: bool = False, pickup_code: str = "",
) -> Done:  # fmt: skip
    """Hands the result over, at the window or at the door (`mode` onsite or home), to whom the document proves
    (`proof`: id_card …). Only its kind and last four characters are kept. Raises Refused."""

    def drafts(case: Case, rules: Rules, day: date) -> list[Draft]:
        receiver = identified(case, who, name, document, power, day)
        shown = f"{proof} ****{document.strip()[-4:]}"
        body = {"mode": mode, "receiver": receiver, "proof": shown, "relation": relation if who == PROXY else SELF,
                "pickup_code": pickup_code, "signed": signed}  # fmt: skip
        return [Draft(Kind.DELIVERED, body)]

    return act_on(tools, clerk, "deliver", number, drafts, ["service"])


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
