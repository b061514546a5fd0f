"""One application being entered: title and chips, the form and its papers, the guide beside them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from kiosk.domain.folding import Rules
from kiosk.domain.ways import NEEDS, Way
from kiosk.screens import parts, tokens
from kiosk.screens.asking import Asking
from kiosk.screens.form import FormView
from kiosk.screens.guide import Guide
from kiosk.screens.papers import Papers
from kiosk.words import Words


class Entering(QWidget):
    """Signals:
    changed(): an answer, a paper or the way changed.
    left(): a field was left: what was typed may be kept.
    finished(): everything that is asked for is there.
    """

    changed = Signal()
    left = Signal()
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rules: Rules | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        self._visit = QHBoxLayout()
        column.addLayout(self._visit)
        column.addLayout(self._head())
        self.banner = parts.Banner()
        column.addWidget(self.banner)
        row = QHBoxLayout()
        row.setSpacing(14)
        frame, inside = parts.card(margin=4)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        sheet = QVBoxLayout(ground)
        sheet.setContentsMargins(12, 12, 12, 12)
        sheet.setSpacing(14)
        self.form, self.papers, self.asking = FormView(), Papers(), Asking()
        sheet.addWidget(self.asking)
        sheet.addWidget(self.form)
        sheet.addWidget(self.papers)
        sheet.addStretch()
        self._scroll.setWidget(ground)
        inside.addWidget(self._scroll)
        row.addWidget(frame, 1)
        self.guide = Guide()
        row.addWidget(self.guide)
        column.addLayout(row, 1)
        for part in (self.form, self.papers, self.asking):
            part.changed.connect(self.changed)
        self.form.left.connect(self.left)
        self.papers.changed.connect(self.left)
        self.form.finished.connect(self._to_papers)
        self.papers.finished.connect(self._complete)
        self.form.shown.connect(self._bring)
        self.papers.shown.connect(self._bring)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._title = parts.label("", "title")
        self._second = parts.second()
        row.addWidget(self._title)
        row.addWidget(self._second)
        self.way = QComboBox()
        self.way.currentIndexChanged.connect(self._show_detail)
        self.way.activated.connect(lambda _: self.changed.emit())
        row.addWidget(self.way)
        self.detail = QLineEdit()
        self.detail.setMaxLength(60)
        self.detail.textChanged.connect(self.changed)
        row.addWidget(self.detail)
        self._promise = parts.chip("", "ok")
        row.addWidget(self._promise)
        row.addStretch()
        self.saved = parts.label("", "soft")
        row.addWidget(self.saved)
        return row

    # what is shown ---------------------------------------------------------------------------------------------------

    def draw(
        self, rules: Rules, words: Words, *, today: date, promised: str, answers: Mapping[str, Any],
        sources: Mapping[str, str], papers: Mapping[str, str], way: str = "", detail: str = "",
    ) -> None:  # fmt: skip
        """Draws an application; `answers` and `papers` are what is there already."""
        self.rules, self._words = rules, words
        item = rules.item
        other = "ko" if words.language == "zh" else "zh"
        self._title.setText(item.name[words.language])
        self._second.setText(item.name[other])
        self._second.setVisible(len(item.name.zh) + len(item.name.ko) < 40)
        self.way.blockSignals(True)
        self.way.clear()
        for mode in item.modes:
            self.way.addItem(words(f"way.{mode}"), mode)
        usual = way or ("onsite" if "onsite" in item.modes else item.modes[0])
        self.way.setCurrentIndex(max(self.way.findData(usual), 0))
        self.way.setAccessibleName(words("screens.way"))
        self.way.blockSignals(False)
        self.detail.setText(detail)
        self._show_detail()
        self._promise.setText(words("screens.promise", days=item.promised_days, legal=item.legal_days))
        self._promise.setToolTip(words("screens.by_day", day=promised))
        self.form.draw(rules.form, words, today, answers, sources)
        self.papers.draw(len(rules.form.sections) + 1, item, words, papers)
        self.guide.draw(item, words, promised)

    def show_visit(self, tabs: QWidget | None) -> None:
        """The items of this visit above the title; None for a visit with one."""
        while self._visit.count():
            item = self._visit.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                parts.discard(old)
        if tabs is not None:
            self._visit.addWidget(tabs)

    def clear(self) -> None:
        """Nothing of the resident is left on the screen."""
        self.rules = None
        self.form.clear()
        self.papers.clear()
        self.asking.leave()
        self.banner.say("")
        self.guide.hint("", [])
        self.detail.clear()
        self.saved.clear()

    def _show_detail(self) -> None:
        needs = self.needs()
        self.detail.setVisible(bool(needs))
        if needs:
            self.detail.setPlaceholderText(self._words(f"need.{needs}"))
            self.detail.setAccessibleName(self._words(f"need.{needs}"))

    def needs(self) -> str:
        """What the chosen way needs beyond the form: helper, appointment, visit; "" when nothing."""
        way = self.way.currentData()
        return next(iter(NEEDS[Way(way)]), "") if way else ""

    def details(self) -> dict[str, str]:
        return {self.needs(): self.detail.text().strip()} if self.needs() else {}

    def open_parts(self) -> list[str]:
        """Everything that is asked for and not there, as people read it."""
        names = self.form.names()
        lacking = [names[key] for key in self.form.open_fields()]
        if self.needs() and not self.detail.text().strip():
            lacking.insert(0, self._words(f"need.{self.needs()}"))
        return lacking

    def missing_papers(self) -> list[str]:
        names = self.papers.names()
        return [names[key] for key in self.papers.missing()]

    # going on --------------------------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        """Where the clerk goes on."""
        if self.form.open_fields():
            self.form.focus_first()
        else:
            self._to_papers()

    def _to_papers(self) -> None:
        if not self.papers.focus_first():
            self._complete()

    def _complete(self) -> None:
        if self.form.open_fields():
            self.form.focus_first()
        else:
            self.finished.emit()

    def show_asking(self) -> None:
        """The questions of an act stand above the form: they are brought into sight."""
        QTimer.singleShot(0, lambda: self._scroll.verticalScrollBar().setValue(0))

    def _bring(self, widget: QWidget) -> None:
        self._scroll.ensureWidgetVisible(widget, 0, tokens.px(64))
