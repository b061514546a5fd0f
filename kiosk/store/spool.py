"""Papers on their way to a printer: a durable queue. A print is never repeated by itself; an unknown end stays unknown.

ordered -> drawn -> sent -> confirmed | unknown | failed; ordered -> held (a character that no font has).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, text

OPEN = ("ordered", "drawn")
_COLUMNS = "id, document, copy, kind, number, status, code, media, sheet, data"
_ONE = text(f"SELECT {_COLUMNS} FROM spool WHERE id = :id")
_SHEET = text("SELECT number, kind, sheet FROM spool WHERE document = :document ORDER BY copy LIMIT 1")


@dataclass(frozen=True, slots=True)
class Job:
    """One copy of one paper. `copy` 1 is the original, later ones are reprints (补打)."""

    id: int
    document: str
    copy: int
    kind: str
    number: str
    status: str
    code: str
    media: str
    sheet: Mapping[str, Any]
    data: bytes

    @property
    def title(self) -> str:
        """What a printer or a file may call it: numbers only, no names."""
        return f"{self.document}-{self.copy}"


def _job(row: Any) -> Job:
    values = dict(row._mapping)
    values["media"] = values["media"] or ""
    values["sheet"] = msgspec.json.decode(values["sheet"]) if values["sheet"] else {}
    return Job(**{**values, "data": bytes(values["data"] or b"")})


def open_jobs(connection: Connection) -> Sequence[Job]:
    """What waits to be drawn or printed, oldest first."""
    rows = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM spool WHERE status IN ('ordered', 'drawn') ORDER BY id LIMIT 100"
    )
    return [_job(row) for row in rows]


def of_case(connection: Connection, number: str) -> Sequence[Job]:
    """All papers of a case, without their bytes."""
    rows = connection.exec_driver_sql(
        "SELECT id, document, copy, kind, number, status, code, media, NULL AS sheet, NULL AS data FROM spool"
        " WHERE number = ? ORDER BY id",
        (number,),
    )
    return [_job(row) for row in rows]


def one(connection: Connection, job: int) -> Job | None:
    row = connection.execute(_ONE, {"id": job}).first()
    return _job(row) if row else None


def first_sheet(connection: Connection, document: str) -> tuple[str, str, Mapping[str, Any]] | None:
    """(case number, kind, sheet) of a document's original, for a reprint; None when there is none."""
    row = connection.execute(_SHEET, {"document": document}).first()
    return (row[0], row[1], msgspec.json.decode(row[2])) if row and row[2] else None


def drawn(connection: Connection, job: int, media: str, data: bytes) -> None:
    connection.exec_driver_sql(
        "UPDATE spool SET status = 'drawn', media = ?, data = ? WHERE id = ? AND status = 'ordered'", (media, data, job)
    )


def sent(connection: Connection, job: int) -> bool:
    """Marks the job as going out, before the first byte does; False when somebody else already took it."""
    taken = connection.exec_driver_sql("UPDATE spool SET status = 'sent' WHERE id = ? AND status = 'drawn'", (job,))
    return taken.rowcount == 1


def ended(connection: Connection, job: int, status: str, code: str, at: str) -> None:
    """How it ended: confirmed, unknown, failed or held, with the code of why."""
    connection.exec_driver_sql(
        "UPDATE spool SET status = ?, code = ?, ended_at = ? WHERE id = ?", (status, code, at, job)
    )


def again(connection: Connection, job: int) -> None:
    """Back into the queue, by a clerk's word only (the paper did not come out)."""
    connection.exec_driver_sql(
        "UPDATE spool SET status = CASE WHEN data IS NULL THEN 'ordered' ELSE 'drawn' END, code = ''"
        " WHERE id = ? AND status IN ('failed', 'held')",
        (job,),
    )


def left_sending(connection: Connection) -> Sequence[int]:
    """Jobs that were going out when a spooler died: nobody knows whether they came out."""
    return list(connection.exec_driver_sql("SELECT id FROM spool WHERE status = 'sent'").scalars())


def counts(connection: Connection) -> Mapping[str, int]:
    """How many papers are in each status."""
    return dict(connection.exec_driver_sql("SELECT status, count(*) FROM spool GROUP BY status").tuples().all())


def documents(connection: Connection, number: str, kind: str) -> int:
    """How many documents of one kind a case has."""
    query = "SELECT count(DISTINCT document) FROM spool WHERE number = ? AND kind = ?"
    return int(connection.exec_driver_sql(query, (number, kind)).scalar_one())
