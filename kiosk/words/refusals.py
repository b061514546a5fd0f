"""A refusal in words: what is wrong, where, and what to do about it."""

from __future__ import annotations

from datetime import date

from kiosk.domain.refusals import Code, Refusal
from kiosk.words import Words

DAYS = frozenset({"day", "latest"})  # values that are ISO days


def sentence(words: Words, refusal: Refusal, label: str = "") -> str:
    """The sentence for a refusal. `label` names its field in the language of `words` (of a form's field or a paper);
    without one the field's own key stands there."""
    fault = refusal.values.get("code") if refusal.code is Code.FORM_FAULTS else None
    key = f"refusal.{fault}" if fault and f"refusal.{fault}" in words else f"refusal.{refusal.code}"
    values = {name: _value(words, name, value) for name, value in refusal.values.items()}
    return words(key, **{"field": label or _needed(words, refusal.field), **values})


def fault_sentence(words: Words, code: str, label: str) -> str:
    """The sentence for one fault of a form, an identifier or a number ("id_checksum"), about the field `label`."""
    return words(f"refusal.{code}", field=label)


def _needed(words: Words, field: str) -> str:
    key = f"need.{field}"
    return words(key) if key in words else field


def _value(words: Words, name: str, value: str) -> str:
    if name not in DAYS:
        return value
    try:
        return words.day(date.fromisoformat(value))
    except ValueError:
        return value
