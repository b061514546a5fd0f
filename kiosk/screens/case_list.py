"""The work list: a window onto a list of any length, paged by key both ways; differences are painted, nothing is rebuilt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kiosk.desk.doors.cases import PAGE, Filter, Row
from kiosk.desk.facade import Desk
from kiosk.domain.cases import State
from kiosk.domain.numbering import printed
from kiosk.screens import parts, tokens
from kiosk.screens.flow import Flow
from kiosk.screens.work import Work
from kiosk.words import Words

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 1
MOST = 1024  # rows that are held; what scrolls away further is asked for again
MARGIN = 16  # rows around the shown ones that are kept fresh
REST = 150  # ms without a key or a wheel
LINES = 3  # of a row
LONGEST = "YJ" + "0" * 19 + "W"  # a case number as wide as they get
SMALLER = 2  # px that small words may shrink by before a row takes a line more
MANY = 100  # counts say "99+" from here


class CaseModel(QAbstractListModel):
    """A run of the list: rows without a gap, with more above or below.

    Signals:
        wanted_below(): the view came to the last row and there are more.
    """

    wanted_below = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.above = self.below = False
        self.asked = False

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        return f"{row.who} {printed(row.number)}" if role == Qt.ItemDataRole.DisplayRole else None

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        return self.below and not self.asked and not parent.isValid()

    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: B008
        if self.canFetchMore(parent):
            self.asked = True
            self.wanted_below.emit()

    def begin(self, rows: Sequence[Row], *, above: bool, below: bool) -> None:
        """Another list altogether."""
        self.beginResetModel()
        self.rows, self.above, self.below, self.asked = list(rows), above, below, False
        self.endResetModel()

    def add_below(self, rows: Sequence[Row], *, more: bool) -> int:
        """The next rows; answers how many were dropped at the top to stay within MOST."""
        self.asked, self.below = False, more
        if rows:
            self._insert(len(self.rows), rows)
        surplus = max(len(self.rows) - MOST, 0)
        if surplus:
            self._remove(0, surplus)
            self.above = True
        return surplus

    def add_above(self, rows: Sequence[Row], *, more: bool) -> None:
        self.above = more
        if rows:
            self._insert(0, rows)
        if len(self.rows) > MOST:
            self._remove(MOST, len(self.rows) - MOST)
            self.below = True

    def differ(self, first: int, rows: Sequence[Row], *, last: bool, down: bool) -> int:
        """The run from `first` on as it is now. Only rows that differ are painted. `last`: the list ends with these;
        `down`: keys fall. Answers by how many rows the run grew before its first kept row."""
        stop = len(self.rows) if last else self._stop(first, rows, down=down)
        old, new = [row.number for row in self.rows[first:stop]], [row.number for row in rows]
        grown = 0
        for kind, i, j, k, m in reversed(SequenceMatcher(None, old, new, autojunk=False).get_opcodes()):
            if kind == "equal":
                self._repaint(first + i, rows[k:m])
                continue
            if j > i:
                self._remove(first + i, j - i)
            if m > k:
                self._insert(first + i, rows[k:m])
            grown = m - k - (j - i) if i == 0 else 0
        if last:
            self.below = False
        return grown

    def _stop(self, first: int, rows: Sequence[Row], *, down: bool) -> int:
        """Where the fetched run ends among the held rows."""
        end = rows[-1].key
        behind = (
            at for at in range(first, len(self.rows)) if (self.rows[at].key < end if down else self.rows[at].key > end)
        )
        return next(behind, len(self.rows))

    def _repaint(self, at: int, rows: Sequence[Row]) -> None:
        for number, row in enumerate(rows, at):
            if self.rows[number] != row:
                self.rows[number] = row
                self.dataChanged.emit(self.index(number, 0), self.index(number, 0))

    def _insert(self, at: int, rows: Sequence[Row]) -> None:
        self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
        self.rows[at:at] = rows
        self.endInsertRows()

    def _remove(self, at: int, count: int) -> None:
        self.beginRemoveRows(QModelIndex(), at, at + count - 1)
        del self.rows[at : at + count]
        self.endRemoveRows()


class CaseDelegate(QStyledItemDelegate):
    """Paints a row: lamp with shape, words and colour; who and what; how long; number; place. Where the list is too
    narrow for number and place beside each other, every row has one line more."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = Words("zh")
        self._known: tuple[Any, int] = ((), LINES)

    def height(self, width: int) -> int:
        """Of every row in a list so wide, px."""
        return tokens.px(28) + tokens.px(16) * self.lines(width)

    def lines(self, width: int) -> int:
        for_what = (width, tokens.small(), self.words.language)
        if self._known[0] != for_what:
            metrics = QFontMetrics(_font(tokens.small() - SMALLER))
            places = (self.words(f"place.{place}") for place in parts.PLACES)
            chip = max(QFontMetrics(_font(tokens.small())).horizontalAdvance(said) for said in places) + tokens.px(16)
            needs = metrics.horizontalAdvance(printed(LONGEST)) + tokens.px(8) + chip
            self._known = (for_what, LINES if needs <= _inner(QRect(0, 0, width, 0)).width() else LINES + 1)
        return self._known[1]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        wide = view.viewport().width() if isinstance(view, QListView) else tokens.px(280)
        return QSize(tokens.px(280), self.height(wide))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box: QRect = option.rect  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.fillRect(box, QColor(tokens.ACT_SOFT if chosen else tokens.SURFACE))
        if chosen:
            painter.fillRect(QRect(box.left(), box.top(), 4, box.height()), QColor(tokens.ACT))
        painter.setPen(QPen(QColor(tokens.LINE)))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        self._lamp(painter, box, row)
        for said, font, colour, place, flags in self._set_out(box, row):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(place, flags, said)
        self._chip(painter, box, row)
        painter.restore()

    def cut(self, box: QRect, row: Row) -> list[str]:
        """Words of a row that do not fit into their place: none should be."""
        return [
            said
            for said, font, _, place, flags in self._set_out(box, row)
            if QFontMetrics(font).boundingRect(place, flags, said).height() > place.height() + 2
            or QFontMetrics(font).boundingRect(place, flags, said).width() > place.width() + 1
        ]

    def _lamp(self, painter: QPainter, box: QRect, row: Row) -> None:
        painter.setFont(_font(tokens.px(17)))
        painter.setPen(QColor(ink("late") if row.asks else ink(parts.TONES[row.lamp])))
        left = QRect(box.left() + tokens.px(8), box.top(), tokens.px(32), box.height())
        painter.drawText(left, Qt.AlignmentFlag.AlignCenter, "⚠" if row.asks else parts.SHAPES[row.lamp] or "–")

    def _set_out(self, box: QRect, row: Row) -> list[tuple[str, QFont, str, QRect, int]]:
        """(words, font, colour, place, flags) of each text: the title on one line or two, then how long, then the
        number while there is a line for it."""
        inner, lines = _inner(box), self.lines(box.width())
        line = inner.height() // lines
        title, strong = f"{row.who} · {row.item[self.words.language]}", _font(tokens.text(), bold=True)
        two = QFontMetrics(strong).horizontalAdvance(title) > inner.width()
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        fold = flags | int(Qt.TextFlag.TextWordWrap)
        head = QRect(inner.left(), inner.top(), inner.width(), 2 * line if two else line)
        title = _shortened(title, strong, head, fold) if two else title
        found = [(title, strong, tokens.INK, head, fold if two else flags)]
        small = (
            (detail(self.words, row), ink("late") if row.asks else ink(parts.TONES[row.lamp])),
            (printed(row.number), tokens.INK_3),
        )
        for at, (said, colour) in enumerate(small, 2 if two else 1):
            if at == lines:
                break
            beside = self._wide(row) + tokens.px(8) if at == lines - 1 else 0
            place = QRect(inner.left(), inner.top() + at * line, inner.width() - beside, line)
            found.append((said, _fitting(place.width(), said), colour, place, flags))
        return found

    def _place(self, row: Row) -> tuple[str, str]:
        """(kind of chip, the place in its exact words)."""
        if row.asks:
            return "late", self.words("cases.asks")
        return parts.PLACES[row.place], self.words(f"place.{row.place}")

    def _wide(self, row: Row) -> int:
        return QFontMetrics(_font(tokens.small())).horizontalAdvance(self._place(row)[1]) + tokens.px(16)

    def _chip(self, painter: QPainter, box: QRect, row: Row) -> None:
        """The place, at the right end of the last line."""
        kind, said = self._place(row)
        inner, wide = _inner(box), self._wide(row)
        line = inner.height() // self.lines(box.width())
        area = QRect(inner.right() - wide, inner.bottom() + 1 - line, wide, line)
        soft = getattr(tokens, {"late": "LATE_SOFT", "act": "ACT_SOFT", "ok": "OK_SOFT", "near": "NEAR_SOFT"}[kind])
        painter.setPen(QPen(QColor(ink(kind) if soft == tokens.SURFACE else soft)))
        painter.setBrush(QColor(soft))
        painter.drawRoundedRect(area, 6, 6)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(_font(tokens.small()))
        painter.setPen(QColor(ink(kind)))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, said)


