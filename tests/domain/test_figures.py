"""The five reductions (五减): recomputed from papers, flows and limits, so that a change of those changes them."""

import json
from typing import Any

import pytest

from kiosk.domain.catalogue import catalogue_of
from kiosk.domain.figures import Figures, figures
from kiosk.settings import assets
from tests.facts_at_hand import ASSETS


def raw() -> list[dict[str, Any]]:
    return [
        json.loads((ASSETS / "catalogue" / f"{code}.json").read_text())["item"] for code in assets.item_codes(ASSETS)
    ]


def one(items: list[dict[str, Any]], code: str) -> dict[str, Any]:
    return next(item for item in items if item["code"] == code)


def test_the_published_figures() -> None:
    found = figures(catalogue_of(raw()))
    assert list(found.windows.values()) == [22, 35, 7, 1]
    assert (found.papers_before, found.papers_after, found.papers_removed, found.papers_percent) == (157, 108, 49, 31.2)
    assert (found.steps_removed, found.days_percent) == (118, 60.0)


def test_stored_counts_are_never_read() -> None:
    items = raw()
    for item in items:
        item["materials_before"] = item["materials_after"] = item["steps_before"] = item["steps_removed"] = 999
    assert figures(catalogue_of(items)) == figures(catalogue_of(raw()))


def test_one_paper_and_one_step_less_change_the_figures() -> None:
    items = raw()
    item = next(one for one in items if one["code"] == "YJ-MZ-001")
    item["materials"].pop(0)
    item["flow_before"].pop(0)
    found = figures(catalogue_of(items))
    assert (found.papers_before, found.papers_after, found.steps_removed) == (156, 107, 117)


def test_a_paper_dropped_that_was_no_longer_asked_for_changes_only_what_was_before() -> None:
    items = raw()
    one(items, "YJ-CL-002")["materials"].pop(0)
    found = figures(catalogue_of(items))
    assert (found.papers_before, found.papers_after, found.papers_removed) == (156, 108, 48)
    assert found.papers_percent == 30.8


def test_a_paper_asked_for_again_changes_the_percentage() -> None:
    items = raw()
    one(items, "YJ-CL-002")["materials"][0]["status"] = "required"
    found = figures(catalogue_of(items))
    assert (found.papers_before, found.papers_after, found.papers_percent) == (157, 109, 30.6)


def test_a_step_put_back_and_a_limit_made_longer_change_the_figures() -> None:
    items = raw()
    item = one(items, "YJ-MZ-001")
    item["flow_after"].append(item["flow_before"][0])
    item["promised_days"] += 18
    found = figures(catalogue_of(items))
    assert (found.steps_removed, found.promised_days) == (117, 416)
    assert found.days_percent == 58.2


@pytest.mark.parametrize(
    ("window", "papers", "steps", "legal", "promised"),
    [("1", 90, 55, 585, 257), ("2", 57, 56, 347, 112), ("3", 10, 7, 63, 29), ("F", 0, 0, 0, 0)],
)
def test_each_window_adds_its_part(window: str, papers: int, steps: int, legal: int, promised: int) -> None:
    found = figures(item for item in catalogue_of(raw()) if item.window == window)
    assert (found.papers_before, found.steps_removed) == (papers, steps)
    assert (found.legal_days, found.promised_days) == (legal, promised)


def test_nothing_has_no_percentage() -> None:
    assert figures([]) == Figures({"1": 0, "2": 0, "3": 0, "F": 0}, 0, 0, 0, 0, 0, 0)
    assert (figures([]).papers_percent, figures([]).days_percent) == (0.0, 0.0)
