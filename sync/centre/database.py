"""The centre's database: embedded SQLite by default, PostgreSQL by configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event

from sync.centre.tables import metadata


def open_database(address: str) -> Engine:
    """An engine on a database address ("sqlite:///file", "postgresql+psycopg://…"), with all tables there."""
    engine = create_engine(address, pool_pre_ping=not address.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        _sqlite(engine)
    metadata.create_all(engine)
    return engine


def embedded(folder: Path) -> Engine:
    """The embedded database in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / "centre.db").touch(mode=0o600)
    return open_database(f"sqlite:///{folder / 'centre.db'}")


def _sqlite(engine: Engine) -> None:
    """WAL with FULL: what was acknowledged survives a power cut. Writers begin IMMEDIATE; readers ask with `begin`."""

    @event.listens_for(engine, "connect")
    def _connect(raw: Any, record: Any) -> None:
        raw.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=1", "busy_timeout=10000"):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN IMMEDIATE"))
