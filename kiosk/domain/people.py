"""Who a case is about: a person or an organisation, and who acts for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Applicant:
    """A person (number: identity document) or an organisation (number: unified social credit code)."""

    name: str
    number: str
    phone: str
    is_organisation: bool = False
    name_ko: str = ""


def applicant_of(answers: Mapping[str, Any]) -> Applicant:
    """The applicant as the form's blocks `applicant` or `organisation` name them; missing answers are empty text."""

    def text(key: str) -> str:
        value = answers.get(key)
        return value if isinstance(value, str) else ""

    if "org_name" in answers or "org_uscc" in answers:
        return Applicant(text("org_name"), text("org_uscc"), text("org_contact_phone"), is_organisation=True)
    number = text("applicant_id_number") or text("applicant_other_number")
    return Applicant(text("applicant_name"), number, text("applicant_phone"), name_ko=text("applicant_name_ko"))


def agent_of(answers: Mapping[str, Any]) -> str:
    """The name of the person who acts for the applicant; "" when nobody does."""
    name = answers.get("agent_name")
    return name if answers.get("has_agent") is True and isinstance(name, str) else ""


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
    )
