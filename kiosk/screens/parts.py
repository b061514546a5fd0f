"""Components made once: label, chip, card, button, lamp, banner, empty state, and the pictures of kept icons."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from kiosk.screens import tokens

# The lamps' shapes (DESIGN, "One language of shapes"): shape and words and colour, never colour alone.
SHAPES = {"none": "", "in_time": "●", "near": "▲", "due": "◆", "past_promised": "■", "past_legal": "✖", "stopped": "‖"}
TONES = {"none": "plain", "in_time": "ok", "near": "near", "due": "due", "past_promised": "late", "past_legal": "late",
         "stopped": "plain"}  # fmt: skip
PLACES = {"here": "near", "centre": "act", "taken": "ok", "refused": "late"}  # the four places and their chips
TOAST = 4000  # ms


def label(text: str, tone: str = "", *, wrap: bool = False) -> QLabel:
    """Plain text always: QLabel would guess rich text from what a resident wrote."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if tone:
        made.setProperty("tone", tone)
    return made


def second(text: str = "") -> QLabel:
    """The same words in the other language, small, beside the first: Chinese and Korean stand together here."""
    made = label(text, "soft")
    made.setProperty("second", True)
    return made


def chip(text: str, kind: str = "plain") -> QLabel:
    """A few words on a soft ground: plain, act, ok, near, due, late."""
    made = label(text)
    made.setProperty("chip", kind)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def lamp(kind: str, words: str) -> QLabel:
    """A limit's lamp (kind: a value of domain.limits.Lamp): shape, words and colour."""
    return chip(f"{SHAPES[kind]} {words}".strip(), TONES[kind])


def card(*, margin: int = 16) -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    frame.setObjectName("card")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(margin, margin, margin, margin)
    inside.setSpacing(2 * tokens.GRID)
    return frame, inside


def rule() -> QFrame:
    """A thin line between rows."""
    made = QFrame()
    made.setObjectName("rule")
    made.setFixedHeight(1)
    return made


