"""Who a case is about: a person or an organisation, and who acts for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.domain.calendar import OpeningHours, hours_of


@dataclass(frozen=True, slots=True)
class Contact:
    """The person through whom an organisation speaks (经办人)."""

    name: str
    number: str
    phone: str


@dataclass(frozen=True, slots=True)
class Applicant:
    """A person (number: identity document) or an organisation (number: unified social credit code) with the person who
    came for it."""

    name: str
    number: str
    phone: str
    is_organisation: bool = False
    name_ko: str = ""
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class Agent:
    """Who acts for an applicant (受托人), for what, and from when until when (ISO days, "" = not said)."""

    name: str
    number: str
    phone: str
    kind: str
    powers: tuple[str, ...]
    since: str
    until: str


def _text(answers: Any, key: str) -> str:
    value = answers.get(key) if isinstance(answers, Mapping) else None
    return value if isinstance(value, str) else ""


def applicant_of(answers: Any) -> Applicant:
    """The applicant as the form's blocks `applicant` or `organisation` name them; missing answers are empty text."""
    if isinstance(answers, Mapping) and ("org_name" in answers or "org_uscc" in answers):
        contact = Contact(
            _text(answers, "org_contact_name"),
            _text(answers, "org_contact_id_number"),
            _text(answers, "org_contact_phone"),
        )
        name, number = _text(answers, "org_name"), _text(answers, "org_uscc")
        return Applicant(name, number, contact.phone, is_organisation=True, contact=contact)
    number = _text(answers, "applicant_id_number") or _text(answers, "applicant_other_number")
    phone, name_ko = _text(answers, "applicant_phone"), _text(answers, "applicant_name_ko")
    return Applicant(_text(answers, "applicant_name"), number, phone, name_ko=name_ko)


def agent_of(answers: Any) -> str:
    """The name of the person who acts for the applicant; "" when nobody does."""
    found = full_agent_of(answers)
    return found.name if found else ""


def full_agent_of(answers: Any) -> Agent | None:
    """The person who acts for the applicant as the form's block `agent` names them; None when nobody does."""
    if not isinstance(answers, Mapping) or answers.get("has_agent") is not True:
        return None
    powers = answers.get("agent_powers")
    return Agent(
        name=_text(answers, "agent_name"),
        number=_text(answers, "agent_id_number"),
        phone=_text(answers, "agent_phone"),
        kind=_text(answers, "agent_kind"),
        powers=tuple(one for one in powers if isinstance(one, str)) if isinstance(powers, list) else (),
        since=_text(answers, "agent_authorised_on"),
        until=_text(answers, "agent_until"),
    )


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who works at a station or the centre."""

    id: str
    name: str
    name_ko: str
    role: str


@dataclass(frozen=True, slots=True)
class Station:
    """A place where residents are served. `code` is the 12-digit division code."""

    code: str
    name_zh: str
    name_ko: str
    address_zh: str
    address_ko: str
    phone: str
    staff: tuple[Staff, ...] = ()
    demo: bool = False
    complaint_phone: str = "12345"
    hours: tuple[OpeningHours, ...] = ()

    @property
    def site(self) -> str:
        """The six digits that stand in case numbers."""
        return self.code[-6:]


def station_of(data: Mapping[str, Any], *, demo: bool) -> Station:
    """A station of the world's list of communities."""
    staff = tuple(Staff(one["id"], one["name_zh"], one.get("name_ko", ""), one["role"]) for one in data["staff"])
    return Station(
        data["code"],
        data["site_zh"],
        data["site_ko"],
        data["address_zh"],
        data["address_ko"],
        data["phone"],
        staff,
        demo,
        hours=hours_of(data.get("opening_hours", ())),
    )
