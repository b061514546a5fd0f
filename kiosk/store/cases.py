"""What a screen shows of a case: the centre's last state with this desk's facts laid over it until a state contains
them or a verdict refuses them. Being acknowledged changes the words, not the picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, text

from kiosk.domain.cases import Case
from kiosk.domain.facts import Fact
from kiosk.domain.folding import Rules, apply
from kiosk.domain.refusals import Code, Refusal
from kiosk.store.plain import to_case, to_fact

RulesOf = Callable[[str, str], Rules | None]  # (item, item version) -> rules


class Whereabouts(StrEnum):
    """The exact words a clerk reads (DESIGN, the wire): never "done" for a time-out."""

    HERE = "here"  # 已存本机
    CENTRE = "centre"  # 已送达中心
    TAKEN = "taken"  # 已被采纳
    REFUSED = "refused"  # 被退回


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as this desk sees it. `refusal` is the centre's reason when a fact of ours was refused; `conflict` is set
    when a fact of ours no longer fits the state that the centre has now: both are kept, and a screen asks."""

    case: Case
    whereabouts: Whereabouts
    refusal: Refusal | None = None
    conflict: Refusal | None = None
    hash: str = ""  # of this desk's newest fact on the case, "" when it wrote none
    settled: bool = False  # the clerk has dealt with the refusal that is shown


_STATE = text("SELECT plain FROM cache.cases WHERE number = :number")
_MINE = text(
    "SELECT f.seq, f.envelope, f.signature, b.body, b.salt, f.hash, v.code, v.field, g.choice"
    " FROM facts f LEFT JOIN bodies b USING (seq) LEFT JOIN cache.verdicts v ON v.seq = f.seq"
    " LEFT JOIN given_up g ON g.seq = f.seq"
    " WHERE f.number = :number ORDER BY f.seq"
)
_ACKED = text("SELECT CAST(value AS INTEGER) FROM cache.meta WHERE key = 'acked'")


@dataclass(frozen=True, slots=True)
class _Mine:
    seq: int
    fact: Fact
    hash: str
    code: str  # why the centre refused it, "" when it did not
    field: str
    given_up: str = ""  # how the clerk settled it, "" while it still speaks


def see(connection: Connection, number: str, rules_of: RulesOf) -> Seen | None:
    """One case as this desk sees it; None when nobody here knows it."""
    state = connection.execute(_STATE, {"number": number}).scalar()
    base = to_case(state) if state is not None else None
    every = _written(connection, number)
    mine = _speaking(every, base)
    if base is None and not mine:
        return None
    acked = int(connection.execute(_ACKED).scalar() or 0)
    case, conflict = lay_over(base, [one.fact for one in mine if not one.code], rules_of)
    refusal = next((Refusal(_code(one.code), one.field) for one in mine if one.code), None)
    if case is None:
        # Everything that this desk wrote on the case was refused: it is shown as it was written, marked refused.
        case, conflict = lay_over(None, [one.fact for one in mine], rules_of)
        if case is None:
            return None
    settled = refusal is not None and all(one.given_up for one in mine if one.code)
    newest = every[-1].hash if every else ""
    return Seen(case, _whereabouts(mine, base, acked, refusal), refusal, conflict, newest, settled)


def _written(connection: Connection, number: str) -> list[_Mine]:
    """Every fact of this desk on a case, in order."""
    return [
        _Mine(seq, to_fact(envelope, signature, body, salt), own, code or "", field or "", choice or "")
        for seq, envelope, signature, body, salt, own, code, field, choice in connection.execute(
            _MINE, {"number": number}
        )
    ]


def _speaking(every: list[_Mine], base: Case | None) -> list[_Mine]:
    """What the clerk gave up is kept but laid over nothing, unless nothing else is known of the case."""
    live = [one for one in every if not one.given_up]
    return live if live or base is not None else every


def _code(word: str) -> Code:
    try:
        return Code(word)
    except ValueError:  # a newer centre has a reason that this program does not know yet
        return Code.MALFORMED


def lay_over(base: Case | None, facts: Sequence[Fact], rules_of: RulesOf) -> tuple[Case | None, Refusal | None]:
    """The facts that `base` does not contain, applied on top of it; and the refusal where one no longer fits."""
    case = base
    for fact in facts:
        at = fact.envelope
        if case is not None and case.through.get(at.desk, 0) >= at.seq:
            continue
        rules = rules_of(at.item, at.item_version)
        after = apply(rules, case, fact) if rules is not None else Refusal(Code.UNKNOWN_VERSION)
        if isinstance(after, Refusal):
            return case, after
        case = after
    return case, None


def _whereabouts(mine: Sequence[_Mine], base: Case | None, acked: int, refusal: Refusal | None) -> Whereabouts:
    if refusal is not None:
        return Whereabouts.REFUSED
    if any(one.seq > acked for one in mine):
        return Whereabouts.HERE
    contained = base is not None and all(base.through.get(one.fact.envelope.desk, 0) >= one.seq for one in mine)
    return Whereabouts.TAKEN if contained else Whereabouts.CENTRE


# lists ------------------------------------------------------------------------------------------------------------

_STALE = text(
    "SELECT f.number FROM folded f JOIN cache.cases c ON c.number = f.number WHERE f.last_seq > c.mine"
    " UNION SELECT number FROM (SELECT number FROM folded WHERE due = '?' AND due <> '' LIMIT 200)"
)
_FOLDED = text("SELECT plain, asks, due FROM folded WHERE number = :number")


def stale(connection: Connection) -> Sequence[str]:
    """Numbers of pending cases whose state at the centre may have moved: to be folded anew."""
    return list(connection.execute(_STALE).scalars())


def moved(connection: Connection, number: str, rules_of: RulesOf) -> bool:
    """Whether the folded picture of a case is no longer what it would be folded to now."""
    plain, asks, due = connection.execute(_FOLDED, {"number": number}).tuples().one()
    seen = see(connection, number, rules_of)
    if seen is None:
        return False
    now = seen.conflict.code.value if seen.conflict else ""
    return bool(due == "?" or asks != now or to_case(plain) != seen.case)


def own_numbers(connection: Connection) -> Sequence[str]:
    """Every case that this desk wrote a fact about, oldest first."""
    rows = connection.exec_driver_sql("SELECT number FROM facts GROUP BY number ORDER BY min(seq)")
    return list(rows.scalars())
