"""The issuing desk (统一窗口出件): what waits for collection, whose document lies on the counter, and how it left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from kiosk.desk.doors.cases import Acted, CaseView
from kiosk.desk.facade import CardRead, Desk
from kiosk.domain.numbering import printed
from kiosk.screens import parts, tokens
from kiosk.screens.asking import Asked, Asking
from kiosk.screens.case_list import CaseList
from kiosk.screens.foot import Foot
from kiosk.screens.work import Work
from kiosk.words import Words
from kiosk.words.refusals import sentence

STATES = ("ready", "dispatched", "closed")  # to be collected, on its way by post, to be made ready
PRIMARY = {"closed": "make_ready", "ready": "hand_out", "dispatched": "arrived"}  # F8's, by the case's state
CODE = 6  # digits of a pick-up code
PROOFS = ("id_card", "residence_card", "residence_permit", "passport")  # words proof.*
RELATIONS = ("spouse", "parent", "child", "sibling", "colleague", "agent")  # words relation.*


class Issuing(QWidget):
    """Signals:
    said(str): a sentence for a passing note.
    changed(): an act changed a case.
    """

    said = Signal(str)
    changed = Signal()

    def __init__(self, desk: Desk, work: Work, words: Words) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._desk, self._work, self._words = desk, work, words
        self._number, self._code, self._fault, self._acting = "", "", "", False
        self.view: CaseView | None = None
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
        head = QHBoxLayout()
        self._title, self._second = parts.label("", "title"), parts.second()
        head.addWidget(self._title)
        head.addWidget(self._second)
        head.addStretch()
        inside.addLayout(head)
        self.list = CaseList(self._desk, self._work, self._words, STATES)
        self.list.setMinimumWidth(tokens.px(380))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(14)
        split.addWidget(self.list)
        split.addWidget(self._right_side())
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 4)
        split.setSizes([420, 740])
        inside.addWidget(split, 1)
        outside.addLayout(inside, 1)
        self.foot = Foot()
        outside.addWidget(self.foot)

    def _right_side(self) -> QStackedWidget:
        self._none = parts.Empty()
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        frame, self._facts = parts.card()
        column.addWidget(frame)
        self.asking = Asking()
        column.addWidget(self.asking)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(ground)
        self._right = QStackedWidget()
        self._right.addWidget(self._none)
        self._right.addWidget(scroll)
        return self._right

    def _wire(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda _: self._ask())
        self.list.search.returnPressed.disconnect()
        self.list.search.returnPressed.connect(self._typed)
        self.asking.changed.connect(self._show_foot)
        self.asking.finished.connect(self.foot.primary.setFocus)
        acts: dict[str, Callable[[], None]] = {
            "F2": self.card, "F6": self.reprint, "F9": lambda: self._ask("post"),
            "F10": lambda: self._ask("came_back"), "Esc": self.leave, "F8": self.go,
        }  # fmt: skip
        for key, act in acts.items():
            self.foot.act(key, act)
            made = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    def relabel(self, words: Words) -> None:
        self._words = words
        other = Words("ko" if words.language == "zh" else "zh")
        self._title.setText(words("screens.room.issuing"))
        self._second.setText(other("screens.room.issuing"))
        self._none.say(words("issuing.choose"), words("issuing.choose.more"))
        self.list.relabel(words)
        self.list.search.setPlaceholderText(words("issuing.find"))
        self.list.search.setAccessibleName(words("issuing.find"))
        self.list.view.setAccessibleName(words("screens.room.issuing"))
        if self.view is not None:
            self._show_view(self.view)
            if self.asking.act:
                self._ask(self.asking.act)
        self._show_foot()

    # what the shell asks ----------------------------------------------------------------------------------------------

    def look(self) -> None:
        self.list.look()
        if self._number:
            self._fetch()
        elif not self.list.search.hasFocus():
            self.list.search.setFocus()

    # finding ----------------------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        """Enter: six digits are a pick-up code, a scanned number is a case; anything else has narrowed the list."""
        typed = self.list.search.text().strip().replace(" ", "").replace("-", "")
        if len(typed) == CODE and typed.isdigit():
            self._work.ask(self._desk.issuing.by_code, typed).then(lambda number: self._by_code(typed, number))
        else:
            self.list.view.setFocus()

    def _by_code(self, code: str, number: str) -> None:
        if not number:
            self._fault = self._words("issuing.no_such_code")
            self.list.search.selectAll()
            self._show_foot()
            return
        self.list.search.clear()
        self._code = code
        self.list.mark(number)
        self._choose(number, ask=True)

    def card(self) -> None:
        """F2: the card on the reader finds what waits for its holder, or fills in whose document it is."""
        self._work.ask(self._desk.read_card).then(self._card_read)

    def _card_read(self, read: CardRead) -> None:
        if read.why:
            self._fault = self._words(f"reader.{read.why}")
        elif self.asking.act == "hand_out":
            self._fill_document(read.known["resident.id_number"], read.known["resident.name"])
        else:
            self._fault = ""
            self.list.search.setText(read.known["resident.id_number"])
            self.said.emit(self._words("issuing.card", who=read.masked))
        self._show_foot()

    def _fill_document(self, number: str, name: str) -> None:
        given = self.asking.answers()
        self.asking.put({"document": number, "proof": "id_card"})
        if given.get("who") == "proxy":
            self.asking.put({"name": name})
        self._fault = ""

    # one case ---------------------------------------------------------------------------------------------------------

    def _choose(self, number: str, *, ask: bool = False) -> None:
        if number != self._number:
            self.asking.leave()
            self._fault = ""
            self._code = self._code if ask else ""
        self._number = number
        self._fetch(ask=ask)

    def _fetch(self, *, ask: bool = False) -> None:
        number = self._number
        self._work.ask(self._desk.cases.view, number).then(lambda view: self._show(number, view, ask))

    def _show(self, number: str, view: CaseView | None, ask: bool) -> None:
        if number != self._number:
            return  # another row was chosen meanwhile
        if view != self.view:
            self.view = view
            self._right.setCurrentIndex(1 if view is not None else 0)
            if view is not None:
                self._show_view(view)
        if ask:
            self._ask()
        self._show_foot()

    def _show_view(self, view: CaseView) -> None:
        words = self._words
        parts.emptied(self._facts)
        top = QHBoxLayout()
        top.addWidget(parts.label(view.item[words.language], "title", wrap=True), 1)
        top.addWidget(parts.chip(words(f"state.{view.state}"), "act"), 0, Qt.AlignmentFlag.AlignTop)
        self._facts.addLayout(top)
        self._facts.addWidget(parts.label(f"{view.who} · {view.person_number} · {view.phone}", "strong", wrap=True))
        if view.agent:
            self._facts.addWidget(parts.label(words("issuing.agent", name=view.agent), "soft", wrap=True))
        self._facts.addWidget(parts.label(printed(view.number), "soft"))
        if view.result:
            self._facts.addWidget(parts.label(words("issuing.result", result=view.result), wrap=True))
        due = view.days.get("deliver")
        if due:
            row = QHBoxLayout()
            said = words("issuing.deliver_by", day=words.day(date.fromisoformat(due)))
            row.addWidget(parts.lamp(view.lamp, said))
            row.addStretch()
            self._facts.addLayout(row)

    # acting -----------------------------------------------------------------------------------------------------------

    @property
    def primary(self) -> str:
        """What F8 does now."""
        if self.asking.act:
            return self.asking.act
        return PRIMARY.get(self.view.state, "") if self.view is not None else ""

    def go(self) -> None:
        """F8."""
        act, view = self.primary, self.view
        if not act or view is None or self._acting or not self.foot.primary.isEnabled():
            return
        if act == "make_ready":
            self._act(act, {})
        elif not self.asking.act:
            self._ask(act)
        else:
            self._act(act, {**self.asking.answers(), "code": self._code})

    def _ask(self, act: str = "") -> None:
        view = self.view
        act = act or self.primary
        if view is None or act not in _QUESTIONS or not _fits(act, view.state):
            return
        words = self._words
        title, why = words(f"issuing.act.{act}"), words(f"issuing.ask.{act}")
        self.asking.ask(act, title, why, _QUESTIONS[act](words, view), words)
        self._show_foot()

    def _act(self, act: str, said: dict[str, str]) -> None:
        self._acting, self._fault = True, ""
        self._show_foot()
        number = self._number
        self._work.ask(self._desk.issuing.act, number, act, said).then(lambda done: self._did(act, done)).otherwise(
            self._broke
        )

    def _did(self, act: str, done: Acted) -> None:
        self._acting = False
        if done.faults:
            self._fault = sentence(self._words, done.faults[0])
        else:
            self.asking.leave()
            self._code = ""
            self.said.emit(self._words(f"issuing.done.{act}"))
            self.changed.emit()
            self.list.search.setFocus()
        self.look()
        self._show_foot()

    def _broke(self, broken: object) -> None:
        self._acting = False
        self._fault = self._words("cases.broke")
        self._show_foot()

    def reprint(self) -> None:
        """F6: the newest pick-up slip or certificate of service once more (补打)."""
        prints = [one for one in self.view.prints if one.kind in {"pickup", "service"}] if self.view is not None else []
        if prints:
            self._work.ask(self._desk.cases.reprint, prints[-1].document).then(self._reprinted)

    def _reprinted(self, done: Any) -> None:
        self.said.emit(self._words("cases.reprinted"))
        self.changed.emit()

    def leave(self) -> None:
        """Esc: what is asked is left; else back to finding."""
        if self.asking.act:
            self.asking.leave()
        else:
            self.list.search.clear()
        self._fault = ""
        self.list.search.setFocus()
        self._show_foot()

    # the foot ---------------------------------------------------------------------------------------------------------

    def _show_foot(self) -> None:
        words, view, act = self._words, self.view, self.primary
        keys = {"F2": words("screens.key.F2")}
        if view is not None and not self.asking.act:
            keys |= {key: words(f"issuing.act.{name}") for key, name in (("F9", "post"), ("F10", "came_back"))
                     if _fits(name, view.state)}  # fmt: skip
            if any(one.kind in {"pickup", "service"} for one in view.prints):
                keys["F6"] = words("cases.reprint")
        if self.asking.act:
            keys["Esc"] = words("cases.leave")
        self.foot.show_keys(keys)
        missing = self.asking.missing() if self.asking.act else []
        if self._fault:
            self.foot.say(self._fault)
        else:
            self.foot.say_missing(words, missing)
        self.foot.primary.setVisible(bool(act))
        self.foot.primary.setText(words(f"issuing.act.{act}") if act else " ")
        self.foot.primary.setEnabled(bool(act) and not missing and not self._acting)


def _fits(act: str, state: str) -> bool:
    """Whether an act belongs to a case in this state."""
    return state in {"post": {"ready"}, "came_back": {"dispatched"}, "hand_out": {"ready"},
                     "arrived": {"dispatched"}, "make_ready": {"closed"}}[act]  # fmt: skip


def _choices(words: Words, what: str, names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, words(f"{what}.{name}")) for name in names)


def _hand_out(words: Words, view: CaseView) -> tuple[Asked, ...]:
    yes_no = (("yes", words("screens.yes")), ("no", words("screens.no")))
    return (
        Asked("how", words("issuing.how"), "onsite", _choices(words, "issuing.how", ("onsite", "home"))),
        Asked(
            "who",
            words("issuing.who"),
            "proxy" if view.agent else "self",
            _choices(words, "issuing.who", ("self", "proxy")),
        ),
        Asked("name", words("issuing.name"), when=("who", "proxy")),
        Asked("relation", words("issuing.relation"), "", _choices(words, "relation", RELATIONS), when=("who", "proxy")),
        Asked("power", words("issuing.power"), "", yes_no, when=("who", "proxy")),
        Asked("proof", words("issuing.proof"), "id_card", _choices(words, "proof", PROOFS)),
        Asked("document", words("issuing.document"), private=True),
        Asked("signed", words("issuing.signed"), "", yes_no),
    )


def _post(words: Words, view: CaseView) -> tuple[Asked, ...]:
    return (Asked("waybill", words("issuing.waybill")),)


def _arrived(words: Words, view: CaseView) -> tuple[Asked, ...]:
    return (Asked("receiver", words("issuing.receiver")),)


def _came_back(words: Words, view: CaseView) -> tuple[Asked, ...]:
    return (Asked("reason", words("asking.reason")),)


_QUESTIONS: dict[str, Callable[[Words, CaseView], tuple[Asked, ...]]] = {
    "hand_out": _hand_out, "post": _post, "arrived": _arrived, "came_back": _came_back,
}  # fmt: skip

__all__ = ["Issuing"]
