"""The agent: push, pull, and again. It fits on a screen; what it knows lies in the cache, never in memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kiosk.store import cache as caches
from kiosk.store.cache import Cache
from kiosk.store.ledger import Identity, LedgerView, Place
from sync import wire
from sync.line import Carrier, Line, SaidNo
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
        self._ledger = LedgerView(place)
        self.me: Identity = self._ledger.identity()
        self._line = Line(carrier, self.me.id, self.me.private_key)
        self._cache = self._open()

    def _open(self) -> Cache:
        return Cache(caches.ensure(self._place.pointer, self._place.cipher), self._place.cipher, self.me.id)

    def close(self) -> None:
        self._cache.close()
        self._ledger.close()

    def _enrol(self) -> None:
        """Shows the one-time code that was left for this desk. Also after the centre was restored to a time when it did
        not know the desk yet."""
        code = self._code_file.read_text().strip() if self._code_file.exists() else ""
        if not code:
            raise NotEnrolled
        self._line.ask(
            "/v1/enrol", wire.Enrol(code, self.me.id, self.me.incarnation, self._line.public_key), wire.Enrolled
        )

    def _begin_anew(self) -> None:
        """A new cache, or another centre than it was: everything that the centre says is fetched again."""
        try:
            fresh = bootstrap(self._place.pointer, self._place.cipher, self.me.id, self._line)
        except SaidNo as no:
            if no.code != "unknown_desk":
                raise
            self._enrol()
            fresh = bootstrap(self._place.pointer, self._place.cipher, self.me.id, self._line)
        old, self._cache = self._cache, Cache(fresh, self._place.cipher, self.me.id)
        old.close()

    def heard(self, stamp: str) -> None:
        """Notes when the centre last answered, for the clerk's lamp."""
        with self._cache.writing() as at:
            at.set("heard", stamp)

    def round(self) -> Moved:
        """One batch up, one page down from each scope. Raises LineCut, SaidNo, NotEnrolled."""
        pushed = pulled = 0
        try:
            if not self._cache.meta("epoch"):
                raise EpochMoved
            pushed = push(self._ledger, self._cache, self._line, self.me)
            for scope in sorted(self._cache.cursors()):
                pulled += pull(self._cache, self._line, scope)
        except EpochMoved:
            self._begin_anew()
            return Moved(pushed, 1)
        except SaidNo as no:
            if no.epoch and no.epoch != self._cache.meta("epoch"):
                self._begin_anew()
                return Moved(pushed, 1)
            raise
        return Moved(pushed, pulled)

    def until_quiet(self) -> Moved:
        """Rounds until nothing moves."""
        pushed = pulled = 0
        while (moved := self.round()).anything:
            pushed, pulled = pushed + moved.pushed, pulled + moved.pulled
        return Moved(pushed, pulled)
