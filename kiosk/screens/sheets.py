"""What one visit holds while it is entered: one person, one or several items. Plain values, no widgets, so that a draft
is just this written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kiosk.domain.folding import Rules

if TYPE_CHECKING:
    from kiosk.desk.doors.drafts import Reopened
    from kiosk.desk.drafting import Draft

PERSON = ("applicant_", "org_")  # keys of the blocks that are the same person in every item of a visit


@dataclass(slots=True)
class Sheet:
    """One item being entered."""

    rules: Rules
    promised: str  # ISO day by which it would be decided
    answers: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)  # key -> where a prefilled answer comes from
    papers: dict[str, str] = field(default_factory=dict)
    way: str = ""
    detail: str = ""

    @property
    def code(self) -> str:
        return self.rules.item.code


@dataclass(slots=True)
class Visit:
    """The items of one visit; `draft` is the draft's id, `known` what a card or an earlier case said of the person."""

    sheets: list[Sheet] = field(default_factory=list)
    at: int = 0
    draft: str = ""
    known: dict[str, str] = field(default_factory=dict)
    known_from: dict[str, str] = field(default_factory=dict)

    @property
    def sheet(self) -> Sheet:
        return self.sheets[self.at]

    @property
    def empty(self) -> bool:
        return not self.sheets

    def begin(self, rules: Rules, promised: str) -> Sheet:
        """One more item: facts typed once and papers seen once are there already (行政许可法 art. 31, one closed list)."""
        sheet = Sheet(rules, promised)
        keys = {entry.key for entry in rules.form.fields()}
        for other in self.sheets:
            for key, value in other.answers.items():
                if key in keys and (key.startswith(PERSON) or _same(rules, other.rules, key)):
                    sheet.answers.setdefault(key, value)
                    sheet.sources.setdefault(key, "visit")
            for key, how in other.papers.items():
                if how != "missing" and rules.item.paper(key) is not None:
                    sheet.papers[key] = how
        self._prefill(sheet)
        self.sheets.append(sheet)
        self.at = len(self.sheets) - 1
        return sheet

    def learn(self, known: Mapping[str, str], source: str) -> None:
        """What is now known of the person or the desk (keys of the forms' `prefill`); it fills what is still empty."""
        for key, value in known.items():
            if value:
                self.known[key] = value
                self.known_from[key] = source
        for sheet in self.sheets:
            self._prefill(sheet)

    def _prefill(self, sheet: Sheet) -> None:
        for entry in sheet.rules.form.fields():
            value = self.known.get(entry.prefill, "") if entry.prefill else ""
            fits = value and (not entry.options or value in entry.values())
            if fits and sheet.answers.get(entry.key) in (None, ""):
                sheet.answers[entry.key] = value
                sheet.sources[entry.key] = self.known_from[entry.prefill]


def to_draft(visit: Visit) -> Draft:
    """The visit written down."""
    from kiosk.desk.drafting import Draft, Page

    pages = tuple(
        Page(one.code, one.rules.form.version, one.answers, one.sources, one.papers, one.way, one.detail)
        for one in visit.sheets
    )
    return Draft(visit.draft, pages, visit.at, visit.known, visit.known_from)


def from_draft(kept: Reopened) -> Visit:
    """The visit as it was left; answers that the forms in force no longer ask for stay behind."""
    sheets = []
    for page, rules, promised in zip(kept.draft.pages, kept.rules, kept.promised, strict=True):
        keys = {entry.key for entry in rules.form.fields()}
        answers = {key: value for key, value in page.answers.items() if key in keys}
        sheets.append(Sheet(rules, promised, answers, dict(page.sources), dict(page.papers), page.way, page.detail))
    draft = kept.draft
    return Visit(sheets, draft.shown, draft.id, dict(draft.known), dict(draft.known_from))


def _same(one: Rules, other: Rules, key: str) -> bool:
    """Whether two forms mean the same by a key: the same label and type."""
    fields = [next((e for e in rules.form.fields() if e.key == key), None) for rules in (one, other)]
    return all(fields) and len({(e.label.zh, e.type, e.options) for e in fields if e is not None}) == 1