class Button(QPushButton):
    """A button with its key in a cap behind the words; the room itself listens for the key."""

    def __init__(self, text: str, key: str = "") -> None:
        super().__init__(text)
        self._key = key
        self.setAccessibleName(text)

    @property
    def key(self) -> str:
        return self._key

    def setText(self, text: str) -> None:
        super().setText(text)
        if text:  # a button that shows its picture only keeps its name
            self.setAccessibleName(text)

    def _cap(self) -> int:
        """Width of the cap, px; 0 without a key."""
        return QFontMetrics(self.font()).horizontalAdvance(self._key) + tokens.px(10) if self._key else 0

    def _picture(self) -> int:
        """Width that the icon takes before the words of a button with a key, px."""
        return tokens.px(26) if self._key and not self.icon().isNull() else 0

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        more = self._cap() + tokens.px(8) if self._key else 0
        return QSize(hint.width() + more, max(hint.height(), tokens.target()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses too, not only Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._key:
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()  # type: ignore[attr-defined]  # the style paints the ground, we the rest
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().buttonText().color()))
        wide = self.fontMetrics().horizontalAdvance(self.text())
        left = (self.width() - wide - self._cap() - tokens.px(8) - self._picture()) // 2
        if self._picture():
            side = tokens.px(18)
            self.icon().paint(painter, left, (self.height() - side) // 2, side, side)
            left += self._picture()
        painter.drawText(QRect(left, 0, wide + 4, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
        small = QFont(self.font())
        small.setPixelSize(tokens.small())
        small.setBold(False)
        painter.setFont(small)
        tall = tokens.px(19)
        cap = QRect(left + wide + tokens.px(8), (self.height() - tall) // 2, self._cap(), tall)
        painter.drawRoundedRect(cap, 4, 4)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.end()


def button(text: str, key: str = "", *, primary: bool = False, kind: str = "") -> Button:
    """`kind`: "", "flat" or "danger"."""
    made = Button(text, key)
    if primary or kind:
        made.setObjectName("primary" if primary else kind)
    return made


def key_cap(key: str) -> QLabel:
    """A key as it stands on the keyboard, for lists of keys."""
    made = label(key, "key")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


class Banner(QFrame):
    """A sentence across the screen that stays until it is no longer so; hidden while it has nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        self._mark, self._words = label("", "late"), label("", wrap=True)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        self.hide()

    def say(self, sentence: str, tone: str = "late") -> None:
        """tone: late (danger), near (a warning), ok, act."""
        self._mark.setText({"late": "✖", "near": "▲", "ok": "●"}.get(tone, "◆"))
        self._mark.setProperty("tone", tone)
        repolished(self._mark)
        self._words.setText(sentence)
        self.setProperty("alarm", "true" if tone == "late" else "false")
        repolished(self)
        self.setVisible(bool(sentence))

    @property
    def sentence(self) -> str:
        return "" if self.isHidden() else self._words.text()


class Framed(QFrame):
    """A frame and a sentence around everything, the locked window too: what happens inside is practice."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setObjectName("training")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._words = label("", "training", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._words)
        column.addWidget(inside, 1)

    def say(self, sentence: str) -> None:
        self._words.setText(sentence)


class Floating(QFrame):
    """Something that lies over the rooms until Esc; while it is open, Esc is its own."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("floating")
        self._over = over
        self.hide()

    def event(self, event: QEvent) -> bool:
        mine = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if mine and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # or the room below would hear it as its own
            return True
        if mine and event.type() == QEvent.Type.KeyPress:
            self.hide()
            return True
        return super().event(event)


class Toast(QFrame):
    """A sentence over the lower edge for four seconds; it never takes the focus."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("floating")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        self._words = label("")
        row.addWidget(self._words)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, sentence: str) -> None:
        self._words.setText(sentence)
        self.adjustSize()
        over = self._over
        self.move((over.width() - self.width()) // 2, over.height() - self.height() - tokens.px(76))
        self.show()
        self.raise_()
        self._timer.start(TOAST)

    @property
    def sentence(self) -> str:
        return self._words.text()


class Empty(QWidget):
    """What a list says when it is empty: that it is, and what would fill it."""

    def __init__(self, picture: QIcon | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.addStretch()
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        if picture is not None:
            self._picture.setPixmap(picture.pixmap(40, 40))
        column.addWidget(self._picture)
        self._head, self._more = label("", "strong", wrap=True), label("", "soft", wrap=True)
        for one in (self._head, self._more):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(one)
        column.addStretch()

    def say(self, head: str, more: str = "") -> None:
        self._head.setText(head)
        self._more.setText(more)


class Steps(QWidget):
    """A flow as a line of circles: (words, more words, kind), kind one of done, now, next, gone (struck through)."""

    def __init__(self) -> None:
        super().__init__()
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)

    def show_steps(self, steps: list[tuple[str, str, str]]) -> None:
        emptied(self._inside)
        for number, (words, more, kind) in enumerate(steps):
            self._inside.addWidget(_Step(words, more, kind, number == len(steps) - 1))


class _Step(QWidget):
    def __init__(self, words: str, more: str, kind: str, last: bool) -> None:
        super().__init__()
        self._kind, self._last = kind, last
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.px(28), 0, 0, tokens.px(10))
        column.setSpacing(0)
        tone = {"gone": "struck", "now": "strong"}.get(kind, "")
        self._words = label(words, tone, wrap=True)
        column.addWidget(self._words)
        if more:
            column.addWidget(label(more, "soft", wrap=True))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gone = self._kind == "gone"
        ink = QColor(tokens.LINE_STRONG if gone else tokens.OK if self._kind == "done" else tokens.ACT)
        middle, size = tokens.px(10), tokens.px(14)
        top = QFontMetrics(self._words.font()).height() // 2
        if not self._last:
            painter.setPen(QPen(QColor(tokens.LINE), 2))
            painter.drawLine(middle, top + size // 2, middle, self.height() + size)
        painter.setPen(QPen(ink, 3))
        painter.setBrush(ink if self._kind in {"done", "now"} else QColor(tokens.SURFACE))
        painter.drawEllipse(middle - size // 2, top - size // 2, size, size)
        painter.end()


def icon(folder: Path, name: str, colour: str = "") -> QIcon:
    """A kept icon in one colour (default: the soft ink); an empty one when the file is not there."""
    try:
        drawing = (folder / f"{name}.svg").read_bytes().replace(b"currentColor", (colour or tokens.INK_2).encode())
    except OSError:
        return QIcon()
    picture = QPixmap(QSize(40, 40))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing)).render(painter)
    painter.end()
    return QIcon(picture)


def emptied(layout: QVBoxLayout) -> QVBoxLayout:
    """The layout with nothing in it any more."""
    _empty(layout)
    return layout


def _empty(layout: QLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            discard(widget)
        elif inner is not None:
            _empty(inner)
            inner.deleteLater()


def discard(widget: QWidget) -> None:
    """Takes a widget away. It is hidden by word: what a layout has only just taken in is shown a turn later, and would
    then stand there as a window of its own and take the focus."""
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


def repolished(widget: QWidget) -> None:
    """Makes a changed property show."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
