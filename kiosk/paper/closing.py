"""The end of a case: 办结通知书 and 送达回证."""

from __future__ import annotations

from kiosk.domain.cases import Delivery
from kiosk.domain.people import applicant_of
from kiosk.paper.composing import (
    address_entry,
    addressed,
    applicant_entries,
    competent_body,
    contact_entries,
    day_of,
    entry,
    grid,
    item_entry,
    limit,
    notice,
    signatures,
    station_name,
    who_and_what,
)
from kiosk.paper.notice import Both, Entry, Notice, Paragraph
from kiosk.paper.press import Press
from kiosk.paper.sheet import Sheet


def completion(sheet: Sheet, press: Press) -> Notice:
    """Closed: the result, how to collect it, by when, with which proof of identity, and the number of the post."""
    body = competent_body(sheet, press)
    case = sheet.case
    granted = case.decision is None or case.decision.granted
    blocks = (
        *addressed(sheet, press, "paper.completion.opening", body=body),
        who_and_what(
            sheet,
            press,
            entry(press, "accepted_on", day_of(case.accepted_on, press)),
            entry(press, "decided_on", day_of(case.decision.on if case.decision else None, press)),
            entry(press, "closed_on", day_of(case.closed_on, press)),
            entry(press, "decision", press.say("paper.decision.yes" if granted else "paper.decision.no"), bold=True),
            entry(press, "result", _result(sheet, press), wide=True),
            *collecting(sheet, press),
        ),
        Paragraph("collect", press.say(f"paper.completion.{_manner(case.delivery_mode)}")),
        grid([*contact_entries(sheet, press), address_entry(sheet, press)]),
        signatures(sheet, press, body, "receiver", "date"),
    )
    return notice("completion", sheet, press, body, blocks)


def _result(sheet: Sheet, press: Press) -> Both:
    kind = press.pair(sheet.item.result.zh, sheet.item.result.ko)
    if not sheet.case.result:
        return kind
    return press.say("paper.result", kind=kind, text=sheet.case.result)


def _manner(mode: str) -> str:
    return mode if mode in {"onsite", "post", "home", "bank_transfer", "electronic", "message"} else "onsite"


def collecting(sheet: Sheet, press: Press) -> list[Entry]:
    """How the result leaves, by when, what to bring, the post's number."""
    case = sheet.case
    mode = press.say(f"delivery.{_manner(case.delivery_mode)}")
    until = day_of(sheet.extra.get("collect_by"), press)
    by = until if sheet.extra.get("collect_by") else limit(sheet.limits.deliver, sheet, press)
    proof = press.say("paper.proof_organisation" if "org_uscc" in case.answers else "paper.proof")
    waybill = case.delivery.waybill if case.delivery else ""
    found = [entry(press, "delivery", mode), entry(press, "collect_by", by), entry(press, "bring", proof, wide=True)]
    if case.delivery_mode == "post" or waybill:
        found.append(entry(press, "waybill", waybill or press.say("paper.waybill_later"), wide=True))
    return found


def service(sheet: Sheet, press: Press) -> Notice:
    """Handed over: what, to whom, how, when, by whom; room for the signature and for a refusal to sign."""
    case = sheet.case
    handed = case.delivery or Delivery("onsite", "")
    proxy = bool(handed.relation) and handed.relation != "self"
    relation = _relation(handed, press) if proxy else press.say("relation.self")
    blocks = (
        grid(
            [
                entry(press, "addressee", press.pair(case.applicant, applicant_of(case.answers).name_ko)),
                *applicant_entries(sheet, press)[1:2],
                item_entry(sheet, press),
                entry(press, "delivered_paper", _result(sheet, press), wide=True, bold=True),
                entry(press, "service_mode", _mode(handed, proxy, press)),
                entry(press, "delivered_on", day_of(handed.on, press)),
                entry(press, "receiver", handed.receiver),
                entry(press, "relation", relation),
                entry(press, "proof_shown", _proof(handed, press), wide=True),
                *([entry(press, "waybill", handed.waybill, wide=True)] if handed.waybill else []),
                entry(press, "place", press.pair(sheet.station.address_zh, sheet.station.address_ko), wide=True),
                entry(press, "server", sheet.extra.get("server") or sheet.clerk_name),
                entry(press, "signed", press.say("paper.signed" if handed.signed else "paper.not_signed")),
                entry(press, "remark", sheet.extra.get("remark") or " ", wide=True),
            ]
        ),
        Paragraph("service", press.say("paper.service.note")),
        grid(contact_entries(sheet, press)),
        signatures(sheet, press, station_name(sheet, press), "receiver", "received_at", "server", two_copies=True),
    )
    return notice("service", sheet, press, station_name(sheet, press), blocks, two_copies=True)


def _mode(handed: Delivery, proxy: bool, press: Press) -> Both:
    """直接送达, 邮寄送达, or 代收: as the certificate of service names them."""
    if handed.mode in {"onsite", "home"}:
        return press.say("service.proxy" if proxy else "service.direct")
    return press.say("service.post" if handed.mode == "post" else "service.electronic")


def _relation(handed: Delivery, press: Press) -> Both:
    key = f"relation.{handed.relation}"
    return press.say(key) if key in press.zh else Both(handed.relation)


def _proof(handed: Delivery, press: Press) -> Both:
    """The kind of document in both languages, with the last characters of its number where they were kept."""
    kind, _, tail = handed.proof.partition(" ")
    if not kind or f"proof.{kind}" not in press.zh:
        return Both(handed.proof)
    said = press.say(f"proof.{kind}")
    return Both(f"{said.zh} {tail}".strip(), f"{said.ko} {tail}".strip() if said.ko else "")
