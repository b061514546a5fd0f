"""My cases: the work list at the left, one case at the right, and where two sides differ the choice between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from kiosk.desk.doors.cases import CaseView, Person
from kiosk.desk.doors.conflicts import Chosen, Conflict
from kiosk.desk.doors.signing_in import Line
from kiosk.desk.facade import Desk
from kiosk.screens import parts, tokens
from kiosk.screens.case_list import CaseList
from kiosk.screens.case_page import KEYS, CasePage, forward
from kiosk.screens.foot import Foot
from kiosk.screens.work import Work
from kiosk.words import Words
from kiosk.words.refusals import sentence


class MyCases(QWidget):
    """Signals:
    said(str): a sentence for a passing note.
    changed(): an act changed a case.
    call_back(str): the resident of this case is to be called.
    """

    said = Signal(str)
    changed = Signal()
    call_back = Signal(str)

    def __init__(self, desk: Desk, work: Work, words: Words) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._desk, self._work, self._words = desk, work, words
        self._number, self._acting, self._fault = "", False, ""
        self._conflict: Conflict | None = None
        self._shown = False  # a person is held shown
        self._leads: Sequence[Line] = ()  # who may approve a voiding
        self._lay_out()
        self._wire()
        self.relabel(words)

    # laying out -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(8)
        row = QHBoxLayout()
        self._title, self._second = parts.label("", "title"), parts.second()
        self._hint = parts.label("", "soft")
        row.addWidget(self._title)
        row.addWidget(self._second)
        row.addStretch()
        row.addWidget(self._hint)
        inside.addLayout(row)
        self.list, self.page = CaseList(self._desk, self._work, self._words), CasePage()
        self.model, self.table = self.list.model, self.list.view
        self._none = parts.Empty()
        self._right = QStackedWidget()
        self._right.addWidget(self._none)
        self._right.addWidget(self.page)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(14)
        self.list.setMinimumWidth(tokens.px(380))
        self._split.addWidget(self.list)
        self._split.addWidget(self._right)
        self._split.setStretchFactor(0, 2)
        self._split.setStretchFactor(1, 4)
        self._split.setSizes([420, 740])
        inside.addWidget(self._split, 1)
        outside.addLayout(inside, 1)
        self.foot = Foot()
        outside.addWidget(self.foot)

    def _wire(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda _: self.foot.primary.setFocus())
        self.page.wanted.connect(self._want)
        self.page.reprint.connect(
            lambda document: self._do(lambda: self._desk.cases.reprint(document), "cases.reprinted")
        )
        self.page.print_again.connect(
            lambda job: self._do(lambda: self._desk.cases.print_again(job), "cases.reprinted")
        )
        self.page.conflict.chosen.connect(lambda _: self._show_foot())
        self.page.asking.changed.connect(self._show_foot)
        self.page.asking.finished.connect(self.foot.primary.setFocus)
        acts: dict[str, Callable[[], None]] = {"F6": self.reprint_first, "Esc": self.leave, "F8": self.go}
        for key, act in acts.items():
            self.foot.act(key, act)
            QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).activated.connect(
                act
            )
        for name, key in KEYS.items():
            made = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(lambda name=name: self._want(name))
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def relabel(self, words: Words) -> None:
        self._words = words
        other = Words("ko" if words.language == "zh" else "zh")
        self._title.setText(words("screens.room.my_cases"))
        self._second.setText(other("screens.room.my_cases"))
        self._hint.setText(words("cases.keys"))
        self._none.say(words("cases.choose"), words("cases.choose.more"))
        self.list.relabel(words)
        if self.page.view is not None:
            self.page.show_view(self.page.view, words)
            self.page.conflict.show_conflict(self._conflict, words)
            if self.page.asking.act:
                self.page.ask(self.page.asking.act, words, self._staff())
        self._show_foot()
        self.look()

    # what the shell asks ----------------------------------------------------------------------------------------------

    def look(self) -> None:
        """The list and the case that is shown, as they are now."""
        self.list.look()
        if self._number:
            self._fetch(self._number)

    def open_case(self, number: str) -> None:
        """Shows this case, wherever it stands in the list."""
        self.list.mark(number)
        self._choose(number)

    # one case ---------------------------------------------------------------------------------------------------------

    def _choose(self, number: str) -> None:
        self._number, self._fault = number, ""
        self._fetch(number)

    def _fetch(self, number: str) -> None:
        self._work.ask(lambda: (self._desk.cases.view(number), self._desk.conflicts.look(number))).then(self._show)

    def _show(self, found: tuple[CaseView | None, Conflict | None]) -> None:
        view, conflict = found
        if view is not None and view.number != self._number:
            return  # another row was chosen meanwhile
        self._right.setCurrentIndex(1 if view is not None else 0)
        if view is None:
            self.page.view = None
            self._show_foot()
            return
        if view != self.page.view:
            self.page.show_view(view, self._words)
        if conflict != self._conflict or conflict is None:
            self._conflict = conflict
            self.page.conflict.show_conflict(conflict, self._words)
        self._show_foot()

    # acting -----------------------------------------------------------------------------------------------------------

    @property
    def primary(self) -> str:
        """What F8 does now: "settle", the act that is asked about, or the first that is allowed."""
        if self._conflict is not None:
            return "settle"
        if self.page.asking.act:
            return self.page.asking.act
        view = self.page.view
        return forward(view) if view is not None else ""

    def go(self) -> None:
        """F8."""
        act, view = self.primary, self.page.view
        if not act or view is None or self._acting or not self.foot.primary.isEnabled():
            return
        if act == "settle":
            self._settle(view.number, self.page.conflict.choice)
        elif self.page.asking.act or not self._ask(act):
            self._act(view.number, act, self.page.asking.answers())

    def _ask(self, act: str) -> bool:
        asked = self.page.ask(act, self._words)
        self._show_foot()
        return asked

    def _want(self, act: str) -> None:
        """One of the page's own buttons or keys."""
        view = self.page.view
        if view is None:
            return
        if act == "show":
            self._reveal(view.number)
        elif act == "hide":
            self._hide()
        elif act == "void" and act in view.acts:
            self._work.ask(self._desk.sign_in.approvers, "void").then(self._ask_void)
        elif act in view.acts and not self._ask(act):
            self._act(view.number, act, {})

    def _ask_void(self, leads: Sequence[Line]) -> None:
        """Voiding is approved by somebody else's PIN."""
        self._leads = leads
        self.page.ask("void", self._words, self._staff())
        self._show_foot()

    def _staff(self) -> list[tuple[str, str]]:
        zh = self._words.language == "zh"
        return [(one.id, one.name if zh or not one.name_ko else one.name_ko) for one in self._leads]

    def _act(self, number: str, act: str, said: dict[str, str]) -> None:
        if act == "void":
            self._void(number, said)
        else:
            self._do(lambda: self._desk.cases.act(number, act, said), "cases.done")

    def _void(self, number: str, said: dict[str, str]) -> None:
        door = self._desk.sign_in
        self._do(lambda: door.void(number, said["reason"], said["approver"], said["pin"]), "cases.done")

    def _do(self, what: Callable[[], Any], word: str) -> None:
        if self._acting:
            return
        self._acting, self._fault = True, ""
        self._show_foot()
        self._work.ask(what).then(lambda done: self._did(done, word)).otherwise(self._broke)

    def _did(self, done: Any, word: str) -> None:
        self._acting = False
        faults = getattr(done, "faults", ())
        if faults:
            self._fault = sentence(self._words, faults[0], self._label(faults[0].field))
        else:
            self.page.asking.leave()
            self.list.view.setFocus()
            self.said.emit(self._words(word))
            self.changed.emit()
        self.look()
        self._show_foot()

    def _broke(self, broken: object) -> None:
        self._acting = False
        self._fault = self._words("cases.broke")
        self._show_foot()

    def _label(self, field: str) -> str:
        """A paper's name for its key, "" where the sentence names the field itself."""
        view = self.page.view
        names = {one.key: one.name[self._words.language] for one in view.papers} if view is not None else {}
        return names.get(field, "")

    def _settle(self, number: str, choice: str) -> None:
        if choice:
            self._acting = True
            self._work.ask(self._desk.conflicts.settle, number, choice).then(self._settled).otherwise(self._broke)

    def _settled(self, done: Chosen) -> None:
        number, self._conflict = self._number, None
        self._did(done, f"conflict.done.{done.choice or 'later'}")
        if done.choice == "later":
            self.call_back.emit(number)
        elif done.number:
            self.open_case(done.number)

    def reprint_first(self) -> None:
        """F6: another copy of the case's first paper."""
        view = self.page.view
        if view is not None and view.prints:
            self.page.reprint.emit(view.prints[0].document)

    def leave(self) -> None:
        """Esc: what is asked is left; else back to the list."""
        if self.page.asking.act:
            self.page.asking.leave()
        self._fault = ""
        self.list.view.setFocus()
        self._show_foot()

    # who, while it is held --------------------------------------------------------------------------------------------

    def _reveal(self, number: str) -> None:
        if not self._shown:
            self._shown = True
            self._work.ask(self._desk.cases.show, number).then(self._revealed).otherwise(lambda _: self._hide())

    def _revealed(self, person: Person | None) -> None:
        if self._shown and self.page.view is not None:
            self.page.reveal(person, self._words)

    def _hide(self) -> None:
        self._shown = False
        self.page.reveal(None, self._words)

    # keys and the foot ------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F3 shows while it is held: a shortcut knows no letting go."""
        if event.type() not in {QEvent.Type.KeyPress, QEvent.Type.KeyRelease} or not isinstance(event, QKeyEvent):
            return False
        if event.key() != Qt.Key.Key_F3 or not self.isVisible() or watched is not self.window().windowHandle():
            return False
        if not event.isAutoRepeat():
            self._want("show" if event.type() == QEvent.Type.KeyPress else "hide")
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typing = isinstance(QApplication.focusWidget(), QLineEdit)
        if event.text() == "/" and not typing:
            self.list.search.setFocus()
            self.list.search.selectAll()
        elif event.text().isdigit() and event.text() != "0" and self._conflict is not None and not typing:
            self.page.conflict.press_number(int(event.text()))
        else:
            super().keyPressEvent(event)

    def _show_foot(self) -> None:
        words, view, act = self._words, self.page.view, self.primary
        asking = bool(self.page.asking.act)
        keys = {"F6": words("cases.reprint")} if view is not None and view.prints else {}
        if asking:
            keys["Esc"] = words("cases.leave")
        self.foot.show_keys(keys)
        missing = self.page.asking.missing() if asking else []
        ready = bool(act) and not self._acting and not missing
        if act == "settle":
            ready = ready and bool(self.page.conflict.choice)
            self.foot.say(self._fault or words("conflict.choose" if not ready else "conflict.at_once"))
        elif self._fault:
            self.foot.say(self._fault)
        else:
            self.foot.say_missing(words, missing)
        self.foot.primary.setVisible(bool(act))
        self.foot.primary.setText(
            words("conflict.do") if act == "settle" else words(f"cases.act.{act}") if act else " "
        )
        self.foot.primary.setEnabled(ready)
