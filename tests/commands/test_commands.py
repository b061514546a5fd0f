"""The command line: each word in words and as JSON, with its exit code; all 65 items both ways."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.__main__ import main
from kiosk.domain.people import agent_of
from kiosk.settings import assets
from tests.facts_at_hand import ASSETS, ROOT

DATA = json.loads((ROOT / "tests" / "data" / "form_samples.json").read_text())
CODES = sorted(DATA["samples"])
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("KIOSK_HOME", str(tmp_path / "home"))

    def go(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return go


def way_of(code: str, answers: dict[str, Any]) -> str:
    """代办 where the answers have an agent and the item allows it, else the item's first other way."""
    found = assets.item_and_form(ASSETS, code)
    assert found is not None
    modes = found[0].modes
    return "agent" if agent_of(answers) and "agent" in modes else next(mode for mode in modes if mode != "agent")


def accept(run: Run, tmp_path: Path, code: str, answers: Any, *more: object) -> tuple[int, Any, str]:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(answers, ensure_ascii=False))
    way = way_of(code, answers) if isinstance(answers, dict) else "onsite"
    words = ("accept", "--item", code, "--answers", file, "--way", way, "--on", DATA["today"], "--json", *more)
    status, out, err = run(*words)
    return status, json.loads(out), err


@pytest.mark.parametrize("code", CODES)
def test_both_samples_of_each_item_are_taken_and_the_invalid_ones_refused(run: Run, tmp_path: Path, code: str) -> None:
    numbers = set()
    for sample in DATA["samples"][code]["valid"]:
        status, told, err = accept(run, tmp_path, code, sample["answers"])
        assert status == 0, (told, err)
        assert len(told["number"]) == 22 and len(told["hash"]) == 64
        numbers.add(told["number"])
    assert len(numbers) == len(DATA["samples"][code]["valid"])
    for sample in DATA["samples"][code]["invalid"]:
        status, told, err = accept(run, tmp_path, code, sample["answers"])
        assert (status, told) == (1, {"refused": [sample["error"]]})
        assert len(err.splitlines()) == 2  # both languages
    status, out, _ = run("status", "--json")
    assert {one["number"] for one in json.loads(out)["cases"]} == numbers


def test_papers_come_out_and_the_number_on_them_is_final(run: Run, tmp_path: Path) -> None:
    answers = DATA["samples"]["YJ-MZ-001"]["valid"][0]["answers"]
    told = accept(run, tmp_path, "YJ-MZ-001", answers, "--paper", tmp_path / "papers")[1]
    names = sorted(path.name for path in (tmp_path / "papers").iterdir())
    assert names == [f"{told['number']}-{kind}" for kind in ("CN1-1.pdf", "SJ1-1.escpos", "SL1-1.pdf")]


def test_a_paper_that_cannot_be_drawn_is_held_and_the_act_stands(run: Run, tmp_path: Path) -> None:
    answers = {**DATA["samples"]["YJ-MZ-001"]["valid"][0]["answers"], "applicant_name": "王\ue000"}
    status, told, err = accept(run, tmp_path, "YJ-MZ-001", answers, "--paper", tmp_path / "papers")
    assert status == 0 and told["number"]
    assert "U+E000" in err
    assert not list((tmp_path / "papers").glob("*.pdf"))


def test_what_is_missing_is_told_once(run: Run, tmp_path: Path) -> None:
    answers = DATA["samples"]["YJ-MZ-005"]["valid"][0]["answers"]
    status, told, _ = accept(run, tmp_path, "YJ-MZ-005", answers, "--missing", "BANK")
    assert (status, told["state"]) == (0, "correcting")
    status, told, _ = accept(run, tmp_path, "YJ-MZ-005", answers, "--missing", "BANK", "--gap", "2026-11-27")
    assert (status, told["state"]) == (0, "accepted_gap")
    status, told, _ = accept(run, tmp_path, "YJ-MZ-005", answers, "--missing", "NONE")
    assert (status, told["refused"]) == (1, [{"field": "NONE", "code": "paper_not_asked"}])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"not json", "not_json"), (b"[1, 2]", "not_json"), (b'{"a": NaN}', "not_json"), (b'{"a": 1, "a": 2}', "not_json"),
        (b"[" * 100_000, "not_json"), (b'"' + b"x" * (10 << 20) + b'"', "too_large"), (b"\xff\xfe", "not_json"),
    ],
)  # fmt: skip
def test_an_answer_file_that_is_none_writes_nothing(run: Run, tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "answers.json"
    file.write_bytes(content)
    status, out, err = run("accept", "--item", "YJ-MZ-001", "--answers", file, "--way", "onsite", "--json")
    assert (status, json.loads(out)) == (1, {"refused": [{"field": "answers", "code": code}]})
    assert len(err.splitlines()) == 2
    assert json.loads(run("status", "--json")[1])["cases"] == []


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"applicant_name": "张三\x1b\x70\x00"}, "applicant_name", "control_character"),
        ({"applicant_name": "张三\u202e"}, "applicant_name", "control_character"),
        ({"applicant_birth_date": "2031-01-01"}, "applicant_birth_date", "date_in_future"),
        ({"applicant_id_number": "222401197801010158"}, "applicant_id_number", "id_checksum"),
        ({"surprise": 1}, "surprise", "unknown_field"),
        ({"household": "none"}, "household", "wrong_type"),
    ],
)
def test_bad_answers_name_the_field(run: Run, tmp_path: Path, change: dict[str, Any], field: str, code: str) -> None:
    answers = {**DATA["samples"]["YJ-MZ-001"]["valid"][0]["answers"], **change}
    status, told, _ = accept(run, tmp_path, "YJ-MZ-001", answers)
    assert (status, told["refused"]) == (1, [{"field": field, "code": code}])


