"""80 mm slips: only three commands ever reach the printer, and the picture is what it burns."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.domain.cases import State
from kiosk.domain.numbering import printed
from kiosk.paper import Unprintable, draw
from kiosk.paper.marks import Glyphs, Square
from kiosk.paper.qr import matrix
from kiosk.paper.receipts import pickup, receipt
from kiosk.paper.slip import DOTS, MODULE, escpos, laid_out, picture, quiet
from tests.paper.reading import as_png_rows, burned
from tests.paper.samples import ACCEPTED, CASES, LONG_KO, NUMBER, RARE, case, press, sheet


@pytest.mark.parametrize("kind", ["receipt", "pickup"])
def test_the_printer_burns_exactly_the_picture(kind: str) -> None:
    drawn = draw(kind, sheet(kind), press())
    assert drawn.png is not None and drawn.media == "slip"
    across, rows = burned(drawn.data)
    assert across * 8 == DOTS
    assert rows == as_png_rows(drawn.png)


@pytest.mark.parametrize("second", [0x04, 0x05, 0x14])
def test_no_dots_can_be_taken_for_a_real_time_command(second: int) -> None:
    octets = (bytes([0x10, second]) * (DOTS // 16) + bytes([0x10] * (DOTS // 8 - 1) + [0x10])) * 4
    image = Image.frombytes("1", (DOTS, 8), bytes(octet ^ 0xFF for octet in octets))
    assert b"\x10" + bytes([second]) in escpos(image)
    sent = escpos(quiet(image))
    assert b"\x10" + bytes([second]) not in sent
    _, rows = burned(sent)
    changed = sum((a ^ b).bit_count() for a, b in zip(b"".join(rows), octets, strict=True))
    assert changed == 4 * (DOTS // 16) and b"".join(rows).count(b"\x18") == changed, "one dot more for each, none less"


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=60), st.text(max_size=30))
def test_no_text_of_a_person_can_become_a_command(name: str, agent: str) -> None:
    about = sheet("receipt", case=replace(CASES["receipt"], applicant=name, agent=agent))
    try:
        burned(draw("receipt", about, press()).data)
    except Unprintable:
        return


@pytest.mark.parametrize("name", [LONG_KO, RARE, "欧阳" * 20, "A" * 60, "김 " * 30])
def test_long_names_wrap_inside_the_paper(name: str) -> None:
    about = receipt(sheet("receipt", case=replace(CASES["receipt"], applicant=name)), press())
    marks, _ = laid_out(about, press())
    widths = [
        mark.x + sum(press().fonts.width(one, bold=mark.bold) for one in mark.text) * mark.size
        for mark in marks
        if isinstance(mark, Glyphs)
    ]
    assert max(widths) <= DOTS
    whole = "".join(mark.text for mark in marks if isinstance(mark, Glyphs))
    assert name.replace(" ", "") in whole.replace(" ", "")


@pytest.mark.parametrize(("kind", "number"), [("receipt", "222401********3182"), ("pickup", printed(NUMBER))])
def test_a_number_never_breaks(kind: str, number: str) -> None:
    recipe = receipt if kind == "receipt" else pickup
    marks, _ = laid_out(recipe(sheet(kind), press()), press())
    mark = next(mark for mark in marks if isinstance(mark, Glyphs) and mark.text == number)
    right = mark.x + sum(press().fonts.width(one, bold=True) for one in number) * round(mark.size)
    assert right <= DOTS


def test_rare_hanzi_are_ink_and_not_empty_boxes() -> None:
    """䶮㛃𠅤𫖯𬱖 leave other dots than the box that a font without them would draw."""
    pictures = {
        draw("receipt", sheet("receipt", case=replace(CASES["receipt"], applicant=f"王{one}")), press()).png
        for one in RARE[1:]
    }
    assert len(pictures) == len(RARE) - 1


def test_the_qr_is_whole_and_stands_in_white() -> None:
    about = receipt(sheet("receipt"), press())
    marks, _ = laid_out(about, press())
    square = next(mark for mark in marks if isinstance(mark, Square))
    image = Image.open(io.BytesIO(picture(about, press())))
    rows = matrix(square.text)
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            x, y = int(square.x) + across * MODULE + MODULE // 2, round(square.y) + down * MODULE + MODULE // 2
            assert (image.getpixel((x, y)) == 0) is dark
    assert square.text == f"{about.number}:{about.verification}"


def test_what_follows_depends_on_where_the_case_stands() -> None:
    def spoken(about: object) -> str:
        return repr(receipt(sheet("receipt", case=about), press()))

    assert "2026年11月30日前受理" in spoken(case())
    assert "将于2026年12月10日前作出决定" in spoken(case(**ACCEPTED))
    assert "无需再来" in spoken(case(**ACCEPTED))
    assert "请按一次性告知书补正" in spoken(case(state=State.CORRECTING))


def test_a_reprint_is_marked_and_counted() -> None:
    plain = draw("receipt", sheet("receipt"), press())
    again = draw("receipt", sheet("receipt", reprint=True, copy=2), press())
    assert again.png is not None and plain.png is not None
    assert Image.open(io.BytesIO(again.png)).height > Image.open(io.BytesIO(plain.png)).height


def test_a_receipt_made_in_the_act_bears_the_minute_and_a_later_copy_only_the_day() -> None:
    def spoken(**changes: object) -> str:
        return repr(receipt(sheet("receipt", extra={}, **changes), press()).parts)

    assert "2026-11-23 14:05" in spoken()
    assert "2026-11-23 14:05" not in spoken(reprint=True, copy=2)
    assert "2026年11月23日" in spoken(reprint=True, copy=2)
