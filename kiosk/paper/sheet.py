"""Everything that a paper is written from: plain values that the desk gathers in one act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.cases import Case
from kiosk.domain.catalogue import Item
from kiosk.domain.forms import Form
from kiosk.domain.limits import Limits
from kiosk.domain.moments import Moment
from kiosk.domain.people import Station


@dataclass(frozen=True, slots=True)
class Sheet:
    """The values of one paper.

    `verification` is the short code (MAC) that stands under the QR; `query_code` is what a resident types to follow a
    case ("" = the verification code). `copy` counts from 1; a `reprint` (补打) bears its copy number large.
    `extra` holds what only some papers need, as text:
    received_at (ISO stamp) · collect_by, reply_by (ISO days) · hours (opening hours) · server (who hands over) ·
    papers_back (keys, separated by commas) · checker, checked (of a commitment) · remark
    """

    case: Case
    item: Item
    station: Station
    clerk_name: str
    printed_at: Moment
    document_number: str
    verification: str
    day: date | None = None  # the legal day that the paper is dated; None = the day of printing
    limits: Limits = field(default_factory=Limits)
    form: Form | None = None  # names faulty fields and the commitment's certificates
    copy: int = 1
    reprint: bool = False
    languages: tuple[str, ...] = ("zh", "ko")
    query_code: str = ""
    training: bool = False  # drawn while practising: it says so across the page
    extra: Mapping[str, str] = field(default_factory=dict)
    others: tuple[Sheet, ...] = ()  # of a paper that speaks of several cases: the others of the visit

    @property
    def watermark(self) -> str | None:
        """The word across a paper that must never pass for a real one; None on real paper."""
        if self.training:
            return "training.watermark"
        return "paper.watermark" if self.station.demo else None

    @property
    def code(self) -> str:
        """What the QR says: the document's number and its short code, nothing personal and no address (DOMAIN C3)."""
        return f"{self.document_number or self.case.number}:{self.verification}"
