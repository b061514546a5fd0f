"""Personal data as they may be shown where others can look: never whole."""

from __future__ import annotations


def name(text: str) -> str:
    """张三丰 -> 张**; longer names keep their first character only."""
    return text[:1] + "*" * min(max(len(text) - 1, 0), 3)


def number(text: str) -> str:
    """An 18-character identifier keeps 6 + 4, a shorter one its first and last two."""
    if len(text) >= 15:
        return text[:6] + "*" * (len(text) - 10) + text[-4:]
    return text[:2] + "*" * max(len(text) - 4, 0) + text[-2:] if len(text) > 4 else "*" * len(text)


def phone(text: str) -> str:
    """138****0000."""
    return text[:3] + "****" + text[-4:] if len(text) >= 11 else "*" * len(text)
