"""When the two sides disagree about a case: both are shown, a person chooses, and nothing is deleted.

The sides part when the centre refuses a fact of this desk, or when its state moved so that a fact of ours no longer fits.
What the clerk gives up stays in the ledger and at the centre as it was written; what still holds is written as new facts,
on the day of the act that they tell again (an act at the counter counts on its own day; the wall clock says when it was
told again). Facts behind a refused one are answered `after_refused` until the desk knows of the refusal (centre/ingest), so
nothing is written again before the verdict is here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.desk.tools import Clerk, Draft, Refused, Tools, begin, require
from kiosk.domain.cases import ENDED, Case, State
from kiosk.domain.facts import Kind
from kiosk.domain.folding import Rules, apply
from kiosk.domain.refusals import Code, Refusal
from kiosk.store import cases as stored_cases
from kiosk.store import settled
from kiosk.store.ledger import Connection
from kiosk.store.settled import Ours
from kiosk.store.writing import Writing, writing

CENTRE, AGAIN, ANEW, LATER = "centre", "again", "anew", "later"
# The centre refused these for where the case stood, not for what they say: they may hold now.
FOR_ITS_PLACE = frozenset(
    {"", Code.WRONG_STATE, Code.AFTER_REFUSED, Code.NO_SUCH_CASE, Code.BEFORE_LAST_FACT, Code.UNKNOWN_VERSION,
     Code.FROM_THE_FUTURE, Code.ALREADY_TOLD, Code.NOT_YOURS}
)  # fmt: skip
TAKEN_BACK = ENDED - {State.DELIVERED}  # ended with nothing in hand: the resident may apply anew


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing on which the sides differ. `what`: state, answer, paper, reason, decision; `key`: of the answer or paper."""

    what: str
    key: str
    ours: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Told:
    """One fact of ours that the centre does not hold: its kind, day, who wrote it, why refused ("" = no verdict yet)."""

    kind: str
    day: str
    by: str
    why: str
    field: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One way on. `holds`: kinds that are written again; `notes`: kinds that are kept as a note only. `ready` is False
    where the centre's verdict must come first."""

    code: str
    holds: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    ready: bool = True


@dataclass(frozen=True, slots=True)
class Divergence:
    """Both sides of a case. `theirs` is None where the centre knows nothing of it."""

    number: str
    ours: Case
    theirs: Case | None
    differences: tuple[Difference, ...]
    told: tuple[Told, ...]
    why: Refusal
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of a choice: kinds written again, and the number of a new case (""), whose receipt is queued."""

    choice: str
    written: tuple[str, ...] = ()
    number: str = ""


def choices(tools: Tools, number: str) -> Divergence | None:
    """Both sides and the ways on; None when they agree (or the case is unknown)."""
    with tools.ledger.transaction(write=False) as connection:
        parted = _parted(tools, connection, number)
        return _shown(parted, number) if parted is not None else None


@dataclass(frozen=True, slots=True)
class _Parted:
    """A case whose sides parted. `base`: the centre's state with those of our facts on it that fit; `lost`: the others."""

    theirs: Case | None
    ours: Case
    base: Case | None
    lost: Sequence[Ours]
    judged: bool  # the centre has answered everything that this desk wrote on the case
    why: Refusal
    rules: Rules | None


def _parted(tools: Tools, connection: Connection, number: str) -> _Parted | None:
    rules_of = tools.rules_of(connection)
    seen = stored_cases.see(connection, number, rules_of)
    theirs, ours = settled.sides(connection, number)
    if seen is None or seen.settled or ours is None or (why := seen.refusal or seen.conflict) is None:
        return None
    mine = settled.speaking(connection, number)
    base, lost = _laid(theirs, mine, rules_of)
    if not lost:
        return None
    rules = rules_of(ours.item, ours.item_version)
    return _Parted(theirs, ours, base, lost, all(one.judged for one in mine), why, rules)


def _laid(
    theirs: Case | None, mine: Sequence[Ours], rules_of: stored_cases.RulesOf
) -> tuple[Case | None, Sequence[Ours]]:
    """The centre's state with what fits laid over it, and what was refused or fits no more."""
    base, lost, stuck = theirs, list[Ours](), False
    for one in mine:
        at = one.fact.envelope
        if not one.code and base is not None and base.through.get(at.desk, 0) >= at.seq:
            continue
        rules = rules_of(at.item, at.item_version)
        after = None if one.code or stuck or rules is None else apply(rules, base, one.fact)
        if isinstance(after, Case):
            base = after
        else:
            lost.append(one)
            stuck = stuck or not one.code
    return base, lost


def _shown(at: _Parted, number: str) -> Divergence:
    told = tuple(Told(one.fact.envelope.kind, one.fact.envelope.day, one.fact.envelope.by, one.code, one.field)
                 for one in at.lost)  # fmt: skip
    return Divergence(number, at.ours, at.theirs, differences(at.ours, at.theirs), told, at.why, _ways(at))


def _ways(at: _Parted) -> tuple[Choice, ...]:
    kinds, held = _kinds(at.lost), _holding(at)
    found = [Choice(CENTRE, notes=kinds)]
    if held:
        found.append(Choice(AGAIN, _kinds(held), _kinds([one for one in at.lost if one not in held]), at.judged))
    if at.theirs is not None and at.theirs.state in TAKEN_BACK and at.ours.state not in ENDED:
        found.append(Choice(ANEW, (Kind.RECEIVED.value,), kinds))
    return (*found, Choice(LATER))


