"""The two languages say the same things, in the spelling of their readers."""

from __future__ import annotations

import os
import re
import shutil
import string
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.cases import State
from kiosk.domain.facts import Kind
from kiosk.domain.folding import PROCEDURES
from kiosk.domain.limits import Lamp
from kiosk.domain.refusals import Code, Refusal
from kiosk.domain.ways import Way
from kiosk.settings import Settings
from kiosk.words import LANGUAGES, MissingWord, Words
from kiosk.words.particles import PAIRS, with_particle
from kiosk.words.reading import DoubledKey, compile_folder, read_compiled, read_folder
from kiosk.words.refusals import sentence

ROOT = Path(__file__).resolve().parents[2]
ZH, KO = Words("zh"), Words("ko")
HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# spellings of the South that Yanbian does not use (initial sound rule, later reforms), and its words for offices
SEOUL = (
    "노인 노동 노무 노점 유형 이유 여성 여자 연락 연도 연령 연합 연결 날짜 숫자 이용 임시 이혼 이력 이직 여권 유동 영활 "
    "누계 누설 주민등록 민원 되었 폐업 폐지 화폐 영수증 요녕 여행 유산 비율 백분율 프로그램 미터 향후 동사무소 공휴일 구청 대기열"
).split()
FORM_CODES = (
    "wrong_type missing_required control_character too_long pattern id_checksum uscc_checksum unknown_choice "
    "date_in_future out_of_range unknown_field unknown_identifier number_checksum"
).split()


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_both_languages_have_the_same_sentences() -> None:
    assert ZH.every_key() == KO.every_key()
    assert len(ZH.every_key()) > 300


def test_a_sentence_takes_the_same_values_in_both_languages() -> None:
    differing = [key for key in ZH.every_key() if placeholders(ZH.template(key)) != placeholders(KO.template(key))]
    assert differing == []


def test_korean_is_written_without_hanzi_and_chinese_without_hangul() -> None:
    assert [key for key in KO.every_key() if HAN.search(KO.template(key))] == []
    assert [key for key in ZH.every_key() if HANGUL.search(ZH.template(key))] == []


def test_korean_keeps_the_spelling_of_yanbian() -> None:
    found = [(key, bad) for key in KO.every_key() for bad in SEOUL if bad in KO.template(key)]
    found += [(key, "위에") for key in KO.every_key() if re.search("(?<![가-힣])위에", KO.template(key))]  # 우에
    assert found == []


def test_chinese_uses_full_width_marks_between_hanzi() -> None:
    half = re.compile(r"[\u4e00-\u9fff][,;:?()][\u4e00-\u9fff]")
    papers = [key for key in ZH.every_key() if key.startswith(("paper.", "refusal.", "state."))]
    assert [key for key in papers if half.search(ZH.template(key))] == []


@pytest.mark.parametrize("words", [ZH, KO], ids=LANGUAGES)
def test_every_word_of_the_domain_has_its_sentence(words: Words) -> None:
    wanted = [f"refusal.{code}" for code in [*Code, *FORM_CODES]]
    wanted += [f"state.{state}" for state in [*State, "draft"]]
    wanted += [f"fact.{kind}" for kind in Kind]
    wanted += [f"lamp.{lamp}" for lamp in Lamp]
    wanted += [f"way.{way}" for way in Way]
    wanted += [f"procedure.{kind}" for kind in [*PROCEDURES, "supplement"]]
    assert [key for key in wanted if key not in words] == []


