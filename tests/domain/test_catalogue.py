"""The catalogue: 65 items, and files that are broken."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.catalogue import BrokenItem, catalogue_of, item_of
from kiosk.settings import assets
from tests.facts_at_hand import ASSETS


def raw() -> list[dict[str, Any]]:
    return [
        json.loads((ASSETS / "catalogue" / f"{code}.json").read_text())["item"] for code in assets.item_codes(ASSETS)
    ]


def test_every_item_can_be_accepted_and_decided_by_somebody() -> None:
    for item in assets.catalogue(ASSETS):
        assert item.accepts in {"station", "department", "bank"}
        assert item.decides in {"station", "department", "live", "bank"}
        assert item.proxy_allowed == ("agent" in item.modes)
        assert all(paper.reason for paper in item.materials if paper.status != "required")


def change(item: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy of an item in which one place is changed; ... removes it."""
    changed = copy.deepcopy(item)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = changed
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return changed


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        ("window", "9", "window"),
        ("window", ["1"], "window"),
        ("legal_days", -1, "legal_days"),
        ("legal_days", "5", "legal_days"),
        ("legal_days", True, "legal_days"),
        ("promised_days", 10**30, "promised_days"),
        ("day_unit", "weeks", "day_unit"),
        ("modes", ["onsite", "flying"], "modes"),
        ("modes", ["onsite", "onsite"], "modes"),
        ("modes", [], "modes"),
        ("modes", [["onsite"]], "modes"),
        ("delivery", "onsite", "delivery"),
        ("accepts", "mayor", "accepts"),
        ("decides", ..., "decides"),
        ("proxy_allowed", "yes", "proxy_allowed"),
        ("name_zh", ..., "name_zh"),
        ("name_ko", "  ", "name_ko"),
        ("department", "民政局", "department"),
        ("department.ko", ..., "department.ko"),
        ("result.zh", 5, "result.zh"),
        ("materials", None, "materials"),
        ("materials.0", "身份证", "materials[0]"),
        ("materials.1.status", "lost", "materials[1].status"),
        ("materials.1.key", "FORM", "materials[1].key"),
        ("materials.0.name_ko", ..., "materials[0].name_ko"),
        ("flow_before.0", None, "flow_before[0]"),
        ("flow_after.1.ko", "", "flow_after[1].ko"),
    ],
)
def test_a_broken_file_is_named_with_its_field(path: str, value: Any, named: str) -> None:
    whole = next(one for one in raw() if one["code"] == "YJ-CL-002")
    with pytest.raises(BrokenItem) as found:
        item_of(change(whole, path, value))
    assert (found.value.code, found.value.field) == ("YJ-CL-002", named)


def test_a_paper_no_longer_asked_for_must_say_why() -> None:
    item = next(one for one in raw() if one["code"] == "YJ-CL-002")
    assert item["materials"][0]["status"] == "removed"
    with pytest.raises(BrokenItem, match=r"materials\[0\]\.reason"):
        item_of(change(item, "materials.0.reason", ""))


@pytest.mark.parametrize("junk", [None, 5, "item", [], {}, {"code": ""}, {"code": ["x"]}])
def test_what_is_no_item_at_all_is_named_too(junk: Any) -> None:
    with pytest.raises(BrokenItem):
        item_of(junk)


@given(st.data())
def test_no_change_of_one_place_makes_anything_but_an_item_or_a_broken_one(data: st.DataObject) -> None:
    item = raw()[data.draw(st.integers(0, 64))]
    key = data.draw(st.sampled_from(sorted(item)))
    junk = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.none() | st.text(max_size=3))
    changed = change(item, key, data.draw(junk | st.dictionaries(st.text(max_size=3), st.none(), max_size=2)))
    try:
        assert item_of(changed).code
    except BrokenItem as broken:
        assert broken.field.split("[")[0].split(".")[0] == key


def test_one_code_twice_is_broken() -> None:
    with pytest.raises(BrokenItem, match="code"):
        catalogue_of([raw()[0], raw()[0]])


def test_the_catalogue_knows_its_version_and_the_order_of_its_list() -> None:
    listed = raw()
    found = catalogue_of(listed)
    assert found.version == "2026.11.1"
    assert [item.code for item in found] == [item["code"] for item in listed]


def test_the_seed_text_names_seven_items_and_the_fuel_subsidy_needs_no_form() -> None:
    items = assets.catalogue(ASSETS).items
    assert sum(item.source == "seed" for item in items.values()) == 7
    fuel = items["YJ-CL-002"]
    assert [paper.key for paper in fuel.materials if paper.status == "removed"] == ["FORM"]
    assert "FORM" not in [paper.key for paper in fuel.asked]
    assert fuel.promised_days == 0
    assert items["YJ-SF-001"].day_unit == "natural"  # 法律援助法 art. 43
    assert items["YJ-RS-007"].trips_after == 0  # 社会保障卡领取: zero trips


def test_an_item_is_read_without_the_others_and_a_code_is_no_path() -> None:
    found = assets.item_and_form(ASSETS, "YJ-MZ-001")
    assert found is not None and found[0].code == "YJ-MZ-001"
    for no_code in ("YJ-XX-999", "_blocks", "../demo/world", "", "YJ-MZ-001.json"):
        assert assets.item_and_form(ASSETS, no_code) is None
