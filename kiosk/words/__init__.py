"""Languages: sentences for people are made only here.

`Words("ko")("slip.total", sum="20")` is one sentence; two languages live side by side, because the clerk's screen and
the resident's paper can differ. Errors and acts carry keys and codes, never sentences.
"""

from __future__ import annotations

import string
import warnings
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.settings import program_folder
from kiosk.words.particles import PAIRS, with_particle

LANGUAGES = ("zh", "ko")  # zh is the authentic text (延州政办发〔2022〕16号), ko an aid


class MissingWord(UserWarning):
    """A key or a value that a sentence needs is not there: an exception in tests; at a counter «key», or … for a value."""


class _Sentence(string.Formatter):
    """`{name}` as usual; `{name:을}` with the Korean particle that follows from the value's last sound, and
    `{name:《》을}` the same with the value in quotation marks. A value that nobody gave is "…" and a warning."""

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        if key in kwargs:
            return kwargs[str(key)]
        warnings.warn(MissingWord(f"no value for {{{key}}}"), stacklevel=2)
        return "…"

    def format_field(self, value: Any, format_spec: str) -> Any:
        if format_spec.startswith("《》"):
            value, format_spec = f"《{value}》", format_spec[2:]
        if format_spec in PAIRS:
            return with_particle(str(value), format_spec)
        return super().format_field(value, format_spec)


_SENTENCE = _Sentence()


class Words:
    """The sentences of one language, read from assets/words/<language>/*.po when the first one is asked for."""

    def __init__(self, language: str, folder: Path | None = None) -> None:
        """`folder` holds one folder per language (default: the program's own assets/words)."""
        self.language = language
        self._folder = (folder or program_folder() / "assets" / "words") / language
        self._texts: Mapping[str, str] | None = None

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence `key` with its values filled in. Never raises at run time: what is missing shows as «key»
        (and is a warning, which the test runs turn into an error)."""
        text = self._all().get(key)
        if text is None:
            warnings.warn(MissingWord(f"{self.language}: {key}"), stacklevel=2)
            return f"«{key}»"
        return _SENTENCE.vformat(text, (), values)

    def __contains__(self, key: str) -> bool:
        return key in self._all()

    def __repr__(self) -> str:
        return f"Words({self.language!r})"

    def every_key(self) -> frozenset[str]:
        """Every key of this language."""
        return frozenset(self._all())

    def template(self, key: str) -> str:
        """The sentence before its values are filled in; KeyError when there is none."""
        return self._all()[key]

    def day(self, day: date) -> str:
        """A date as this language writes it: 2026年11月23日, 2026년 11월 23일."""
        return self("date.day", year=day.year, month=day.month, day=day.day)

    def _all(self) -> Mapping[str, str]:
        if self._texts is None:
            self._texts = _read(self._folder)
        return self._texts


@cache
def _read(folder: Path) -> Mapping[str, str]:
    """Each language is read once in a process: a window asks for both at once, and again at each switch."""
    from kiosk.words.reading import read_compiled, read_folder

    compiled = program_folder() / "build" / "words" / f"{folder.name}.json"
    own = folder.parent == program_folder() / "assets" / "words"
    return (read_compiled(folder, compiled) if own else None) or read_folder(folder)
