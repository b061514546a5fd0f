"""What is brought later: supplements after a notice, papers that close a gap, and the notice itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kiosk.desk.accepting import Missing
from kiosk.desk.tools import Clerk, Done, Draft, Tools, act_on
from kiosk.domain.cases import Case, State
from kiosk.domain.facts import Kind
from kiosk.domain.folding import Rules, missing_papers


def tell_once(tools: Tools, clerk: Clerk, number: str, lacks: Sequence[Missing]) -> Done:
    """Everything that is missing or faulty, at once and in writing (art. 32(4))."""
    body = {"lacks": [{"key": one.key, "why": one.why, "how": one.how} for one in lacks]}
    return act_on(tools, clerk, "tell_once", number, lambda *_: [Draft(Kind.TOLD_ONCE, body)], ["told_once"])


def supplement(
    tools: Tools, clerk: Clerk, number: str, papers: Mapping[str, str], answers: Mapping[str, Any] | None = None,
    mended: Sequence[str] = (),
) -> Done:  # fmt: skip
    """Takes in what was told missing. When all is there and the station accepts, it is accepted in the same act."""
    body = {
        "papers": [{"key": key, "how": how, "count": 1} for key, how in papers.items()],
        "answers": dict(answers or {}),
        "mended": list(mended),
    }

    def drafts(case: Case, rules: Rules, day: date) -> list[Draft]:
        first = Draft(Kind.SUPPLEMENTED, body)
        all_in = {lack.key for lack in case.lacks} <= {*papers, *mended, *(answers or {})}
        left = [key for key in missing_papers(rules.item, case) if papers.get(key, "missing") == "missing"]
        accepts = all_in and not left and case.back_to is State.RECEIVED and rules.item.accepts == "station"
        return [first, Draft(Kind.ACCEPTED, {})] if accepts else [first]

    def wanted(case: Case) -> list[str]:
        return ["acceptance"] if case.state is State.ACCEPTED else ["receipt"]

    return act_on(tools, clerk, "supplement", number, drafts, wanted)


def close_gap(tools: Tools, clerk: Clerk, number: str, papers: Mapping[str, str]) -> Done:
    """The papers that an applicant undertook to bring are there (容缺补齐)."""
    body = {"papers": [{"key": key, "how": how, "count": 1} for key, how in papers.items()]}
    return act_on(tools, clerk, "close_gap", number, lambda *_: [Draft(Kind.GAP_CLOSED, body)], ["receipt"])
