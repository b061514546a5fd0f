"""The conflict screen's door: both sides of a case, in values that a screen may show, and the choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.desk.doors import Door
from kiosk.domain.refusals import Refusal

if TYPE_CHECKING:
    from kiosk.desk.settling import Choice, Divergence, Told
    from kiosk.domain.catalogue import Name
    from kiosk.domain.forms import Field


@dataclass(frozen=True, slots=True)
class Side:
    """One line of the two columns. `what`: state, answer, paper, reason, result, accepted_on; `label` names an answer's
    field or a paper; a `field` says how its answers are told. None: this side has nothing there."""

    what: str
    label: Name | None
    field: Field | None
    ours: object
    theirs: object


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both sides. `ours_on` and `theirs_on` are the last days of each; `theirs_by`: a desk, or "centre"; "" when the
    centre knows nothing of the case. Answers are masked by their field's privacy."""

    number: str
    ours_on: str
    ours_by: str
    ours_what: str
    theirs_on: str
    theirs_what: str
    lines: tuple[Side, ...]
    told: tuple[Told, ...]
    why: Refusal
    choices: tuple[Choice, ...]
    phone: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What came of it: kinds written again, a new case's number; or why not."""

    choice: str = ""
    written: tuple[str, ...] = ()
    number: str = ""
    faults: tuple[Refusal, ...] = ()


class Conflicts(Door):
    def look(self, number: str) -> Conflict | None:
        """Both sides of a case; None when they agree."""
        from kiosk.desk import settling
        from kiosk.domain import masking

        found = settling.choices(self._tools, number)
        if found is None:
            return None
        ours, theirs, last = found.ours, found.theirs, found.told[-1]
        name = next((one.name for one in self._tools.station.staff if one.id == last.by), last.by)
        return Conflict(
            number, last.day, name, last.kind, theirs.life[-1].day if theirs else "",
            theirs.life[-1].kind if theirs else "", self._lines(found), found.told, found.why, found.choices,
            masking.phone(ours.phone),
        )  # fmt: skip

    def settle(self, number: str, choice: str) -> Chosen:
        """Does what the clerk chose; nothing is deleted."""
        from kiosk.desk import settling
        from kiosk.desk.tools import Refused

        try:
            done = settling.settle(self._tools, self._clerk, number, choice)
        except Refused as no:
            return Chosen(faults=no.faults)
        return Chosen(done.choice, done.written, done.number)

    def _lines(self, found: Divergence) -> tuple[Side, ...]:
        from kiosk.settings import assets

        rules = assets.rules(self._tools.assets, found.ours.item)
        fields = {one.key: one for one in rules.form.fields()} if rules is not None else {}
        papers = {one.key: one.name for one in rules.item.materials} if rules is not None else {}
        lines = []
        for one in found.differences:
            field = fields.get(one.key) if one.what == "answer" else None
            label = field.label if field is not None else papers.get(one.key)
            lines.append(Side(one.what, label, field, _masked(field, one.ours), _masked(field, one.theirs)))
        return tuple(lines)


def _masked(field: Field | None, value: object) -> object:
    from kiosk.domain import masking

    if field is None or not isinstance(value, str):
        return value
    if field.type in {"id_number", "bank_account"}:
        return masking.number(value)
    if field.privacy != "public" and field.key.endswith("_name"):
        return masking.name(value)
    if field.type == "phone":
        return masking.phone(value)
    return masking.address(value) if field.type == "address" else value
