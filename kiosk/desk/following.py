"""Following what the centre did: the notices that its facts call for, and the folded picture kept true."""

from __future__ import annotations

from kiosk.desk.tools import Clerk, Done, Refused, Tools, act_on
from kiosk.domain.cases import Case
from kiosk.domain.facts import Kind
from kiosk.domain.refusals import Code, Refusal
from kiosk.store import cases as stored_cases
from kiosk.store.writing import writing

# Which paper tells the resident of what the department did.
NOTICES = {
    Kind.ACCEPTED: "acceptance",
    Kind.DEEMED_ACCEPTED: "acceptance",
    Kind.TOLD_ONCE: "told_once",
    Kind.SUPPLEMENT_ASKED: "told_once",
    Kind.SUSPENDED: "suspension",
    Kind.EXTENDED: "extension",
    Kind.RETURNED: "return_slip",
    Kind.GAP_LAPSED: "return_slip",
    Kind.REFUSED: "refusal",
}


def notice_for(case: Case) -> str | None:
    """The paper that the last thing which happened calls for; None when there is none."""
    last = Kind(case.life[-1].kind)
    if last in {Kind.DECIDED, Kind.CLOSED} and case.decision is not None:
        return "completion" if case.decision.granted else "decision_refusal"
    return NOTICES.get(last)


def print_notice(tools: Tools, clerk: Clerk, number: str) -> Done:
    """Queues the paper for what the centre did last. No fact is written: printing is audited, not a fact."""

    def papers(case: Case) -> list[str]:
        kind = notice_for(case)
        if kind is None:
            raise Refused(Refusal(Code.WRONG_STATE, values={"state": case.state}))
        return [kind]

    return act_on(tools, clerk, "print", number, lambda *_: [], papers)


def refold(tools: Tools) -> int:
    """Brings the folded pictures of pending cases up to what the centre says now; answers how many changed. Each second
    most have not: those are only read."""
    with tools.ledger.transaction(write=False) as connection:
        rules_of = tools.rules_of(connection)
        moved = [
            number for number in stored_cases.stale(connection) if stored_cases.moved(connection, number, rules_of)
        ]
    for number in moved:
        with writing(tools.ledger, tools.clock.now(), tools.ids) as at:
            rules_of = tools.rules_of(at.connection)
            seen = stored_cases.see(at.connection, number, rules_of)
            if seen is not None:
                asks = seen.conflict.code.value if seen.conflict else ""
                at.refold(seen.case, rules_of(seen.case.item, seen.case.item_version), asks)
    return len(moved)
