"""What every act has at hand: the ledger, the clock, chance, the rules, the station; and how an act is written down."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from kiosk.domain.cases import Case
from kiosk.domain.catalogue import item_of
from kiosk.domain.folding import Rules
from kiosk.domain.forms import form_of
from kiosk.domain.limits import Limits, limits
from kiosk.domain.moments import Clock, Ids, Moment, moment_of
from kiosk.domain.people import Staff, Station
from kiosk.domain.refusals import Code, Refusal
from kiosk.domain.roles import Role, may
from kiosk.settings import assets
from kiosk.store import cases as stored_cases
from kiosk.store import drafts as stored_drafts
from kiosk.store import outbox, search, spool, versions
from kiosk.store.ledger import Connection, Ledger
from kiosk.store.writing import Draft, Order, Writing, writing

BUILT = datetime(2026, 11, 1, tzinfo=UTC)  # no true clock is older than the program


def newest(connection: Connection) -> datetime:
    """What no true clock can be before: the last fact of this desk, and the program's own making."""
    last = outbox.last_wall(connection)
    return max(BUILT, moment_of(last)) if last else BUILT


def believed(moment: Moment, floor: datetime) -> bool:
    """Five minutes are within what machines are set right by."""
    return (floor - moment.wall).total_seconds() <= 300


