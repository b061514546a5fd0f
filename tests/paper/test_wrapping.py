"""Lines break as both languages want it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.paper.wrapping import CLOSING, OPENING, wrap


def em(character: str) -> float:
    return 0.5 if ord(character) < 0x250 else 1.0


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("申请材料齐全，符合法定形式", 6, ["申请材料齐", "全，符合法定", "形式"]),  # never begins with a comma
        ("你（单位）提出", 2, ["你", "（单", "位）", "提出"]),  # brackets stay with their word
        ("신청재료가 구전하고 부합", 6, ["신청재료가", "구전하고", "부합"]),  # Korean breaks at spaces
        ("알렉산드라엘리자베타", 4, ["알렉산드", "라엘리자", "베타"]),  # a word longer than a line is cut
        ("YJ001001-01A-261123-0041-D", 10, ["YJ001001-01A-261123-", "0041-D"]),  # numbers at a hyphen
        ("收取复印件，2份）", 7, ["收取复印件，", "2份）"]),  # a number keeps what counts it
        ("11글-。。", 4, ["11글", "-。。"]),  # and yet not before a closing mark
        ("一\n二", 9, ["一", "二"]),
        ("", 9, [""]),
    ],
)
def test_breaks(text: str, width: float, lines: list[str]) -> None:
    assert wrap(text, width, em) == lines


@given(st.text(alphabet="申请，。（）《》 abc김미란한글-1", max_size=60), st.integers(3, 12))
def test_nothing_is_lost_and_no_line_begins_with_a_closing_mark(text: str, width: int) -> None:
    lines = wrap(text, width, em)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for before, line in pairwise(lines):
        if line and line[0] in CLOSING:  # only inside a run of marks that is longer than a line
            assert before[-1:] in CLOSING | OPENING or sum(map(em, before)) > width - 1.5
