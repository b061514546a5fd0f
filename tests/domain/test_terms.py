"""The days that a list is asked by give the same lamp as the lamp itself, on every day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from kiosk.domain.cases import Case
from kiosk.domain.facts import Kind
from kiosk.domain.limits import lamp
from kiosk.domain.terms import lamp_on, terms
from tests.facts_at_hand import Story, rules

ASKED = [{"key": "ID", "why": "模糊", "how": "重新复印"}]
# What may follow receipt at the centre and the desk, in turn; what the fold refuses is simply not there.
NEXT: list[tuple[str, Kind, dict[str, object]]] = [
    ("desk", Kind.ACCEPTED, {}),
    ("centre", Kind.REVIEW_BEGUN, {}),
    ("centre", Kind.SUPPLEMENT_ASKED, {"lacks": ASKED}),
    ("desk", Kind.TOLD_ONCE, {"lacks": ASKED}),
    ("desk", Kind.SUPPLEMENTED, {"papers": [], "answers": {}, "mended": ["ID"]}),
    ("centre", Kind.SUSPENDED, {"procedure": "survey", "expected_days": 5, "reason": "入户"}),
    ("centre", Kind.RESUMED, {}),
    ("centre", Kind.EXTENDED, {"days": 5, "reason": "复杂", "approver": "局长"}),
    ("centre", Kind.DECIDED, {"granted": True, "reason": "", "remedy": ""}),
    ("centre", Kind.CLOSED, {"result": "好"}),
    ("desk", Kind.WITHDRAWN, {"reason": "", "papers_back": []}),
]


@given(
    code=some.sampled_from(["YJ-MZ-001", "YJ-MZ-005", "YJ-GJ-002", "YJ-WJ-001"]),
    turns=some.lists(some.tuples(some.sampled_from(range(len(NEXT))), some.integers(0, 9)), max_size=8),
    later=some.integers(-3, 120),
)
def test_the_stored_days_light_the_same_lamp(code: str, turns: list[tuple[int, int]], later: int) -> None:
    story = Story(code).received()
    for turn, days in turns:
        story.day += timedelta(days=days)
        side, kind, body = NEXT[turn]
        getattr(story, side)(kind, **body)
    assert isinstance(story.case, Case)
    at = rules(code)
    today = max(date.fromisoformat(story.case.life[-1].day), story.day) + timedelta(days=max(later, 0))
    dated = terms(story.case, at.item, at.calendar)
    assert lamp_on(story.case, dated, today) is lamp(story.case, at.item, at.calendar, today)
