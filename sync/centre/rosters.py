"""Who may sign in at which station. A person who leaves stays as `gone`, so that the roster's version moves."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, func, insert, select, update

from kiosk.domain.people import Station
from kiosk.domain.roster import Person
from sync import wire
from sync.centre import tables as t
from sync.centre.centre import Centre, DeskRow


def version(at: Connection, site: str) -> str:
    """The stamp of the last change at a station; "" when it has no roster here."""
    return str(at.execute(select(func.max(t.staff.c.changed_at)).where(t.staff.c.site == site)).scalar() or "")


def answer(centre: Centre, caller: DeskRow) -> wire.StationRoster:
    """The roster of the caller's own station."""
    site = caller.desk[:6]
    query = select(t.staff).where((t.staff.c.site == site) & ~t.staff.c.gone).order_by(t.staff.c.id)
    with centre.reading() as at:
        rows = at.execute(query).mappings().all()
        now = version(at, site)
    people = [Person(row["id"], row["name"], row["name_ko"], row["role"], row["pin"]) for row in rows]
    return wire.StationRoster(centre.epoch, now, people)


def take_in(centre: Centre, site: str, people: Iterable[Person]) -> int:
    """Enters people that are not known yet (a PIN that is set is never overwritten here); answers how many."""
    with centre.writing() as at:
        known = set(at.execute(select(t.staff.c.id).where(t.staff.c.site == site)).scalars())
        rows = [
            {"id": one.id, "site": site, "name": one.name, "name_ko": one.name_ko, "role": one.role, "pin": one.pin,
             "changed_at": centre.clock.now().stamp, "gone": False}
            for one in people if one.id not in known
        ]  # fmt: skip
        if rows:
            at.execute(insert(t.staff), rows)
    return len(rows)


def set_pin(centre: Centre, stations: Iterable[Station], staff: str, hashed: str) -> str:
    """Sets the hash of somebody's PIN; the person's name, "" when no station has such a person."""
    for station in stations:
        if any(one.id == staff for one in station.staff):
            take_in(centre, station.site, [Person(one.id, one.name, one.name_ko, one.role) for one in station.staff])
            break
    return _change(centre, staff, pin=hashed, gone=False)


def remove(centre: Centre, staff: str) -> str:
    """Somebody left: with the next feed nobody signs in as this person. The name, "" when unknown."""
    return _change(centre, staff, pin="", gone=True)


def _change(centre: Centre, staff: str, **values: object) -> str:
    with centre.writing() as at:
        name = at.execute(select(t.staff.c.name).where(t.staff.c.id == staff)).scalar()
        if name is not None:
            stamp = centre.clock.now().stamp
            at.execute(update(t.staff).where(t.staff.c.id == staff).values(**values, changed_at=stamp))
    return str(name or "")
