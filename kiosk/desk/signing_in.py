"""Signing in by name and PIN, offline too; locking, handing over, and a lead's PIN for one act.

The PIN is checked outside of any transaction (it takes a tenth of a second by design) and written down nowhere.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.desk import undoing
from kiosk.desk.tools import Clerk, Done, Refused, Tools
from kiosk.domain import roster as rosters
from kiosk.domain.people import Staff
from kiosk.domain.refusals import Code, Refusal
from kiosk.domain.roles import Role, may
from kiosk.domain.roster import Person, Roster
from kiosk.settings import assets
from kiosk.store import roster as stored
from kiosk.store.writing import writing


def roster(tools: Tools) -> Roster:
    """This station's people, by the newest roster that this desk has met; a newer one is kept in the ledger."""
    with tools.ledger.transaction(write=False) as connection:
        newest = stored.newest(connection, shipped(tools))
    if newest.version:
        with tools.ledger.transaction(write=True) as connection:
            stored.keep(connection, newest)
    return newest


def shipped(tools: Tools) -> Roster:
    """What came with the program: the demonstration's people with their PIN, a real station's people with none."""
    if tools.ledger.identity.demo:
        found = assets.demo_roster(tools.assets, tools.station.code)
        if found is not None:
            return found
    return rosters.of_station(tools.station)


def sign_in(tools: Tools, staff: str, pin: str, *, after: str = "") -> Clerk:
    """Who works here from now on. `after` is who was signed in before (a hand-over; "" for nobody). Raises Refused."""
    person = _checked(tools, staff, pin, "sign_in")
    what = "unlock" if after == staff else "hand_over" if after else "sign_in"
    _note(tools, staff, what, after if after != staff else "")
    return Clerk.of(Staff(person.id, person.name, person.name_ko, person.role))


def lock(tools: Tools, clerk: Clerk) -> None:
    """The window is covered until a PIN uncovers it."""
    _note(tools, clerk.id, "lock")


def approve(tools: Tools, clerk: Clerk, approver: str, pin: str, act: str) -> Person:
    """Somebody else's PIN for one act of this clerk's (四眼). Raises Refused."""
    if approver == clerk.id:
        raise Refused(Refusal(Code.OWN_APPROVAL, "approver"))
    person = _checked(tools, approver, pin, f"approve:{act}")
    if not may(frozenset({Role(person.role)}), act):
        raise Refused(Refusal(Code.NOT_ALLOWED, "approver", {"act": act}))
    _note(tools, approver, f"approve:{act}", clerk.id)
    return person


def approvers(tools: Tools, clerk: Clerk, act: str) -> tuple[Person, ...]:
    """Who of the station may approve this act of this clerk's."""
    return tuple(one for one in roster(tools).people if one.id != clerk.id and may(frozenset({Role(one.role)}), act))


def void(tools: Tools, clerk: Clerk, number: str, reason: str, approver: str, pin: str) -> Done:
    """The clerk's own slip of today is made void; the approver's PIN answers for it. Raises Refused."""
    person = approve(tools, clerk, approver, pin, "void")
    return undoing.void(tools, replace(clerk, roles=frozenset({Role(person.role)})), number, reason, person.id)


def _checked(tools: Tools, staff: str, pin: str, what: str) -> Person:
    person = roster(tools).find(staff)
    if person is None:
        raise Refused(Refusal(Code.UNKNOWN_STAFF, "staff"))
    if not person.pin:
        raise Refused(Refusal(Code.NO_PIN, "pin"))
    now = tools.clock.now()
    with tools.ledger.transaction(write=True) as connection:
        seconds = stored.wait(connection, staff, now)
        if not seconds:
            stored.failed(connection, staff, now)
    if seconds:
        raise Refused(Refusal(Code.WAIT, "pin", {"seconds": str(seconds)}))
    if not _fits(person.pin, pin):
        _note(tools, staff, f"wrong_pin:{what}")
        raise Refused(_still(tools, staff))
    with tools.ledger.transaction(write=True) as connection:
        stored.cleared(connection, staff)
    return person


def _still(tools: Tools, staff: str) -> Refusal:
    """What a wrong PIN is answered with: try again, or wait first."""
    with tools.ledger.transaction(write=True) as connection:
        seconds = stored.wait(connection, staff, tools.clock.now())
    return Refusal(Code.WAIT, "pin", {"seconds": str(seconds)}) if seconds else Refusal(Code.WRONG_PIN, "pin")


def _fits(hashed: str, pin: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(hashed, pin)
    except (VerificationError, InvalidHashError):
        return False


def _note(tools: Tools, who: str, what: str, detail: str = "") -> None:
    with writing(tools.ledger, tools.clock.now(), tools.ids) as at:
        at.note(who, what, detail=detail)
