"""The work list: the centre's rows without pending facts and the few pending ones of the ledger, merged by one key.

Each branch walks an index and stops at the page's end, so that a list of a million costs what a list of a thousand does.
The lamp is computed from days that the rows carry (`domain.terms`); nothing here stores what today is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, text

from kiosk.domain.cases import Case
from kiosk.domain.limits import Lamp
from kiosk.store.cases import Whereabouts
from kiosk.store.plain import to_case

NEWEST, DUE = "newest", "due"  # orders: by day of receipt, downward; by the day that the clock ends on, upward
NEAR_REACH = "+120 days"  # no amber time is longer; bounds a walk
FEW = 100  # counts are exact below it
ASKS = "asks"  # beside the four places: what a clerk must settle


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list shows. Empty words mean all. A lamp other than "stopped" orders by day. `today`: ISO."""

    today: str
    lamp: str = ""
    place: str = ""  # a Whereabouts or ASKS
    state: str = ""
    order: str = NEWEST
    numbers: tuple[str, ...] | None = None  # only these cases

    @property
    def by_day(self) -> bool:
        return self.order == DUE or self.lamp not in {"", Lamp.STOPPED}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list. `pending`: facts of this desk are laid over the centre's state. `sort`: the key to go on from.
    `asks`: a fact of ours was refused or no longer fits, and nobody has settled it yet."""

    case: Case
    pending: bool
    sort: str
    place: Whereabouts = Whereabouts.TAKEN
    asks: bool = False


@dataclass(frozen=True, slots=True)
class _Source:
    """One file's rows; `fresh` leaves out those that the other file tells better."""

    table: str
    seq: str
    asks: str
    fresh: str


_CENTRE = _Source(
    "cache.cases", "0", "''",
    "NOT EXISTS (SELECT 1 FROM folded f WHERE f.number = c.number AND f.last_seq > c.mine)",
)  # fmt: skip
_HERE = _Source(
    "folded", "c.last_seq", "c.asks",
    "NOT EXISTS (SELECT 1 FROM cache.cases x WHERE x.number = c.number AND x.mine >= c.last_seq)",
)  # fmt: skip
_PLACES: Mapping[str, str] = {
    Whereabouts.HERE: "c.last_seq > :acked",
    Whereabouts.CENTRE: "c.last_seq <= :acked AND c.number NOT IN (SELECT value FROM json_each(:refused))",
    Whereabouts.TAKEN: "c.number NOT IN (SELECT value FROM json_each(:refused))",
}
_LAMPS: Mapping[str, str] = {
    Lamp.IN_TIME: "{p}due > :today AND {p}near > :today",
    Lamp.NEAR: f"{{p}}due > :today AND {{p}}due <= date(:today, '{NEAR_REACH}') AND {{p}}near <= :today",
    Lamp.DUE: "{p}due = :today",
    Lamp.PAST_PROMISED: "{p}due < :today AND {p}legal >= :today",
    Lamp.PAST_LEGAL: "{p}due < :today AND {p}legal < :today",
}
# Which of the two clocks runs: the five days, or after them (without a word of the centre) the promise.
_FIRST = "NOT (c.deemed_due <> '' AND c.due < :today)"
_SECOND = "c.due < :today"
_ACKED = text("SELECT CAST(value AS INTEGER) FROM cache.meta WHERE key = 'acked'")
_REFUSED = text(
    "SELECT DISTINCT f.number FROM cache.verdicts v JOIN facts f ON f.seq = v.seq"
    " WHERE NOT EXISTS (SELECT 1 FROM given_up g WHERE g.seq = f.seq)"
)
_LEFT_REFUSED = text(
    "SELECT DISTINCT g.number FROM given_up g WHERE NOT EXISTS (SELECT 1 FROM cache.cases c WHERE c.number = g.number)"
    " AND NOT EXISTS (SELECT 1 FROM facts f WHERE f.number = g.number AND f.seq NOT IN (SELECT seq FROM given_up))"
)
_ASKS = text("SELECT number FROM folded WHERE asks <> ''")