def test_an_old_form_an_unknown_item_and_a_way_that_is_not_offered(run: Run, tmp_path: Path) -> None:
    answers = DATA["samples"]["YJ-MZ-001"]["valid"][0]["answers"]
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"form_version": "2020.1", "answers": answers}))
    words = ["accept", "--answers", str(file), "--json", "--on", DATA["today"]]
    assert json.loads(run(*words, "--item", "YJ-MZ-001", "--way", "onsite")[1])["refused"][0]["code"] == "form_version"
    assert json.loads(run(*words, "--item", "../x", "--way", "onsite")[1])["refused"][0]["code"] == "unknown_item"
    file.write_text(json.dumps(answers))
    assert json.loads(run(*words, "--item", "YJ-MZ-001", "--way", "self")[1])["refused"][0]["code"] == "way_not_offered"


def test_a_folder_of_answers(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number, sample in enumerate(DATA["samples"]["YJ-RS-004"]["valid"]):
        (folder / f"{number}.json").write_text(json.dumps(sample["answers"]))
    way = assets.catalogue(ASSETS).items["YJ-RS-004"].modes[0]
    status, out, _ = run(
        "accept", "--item", "YJ-RS-004", "--answers", folder, "--way", way, "--on", DATA["today"], "--json"
    )
    assert (status, len(json.loads(out))) in {(0, 2), (1, 2)}


@pytest.mark.parametrize(
    ("value", "status", "code"),
    [("222401195501010025", 0, "valid"), ("222401195501010026", 1, "id_checksum"), ("91110000600037341L", 0, "valid"),
     ("91110000600037341M", 1, "uscc_checksum"), ("hello", 1, "unknown_identifier")],
)  # fmt: skip
def test_check_id(run: Run, value: str, status: int, code: str) -> None:
    got, out, err = run("check-id", value, "--json")
    assert (got, json.loads(out)["code"]) == (status, code)
    assert bool(err) == bool(status)


def test_check_id_names_the_card_in_each_language(run: Run) -> None:
    chinese, korean = run("check-id", "222401195501010026")[2].splitlines()
    assert "居民身份证" in chinese
    assert "주민신분증" in korean and "居民身份证" not in korean


def test_deadline_prints_the_day_alone_on_the_last_line(run: Run) -> None:
    assert run("deadline", "--from", "2026-02-13", "--days", 5)[1].splitlines()[-1] == "2026-02-27"
    out = run("deadline", "--from", "2026-12-30", "--days", 20)[1]
    assert "估算" in out and len(out.splitlines()[-1]) == 10
    assert json.loads(run("deadline", "--from", "2026-09-28", "--days", 7, "--unit", "natural", "--json")[1]) == {
        "date": "2026-10-05", "estimated": False,
    }  # fmt: skip


def test_figures_are_recomputed_from_the_file(run: Run, tmp_path: Path) -> None:
    out = run("catalogue", "figures")[1]
    for figure in ("22 / 35 / 7 / 1", "157 → 108", "49", "31.2 %", "118", "60.0 %"):
        assert figure in out
    items = [json.loads(path.read_text())["item"] for path in sorted((ASSETS / "catalogue").glob("YJ-*.json"))]
    fewer = copy.deepcopy(items)
    next(one for one in fewer if one["materials"])["materials"].pop(0)
    next(one for one in fewer if one["flow_before"])["flow_before"].pop(0)
    file = tmp_path / "catalogue.json"
    file.write_text(json.dumps(fewer))
    found = json.loads(run("catalogue", "figures", "--catalogue", file, "--json")[1])
    assert (found["papers_before"], found["steps_removed"]) == (156, 117)
    del fewer[0]["window"]
    file.write_text(json.dumps(fewer))
    status, _, err = run("catalogue", "figures", "--catalogue", file)
    assert status == 1 and "window" in err


def test_audit_and_doctor(run: Run, tmp_path: Path) -> None:
    accept(run, tmp_path, "YJ-CL-002", DATA["samples"]["YJ-CL-002"]["valid"][0]["answers"])
    status, out, _ = run("verify-audit", "--json")
    assert (status, json.loads(out)) == (0, {"lines": json.loads(out)["lines"], "facts": 2, "broken": None})
    status, out, _ = run("doctor", "--json")
    found = {one["subject"]: one for one in json.loads(out)}
    assert {"fonts", "rare", "input", "display", "printer.slip", "disk", "clock", "files", "store", "centre"} <= set(
        found
    )
    assert status == 0, [one for one in found.values() if one["level"] == "bad"]


def test_a_files_rights_are_looked_at(run: Run, tmp_path: Path) -> None:
    run("status")
    (tmp_path / "home" / "key").chmod(0o644)
    status, out, _ = run("doctor", "--json")
    assert status == 1
    assert any(one["code"] == "files.open" for one in json.loads(out))


def test_an_unknown_word_is_said(run: Run) -> None:
    assert run("fly")[0] == 2
    assert run()[0] == 2
    assert run("--help")[0] == 0
