"""The line to the city centre as a clerk sees it: what waits, what was refused and why, and trying again now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.desk.doors import Door


@dataclass(frozen=True, slots=True)
class Lamp:
    """The one sync lamp. `waiting`: cases with facts that the centre does not hold, `oldest` the stamp of the first
    such fact; `heard`: stamp of the agent's last word with the centre ("" = never); `refused`: cases that came back;
    `away_s`: seconds since `heard`, by this machine's clock."""

    waiting: int = 0
    oldest: str = ""
    refused: int = 0
    heard: str = ""
    away_s: float = 0.0

    @property
    def online(self) -> bool:
        return bool(self.heard) and self.away_s < QUIET


QUIET = 45.0  # seconds without a word after which the line counts as cut; the agent writes one every 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits or came back: `why` is a refusal's code, "" while it waits; `since` a stamp."""

    number: str
    item_zh: str
    item_ko: str
    masked: str
    since: str
    why: str = ""
    field: str = ""


class CityLine(Door):
    def lamp(self) -> Lamp:
        """How things stand; the folded pictures are brought up to date on the way."""
        from kiosk.desk import following
        from kiosk.domain.moments import moment_of
        from kiosk.store import outbox

        tools = self._tools
        following.refold(tools)
        with tools.ledger.transaction(write=False) as connection:
            unsent = outbox.waiting_cases(connection)
            refused, heard = outbox.refused_cases(connection), outbox.heard(connection)
        away = (tools.clock.now().wall - moment_of(heard)).total_seconds() if heard else 0.0
        return Lamp(unsent.count, unsent.oldest, refused, heard, max(away, 0.0))

    def waiting(self, most: int = 50) -> Sequence[Waiting]:
        """What came back first, then what waits, oldest first."""
        from kiosk.domain import masking
        from kiosk.store import cases, outbox

        tools = self._tools
        found = []
        with tools.ledger.transaction(write=False) as connection:
            rules_of = tools.rules_of(connection)
            for number, since, why, field in outbox.open_numbers(connection, most):
                seen = cases.see(connection, number, rules_of)
                if seen is None:
                    continue
                rules = rules_of(seen.case.item, seen.case.item_version)
                name = (rules.item.name.zh, rules.item.name.ko) if rules else (seen.case.item, seen.case.item)
                found.append(Waiting(number, *name, masking.name(seen.case.applicant), since, why, field))
        return found

    def retry(self) -> None:
        """Asks the agent not to wait any longer (a file that it looks for; the two never call each other)."""
        (self._at.settings.home / "agent.wake").touch()
