"""A visit's state without widgets: typed once, seen once; what is known fills only what is empty."""

from __future__ import annotations

from kiosk.domain.folding import Rules
from kiosk.screens.sheets import Visit
from kiosk.settings import assets
from tests.facts_at_hand import ASSETS


def rules(code: str) -> Rules:
    found = assets.rules(ASSETS, code)
    assert found is not None
    return found


def test_what_a_card_says_fills_what_is_empty_and_nothing_else() -> None:
    visit = Visit()
    sheet = visit.begin(rules("YJ-MZ-005"), "2026-12-04")
    sheet.answers["applicant_phone"] = "13900010078"
    visit.learn({"resident.name": "安光哲", "resident.phone": "13900019999", "resident.sex": "male"}, "card")
    assert sheet.answers["applicant_name"] == "安光哲" and sheet.sources["applicant_name"] == "card"
    assert sheet.answers["applicant_phone"] == "13900010078", "what was typed stays"
    assert "applicant_phone" not in sheet.sources


def test_a_choice_takes_only_what_it_offers() -> None:
    visit = Visit()
    sheet = visit.begin(rules("YJ-MZ-005"), "2026-12-04")
    visit.learn({"resident.ethnicity": "martian"}, "card")
    assert "applicant_ethnicity" not in sheet.answers


def test_a_second_item_knows_the_person_and_the_papers_that_were_seen() -> None:
    visit = Visit()
    first = visit.begin(rules("YJ-MZ-005"), "2026-12-04")
    visit.learn({"resident.name": "安光哲", "resident.id_number": "222401197801010157"}, "card")
    first.answers["applicant_phone"] = "13900010078"
    first.papers = {"ID": "seen", "BANK": "missing"}
    second = visit.begin(rules("YJ-MZ-001"), "2026-12-10")
    assert visit.sheet is second and second.answers["applicant_name"] == "安光哲"
    assert second.answers["applicant_phone"] == "13900010078" and second.sources["applicant_phone"] == "visit"
    assert second.papers.get("ID") == "seen" and "BANK" not in second.papers, "a paper that is not there is not seen"


def test_a_field_of_the_same_key_with_other_options_is_asked_again() -> None:
    visit = Visit()
    first = visit.begin(rules("YJ-MZ-005"), "2026-12-04")
    for entry in rules("YJ-MZ-001").form.fields():
        first.answers.setdefault(entry.key, "from-elsewhere")
    second = visit.begin(rules("YJ-MZ-001"), "2026-12-10")
    shared = [key for key, value in second.answers.items() if value == "from-elsewhere"]
    own = {entry.key: entry for entry in rules("YJ-MZ-005").form.fields()}
    assert all(key in own or key.startswith(("applicant_", "org_")) for key in shared)
