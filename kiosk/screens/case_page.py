"""One case: who and what, how long there is, its life, papers and prints, and what may be done now.

What an act needs to be told is asked on the page itself; the primary act is F8 at the lower right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from kiosk.desk.doors.cases import CaseView, Event, PaperLine, Person, Print
from kiosk.domain.numbering import printed
from kiosk.screens import parts, tokens
from kiosk.screens.asking import Asked, Asking
from kiosk.screens.conflict import ConflictCard
from kiosk.words import Words

TWO_COLUMNS = 540  # px at normal size: what two columns of label and value need
KEYS = {"tell_once": "F9", "refuse": "F10", "withdraw": "F11", "void": "F12"}
PRINTED = {"confirmed": "ok", "unknown": "near", "failed": "late", "held": "late"}
BACKWARD = frozenset({"tell_once", "refuse", "withdraw", "void"})  # never the one thing to do next: they have own keys
ASKS = frozenset({"supplement", "close_gap", "decide", "tell_once", "refuse", "withdraw", "void"})


class Hold(parts.Button):
    """Shows while it is held: mouse, Space or its key. Letting go hides again.

    Signals:
        held(), let_go().
    """

    held = Signal()
    let_go = Signal()

    def __init__(self) -> None:
        super().__init__(" ", "F3")
        self.setAutoRepeat(False)
        self.pressed.connect(self.held)
        self.released.connect(self.let_go)


class CasePage(QWidget):
    """Signals:
    wanted(str): one of the view's acts was chosen.
    reprint(str): another copy of a document.
    print_again(int): a job that did not come out.
    """

    wanted = Signal(str)
    reprint = Signal(str)
    print_again = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.view: CaseView | None = None
        self.person: Person | None = None
        self._words, self._columns = Words("zh"), 2
        self._title = parts.label("")
        self._people: dict[str, QLabel] = {}
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        self._column = QVBoxLayout(ground)
        self._column.setContentsMargins(0, 0, tokens.px(6), 0)
        self._column.setSpacing(tokens.GRID * 3)
        self.head, self._head = parts.card(margin=16)
        self.conflict, self.asking = ConflictCard(), Asking()
        self.hold = Hold()
        for widget in (self.head, self.conflict, self.asking):
            self._column.addWidget(widget)
        self.papers, self._papers = parts.card(margin=16)
        self.life, self._life = parts.card(margin=16)
        self._column.addWidget(self.life)
        self._column.addWidget(self.papers)
        self._column.addStretch()
        self._scroll.setWidget(ground)
        outside.addWidget(self._scroll)

    def show_view(self, view: CaseView, words: Words) -> None:
        """Another case, or the same as it is now. Another case forgets what was asked and who was shown."""
        other = self.view is None or self.view.number != view.number
        self.view, self._words = view, words
        if other:
            self.person = None
            self.asking.leave()
            self._scroll.verticalScrollBar().setValue(0)
        elif self.asking.act and self.asking.act not in view.acts:
            self.asking.leave()
        self._show_head(view, words)
        self._show_papers(view, words)
        self._show_life(view, words)

    def reveal(self, person: Person | None, words: Words) -> None:
        """Who the case is about, whole, while it is held; None hides. Labels change, no widget is made anew: the held
        button must hear that it is let go."""
        self.person = person
        view = self.view
        if view is None:
            return
        self._title.setText(f"{person.name if person else view.who} · {view.item[words.language]}")
        whole = (person.number, person.phone, person.agent) if person else (view.person_number, view.phone, view.agent)
        for name, value in zip(("person_number", "phone", "agent"), whole, strict=True):
            if name in self._people:
                self._people[name].setText(value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 2 if self.width() >= tokens.px(TWO_COLUMNS) else 1
        if columns != self._columns:
            self._columns = columns
            if self.view is not None and self.person is None:
                self._show_head(self.view, self._words)

    # head -------------------------------------------------------------------------------------------------------------

    def _show_head(self, view: CaseView, words: Words) -> None:
        self.hold.setParent(None)
        inside = parts.emptied(self._head)
        row = QHBoxLayout()
        self._title = parts.label(f"{view.who} · {view.item[words.language]}", "title", wrap=True)
        row.addWidget(self._title, 1)
        self.hold = Hold()
        self.hold.setText(words("cases.hold"))
        self.hold.held.connect(lambda: self.wanted.emit("show"))
        self.hold.let_go.connect(lambda: self.wanted.emit("hide"))
        row.addWidget(self.hold, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(row)
        chips = QHBoxLayout()
        chips.setSpacing(6)
        if view.lamp != "none":
            chips.addWidget(parts.lamp(view.lamp, _lamp(words, view)))
        chips.addWidget(parts.chip(words(f"state.{view.state}"), "act"))
        place = words("cases.asks") if view.asks else words(f"place.{view.place}")
        chips.addWidget(parts.chip(place, "late" if view.asks else parts.PLACES[view.place]))
        chips.addStretch()
        inside.addLayout(chips)
        self._facts(inside, view, words)
        self._acts(inside, view, words)

    def _facts(self, inside: QVBoxLayout, view: CaseView, words: Words) -> None:
        """What is known, in two columns of label and value, or one where the page is narrow."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for column in range(self._columns):
            grid.setColumnStretch(2 * column + 1, 1)
        self._people = {}
        for at, (name, value) in enumerate(_known(view, words)):
            row, column = divmod(at, self._columns)
            grid.addWidget(parts.label(words(f"cases.{name}"), "soft"), row, column * 2, Qt.AlignmentFlag.AlignTop)
            shown = self._people[name] = parts.label(value, wrap=True)
            grid.addWidget(shown, row, column * 2 + 1)
        inside.addLayout(grid)

    def _acts(self, inside: QVBoxLayout, view: CaseView, words: Words) -> None:
        """What may be done now, beyond the primary act."""
        grid = QGridLayout()
        grid.setSpacing(8)
        for at, act in enumerate(act for act in view.acts if act != forward(view)):
            made = parts.button(words(f"cases.act.{act}"), KEYS.get(act, ""), kind="danger" if act == "void" else "")
            made.clicked.connect(lambda _=False, act=act: self.wanted.emit(act))
            grid.addWidget(made, at // 3, at % 3)
        grid.setColumnStretch(3, 1)
        inside.addLayout(grid)

    # papers and prints ------------------------------------------------------------------------------------------------

    def _show_papers(self, view: CaseView, words: Words) -> None:
        inside = parts.emptied(self._papers)
        inside.addWidget(parts.label(words("screens.papers"), "head"))
        for paper in view.papers:
            inside.addLayout(_paper(paper, paper.key in view.gap, words))
        if not view.prints:
            return
        inside.addWidget(parts.rule())
        inside.addWidget(parts.label(words("cases.prints"), "head"))
        for one in view.prints:
            inside.addLayout(self._print(one, words))

    def _print(self, one: Print, words: Words) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        name = words(f"paper.title.{one.kind}") if f"paper.title.{one.kind}" in words else words("cases.paper")
        copy = f" · {words('cases.copy', copy=one.copy)}" if one.copy > 1 else ""
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(parts.label(name + copy, wrap=True))
        texts.addWidget(parts.label(one.document, "soft", wrap=True))
        row.addLayout(texts, 1)
        row.addWidget(parts.chip(words(f"cases.print.{one.status}"), PRINTED.get(one.status, "act")))
        failed = one.status in {"failed", "held"}
        made = parts.button(words("cases.print_again" if failed else "cases.reprint"))
        made.setAccessibleName(f"{made.text()} {name} {one.document}")
        if failed:
            made.clicked.connect(lambda: self.print_again.emit(one.job))
        else:
            made.clicked.connect(lambda: self.reprint.emit(one.document))
        row.addWidget(made)
        return row

    # life -------------------------------------------------------------------------------------------------------------

    def _show_life(self, view: CaseView, words: Words) -> None:
        inside = parts.emptied(self._life)
        inside.addWidget(parts.label(words("cases.life"), "head"))
        for at, event in enumerate(view.life):
            inside.addWidget(_Line(event, words, last=at == len(view.life) - 1))

    # asking -----------------------------------------------------------------------------------------------------------

    def ask(self, act: str, words: Words, staff: Sequence[tuple[str, str]] = ()) -> bool:
        """Asks what an act needs on the page; False when it needs nothing. `staff`: who may approve (id, name)."""
        view = self.view
        if view is None or act not in ASKS:
            return False
        questions = _QUESTIONS[act](view, words, staff)
        self.asking.ask(act, words(f"cases.act.{act}"), words(f"cases.ask.{act}"), questions, words)
        self._scroll.ensureWidgetVisible(self.asking)
        return True


def forward(view: CaseView) -> str:
    """The act that brings the case on, F8's; "" when it waits for somebody else."""
    return next((act for act in view.acts if act not in BACKWARD), "")


def _lamp(words: Words, view: CaseView) -> str:
    said = words(f"lamp.{view.lamp}")
    if view.left > 0 and view.lamp in {"in_time", "near"}:
        return f"{said} · {words('cases.left', days=view.left)}"
    return f"{said} · {words('cases.past', days=-view.left)}" if view.left < 0 else said


def _known(view: CaseView, words: Words) -> list[tuple[str, str]]:
    """(name of a label, value) of everything that is known, in reading order."""
    about = f" {words('cases.estimated')}" if view.estimated else ""
    days = {name: day + (about if name in {"promised", "legal"} else "") for name, day in view.days.items()}
    shown = {
        "number": printed(view.number), "person_number": view.person_number, "phone": view.phone, "agent": view.agent,
        "first_asked": view.first_asked, "department": view.department[words.language], "received": view.received_on,
        **{f"day.{name}": days.get(name, "") for name in ("notice", "promised", "legal", "deliver")},
        "pickup_code": view.pickup_code, "result": view.result, "reason": view.reason,
        "note": words("cases.deemed") if view.deemed else "",
    }  # fmt: skip
    return [(name, value) for name, value in shown.items() if value]


def _paper(paper: PaperLine, gap: bool, words: Words) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(parts.label(paper.name[words.language], wrap=True), 1)
    if paper.lack:
        why = f"paper.lack_why.{paper.lack}"
        row.addWidget(parts.label(words(why) if why in words else paper.lack, "near", wrap=True))
    missing = paper.how == "missing"
    said = words("cases.how.promised") if gap and missing else words(f"cases.how.{paper.how}")
    row.addWidget(parts.chip(said, "near" if missing else "ok"))
    return row


class _Line(QWidget):
    """One line of a life: when, a dot on the line, what, who, and where the fact is."""

    def __init__(self, event: Event, words: Words, *, last: bool) -> None:
        super().__init__()
        self._event, self._last = event, last
        row = QHBoxLayout(self)
        row.setContentsMargins(0, tokens.px(3), 0, tokens.px(3))
        row.setSpacing(8)
        when = parts.label(f"{event.day[5:]} {event.time}".strip(), "soft")
        when.setFixedWidth(tokens.px(84))
        row.addWidget(when)
        row.addSpacing(tokens.px(26))
        who = event.who or words("cases.centre")
        tone = "struck" if event.place in {"note", "refused"} else ""
        row.addWidget(parts.label(f"{words(f'fact.{event.kind}')} · {who}", tone, wrap=True), 1)
        note = event.place == "note"
        said = words("cases.note_kept") if note else words(f"place.{event.place}")
        row.addWidget(parts.chip(said, "plain" if note else parts.PLACES[event.place]))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, size = tokens.px(84) + tokens.px(18), tokens.px(10)
        half = self.height() // 2
        painter.setPen(QPen(QColor(tokens.LINE), 2))
        painter.drawLine(middle, 0, middle, half if self._last else self.height())
        kinds = {"refused": "LATE", "here": "NEAR", "note": "LINE_STRONG", "centre": "ACT"}
        ink = QColor(getattr(tokens, kinds.get(self._event.place, "ACT" if self._event.who else "OK")))
        painter.setPen(QPen(ink, 2))
        painter.setBrush(ink)
        painter.drawEllipse(middle - size // 2, half - size // 2, size, size)
        painter.end()


# what an act asks ---------------------------------------------------------------------------------------------------

Staff = Sequence[tuple[str, str]]


def _papers_asked(view: CaseView, words: Words, keys: Sequence[str]) -> tuple[Asked, ...]:
    names = {paper.key: paper.name[words.language] for paper in view.papers}
    hows = tuple((how, words(f"cases.how.{how}")) for how in ("seen", "copied", "missing"))
    return tuple(Asked(f"paper:{key}", names[key], "seen", hows) for key in keys if key in names)


def _supplement(view: CaseView, words: Words, staff: Staff) -> tuple[Asked, ...]:
    """Every paper that was told missing; what was faulty without being a paper is mended or not."""
    lacking = [paper.key for paper in view.papers if paper.lack or paper.how == "missing"]
    return _papers_asked(view, words, lacking)


def _close_gap(view: CaseView, words: Words, staff: Staff) -> tuple[Asked, ...]:
    return _papers_asked(view, words, view.gap)


def _decide(view: CaseView, words: Words, staff: Staff) -> tuple[Asked, ...]:
    return (
        Asked("granted", words("asking.granted"), "yes",
              (("yes", words("asking.granted.yes")), ("no", words("asking.granted.no")))),
        Asked("result", words("asking.result"), needed=False, when=("granted", "yes")),
        Asked("reason", words("asking.reason"), when=("granted", "no")),
        Asked("remedy", words("asking.remedy"), words("asking.remedy.given"), when=("granted", "no")),
    )  # fmt: skip


def _tell_once(view: CaseView, words: Words, staff: Staff) -> tuple[Asked, ...]:
    yes_no = (("yes", words("cases.lack.yes")), ("no", words("cases.lack.no")))
    papers = (Asked(f"lack:{one.key}", one.name[words.language], "yes" if one.how == "missing" else "no", yes_no)
              for one in view.papers)  # fmt: skip
    return (*papers, Asked("why", words("asking.reason")), Asked("how", words("cases.how_to_mend")))


def _refuse(view: CaseView, words: Words, staff: Staff) -> tuple[Asked, ...]:
    grounds = tuple((name, words(f"ground.{name}")) for name in ("not_eligible", "not_competent", "not_needed"))
    return (
        Asked("ground", words("asking.ground"), "not_eligible", grounds),
        Asked("reason", words("asking.reason")),
        Asked("remedy", words("asking.remedy"), words("asking.remedy.given")),
        Asked("elsewhere", words("asking.elsewhere"), when=("ground", "not_competent")),
    )


def _withdraw(view: CaseView, words: Words, staff: Staff) -> tuple[Asked, ...]:
    return (Asked("reason", words("asking.reason"), needed=False),)


def _void(view: CaseView, words: Words, staff: Staff) -> tuple[Asked, ...]:
    return (
        Asked("reason", words("asking.reason")),
        Asked("approver", words("cases.approver"), staff[0][0] if staff else "", tuple(staff)),
        Asked("pin", words("cases.pin"), secret=True),
    )


_QUESTIONS: dict[str, Callable[[CaseView, Words, Staff], tuple[Asked, ...]]] = {
    "supplement": _supplement, "close_gap": _close_gap, "decide": _decide, "tell_once": _tell_once, "refuse": _refuse,
    "withdraw": _withdraw, "void": _void,
}  # fmt: skip
