"""What a program can find wrong with a screen: words wider than their box, widgets over widgets, weak contrast, small
targets, controls without a name, words of the other language.

It judges the living widgets; colours of grounds are read from the picture. People still have to look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QWidget,
)

from kiosk.screens.case_list import ROW, CaseDelegate
from kiosk.screens.rail import RoomButton
from kiosk.words import Words

LEAST_CONTRAST = 4.5  # WCAG 2.1 AA, 1.4.3
SMALLEST = 26  # px: WCAG 2.2 asks for 24 of what a mouse presses
SLACK = 1  # px
KEY = re.compile(r"^[a-z_]+(\.[A-Za-z_0-9]+)+$")
CODE = re.compile(r"^[a-z]+(_[a-z]+)*$")  # a word of the program's own, not of a person's


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: its kind, where, and what."""

    kind: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: {self.what}"


class Judge:
    """Judges windows in one language; `words` knows both."""

    def __init__(self, language: str) -> None:
        mine, other = Words(language), Words("zh" if language == "ko" else "ko")
        same = {mine.template(key) for key in mine.every_key()}
        self._foreign = {
            text for text in (other.template(key) for key in other.every_key()) if text not in same and len(text) > 1
        }

    def judge(self, window: QWidget, picture: QImage) -> list[Finding]:
        shown = [one for one in _below(window) if _visible(one, window)]
        found: list[Finding] = []
        for one in shown:
            found += self._words_of(one)
            found += _cut(one)
            found += _beyond(one)
            found += _small(one)
            found += _nameless(one)
            found += _weak(one, window, picture)
        for parent in [window, *shown]:
            found += _over_each_other(parent)
        return found

    def _words_of(self, one: QWidget) -> Iterator[Finding]:
        text = _text(one)
        if not text:
            return
        if KEY.match(text) and "." in text and not isinstance(one, QLineEdit):
            yield Finding("missing words", _where(one), text)
        if CODE.match(text) and isinstance(one, QLabel | QAbstractButton | QComboBox):
            yield Finding("a code", _where(one), text)
        if text in self._foreign and not one.property("second"):
            yield Finding("untranslated", _where(one), text)


def _below(window: QWidget) -> Iterator[QWidget]:
    yield from list[QWidget](window.findChildren(QWidget))


def _visible(one: QWidget, window: QWidget) -> bool:
    return one.isVisibleTo(window) and one.isVisible() and not one.visibleRegion().isEmpty()


def _text(one: QWidget) -> str:
    if isinstance(one, QLabel | QAbstractButton):
        return str(one.text())
    if isinstance(one, QComboBox):
        return str(one.currentText())
    return str(one.placeholderText()) if isinstance(one, QLineEdit) else ""


def _where(one: QWidget) -> str:
    names: list[str] = []
    at: QWidget | None = one
    while at is not None and len(names) < 3:
        names.append(type(at).__name__)
        at = at.parentWidget()
    return " < ".join(names) + (f" “{_text(one)[:24]}”" if _text(one) else "")


# words wider than their box ------------------------------------------------------------------------------------------


def _cut(one: QWidget) -> Iterator[Finding]:
    text = _text(one)
    if not text.strip() or one.property("covered"):
        return
    if isinstance(one, QLabel):
        yield from _cut_label(one)
    elif isinstance(one, QPushButton | QCheckBox):
        needs = one.sizeHint()
        if isinstance(one, RoomButton):  # paints its own words
            if one.needs() > one.width() + SLACK:
                yield Finding("cut", _where(one), f"needs {one.needs()}, has {one.width()}")
            return
        if needs.width() > one.width() + SLACK or needs.height() > one.height() + SLACK:
            yield Finding(
                "cut", _where(one), f"needs {needs.width()}x{needs.height()}, has {one.width()}x{one.height()}"
            )
    elif isinstance(one, QComboBox | QLineEdit):
        wide = one.fontMetrics().horizontalAdvance(text)
        room = one.width() - (40 if isinstance(one, QComboBox) else 22)
        if wide > room and (isinstance(one, QComboBox) or not one.text()):
            yield Finding("cut", _where(one), f"needs {wide}, has {room}")


def _cut_label(one: QLabel) -> Iterator[Finding]:
    if one.wordWrap():
        needs = one.heightForWidth(one.width())
        if needs > one.height() + SLACK:
            yield Finding("cut", _where(one), f"needs height {needs}, has {one.height()}")
        longest = max((one.fontMetrics().horizontalAdvance(word) for word in one.text().split()), default=0)
        hangul = any("가" <= letter <= "힣" for letter in one.text())
        if hangul and longest > one.width() + SLACK:
            yield Finding("cut", _where(one), f"a word needs {longest}, has {one.width()}")
    else:
        needs = one.sizeHint().width()
        if needs > one.width() + SLACK:
            yield Finding("cut", _where(one), f"needs width {needs}, has {one.width()}")
        if one.fontMetrics().height() > one.height() + SLACK:
            yield Finding("cut", _where(one), f"needs height {one.fontMetrics().height()}, has {one.height()}")


