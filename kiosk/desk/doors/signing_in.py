"""Signing in, locking and handing over, as screens see them; and a lead's PIN for one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.desk.doors import Door, Opened
from kiosk.desk.doors.cases import Acted, tried
from kiosk.domain.refusals import Refusal

if TYPE_CHECKING:
    from kiosk.desk.tools import Clerk
    from kiosk.domain.roster import Person


@dataclass(frozen=True, slots=True)
class Line:
    """One name to choose: `able` when a PIN is set; `words` are what it is found by (hanzi, Hangul, pinyin, initials)."""

    id: str
    name: str
    name_ko: str
    role: str
    able: bool
    words: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Whose window it is. `who`: id of who is signed in, "" when nobody is; `covered`: a PIN is wanted before work goes
    on; `hint`: the demonstration's PIN, "" at a real desk; `station`: its names (zh, ko)."""

    who: str
    covered: bool
    people: tuple[Line, ...]
    hint: str
    station: tuple[str, str]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who works here now; or why not (`seconds`: how long to wait, 0 when at once)."""

    who: str = ""
    name: str = ""
    fault: Refusal | None = None
    seconds: int = 0


class SignIn(Door):
    """`put` tells the desk who works here from now on (None: nobody until a PIN)."""

    def __init__(
        self, opened: Callable[[], Opened], clerk: Callable[[], Clerk], now: Callable[[], Clerk | None],
        put: Callable[[Clerk | None], None],
    ) -> None:  # fmt: skip
        super().__init__(opened, clerk)
        self._now, self._put = now, put
        self._before = ""  # who was at work when the window was locked

    def standing(self) -> Standing:
        from kiosk.desk import signing_in
        from kiosk.settings import assets

        at, tools = self._at, self._tools
        hint = assets.demo_pin(at.settings.assets) if tools.ledger.identity.demo else ""
        now, station = self._now(), tools.station
        people = tuple(_line(one) for one in signing_in.roster(tools).people)
        who = now.id if now is not None else self._before
        return Standing(who, now is None, people, hint, (station.name_zh, station.name_ko))

    def sign_in(self, staff: str, pin: str) -> SignedIn:
        """Also unlocks, and hands over when it is somebody else than before."""
        from kiosk.desk import signing_in
        from kiosk.desk.tools import Refused

        try:
            clerk = signing_in.sign_in(self._tools, staff, pin, after=self._before)
        except Refused as no:
            fault = no.faults[0]
            return SignedIn(fault=fault, seconds=int(fault.values.get("seconds", "0")))
        self._before = ""
        self._put(clerk)
        return SignedIn(clerk.id, clerk.name)

    def lock(self) -> None:
        """Nobody works here until a PIN; locking twice is locking once."""
        from kiosk.desk import signing_in

        clerk = self._now()
        if clerk is not None:
            signing_in.lock(self._tools, clerk)
            self._before = clerk.id
            self._put(None)

    def approvers(self, act: str) -> Sequence[Line]:
        """Who may answer for this act of the clerk's, and has a PIN."""
        from kiosk.desk import signing_in

        return [_line(one) for one in signing_in.approvers(self._tools, self._clerk, act) if one.pin]

    def void(self, number: str, reason: str, approver: str, pin: str) -> Acted:
        """A slip of today is made void; the approver's PIN answers for it."""
        from kiosk.desk import signing_in

        def do() -> Acted:
            done = signing_in.void(self._tools, self._clerk, number, reason, approver, pin)
            return Acted(done.case.state.value, done.documents)

        return tried(do)


def _line(person: Person) -> Line:
    from kiosk.store.search import words_of

    words = words_of([person.name, person.name_ko])
    return Line(person.id, person.name, person.name_ko, person.role, bool(person.pin), f"{words} {person.id}")
