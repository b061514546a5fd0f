"""The agent: greet, push, pull, and again. It fits on a screen; what it knows lies in the cache, never in memory."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from kiosk.store import cache as caches
from kiosk.store.cache import Cache
from kiosk.store.ledger import Identity, Place, identity_of, open_for_agent
from sync import wire
from sync.line import Carrier, Line
from sync.pull import EpochMoved, bootstrap, pull
from sync.push import push


@dataclass(frozen=True, slots=True)
class Moved:
    """What one round moved."""

    pushed: int = 0
    pulled: int = 0

    @property
    def anything(self) -> bool:
        return self.pushed + self.pulled > 0


class NotEnrolled(Exception):
    """This desk was never enrolled and there is no code to do it with."""


class Agent:
    """One desk's agent. `code_file` may hold a one-time enrolment code."""

    def __init__(self, place: Place, carrier: Carrier, code_file: Path) -> None:
        self._place, self._code_file = place, code_file
        self._ledger: Engine = open_for_agent(place)
        with self._ledger.connect() as connection:
            self.me: Identity = identity_of(connection)
        self._line = Line(carrier, self.me.id, self.me.private_key)
        self._cache = self._open()

    def _open(self) -> Cache:
        return Cache(caches.ensure(self._place.pointer, self._place.cipher), self._place.cipher, self.me.id)

    def close(self) -> None:
        self._cache.close()
        self._ledger.dispose()

    def greet(self) -> None:
        """Learns who the centre is now. A new epoch, or a new cache, begins with a snapshot."""
        greeting = self._line.ask("/v1/hello", wire.Hello(self.me.id), wire.Greeting)
        if self._cache.meta("epoch") != greeting.epoch:
            self._enrol_when_new()
            self._begin_anew()

    def _enrol_when_new(self) -> None:
        if self._cache.meta("scopes"):
            return
        code = self._code_file.read_text().strip() if self._code_file.exists() else ""
        if code:
            asked = wire.Enrol(code, self.me.id, self.me.incarnation, self._line.public_key)
            self._line.ask("/v1/enrol", asked, wire.Enrolled)

    def _begin_anew(self) -> None:
        fresh = bootstrap(self._place.pointer, self._place.cipher, self.me.id, self._line)
        old, self._cache = self._cache, Cache(fresh, self._place.cipher, self.me.id)
        with self._cache.writing() as at:
            at.set("scopes", json.dumps(sorted(self._cache.cursors())))
        old.close()

    def round(self) -> Moved:
        """One batch up, one page down from each scope. Raises LineCut, SaidNo."""
        self.greet()
        pushed = push(self._ledger, self._cache, self._line, self.me)
        pulled = 0
        try:
            for scope in sorted(self._cache.cursors()):
                pulled += pull(self._cache, self._line, scope)
        except EpochMoved:
            self._begin_anew()
            return Moved(pushed, 1)
        return Moved(pushed, pulled)

    def until_quiet(self) -> Moved:
        """Rounds until nothing moves."""
        pushed = pulled = 0
        while (moved := self.round()).anything:
            pushed, pulled = pushed + moved.pushed, pulled + moved.pulled
        return Moved(pushed, pulled)
