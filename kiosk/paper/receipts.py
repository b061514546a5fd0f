"""Slips: 收件回执 and 取件凭证. What happens next, when, and whom to phone."""

from __future__ import annotations

from datetime import date

from kiosk.domain import masking
from kiosk.domain.cases import State
from kiosk.domain.numbering import printed
from kiosk.domain.people import applicant_of
from kiosk.paper.closing import collecting
from kiosk.paper.composing import (
    clock_time,
    day_of,
    entry,
    limit,
    named,
    paper_rows,
    received_time,
    staff_name,
    station_name,
    window_name,
)
from kiosk.paper.notice import Both, Entry
from kiosk.paper.press import Press
from kiosk.paper.sheet import Sheet
from kiosk.paper.slipping import Big, Line, Lines, Part, Say, Slip


def receipt(sheet: Sheet, press: Press) -> Slip:
    """Papers taken: who, what, which papers with kind and count, when, by whom; then what follows."""
    case = sheet.case
    papers = tuple(_paper(press, *row) for row in paper_rows(sheet, press))
    parts: list[Part] = [
        Big("number", press.say("paper.field.case_number"), printed(case.number)),
        *_who(sheet, press),
        *_what(sheet, press),
        _line(press, "received_at", received_time(sheet, press)),
        Lines("papers", press.say("paper.slip.papers", count=len(papers)), papers or (press.say("paper.no_papers"),)),
        Say("next", press.say("paper.slip.next"), bold=True),
        *(Say("next", text) for text in _next(sheet, press)),
        *_contact(sheet, press),
        _line(press, "clerk", sheet.clerk_name),
        _line(press, "first_asked", staff_name(sheet, case.first_asked)),
        _line(press, "query_code", sheet.query_code or sheet.verification),
    ]
    return _slip("receipt", sheet, press, parts)


def visit(sheet: Sheet, press: Press) -> Slip:
    """One slip for all items of a visit: who, when; then of each its number, its papers, what follows, its query code."""
    parts: list[Part] = [
        *_who(sheet, press),
        _line(press, "received_at", received_time(sheet, press)),
    ]
    for one in (sheet, *sheet.others):
        parts += _of_visit(one, press)
    parts += [*_contact(sheet, press), _line(press, "clerk", sheet.clerk_name)]
    return _slip("visit", sheet, press, parts)


def _of_visit(sheet: Sheet, press: Press) -> list[Part]:
    papers = tuple(_paper(press, *row) for row in paper_rows(sheet, press))
    return [
        Big("number", press.say("paper.field.case_number"), printed(sheet.case.number)),
        _line(press, "item", named(press, sheet.item.name)),
        _line(press, "way", press.say(f"way.{sheet.case.way}")),
        Lines("papers", press.say("paper.slip.papers", count=len(papers)), papers or (press.say("paper.no_papers"),)),
        *(Say("next", text) for text in _next(sheet, press)),
        _line(press, "query_code", sheet.query_code or sheet.verification),
    ]


def _paper(press: Press, name: Both, how: Both, count: Both) -> Both:
    key = "paper.slip.paper" if count.zh.isdigit() else "paper.slip.paper_none"
    return press.say(key, name=name, how=how, count=count.zh)


def pickup(sheet: Sheet, press: Press) -> Slip:
    """The result waits: the code to name, where, until when, what to bring."""
    case = sheet.case
    entries = collecting(sheet, press)
    parts: list[Part] = [
        Big("pickup_code", press.say("paper.field.pickup_code"), case.pickup_code or "—"),
        _line(press, "case_number", printed(case.number)),
        *_who(sheet, press),
        *_what(sheet, press),
        _line(press, "result", _result(sheet, press)),
        *(Line(one.key, one.label, one.value) for one in entries),
        Say("next", press.say("paper.slip.next"), bold=True),
        Say("next", press.say("paper.slip.pickup")),
        *([_line(press, "hours", sheet.extra["hours"])] if sheet.extra.get("hours") else []),
        _line(press, "address", press.pair(sheet.station.address_zh, sheet.station.address_ko)),
        *_contact(sheet, press),
        _line(press, "clerk", sheet.clerk_name),
    ]
    return _slip("pickup", sheet, press, parts)


def _who(sheet: Sheet, press: Press) -> list[Part]:
    """The number is masked: slips are left lying about (DOMAIN C3)."""
    case = sheet.case
    person = applicant_of(case.answers)
    key = "uscc" if person.is_organisation else "id_number"
    name = press.pair(case.applicant, person.name_ko)
    found: list[Part] = [_line(press, "applicant", name), _line(press, key, masking.number(case.applicant_number))]
    if case.agent:
        found.append(_line(press, "agent", case.agent))
    return found


def _what(sheet: Sheet, press: Press) -> list[Part]:
    return [
        _line(press, "item", named(press, sheet.item.name)),
        _line(press, "item_code", sheet.item.code),
        _line(press, "way", press.say(f"way.{sheet.case.way}")),
    ]


def _result(sheet: Sheet, press: Press) -> Both:
    kind = named(press, sheet.item.result)
    return press.say("paper.result", kind=kind, text=sheet.case.result) if sheet.case.result else kind


def _next(sheet: Sheet, press: Press) -> list[Both]:
    """What follows from where the case stands, with its day."""
    case, at = sheet.case, sheet.limits
    if case.state is State.RECEIVED:
        due = limit(at.notice, sheet, press)
        return [
            press.say("paper.slip.next_received", day=due),
            press.say("paper.slip.start_day", day=day_of(case.complete_on, press)),
        ]
    if case.state is State.CORRECTING:
        return [press.say("paper.slip.next_correcting")]
    if case.accepted_on and case.decision is None:
        found = [press.say("paper.slip.next_accepted", day=limit(at.promised, sheet, press))]
        if case.gap is not None:
            found.insert(0, press.say("paper.slip.next_gap", day=date.fromisoformat(case.gap.due)))
        return [*found, press.say(f"paper.slip.by_{_delivery(case.delivery_mode)}")]
    return [press.say("paper.slip.next_other")]


def _delivery(mode: str) -> str:
    return mode if mode in {"onsite", "post", "home", "bank_transfer", "electronic", "message"} else "onsite"


def _contact(sheet: Sheet, press: Press) -> list[Part]:
    return [
        _line(press, "station_phone", sheet.station.phone),
        _line(press, "complaint_phone", sheet.station.complaint_phone),
    ]


def _line(press: Press, key: str, value: Both | str) -> Line:
    made: Entry = entry(press, key, value)
    return Line(key, made.label, made.value)


def _slip(kind: str, sheet: Sheet, press: Press, parts: list[Part]) -> Slip:
    return Slip(
        body=station_name(sheet, press),
        title=press.say(f"paper.title.{kind}"),
        number=sheet.document_number,
        site=sheet.station.code,
        window=window_name(sheet, press),
        printed_at=clock_time(sheet.printed_at.wall),
        parts=tuple(parts),
        verification=sheet.verification,
        code=sheet.code,
        copy=sheet.copy,
        reprint=sheet.reprint,
        watermark=press.say(sheet.watermark) if sheet.watermark else None,
    )
