"""Drafts as screens see them: kept while one types, listed with who began them, gone on with by anybody of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.desk.doors import Door

if TYPE_CHECKING:
    from kiosk.desk.drafting import Draft
    from kiosk.domain.folding import Rules


@dataclass(frozen=True, slots=True)
class Line:
    """One draft in the list; `masked` is the applicant ("" when nobody is named yet), `at` a stamp."""

    id: str
    masked: str
    items_zh: tuple[str, ...]
    items_ko: tuple[str, ...]
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Reopened:
    """A draft with today's rules for each page, the day each would be decided by, and the labels (zh, ko) of answers that
    the form in force no longer asks for."""

    draft: Draft
    rules: tuple[Rules, ...]
    promised: tuple[str, ...]
    gone: tuple[str, ...]


class Drafts(Door):
    def keep(self, draft: Draft) -> str:
        """Durable when it returns; the stamp."""
        from kiosk.desk import drafting

        return drafting.keep(self._tools, self._clerk, draft)

    def lines(self) -> Sequence[Line]:
        """The newest first; none for somebody who takes no applications."""
        from kiosk.desk import drafting
        from kiosk.domain import masking
        from kiosk.domain.roles import may

        tools = self._tools
        if not may(self._clerk.roles, "receive"):
            return []
        names = {one.id: one.name for one in tools.station.staff}
        lines = []
        for one in drafting.newest(tools, self._clerk):
            items = [tools.rules(page.code).item.name for page in one.pages]
            answers = one.pages[0].answers
            who = str(answers.get("applicant_name") or answers.get("org_name") or "")
            zh, ko = tuple(name.zh for name in items), tuple(name.ko for name in items)
            lines.append(Line(one.id, masking.name(who), zh, ko, names.get(one.by, one.by), one.at))
        return lines

    def reopen(self, draft: str) -> Reopened | None:
        """What still fits the forms in force comes back; None when the draft is gone."""
        from kiosk.desk import drafting

        found = drafting.load(self._tools, self._clerk, draft)
        if found is None:
            return None
        rules = tuple(self._tools.rules(page.code) for page in found.pages)
        today = self._tools.clock.now().day
        promised = tuple(
            one.calendar.last_day(today, one.item.promised_days, one.item.day_unit).date.isoformat() for one in rules
        )
        gone = [
            key
            for page, one in zip(found.pages, rules, strict=True)
            for key in page.answers
            if key not in {entry.key for entry in one.form.fields()}
        ]
        return Reopened(found, rules, promised, tuple(gone))

    def forget(self, draft: str) -> None:
        from kiosk.desk import drafting

        drafting.forget(self._tools, self._clerk, draft)
