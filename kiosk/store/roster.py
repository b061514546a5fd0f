"""The roster as this desk knows it, and how often somebody's PIN was wrong.

The centre's word lies in the cache; a newer one is copied into the ledger, so that losing the cache locks nobody out.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from sqlalchemy import Connection, text

from kiosk.domain.moments import Moment
from kiosk.domain.roster import Person, Roster, wait_after

_SAID = text("SELECT value FROM cache.meta WHERE key = 'roster'")
_KEPT = text("SELECT value FROM meta WHERE key = 'roster'")
_KEEP = text("INSERT INTO meta (key, value) VALUES ('roster', :value) ON CONFLICT (key) DO UPDATE SET value = :value")
_TRIES = text("SELECT failures, boot, monotonic_ns FROM tries WHERE staff = :staff")
_COUNT = text(
    "INSERT INTO tries (staff, failures, boot, monotonic_ns) VALUES (:staff, :failures, :boot, :ns)"
    " ON CONFLICT (staff) DO UPDATE SET failures = :failures, boot = :boot, monotonic_ns = :ns"
)
_CLEAR = text("DELETE FROM tries WHERE staff = :staff")


def to_text(roster: Roster) -> str:
    return json.dumps(asdict(roster), ensure_ascii=False, sort_keys=True)


def from_text(plain: str | None) -> Roster:
    if not plain:
        return Roster()
    data = json.loads(plain)
    return Roster(data["version"], tuple(Person(**one) for one in data["people"]))


def newest(connection: Connection, shipped: Roster) -> Roster:
    """The newest roster that this desk has met: shipped with the program, kept in the ledger, or said by the centre."""
    kept = from_text(connection.execute(_KEPT).scalar())
    said = from_text(connection.execute(_SAID).scalar())
    return max((shipped, kept, said), key=lambda one: one.version)


def keep(connection: Connection, roster: Roster) -> None:
    """Copies it into the ledger when it is newer than the kept one."""
    if roster.version > from_text(connection.execute(_KEPT).scalar()).version:
        connection.execute(_KEEP, {"value": to_text(roster)})


def wait(connection: Connection, staff: str, now: Moment) -> int:
    """Seconds until this person's PIN is looked at again. Measured by the clock that nobody can set; after a restart of
    the machine the whole wait begins anew."""
    row = connection.execute(_TRIES, {"staff": staff}).tuples().first()
    if row is None:
        return 0
    failures, boot, since = row
    whole = wait_after(failures)
    if not whole:
        return 0
    if boot != now.boot:
        _count(connection, staff, failures, now)
        return whole
    left = whole - (now.monotonic_ns - since) / 1e9
    return max(int(-(-left // 1)), 0)


def failed(connection: Connection, staff: str, now: Moment) -> None:
    """One more try. Counted before the PIN is looked at, so that ending the program gains nobody a free one."""
    row = connection.execute(_TRIES, {"staff": staff}).tuples().first()
    _count(connection, staff, (row[0] if row else 0) + 1, now)


def cleared(connection: Connection, staff: str) -> None:
    connection.execute(_CLEAR, {"staff": staff})


def _count(connection: Connection, staff: str, failures: int, now: Moment) -> None:
    row = {"staff": staff, "failures": failures, "boot": now.boot, "ns": now.monotonic_ns}
    connection.execute(_COUNT, row)
