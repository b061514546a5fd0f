"""What the centre does not hold yet: arithmetic, never a flag. Facts above the cache's watermark are unsent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from kiosk.domain.facts import Fact
from kiosk.store.plain import to_fact

_AFTER = text(
    "SELECT f.envelope, f.signature, b.body, b.salt FROM facts f LEFT JOIN bodies b USING (seq)"
    " WHERE f.seq > :after ORDER BY f.seq LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is unsent: how many facts, and since when (a moment's stamp; "" when nothing waits)."""

    count: int
    oldest: str


def after(connection: Connection, seq: int, most: int) -> Sequence[Fact]:
    """The next facts above `seq`, at most `most`, in order (paged by rowid)."""
    return [to_fact(*row) for row in connection.execute(_AFTER, {"after": seq, "most": most})]


def last_seq(connection: Connection) -> int:
    """The number of the newest fact; 0 before the first."""
    return int(connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM facts").scalar_one())


def waiting(connection: Connection) -> Waiting:
    """What waits on this machine, from a kiosk's connection (ledger with the cache attached)."""
    row = connection.exec_driver_sql(
        "SELECT count(*), min(json_extract(envelope, '$.wall')) FROM facts"
        " WHERE seq > (SELECT CAST(value AS INTEGER) FROM cache.meta WHERE key = 'acked')"
    ).one()
    return Waiting(int(row[0]), str(row[1] or ""))


def last_wall(connection: Connection) -> str:
    """The wall clock's stamp of the newest fact; "" before the first."""
    row = connection.exec_driver_sql("SELECT json_extract(envelope, '$.wall') FROM facts ORDER BY seq DESC LIMIT 1")
    return str(row.scalar() or "")


def newest_hash(connection: Connection, number: str) -> str:
    """The hash of this desk's newest fact on a case; "" when it wrote none."""
    query = "SELECT hash FROM facts WHERE number = ? ORDER BY seq DESC LIMIT 1"
    return str(connection.exec_driver_sql(query, (number,)).scalar() or "")
