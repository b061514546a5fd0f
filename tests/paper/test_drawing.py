"""A4 pages: exact text, same bytes, nothing personal outside the page, nothing ever printed wrongly."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.refusals import Code
from kiosk.paper import KINDS, Unprintable, copies_of, draw
from kiosk.paper.accepting import acceptance
from kiosk.paper.fonts import BOLD, REGULAR
from kiosk.paper.fonts import RARE as RARE_FONTS
from kiosk.paper.layout import laid_out
from kiosk.paper.marks import Glyphs
from kiosk.settings import assets
from tests.paper import ROOT
from tests.paper.reading import bare, blank_characters, metadata_of, pages_of, text_of
from tests.paper.samples import ACCEPTED, CASES, LONG_KO, RARE, SETTINGS, case, press, sheet

A4 = [kind for kind in KINDS if KINDS[kind].media == "a4"]
BEYOND = "𢫦𡃁𤭢𪜶𫝀𬱖𠅤"  # Extension B and later; the first ones only the second font has


@pytest.mark.parametrize("name", [RARE, BEYOND, LONG_KO, "王·阿卜杜拉", "KIM MINSU 김민수", "朴一"])
def test_the_text_layer_is_exact_also_beyond_the_basic_plane(name: str) -> None:
    drawn = draw("acceptance", sheet("acceptance", case=replace(CASES["acceptance"], applicant=name)), press())
    assert bare(name) in text_of(drawn.data)


def test_each_character_is_drawn_by_a_font_that_has_it() -> None:
    runs = press().fonts.runs("王𢫦김", bold=True)
    assert [(run.face.name, run.text) for run in runs] == [
        ("JiamenkouSans-Bold", "王"), ("HanaMinA", "𢫦"), ("JiamenkouSans-Bold", "김"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("王\u0007", "U+0007"), ("金\u202e美", "U+202E"), ("朴\x1b@", "U+001B"), ("سلام", "U+0633 U+0644 U+0627 U+0645"),
        ("a\u0301b", "U+0301"), ("\ue000", "U+E000"), ("\ud800", "U+D800"), ("王\u200b明", "U+200B"),
        ("金\u3164", "U+3164"), ("\uffa0", "U+FFA0"),  # Hangul fillers: fonts have them, as nothing
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["acceptance", "receipt"])
def test_what_cannot_be_drawn_rightly_is_refused_with_its_field(kind: str, name: str, named: str) -> None:
    with pytest.raises(Unprintable) as caught:
        draw(kind, sheet(kind, case=replace(CASES[kind], applicant=name)), press())
    refusal = caught.value.refusal
    assert (refusal.code, refusal.field, refusal.values["characters"]) == (Code.UNPRINTABLE, "applicant", named)
    assert name not in str(caught.value)  # a name must not reach a log


def test_decomposed_hangul_is_composed_before_it_is_drawn() -> None:
    apart = "\u1100\u1175\u11b7\u1106\u1175\u1105\u1161\u11ab"  # 김미란 in conjoining letters
    drawn = draw("refusal", sheet("refusal", case=replace(CASES["refusal"], applicant=apart)), press())
    assert "김미란" in text_of(drawn.data)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(min_size=1, max_size=80))
def test_any_text_is_drawn_exactly_or_refused(name: str) -> None:
    about = sheet("return_slip", case=replace(CASES["return_slip"], applicant=name))
    try:
        drawn = draw("return_slip", about, press())
    except Unprintable:
        return
    shown = "".join(run.text for run in press().fonts.runs(press().fonts.prepared(name).replace("\n", "")))
    assert bare(shown.replace("\xa0", "")) in text_of(drawn.data)


@pytest.mark.parametrize("kind", KINDS)
def test_as_many_come_out_as_the_paper_says(kind: str) -> None:
    """What says 一式两份 is printed twice, and nothing else is."""
    assert draw(kind, sheet(kind), press()).copies == copies_of(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_values_give_the_same_bytes(kind: str) -> None:
    assert draw(kind, sheet(kind), press()) == draw(kind, sheet(kind), press())


def test_another_process_gives_the_same_bytes_too() -> None:
    code = (
        "import hashlib; from tests.paper.samples import press, sheet; from kiosk.paper import draw; "
        "print([hashlib.sha256(draw(k, sheet(k), press()).data).hexdigest() for k in ('told_once', 'receipt')])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_nothing_heavy_is_loaded_before_the_first_paper() -> None:
    code = (
        "import sys; from kiosk.paper import KINDS, Press, draw; "
        "print([name for name in ('reportlab', 'PIL', 'segno', 'babel', 'escpos') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("kind", A4)
def test_metadata_and_file_names_of_fonts_say_nothing_of_the_person(kind: str) -> None:
    metadata = metadata_of(draw(kind, sheet(kind), press()).data)
    assert metadata["Title"] == sheet(kind).document_number
    assert not any(secret in " ".join(metadata.values()) for secret in ("金美兰", "김미란", "222401195110033182"))


def test_pages_are_counted_and_headed() -> None:
    pages = pages_of(draw("gap_notice", sheet("gap_notice"), press()).data)
    assert len(pages) == 2
    assert "第1页共2页" in pages[0] and "第2页共2页" in pages[1]
    assert pages[1].count("容缺受理通知书") == 1  # the running head


@pytest.mark.parametrize("kind", sorted(set(A4) - {"gap_notice"}))
def test_an_ordinary_notice_is_one_sheet(kind: str) -> None:
    assert draw(kind, sheet(kind), press()).pages == 1


def test_a_very_long_reason_goes_on_over_the_page_and_loses_nothing() -> None:
    reason = "".join(f"第{number}点理由写得很长，" for number in range(220))
    about = replace(CASES["refusal"], reason=reason)
    drawn = draw("refusal", sheet("refusal", case=about), press())
    assert drawn.pages == 2
    shown = text_of(drawn.data)
    assert all(f"第{number}点" in shown for number in range(220))


def test_a_reprint_bears_its_copy_number_large() -> None:
    drawn = draw("acceptance", sheet("acceptance", reprint=True, copy=3), press())
    text = text_of(drawn.data)
    assert "补打第3份" in text and "재인쇄제3부" in text
    assert "补打" not in text_of(draw("acceptance", sheet("acceptance"), press()).data)


def test_nothing_that_may_be_drawn_is_drawn_as_nothing() -> None:
    """Some fonts have an empty glyph where a character should be. Only real spaces may leave no ink."""
    empty: set[str] = set()
    for name in (REGULAR, BOLD, *RARE_FONTS):
        empty |= blank_characters(SETTINGS.fonts / name)
    fonts = press().fonts
    assert {one for one in empty if not one.isspace() and fonts.face(one) is not None} == set()


def test_a_long_window_name_stays_in_its_column_and_whole() -> None:
    window = "社会保险与民政业务综合受理窗口（综合服务大厅二层东侧第十二号）"
    marks = laid_out(
        acceptance(sheet("acceptance", case=replace(CASES["acceptance"], window=window)), press()), press()
    )[0]
    texts = {mark.text: mark for mark in marks if isinstance(mark, Glyphs)}
    parts = [mark for text, mark in texts.items() if len(text) > 2 and text in window]  # not the label 窗口
    ends = [mark.x + sum(map(press().fonts.width, mark.text)) * mark.size for mark in parts]
    assert "".join(mark.text for mark in parts) == window
    assert max(ends) < texts["打印时间"].x


def test_only_a_demonstration_station_is_watermarked() -> None:
    real = replace(sheet("acceptance").station, demo=False)
    assert "样张" not in text_of(draw("acceptance", sheet("acceptance", station=real), press()).data)


def test_a_day_is_marked_as_estimated_only_where_it_is() -> None:
    text = text_of(draw("acceptance", sheet("acceptance"), press()).data)
    assert "2027年1月5日（估算）" in text  # 2027's holidays are not announced
    assert "2026年12月10日（估算）" not in text


def test_the_paper_is_dated_the_legal_day() -> None:
    from datetime import date

    text = text_of(draw("refusal", sheet("refusal", day=date(2026, 12, 31)), press()).data)
    assert "2026年12月31日" in text


@pytest.mark.parametrize("code", assets.item_codes(SETTINGS.assets))
def test_every_item_of_the_catalogue_can_be_receipted_and_accepted(code: str) -> None:
    rules = assets.rules(SETTINGS.assets, code)
    assert rules is not None
    mode = rules.item.delivery[0]
    received = case(item=code, papers=(), delivery_mode=mode)
    assert draw("receipt", sheet("receipt", case=received), press()).data
    accepted = replace(received, **ACCEPTED)
    assert code in text_of(draw("acceptance", sheet("acceptance", case=accepted), press()).data)