def _beyond(one: QWidget) -> Iterator[Finding]:
    """What scrolls only downwards must not be wider than its window: its right edge would never be seen."""
    if isinstance(one, QScrollArea) and one.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
        inner = one.widget()
        if inner is not None and inner.width() > one.viewport().width() + SLACK:
            widest: QWidget = max(
                [inner, *inner.findChildren(QWidget)], key=lambda child: child.minimumSizeHint().width()
            )
            yield Finding(
                "beyond", _where(one), f"{inner.width()} in {one.viewport().width()}, widest {_where(widest)}"
            )
    delegate: object = one.itemDelegate() if isinstance(one, QListView) else None
    if isinstance(one, QListView) and isinstance(delegate, CaseDelegate):
        yield from _cut_rows(one, delegate)


def _cut_rows(view: QListView, delegate: CaseDelegate) -> Iterator[Finding]:
    for at in range(view.model().rowCount()):
        box = view.visualRect(view.model().index(at, 0))
        if not box.intersects(view.viewport().rect()):
            continue
        box.setWidth(min(box.width(), view.viewport().width()))  # what is wider is never seen
        row = view.model().index(at, 0).data(ROW)
        for line in delegate.cut(box, row):
            yield Finding("cut", _where(view), line)


# widgets over widgets ------------------------------------------------------------------------------------------------


def _over_each_other(parent: QWidget) -> Iterator[Finding]:
    """Siblings that share pixels without being meant to: what floats is a window of its own kind."""
    found = [one for one in parent.children() if isinstance(one, QWidget) and _counts(one, parent)]
    for number, one in enumerate(found):
        for other in found[number + 1 :]:
            shared = one.geometry().intersected(other.geometry())
            if shared.width() > SLACK and shared.height() > SLACK:
                yield Finding("overlap", _where(one), f"with {_where(other)} by {shared.width()}x{shared.height()}")


def _counts(one: QWidget, parent: QWidget) -> bool:
    if not one.isVisible() or one.objectName() == "floating" or isinstance(one, QScrollBar | QSplitterHandle):
        return False
    if isinstance(parent, QAbstractScrollArea | QLineEdit | QComboBox):
        return False  # the framework's own children
    return not one.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents) and not one.isWindow()


# targets and names ---------------------------------------------------------------------------------------------------


def _small(one: QWidget) -> Iterator[Finding]:
    pressed = isinstance(one, QAbstractButton | QComboBox | QLineEdit | QPlainTextEdit)
    if not pressed or not one.isEnabled() or isinstance(one.parentWidget(), QLineEdit | QComboBox):
        return
    if one.height() < SMALLEST or one.width() < SMALLEST:
        yield Finding("small target", _where(one), f"{one.width()}x{one.height()}")


def _nameless(one: QWidget) -> Iterator[Finding]:
    control = isinstance(one, QAbstractButton | QComboBox | QLineEdit | QPlainTextEdit | QAbstractItemView)
    if not control or one.focusPolicy() == Qt.FocusPolicy.NoFocus or isinstance(one.parentWidget(), QComboBox):
        return
    own = one.text() if isinstance(one, QAbstractButton) else ""
    if not one.accessibleName().strip() and not str(own).strip():
        yield Finding("nameless", _where(one), "a screen reader says nothing here")


# contrast ------------------------------------------------------------------------------------------------------------


def _weak(one: QWidget, window: QWidget, picture: QImage) -> Iterator[Finding]:
    words = isinstance(one, QLabel | QPushButton | QCheckBox) and _text(one).strip()
    if not words or not one.isEnabled():  # what cannot be pressed is exempt (WCAG 1.4.3)
        return
    place = QRect(one.mapTo(window, QPoint(0, 0)), one.size()).intersected(picture.rect())
    ground = _ground(picture, place)
    if ground is None:
        return
    if not _on_top(one, window, place.center()):
        return  # something floats over it
    role = QPalette.ColorRole.ButtonText if isinstance(one, QPushButton) else QPalette.ColorRole.WindowText
    ink = one.palette().color(role)
    ratio = contrast(ink, ground)
    if ratio < LEAST_CONTRAST and ink.alpha() > 0:
        yield Finding("weak contrast", _where(one), f"{ink.name()} on {ground.name()} is {ratio:.1f}")


def _on_top(one: QWidget, window: QWidget, at: QPoint) -> bool:
    """Whether this widget (or a child of its own) is what is seen at a point."""
    seen = window.childAt(at)
    return seen is one or (seen is not None and (one.isAncestorOf(seen) or seen.isAncestorOf(one)))


def _ground(picture: QImage, place: QRect) -> QColor | None:
    """The commonest colour of a place, by a grid of points."""
    if place.width() < 4 or place.height() < 4:
        return None
    seen: Counter[int] = Counter()
    for x in range(place.left(), place.right(), max(place.width() // 24, 1)):
        for y in range(place.top(), place.bottom(), max(place.height() // 12, 1)):
            seen[picture.pixel(x, y)] += 1
    return QColor.fromRgb(seen.most_common(1)[0][0])


def contrast(one: QColor, other: QColor) -> float:
    """The ratio of two colours' luminances (WCAG 2.1), 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
