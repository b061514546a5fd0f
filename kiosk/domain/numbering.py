"""The local case number: final when printed, never used twice, told apart from any official number by its letters.

`YJ` + site (6) + desk (2) + life of the desk (0-9 A-Z) + yyMMdd + counter (4) + check character (ISO 7064 MOD 37,36).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LAST_COUNTER = 9999  # of one desk on one day
_STORED = re.compile(r"YJ(\d{6})([0-9A-Z]{2})([0-9A-Z])(\d{6})(\d{4})([0-9A-Z])")


def check_character(text: str) -> str:
    """The ISO 7064 MOD 37,36 check character of `text` (digits and capital letters)."""
    product = 36
    for character in text:
        total = (product + ALPHABET.index(character)) % 36 or 36
        product = total * 2 % 37
    return ALPHABET[(37 - product) % 36]


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A case number, taken apart."""

    site: str
    desk: str
    life: str
    day: str  # yyMMdd
    counter: int

    @classmethod
    def make(cls, site: str, desk: str, life: str, day: date, counter: int) -> CaseNumber:
        if not 1 <= counter <= LAST_COUNTER:
            raise ValueError(f"counter {counter} is not of 1..{LAST_COUNTER}")
        return cls(site, desk, life, day.strftime("%y%m%d"), counter)

    @property
    def _payload(self) -> str:
        return f"YJ{self.site}{self.desk}{self.life}{self.day}{self.counter:04d}"

    @property
    def stored(self) -> str:
        """22 characters without separators."""
        return self._payload + check_character(self._payload)

    @property
    def printed(self) -> str:
        """As on paper: YJ003012-01A-261120-0041-K."""
        return printed(self.stored)


def printed(stored: str) -> str:
    """The printed form of a stored number."""
    return f"{stored[:8]}-{stored[8:11]}-{stored[11:17]}-{stored[17:21]}-{stored[21:]}"


def parse(text: str) -> CaseNumber | str:
    """The number that somebody typed or scanned, with or without separators, in any case of letters; otherwise the code
    "pattern" or "number_checksum"."""
    bare = re.sub(r"[\s\-–—]", "", text).upper()
    found = _STORED.fullmatch(bare)
    if found is None:
        return "pattern"
    if check_character(bare[:-1]) != bare[-1]:
        return "number_checksum"
    site, desk, life, day, counter, _ = found.groups()
    return CaseNumber(site, desk, life, day, int(counter))
