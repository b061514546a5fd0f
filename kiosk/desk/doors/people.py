"""Who stands at the counter, as a screen sees it: no names, only what is under way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.desk.doors import Door

if TYPE_CHECKING:
    from kiosk.domain.catalogue import Name


@dataclass(frozen=True, slots=True)
class KnownCase:
    """One case of this person; `same`: perhaps what is being entered now."""

    number: str
    item: Name
    state: str
    received_on: str
    same: bool


class People(Door):
    def known(self, number: str, item: str) -> Sequence[KnownCase]:
        from kiosk.desk import knowing
        from kiosk.domain.roles import may

        tools, clerk = self._tools, self._clerk
        if not may(clerk.roles, "look"):
            return []
        return [
            KnownCase(
                one.case.number,
                tools.rules(one.case.item).item.name,
                one.case.state.value,
                one.case.received_on,
                one.same,
            )
            for one in knowing.known(tools, clerk, number, item)
        ]

    def often(self) -> Sequence[str]:
        from kiosk.desk import knowing

        return knowing.often_taken(self._tools)
