"""The doors of the centre: bytes in, status and bytes out, the same for HTTP and for the simulation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from sync import wire
from sync.centre import ingest, reading, rosters
from sync.centre.centre import Centre, DeskRow, Rejected


def answer(centre: Centre, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
    """Answers one request; never raises for what a desk may send. `headers` in lower case."""
    try:
        return 200, wire.pack(_answer(centre, path, headers, body))
    except Rejected as no:
        return no.status, wire.pack(wire.No(no.code, no.wants, centre.epoch))
    except wire.Unreadable as no:
        return (413 if no.code == "too_large" else 400), wire.pack(wire.No(no.code, "", centre.epoch))


def _answer(centre: Centre, path: str, headers: Mapping[str, str], body: bytes) -> msgspec.Struct:
    if path not in wire.ROUTES:
        raise Rejected(404, "no_such_door")
    if len(body) > wire.LARGEST_BODY:
        raise Rejected(413, "too_large")
    if path in wire.UNSIGNED:
        return _unsigned(centre, wire.unpack(body, wire.ROUTES[path][0]))
    desk, nonce, signature = (headers.get(f"x-{name}", "") for name in ("desk", "nonce", "signature"))
    caller = centre.caller(path, desk, nonce, signature, body)
    return _signed(centre, caller, wire.unpack(body, wire.ROUTES[path][0]))


def _unsigned(centre: Centre, message: Any) -> msgspec.Struct:
    if isinstance(message, wire.Enrol):
        return centre.enrol(message)
    return wire.Greeting(centre.epoch, centre.nonce(message.desk))


def _signed(centre: Centre, caller: DeskRow, message: Any) -> msgspec.Struct:
    if isinstance(message, wire.Facts):
        return ingest.take(centre, caller, message)
    if isinstance(message, wire.ChangesAsked):
        return reading.changes(centre, caller, message)
    if isinstance(message, wire.RosterAsked):
        return rosters.answer(centre, caller)
    return reading.snapshot(centre, caller, message)
