"""The window around all rooms: the rail, the top bar, the one search, one sync lamp in words, language, size, notes.

A room is made when it is first entered; one that is not built yet is not on the rail.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from kiosk.screens import parts, tokens
from kiosk.screens.bar import Bar
from kiosk.screens.rail import Rail
from kiosk.screens.work import Work
from kiosk.settings.look import Look
from kiosk.words import Words

if TYPE_CHECKING:
    from datetime import date

    from kiosk.desk.doors.line import Lamp
    from kiosk.desk.doors.signing_in import Standing
    from kiosk.desk.facade import Desk, Facing
    from kiosk.domain.refusals import Refusal
    from kiosk.screens.full_process import FullProcess
    from kiosk.screens.my_cases import MyCases

SMALLEST = (1180, 680)  # px; the design begins at 1366 x 768, a bar of the desktop's takes some of it
# name, picture, where its class is
ROOMS = (
    ("full_process", "file-text", "kiosk.screens.full_process.FullProcess"),
    ("issuing", "tray", "kiosk.screens.issuing.Issuing"),
    ("my_cases", "list", "kiosk.screens.my_cases.MyCases"),
    ("calls", "phone", "kiosk.screens.calls.Calls"),
)


class Room(Protocol):
    """What the shell asks of a room."""

    def relabel(self, words: Words) -> None: ...

    def look(self) -> None:
        """The room is entered, or something changed: it asks the desk anew."""


class Shell(QMainWindow):
    """The clerk's window.

    Signals:
        painted(): it stands on the screen for the first time.
    """

    painted = Signal()

    def __init__(self, open_desk: Callable[[], Desk], look: Look, icons: Path, *, training: bool = False) -> None:
        """The frame only: rail and bar. `begin` brings the desk and the rooms, behind the first paint."""
        super().__init__()
        self._open_desk, self._icons, self._look = open_desk, icons, look
        self.words = Words(look.language)
        self.work = Work()
        self._facing: Facing | None = None
        self._lamp: Lamp | None = None
        self._painted = self._begun = False
        self._made: dict[str, QWidget] = {}
        self._rooms = QStackedWidget()
        self._layers = QStackedWidget()  # the work, and what covers it until a PIN
        self._shortcuts: list[QShortcut] = []
        self._at_hand: QWidget | None = None  # what had the focus when the window was covered
        self._practice = parts.Framed(self._layers) if training else None
        self._lay_out()
        self._label_frame()
        self.rail.show_room(ROOMS[0][0])
        self.setMinimumSize(*SMALLEST)  # said, not guessed from what stands on the screen now
        self.resize(1366, 768)

    def begin(self) -> None:
        """The first room, what lies over the rooms, and the looking after what the agent brings."""
        if self._begun:
            return
        self._begun = True
        self._desk = self._open_desk()
        self._lay_over()
        self.work.broke.connect(self._broke)
        from kiosk.screens.noticing import Noticing

        self.noticing = Noticing(self._desk, self.work)
        self.noticing.stood.connect(self._stand)
        self.work.ask(self._desk.facing).then(self._face)
        self.work.ask(self._desk.sign_in.standing).then(self._begin_covered)
        self.enter(ROOMS[0][0])
        self.relabel(self.words)
        self.noticing.look()

    # laying out -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        ground = QWidget()
        ground.setObjectName("ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.bar = Bar(self._icons)
        column.addWidget(self.bar)
        self.banner = parts.Banner()
        column.addWidget(self.banner)
        self._asks = QVBoxLayout()  # what the window itself must know, once the desk is there
        column.addLayout(self._asks)
        row = QHBoxLayout()
        row.setSpacing(0)
        self.rail = Rail([(name, picture) for name, picture, _ in ROOMS], self._icons)
        self.rail.chosen.connect(self.enter)
        row.addWidget(self.rail)
        row.addWidget(self._rooms, 1)
        column.addLayout(row, 1)
        self._ground = ground
        self._layers.addWidget(ground)
        self.setCentralWidget(self._practice or self._layers)

    def _lay_over(self) -> None:
        """What lies over the rooms; its modules come now, not before the first paint."""
        from kiosk.screens.first_run import FirstRun
        from kiosk.screens.help import HelpSheet
        from kiosk.screens.line_panel import LinePanel
        from kiosk.screens.palette import Palette
        from kiosk.screens.resting import Resting
        from kiosk.screens.sign_in import SignIn
        from kiosk.screens.today import Today

        ground = self._ground
        self.cover = SignIn(self._desk, self.work, self.words)
        self.cover.signed_in.connect(self._uncover)
        self.cover.language.connect(self.speak)
        self._layers.addWidget(self.cover)
        self._resting = Resting(cast(QApplication, QApplication.instance()))
        self._resting.rested.connect(self.lock)
        self.palette_ = Palette(ground, self._desk, self.work)
        self.palette_.item.connect(self._open_item)
        self.palette_.case.connect(self.open_case)
        self.line_panel = LinePanel(ground)
        self.line_panel.case.connect(self.open_case)
        self.line_panel.retry.connect(self._retry)
        self.help = HelpSheet(ground)
        self.first_run = FirstRun(ground, self._icons)
        self.help.tour.connect(lambda: self.first_run.open(self.words))
        self.toast = parts.Toast(ground)
        self.today = Today()
        self.today.given.connect(self._give_day)
        self._asks.addWidget(self.today)
        self._wire()

    def _wire(self) -> None:
        bar = self.bar
        bar.search.connect(self.search)
        bar.lamp_asked.connect(self.show_line)
        bar.language.connect(self.speak)
        bar.contrast.connect(self.switch_contrast)
        bar.bigger.connect(self.switch_size)
        bar.help.connect(self.show_help)
        bar.lock.connect(self.lock)
        keys: dict[str, Callable[[], None]] = {
            "Ctrl+K": self.search, "Ctrl+J": self.show_line, "Ctrl+Shift+L": self.switch_language,
            "Ctrl+=": self.switch_size, "F1": self.show_help, "Ctrl+L": self.lock,
        }  # fmt: skip
        keys |= {f"Ctrl+{n}": lambda at=name: self.enter(at) for n, (name, _, _) in enumerate(ROOMS, 1)}  # type: ignore[misc]
        for key, act in keys.items():
            made = QShortcut(QKeySequence(key), self)
            made.activated.connect(act)
            if act not in (self.switch_language, self.switch_size):
                self._shortcuts.append(made)  # the others work on the cover too

    # who works here ---------------------------------------------------------------------------------------------------

    @property
    def covered(self) -> bool:
        """Whether a PIN is wanted before anything else."""
        return self._begun and self._layers.currentWidget() is self.cover

    def lock(self) -> None:
        """Nothing of a resident is seen, nothing is done, until a PIN. What is typed stays, and is a draft besides."""
        if self._begun and not self.covered:
            self._cover()
            self.work.ask(self._desk.sign_in.lock)
            self.cover.look()

    def _begin_covered(self, standing: Standing) -> None:
        if standing.covered:
            self._cover()
            self.cover.show_standing(standing)
            self.cover.focus()
        else:
            self._greet()

    def _greet(self) -> None:
        """A wrong clock is asked about; whoever works here for the first time is shown around, once."""
        self._look_at_clock()
        self.work.ask(self._desk.first_run.wanted).then(lambda new: self.first_run.open(self.words) if new else None)

    def _cover(self) -> None:
        for floating in (self.palette_, self.line_panel, self.help, self.first_run, self.toast):
            floating.hide()
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
        self._at_hand = self._ground.focusWidget() or self._rooms.currentWidget().focusWidget()
        self._ground.setEnabled(False)  # what is covered takes no focus
        self._layers.setCurrentWidget(self.cover)

    def _uncover(self) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(True)
        self._ground.setEnabled(True)
        self._layers.setCurrentWidget(self._ground)
        self.work.ask(self._desk.facing).then(self._face)
        cast(Room, self.room(self.now)).look()
        self._go_on()
        self._greet()

    def _go_on(self) -> None:
        """The clerk goes on typing where the cover fell."""
        if self._at_hand is not None and isValid(self._at_hand):
            self._at_hand.setFocus()

    def _look_at_clock(self) -> None:
        """A clock that cannot be right is asked about before anybody works with it."""
        self.work.ask(self._desk.day_doubted).then(lambda shown: self.today.ask(self.words, shown))

    def _give_day(self, day: date) -> None:
        self.work.ask(self._desk.day_asked, day).then(self._day_given)

    def _day_given(self, no: Refusal | None) -> None:
        self.today.refuse(no)
        if no is None:
            self.today.hide()
            self.full_process.learn_day()
            cast(Room, self.room(self.now)).look()

    # rooms ------------------------------------------------------------------------------------------------------------

    def _keep_room(self, name: str, made: QWidget) -> None:
        self._made[name] = made
        self._rooms.addWidget(made)

    def room(self, name: str) -> Any:
        """A room's widget, made when first asked for."""
        if name not in self._made:
            module, _, kind = next(where for known, _, where in ROOMS if known == name).rpartition(".")
            made = getattr(import_module(module), kind)(self._desk, self.work, self.words)
            made.said.connect(self.say)
            made.changed.connect(self._after_an_act)
            if name == "my_cases":
                made.call_back.connect(self._call_back)
            if name == "calls":
                made.case.connect(self.open_case)
            self._keep_room(name, made)
        return self._made[name]

    @property
    def full_process(self) -> FullProcess:
        return cast("FullProcess", self.room("full_process"))

    @property
    def my_cases(self) -> MyCases:
        return cast("MyCases", self.room("my_cases"))

    @property
    def now(self) -> str:
        """The name of the room that is shown."""
        shown = self._rooms.currentWidget()
        return next(name for name, made in self._made.items() if made is shown)

    def enter(self, name: str) -> None:
        """Shows a room; Ctrl+1, Ctrl+2 … do the same."""
        room = self.room(name)
        self.rail.show_room(name)
        self._rooms.setCurrentWidget(room)
        cast(Room, room).look()

    def _open_item(self, code: str) -> None:
        self.enter("full_process")
        self.full_process.choose(code)

    def _call_back(self, number: str) -> None:
        """Settled for later: the resident is to be told."""
        self.work.ask(self._desk.calls.enter, number, "conflict")

    def open_case(self, number: str) -> None:
        self.enter("my_cases")
        self.my_cases.open_case(number)

    # search, lamp, notes ----------------------------------------------------------------------------------------------

    def search(self) -> None:
        self.palette_.open(self.words)

    def show_line(self) -> None:
        """What waits, what came back and why, and a retry."""
        from kiosk.desk.doors.line import Lamp

        self.work.ask(self._desk.line.waiting).then(
            lambda waiting: self.line_panel.open(self.words, self._lamp or Lamp(), waiting)
        )

    def show_help(self) -> None:
        """F1: what this room is for and its keys; F1 again closes it."""
        if self.help.isVisible():
            self.help.hide()
        else:
            self.help.open(self.words, self.now)

    def _retry(self) -> None:
        self.work.ask(self._desk.line.retry)

    def say(self, sentence: str) -> None:
        """A passing note; it does not take the focus."""
        if sentence:
            self.toast.say(sentence)

    def _broke(self, broken: Exception) -> None:
        """What went wrong behind a question that nobody else speaks for: a refusal is a sentence (behind the cover it
        is none of a passer-by's business), a fault of ours is said without personal data."""
        from kiosk.desk.tools import Refused
        from kiosk.words.refusals import sentence

        if isinstance(broken, Refused):
            self.say("" if self.covered else sentence(self.words, broken.faults[0]))
        else:
            self.say(self.words("screens.broke", kind=type(broken).__name__))

    # looks ------------------------------------------------------------------------------------------------------------

    def switch_language(self) -> None:
        self.speak("ko" if self.words.language == "zh" else "zh")

    def speak(self, language: str) -> None:
        """Chinese or Korean, at once; nothing that is typed is lost."""
        self._wear(Look(language, self._look.palette, self._look.size))

    def switch_contrast(self) -> None:
        palette = "contrast" if self._look.palette == "light" else "light"
        self._wear(Look(self._look.language, palette, self._look.size))

    def switch_size(self) -> None:
        sizes = list(tokens.SIZES)
        following = sizes[(sizes.index(self._look.size) + 1) % len(sizes)]
        self._wear(Look(self._look.language, self._look.palette, following))

    def _wear(self, look: Look) -> None:
        if (look.palette, look.size) != (self._look.palette, self._look.size):
            tokens.wear(look.palette, look.size)
            self.setStyleSheet(tokens.style(self._icons.as_posix()))  # six times quicker than the whole program's
        self._look = look
        self.relabel(Words(look.language))
        self.work.ask(self._desk.keep_look, look)

    def _label_frame(self) -> None:
        words = self.words
        self.setWindowTitle(words("screens.title"))
        if self._practice is not None:
            self._practice.say(words("training.banner"))
        self.bar.relabel(words)
        self.rail.relabel(words, Words("ko" if words.language == "zh" else "zh"))

    def relabel(self, words: Words) -> None:
        self.words = words
        self._label_frame()
        for made in self._made.values():
            cast(Room, made).relabel(words)
        self.cover.relabel(words)
        self.first_run.relabel(words)
        self.today.relabel(words)
        if self._facing is not None:
            self._face(self._facing)
        if self._lamp is not None:
            self.bar.show_lamp(self._lamp)

    def _face(self, facing: Facing) -> None:
        self._facing = facing
        self.bar.face(facing)
        if facing.moved_aside:
            self.banner.say(self.words("store.moved_aside", detail=facing.moved_aside))

    # what moves -------------------------------------------------------------------------------------------------------

    def _after_an_act(self) -> None:
        """The lamp and the list tell of an act at once, not a second later."""
        self._look_at_clock()
        self.noticing.look()
        if "my_cases" in self._made:
            self.my_cases.look()

    def _stand(self, lamp: Lamp) -> None:
        before, self._lamp = self._lamp, lamp
        moved = before is None or (before.waiting, before.oldest, before.refused) != (
            lamp.waiting,
            lamp.oldest,
            lamp.refused,
        )
        self.bar.show_lamp(lamp)
        if self.line_panel.isVisible():
            self.line_panel.answered(lamp)
        self.rail.buttons["my_cases"].count(lamp.refused, alarm=True)
        number = self.full_process.number
        if number and self.full_process.place not in {"taken", "refused"}:
            self.work.ask(self._desk.whereabouts, [number]).then(self.full_process.show_place)
        if self.covered:
            self.cover.look()  # a roster may have come
        elif moved and self.now == "my_cases":
            self.my_cases.look()

    @property
    def lamp(self) -> Any:
        return self.bar.lamp

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)  # behind the children, which are painted in the same go

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._begun:
            return
        for floating in (self.palette_, self.line_panel, self.help):
            floating.hide()
        self.first_run.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._begun:
            self._resting.stop()
            self.noticing.stop()
            self.work.stop(self._desk.close)
        else:
            self.work.stop(lambda: None)
        super().closeEvent(event)
