"""Recorded migrations of the ledger: each runs once, in one transaction with its record, after a backup.

The ledger is the only copy of what happened at the desk, so it is never made anew; a file that is newer than the
program is refused in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine

from kiosk.store.engine import StoreError

HERE = Path(__file__).parent


def steps() -> Sequence[Path]:
    """The migrations in order: NNNN_what.sql."""
    return sorted(HERE.glob("[0-9]*.sql"))


def version(connection: Connection) -> int:
    """How many migrations the file has had."""
    known = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name='migrations'").scalar_one()
    return int(connection.exec_driver_sql("SELECT count(*) FROM migrations").scalar_one()) if known else 0


def migrate(engine: Engine, path: Path, stamp: str) -> int:
    """Brings the file to this program's version; answers how many steps ran. Raises StoreError("newer_file")."""
    wanted = steps()
    with engine.begin() as connection:
        have = version(connection)
    if have > len(wanted):
        raise StoreError("newer_file", str(have))
    if 0 < have < len(wanted):
        _back_up(engine, path, have)
    for step in wanted[have:]:
        with engine.begin() as connection:
            for statement in step.read_text().split(";\n"):
                if statement.strip():
                    connection.exec_driver_sql(statement)
            connection.exec_driver_sql("INSERT INTO migrations (name, at) VALUES (?, ?)", (step.stem, stamp))
    return len(wanted) - have


def _back_up(engine: Engine, path: Path, have: int) -> None:
    """A whole copy beside the file, under the same key, before anything is changed."""
    target = path.with_name(f"{path.stem}-before-{have + 1:04d}.db")
    target.unlink(missing_ok=True)
    with engine.connect().execution_options(begin="SELECT 1") as connection:
        connection.exec_driver_sql(f"VACUUM INTO '{target}'")
