"""What most papers say about a case: who, what, which papers, until when, whom to ask. Words come from the press."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from kiosk.domain import masking
from kiosk.domain.catalogue import Name
from kiosk.domain.facts import Kind
from kiosk.domain.moments import CHINA, moment_of
from kiosk.domain.numbering import printed
from kiosk.domain.people import applicant_of
from kiosk.paper.notice import Block, Both, Entries, Entry, Notice, Paragraph, Signatures, Table
from kiosk.paper.press import Press
from kiosk.paper.sheet import Sheet

Value = Both | str


def entry(press: Press, key: str, value: Value, *, wide: bool = False, bold: bool = False) -> Entry:
    """A labelled value; the label is the word "paper.field.<key>". Empty values show as a dash, never as nothing."""
    shown = value if isinstance(value, Both) else Both(value)
    return Entry(key, press.say(f"paper.field.{key}"), shown if shown.zh else Both("—"), wide, bold)


def named(press: Press, name: Name) -> Both:
    return press.pair(name.zh, name.ko)


def station_name(sheet: Sheet, press: Press) -> Both:
    return press.pair(sheet.station.name_zh, sheet.station.name_ko)


def competent_body(sheet: Sheet, press: Press) -> Both:
    """Who decides: the department, or the station where the item lets it."""
    if sheet.item.decides == "station":
        return station_name(sheet, press)
    return named(press, sheet.item.department_name)


def accepting_body(sheet: Sheet, press: Press) -> Both:
    """Whose act the acceptance is (收件 is not 受理)."""
    if sheet.item.accepts == "station":
        return station_name(sheet, press)
    return named(press, sheet.item.department_name)


def day_of(iso: str | None, press: Press) -> Both:
    """A legal day (ISO) in words; a dash when there is none."""
    return press.day(date.fromisoformat(iso)) if iso else Both("—")


def limit(day: date | None, sheet: Sheet, press: Press) -> Both:
    """A computed day, marked 估算 while a year's holidays are not announced."""
    if day is None:
        return Both("—")
    last = max(filter(None, (sheet.limits.promised, sheet.limits.legal)), default=day)
    # the flag is about the last of the days: one in an earlier year, whose holidays are known, is certain
    certain = not sheet.limits.estimated or day.year < last.year
    return press.day(day) if certain else press.say("paper.estimated", day=day)


def today(sheet: Sheet, press: Press) -> Both:
    return press.day(sheet.day or sheet.printed_at.day)


def clock_time(wall: datetime) -> str:
    """2026-11-23 14:05 in Yanji."""
    return wall.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def received_time(sheet: Sheet, press: Press) -> Both:
    """When the papers were taken: to the minute when the desk says so or the paper is made in that act, else the
    legal day."""
    if stamp := sheet.extra.get("received_at"):
        return Both(clock_time(moment_of(stamp)))
    case = sheet.case
    in_the_act = bool(case.life) and case.life[-1].kind == Kind.RECEIVED and not sheet.reprint
    if in_the_act and case.received_on == sheet.printed_at.day.isoformat():
        return Both(clock_time(sheet.printed_at.wall))
    return day_of(case.received_on, press)


def staff_name(sheet: Sheet, who: str) -> str:
    """The name behind a staff id of the station; other text as it is."""
    return next((one.name for one in sheet.station.staff if one.id == who), who)


# who ------------------------------------------------------------------------------------------------------------


def applicant_entries(sheet: Sheet, press: Press, *, full: bool = False) -> list[Entry]:
    """Applicant, number (masked unless the document itself must bind the person), agent, contact."""
    case = sheet.case
    person = applicant_of(case.answers)
    key = "uscc" if person.is_organisation else "id_number"
    shown = case.applicant_number if full or person.is_organisation else masking.number(case.applicant_number)
    name = press.pair(case.applicant, person.name_ko)
    found = [entry(press, "applicant", name), entry(press, key, shown)]
    if case.agent:
        found.append(entry(press, "agent", case.agent))
    contact = case.answers.get("org_contact_name") if person.is_organisation else ""
    if isinstance(contact, str) and contact:
        found.append(entry(press, "contact", contact))
    return [*found, entry(press, "phone", masking.phone(case.phone) if case.phone else "")]


def who_and_what(sheet: Sheet, press: Press, *more: Entry, full: bool = False) -> Entries:
    """The first grid of most papers: applicant, way, item; then what the paper adds. Narrow entries come in pairs."""
    way = entry(press, "way", press.say(f"way.{sheet.case.way}"))
    people = applicant_entries(sheet, press, full=full)
    first, last = ([way], []) if len(people) % 2 else ([], [way])
    return Entries((*people, *first, item_entry(sheet, press), *last, *more))


def item_entry(sheet: Sheet, press: Press) -> Entry:
    """Name and code of the item."""
    name = item_name(sheet, press)
    return entry(press, "item", Both(f"{name.zh}  {sheet.item.code}", name.ko), wide=True)


