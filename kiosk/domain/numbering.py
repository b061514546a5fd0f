"""The local case number: final when printed, never used twice, told apart from any official number by its letters.

`YJ` + site (6) + desk (2) + life of the desk (0-9 A-Z) + yyMMdd + counter (4) + check character (ISO 7064 MOD 37,36).
A paper's number is its case's number, two letters for the kind of paper, and which of that kind it is for this case.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LAST_COUNTER = 9999  # of one desk on one day
_LONGEST = 80  # characters that anybody types or scans for a number, separators and all
_STORED = re.compile(r"YJ([0-9]{6})([0-9A-Z]{2})([0-9A-Z])([0-9]{6})([0-9]{4})([0-9A-Z])")
# As the papers' codes say it: stored or printed, alone or with a paper's kind and ordinal behind it.
_SCANNED = re.compile(
    r"(YJ[0-9]{6}-?[0-9A-Z]{3}-?[0-9]{6}-?[0-9]{4}-?[0-9A-Z])(?:-[A-Z]{2}[0-9]+)?\s*\Z", re.IGNORECASE
)
_DOCUMENT = re.compile(r"(YJ[0-9A-Z]{20})([A-Z]{2})([1-9][0-9]{0,3})")
_PARTS = (("site", re.compile("[0-9]{6}")), ("desk", re.compile("[0-9A-Z]{2}")), ("life", re.compile("[0-9A-Z]")))


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
        """The number of one case. Raises ValueError naming the part that is none: a number once printed is for ever."""
        for (name, shape), part in zip(_PARTS, (site, desk, life), strict=True):
            if not shape.fullmatch(part):
                raise ValueError(f"{name} {part!r}")
        if not 2000 <= day.year <= 2099:
            raise ValueError(f"day {day}: the number has two digits for the year")
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


def _bare(text: str) -> str:
    """What is left of typed or scanned text: capitals and digits, without separators and full-width forms."""
    if len(text) > _LONGEST:
        return ""
    return re.sub(r"[\s\-–—_.·/]", "", unicodedata.normalize("NFKC", text)).upper()


def parse(text: str) -> CaseNumber | str:
    """The number that somebody typed or scanned, with or without separators, in any case of letters, half or full width;
    otherwise the code "pattern" or "number_checksum"."""
    bare = _bare(text)
    found = _STORED.fullmatch(bare)
    if found is None:
        return "pattern"
    if check_character(bare[:-1]) != bare[-1]:
        return "number_checksum"
    site, desk, life, day, counter, _ = found.groups()
    if not _is_day(day) or int(counter) == 0:
        return "pattern"
    return CaseNumber(site, desk, life, day, int(counter))


def scanned(text: str) -> tuple[str, CaseNumber] | None:
    """What a scanner typed behind other text: (the text before it, the case number). A paper's number counts by its case.
    None when the text does not end with a whole number whose check character is right."""
    found = _SCANNED.search(text)
    number = parse(found[1]) if found is not None else "pattern"
    return None if found is None or isinstance(number, str) else (text[: found.start()], number)


def _is_day(digits: str) -> bool:
    try:
        date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """The number of one paper: the case, the kind's two letters (SL 受理通知书, BZ 一次性告知书 …), and its ordinal. The case
    number inside carries the check character; a copy or 补打 bears the same number."""

    case: CaseNumber
    kind: str
    ordinal: int

    @property
    def stored(self) -> str:
        """As the spool keeps it and the QR says it: YJ…K-SL1."""
        return f"{self.case.stored}-{self.kind}{self.ordinal}"

    @property
    def printed(self) -> str:
        return f"{self.case.printed}-{self.kind}{self.ordinal}"


def parse_document(text: str) -> DocumentNumber | str:
    """The number of a paper that somebody typed or scanned; otherwise the code "pattern" or "number_checksum"."""
    found = _DOCUMENT.fullmatch(_bare(text))
    if found is None:
        return "pattern"
    case = parse(found[1])
    return case if isinstance(case, str) else DocumentNumber(case, found[2], int(found[3]))
