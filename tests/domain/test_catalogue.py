"""The catalogue: 65 items, figures from papers, flows and limits, and files that are broken."""

import copy
import json
from typing import Any

import pytest

from kiosk.domain.catalogue import BrokenItem, catalogue_of, item_of
from kiosk.domain.figures import figures
from kiosk.settings import assets
from tests.facts_at_hand import ASSETS


def raw() -> list[dict[str, Any]]:
    return [
        json.loads((ASSETS / "catalogue" / f"{code}.json").read_text())["item"] for code in assets.item_codes(ASSETS)
    ]


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
    items = copy.deepcopy(raw())
    item = next(one for one in items if one["code"] == "YJ-MZ-001")
    item["materials"].pop(0)
    item["flow_before"].pop(0)
    found = figures(catalogue_of(items))
    assert (found.papers_before, found.papers_after, found.steps_removed) == (156, 107, 117)


def test_every_item_can_be_accepted_and_decided_by_somebody() -> None:
    for item in assets.catalogue(ASSETS):
        assert item.accepts in {"station", "department", "bank"}
        assert item.decides in {"station", "department", "live", "bank"}
        assert item.proxy_allowed == ("agent" in item.modes)
        assert all(paper.reason for paper in item.materials if paper.status != "required")


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [("window", "9", "window"), ("legal_days", -1, "legal_days"), ("legal_days", "5", "legal_days"),
     ("day_unit", "weeks", "day_unit"), ("materials", None, "iterable"), ("name_zh", ..., "name_zh")],
)  # fmt: skip
def test_a_broken_file_is_named_with_its_field(field: str, value: Any, named: str) -> None:
    item = raw()[0]
    if value is ...:
        del item[field]
    else:
        item[field] = value
    with pytest.raises(BrokenItem, match=named) as found:
        item_of(item)
    assert found.value.code == raw()[0]["code"]


def test_one_code_twice_is_broken() -> None:
    with pytest.raises(BrokenItem, match="code"):
        catalogue_of([raw()[0], raw()[0]])
