"""Korean particles (토) change with the last sound of the word before them: 재료가, 신청표를, 봉사소로."""

from __future__ import annotations

# particle in a sentence -> (after a final consonant, after a vowel)
PAIRS = {
    "은": ("은", "는"),
    "이": ("이", "가"),
    "을": ("을", "를"),
    "과": ("과", "와"),
    "으로": ("으로", "로"),
    "이다": ("이", ""),
}
_DIGITS = {"0": "영", "1": "일", "2": "이", "3": "삼", "4": "사", "5": "오", "6": "륙", "7": "칠", "8": "팔", "9": "구"}
_FIRST, _LAST, _FINALS, _RIEUL = 0xAC00, 0xD7A3, 28, 8


def with_particle(word: str, particle: str) -> str:
    """`word` with the form of `particle` (a key of PAIRS) that its last sound asks for; where the sound is not known,
    as after hanzi or Latin letters, both: 을(를)."""
    closed, open_ = PAIRS[particle]
    spoken = "".join(character for character in word if character.isalnum())[-1:]  # not a closing mark
    syllable = _DIGITS.get(spoken, spoken)
    if not syllable or not _FIRST <= ord(syllable) <= _LAST:
        return f"{word}{closed}({open_})" if open_ else f"{word}({closed})"
    final = (ord(syllable) - _FIRST) % _FINALS
    if particle == "으로" and final == _RIEUL:
        return word + open_
    return word + (closed if final else open_)