def _inner(box: QRect) -> QRect:
    """A row's place for words, beside its lamp."""
    return box.adjusted(tokens.px(44), tokens.px(8), -tokens.px(12), -tokens.px(8))


def _shortened(said: str, font: QFont, place: QRect, flags: int) -> str:
    """Words that take no more than their place; the case page has them whole."""
    metrics, shown = QFontMetrics(font), said
    while len(shown) > 2 and metrics.boundingRect(place, flags, shown).height() > place.height() + 2:
        shown = shown[:-2].rstrip("…") + "…"
    return shown


def ink(kind: str) -> str:
    """The colour of words of a kind."""
    names = {"late": "LATE", "due": "DUE", "near": "NEAR", "ok": "OK", "act": "ACT"}
    return str(getattr(tokens, names.get(kind, "INK_3")))


def detail(words: Words, row: Row) -> str:
    """How long there is, in words, and the state."""
    state = words(f"state.{row.state}")
    if row.asks:
        return f"{words('cases.sides_differ')} · {state}"
    if row.lamp in {"none", "stopped"}:
        why = f" · {words(f'cases.pause.{row.what}')}" if row.what else ""
        return state + why if row.lamp == "none" else f"{words('lamp.stopped')} · {state}{why}"
    if row.left > 0:
        said = words("cases.left", days=row.left)
    else:
        said = words(f"lamp.{row.lamp}") if row.left == 0 else words("cases.past", days=-row.left)
    return f"{said} · {state}"