def item_name(sheet: Sheet, press: Press) -> Both:
    return named(press, sheet.item.name)


def addressed(sheet: Sheet, press: Press, opening: str, **values: object) -> tuple[Paragraph, Paragraph]:
    """The applicant's name on a line of its own, and the sentence `opening` about the item."""
    name = press.say("paper.salutation", applicant=sheet.case.applicant).zh
    said = press.say(opening, item=item_name(sheet, press), **values)
    return Paragraph("applicant", Both(name), flush=True), Paragraph("opening", said)


def contact_entries(sheet: Sheet, press: Press) -> list[Entry]:
    """Whom to phone, and where to complain."""
    station = sheet.station
    return [
        entry(press, "station_phone", station.phone),
        entry(press, "complaint_phone", station.complaint_phone),
    ]


def address_entry(sheet: Sheet, press: Press) -> Entry:
    station = sheet.station
    return entry(press, "address", press.pair(station.address_zh, station.address_ko), wide=True)


# papers ---------------------------------------------------------------------------------------------------------


def paper_name(sheet: Sheet, press: Press, key: str) -> Both:
    """The name of a paper or of a form's field; its key when the item does not know it."""
    paper = sheet.item.paper(key)
    if paper is not None:
        return named(press, paper.name)
    if sheet.form is not None:
        for field in sheet.form.fields():
            if field.key == key:
                return named(press, field.label)
    return Both(key)


def how_taken(sheet: Sheet, press: Press, key: str, how: str) -> Both:
    """原件核验, 复印件 …: as the paper was really taken in."""
    paper = sheet.item.paper(key)
    form = how == "seen" and paper is not None and paper.kind == "form"
    return press.say("paper.how.form" if form else f"paper.how.{how}")


def paper_rows(sheet: Sheet, press: Press) -> list[tuple[Both, Both, Both]]:
    """(name, how it was taken, count) of every paper of the case that is not missing, in the item's order."""
    order = {paper.key: place for place, paper in enumerate(sheet.item.materials)}
    taken = sorted((one for one in sheet.case.papers if one.how != "missing"), key=lambda one: order.get(one.key, 99))
    return [
        (
            paper_name(sheet, press, one.key),
            how_taken(sheet, press, one.key, one.how),
            Both(str(one.count) if one.how in {"seen", "copied"} else "—"),
        )
        for one in taken
    ]


def paper_table(sheet: Sheet, press: Press) -> Table:
    rows = [(Both(str(place)), *row) for place, row in enumerate(paper_rows(sheet, press), 1)]
    if not rows:
        rows = [(Both("—"), press.say("paper.no_papers"), Both("—"), Both("—"))]
    head = tuple(press.say(f"paper.head.{key}") for key in ("place", "paper", "how", "count"))
    return Table("papers", head, tuple(rows), (0.7, 3.7, 3.4, 0.8), frozenset({0, 2, 3}))


def known(press: Press, prefix: str, text: str) -> Both:
    """A sentence of ours when `text` is one of our words (`prefix.text`), else the text as a person wrote it."""
    key = f"{prefix}.{text}"
    return press.say(key) if text and key in press.zh else Both(text)


# the whole ------------------------------------------------------------------------------------------------------


def grid(entries: Iterable[Entry]) -> Entries:
    return Entries(tuple(entries))


def signatures(
    sheet: Sheet, press: Press, body: Both, *lines: str, sealed: bool = True, two_copies: bool = False
) -> Signatures:
    """Lines "paper.sign.<name>" and the seal of `body`, dated the legal day; 一式两份 below them when asked."""
    note = press.say("paper.two_copies") if two_copies else None
    signed = tuple(press.say(f"paper.sign.{line}") for line in lines)
    return Signatures(signed, body, today(sheet, press), sealed, note)


def notice(
    kind: str, sheet: Sheet, press: Press, body: Both, blocks: Iterable[Block], *, two_copies: bool = False
) -> Notice:
    """The common header and footer of DOMAIN C3 around the blocks of one recipe."""
    return Notice(
        body=body,
        title=press.say(f"paper.title.{kind}"),
        number=sheet.document_number,
        case_number=printed(sheet.case.number),
        site=sheet.station.code,
        window=window_name(sheet, press),
        printed_at=clock_time(sheet.printed_at.wall),
        blocks=tuple(blocks),
        verification=sheet.verification,
        code=sheet.code,
        copy=sheet.copy,
        reprint=sheet.reprint,
        watermark=press.say(sheet.watermark) if sheet.watermark else None,
        two_copies=two_copies,
    )


def window_name(sheet: Sheet, press: Press) -> str:
    """综合1号窗口 for window "1"; other text as it is."""
    return known(press, "window", sheet.case.window).zh or "—"
