"""What a paper is made with: fonts, and the words of each language. Made once by the counter and passed in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kiosk.paper.fonts import Fonts
from kiosk.paper.notice import Both
from kiosk.words import Words


@dataclass(frozen=True, slots=True)
class Press:
    """Fonts and two languages. `ko` is None where papers are Chinese only (the ko line is a switch, DOMAIN C3)."""

    fonts: Fonts
    zh: Words
    ko: Words | None

    @classmethod
    def at(cls, fonts: Path, words: Path | None = None) -> Press:
        """The press of this installation: `Press.at(settings.fonts)`. Raises kiosk.paper.fonts.NoFonts."""
        return cls(Fonts(fonts), Words("zh", words), Words("ko", words))

    def speaking(self, languages: tuple[str, ...]) -> Press:
        """The same press with Korean lines only when `languages` holds "ko"."""
        return self if "ko" in languages else replace(self, ko=None)

    def say(self, key: str, /, **values: object) -> Both:
        """The sentence `key` in both languages; a value may itself be `Both` or a date."""
        zh = self.zh(key, **{name: _zh(value, self.zh) for name, value in values.items()})
        if self.ko is None:
            return Both(zh)
        return Both(zh, self.ko(key, **{name: _ko(value, self.ko) for name, value in values.items()}))

    def pair(self, zh: str, ko: str) -> Both:
        """A name that data give in both languages."""
        return Both(zh, ko if self.ko is not None and ko != zh else "")

    def day(self, day: date) -> Both:
        return Both(self.zh.day(day), self.ko.day(day) if self.ko is not None else "")

    def joined(self, parts: tuple[Both, ...], key: str = "list.comma") -> Both:
        """Names in a row, with the comma of each language."""
        ko = self.ko(key).join(part.ko or part.zh for part in parts) if self.ko is not None else ""
        return Both(self.zh(key).join(part.zh for part in parts), ko)


def _zh(value: object, words: Words) -> object:
    if isinstance(value, Both):
        return value.zh
    return words.day(value) if isinstance(value, date) else value


def _ko(value: object, words: Words) -> object:
    if isinstance(value, Both):
        return value.ko or value.zh
    return words.day(value) if isinstance(value, date) else value