class Refused(Exception):
    """An act that is not done, and why. Nothing was written. `faults` are all reasons, for acts that find several."""

    def __init__(self, *faults: Refusal) -> None:
        super().__init__(", ".join(f"{fault.code}:{fault.field}" for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who acts. `demo`: the demonstration clerk, who has every role on the command line."""

    id: str
    name: str
    roles: frozenset[Role]

    @classmethod
    def of(cls, staff: Staff, *, every_role: bool = False) -> Clerk:
        return cls(staff.id, staff.name, frozenset(Role) if every_role else frozenset({Role(staff.role)}))


@dataclass(frozen=True, slots=True)
class Done:
    """A case after an act, the hash of this desk's newest fact on it, and the documents that were queued."""

    case: Case
    hash: str
    documents: tuple[str, ...]


# Letters of the documents' numbers (kiosk.paper has the recipes; the desk only names kinds).
LETTERS = {
    "receipt": "SJ", "pickup": "QJ", "acceptance": "SL", "gap_notice": "RQ", "commitment": "CN", "told_once": "BZ",
    "refusal": "BS", "decision_refusal": "BX", "return_slip": "TJ", "suspension": "TB", "extension": "YQ",
    "completion": "BJ", "service": "SD", "visit": "HS",
}  # fmt: skip


@dataclass(frozen=True)
class Tools:
    """Handed to every act. `on` replaces the clock's day and its checks (demonstration and training only). `training`: on
    files for practising, whose papers say so."""

    ledger: Ledger
    clock: Clock
    ids: Ids
    assets: Path
    station: Station
    on: date | None = None
    training: bool = False
    _rules: dict[tuple[str, str], Rules] = field(default_factory=dict)

    def day(self, connection: Connection, moment: Moment) -> date:
        """Today, for law and paper. A clock that stands before the last fact or before the program was built is not
        believed: Refused(clock_wrong) asks the clerk for the date."""
        if self.on is not None:
            return self.on
        if not believed(moment, newest(connection)):
            raise Refused(Refusal(Code.CLOCK_WRONG, values={"clock": moment.day.isoformat()}))
        return moment.day

    def rules(self, code: str) -> Rules:
        """The rules in force for an item; Refused(unknown_item)."""
        found = assets.rules(self.assets, code)
        if found is None:
            raise Refused(Refusal(Code.UNKNOWN_ITEM, "item", {"item": code[:40]}))
        return found

    def rules_of(self, connection: Connection) -> Callable[[str, str], Rules | None]:
        """Finds the rules that a fact pins: the program's own, else the version this desk once used."""

        def find(code: str, version: str) -> Rules | None:
            now = assets.rules(self.assets, code)
            if now is not None and now.item.version == version:
                return now
            if (code, version) not in self._rules and (kept := versions.get(connection, code, version)) is not None:
                form = form_of(code, kept["form"], kept["blocks"])
                self._rules[code, version] = Rules(item_of(kept["item"]), form, assets.calendar(self.assets))
            return self._rules.get((code, version), now)

        return find

    def keep_version(self, connection: Connection, rules: Rules) -> None:
        """The item and form that a new case pins, kept in the ledger when first used."""
        path = self.assets / "catalogue" / f"{rules.item.code}.json"
        known = versions.get(connection, rules.item.code, rules.item.version)
        if known is None:
            blocks = json.loads((self.assets / "catalogue" / "_blocks.json").read_text(encoding="utf-8"))["blocks"]
            data = {**json.loads(path.read_text(encoding="utf-8")), "blocks": blocks}
            versions.keep(connection, rules.item.code, rules.item.version, rules.form.version, data)

    def limits(self, case: Case, rules: Rules, day: date) -> Limits:
        return limits(case, rules.item, rules.calendar, day)


def require(clerk: Clerk, act: str) -> None:
    """Roles are checked here, in the acts, and nowhere else."""
    if not may(clerk.roles, act):
        raise Refused(Refusal(Code.NOT_ALLOWED, values={"act": act}))


def begin(
    tools: Tools, clerk: Clerk, act: str, rules: Rules, drafts: Sequence[Draft], papers: Sequence[str],
    extra: Mapping[str, str] | None = None, *, draft: str = "",
) -> Done:  # fmt: skip
    """A new case: its number, its first facts and its papers in one transaction, in which its draft goes too."""
    return begin_together(tools, clerk, [Beginning(act, rules, drafts, papers)], extra, draft=draft)[0]


@dataclass(frozen=True, slots=True)
class Beginning:
    """A case that is to begin: the act that its role is checked for, its rules, first facts and papers."""

    act: str
    rules: Rules
    drafts: Sequence[Draft]
    papers: Sequence[str]


def begin_together(
    tools: Tools, clerk: Clerk, beginnings: Sequence[Beginning], extra: Mapping[str, str] | None = None, *,
    draft: str = "", slip: str = "",
) -> tuple[Done, ...]:  # fmt: skip
    """New cases in one transaction: all or none. `slip`: the kind of a paper that speaks of all of them; it bears the
    first case's number."""
    for one in beginnings:
        require(clerk, one.act)
    moment = tools.clock.now()
    words = [_found_by(one) for one in beginnings]  # pinyin is slow: before the transaction
    given = {"received_at": moment.stamp, **(extra or {})}
    with writing(tools.ledger, moment, tools.ids) as at:
        day = tools.day(at.connection, moment)
        done = []
        for one, known in zip(beginnings, words, strict=True):
            number = at.number(day).stored
            tools.keep_version(at.connection, one.rules)
            case = _taken(at.append(one.rules, None, number, one.drafts, by=clerk.id, day=day))
            at.findable(case, f"{known} {search.words_of([number])}")
            done.append(_done(tools, at, clerk, case, one.rules, day, one.papers, given))
        if draft:
            stored_drafts.forget(at.connection, draft)
        if slip:
            cases = [(one.case, beginning.rules) for one, beginning in zip(done, beginnings, strict=True)]
            document = _order_of(tools, at, clerk, cases, day, slip, given)
            done[0] = replace(done[0], documents=(document, *done[0].documents))
    return tuple(done)


def _found_by(one: Beginning) -> str:
    body = one.drafts[0].body
    return search.words_of([body["applicant"], body["applicant_number"], body["phone"]])


def act_on(
    tools: Tools, clerk: Clerk, act: str, number: str, drafts: Callable[[Case, Rules, date], Sequence[Draft]],
    papers: Sequence[str] | Callable[[Case], Sequence[str]], extra: Mapping[str, str] | None = None,
) -> Done:  # fmt: skip
    """The next facts of a case that this desk knows. `drafts` sees the case as it stands inside the transaction."""
    require(clerk, act)
    moment = tools.clock.now()
    with writing(tools.ledger, moment, tools.ids) as at:
        day = tools.day(at.connection, moment)
        seen = stored_cases.see(at.connection, number, tools.rules_of(at.connection))
        if seen is None:
            raise Refused(Refusal(Code.NO_SUCH_CASE, values={"number": number[:40]}))
        rules = tools.rules_of(at.connection)(seen.case.item, seen.case.item_version)
        if rules is None:
            raise Refused(Refusal(Code.UNKNOWN_VERSION, "item"))
        new = drafts(seen.case, rules, day)
        case = seen.case
        if new:
            case = _taken(at.append(rules, seen.case, number, new, by=clerk.id, day=day))
        wanted = papers(case) if callable(papers) else papers
        return _done(tools, at, clerk, case, rules, day, wanted, extra or {})


def _taken(outcome: Case | Refusal) -> Case:
    if isinstance(outcome, Refusal):
        raise Refused(outcome)
    return outcome


def _done(
    tools: Tools, at: Writing, clerk: Clerk, case: Case, rules: Rules, day: date, papers: Sequence[str],
    extra: Mapping[str, str],
) -> Done:  # fmt: skip
    documents = tuple(_order(tools, at, clerk, case, rules, day, kind, extra) for kind in papers)
    return Done(case, outbox.newest_hash(at.connection, case.number), documents)


def _order(
    tools: Tools, at: Writing, clerk: Clerk, case: Case, rules: Rules, day: date, kind: str, extra: Mapping[str, str]
) -> str:
    return _order_of(tools, at, clerk, [(case, rules)], day, kind, extra)


def _order_of(
    tools: Tools, at: Writing, clerk: Clerk, cases: Sequence[tuple[Case, Rules]], day: date, kind: str,
    extra: Mapping[str, str],
) -> str:  # fmt: skip
    """Queues one paper with every value it will be drawn from, as they are now; it bears the first case's number."""
    case, rules = cases[0]
    ordinal = spool.documents(at.connection, case.number, kind) + 1
    document = f"{case.number}-{LETTERS[kind]}{ordinal}"  # the form of numbering.DocumentNumber
    sheet = {
        "case": msgspec.to_builtins(case),
        "clerk": clerk.name,
        "day": day.isoformat(),
        "printed_at": at.moment.stamp,
        "limits": msgspec.to_builtins(tools.limits(case, rules, day)),
        "verification": _verification(at, document, case.number),
        "extra": dict(extra),
        "others": [
            {
                "case": msgspec.to_builtins(other),
                "limits": msgspec.to_builtins(tools.limits(other, its, day)),
                "verification": _verification(at, document, other.number),
            }
            for other, its in cases[1:]
        ],
    }
    at.order(Order(document, kind, case.number, sheet))
    at.note(clerk.id, f"order:{kind}", case.number, detail=document)
    return document


def _verification(at: Writing, document: str, number: str) -> str:
    """The short code under a paper's QR: eight characters of an HMAC-SM3 under a key of this desk (DOMAIN C3)."""
    key = hashlib.sha256(b"paper" + at.identity.private_key).digest()
    return hmac.new(key, f"{document}:{number}".encode(), "sm3").hexdigest()[:8].upper()


__all__ = [
    "LETTERS",
    "Beginning",
    "Clerk",
    "Done",
    "Draft",
    "Refused",
    "Tools",
    "act_on",
    "begin",
    "begin_together",
    "require",
]
