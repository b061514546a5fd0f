"""The call-back list as a screen sees it: masked; the whole number comes by `cases.show`, which is audited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.desk.doors import Door

if TYPE_CHECKING:
    from kiosk.domain.catalogue import Name


@dataclass(frozen=True, slots=True)
class Line:
    """One resident to call. `why`: conflict, refused, gap, ready; `day`: the last day of a gap (ISO), else ""; `tried`:
    the stamp of the last try."""

    number: str
    why: str
    who: str
    phone: str
    item: Name
    day: str
    tries: int
    tried: str


class Calls(Door):
    def lines(self) -> Sequence[Line]:
        from kiosk.desk import calling_back
        from kiosk.domain import masking
        from kiosk.domain.roles import may

        tools, clerk = self._tools, self._clerk
        if not may(clerk.roles, "call"):
            return []
        return [
            Line(
                one.case.number, one.call.why, masking.name(one.case.applicant), masking.phone(one.case.phone),
                tools.rules(one.case.item).item.name, one.case.gap.due if one.case.gap else "", one.call.tries,
                one.call.tried,
            )
            for one in calling_back.to_tell(tools, clerk)
        ]  # fmt: skip

    def enter(self, number: str, why: str) -> None:
        from kiosk.desk import calling_back

        calling_back.enter(self._tools, self._clerk, number, why)

    def tried(self, number: str, why: str) -> None:
        from kiosk.desk import calling_back

        calling_back.tried(self._tools, self._clerk, number, why)

    def reached(self, number: str, why: str) -> None:
        from kiosk.desk import calling_back

        calling_back.reached(self._tools, self._clerk, number, why)