def _kinds(facts: Sequence[Ours]) -> tuple[str, ...]:
    return tuple(one.fact.envelope.kind for one in facts)


def _holding(at: _Parted) -> tuple[Ours, ...]:
    """The facts that would still be taken, one after another, on what the centre has now."""
    case, held = at.base, list[Ours]()
    for one in at.lost:
        if at.rules is None or one.code not in FOR_ITS_PLACE or one.fact.body is None:
            continue
        after = apply(at.rules, case, one.fact)
        if isinstance(after, Case):
            case, held = after, [*held, one]
    return tuple(held)


def differences(ours: Case, theirs: Case | None) -> tuple[Difference, ...]:
    """What the two sides say differently, the state first."""
    if theirs is None:
        return (Difference("state", "", ours.state.value, None),)
    found = [Difference("state", "", ours.state.value, theirs.state.value)] if ours.state is not theirs.state else []
    found += [Difference("answer", *row) for row in _unlike(ours.answers, theirs.answers)]
    how = ({paper.key: paper.how for paper in side.papers} for side in (ours, theirs))
    found += [Difference("paper", key, one or "missing", other or "missing") for key, one, other in _unlike(*how)]
    for what in ("reason", "result", "accepted_on"):
        one, other = getattr(ours, what) or None, getattr(theirs, what) or None
        if one != other:
            found.append(Difference(what, "", one, other))
    return tuple(found)


def _unlike(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    keys = [*ours, *(key for key in theirs if key not in ours)]
    return [(key, ours.get(key), theirs.get(key)) for key in keys if ours.get(key) != theirs.get(key)]


def settle(tools: Tools, clerk: Clerk, number: str, choice: str) -> Settled:
    """Does what the clerk chose, in one transaction with its audit line. Refused(not_offered) when it is no choice (any
    more): another desk or the centre may have moved meanwhile."""
    require(clerk, "settle")
    if choice == ANEW:
        return _anew(tools, clerk, number)
    with writing(tools.ledger, tools.clock.now(), tools.ids) as at:
        parted = _offered(tools, at.connection, number, choice)
        if choice == LATER:
            at.note(clerk.id, "settle:later", number)
            return Settled(LATER)
        held = _holding(parted) if choice == AGAIN else ()
        _give_up(tools, at, clerk, parted, choice)
        _write_again(at, clerk, parted, held)
    return Settled(choice, _kinds(held))


def _give_up(tools: Tools, at: Writing, clerk: Clerk, parted: _Parted, choice: str) -> None:
    """What was lost speaks no more, and the list's picture follows."""
    number, seqs = parted.ours.number, [one.fact.envelope.seq for one in parted.lost]
    settled.give_up(at.connection, number, seqs, choice, at.moment.stamp, clerk.id)
    at.note(clerk.id, f"settle:{choice}", number, detail=",".join(_kinds(parted.lost)))
    rules_of = tools.rules_of(at.connection)
    seen = stored_cases.see(at.connection, number, rules_of)
    if seen is not None:
        at.refold(seen.case, rules_of(seen.case.item, seen.case.item_version))


def _write_again(at: Writing, clerk: Clerk, parted: _Parted, held: Sequence[Ours]) -> None:
    case = parted.base
    for one in held:
        assert parted.rules is not None and one.fact.body is not None
        draft, day = Draft(one.fact.kind, one.fact.body), one.fact.day
        after = at.append(parted.rules, case, parted.ours.number, [draft], by=clerk.id, day=day)
        if isinstance(after, Refusal):
            raise Refused(after)
        case = after


def _offered(tools: Tools, connection: Connection, number: str, choice: str) -> _Parted:
    parted = _parted(tools, connection, number)
    if parted is None or choice not in {one.code for one in _ways(parted) if one.ready}:
        raise Refused(Refusal(Code.NOT_OFFERED, "choice"))
    return parted


def _anew(tools: Tools, clerk: Clerk, number: str) -> Settled:
    """The centre's case has ended and the resident still applies: the same answers under a new number, with a receipt.
    The new case is durable before the old facts are given up: a crash between leaves both to be seen, nothing lost."""
    with tools.ledger.transaction(write=False) as connection:
        ours = _offered(tools, connection, number, ANEW).ours
    rules = tools.rules(ours.item)
    body = {
        "form_version": rules.form.version, "window": ours.window, "way": ours.way, "way_details": dict(ours.way_details),
        "first_asked": clerk.id, "applicant": ours.applicant, "applicant_number": ours.applicant_number,
        "phone": ours.phone, "agent": ours.agent, "answers": dict(ours.answers), "delivery_mode": ours.delivery_mode,
        "papers": [{"key": paper.key, "how": paper.how, "count": paper.count} for paper in ours.papers],
    }  # fmt: skip
    done = begin(tools, clerk, "receive", rules, [Draft(Kind.RECEIVED, body)], ["receipt"])
    with writing(tools.ledger, tools.clock.now(), tools.ids) as at:
        _give_up(tools, at, clerk, _offered(tools, at.connection, number, ANEW), ANEW)
    return Settled(ANEW, (Kind.RECEIVED.value,), done.case.number)


__all__ = ["AGAIN", "ANEW", "CENTRE", "LATER", "Choice", "Difference", "Divergence", "Settled", "Told",
           "choices", "differences", "settle"]  # fmt: skip
