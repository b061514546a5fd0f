"""Facts for tests of the pure domain: a case's story is told in one line per fact."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.domain.cases import Case
from kiosk.domain.facts import CENTRE, GENESIS, SCHEMA, Envelope, Fact, Kind, body_hash
from kiosk.domain.folding import Rules, apply, required_papers
from kiosk.domain.people import agent_of, applicant_of
from kiosk.domain.refusals import Refusal
from kiosk.settings import assets

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "assets"
TODAY = date(2026, 11, 23)
DESK = "00100101A"
NUMBER = "YJ00100101A26112300010"
SALT = "00" * 16


def rules(code: str = "YJ-MZ-001") -> Rules:
    found = assets.rules(ASSETS, code)
    assert found is not None
    return found


@cache
def samples() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads((ROOT / "tests" / "data" / "form_samples.json").read_text())["samples"]
    return data


def a_fact(
    kind: str, body: Mapping[str, Any], *, item: str, desk: str, seq: int, day: date = TODAY, version: str = "2026.11.1"
) -> Fact:
    return Fact(
        Envelope(
            desk=desk,
            incarnation="0" * 32,
            seq=seq,
            case=NUMBER,
            kind=kind,
            item=item,
            item_version=version,
            calendar="2026.1",
            schema=SCHEMA,
            day=day.isoformat(),
            wall="2026-11-23T01:00:00.000000Z",
            monotonic_ns=0,
            boot="b",
            offset_ms=0,
            by="222401001001-03",
            seen=0,
            body_hash=body_hash(body, SALT),
            previous=GENESIS,
        ),
        body,
        SALT,
        "",
    )


def received_body(code: str = "YJ-MZ-001", sample: int = 0, missing: tuple[str, ...] = ()) -> dict[str, Any]:
    """The body of a first fact from the item's sample answers."""
    at = rules(code)
    answers = samples()[code]["valid"][sample]["answers"]
    applicant = applicant_of(answers)
    method = answers.get("delivery_method", at.item.delivery[0])
    return {
        "form_version": at.form.version,
        "window": at.item.window,
        "way": "agent" if agent_of(answers) and "agent" in at.item.modes else at.item.modes[0],
        "way_details": {},
        "first_asked": "222401001001-03",
        "applicant": applicant.name,
        "applicant_number": applicant.number,
        "phone": applicant.phone,
        "agent": agent_of(answers) if at.item.proxy_allowed else "",
        "answers": answers,
        "papers": [{"key": k, "how": "seen", "count": 1} for k in required_papers(at.item) if k not in missing],
        "delivery_mode": method if method in at.item.delivery else at.item.delivery[0],
    }


@dataclass
class Story:
    """A case told fact by fact; `desk(...)` and `centre(...)` answer what the fold answers and keep what was taken."""

    code: str = "YJ-MZ-001"
    day: date = TODAY
    case: Case | None = None
    seqs: dict[str, int] = field(default_factory=dict)

    def _tell(self, desk: str, kind: str, body: Mapping[str, Any]) -> Case | Refusal:
        seq = self.seqs.get(desk, 0) + 1
        fact = a_fact(kind, body, item=self.code, desk=desk, seq=seq, day=self.day)
        after = apply(rules(self.code), self.case, fact)
        if isinstance(after, Case):
            self.case = after
            self.seqs[desk] = seq
        return after

    def desk(self, kind: str, **body: Any) -> Case | Refusal:
        return self._tell(DESK, kind, body)

    def centre(self, kind: str, **body: Any) -> Case | Refusal:
        return self._tell(CENTRE, kind, body)

    def received(self, missing: tuple[str, ...] = ()) -> Story:
        after = self._tell(DESK, Kind.RECEIVED, received_body(self.code, missing=missing))
        assert isinstance(after, Case), after
        return self
