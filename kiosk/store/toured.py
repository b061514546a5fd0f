"""Who has seen the first-run tour at this desk. It lies in the ledger, not beside the look: it names people, and only the
ledger is encrypted."""

from __future__ import annotations

from sqlalchemy import Connection, text

_SEEN = text("SELECT 1 FROM meta WHERE key = :key")
_KEEP = text("INSERT INTO meta (key, value) VALUES (:key, :stamp) ON CONFLICT (key) DO UPDATE SET value = :stamp")


def seen(connection: Connection, staff: str) -> bool:
    return connection.execute(_SEEN, {"key": f"toured:{staff}"}).scalar() is not None


def keep(connection: Connection, staff: str, stamp: str) -> None:
    connection.execute(_KEEP, {"key": f"toured:{staff}", "stamp": stamp})
