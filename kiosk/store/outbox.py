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


_UNSENT = "seq > (SELECT CAST(value AS INTEGER) FROM cache.meta WHERE key = 'acked')"


def waiting_cases(connection: Connection) -> Waiting:
    """The cases with facts that the centre does not hold, and since when the oldest of these facts waits."""
    row = connection.exec_driver_sql(
        "SELECT count(DISTINCT number),"
        f" (SELECT json_extract(envelope, '$.wall') FROM facts WHERE {_UNSENT} ORDER BY seq LIMIT 1)"
        f" FROM facts WHERE {_UNSENT}"
    ).one()
    return Waiting(int(row[0]), str(row[1] or ""))


def refused_cases(connection: Connection) -> int:
    """How many cases have a fact of this desk that the centre refused and nobody has settled."""
    query = (
        "SELECT count(DISTINCT f.number) FROM cache.verdicts v JOIN facts f ON f.seq = v.seq"
        " WHERE v.code <> '' AND f.seq NOT IN (SELECT seq FROM given_up)"
    )
    return int(connection.exec_driver_sql(query).scalar_one())


def heard(connection: Connection) -> str:
    """The stamp of the agent's last word with the centre; "" when it never had one."""
    return str(connection.exec_driver_sql("SELECT value FROM cache.meta WHERE key = 'heard'").scalar() or "")


def open_numbers(connection: Connection, most: int) -> Sequence[tuple[str, str, str, str]]:
    """(number, stamp, refusal's code, field): cases that came back first, then those that wait, oldest first."""
    refused = connection.exec_driver_sql(
        "SELECT f.number, json_extract(f.envelope, '$.wall'), v.code, v.field FROM cache.verdicts v"
        " JOIN facts f ON f.seq = v.seq WHERE v.code NOT IN ('', 'after_refused')"
        " AND f.seq NOT IN (SELECT seq FROM given_up) GROUP BY f.number ORDER BY f.seq LIMIT ?",
        (most,),
    ).all()
    waiting = connection.exec_driver_sql(
        f"SELECT number, json_extract(envelope, '$.wall') FROM facts WHERE {_UNSENT} GROUP BY number ORDER BY min(seq) LIMIT ?",
        (most,),
    ).all()
    back = {row[0] for row in refused}
    return [tuple(row) for row in refused] + [(row[0], row[1], "", "") for row in waiting if row[0] not in back]
