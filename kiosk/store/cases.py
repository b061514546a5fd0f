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


_STATE = text("SELECT plain FROM cache.cases WHERE number = :number")
_MINE = text(
    "SELECT f.seq, f.envelope, f.signature, b.body, b.salt, f.hash, v.code, v.field"
    " FROM facts f LEFT JOIN bodies b USING (seq) LEFT JOIN cache.verdicts v ON v.seq = f.seq"
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


def see(connection: Connection, number: str, rules_of: RulesOf) -> Seen | None:
    """One case as this desk sees it; None when nobody here knows it."""
    state = connection.execute(_STATE, {"number": number}).scalar()
    base = to_case(state) if state is not None else None
    mine = [
        _Mine(seq, to_fact(envelope, signature, body, salt), own, code or "", field or "")
        for seq, envelope, signature, body, salt, own, code, field in connection.execute(_MINE, {"number": number})
    ]
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
    return Seen(case, _whereabouts(mine, base, acked, refusal), refusal, conflict, mine[-1].hash if mine else "")


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

_PAGE = text(
    "SELECT sort, plain, pending FROM ("
    " SELECT c.sort, c.plain, 0 AS pending FROM cache.cases c"
    "  WHERE c.sort < :before AND NOT EXISTS"
    "   (SELECT 1 FROM folded f WHERE f.number = c.number AND f.last_seq > c.mine)"
    " UNION ALL"
    " SELECT f.sort, f.plain, 1 FROM folded f"
    "  WHERE f.sort < :before AND NOT EXISTS"
    "   (SELECT 1 FROM cache.cases c WHERE c.number = f.number AND c.mine >= f.last_seq)"
    ") ORDER BY sort DESC LIMIT :most"
)
_STALE = text("SELECT f.number FROM folded f JOIN cache.cases c ON c.number = f.number WHERE f.last_seq > c.mine")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list. `pending`: facts of this desk are laid over the centre's state."""

    case: Case
    pending: bool
    sort: str


def page(connection: Connection, before: str = "~", most: int = 256) -> Sequence[Line]:
    """The newest cases whose key is smaller than `before` (the last line's `sort` for the next page)."""
    rows = connection.execute(_PAGE, {"before": before, "most": most})
    return [Line(to_case(plain), bool(pending), sort) for sort, plain, pending in rows]


def stale(connection: Connection) -> Sequence[str]:
    """Numbers of pending cases whose state at the centre may have moved: to be folded anew."""
    return list(connection.execute(_STALE).scalars())


def own_numbers(connection: Connection) -> Sequence[str]:
    """Every case that this desk wrote a fact about, oldest first."""
    rows = connection.exec_driver_sql("SELECT number FROM facts GROUP BY number ORDER BY min(seq)")
    return list(rows.scalars())
