"""How long to wait before trying again: longer each time, never for ever, with chance so that 78 stations do not knock
in step after a cut. The chance is handed in."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.moments import Ids

FIRST, LONGEST = 1.0, 60.0  # seconds


@dataclass
class Patience:
    """Counts failures; `wait()` is the pause before the next try, in seconds."""

    ids: Ids
    failures: int = 0

    def failed(self) -> float:
        """One more failure: the pause that follows it, half of it by chance."""
        self.failures += 1
        whole = min(LONGEST, FIRST * 2 ** min(self.failures - 1, 10))
        chance = int.from_bytes(self.ids.octets(2), "big") / 65536
        return float(whole / 2 + whole / 2 * chance)

    def rested(self) -> None:
        """Something went through."""
        self.failures = 0
