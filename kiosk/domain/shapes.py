"""What the body of each kind of fact must hold: the one place that looks at foreign data before the fold does.

A shape names the keys that must be there and the kind of value each has; other keys are refused, so that nothing
personal travels unseen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from kiosk.domain.facts import Kind
from kiosk.domain.refusals import Code, Refusal

Check = Callable[[Any], bool]

LONGEST_TEXT = 2000  # characters of one text in a body; answers are bounded by their form


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT


def _truth(value: Any) -> bool:
    return isinstance(value, bool)


def _count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10_000


def _day(value: Any) -> bool:
    if not (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _texts(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= 100 and all(_text(entry) for entry in value)


def _answers(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(key, str) for key in value)


def _details(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(key, str) and _text(entry) for key, entry in value.items())


def _rows(shape: Mapping[str, Check]) -> Check:
    def check(value: Any) -> bool:
        return (
            isinstance(value, list)
            and len(value) <= 100
            and all(isinstance(row, dict) and _misfit(row, shape) is None for row in value)
        )

    return check


def _misfit(body: Mapping[str, Any], shape: Mapping[str, Check]) -> str | None:
    """The first key that is missing, superfluous or of the wrong kind; None when the body fits."""
    for key, check in shape.items():
        if key not in body or not check(body[key]):
            return key
    return next((str(key) for key in body if key not in shape), None)


HOWS = ("seen", "copied", "committed", "shared", "missing")
_papers = _rows({"key": _text, "how": lambda value: value in HOWS, "count": _count})
_lacks = _rows({"key": _text, "why": _text, "how": _text})

SHAPES: Mapping[Kind, Mapping[str, Check]] = {
    Kind.RECEIVED: {
        "form_version": _text,
        "window": _text,
        "way": _text,
        "way_details": _details,
        "first_asked": _text,
        "applicant": _text,
        "applicant_number": _text,
        "phone": _text,
        "agent": _text,
        "answers": _answers,
        "papers": _papers,
        "delivery_mode": _text,
    },
    Kind.ACCEPTED: {},
    Kind.ACCEPTED_WITH_GAP: {"papers": _texts, "due": _day, "undertaking": _truth},
    Kind.GAP_CLOSED: {"papers": _papers},
    Kind.GAP_LAPSED: {"reason": _text},
    Kind.TOLD_ONCE: {"lacks": _lacks},
    Kind.SUPPLEMENTED: {"papers": _papers, "answers": _answers, "mended": _texts},
    Kind.REFUSED: {"ground": _text, "reason": _text, "remedy": _text, "elsewhere": _text},
    Kind.TRANSFERRED: {"site": _text, "reason": _text},
    Kind.TAKEN_OVER: {"site": _text},
    Kind.DEEMED_ACCEPTED: {},
    Kind.REVIEW_BEGUN: {},
    Kind.SUPPLEMENT_ASKED: {"lacks": _lacks},
    Kind.SUSPENDED: {"procedure": _text, "expected_days": _count, "reason": _text},
    Kind.RESUMED: {},
    Kind.EXTENDED: {"days": _count, "reason": _text, "approver": _text},
    Kind.DECIDED: {"granted": _truth, "reason": _text, "remedy": _text},
    Kind.CLOSED: {"result": _text},
    Kind.READY: {"pickup_code": _text},
    Kind.DISPATCHED: {"waybill": _text},
    Kind.CAME_BACK: {"reason": _text},
    Kind.DELIVERED: {
        "mode": _text,
        "receiver": _text,
        "proof": _text,
        "relation": _text,
        "pickup_code": _text,
        "signed": _truth,
    },
    Kind.WITHDRAWN: {"reason": _text, "papers_back": _texts},
    Kind.RETURNED: {"reason": _text, "papers_back": _texts},
    Kind.VOIDED: {"reason": _text, "approver": _text},
}


def misshapen(kind: Kind, body: Any) -> Refusal | None:
    """A refusal when the body is none of this kind: `field` names the key, "" when it is no object at all."""
    if not isinstance(body, Mapping):
        return Refusal(Code.MALFORMED, "")
    wrong = _misfit(body, SHAPES[kind])
    return None if wrong is None else Refusal(Code.MALFORMED, wrong[:60])
