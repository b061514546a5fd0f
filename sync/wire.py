"""The messages between desk and centre, one definition for both ends. JSON, compressed with zstd.

Upward facts, downward states. Every answer carries the centre's epoch, so that no desk works on after a restore
without noticing. A request is signed by the desk's Ed25519 key over path, nonce and the body's hash; freshness is the
centre's nonce, never a clock.
"""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

import msgspec
import zstandard

from kiosk.domain.cases import Case
from kiosk.domain.facts import Fact
from kiosk.domain.roster import Person

LARGEST_BODY = 8 << 20  # bytes, unpacked, of one request
LONGEST_BATCH = 500  # facts
LONGEST_PAGE = 1000  # changes: no single C call over more rows in anybody's process
CHUNK = 256 << 10  # bytes of a snapshot in one answer


class Enrol(msgspec.Struct, frozen=True):
    """A desk shows itself with a one-time code; its key is its own and never leaves it."""

    code: str
    desk: str
    incarnation: str
    public_key: str


class Enrolled(msgspec.Struct, frozen=True):
    """The scopes that this desk may follow."""

    epoch: str
    scopes: list[str]


class Hello(msgspec.Struct, frozen=True):
    """What an agent asks first: who the centre is now, and a nonce for its signatures."""

    desk: str


class Greeting(msgspec.Struct, frozen=True):
    epoch: str
    nonce: str


class Facts(msgspec.Struct, frozen=True):
    """Facts of one desk, numbered without a gap from `first_seq`."""

    desk: str
    incarnation: str
    first_seq: int
    facts: list[Fact]


class Refused(msgspec.Struct, frozen=True):
    """The centre's no to one fact."""

    seq: int
    code: str
    field: str = ""


class Taken(msgspec.Struct, frozen=True):
    """How far the centre holds this desk's facts, and which of the batch it refused; the others are accepted."""

    epoch: str
    acked: int
    refused: list[Refused]


class ChangesAsked(msgspec.Struct, frozen=True):
    """What happened in a scope after entry `after`."""

    scope: str
    after: int
    most: int = LONGEST_PAGE


class Change(msgspec.Struct, frozen=True):
    """Entry `n` of a scope's log: the state of a case, or (case None) that it left this scope."""

    n: int
    number: str
    case: Case | None


class Changes(msgspec.Struct, frozen=True):
    epoch: str
    scope: str
    changes: list[Change]
    last: int  # the scope's newest entry
    roster: str = ""  # the version of the roster of this desk's station; "" where none was made


class RosterAsked(msgspec.Struct, frozen=True):
    """Who may sign in at this desk's station."""


class StationRoster(msgspec.Struct, frozen=True):
    """The people with the hashes of their PINs (argon2id, PHC form); `version` is the stamp of the last change."""

    epoch: str
    version: str
    people: list[Person]


class SnapshotAsked(msgspec.Struct, frozen=True):
    """A picture of all granted scopes; `id` with `offset` goes on with one that was begun."""

    id: str = ""
    offset: int = 0


class SnapshotPart(msgspec.Struct, frozen=True):
    """One part of a compressed `Snapshot`, `data` in base64; complete when offset + length = size."""

    id: str
    size: int
    sha256: str
    offset: int
    data: bytes


class Snapshot(msgspec.Struct, frozen=True):
    """Cut in one transaction: the epoch, where each scope's log stood, all its cases, this desk's own verdicts."""

    epoch: str
    acked: int
    cursors: dict[str, int]
    cases: dict[str, list[Case]]
    refused: list[Refused]


class No(msgspec.Struct, frozen=True):
    """Why a request was not taken as a whole: `code`, and what would do (`wants`: a seq, a nonce)."""

    code: str
    wants: str = ""
    epoch: str = ""


# path -> (request, answer); the OpenAPI document and both ends are made from this table.
ROUTES: dict[str, tuple[type[msgspec.Struct], type[msgspec.Struct]]] = {
    "/v1/enrol": (Enrol, Enrolled),
    "/v1/hello": (Hello, Greeting),
    "/v1/facts": (Facts, Taken),
    "/v1/changes": (ChangesAsked, Changes),
    "/v1/snapshot": (SnapshotAsked, SnapshotPart),
    "/v1/roster": (RosterAsked, StationRoster),
}
UNSIGNED = frozenset({"/v1/enrol", "/v1/hello"})

T = TypeVar("T")


class Unreadable(ValueError):
    """A body that is no message: "too_large", "not_json" or "truncated"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def pack(message: Any) -> bytes:
    """A message as it travels. A compressor is made for each: one that two threads share crashes the process."""
    return zstandard.ZstdCompressor(level=3).compress(msgspec.json.encode(message, order="deterministic"))


def unpack(data: bytes, kind: type[T], largest: int = LARGEST_BODY) -> T:
    """A message that travelled. Raises Unreadable; a bomb is refused before it is unpacked."""
    try:
        reader = zstandard.ZstdDecompressor().decompressobj()
        plain = b""
        for start in range(0, len(data), 64 << 10):
            plain += reader.decompress(data[start : start + (64 << 10)])
            if len(plain) > largest:
                raise Unreadable("too_large")
        if not reader.eof:
            raise Unreadable("truncated")
    except zstandard.ZstdError:
        raise Unreadable("truncated") from None
    try:
        return msgspec.json.decode(plain, type=kind)
    except (msgspec.DecodeError, RecursionError):
        raise Unreadable("not_json") from None


def to_sign(path: str, desk: str, nonce: str, body: bytes) -> bytes:
    """The bytes that a desk signs for one request."""
    return "\n".join([path, desk, nonce, hashlib.sha256(body).hexdigest()]).encode()
