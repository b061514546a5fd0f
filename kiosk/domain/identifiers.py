"""Identifiers that come to a counter in Yanji, told apart and checked.

GB 11643 citizen numbers, GB 32100 unified social credit codes, foreign permanent residence cards of both versions,
residence permits of Hong Kong, Macao and Taiwan residents, passports. Area codes are not judged: abolished ones live on
in people's numbers.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100: no I O S V Z
_WEIGHTS_11643 = [pow(2, 17 - i, 11) for i in range(17)]
_WEIGHTS_32100 = [pow(3, i, 31) for i in range(17)]
INVISIBLE = frozenset([0x61C, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)])


class IdKind(StrEnum):
    CITIZEN = "citizen"
    CITIZEN_15 = "citizen_15"  # first generation, on old papers only
    FOREIGN_PR = "foreign_pr"  # 18 digits beginning with 9, since 2023-12-01
    FOREIGN_PR_OLD = "foreign_pr_old"  # 3 letters + 12 digits
    HMT_PERMIT = "hmt_permit"  # 81, 82 Hong Kong and Macao, 83 Taiwan
    USCC = "uscc"
    PASSPORT_CN = "passport_cn"
    PASSPORT_KR = "passport_kr"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A valid identifier, normalised (capitals, no spaces)."""

    kind: IdKind
    value: str
    birth: date | None = None
    sex: str | None = None  # male, female


@dataclass(frozen=True, slots=True)
class IdFault:
    """Why a text is no valid identifier. `kind` is what it looks like, "" when like nothing known."""

    code: str  # control_character pattern id_checksum uscc_checksum date_in_future unknown_identifier missing_required
    kind: str = ""


def has_control(text: str, *, newline: bool = False) -> bool:
    """Whether a text holds characters that nobody can see: controls, bidi marks, zero-width ones, surrogates."""
    return any(
        (unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} and not (newline and character == "\n"))
        or ord(character) in INVISIBLE
        for character in text
    )


def mod_11_2(first17: str) -> str:
    """The check character of GB 11643 (ISO 7064 MOD 11-2)."""
    return "10X98765432"[sum(int(d) * w for d, w in zip(first17, _WEIGHTS_11643, strict=True)) % 11]


def uscc_check(first17: str) -> str:
    """The check character of GB 32100."""
    total = sum(USCC_ALPHABET.index(c) * w for c, w in zip(first17, _WEIGHTS_32100, strict=True))
    return USCC_ALPHABET[-total % 31]


def real_day(digits: str) -> date | None:
    """yyyymmdd as a day; None when there is no such day."""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def identify(text: str, today: date) -> Identifier | IdFault:
    """What `text` is, judged on `today`."""
    if has_control(text):
        return IdFault("control_character")
    value = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()
    if not value:
        return IdFault("missing_required")
    if re.fullmatch(r"\d{17}[\dX]", value):
        return _eighteen(value, today)
    for pattern, kind in _SHAPES:
        if re.fullmatch(pattern, value):
            return Identifier(kind, value)
    if re.fullmatch(r"\d{15}", value):
        return _fifteen(value)
    if re.fullmatch(r"[0-9A-Z]{18}", value):
        return _uscc(value)
    if re.fullmatch(r"\d{1,20}X?", value):
        return IdFault("pattern", IdKind.CITIZEN)  # a number of the wrong length
    return IdFault("unknown_identifier")


_SHAPES = (
    (r"[A-Z]{3}\d{12}", IdKind.FOREIGN_PR_OLD),
    (r"E[A-HJ-NP-Z]?\d{7,8}|[GDSP]\d{8}", IdKind.PASSPORT_CN),
    (r"[MSRD]\d{8}|M\d{3}[A-Z]\d{4}", IdKind.PASSPORT_KR),
)


def _eighteen(value: str, today: date) -> Identifier | IdFault:
    kind = (
        IdKind.HMT_PERMIT
        if value[:2] in {"81", "82", "83"}
        else IdKind.FOREIGN_PR
        if value[0] == "9" and real_day(value[6:14])
        else IdKind.CITIZEN
    )
    birth = real_day(value[6:14])
    if birth is None:
        if value[0] in "19" and uscc_check(value[:17]) == value[17]:
            return Identifier(IdKind.USCC, value)  # eighteen digits can be a credit code too
        return IdFault("pattern", kind)
    if mod_11_2(value[:17]) != value[17]:
        if value[0] in "159" and value[17] != "X" and uscc_check(value[:17]) == value[17]:
            return Identifier(IdKind.USCC, value)
        return IdFault("id_checksum", kind)
    if birth > today:
        return IdFault("date_in_future", kind)
    return Identifier(kind, value, birth, "male" if int(value[16]) % 2 else "female")


def _fifteen(value: str) -> Identifier | IdFault:
    birth = real_day("19" + value[6:12])
    if birth is None:
        return IdFault("pattern", IdKind.CITIZEN_15)
    return Identifier(IdKind.CITIZEN_15, value, birth, "male" if int(value[14]) % 2 else "female")


def _uscc(value: str) -> Identifier | IdFault:
    if any(character not in USCC_ALPHABET for character in value):
        return IdFault("pattern", IdKind.USCC)
    return (
        Identifier(IdKind.USCC, value) if uscc_check(value[:17]) == value[17] else IdFault("uscc_checksum", IdKind.USCC)
    )