class Lists:
    """One look at the lists in one transaction: what is acknowledged and refused is asked once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._acked = int(connection.execute(_ACKED).scalar() or 0)
        open_refusals = set(connection.execute(_REFUSED).scalars())
        self.refused = open_refusals | set(connection.execute(_LEFT_REFUSED).scalars())
        self.asks = open_refusals | set(connection.execute(_ASKS).scalars())

    def page(self, wanted: Wanted, key: str = "", most: int = 128, *, back: bool = False) -> Sequence[Line]:
        """The next lines after `key` ("" = from the beginning), or before it when `back` ("" = from the end); always in
        the list's order."""
        rows: list[tuple[str, str, int, str]] = []
        for sql in self._branches(wanted, key, back):
            found = self._connection.execute(text(f"{sql} LIMIT :most"), self._values(wanted, key, most))
            rows += [(row[0], row[1], row[2], row[3]) for row in found]
        down = (not wanted.by_day) != back
        rows = sorted(rows, key=lambda row: row[0], reverse=down)[:most]
        return [self._line(*row) for row in (reversed(rows) if back else rows)]

    def count(self, wanted: Wanted) -> int:
        """How many lines there are, or FEW when there are so many or more."""
        found = 0
        for sql in self._branches(wanted, "", False, count=True):
            query = text(f"SELECT count(*) FROM ({sql} LIMIT :most)")
            found += self._connection.execute(query, self._values(wanted, "", FEW)).scalar_one()
        return min(found, FEW)

    def _values(self, wanted: Wanted, key: str, most: int) -> dict[str, Any]:
        return {"today": wanted.today, "acked": self._acked, "most": most, "refused": json.dumps(sorted(self.refused)),
                "key": key, "day": key[:10], "number": key[10:], "state": wanted.state,
                "numbers": json.dumps(self._only(wanted))}  # fmt: skip

    def _only(self, wanted: Wanted) -> Sequence[str] | None:
        """The numbers that a filter comes down to; None where it is no list of numbers."""
        by_place = {Whereabouts.REFUSED.value: self.refused, ASKS: self.asks}.get(wanted.place)
        if by_place is None:
            return wanted.numbers
        return sorted(by_place if wanted.numbers is None else by_place.intersection(wanted.numbers))

    def _branches(self, wanted: Wanted, key: str, back: bool, *, count: bool = False) -> Iterator[str]:
        for source in self._sources(wanted.place):
            tests = [source.fresh, *self._tests(wanted)]
            if not wanted.by_day:
                if wanted.lamp == Lamp.STOPPED:
                    tests.append("c.state IN ('suspended', 'correcting')")
                yield _newest(source, tests, key, back, count)
                continue
            for clock, prefix in ((_FIRST, "c."), (_SECOND, "c.deemed_")):
                lamp = [_LAMPS[wanted.lamp].format(p=prefix)] if wanted.lamp in _LAMPS else []
                yield _by_day(source, [*tests, clock, f"{prefix}due <> ''", *lamp], prefix, key, back, count)

    @staticmethod
    def _sources(place: str) -> Sequence[_Source]:
        if place in {Whereabouts.HERE, Whereabouts.CENTRE}:
            return (_HERE,)
        return (_CENTRE,) if place == Whereabouts.TAKEN else (_CENTRE, _HERE)

    def _tests(self, wanted: Wanted) -> Iterator[str]:
        if wanted.place in _PLACES:
            yield _PLACES[wanted.place]
        if wanted.state:
            yield "c.state = :state"
        if self._only(wanted) is not None:
            yield "c.number IN (SELECT value FROM json_each(:numbers))"

    def _line(self, key: str, plain: str, seq: int, asks: str) -> Line:
        case = to_case(plain)
        place = Whereabouts.TAKEN
        if case.number in self.refused:
            place = Whereabouts.REFUSED
        elif seq:
            place = Whereabouts.HERE if seq > self._acked else Whereabouts.CENTRE
        return Line(case, bool(seq), key, place, bool(asks) or case.number in self.asks)


def _newest(source: _Source, tests: Sequence[str], key: str, back: bool, count: bool) -> str:
    if key:
        tests = [*tests, f"c.sort {'>' if back else '<'} :key"]
    what = "1" if count else f"c.sort, c.plain, {source.seq}, {source.asks}"
    order = "" if count else f" ORDER BY c.sort {'ASC' if back else 'DESC'}"
    return f"SELECT {what} FROM {source.table} c WHERE {' AND '.join(tests)}{order}"


def _by_day(source: _Source, tests: Sequence[str], prefix: str, key: str, back: bool, count: bool) -> str:
    if key:
        tests = [*tests, f"({prefix}due, c.number) {'<' if back else '>'} (:day, :number)"]
    what = "1" if count else f"{prefix}due || c.number, c.plain, {source.seq}, {source.asks}"
    way = "DESC" if back else "ASC"
    order = "" if count else f" ORDER BY {prefix}due {way}, c.number {way}"
    return f"SELECT {what} FROM {source.table} c WHERE {' AND '.join(tests)}{order}"


def page(connection: Connection, before: str = "~", most: int = 256) -> Sequence[Line]:
    """The newest cases whose key is smaller than `before` (the last line's `sort` for the next page)."""
    return Lists(connection).page(Wanted("9999-12-31"), before, most)


def counts(connection: Connection, today: str) -> Mapping[str, int]:
    """How many cases there are under each lamp and at each place, exact below FEW."""
    lists, plain = Lists(connection), Wanted(today)
    lamps = (Lamp.NEAR, Lamp.DUE, Lamp.PAST_PROMISED, Lamp.PAST_LEGAL, Lamp.STOPPED)
    places = (Whereabouts.HERE.value, Whereabouts.CENTRE.value, Whereabouts.REFUSED.value, ASKS)
    found = {lamp.value: lists.count(replace(plain, lamp=lamp.value)) for lamp in lamps}
    return {"": lists.count(plain), **found, **{place: lists.count(replace(plain, place=place)) for place in places}}
