"""States down: the log of a scope from any entry on, and snapshots cut in one transaction."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from sqlalchemy import and_, delete, insert, select

from kiosk.domain.cases import Case
from sync import wire
from sync.centre import rosters
from sync.centre import tables as t
from sync.centre.centre import Centre, DeskRow, Rejected, desk_row
from sync.centre.keeping import heads

_decoder = msgspec.json.Decoder(Case)


def changes(centre: Centre, caller: DeskRow, asked: wire.ChangesAsked) -> wire.Changes:
    """Entries after `asked.after`. An entry brings the case as it is now, so a reader never sees an older state twice;
    a case that has left the scope meanwhile comes as gone."""
    if asked.scope not in caller.scopes:
        raise Rejected(403, "scope_not_granted")
    most = max(1, min(asked.most, wire.LONGEST_PAGE))
    query = (
        select(t.logs.c.n, t.logs.c.number, t.logs.c.gone, t.cases.c.plain, t.cases.c.scope)
        .join(t.cases, t.cases.c.number == t.logs.c.number, isouter=True)
        .where(and_(t.logs.c.scope == asked.scope, t.logs.c.n > asked.after))
        .order_by(t.logs.c.n)
        .limit(most)
    )
    with centre.reading() as at:
        rows = at.execute(query).all()
        last = heads(at, (asked.scope,))[asked.scope]
        version = rosters.version(at, caller.desk[:6])
    found = [
        wire.Change(n, number, _decoder.decode(plain) if not gone and scope == asked.scope else None)
        for n, number, gone, plain, scope in rows
    ]
    return wire.Changes(centre.epoch, asked.scope, found, last, version)


def snapshot(centre: Centre, caller: DeskRow, asked: wire.SnapshotAsked) -> wire.SnapshotPart:
    """The next part of a snapshot; one is cut when none was begun (or the begun one is gone)."""
    with centre.reading() as at:
        where = and_(t.snapshots.c.id == asked.id, t.snapshots.c.desk == caller.desk)
        found = at.execute(select(t.snapshots).where(where)).mappings().first()
    row = dict(found) if found is not None else None
    if row is None:
        if asked.offset:
            raise Rejected(410, "snapshot_gone")
        row = _cut(centre, caller)
    data = bytes(row["data"])
    part = data[asked.offset : asked.offset + wire.CHUNK]
    return wire.SnapshotPart(row["id"], len(data), row["sha256"], asked.offset, part)


def _cut(centre: Centre, caller: DeskRow) -> dict[str, Any]:
    with centre.reading() as at:
        desk = desk_row(at, caller.desk)
        assert desk is not None
        cursors = heads(at, desk.scopes)
        cases: dict[str, list[Case]] = {scope: [] for scope in desk.scopes}
        query = select(t.cases.c.scope, t.cases.c.plain).where(t.cases.c.scope.in_(desk.scopes))
        for scope, plain in at.execute(query.order_by(t.cases.c.number)):
            cases[scope].append(_decoder.decode(plain))
        where = and_(t.facts.c.desk == desk.desk, t.facts.c.code != "")
        rows = at.execute(select(t.facts.c.seq, t.facts.c.code, t.facts.c.field).where(where).order_by(t.facts.c.seq))
        refused = [wire.Refused(seq, code, field) for seq, code, field in rows]
    data = wire.pack(wire.Snapshot(centre.epoch, desk.last_seq, dict(cursors), cases, refused))
    row: dict[str, Any] = {"id": centre.ids.octets(8).hex(), "desk": desk.desk, "data": data,
                              "sha256": hashlib.sha256(data).hexdigest(), "made_at": centre.clock.now().stamp}  # fmt: skip
    with centre.writing() as at:
        at.execute(delete(t.snapshots).where(t.snapshots.c.desk == desk.desk))
        at.execute(insert(t.snapshots).values(**row))
    return row
