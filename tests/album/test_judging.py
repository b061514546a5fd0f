"""The judge finds what is put wrong before it on purpose; and on the program's own screens it finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kiosk.desk.doors.cases import Row
from kiosk.domain.catalogue import Name
from kiosk.screens.case_list import CaseDelegate, CaseModel, CaseView
from tests.album.judging import Finding, Judge, contrast
from tests.album.scenes import SIZES
from tests.album.walking import walk

Spoil = Callable[[QWidget], QWidget]


def _label(over: QWidget, text: str) -> QLabel:
    made = QLabel(text, over)
    made.adjustSize()
    made.move(10, 10)
    return made


def _narrow(over: QWidget) -> QWidget:
    made = _label(over, "这一行比它的框长得多")
    made.resize(40, 20)
    return made


def _low(over: QWidget) -> QWidget:
    made = _label(over, "两行的句子只给了一行的高度，后面的就看不见了")
    made.setWordWrap(True)
    made.resize(120, 18)
    return made


def _button(over: QWidget) -> QWidget:
    made = QPushButton("按钮上的字太长", over)
    made.setGeometry(10, 10, 60, 40)
    return made


def _tiny(over: QWidget) -> QWidget:
    made = QPushButton("", over)
    made.setAccessibleName("小")
    made.setGeometry(10, 10, 12, 12)
    return made


def _pale(over: QWidget) -> QWidget:
    made = _label(over, "看不清")
    made.setStyleSheet("color: #bbbbbb")
    return made


def _hint(over: QWidget) -> QWidget:
    made = QLineEdit(over)
    made.setAccessibleName("找")
    made.setPlaceholderText("汉字、拼音首字母、朝鲜文、编号或后四位")
    made.setGeometry(10, 10, 80, 36)
    return made


def _unnamed(over: QWidget) -> QWidget:
    made = QLineEdit(over)
    made.setGeometry(10, 10, 80, 36)
    return made


def _both(over: QWidget) -> QWidget:
    _label(over, "上面")
    return _label(over, "下面")


def _code(over: QWidget) -> QWidget:
    return _label(over, "past_promised")


def _wide(over: QWidget) -> QWidget:
    made = QScrollArea(over)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setWidgetResizable(True)
    inner = QWidget()
    inner.setMinimumWidth(300)
    made.setWidget(inner)
    made.setGeometry(10, 10, 200, 100)
    return made


def _rows(over: QWidget) -> QWidget:
    """A list of cases that is far too narrow for its rows."""
    made, model = CaseView(over), CaseModel()
    model.setParent(made)
    made.setAccessibleName("办件")
    made.setModel(model)
    made.setItemDelegate(CaseDelegate(made))
    item = Name(zh="高龄津贴申领", ko="고령수당 신청")
    row = Row("YJ00100101A2611240001K", "1", "张**", item, "accepted", "in_time", "2026-12-10", 12, "here", asks=False)
    model.begin([row], above=False, below=False)
    made.setGeometry(10, 10, 90, 150)
    return made


SPOILED: list[tuple[str, Spoil]] = [
    ("cut", _narrow), ("cut", _low), ("cut", _button), ("cut", _hint), ("small target", _tiny), ("weak contrast", _pale),
    ("nameless", _unnamed), ("overlap", _both), ("missing words", lambda over: _label(over, "screens.no_such_word")),
    ("untranslated", lambda over: _label(over, "나의 취급건")), ("a code", _code), ("beyond", _wide), ("cut", _rows),
]  # fmt: skip


def judged(qtbot: QtBot, spoil: Spoil | None) -> list[Finding]:
    window = QWidget()
    window.setStyleSheet("background: #ffffff; color: #17212f")
    window.resize(400, 200)
    qtbot.addWidget(window)
    if spoil is not None:
        spoil(window)
    window.show()
    QApplication.processEvents()
    return Judge("zh").judge(window, window.grab().toImage())


@pytest.mark.parametrize(("kind", "spoil"), SPOILED)
def test_what_is_spoiled_is_found(qtbot: QtBot, kind: str, spoil: Spoil) -> None:
    assert kind in {one.kind for one in judged(qtbot, spoil)}


def test_a_sound_window_is_left_in_peace(qtbot: QtBot) -> None:
    def sound(over: QWidget) -> QWidget:
        column, row = QVBoxLayout(over), QHBoxLayout()
        column.addLayout(row)
        row.addWidget(QLabel("姓名"))
        field = QLineEdit()
        field.setAccessibleName("姓名")
        field.setMinimumHeight(36)
        row.addWidget(field)
        press = QPushButton("受理")
        press.setMinimumHeight(36)
        column.addWidget(press)
        return over

    assert judged(qtbot, sound) == []


def test_the_ratio_is_wcags() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("language", ["zh", "ko"])
def test_every_screen_in_every_state_at_its_smallest(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    """`make screens` does the same at both sizes and takes the pictures."""
    found = [f"{name}: {finding}" for name, finding in walk(tmp_path, language, SIZES[0])]
    assert not found, "\n".join(found[:40])
