"""What happened here: the only copy. One file, written by kiosk processes only, each block under 20 ms, no I/O inside.

The cache lies attached read-only as `cache`; before each transaction the pointer is looked at, and another cache is
attached when it moved.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from kiosk.domain.facts import Fact
from kiosk.domain.moments import Clock, Ids
from kiosk.store import cache as caches
from kiosk.store import migrations, outbox
from kiosk.store.engine import Cipher, StoreError, open_engine, refuse_network_disk

DISK_SAYS = ("database or disk is full", "disk I/O error")  # SQLITE_FULL, SQLITE_IOERR


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this desk is. `private_key`: Ed25519, 32 bytes, made with the ledger; signs facts and batches."""

    site: str  # six digits
    desk: str  # two characters
    life: str  # one: a re-installed desk is a new life
    incarnation: str
    private_key: bytes
    demo: bool

    @property
    def id(self) -> str:
        """How the desk is called on the wire and in facts."""
        return f"{self.site}{self.desk}{self.life}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ledger and its cache pointer lie, and how they are opened."""

    ledger: Path
    pointer: Path
    cipher: Cipher


class Ledger:
    """An open ledger. `moved_aside` names the file that did not open at this start, "" when all was well."""

    def __init__(self, place: Place, engine: Engine, moved_aside: str = "") -> None:
        self.place, self.engine, self.moved_aside = place, engine, moved_aside

    @classmethod
    def open(cls, place: Place, clock: Clock, ids: Ids, *, enrol: tuple[str, str, str], demo: bool = True) -> Ledger:
        """Opens the ledger, or makes it for (site, desk, life). A file that does not open or fails its quick check is
        moved aside, never deleted, and its name kept in `moved_aside`. Raises StoreError for what a person must mend:
        a network disk, a newer file, no cipher."""
        place.ledger.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        refuse_network_disk(place.ledger.parent)
        with _opening(place.ledger.parent):
            caches.ensure(place.pointer, place.cipher)
            aside = _move_broken_aside(place, clock)
            place.ledger.touch(mode=0o600)  # before SQLite makes a WAL beside it with the same rights
            engine = open_engine(place.ledger, place.cipher)
            migrations.migrate(engine, place.ledger, clock.now().stamp)
            ledger = cls(place, engine, aside)
            ledger._begin_life(ids, enrol, demo)
        place.ledger.chmod(0o600)
        return ledger

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def transaction(self, *, write: bool) -> Iterator[Connection]:
        """One transaction with the current cache attached; IMMEDIATE when it writes. Raises StoreError("disk") when the
        disk took nothing: then it is undone as a whole."""
        try:
            with self.engine.connect() as connection:
                self._follow_pointer(connection)
                connection = connection.execution_options(begin="BEGIN IMMEDIATE" if write else "BEGIN")
                with connection.begin():
                    yield connection
        except OperationalError as wrong:
            if any(word in str(wrong.orig) for word in DISK_SAYS):
                raise StoreError("disk") from None
            raise

    @cached_property
    def identity(self) -> Identity:
        """Read once: it never changes in the life of a ledger."""
        with self.transaction(write=False) as connection:
            return identity_of(connection)

    def _follow_pointer(self, connection: Connection) -> None:
        """Each pooled connection remembers which cache it holds."""
        wanted = str(caches.current(self.place.pointer) or "")
        if connection.info.get("cache") != wanted:
            _attach(connection.connection.dbapi_connection, self.place, wanted)
            connection.info["cache"] = wanted

    def _begin_life(self, ids: Ids, enrol: tuple[str, str, str], demo: bool) -> None:
        with self.engine.begin() as connection:
            if connection.exec_driver_sql("SELECT count(*) FROM meta").scalar_one():
                return
            site, desk, life = enrol
            rows = {"site": site, "desk": desk, "life": life, "incarnation": ids.octets(16).hex(),
                    "private_key": ids.octets(32).hex(), "demo": "1" if demo else "0"}  # fmt: skip
            for key, value in rows.items():
                connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES (?, ?)", (key, value))


def identity_of(connection: Connection) -> Identity:
    """The desk's identity from its ledger; the agent reads it through its own read-only connection."""
    rows = connection.exec_driver_sql("SELECT key, value FROM meta")
    meta = dict(rows.tuples().all())
    return Identity(meta["site"], meta["desk"], meta["life"], meta["incarnation"], bytes.fromhex(meta["private_key"]),
                    meta["demo"] == "1")  # fmt: skip


class LedgerView:
    """The ledger as the agent sees it: SQLite itself refuses a write. StoreError("no_ledger") before a kiosk ran."""

    def __init__(self, place: Place) -> None:
        if not place.ledger.exists():
            raise StoreError("no_ledger")
        self.engine = open_engine(place.ledger, place.cipher, read_only=True)

    def identity(self) -> Identity:
        with self.engine.connect() as connection:
            return identity_of(connection)

    def after(self, seq: int, most: int) -> Sequence[Fact]:
        """The next facts above `seq`, in order."""
        with self.engine.connect() as connection:
            return outbox.after(connection, seq, most)

    def last_seq(self) -> int:
        with self.engine.connect() as connection:
            return outbox.last_seq(connection)

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def _opening(folder: Path) -> Iterator[None]:
    """One opener at a time: two kiosk processes must not both make or migrate the file."""
    with (folder / "opening.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _attach(raw: Any, place: Place, path: str) -> None:
    """Attaches the cache read-only: otherwise BEGIN IMMEDIATE would lock it too."""
    cursor = raw.cursor()
    if any(row[1] == "cache" for row in cursor.execute("PRAGMA database_list").fetchall()):
        cursor.execute("DETACH DATABASE cache")
    cursor.execute(f"ATTACH DATABASE 'file:{path}?mode=ro' AS cache{place.cipher.clause}")
    cursor.close()


def _move_broken_aside(place: Place, clock: Clock) -> str:
    """Quick-checks an existing file. What is broken keeps everything it has, under a name that says so."""
    if not place.ledger.exists() or place.ledger.stat().st_size == 0:
        return ""
    try:
        engine = open_engine(place.ledger, place.cipher, pooled=False)
        with engine.begin() as connection:
            sound = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok"
        engine.dispose()
    except StoreError as wrong:
        if wrong.code != "not_a_database":
            raise
        sound = False
    except Exception as broken:
        if type(broken).__name__ not in {"DatabaseError", "OperationalError"}:
            raise
        sound = False
    if sound:
        return ""
    aside = place.ledger.with_name(f"ledger-broken-{clock.now().wall:%Y%m%dT%H%M%S}.db")
    for suffix in ("", "-wal", "-shm"):
        whole = Path(f"{place.ledger}{suffix}")
        if whole.exists():
            whole.rename(f"{aside}{suffix}")
    return aside.name


__all__ = ["Connection", "Identity", "Ledger", "LedgerView", "Place", "identity_of"]
