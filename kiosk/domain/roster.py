"""Who may sign in at a station: names, roles, and what a PIN is checked against; and how long wrong PINs make one wait."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from kiosk.domain.people import Staff, Station

SHORTEST, LONGEST = 6, 12  # digits of a PIN
FREE_TRIES = 3  # wrong PINs before one has to wait
WAITS = (5, 15, 60, 300)  # seconds after the third, fourth … wrong PIN; the last one from then on


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the roster. `pin`: an argon2id hash in PHC form, "" while none is set."""

    id: str
    name: str
    name_ko: str
    role: str
    pin: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """A station's people. `version` is a stamp (`Moment.stamp`), "" for none: of two, the greater is the newer."""

    version: str = ""
    people: tuple[Person, ...] = ()

    def find(self, id: str) -> Person | None:
        return next((one for one in self.people if one.id == id), None)


def of_station(station: Station) -> Roster:
    """The station's people with nobody's PIN: what is known before the centre has sent a roster."""
    return Roster("", tuple(_person(one) for one in station.staff))


def _person(one: Staff) -> Person:
    return Person(one.id, one.name, one.name_ko, one.role)


def wait_after(failures: int) -> int:
    """Seconds from the last wrong PIN until the next one is looked at."""
    if failures < FREE_TRIES:
        return 0
    return WAITS[min(failures - FREE_TRIES, len(WAITS) - 1)]


def weak(pin: str) -> str:
    """Why a PIN may not be set: "length", "digits", "one_digit", "row"; "" when it may."""
    if not (pin.isascii() and pin.isdigit()):
        return "digits"
    if not SHORTEST <= len(pin) <= LONGEST:
        return "length"
    if len(set(pin)) == 1:
        return "one_digit"
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return "row" if steps in ({1}, {-1}) else ""


__all__ = ["FREE_TRIES", "LONGEST", "SHORTEST", "WAITS", "Person", "Roster", "of_station", "wait_after", "weak"]
