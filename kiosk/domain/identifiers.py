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
OLDEST_BIRTH = 1850  # nobody at a counter was born earlier
# general categories Cc, Cs, Zl, Zp, and the invisible marks that the form format names; tests hold it to `unicodedata`
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


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
    return any(not (newline and found[0] == "\n") for found in _UNSEEN.finditer(text))


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
    """What `text` is, judged on `today`. Spaces, hyphens, small letters and full-width forms are forgiven."""
    if has_control(text):
        return IdFault("control_character")
    value = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()
    if not value:
        return IdFault("missing_required")
    if _matches(r"[0-9]{17}[0-9X]", value):
        return _eighteen(value, today)
    for pattern, kind in _SHAPES:
        if _matches(pattern, value):
            return Identifier(kind, value)
    if _matches(r"[0-9]{15}", value):
        return _fifteen(value)
    if _matches(r"[0-9A-Z]{18}", value):
        return _uscc(value)
    if _matches(r"[0-9]{1,20}X?", value):
        return IdFault("pattern", IdKind.CITIZEN)  # a number of the wrong length
    return IdFault("unknown_identifier")


def _matches(pattern: str, value: str) -> bool:
    """Patterns here spell out [0-9]: \\d would take the digits of every script."""
    return re.fullmatch(pattern, value) is not None


_SHAPES = (
    (r"[A-Z]{3}[0-9]{12}", IdKind.FOREIGN_PR_OLD),
    # ordinary E, EA-EZ (no I, O), G; diplomatic D, service S, public affairs P, old and new series
    (r"E[0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|G[0-9]{8}|[DSP][0-9]{7,8}|[DSP]E[0-9]{7}", IdKind.PASSPORT_CN),
    # the old series M + 8 digits; since 2021 a letter in the fifth place
    (r"[MR][0-9]{8}|[MRSDG][0-9]{3}[A-Z][0-9]{4}", IdKind.PASSPORT_KR),
)


def _eighteen(value: str, today: date) -> Identifier | IdFault:
    """A person's number, unless nothing in it looks like a birthday. Whoever mistypes one digit of a person's number
    hears so, and is never told that it is an organisation's: one wrong digit leaves year or month and day standing."""
    if not _like_birth(value):
        return _organisation_of_digits(value)
    kind = _person_kind(value)
    birth = real_day(value[6:14])
    if birth is None or birth.year < OLDEST_BIRTH:
        return IdFault("pattern", kind)
    if mod_11_2(value[:17]) != value[17]:
        return IdFault("id_checksum", kind)
    if birth > today:
        return IdFault("date_in_future", kind)
    return Identifier(kind, value, birth, "male" if int(value[16]) % 2 else "female")


def _like_birth(value: str) -> bool:
    return value[6:8] in {"18", "19", "20"} or real_day("2000" + value[10:14]) is not None


def _person_kind(value: str) -> IdKind:
    if value[:2] in {"81", "82", "83"}:
        return IdKind.HMT_PERMIT
    return IdKind.FOREIGN_PR if value[0] == "9" else IdKind.CITIZEN


def _organisation_of_digits(value: str) -> Identifier | IdFault:
    """Eighteen digits can be a credit code too: 1-9 the registering body, then its class of organisation."""
    if "X" not in value and uscc_check(value[:17]) == value[17]:
        return Identifier(IdKind.USCC, value)
    looks = value[0] in "159" and value[1] in "1239"
    return IdFault("uscc_checksum", IdKind.USCC) if looks else IdFault("pattern", _person_kind(value))


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