def used_keys() -> Iterator[tuple[str, str]]:
    """Keys that the program names literally: words("…"), press.say("…"), zh("…")."""
    pattern = re.compile(r'\b(?:words|say|zh|ko|_say|tr)\(\s*"([a-z_]+(?:\.[a-z0-9_]+)+)"')
    for folder in ("kiosk", "sync"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for key in pattern.findall(path.read_text(encoding="utf-8")):
                yield path.relative_to(ROOT).as_posix(), key


def test_every_key_that_the_program_names_exists() -> None:
    assert [(path, key) for path, key in used_keys() if key not in ZH] == []


def test_a_missing_key_shows_itself_and_never_raises_at_a_counter() -> None:
    with pytest.warns(MissingWord):
        assert ZH("no.such.key") == "«no.such.key»"


def test_a_missing_value_leaves_the_sentence_standing() -> None:
    with pytest.warns(MissingWord):
        assert ZH("paper.salutation") == "…："


def test_a_missing_key_fails_a_test_run() -> None:
    with pytest.raises(MissingWord):
        ZH("no.such.key")


def test_values_are_never_read_as_templates() -> None:
    assert ZH("paper.salutation", applicant="{0.__class__}{x}") == "{0.__class__}{x}："


def test_two_languages_live_side_by_side() -> None:
    assert (ZH("state.received"), KO("state.received")) == ("已收件", "접수됨")
    assert ZH.day(date(2026, 11, 3)) == "2026年11月3日"
    assert KO.day(date(2026, 11, 3)) == "2026년 11월 3일"


@pytest.mark.parametrize(
    ("word", "particle", "said"),
    [
        ("재료", "이", "재료가"), ("증명", "이", "증명이"), ("봉사소", "으로", "봉사소로"), ("서울", "으로", "서울로"),
        ("가두판사처", "은", "가두판사처는"), ("2026년 3", "을", "2026년 3을"), ("5", "을", "5를"),
        ("《신청표》", "을", "《신청표》를"),         ("金美兰", "을", "金美兰을(를)"),
        ("", "은", "은(는)"), ("본인", "이다", "본인이"),
    ],
)  # fmt: skip
def test_particles_follow_the_last_sound(word: str, particle: str, said: str) -> None:
    assert with_particle(word, particle) == said
    assert particle in PAIRS


@pytest.mark.parametrize(
    ("refusal", "label", "zh", "ko"),
    [
        (
            Refusal(Code.FORM_FAULTS, "applicant_id_number", {"code": "id_checksum"}),
            "",
            "applicant_id_number",
            "검증번호",
        ),
        (Refusal(Code.ALREADY_TOLD, "", {"day": "2026-11-24"}), "", "2026年11月24日", "2026년 11월 24일에"),
        (Refusal(Code.WAY_NEEDS, "helper", {"way": "assist"}), "", "“帮办人”", "《도움처리인》"),
        (Refusal(Code.UNPRINTABLE, "applicant", {"characters": "U+E000"}), "申请人", "“申请人”", "U+E000"),
    ],
)
def test_a_refusal_names_the_field_and_the_mend(refusal: Refusal, label: str, zh: str, ko: str) -> None:
    assert zh in sentence(ZH, refusal, label)
    assert ko in sentence(KO, refusal, label)


@pytest.mark.parametrize("code", [*Code, *FORM_CODES])
def test_each_refusal_can_be_said_with_what_it_carries(code: str) -> None:
    """No sentence asks for a value that nobody gives: these are all that the program puts into a refusal."""
    offered = {"field", "item", "day", "wanted", "latest", "longest", "characters", "seconds"}
    assert placeholders(ZH.template(f"refusal.{code}")) <= offered


def test_a_key_in_two_files_is_an_error(tmp_path: Path) -> None:
    for name in ("one.po", "two.po"):
        (tmp_path / name).write_text('msgid "a.b"\nmsgstr "x"\n', encoding="utf-8")
    with pytest.raises(DoubledKey):
        read_folder(tmp_path)


def test_a_language_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        Words("en", Settings(home=ROOT).assets / "words")("state.received")


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_words_are_the_same_words_and_an_old_compilation_is_not_believed(
    tmp_path: Path, language: str
) -> None:
    folder = tmp_path / language
    shutil.copytree(ROOT / "assets" / "words" / language, folder)
    compiled = tmp_path / "compiled.json"
    compile_folder(folder, compiled)
    assert read_compiled(folder, compiled) == read_folder(folder)
    screens = folder / "screens.po"
    screens.write_text(screens.read_text(encoding="utf-8").replace("screens.title", "screens.name1"), encoding="utf-8")
    os.utime(screens, ns=(1, compiled.stat().st_mtime_ns + 1_000_000))
    assert read_compiled(folder, compiled) is None
    compiled.write_text("{")
    assert read_compiled(folder, compiled) is None
    assert read_compiled(folder, tmp_path / "nothing.json") is None
