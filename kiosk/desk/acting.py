"""The acts of a case's page: which are allowed now, by state, item and role, and each done with what was asked for it.

The first of `allowed` is the primary one. A hidden button is no check: the act itself refuses again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from kiosk.desk import accepting, deciding, following, issuing, supplementing, undoing
from kiosk.desk.accepting import Missing
from kiosk.desk.tools import Clerk, Done, Refused, Tools
from kiosk.domain.cases import BEFORE_DECISION, UNDER_WAY, Case, State
from kiosk.domain.effects import HANDED_OVER
from kiosk.domain.facts import CENTRE
from kiosk.domain.folding import Rules, missing_papers
from kiosk.domain.refusals import Code, Refusal
from kiosk.domain.roles import may

GAPPED = frozenset({State.ACCEPTED_GAP, State.REVIEW, State.SUSPENDED})
TOOK = frozenset({"seen", "copied"})  # how a paper may be taken in at the counter


def allowed(tools: Tools, clerk: Clerk, case: Case, rules: Rules, today: date) -> tuple[str, ...]:
    """Names of the acts that this clerk may do on this case today, the most likely first."""
    found = [name for name, role, fits in _ACTS if may(clerk.roles, role) and fits(tools, case, rules, today)]
    return tuple(found)


def act(tools: Tools, clerk: Clerk, number: str, name: str, said: Mapping[str, str]) -> Done:
    """Does one act; `said` are the answers to what the page asked: papers by their keys, texts by their names. Raises
    Refused."""
    do = _DO.get(name)
    if do is None:
        raise Refused(Refusal(Code.NOT_OFFERED, "act"))
    return do(tools, clerk, number, said)


# when ---------------------------------------------------------------------------------------------------------------

Fits = Callable[[Tools, Case, Rules, date], bool]


def _accepts(tools: Tools, case: Case, rules: Rules, today: date) -> bool:
    whole = not missing_papers(rules.item, case)
    return case.state is State.RECEIVED and rules.item.accepts == "station" and whole


def _tells(tools: Tools, case: Case, rules: Rules, today: date) -> bool:
    return case.state is State.RECEIVED and case.told_on is None


def _closes_gap(tools: Tools, case: Case, rules: Rules, today: date) -> bool:
    return case.gap is not None and case.state in GAPPED


def _decides(tools: Tools, case: Case, rules: Rules, today: date) -> bool:
    return case.state in UNDER_WAY and rules.item.decides == "station" and case.gap is None


def _makes_ready(tools: Tools, case: Case, rules: Rules, today: date) -> bool:
    return case.state is State.CLOSED and case.delivery_mode in HANDED_OVER


def _sends(tools: Tools, case: Case, rules: Rules, today: date) -> bool:
    return case.state is State.CLOSED and case.delivery_mode not in HANDED_OVER


def _takes_over(tools: Tools, case: Case, rules: Rules, today: date) -> bool:
    return case.state is State.TRANSFERRED and case.elsewhere == tools.ledger.identity.site


def _notice(tools: Tools, case: Case, rules: Rules, today: date) -> bool:
    """What the centre did last calls for a paper that this desk has not queued by an act of its own."""
    return bool(case.life) and case.life[-1].desk == CENTRE and following.notice_for(case) is not None


def _voids(tools: Tools, case: Case, rules: Rules, today: date) -> bool:
    return case.state in BEFORE_DECISION and case.received_on == today.isoformat()


_ACTS: tuple[tuple[str, str, Fits], ...] = (
    ("notice", "print", _notice),
    ("accept", "accept", _accepts),
    ("supplement", "supplement", lambda tools, case, rules, today: case.state is State.CORRECTING),
    ("close_gap", "close_gap", _closes_gap),
    ("decide", "decide", _decides),
    ("make_ready", "issue", _makes_ready),
    ("send", "deliver", _sends),
    ("take_over", "take_over", _takes_over),
    ("tell_once", "tell_once", _tells),
    ("refuse", "refuse", lambda tools, case, rules, today: case.state in {State.RECEIVED, State.CORRECTING}),
    ("withdraw", "withdraw", lambda tools, case, rules, today: case.state in BEFORE_DECISION),
    ("void", "withdraw", _voids),  # a clerk asks, a lead answers with a PIN (signing_in.void)
)


# how ----------------------------------------------------------------------------------------------------------------

Said = Mapping[str, str]


def _papers(said: Said) -> dict[str, str]:
    """The papers among the answers: paper:KEY -> seen or copied."""
    rows = {key.removeprefix("paper:"): how for key, how in said.items() if key.startswith("paper:")}
    return {key: how for key, how in rows.items() if how in TOOK}


def _accept(tools: Tools, clerk: Clerk, number: str, said: Said) -> Done:
    return accepting.accept_received(tools, clerk, number)


def _supplement(tools: Tools, clerk: Clerk, number: str, said: Said) -> Done:
    mended = [key.removeprefix("mended:") for key, word in said.items() if key.startswith("mended:") and word == "yes"]
    return supplementing.supplement(tools, clerk, number, _papers(said), {}, mended)


def _close_gap(tools: Tools, clerk: Clerk, number: str, said: Said) -> Done:
    return supplementing.close_gap(tools, clerk, number, _papers(said))


def _decide(tools: Tools, clerk: Clerk, number: str, said: Said) -> Done:
    granted = said.get("granted") == "yes"
    if granted:
        return deciding.decide(tools, clerk, number, granted=True, result=said.get("result", ""))
    reason, remedy = said.get("reason", ""), said.get("remedy", "")
    return deciding.decide(tools, clerk, number, granted=False, reason=reason, remedy=remedy)


def _tell_once(tools: Tools, clerk: Clerk, number: str, said: Said) -> Done:
    """Everything that is told is told at once: each paper marked so, with the reason that was written."""
    named = [key.removeprefix("lack:") for key, word in said.items() if key.startswith("lack:") and word == "yes"]
    return supplementing.tell_once(
        tools, clerk, number, [Missing(key, said.get("why", ""), said.get("how", "")) for key in named]
    )


def _refuse(tools: Tools, clerk: Clerk, number: str, said: Said) -> Done:
    words = (said.get(key, "") for key in ("ground", "reason", "remedy", "elsewhere"))
    return deciding.refuse(tools, clerk, number, *words)


def _withdraw(tools: Tools, clerk: Clerk, number: str, said: Said) -> Done:
    return undoing.withdraw(tools, clerk, number, said.get("reason", ""))


_DO: Mapping[str, Callable[[Tools, Clerk, str, Said], Done]] = {
    "notice": lambda tools, clerk, number, said: following.print_notice(tools, clerk, number),
    "accept": _accept,
    "supplement": _supplement,
    "close_gap": _close_gap,
    "decide": _decide,
    "make_ready": lambda tools, clerk, number, said: issuing.make_ready(tools, clerk, number),
    "send": lambda tools, clerk, number, said: issuing.send_without_paper(tools, clerk, number),
    "take_over": lambda tools, clerk, number, said: deciding.take_over(tools, clerk, number),
    "tell_once": _tell_once,
    "refuse": _refuse,
    "withdraw": _withdraw,
}
