"""The six ways to be served (MISSION M6), and what each needs beyond the form."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Way(StrEnum):
    """The words of the catalogue's `modes`; what people read is `way.<word>` in kiosk.words."""

    SELF = "self"  # 自助办
    ONSITE = "onsite"  # 现场办
    AGENT = "agent"  # 代办
    ASSIST = "assist"  # 帮办
    APPOINTMENT = "appointment"  # 预约办
    ROVING = "roving"  # 巡回办


NEEDS: Mapping[Way, tuple[str, ...]] = {
    Way.SELF: (),
    Way.ONSITE: (),
    Way.AGENT: (),  # the form's own block names the agent
    Way.ASSIST: ("helper",),
    Way.APPOINTMENT: ("appointment",),
    Way.ROVING: ("visit",),
}


def lacking(way: str, details: Mapping[str, str], *, agent: str) -> str:
    """The key of what a way still needs: helper, appointment, visit, agent; "" when nothing. ValueError when `way` is
    none of the six."""
    if Way(way) is Way.AGENT and not agent:
        return "agent"
    return next((key for key in NEEDS[Way(way)] if not str(details.get(key, "")).strip()), "")
