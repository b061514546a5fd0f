"""Personal data as they may be shown where others can look: never whole."""

from __future__ import annotations

# the smallest public part of an address that is there is kept: community, street, village, town, county, city
_PUBLIC = ("社区", "사회구역", "街道", "가두", "村", "镇", "乡", "县", "市", "시 ")


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


def address(text: str) -> str:
    """延吉市进学街道文化社区****: what lies below the community or street goes; without such a part, three characters stay."""
    ends = next((text.find(part) + len(part) for part in _PUBLIC if part in text), 3)
    return text[:ends].rstrip() + "****" if len(text) > ends else text[:1] + "****"
