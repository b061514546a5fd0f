"""The reference city centre behind its doors: who a desk is, what the centre holds, and its epoch.

Time, chance and the database are handed in, so that the simulation runs exactly this code.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, Engine, insert, select, update

from kiosk.domain.facts import GENESIS
from kiosk.domain.folding import Rules
from kiosk.domain.moments import Clock, Ids
from kiosk.settings import assets
from sync import wire
from sync.centre import tables as t


class Rejected(Exception):
    """A request that is not taken as a whole: HTTP status and code. Whatever the desk has stays at the desk."""

    def __init__(self, status: int, code: str, wants: str = "") -> None:
        super().__init__(code)
        self.status, self.code, self.wants = status, code, wants


@dataclass(frozen=True, slots=True)
class DeskRow:
    """What the centre knows of a desk."""

    desk: str
    incarnation: str
    public_key: str
    scopes: tuple[str, ...]
    last_seq: int
    last_hash: str
    frozen: str
    revoked: bool


NONCE_LIFE = 3600  # seconds; the one before is still taken


class Centre:
    """Everything that the doors, the review desk and the command line share."""

    def __init__(self, engine: Engine, clock: Clock, ids: Ids, assets_folder: Path) -> None:
        self.engine, self.clock, self.ids, self.assets = engine, clock, ids, assets_folder
        with self.writing() as at:
            if at.execute(select(t.meta.c.value).where(t.meta.c.key == "epoch")).scalar() is None:
                at.execute(insert(t.meta), [{"key": "epoch", "value": ids.octets(8).hex()},
                                            {"key": "secret", "value": ids.octets(32).hex()}])  # fmt: skip
        self._read_meta()

    def _read_meta(self) -> None:
        with self.reading() as at:
            found = dict(at.execute(select(t.meta.c.key, t.meta.c.value)).tuples().all())
        self.epoch, self._secret = found["epoch"], bytes.fromhex(found["secret"])

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent picture: a read transaction on SQLite, REPEATABLE READ on PostgreSQL."""
        with self.engine.connect() as connection:
            if self.engine.dialect.name == "sqlite":
                connection = connection.execution_options(begin="BEGIN")
            else:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    def restored(self) -> str:
        """To be called once after a backup was restored: a new epoch makes every desk offer its facts again."""
        epoch = self.ids.octets(8).hex()
        with self.writing() as at:
            at.execute(update(t.meta).where(t.meta.c.key == "epoch").values(value=epoch))
        self._read_meta()
        return epoch

    @property
    def today(self) -> date:
        return self.clock.now().day

    def rules(self, code: str, version: str) -> Rules | None:
        """The rules that a fact pins; None for an item or version that nobody here holds."""
        found = assets.rules(self.assets, code)
        return found if found is not None and found.item.version == version else None

    # desks ----------------------------------------------------------------------------------------------------------

    def issue_code(self, desk: str, scopes: list[str] | None = None) -> str:
        """A one-time enrolment code for one desk; it names the scopes that the desk may follow."""
        code = f"{desk}-{self.ids.octets(8).hex()}"
        granted = scopes or ["city", f"street:{desk[:3]}", f"station:{desk[:6]}"]
        with self.writing() as at:
            at.execute(insert(t.codes).values(code=code, desk=desk, scopes=json.dumps(granted), used_at=None))
        return code

    def enrol(self, asked: wire.Enrol) -> wire.Enrolled:
        """Takes a desk in. The same desk with the same key and code gets the same answer again (its answer was lost)."""
        with self.writing() as at:
            row = at.execute(select(t.codes).where(t.codes.c.code == asked.code)).mappings().first()
            if row is None or row["desk"] != asked.desk:
                raise Rejected(403, "unknown_code")
            known = desk_row(at, asked.desk)
            if row["used_at"] is not None:
                same = known is not None and (known.public_key, known.incarnation) == (
                    asked.public_key,
                    asked.incarnation,
                )
                if not same:
                    raise Rejected(403, "code_used")
            elif known is not None:
                raise Rejected(409, "desk_exists")  # a re-installed desk is a new life, with a code of its own
            else:
                at.execute(insert(t.desks).values(
                    desk=asked.desk, incarnation=asked.incarnation, public_key=asked.public_key, scopes=row["scopes"],
                    last_seq=0, last_hash=GENESIS, frozen="", revoked=False,
                ))  # fmt: skip
                at.execute(update(t.codes).where(t.codes.c.code == asked.code).values(used_at=self.clock.now().stamp))
            return wire.Enrolled(self.epoch, json.loads(row["scopes"]))

    def nonce(self, desk: str, back: int = 0) -> str:
        """The desk's nonce of this hour (or of an hour before): nothing is stored for it."""
        hour = int(self.clock.now().wall.timestamp()) // NONCE_LIFE - back
        return hmac.new(self._secret, f"{desk}:{self.epoch}:{hour}".encode(), hashlib.sha256).hexdigest()[:32]

    def caller(self, path: str, desk: str, nonce: str, signature: str, body: bytes) -> DeskRow:
        """The enrolled desk that signed this request. Unknown, revoked or unsigned: 401, and the facts stay there."""
        if not (hmac.compare_digest(nonce, self.nonce(desk)) or hmac.compare_digest(nonce, self.nonce(desk, 1))):
            raise Rejected(401, "stale_nonce", self.nonce(desk))
        with self.reading() as at:
            known = desk_row(at, desk)
        if known is None or known.revoked:
            raise Rejected(401, "unknown_desk")
        if not signed(known.public_key, signature, wire.to_sign(path, desk, nonce, body)):
            raise Rejected(401, "bad_signature")
        return known


def desk_row(at: Connection, desk: str, *, lock: bool = False) -> DeskRow | None:
    """The desk's row; with `lock`, nobody else takes facts of it until this transaction ends."""
    query = select(t.desks).where(t.desks.c.desk == desk)
    row = at.execute(query.with_for_update() if lock else query).mappings().first()
    if row is None:
        return None
    return DeskRow(**{**row, "scopes": tuple(json.loads(row["scopes"]))})


def signed(public_key: str, signature: str, message: bytes) -> bool:
    """Whether an Ed25519 signature (hex) holds."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True
