"""States down: each scope's log from its cursor on, a page and its cursor in one transaction; a snapshot when the cache
is new or the centre is another than it was."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kiosk.domain.roster import Roster
from kiosk.store import cache as caches
from kiosk.store.cache import Cache, Verdict
from kiosk.store.engine import Cipher
from sync import wire
from sync.line import Line, SaidNo


class EpochMoved(Exception):
    """The centre was restored: the cache tells of a world that is gone."""


def pull(cache: Cache, line: Line, scope: str) -> int:
    """Takes one page of a scope; answers how many entries came. Raises EpochMoved, LineCut."""
    after = cache.cursors().get(scope, 0)
    page = line.ask("/v1/changes", wire.ChangesAsked(scope, after), wire.Changes)
    if page.epoch != cache.meta("epoch"):
        raise EpochMoved
    expected = range(after + 1, after + 1 + len(page.changes))
    if [change.n for change in page.changes] != list(expected):
        raise EpochMoved  # a log has no gaps: what came is not a continuation of what we hold
    follow_roster(cache, line, page.roster)
    if not page.changes:
        return 0
    newest = {change.number: change.case for change in page.changes}  # an entry brings the case as it is now
    with cache.writing() as at:
        at.cases(scope, [case for case in newest.values() if case is not None])
        for number in (number for number, case in newest.items() if case is None):
            at.gone(number)
        at.cursor(scope, page.changes[-1].n)
    return len(page.changes)


def follow_roster(cache: Cache, line: Line, version: str) -> None:
    """Fetches the station's roster when the feed names another one than the cache holds."""
    if not version or version == cache.meta("roster_version"):
        return
    said = line.ask("/v1/roster", wire.RosterAsked(), wire.StationRoster)
    with cache.writing() as at:
        at.roster(Roster(said.version, tuple(said.people)))


def bootstrap(pointer: Path, cipher: Cipher, desk: str, line: Line) -> Path:
    """Fetches a snapshot into a new cache file and points at it. A half-fetched one is resumed, a half-written file is
    never pointed at."""
    snapshot = _fetch(pointer, line)
    path = caches.next_path(pointer)
    caches.create(path, cipher)
    fresh = Cache(path, cipher, desk)
    try:
        for scope, cases in snapshot.cases.items():
            for start in range(0, len(cases), wire.LONGEST_PAGE):
                with fresh.writing() as at:
                    at.cases(scope, cases[start : start + wire.LONGEST_PAGE])
        with fresh.writing() as at:
            for scope, n in snapshot.cursors.items():
                at.cursor(scope, n)
            at.verdicts([Verdict(one.seq, one.code, one.field) for one in snapshot.refused], snapshot.acked)
            at.set("epoch", snapshot.epoch)
    finally:
        fresh.close()
    caches.point(pointer, path)
    return path


def _fetch(pointer: Path, line: Line) -> wire.Snapshot:
    """All parts of a snapshot, checked. What came is kept beside the cache, so that a cut line resumes."""
    kept = pointer.with_name("snapshot.part")
    begun, data = _kept(kept)
    while True:
        try:
            part = line.ask("/v1/snapshot", wire.SnapshotAsked(begun, len(data)), wire.SnapshotPart)
        except SaidNo as no:
            if no.code != "snapshot_gone":
                raise
            begun, data = "", b""
            kept.unlink(missing_ok=True)
            continue
        begun, data = part.id, data + part.data
        if len(data) >= part.size:
            kept.unlink(missing_ok=True)
            break
        kept.write_bytes(begun.encode() + b"\n" + data)
    if hashlib.sha256(data).hexdigest() != part.sha256:
        return _fetch(pointer, line)
    return wire.unpack(data, wire.Snapshot, largest=1 << 31)


def _kept(path: Path) -> tuple[str, bytes]:
    try:
        begun, _, data = path.read_bytes().partition(b"\n")
    except OSError:
        return "", b""
    return begun.decode("ascii", "replace"), data
