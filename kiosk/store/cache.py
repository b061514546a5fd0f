"""What the centre said: only the agent writes it, and it can be thrown away and fetched again.

A cache is a file `cache-<n>.db`; the one-line file `cache.current`, renamed into place, names the one in use, so that
an open database is never renamed or replaced under anybody.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError

from kiosk.domain.cases import Case
from kiosk.domain.folding import Rules
from kiosk.domain.roster import Roster
from kiosk.domain.terms import Terms, terms
from kiosk.settings import assets, program_folder
from kiosk.store import roster as rosters
from kiosk.store import search
from kiosk.store.engine import Cipher, StoreError, open_engine
from kiosk.store.plain import to_case, to_text

VERSION = "2"  # of the schema: a cache of another version is thrown away and fetched again
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE cursors (scope TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE cases (
  number TEXT PRIMARY KEY, scope TEXT NOT NULL, sort TEXT NOT NULL, state TEXT NOT NULL, mine INTEGER NOT NULL,
  near TEXT NOT NULL, due TEXT NOT NULL, legal TEXT NOT NULL, deemed_near TEXT NOT NULL, deemed_due TEXT NOT NULL,
  deemed_legal TEXT NOT NULL, plain TEXT NOT NULL
) STRICT;
CREATE INDEX cases_newest ON cases (sort DESC);
CREATE INDEX cases_state ON cases (state, sort DESC);
CREATE INDEX cases_due ON cases (due, number, near, legal, deemed_due) WHERE due <> '';
CREATE INDEX cases_deemed ON cases (deemed_due, number, deemed_near, deemed_legal, due) WHERE deemed_due <> '';
CREATE TABLE verdicts (seq INTEGER PRIMARY KEY, code TEXT NOT NULL, field TEXT NOT NULL) STRICT;
CREATE TABLE findable (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (kind, key)) STRICT;
CREATE VIRTUAL TABLE grams USING fts5 (
  words, content='', contentless_delete=1, detail=none, prefix='2 3 4 5 6', tokenize="unicode61 remove_diacritics 0"
);
INSERT INTO grams (grams, rank) VALUES ('secure-delete', 1);
INSERT INTO meta (key, value) VALUES ('schema', '2'), ('acked', '0'), ('epoch', '')
"""
_PUT = text(
    "INSERT INTO cases (number, scope, sort, state, mine, near, due, legal, deemed_near, deemed_due, deemed_legal, plain)"
    " VALUES (:number, :scope, :sort, :state, :mine, :near, :due, :legal, :deemed_near, :deemed_due, :deemed_legal, :plain)"
    " ON CONFLICT (number) DO UPDATE SET scope=:scope, sort=:sort, state=:state, mine=:mine, near=:near, due=:due,"
    " legal=:legal, deemed_near=:deemed_near, deemed_due=:deemed_due, deemed_legal=:deemed_legal, plain=:plain"
)
_KNOWN = text("SELECT number FROM cases WHERE number IN (SELECT value FROM json_each(:numbers))")
_VERDICT = text(
    "INSERT INTO verdicts (seq, code, field) VALUES (:seq, :code, :field)"
    " ON CONFLICT (seq) DO UPDATE SET code=:code, field=:field"
)
_SET = text("INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value=:value")
_CURSOR = text("INSERT INTO cursors (scope, n) VALUES (:scope, :n) ON CONFLICT (scope) DO UPDATE SET n=:n")


def sort_key(case: Case) -> str:
    """Newest first by day of receipt, then by number: one key for every list."""
    return f"{case.received_on}{case.number}"


def terms_row(case: Case, rules: Rules | None) -> dict[str, str]:
    """The columns that tell on which days a case's lamp changes; empty where the item is not known here."""
    at = terms(case, rules.item, rules.calendar) if rules is not None else Terms()
    return {"near": at.now.near, "due": at.now.due, "legal": at.now.legal, "deemed_near": at.deemed.near,
            "deemed_due": at.deemed.due, "deemed_legal": at.deemed.legal}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """The centre's no to one fact. A fact at or below the watermark without a verdict was accepted."""

    seq: int
    code: str
    field: str = ""


def current(pointer: Path) -> Path | None:
    """The cache in use; None before there is one."""
    try:
        name = pointer.read_text().strip()
    except OSError:
        return None
    return pointer.parent / name if name else None


