"""The top bar: where we are, the one search, the sync lamp in words, language, look, who works here."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kiosk.screens import parts, tokens
from kiosk.words import Words

if TYPE_CHECKING:
    from kiosk.desk.doors.line import Lamp
    from kiosk.desk.facade import Facing


class Bar(QWidget):
    """Signals:
    search(): the one search is wanted.
    lamp_asked(): what waits is wanted.
    language(str): "zh" or "ko".
    contrast(): light or high contrast.
    bigger(): the next size.
    help(): F1.
    lock(): the window is to be covered until a PIN.
    """

    search = Signal()
    lamp_asked = Signal()
    language = Signal(str)
    contrast = Signal()
    bigger = Signal()
    help = Signal()
    lock = Signal()

    def __init__(self, icons: Path) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lamp_words = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(8)
        names = QVBoxLayout()
        names.setSpacing(0)
        self._name, self._station = parts.label("", "head"), parts.label("", "soft")
        names.addWidget(self._name)
        names.addWidget(self._station)
        row.addLayout(names)
        self._demo = parts.chip("", "due")
        self._demo.hide()
        row.addWidget(self._demo)
        self.finder = parts.button(" ", "Ctrl K")
        self.finder.setIcon(parts.icon(icons, "magnifying-glass"))
        self.finder.clicked.connect(self.search)
        self.finder.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row.addWidget(self.finder)
        row.addStretch()
        self.lamp = QPushButton()
        self.lamp.clicked.connect(self.lamp_asked)
        self.lamp.hide()  # until something is known
        row.addWidget(self.lamp)
        self._languages: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        for language, sign in (("zh", "中"), ("ko", "한")):
            made = QPushButton(sign)
            made.setProperty("segment", "true")
            made.setCheckable(True)
            made.setAccessibleName("中文" if language == "zh" else "한국어")
            made.setToolTip(made.accessibleName())
            made.clicked.connect(lambda _=False, to=language: self.language.emit(to))
            group.addButton(made)
            row.addWidget(made)
            self._languages[language] = made
        self._bigger = self._flat(row, "text-aa", icons, self.bigger)
        self._contrast = self._flat(row, "circle-half", icons, self.contrast)
        self._help = self._flat(row, "question", icons, self.help)
        self._lock = self._flat(row, "lock", icons, self.lock)
        self._clerk = parts.label("")
        row.addWidget(self._clerk)

    def _flat(self, row: QHBoxLayout, picture: str, icons: Path, tell: object) -> parts.Button:
        made = parts.button("", kind="flat")
        made.setIcon(parts.icon(icons, picture))
        made.setProperty("picture", "true")
        made.clicked.connect(tell)
        row.addWidget(made)
        return made

    def relabel(self, words: Words) -> None:
        self._words = words
        self._name.setText(words("screens.title"))
        self._demo.setText(words("screens.demo"))
        self.finder.setAccessibleName(words("screens.search"))
        self._languages[words.language].setChecked(True)
        for made, key in (
            (self._bigger, "bigger"),
            (self._contrast, "contrast"),
            (self._help, "help"),
            (self._lock, "lock"),
        ):
            made.setAccessibleName(words(f"screens.{key}"))
            made.setToolTip(words(f"screens.{key}"))
            made.setFixedWidth(tokens.px(36))
            made.setIconSize(QSize(tokens.px(20), tokens.px(20)))
        self.finder.setIconSize(QSize(tokens.px(18), tokens.px(18)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Large letters on a small screen: the search shows its key only, the lamp what matters most."""
        self.finder.setText(self._words("screens.search"))
        self.lamp.setText(self._lamp_words)
        if self.layout().minimumSize().width() > self.width():  # type: ignore[union-attr]
            self.finder.setText("")
        if self.layout().minimumSize().width() > self.width():  # type: ignore[union-attr]
            self.lamp.setText(self._lamp_words.split(" · ")[0])

    def face(self, facing: Facing) -> None:
        zh = self._words.language == "zh"
        self._station.setText(facing.station_zh if zh else facing.station_ko)
        self._clerk.setText(facing.clerk)
        self._demo.setVisible(facing.demo)

    def show_lamp(self, lamp: Lamp) -> None:
        """One lamp in words: the line, what waits, since when, what came back."""
        text, kind = lamp_words(self._words, lamp)
        self._lamp_words = text
        self.lamp.setToolTip(text)
        self.lamp.setAccessibleName(text)
        self._fit()
        if self.lamp.property("lamp") != kind:
            self.lamp.setProperty("lamp", kind)
            parts.repolished(self.lamp)
        self.lamp.show()


def lamp_words(words: Words, lamp: Lamp) -> tuple[str, str]:
    """(sentence, kind of chip). A line that never spoke and one that is cut are told apart."""
    from kiosk.domain.moments import CHINA, moment_of

    said = [words("screens.lamp.online" if lamp.online else "screens.lamp.never")]
    if lamp.heard and not lamp.online:
        said = [words("screens.lamp.offline", long=duration(words, lamp.away_s))]
    if lamp.waiting:
        oldest = moment_of(lamp.oldest).astimezone(CHINA) if lamp.oldest else datetime.now(CHINA)
        said.append(words("screens.lamp.waiting", count=lamp.waiting))
        said.append(words("screens.lamp.oldest", time=oldest.strftime("%H:%M")))
    else:
        said.append(words("screens.lamp.all_sent"))
    if lamp.refused:
        said.append(words("screens.lamp.refused", count=lamp.refused))
    kind = "late" if lamp.refused else "ok" if lamp.online else "near"
    mark = {"late": "✖", "ok": "●", "near": "▲"}[kind]
    return f"{mark} {' · '.join(said)}", kind


def duration(words: Words, seconds: float) -> str:
    """3 小时, 25 分钟, 2 天: the largest unit that is at least one."""
    minutes = int(seconds // 60)
    if minutes >= 2880:
        return words("screens.days", count=minutes // 1440)
    if minutes >= 60:
        return words("screens.hours", count=minutes // 60)
    return words("screens.minutes", count=max(minutes, 1))
