"""Who works here: a name, a PIN, and nothing of any resident to be seen. Also covers the window while it is locked."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kiosk.desk.doors.signing_in import Line, SignedIn, Standing
from kiosk.desk.facade import Desk
from kiosk.screens import parts, tokens
from kiosk.screens.fields import RETURN
from kiosk.screens.work import Work
from kiosk.words import Words
from kiosk.words.refusals import sentence

PAUSE = 1200  # ms after which letters begin a new name
LONGEST = 12  # digits


class SignIn(QWidget):
    """Signals:
    signed_in(): the desk knows who works here now.
    language(str): "zh" or "ko" is wanted.
    """

    signed_in = Signal()
    language = Signal(str)

    def __init__(self, desk: Desk, work: Work, words: Words) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk, self._work, self._words = desk, work, words
        self._standing: Standing | None = None
        self._chosen, self._left, self._typed = "", 0, ""
        self._checking = False
        self.people: dict[str, QPushButton] = {}
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._count_down)
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._forget_letters)
        self._lay_out()

    # laying out -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        outside = QVBoxLayout(self)
        outside.setContentsMargins(24, 16, 24, 24)
        head = QHBoxLayout()
        head.addStretch()
        self._languages: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        for language, sign in (("zh", "中文"), ("ko", "한국어")):
            made = QPushButton(sign)
            made.setProperty("segment", "true")
            made.setCheckable(True)
            made.setAccessibleName(sign)
            made.clicked.connect(lambda _=False, to=language: self.language.emit(to))
            group.addButton(made)
            head.addWidget(made)
            self._languages[language] = made
        outside.addLayout(head)
        outside.addStretch(1)
        row = QHBoxLayout()
        row.addStretch()
        frame, inside = parts.card(margin=28)
        self._frame = frame
        self._station, self._title = parts.label("", "soft"), parts.label("", "title", wrap=True)
        self._more = parts.label("", "soft", wrap=True)
        for one in (self._station, self._title, self._more):
            inside.addWidget(one)
        sides = QHBoxLayout()
        sides.setSpacing(32)
        self._names = QVBoxLayout()
        self._names.setSpacing(6)
        sides.addLayout(self._names, 3)
        sides.addLayout(self._pin_side(), 2)
        inside.addSpacing(8)
        inside.addLayout(sides)
        self._none = parts.Empty()
        self._none.hide()
        inside.addWidget(self._none)
        self._keys = parts.label("", "soft", wrap=True)
        inside.addSpacing(8)
        inside.addWidget(self._keys)
        row.addWidget(frame)
        row.addStretch()
        outside.addLayout(row)
        outside.addStretch(2)

    def _pin_side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        self._label = parts.label("", "soft")
        column.addWidget(self._label)
        self.pin = _Pin()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(LONGEST)
        self.pin.onward.connect(self.go)
        self.pin.textChanged.connect(lambda _: self._show_ready())
        column.addWidget(self.pin)
        grid = QGridLayout()
        grid.setSpacing(6)
        self._digits: list[QPushButton] = []
        for number in (*range(1, 10), 0):
            made = QPushButton(str(number))
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.clicked.connect(lambda _=False, digit=number: self.pin.insert(str(digit)))
            place = (3, 1) if number == 0 else divmod(number - 1, 3)
            grid.addWidget(made, *place)
            self._digits.append(made)
        self._erase = QPushButton()
        self._erase.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._erase.clicked.connect(self.pin.backspace)
        grid.addWidget(self._erase, 3, 2)
        column.addLayout(grid)
        self._fault = parts.label("", "fault", wrap=True)
        self._fault.setMinimumHeight(tokens.px(20))
        column.addWidget(self._fault)
        self._hint = parts.chip("", "due")
        column.addWidget(self._hint)
        column.addStretch()
        self.do = parts.button(" ", "Enter", primary=True)
        self.do.clicked.connect(self.go)
        column.addWidget(self.do)
        return column

    # what the shell asks ----------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Who may sign in, asked anew: a roster may have come."""
        self._work.ask(self._desk.sign_in.standing).then(self.show_standing)

    def show_standing(self, standing: Standing) -> None:
        if standing == self._standing:
            return
        before, self._standing = self._standing, standing
        if before is None or before.people != standing.people or before.who != standing.who:
            self._fill(standing)
        self.relabel(self._words)

    def relabel(self, words: Words) -> None:
        self._words = words
        self._languages[words.language].setChecked(True)
        self._label.setText(words("sign_in.pin"))
        self.pin.setAccessibleName(words("sign_in.pin"))
        self._erase.setText(words("sign_in.erase"))
        self._keys.setText(words("sign_in.keys"))
        self._none.say(words("sign_in.nobody"), words("sign_in.nobody.more"))
        for made in (*self._digits, self._erase):
            made.setMinimumHeight(tokens.target())
        self._frame.setFixedWidth(tokens.px(760))
        standing = self._standing
        if standing is None:
            return
        self._station.setText(standing.station[words.language == "ko"])
        self._hint.setText(words("sign_in.hint", pin=standing.hint) if standing.hint else "")
        self._hint.setVisible(bool(standing.hint))
        for one in standing.people:
            if made_ := self.people.get(one.id):
                made_.setText(self._line(one))
                made_.setAccessibleName(self._line(one).replace("\n", " "))
        locked = self._person(standing.who)
        name = self._name(locked) if locked else ""
        self._title.setText(words("sign_in.locked" if locked else "sign_in.title"))
        self._more.setText(words("sign_in.locked.more", name=name) if locked else "")
        self._more.setVisible(bool(locked))
        self._show_ready()

    def focus(self) -> None:
        """Where the next key goes: the PIN of who is chosen, else the names."""
        target = self.pin if self._chosen else next(iter(self.people.values()), None)
        if target is not None:
            target.setFocus()

    # names ------------------------------------------------------------------------------------------------------------

    def _fill(self, standing: Standing) -> None:
        parts.emptied(self._names)
        self.people = {}
        group = QButtonGroup(self)
        for one in standing.people:
            made = _NameButton()
            made.setProperty("room", "true")
            made.setCheckable(True)
            made.setEnabled(one.able)
            made.setMinimumHeight(tokens.px(54))
            made.clicked.connect(lambda _=False, id=one.id: self.choose(id))
            made.moved.connect(self._step)
            made.lettered.connect(self._letter)
            group.addButton(made)
            self._names.addWidget(made)
            self.people[one.id] = made
        self._names.addStretch()
        able = [one.id for one in standing.people if one.able]
        self._none.setVisible(not able)
        self._chosen = ""
        if standing.who in able:
            self.choose(standing.who)
        elif len(able) == 1:
            self.choose(able[0])
        self.focus()

    def _person(self, id: str) -> Line | None:
        people = self._standing.people if self._standing is not None else ()
        return next((one for one in people if one.id == id), None)

    def _name(self, one: Line) -> str:
        return one.name_ko if self._words.language == "ko" and one.name_ko else one.name

    def _line(self, one: Line) -> str:
        both = f"{one.name}  {one.name_ko}".strip()
        more = "" if one.able else f" · {self._words('sign_in.no_pin')}"
        return f"{both}\n{self._words(f'role.{one.role}')}{more}"

    def choose(self, id: str) -> None:
        """This person, and on to the PIN."""
        if id != self._chosen:
            self.pin.clear()
            self._say("")
            self._left = 0
        self._chosen = id
        self.people[id].setChecked(True)
        self.pin.setFocus()
        self._show_ready()

    def _step(self, step: int) -> None:
        able = [made for made in self.people.values() if made.isEnabled()]
        now = next((i for i, made in enumerate(able) if made.hasFocus()), 0)
        if able:
            able[(now + step) % len(able)].setFocus()

    def _letter(self, letter: str) -> None:
        """Letters of a name (hanzi, Hangul, pinyin or initials) go to the first who has them."""
        self._typed += letter.lower()
        self._pause.start()
        people = self._standing.people if self._standing is not None else ()
        for one in people:
            if one.able and any(word.startswith(self._typed) for word in one.words.split()):
                self.people[one.id].setFocus()
                return

    def _forget_letters(self) -> None:
        self._typed = ""

    # signing in -------------------------------------------------------------------------------------------------------

    def go(self) -> None:
        """Enter: the PIN is looked at on the database thread; it takes a tenth of a second by design."""
        if not self.do.isEnabled() or self._checking:
            return
        pin = self.pin.text()
        self.pin.clear()
        self._checking = True
        self._say(self._words("sign_in.checking"), tone="soft")
        self._show_ready()
        self._work.ask(self._desk.sign_in.sign_in, self._chosen, pin).then(self._answered).otherwise(self._broke)

    def _answered(self, done: SignedIn) -> None:
        self._checking = False
        if done.fault is None:
            self._say("")
            self._standing = None  # the next lock begins with what is true then
            self.signed_in.emit()
            return
        self._left = done.seconds
        if self._left:
            self._second.start()
        self._say(sentence(self._words, done.fault))
        self.pin.setFocus()
        self._show_ready()

    def _broke(self, broken: object) -> None:
        self._checking = False
        self._say(self._words("sign_in.broke"))
        self._show_ready()

    def _count_down(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._say(self._words("sign_in.wait", seconds=self._left))
        else:
            self._second.stop()
            self._left = 0
            self._say("")
        self._show_ready()

    def _say(self, sentence: str, tone: str = "fault") -> None:
        self._fault.setProperty("tone", tone)
        parts.repolished(self._fault)
        self._fault.setText(sentence)

    @property
    def sentence(self) -> str:
        return self._fault.text()

    def _show_ready(self) -> None:
        words, standing = self._words, self._standing
        locked = standing.who if standing is not None else ""
        word = "sign_in.do" if not locked else "sign_in.unlock" if locked == self._chosen else "sign_in.hand_over"
        self.do.setText(words(word))
        self.do.setEnabled(bool(self._chosen) and bool(self.pin.text()) and not self._left and not self._checking)


class _Pin(QLineEdit):
    """Digits, never shown, never copied. Signals: onward(): Enter."""

    onward = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETURN:
            self.onward.emit()
            return
        super().keyPressEvent(event)


class _NameButton(QPushButton):
    """Signals:
    moved(int): up (-1) or down (1).
    lettered(str): a letter was typed.
    """

    moved = Signal(int)
    lettered = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() in RETURN:
            self.click()
        elif event.text().isalnum():
            self.lettered.emit(event.text())
        else:
            super().keyPressEvent(event)