def _font(size: int, *, bold: bool = False) -> QFont:
    font = QFont(tokens.FAMILY)
    font.setPixelSize(size)
    font.setBold(bold)
    return font


def _fitting(width: int, said: str) -> QFont:
    """Small words, a pixel or two smaller where they would not fit: nothing is cut."""
    for size in range(tokens.small(), tokens.small() - SMALLER - 1, -1):
        if QFontMetrics(_font(size)).horizontalAdvance(said) <= width:
            break
    return _font(size)


class CaseView(QListView):
    """Signals:
    ends(int): Home (-1) or End (1) was pressed.
    """

    ends = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.ends.emit(-1 if event.key() == Qt.Key.Key_Home else 1)
            return
        if event.text() == "/" or event.text().isdigit():
            event.ignore()  # the room's keys
            return
        super().keyPressEvent(event)


class CaseList(QWidget):
    """Filters, the list, and what it says when it is empty.

    Signals:
        chosen(str): the row of this case became current.
        opened(str): Enter or a double click on it.
    """

    chosen = Signal(str)
    opened = Signal(str)

    LAMPS = ("near", "due", "past_promised", "past_legal", "stopped")
    PLACES = ("asks", "here", "centre", "refused")

    def __init__(self, desk: Desk, work: Work, words: Words, states: tuple[str, ...] = ()) -> None:
        """`states`: a room that shows these only, one at a time, each with its chip; () shows all, by lamp and place."""
        super().__init__()
        self._desk, self._work, self._words, self._states = desk, work, words, states
        self.wanted = Filter(state=states[0]) if states else Filter()
        self._turn, self._current, self._counts = 0, "", dict[str, int]()
        self._lay_out()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._rested)
        self._typed_rest = QTimer(self)
        self._typed_rest.setSingleShot(True)
        self._typed_rest.setInterval(REST)
        self._typed_rest.timeout.connect(lambda: self._want(typed=self.search.text()))

    # laying out -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GRID * 2)
        self.model, self.view = CaseModel(), CaseView()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(60)
        self.search.textChanged.connect(lambda _: self._typed_rest.start())
        self.search.returnPressed.connect(self._to_list)
        self.state, self.order = QComboBox(), QPushButton()
        self.state.currentIndexChanged.connect(lambda at: self._want(state=self.state.itemData(at) or ""))
        self.order.clicked.connect(self._turn_order)
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.order)
        column.addLayout(row)
        room = QWidget()
        chips = Flow(room, spacing=6)
        self.chips: dict[str, QPushButton] = {}
        for name in self._states or ("", *self.PLACES, *self.LAMPS):
            made = QPushButton()
            made.setProperty("segment", "true")
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, name=name: self._chip(name))
            chips.addWidget(made)
            self.chips[name] = made
        chips.addWidget(self.state)
        self.state.setVisible(not self._states)
        column.addWidget(room)
        self.delegate = CaseDelegate(self.view)
        self._dress()
        self.pages = QStackedWidget()
        self.empty = parts.Empty()
        self.pages.addWidget(self.view)
        self.pages.addWidget(self.empty)
        frame, inside = parts.card(margin=1)
        inside.addWidget(self.pages)
        column.addWidget(frame, 1)

    def _dress(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setItemDelegate(self.delegate)
        view.setUniformItemSizes(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.selectionModel().currentChanged.connect(lambda now, _: self._chose(now))
        view.activated.connect(lambda at: self.opened.emit(at.data(ROW).number))
        view.ends.connect(self._to_end)
        view.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.model.wanted_below.connect(self._more_below)

    def relabel(self, words: Words) -> None:
        self._words = self.delegate.words = words
        self.search.setPlaceholderText(words("cases.filter"))
        self.search.setAccessibleName(words("cases.filter"))
        self.view.setAccessibleName(words("screens.room.my_cases"))
        self.state.setAccessibleName(words("cases.every_state"))
        self.state.blockSignals(True)
        self.state.clear()
        self.state.addItem(words("cases.every_state"), "")
        for state in State:
            self.state.addItem(words(f"state.{state}"), state.value)
        self.state.setCurrentIndex(max(self.state.findData(self.wanted.state), 0))
        self.state.blockSignals(False)
        self._show_counts(self._counts)
        self.view.viewport().update()
        self._say_empty()

    # what is wanted ---------------------------------------------------------------------------------------------------

    def _chip(self, name: str) -> None:
        if self._states:
            self._want(state=name)
            return
        lamp, place = (name if name in self.LAMPS else ""), (name if name in self.PLACES else "")
        if name and name in (self.wanted.lamp, self.wanted.place):  # pressed again: no longer
            lamp = place = ""
        self._want(lamp=lamp, place=place)

    def _turn_order(self) -> None:
        self._want(order="due" if self.wanted.order == "newest" else "newest")

    def _want(self, **changed: str) -> None:
        now = replace(self.wanted, **changed)
        if now != self.wanted:
            self.wanted = now
            self._show_counts(self._counts)
            self.begin()

    @property
    def _down(self) -> bool:
        """Whether keys fall: newest first."""
        return self.wanted.order == "newest" and self.wanted.lamp in {"", "stopped"}

    # asking -----------------------------------------------------------------------------------------------------------

    def begin(self, end: int = -1) -> None:
        """The list from its beginning (-1) or its end (1)."""
        self._turn += 1
        back, turn = end > 0, self._turn
        self._work.ask(lambda: self._desk.cases.page(self.wanted, "", PAGE, back=back)).then(
            lambda rows: self._began(turn, rows, back=back)
        )
        self._work.ask(self._desk.cases.counts, self._states).then(self._show_counts)

    def _began(self, turn: int, rows: Sequence[Row], *, back: bool) -> None:
        if turn != self._turn:
            return
        more = len(rows) == PAGE
        self.model.begin(rows, above=more and back, below=more and not back)
        self._say_empty()
        if not rows:
            return
        at = next((i for i, row in enumerate(rows) if row.number == self._current), len(rows) - 1 if back else 0)
        if back:
            at = len(rows) - 1
        self.view.setCurrentIndex(self.model.index(at, 0))

    def _more_below(self) -> None:
        turn, key = self._turn, self.model.rows[-1].key
        self._work.ask(lambda: self._desk.cases.page(self.wanted, key)).then(lambda rows: self._below(turn, rows))

    def _below(self, turn: int, rows: Sequence[Row]) -> None:
        if turn == self._turn:
            dropped = self.model.add_below(rows, more=len(rows) == PAGE)
            self._shift(-dropped)

    def _more_above(self) -> None:
        self.model.above = False  # asked; the answer says again
        turn, key = self._turn, self.model.rows[0].key
        self._work.ask(lambda: self._desk.cases.page(self.wanted, key, back=True)).then(
            lambda rows: self._above(turn, rows)
        )

    def _above(self, turn: int, rows: Sequence[Row]) -> None:
        if turn == self._turn:
            self.model.add_above(rows, more=len(rows) == PAGE)
            self._shift(len(rows))

    def look(self) -> None:
        """What is shown, as it is now: the same rows stay where they are, and only those that differ are painted."""
        if not self.model.rows:
            self.begin()
            return
        turn, first = self._turn, max(self._top() - MARGIN, 0)
        if first == 0 and self.model.above:
            first = 1
        span = self.view.height() // self._tall() + 2 * MARGIN
        key = self.model.rows[first - 1].key if first else ""
        self._work.ask(lambda: self._desk.cases.page(self.wanted, key, span)).then(
            lambda rows: self._looked(turn, first, span, rows)
        )
        self._work.ask(self._desk.cases.counts, self._states).then(self._show_counts)

    def _looked(self, turn: int, first: int, span: int, rows: Sequence[Row]) -> None:
        if turn != self._turn or first > len(self.model.rows):
            return
        if not rows:
            self.begin()
            return
        scrolled = self.view.verticalScrollBar().value() > 0
        grown = self.model.differ(first, rows, last=len(rows) < span, down=self._down)
        if scrolled:
            self._shift(grown)
        self._say_empty()

    # keys and scrolling -----------------------------------------------------------------------------------------------

    def _to_list(self) -> None:
        self.view.setFocus()

    def _to_end(self, end: int) -> None:
        if (self.model.above if end < 0 else self.model.below) or not self.model.rows:
            self._current = ""
            self.begin(end)
        else:
            self.view.setCurrentIndex(self.model.index(0 if end < 0 else len(self.model.rows) - 1, 0))

    def _scrolled(self, value: int) -> None:
        self._rest.start()
        if value < self._tall() * MARGIN and self.model.above:
            self._more_above()

    def _rested(self) -> None:
        if self.isVisible():
            self.look()

    def _tall(self) -> int:
        """Of a row, px."""
        return self.delegate.height(self.view.viewport().width())

    def _top(self) -> int:
        return self.view.verticalScrollBar().value() // self._tall()

    def _shift(self, rows: int) -> None:
        """Rows came or went above what is shown: it stays where it is."""
        if rows:
            self.view.scheduleDelayedItemsLayout()
            self.view.executeDelayedItemsLayout()
            bar = self.view.verticalScrollBar()
            bar.setValue(bar.value() + rows * self._tall())

    def _chose(self, now: Index) -> None:
        row = now.data(ROW) if now.isValid() else None
        if row is not None and row.number != self._current:
            self._current = row.number
            self.chosen.emit(row.number)

    @property
    def current(self) -> str:
        """The number of the chosen case; "" when none is."""
        return self._current

    def mark(self, number: str) -> None:
        """Shows this case as the chosen one where it is held; without telling anybody."""
        self._current = number
        at = next((i for i, row in enumerate(self.model.rows) if row.number == number), -1)
        if at >= 0:
            self.view.setCurrentIndex(self.model.index(at, 0))
        else:
            self.view.clearSelection()

    # words ------------------------------------------------------------------------------------------------------------

    def _show_counts(self, counts: dict[str, int]) -> None:
        self._counts = dict(counts)
        words, wanted = self._words, self.wanted
        for name, made in self.chips.items():
            label = self._label(name)
            count = counts.get(name, 0)
            said = "99+" if count >= MANY else str(count)
            made.setText(f"{label} {said}")
            made.setAccessibleName(f"{label} {said}")
            chosen = name in {wanted.lamp, wanted.place} if name else not (wanted.lamp or wanted.place)
            made.setChecked(name == wanted.state if self._states else chosen)
            made.setVisible(bool(self._states) or not name or count > 0 or made.isChecked())
        self.order.setText(words(f"cases.order.{wanted.order}"))
        self.order.setAccessibleName(words("cases.order"))

    def _label(self, name: str) -> str:
        if name in self._states:
            return self._words(f"state.{name}")
        if name in self.LAMPS:
            return f"{parts.SHAPES[name]} {self._words(f'cases.lamp.{name}')}"
        if not name:
            return self._words("cases.all")
        return self._words("cases.asks") if name == "asks" else self._words(f"place.{name}")

    def _say_empty(self) -> None:
        words, empty = self._words, not self.model.rows
        self.pages.setCurrentIndex(1 if empty else 0)
        narrowed = self.wanted != Filter(order=self.wanted.order)
        if empty and self._states and not self.wanted.typed:
            self.empty.say(words(f"issuing.none.{self.wanted.state}"), words("issuing.none.more"))
        elif empty:
            self.empty.say(words("cases.none_fit" if narrowed else "screens.no_cases"),
                           words("cases.none_fit.more" if narrowed else "cases.none.more"))  # fmt: skip
