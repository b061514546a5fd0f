"""Window 1, plain: find an item, fill its form, tick the papers, accept, see the slip, watch the case move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from kiosk.desk.facade import Desk, Offered, Taken
from kiosk.domain.folding import Rules
from kiosk.domain.numbering import printed
from kiosk.domain.refusals import Code
from kiosk.screens import parts
from kiosk.screens.finder import Finder
from kiosk.screens.form import FormView
from kiosk.screens.papers import Papers
from kiosk.screens.work import Work
from kiosk.words import Words
from kiosk.words.refusals import sentence

SIDE = 316  # px: the column of papers, guide and slip


class FullProcess(QWidget):
    """Signals:
    taken(str): a case was accepted or received; its number.
    """

    taken = Signal(str)

    def __init__(self, desk: Desk, work: Work, words: Words) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._desk, self._work, self._words = desk, work, words
        self._rules: Rules | None = None
        self._prefill: Mapping[str, str] = {"today": "2026-01-01"}
        self._offered: Sequence[Offered] = ()
        self._promised = ""
        self._slip: bytes = b""
        self._number = ""
        self._place = ""
        self._lay_out()
        for key, made in (("F8", self.press), ("F9", self._tell)):
            QShortcut(QKeySequence(key), self).activated.connect(made.click)  # a disabled button does not click
        self.relabel(words)
        work.ask(desk.offered, "1").then(self._show_items)
        work.ask(desk.prefill).then(self._keep_prefill)

    # laying out -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        middle = QHBoxLayout()
        middle.setContentsMargins(16, 12, 16, 12)
        middle.setSpacing(12)
        self.finder = Finder()
        self.finder.setFixedWidth(248)
        self.finder.chosen.connect(self.choose)
        middle.addWidget(self.finder)
        middle.addLayout(self._middle(), 1)
        middle.addWidget(self._side())
        outside.addLayout(middle, 1)
        outside.addWidget(self._foot())

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self._title = parts.label("", "title", wrap=True)
        column.addWidget(self._title)
        self._chips = QHBoxLayout()
        self._way = QComboBox()
        self._way.setMinimumWidth(180)
        self._chips.addWidget(self._way)
        self._promise = parts.chip("", "ok")
        self._chips.addWidget(self._promise)
        self._chips.addStretch()
        column.addLayout(self._chips)
        self.form = FormView()
        self.form.changed.connect(self._say_what_is_missing)
        column.addWidget(self.form, 1)
        return column

    def _side(self) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFixedWidth(SIDE)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        self.papers = Papers()
        self.papers.changed.connect(self._say_what_is_missing)
        column.addWidget(self.papers)
        self._result, self._result_inside = parts.card()
        column.addWidget(self._result)
        self._guide, self._guide_inside = parts.card()
        column.addWidget(self._guide)
        column.addStretch()
        scroll.setWidget(inside)
        return scroll

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 16, 10)
        self._tell = parts.button(self._words("screens.tell_once"), "F9")
        self._tell.clicked.connect(self.tell_once)
        row.addWidget(self._tell)
        self._missing = parts.label("", "near", wrap=True)
        self._missing.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._missing, 1)
        self.press = parts.button(self._words("screens.accept"), "F8", primary=True)
        self.press.clicked.connect(self.accept)
        row.addWidget(self.press)
        return foot

    # what is shown ---------------------------------------------------------------------------------------------------

    def relabel(self, words: Words) -> None:
        """The same screen in another language; what is typed stays."""
        answers, seen, way = self.form.answers(), self.papers.seen(), self._way.currentData()
        self._words = words
        self._tell.setText(f"{words('screens.tell_once')}  F9")
        self.press.setText(f"{words('screens.accept')}  F8")
        self.finder.offer(self._offered, words)
        if self._rules is not None:
            self._draw(answers, seen, way)
        else:
            self._title.setText(words("screens.choose_item"))
            self._way.hide()
            self._promise.hide()
            self._guide.hide()
        self._show_result()
        self._say_what_is_missing()

    def _show_items(self, offered: Sequence[Offered]) -> None:
        self._offered = offered
        self.finder.offer(offered, self._words)
        self.finder.search.setFocus()

    def _keep_prefill(self, prefill: Mapping[str, str]) -> None:
        self._prefill = prefill

    def choose(self, code: str) -> None:
        """Opens an item's empty form."""
        self._work.ask(self._desk.promised, code).then(self._keep_promise)
        self._work.ask(self._desk.rules, code).then(self._open)

    def _keep_promise(self, day: str) -> None:
        self._promised = day

    def _open(self, rules: Rules) -> None:
        self._rules = rules
        self._number, self._slip, self._place = "", b"", ""
        self._draw({}, {}, None)
        self._show_result()
        self._say_what_is_missing()

    def _draw(self, answers: Mapping[str, Any], seen: Mapping[str, str], way: str | None) -> None:
        assert self._rules is not None
        item, words = self._rules.item, self._words
        self._title.setText(item.name[words.language])
        self._way.clear()
        for mode in item.modes:
            self._way.addItem(words(f"way.{mode}"), mode)
        usual = way or ("onsite" if "onsite" in item.modes else item.modes[0])
        self._way.setCurrentIndex(max(self._way.findData(usual), 0))
        self._way.setAccessibleName(words("screens.way"))
        self._way.show()
        limit = words("screens.promise", days=item.promised_days, legal=item.legal_days, day=self._promised)
        self._promise.setText(limit)
        self._promise.show()
        self.form.draw(self._rules.form, words, self._prefill, answers)
        self.papers.draw(item, words, seen)
        inside = parts.emptied(self._guide_inside)
        inside.addWidget(parts.label(words("screens.flow"), "head"))
        for number, step in enumerate(item.flow_after, 1):
            inside.addWidget(parts.label(f"{number}  {step.name[words.language]}", wrap=True))
        self._guide.show()

    def _show_result(self) -> None:
        inside = parts.emptied(self._result_inside)
        self._result.setVisible(bool(self._number))
        if not self._number:
            return
        inside.addWidget(parts.label(self._words("screens.taken"), "head"))
        inside.addWidget(parts.label(printed(self._number)))
        kind = {"taken": "ok", "refused": "late"}.get(self._place, "act")
        inside.addWidget(parts.chip(self._words(f"place.{self._place or 'here'}"), kind))
        if self._slip:
            picture = QPixmap()
            picture.loadFromData(self._slip)
            shown = QLabel()
            shown.setPixmap(picture.scaledToWidth(SIDE - 60, Qt.TransformationMode.SmoothTransformation))
            shown.setAccessibleName(self._words("screens.slip"))
            inside.addWidget(shown)

    def show_place(self, places: Mapping[str, str]) -> None:
        """The case that was taken last moved: from this machine to the centre, and into its state."""
        place = places.get(self._number, "")
        if place and place != self._place:
            self._place = place
            self._show_result()

    @property
    def number(self) -> str:
        """The case that was taken last on this screen, "" before the first."""
        return self._number

    @property
    def place(self) -> str:
        return self._place

    # acting -----------------------------------------------------------------------------------------------------------

    def _say_what_is_missing(self) -> None:
        """What is missing is said next to the button, in words."""
        if self._rules is None:
            self.press.setEnabled(False)
            self._tell.setEnabled(False)
            self._missing.setText("")
            return
        answers = self.form.answers()
        names = self.form.names()
        open_fields = [
            names[field.key]
            for field in self._rules.form.visible(answers)
            if field.required and field.key not in answers
        ]
        seen = self.papers.seen()
        papers = [name for key, name in self.papers.names().items() if seen.get(key) != "seen"]
        lacking = [*open_fields, *papers]
        shown = self._words("list.comma").join(lacking[:3])
        more = self._words("screens.and_more", count=len(lacking) - 3) if len(lacking) > 3 else ""
        self._missing.setText(self._words("screens.still", what=shown + more) if lacking else "")
        self.press.setEnabled(not self._number and not lacking)
        self._tell.setEnabled(not self._number and not open_fields and bool(papers))

    def _application(self) -> Any:
        from kiosk.desk.accepting import Application

        assert self._rules is not None
        way = self._way.currentData()
        details = dict.fromkeys(("helper", "appointment", "visit"), "示例")
        return Application(self._rules.item.code, way, self.form.answers(), self.papers.seen(), details)

    def accept(self) -> None:
        self._do(self._desk.accept)

    def tell_once(self) -> None:
        self._do(self._desk.tell_once)

    def _do(self, act: Any) -> None:
        if self._rules is None or self._number:
            return
        self.press.setEnabled(False)
        self._work.ask(act, self._application()).then(self._done).otherwise(self._broke)

    def _done(self, taken: Taken) -> None:
        if taken.faults:
            self._refused(taken)
            return
        self._number, self._slip, self._place = taken.number, taken.slip, "here"
        self.form.show_faults({})
        self._say_what_is_missing()
        self._show_result()
        self.taken.emit(taken.number)

    def _refused(self, taken: Taken) -> None:
        self._say_what_is_missing()
        fields = {fault.field: fault.values["code"] for fault in taken.faults if fault.code is Code.FORM_FAULTS}
        self.form.show_faults(fields)
        names = {**self.form.names(), **self.papers.names()}
        first = taken.faults[0]
        self._missing.setText(sentence(self._words, first, names.get(first.field.split("[")[0], "")))

    def _broke(self, broken: Exception) -> None:
        """Ours, not the world's: said without personal data; nothing was written."""
        self._say_what_is_missing()
        self._missing.setText(self._words("screens.broke", kind=type(broken).__name__))
