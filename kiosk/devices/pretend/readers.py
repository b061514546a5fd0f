"""A card reader onto which the demonstration's residents lay their cards. All of them are fictitious."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.devices.readers import Card, NoCard


class PretendCardReader:
    """Reads the residents' cards one after another, from the first again behind the last; `lay` puts a certain one
    next, and `trouble` keeps any from being read."""

    name = "pretend"

    def __init__(self, residents: Sequence[Mapping[str, Any]]) -> None:
        self.trouble: NoCard | None = None
        self._residents, self._next = residents, 0

    @classmethod
    def of_demo(cls, assets: Path) -> PretendCardReader:
        """With the residents that ship (assets/demo/world.json)."""
        from kiosk.settings.assets import world

        return cls(world(assets)["residents"])

    def lay(self, resident: str) -> None:
        """The card of this resident (such as "R0001") is read next. Raises KeyError."""
        for place, one in enumerate(self._residents):
            if one["id"] == resident:
                self._next = place
                return
        raise KeyError(resident)

    def read(self, patience: float = 0.0) -> Card | NoCard:
        if self.trouble is not None:
            return self.trouble
        if not self._residents:
            return NoCard.NONE
        one = self._residents[self._next % len(self._residents)]
        self._next += 1
        return Card(
            name=one["name_zh"],
            number=one["id_number"],
            sex=one["sex"],
            ethnicity=one["ethnicity"],
            born=date.fromisoformat(one["birth_date"]),
            address=one["address"],
        )
