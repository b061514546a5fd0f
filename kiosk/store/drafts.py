"""What was begun and not pressed yet: this desk's own, in the ledger, so that a power cut takes at most the last field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

_KEEP = text(
    "INSERT INTO drafts (id, item, form_version, by, at, plain) VALUES (:id, :item, :form_version, :by, :at, :plain)"
    " ON CONFLICT (id) DO UPDATE SET item = :item, form_version = :form_version, at = :at, plain = :plain"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it lies in the ledger: `plain` is the desk's own JSON, `by` who began it, `at` when it was kept last."""

    id: str
    item: str
    form_version: str
    by: str
    at: str
    plain: str


def keep(connection: Connection, draft: Kept) -> None:
    """Writes the whole draft; who began it stays."""
    row = {"id": draft.id, "item": draft.item, "form_version": draft.form_version, "by": draft.by, "at": draft.at}
    connection.execute(_KEEP, {**row, "plain": draft.plain})


def get(connection: Connection, draft: str) -> Kept | None:
    query = "SELECT id, item, form_version, by, at, plain FROM drafts WHERE id = ?"
    row = connection.exec_driver_sql(query, (draft,)).first()
    return Kept(*row) if row is not None else None


def newest(connection: Connection, most: int) -> Sequence[Kept]:
    query = "SELECT id, item, form_version, by, at, plain FROM drafts ORDER BY at DESC LIMIT ?"
    return [Kept(*row) for row in connection.exec_driver_sql(query, (most,))]


def forget(connection: Connection, draft: str) -> None:
    connection.exec_driver_sql("DELETE FROM drafts WHERE id = ?", (draft,))


def sweep(connection: Connection, before: str) -> int:
    """Forgets what was not touched since `before` (a stamp); how many."""
    return connection.exec_driver_sql("DELETE FROM drafts WHERE at < ?", (before,)).rowcount
