"""Window 1: choose the item, enter the application, take it in; one person, one visit, one or several items.

Three pages in one place: choosing, entering, done. One primary action at the lower right (F8), what is missing said
beside it; nothing opens a dialog.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk.desk.facade import CardRead, Desk, Offered, Taken
from kiosk.domain.folding import Rules
from kiosk.domain.identifiers import Identifier, identify
from kiosk.domain.moments import CHINA, moment_of
from kiosk.domain.numbering import printed
from kiosk.domain.refusals import Code
from kiosk.screens import parts
from kiosk.screens.asking import Asked
from kiosk.screens.done import DonePage
from kiosk.screens.draft_list import DraftList
from kiosk.screens.entering import Entering
from kiosk.screens.finder import Finder
from kiosk.screens.foot import Foot
from kiosk.screens.sheets import Sheet, Visit, from_draft, to_draft
from kiosk.screens.work import Work
from kiosk.words import Words
from kiosk.words.refusals import sentence

if TYPE_CHECKING:
    from kiosk.desk.doors.drafts import Reopened
    from kiosk.desk.doors.people import KnownCase
    from kiosk.desk.drafting import Draft

CHOOSING, ENTERING, DONE = range(3)
ELDER = 80  # years from which a home visit is offered (延吉: 80 周岁以上高龄津贴)
KNOWN = 3  # cases of the same person that are named beside the form
WHOLE = 18  # characters of an identity number or a 统一社会信用代码
REST = 2000  # ms of rest after which what was typed is kept


class FullProcess(QWidget):
    """Signals:
    changed(): a case was accepted, received, refused or decided.
    said(str): a sentence for a passing note.
    """

    changed = Signal()
    said = Signal(str)

    def __init__(self, desk: Desk, work: Work, words: Words) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._desk, self._work, self._words = desk, work, words
        self._today = date.min
        self._here: Mapping[str, str] = {}
        self._offered: Sequence[Offered] = ()
        self._often: Sequence[str] = ()
        self._pressed = False
        self._kept: Draft | None = None  # the draft as it was written down last
        self.visit = Visit()
        # (whose number, for which item) and what the desk knows of them
        self._known_cases: tuple[tuple[str, str], Sequence[KnownCase]] = (("", ""), ())
        self._lay_out()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.keep)
        self.relabel(words)
        work.ask(desk.offered, "1").then(self._show_items)
        work.ask(desk.prefill).then(self._keep_prefill)
        self._look_for_drafts()

    # laying out -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        self.foot = Foot()
        self.pages = QStackedWidget()
        self.pages.addWidget(self._choosing())
        self.entering = Entering()
        self.entering.changed.connect(self._changed)
        self.entering.left.connect(self.keep)
        self.entering.finished.connect(lambda: self.foot.primary.setFocus())
        self.pages.addWidget(self.entering)
        self.done = DonePage()
        self.done.asking.changed.connect(self._say_what_is_missing)
        self.pages.addWidget(self.done)
        outside.addWidget(self.pages, 1)
        outside.addWidget(self.foot)
        self.form, self.papers, self.press = self.entering.form, self.entering.papers, self.foot.primary
        acts: dict[str, Callable[[], None]] = {
            "F2": self.read_card, "F4": self.another, "F5": self.ask_gap, "F6": self.slip_again, "F7": self.go_on, "F8": self.go,
            "F9": self.tell_once, "F10": self.ask_refusal, "Esc": self.leave,
        }  # fmt: skip
        for key, act in acts.items():
            self.foot.act(key, act)
            QShortcut(QKeySequence(key), self).activated.connect(act)  # a hidden room hears nothing
        self.entering.asking.finished.connect(self.press.setFocus)
        self.done.asking.finished.connect(self.press.setFocus)

    def _choosing(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        row = QHBoxLayout()
        self._ask = parts.label("", "title")
        row.addWidget(self._ask)
        self._ask_second = parts.second()
        row.addWidget(self._ask_second)
        row.addStretch()
        column.addLayout(row)
        self._person = parts.Banner()
        column.addWidget(self._person)
        self.beside = QHBoxLayout()
        self.beside.setSpacing(14)
        self.finder = Finder()
        self.finder.chosen.connect(self.choose)
        self.beside.addWidget(self.finder, 1)
        self.drafts = DraftList()
        self.drafts.wanted.connect(self.reopen)
        self.drafts.thrown.connect(self._throw)
        self.beside.addWidget(self.drafts)
        column.addLayout(self.beside, 1)
        return page

    # what is shown ---------------------------------------------------------------------------------------------------

    @property
    def page(self) -> int:
        return self.pages.currentIndex()

    def relabel(self, words: Words) -> None:
        """The same screen in another language; what is typed stays."""
        if self.page == ENTERING:
            self._gather()
        self._words = words
        other = Words("ko" if words.language == "zh" else "zh")
        self._ask.setText(words("screens.what_for"))
        self._ask_second.setText(other("screens.what_for"))
        self.finder.offer(self._offered, words, self._often)
        self.drafts.show_lines(self.drafts.lines, words)
        asking = self.entering.asking.act
        if self.page == ENTERING and not self.visit.empty:
            self._draw()
            if asking:
                self._ask_for(asking)
        self.done.relabel(words)
        self._show_foot()

    def _show_items(self, offered: Sequence[Offered]) -> None:
        self._offered = offered
        self.finder.offer(offered, self._words, self._often)
        if self.page == CHOOSING:
            self.finder.search.setFocus()

    def show_often(self, codes: Sequence[str]) -> None:
        """The items that this desk takes in most, first."""
        self._often = codes
        self.finder.offer(self._offered, self._words, codes)

    def _keep_prefill(self, prefill: Mapping[str, str]) -> None:
        self._today = date.fromisoformat(prefill["today"])
        self._here = prefill
        self.visit.learn(prefill, "desk")

    def learn_day(self) -> None:
        """Today is another day than the machine's clock said."""
        self._work.ask(self._desk.prefill).then(self._keep_prefill)

    def look(self) -> None:
        """The room is entered: where one goes on has the focus."""
        if self.page == CHOOSING:
            self.finder.search.setFocus()
            self._look_for_drafts()
            self._work.ask(self._desk.people.often).then(self.show_often)

    def choose(self, code: str) -> None:
        """Opens an item's form, as one more of this visit when it is under way."""
        self._work.ask(self._desk.opened_item, code).then(self._open)

    def _open(self, opened: tuple[Rules, str]) -> None:
        rules, promised = opened
        if self.visit.empty:
            self.visit.learn(self._here, "desk")
            self.visit.learn({"resident.id_type": "resident_id"}, "usual")
        same = next((i for i, one in enumerate(self.visit.sheets) if one.code == rules.item.code), None)
        if same is None:
            self.visit.begin(rules, promised)
        else:
            self.visit.at = same
        self._enter()

    def open_visit(self, visit: Visit) -> None:
        """Goes on with what was begun before."""
        self.visit = visit
        self._enter()

    def _enter(self) -> None:
        self.pages.setCurrentIndex(ENTERING)
        self._pressed = False
        self._draw()
        self._show_foot()
        QTimer.singleShot(0, self.entering.focus_first)

    def _draw(self) -> None:
        sheet = self.visit.sheet
        self.entering.draw(
            sheet.rules, self._words, today=self._today, promised=sheet.promised, answers=sheet.answers,
            sources=sheet.sources, papers=sheet.papers, way=sheet.way, detail=sheet.detail,
        )  # fmt: skip
        self.entering.show_visit(self._tabs() if len(self.visit.sheets) > 1 else None)
        self._agent_as_way(sheet)
        self._show_hints()

    def _agent_as_way(self, sheet: Sheet) -> None:
        """Nobody acts for the applicant unless the way says so: one question less."""
        if sheet.answers.get("has_agent") is None and any(e.key == "has_agent" for e in sheet.rules.form.fields()):
            self.form.fill({"has_agent": self.entering.way.currentData() == "agent"}, "usual")

    def _tabs(self) -> QWidget:
        ground = QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(parts.label(self._words("screens.this_visit"), "soft"))
        for number, sheet in enumerate(self.visit.sheets):
            made = parts.button(f"{number + 1}  {sheet.rules.item.name[self._words.language]}")
            made.setProperty("segment", "true")
            made.setCheckable(True)
            made.setChecked(number == self.visit.at)
            made.clicked.connect(lambda _=False, at=number: self._turn_to(at))
            row.addWidget(made)
        row.addStretch()
        return ground

    def _turn_to(self, at: int) -> None:
        self._gather()
        self.visit.at = at
        self._enter()

    def _gather(self) -> Sheet:
        """What stands on the screen, written into the visit."""
        sheet = self.visit.sheet
        if self.entering.rules is not None and self.entering.rules.item.code == sheet.code:
            sheet.answers, sheet.papers = self.form.answers(), self.papers.seen()
            sheet.sources = {key: one for key, one in sheet.sources.items() if key in self.form.sources()}
            sheet.way, sheet.detail = self.entering.way.currentData() or "", self.entering.detail.text()
        return sheet

    # the foot ---------------------------------------------------------------------------------------------------------

    def _show_foot(self) -> None:
        words = self._words
        shown = {
            CHOOSING: ("F2", "F6"),  # F7 stands on the newest draft itself
            ENTERING: ("F9", "F10", "F5", "F4", "F2", "Esc"),
            DONE: ("F6", "F4"),
        }[self.page]
        named = {key: words(f"screens.key.{key}") for key in shown}
        back = self.page == ENTERING and self.entering.asking.act
        if back or (self.page == CHOOSING and self.visit.sheets):
            named = {"Esc": words("screens.key.Esc.back")}
        self.foot.show_keys(named)
        primary = {"entering": "accept", "refuse": "refuse", "gap": "accept_with_gap", "decide": "decide"}
        self.press.setText(words(f"screens.{primary.get(self._mode(), 'next_resident')}"))
        self.press.setVisible(self.page != CHOOSING)
        self._say_what_is_missing()

    def _mode(self) -> str:
        """choosing, entering, refuse, gap, done, decide."""
        asking = {ENTERING: self.entering.asking.act, DONE: self.done.asking.act}.get(self.page, "")
        return asking or ("choosing", "entering", "done")[self.page]

    def _changed(self) -> None:
        self._rest.start()
        self._say_what_is_missing()

    def _say_what_is_missing(self) -> None:
        """What is missing is said next to the button, in words; the right thing is enabled."""
        mode = self._mode()
        lacking: list[str] = []
        gap = tell = False
        if mode == "entering" and not self.visit.empty:
            fields, papers = self.entering.open_parts(), self.entering.missing_papers()
            lacking = [*fields, *papers]
            tell = not fields and bool(papers)
            gap = tell and self.visit.sheet.rules.item.accepts == "station"
        elif mode in {"refuse", "gap"}:
            lacking = [*self.entering.open_parts(), *self.entering.asking.missing()]
        elif mode == "decide":
            lacking = self.done.asking.missing()
        self.foot.say_missing(self._words, lacking)
        self.press.setEnabled(not self._pressed and not lacking and mode != "choosing")
        single = len(self.visit.sheets) == 1
        if mode == "entering":
            self.foot.offer("F9", on=tell and single and not self._pressed)
            self.foot.offer("F5", on=gap and single and not self._pressed)
        self.foot.enable("F10", on=mode == "entering" and single and not self.entering.open_parts())
        self.foot.enable("F6", on=bool(self.done.number))

    # acting -----------------------------------------------------------------------------------------------------------

    def _application(self, sheet: Sheet) -> Any:
        from kiosk.desk.accepting import Application

        details = dict.fromkeys(self._needs(sheet), sheet.detail)
        last = sheet is self.visit.sheets[-1]
        return Application(
            sheet.code, sheet.way, sheet.answers, sheet.papers, details, draft=self.visit.draft if last else ""
        )

    def _needs(self, sheet: Sheet) -> Sequence[str]:
        from kiosk.domain.ways import NEEDS, Way

        return NEEDS[Way(sheet.way)]

    def go(self) -> None:
        """F8: the one thing to do now."""
        if not self.press.isEnabled() or not self.press.isVisible():
            return
        mode = self._mode()
        if mode == "entering":
            self._do(self._desk.accept)
        elif mode == "refuse":
            given = self.entering.asking.answers()
            elsewhere = given["elsewhere"] if given["ground"] == "not_competent" else ""
            self._do(self._desk.refuse, given["ground"], given["reason"], given["remedy"], elsewhere)
        elif mode == "gap":
            self._do(self._desk.accept_with_gap, self.entering.asking.answers()["due"])
        elif mode == "decide":
            self._decide()
        else:
            self.next_resident()

    def tell_once(self) -> None:
        if self._mode() == "entering" and self.foot.enabled("F9"):
            self._do(self._desk.tell_once)

    def _do(self, act: Callable[..., Taken], *more: Any) -> None:
        if self.visit.empty or self._pressed:
            return
        self._gather()
        self._pressed = True
        self.press.setEnabled(False)
        if len(self.visit.sheets) > 1:
            applications = [self._application(sheet) for sheet in self.visit.sheets]
            asked = self._work.ask(self._desk.accept_visit, applications)
        else:
            asked = self._work.ask(act, self._application(self.visit.sheet), *more)
        asked.then(self._done).otherwise(self._broke)

    def _done(self, taken: Taken) -> None:
        self._pressed = False
        if taken.faults:
            self._refused(taken)
            return
        self._rest.stop()
        sheet = self.visit.sheet
        self.done.show_taken(taken, sheet.rules.item, sheet.promised, self._words)
        self.entering.asking.leave()
        self.pages.setCurrentIndex(DONE)
        if taken.state == "accepted" and sheet.rules.item.decides == "station" and not taken.more:
            self._ask_for("decide")
        self._show_foot()
        self.press.setFocus()
        self.changed.emit()

    def _refused(self, taken: Taken) -> None:
        if taken.item:  # of a visit with several items: the one that is at fault
            at = next((i for i, one in enumerate(self.visit.sheets) if one.code == taken.item), self.visit.at)
            if at != self.visit.at:
                self._turn_to(at)
        self._say_what_is_missing()
        fields = {fault.field: fault.values["code"] for fault in taken.faults if fault.code is Code.FORM_FAULTS}
        self.form.show_faults(fields)
        names = {**self.form.names(), **self.papers.names()}
        first = taken.faults[0]
        self.foot.say(sentence(self._words, first, names.get(first.field.split("[")[0], "")))

    def _broke(self, broken: Exception) -> None:
        """Ours, not the world's: said without personal data; nothing was written."""
        self._pressed = False
        self._say_what_is_missing()
        self.foot.say(self._words("screens.broke", kind=type(broken).__name__))

    # asking what an act still needs -----------------------------------------------------------------------------------

    def ask_refusal(self) -> None:
        if self._mode() == "entering" and self.foot.enabled("F10"):
            self._ask_for("refuse")

    def ask_gap(self) -> None:
        if self._mode() == "entering" and self.foot.enabled("F5"):
            self._work.ask(self._desk.gap_until, self.visit.sheet.code).then(self._gap_until)

    def _gap_until(self, day: str) -> None:
        self._latest = day
        self._ask_for("gap")

    def _ask_for(self, act: str) -> None:
        words = self._words
        title, explained = words(f"asking.{act}"), words(f"asking.{act}.explained")
        reason = Asked("reason", words("asking.reason"), when=None)
        remedy = Asked("remedy", words("asking.remedy"), Words("zh")("asking.remedy.given"))
        if act == "refuse":
            grounds = tuple((one, words(f"ground.{one}")) for one in ("not_eligible", "not_competent", "not_needed"))
            elsewhere = Asked("elsewhere", words("asking.elsewhere"), when=("ground", "not_competent"))
            questions = (Asked("ground", words("asking.ground"), "", grounds), reason, elsewhere, remedy)
            self.entering.asking.ask(act, title, explained, questions, words)
        elif act == "gap":
            until = Asked("due", words("asking.due"), self._latest)
            oath = Asked("undertaking", words("asking.undertaking"), "", (("yes", words("asking.undertaking.yes")),))
            self.entering.asking.ask(act, title, explained, (until, oath), words)
        else:
            granted = Asked("granted", words("asking.granted"), "yes",
                            (("yes", words("asking.granted.yes")), ("no", words("asking.granted.no"))))  # fmt: skip
            result = Asked("result", words("asking.result"), needed=False, when=("granted", "yes"))
            no = ("granted", "no")
            self.done.asking.ask(act, title, explained, (
                granted, result, Asked("reason", words("asking.reason"), when=no),
                Asked("remedy", words("asking.remedy"), Words("zh")("asking.remedy.given"), when=no),
            ), words)  # fmt: skip
        self.entering.show_asking()
        self._show_foot()

    def _decide(self) -> None:
        given = self.done.asking.answers()
        granted = given["granted"] == "yes"
        reason, remedy = ("", "") if granted else (given["reason"], given["remedy"])
        self._pressed = True
        self.press.setEnabled(False)
        result = given["result"] if granted else ""
        asked = self._work.ask(lambda: self._desk.decide(self.done.number, granted, result, reason, remedy))
        asked.then(self._decided).otherwise(self._broke)

    def _decided(self, taken: Taken) -> None:
        self._pressed = False
        if taken.faults:
            self.foot.say(sentence(self._words, taken.faults[0]))
            return
        self.done.asking.leave()
        self.done.show_state(taken.state)
        self._show_foot()
        self.press.setFocus()
        self.changed.emit()

    # the person -------------------------------------------------------------------------------------------------------

    def read_card(self) -> None:
        """F2: what the card says fills what is still empty."""
        if self.page != DONE:
            self._work.ask(self._desk.read_card).then(self._card)

    def _card(self, card: CardRead) -> None:
        if not card.known:
            self.said.emit(self._words(f"reader.{card.why}"))
            return
        if self.page == ENTERING:
            self._gather()
        self.visit.learn(card.known, "card")
        self._person.say(self._words("screens.card_read", name=card.masked), "ok")
        if self.page == ENTERING:
            self._draw()
            self._say_what_is_missing()
            self.entering.focus_first()

    # going ------------------------------------------------------------------------------------------------------------

    def another(self) -> None:
        """F4: the same person, one more item. After an acceptance it begins a new visit with the same person."""
        if self.page == ENTERING and not self.entering.asking.act:
            self._gather()
        elif self.page == DONE:
            before = self.visit
            self.visit = Visit(known=dict(before.known), known_from=dict(before.known_from))
            for sheet in before.sheets:
                self.visit.learn(_person(sheet), "visit")
        else:
            return
        self.done.asking.leave()
        self._to_choosing()

    def leave(self) -> None:
        """Esc: back; what was typed is kept as a draft."""
        if self.entering.asking.act:
            self.entering.asking.leave()
            self._show_foot()
            self.entering.focus_first()
        elif self.page == ENTERING:
            self.keep()
            if self.visit.draft:
                self.said.emit(self._words("screens.draft_kept"))
            self.next_resident()
        elif self.page == CHOOSING and self.finder.search.text():
            self.finder.search.clear()
        elif self.page == CHOOSING and self.visit.sheets:
            self._enter()

    def next_resident(self) -> None:
        """Nothing of the last person stays on the screen."""
        self._rest.stop()
        self.visit, self._kept = Visit(), None
        self.entering.clear()
        self._known_cases = (("", ""), ())
        self._person.say("")
        self.done.asking.leave()
        self._to_choosing()

    def _to_choosing(self) -> None:
        self._look_for_drafts()
        self.finder.search.clear()
        self.pages.setCurrentIndex(CHOOSING)
        self._show_foot()
        self.finder.search.setFocus()

    def keep(self) -> None:
        """What was typed is written down, at each field's end and after two seconds of rest."""
        if self.page == ENTERING and not self.visit.empty:
            self._gather()
            self._learn_from_number()
            self._show_hints()
            self._write_down()

    def _write_down(self) -> None:
        """Into the ledger, when somebody typed something: an opened form is not yet a draft."""
        typed = any(
            key not in sheet.sources for sheet in self.visit.sheets for key in sheet.answers if key != "has_agent"
        )
        if self._pressed or not (typed or "card" in self.visit.known_from.values()):
            return
        self.visit.draft = self.visit.draft or uuid4().hex
        draft = deepcopy(to_draft(self.visit))
        if draft != self._kept:
            self._kept = draft
            self._work.ask(self._desk.drafts.keep, draft).then(self._written).otherwise(self._not_written)

    def _written(self, stamp: str) -> None:
        time = moment_of(stamp).astimezone(CHINA).strftime("%H:%M:%S")
        self.entering.saved.setText(self._words("drafts.kept", time=time))

    def _not_written(self, broken: object) -> None:
        self._kept = None
        self.entering.saved.setText(self._words("drafts.not_kept"))

    def _look_for_drafts(self) -> None:
        self._work.ask(self._desk.drafts.lines).then(lambda lines: self.drafts.show_lines(lines, self._words))

    def go_on(self) -> None:
        """F7: the newest draft."""
        if self.page == CHOOSING and self.drafts.lines:
            self.reopen(self.drafts.lines[0].id)

    def reopen(self, draft: str) -> None:
        self._work.ask(self._desk.drafts.reopen, draft).then(self._reopened)

    def _reopened(self, kept: Reopened | None) -> None:
        if kept is None:
            self._look_for_drafts()
            return
        self.open_visit(from_draft(kept))
        if kept.gone:
            self.said.emit(self._words("drafts.gone", count=len(kept.gone)))

    def _throw(self, draft: str) -> None:
        self._work.ask(self._desk.drafts.forget, draft).then(lambda _: self._look_for_drafts())

    def _show_hints(self) -> None:
        """What the desk knows of this person and the clerk should, said beside the form."""
        born = str(self.visit.sheet.answers.get("applicant_birth_date", ""))
        age = age_on(born, self._today)
        hints = [("", self._words("hint.elder", age=age))] if age >= ELDER else []
        self._ask_known()
        known = self._known_cases[1]
        hints = [self._known_hint(one) for one in known[:KNOWN]] + hints
        self.entering.guide.hint(self._words("hint.title"), hints)

    def _known_hint(self, one: KnownCase) -> tuple[str, str]:
        words = self._words
        said = {"item": one.item[words.language], "number": printed(one.number), "day": one.received_on,
                "state": words(f"state.{one.state}")}  # fmt: skip
        return ("near", words("hint.same", **said)) if one.same else ("", words("hint.open", **said))

    def _ask_known(self) -> None:
        """What this person has under way, once for each number and item."""
        sheet = self.visit.sheet
        number = str(sheet.answers.get("applicant_id_number") or sheet.answers.get("org_uscc") or "")
        whom = (number, sheet.code)
        if len(number) != WHOLE:
            self._known_cases = (("", ""), ())
        elif whom != self._known_cases[0]:
            self._known_cases = (whom, ())
            self._work.ask(self._desk.people.known, *whom).then(lambda found: self._knows(whom, found))

    def _knows(self, whom: tuple[str, str], found: Sequence[KnownCase]) -> None:
        if whom == self._known_cases[0] and found and self.page == ENTERING:
            self._known_cases = (whom, found)
            self._show_hints()

    def _learn_from_number(self) -> None:
        """A resident's number says when they were born and of which sex (GB 11643): nobody types it again."""
        sheet = self.visit.sheet
        found = identify(str(sheet.answers.get("applicant_id_number", "")), self._today)
        if not isinstance(found, Identifier) or found.birth is None:
            return
        said = {"resident.birth_date": found.birth.isoformat(), "resident.sex": found.sex or ""}
        new = {key: value for key, value in said.items() if self.visit.known.get(key) != value}
        if new:
            before = dict(sheet.answers)
            self.visit.learn(new, "number")
            self.form.fill({key: value for key, value in sheet.answers.items() if key not in before}, "number")

    # afterwards -------------------------------------------------------------------------------------------------------

    def slip_again(self) -> None:
        """F6: the last slip once more, marked 补打 and audited."""
        if self.done.number:
            self._work.ask(self._desk.slip_again, self.done.number).then(self._slip_queued).otherwise(self._broke)

    def _slip_queued(self, title: str) -> None:
        self.said.emit(self._words("screens.slip_again" if title else "screens.no_slip"))

    def show_place(self, places: Mapping[str, str]) -> None:
        """The case that was taken last moved: from this machine to the centre, and into its state."""
        self.done.show_place(places.get(self.done.number, ""))

    @property
    def number(self) -> str:
        """The case that was taken last on this screen, "" before the first."""
        return self.done.number

    @property
    def place(self) -> str:
        return self.done.place


def age_on(born: str, today: date) -> int:
    """Full years of somebody born on that ISO day; 0 when it is no day."""
    try:
        day = date.fromisoformat(born)
    except ValueError:
        return 0
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def _person(sheet: Sheet) -> dict[str, str]:
    """What a sheet says of the person, by the forms' prefill keys."""
    return {
        entry.prefill: str(sheet.answers[entry.key])
        for entry in sheet.rules.form.fields()
        if entry.prefill.startswith("resident.") and entry.key in sheet.answers
    }