def point(pointer: Path, cache: Path) -> None:
    """Names another cache, durably and at once."""
    part = pointer.with_suffix(".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    with part.open("w") as file:
        file.write(cache.name)
        file.flush()
        os.fsync(file.fileno())
    part.replace(pointer)


def create(path: Path, cipher: Cipher) -> None:
    """A new, empty cache file that only this account may read; SQLite gives its WAL the same rights."""
    path.touch(mode=0o600)
    engine = open_engine(path, cipher, synchronous="NORMAL", pooled=False)
    try:
        with engine.begin() as connection:
            for statement in SCHEMA.split(";\n"):
                connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


def ensure(pointer: Path, cipher: Cipher) -> Path:
    """The cache in use, made empty when there is none (whoever starts first makes it). One that does not open is moved
    aside: nothing in it is the only copy."""
    path = current(pointer)
    if path is not None and path.exists() and _readable(path, cipher):
        return path
    return fresh(pointer, cipher)


def _readable(path: Path, cipher: Cipher) -> bool:
    """Whether this program can read the file: it opens, and its schema is ours."""
    engine = open_engine(path, cipher, read_only=True, pooled=False)
    try:
        with engine.connect() as connection:
            value = connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'schema'").scalar()
    except StoreError as wrong:
        if wrong.code != "not_a_database":
            raise
        return False
    except DatabaseError:
        return False
    finally:
        engine.dispose()
    return bool(value == VERSION)


def fresh(pointer: Path, cipher: Cipher) -> Path:
    """A new empty cache under the next name, already pointed at."""
    path = next_path(pointer)
    create(path, cipher)
    point(pointer, path)
    return path


def next_path(pointer: Path) -> Path:
    """The name of the next cache file."""
    taken = [int(path.stem.removeprefix("cache-")) for path in pointer.parent.glob("cache-*.db")]
    return pointer.parent / f"cache-{max(taken, default=0) + 1}.db"


def sweep(pointer: Path) -> None:
    """Removes caches that are no longer in use; at a start, when nobody holds them."""
    kept = current(pointer)
    for path in pointer.parent.glob("cache-*.db*"):
        if kept is None or not path.name.startswith(kept.name):
            path.unlink(missing_ok=True)


def _rules(code: str) -> Rules | None:
    """The program's own rules: another version's term may differ by days in a list; the case's page asks the version."""
    return assets.rules(program_folder() / "assets", code)


class Cache:
    """The agent's door. NORMAL is enough here: what a power cut takes is fetched again."""

    def __init__(self, path: Path, cipher: Cipher, desk: str) -> None:
        self.path, self._desk = path, desk
        self.engine: Engine = open_engine(path, cipher, synchronous="NORMAL")

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Taking]:
        """One transaction; rows and the cursor that they came with land together or not at all."""
        with self.engine.begin() as connection:
            yield Taking(connection, self._desk)

    def meta(self, key: str) -> str:
        """One word of the cache about itself: "acked", "epoch", "granted", "desk"; "" when unknown."""
        with self.engine.connect().execution_options(begin="BEGIN") as connection:
            value = connection.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (key,)).scalar()
        return str(value or "")

    @property
    def acked(self) -> int:
        """The highest seq of this desk that the centre holds."""
        return int(self.meta("acked") or 0)

    def cursors(self) -> Mapping[str, int]:
        """How far each scope's log was read."""
        with self.engine.connect().execution_options(begin="BEGIN") as connection:
            return dict(connection.exec_driver_sql("SELECT scope, n FROM cursors").tuples().all())


class Taking:
    """What the agent may write, inside one transaction."""

    def __init__(self, connection: Connection, desk: str) -> None:
        self._connection, self._desk = connection, desk

    def cases(self, scope: str, cases: Sequence[Case]) -> None:
        """The centre's states of these cases, as of now; at most one of each, no more than a page of them."""
        if not cases:
            return
        numbers = json.dumps([case.number for case in cases])
        known = set(self._connection.execute(_KNOWN, {"numbers": numbers}).scalars())
        self._connection.execute(_PUT, [self._row(scope, case) for case in cases])
        new = {
            case.number: search.words_of([case.applicant, case.applicant_number, case.number, case.phone])
            for case in cases
            if case.number not in known
        }
        search.enter_new(self._connection, "case", new)

    def _row(self, scope: str, case: Case) -> dict[str, object]:
        row = {"number": case.number, "scope": scope, "sort": sort_key(case), "state": case.state.value}
        return {**row, "mine": case.through.get(self._desk, 0), "plain": to_text(case),
                **terms_row(case, _rules(case.item))}  # fmt: skip

    def gone(self, number: str) -> None:
        """The case belongs to a scope that this desk does not follow."""
        self._connection.exec_driver_sql("DELETE FROM cases WHERE number = ?", (number,))
        search.forget(self._connection, "case", number)

    def cursor(self, scope: str, n: int) -> None:
        self._connection.execute(_CURSOR, {"scope": scope, "n": n})

    def verdicts(self, verdicts: Iterable[Verdict], acked: int) -> None:
        """The centre's answers, and how far it holds this desk's facts."""
        rows = [{"seq": one.seq, "code": one.code, "field": one.field} for one in verdicts]
        if rows:
            self._connection.execute(_VERDICT, rows)
        self._connection.exec_driver_sql(
            "UPDATE meta SET value = ? WHERE key = 'acked' AND CAST(value AS INTEGER) < ?", (str(acked), acked)
        )

    def roster(self, roster: Roster) -> None:
        """The station's people, as the centre has them now."""
        self.set("roster", rosters.to_text(roster))
        self.set("roster_version", roster.version)

    def set(self, key: str, value: str) -> None:
        self._connection.execute(_SET, {"key": key, "value": value})


__all__ = ["Cache", "StoreError", "Taking", "Verdict", "create", "current", "ensure", "fresh", "next_path", "point",
           "sort_key", "sweep", "terms_row", "to_case"]  # fmt: skip
