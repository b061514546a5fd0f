"""The work list and one case's page, as screens see them: masked values, lamps, places, and the acts allowed now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.desk.doors import Door
from kiosk.domain.refusals import Refusal

if TYPE_CHECKING:
    from kiosk.domain.catalogue import Name

PAGE = 64  # lines of one page


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list shows; "" means all. `place`: here, centre, taken, refused, or asks (to be settled). `order`: newest
    or due. `typed`: part of a name or number."""

    lamp: str = ""
    place: str = ""
    state: str = ""
    order: str = "newest"
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. `left`: working days until `due` (negative: days past), 0 on the day; `due` "" when no clock
    runs. `key` goes on from here."""

    number: str
    key: str
    who: str
    item: Name
    state: str
    lamp: str
    due: str
    left: int
    place: str
    asks: bool
    what: str = ""  # a special procedure's word


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a case's life, newest first. `time` "" where only the day is known; `place` as in the list, or "note"
    for a fact that was given up; `who` is "" for the centre."""

    day: str
    time: str
    kind: str
    who: str
    place: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of the item and how it was taken in; `lack` says why it was told missing, "" when it was not."""

    key: str
    name: Name
    how: str
    lack: str = ""


@dataclass(frozen=True, slots=True)
class Print:
    """One copy of a document and how its print ended."""

    job: int
    document: str
    copy: int
    kind: str
    status: str
    code: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything a case page shows. Names and numbers of people are masked; `show` tells them, audited."""

    number: str
    who: str
    person_number: str
    phone: str
    agent: str
    item: Name
    department: Name
    state: str
    way: str
    lamp: str
    left: int
    days: Mapping[str, str]  # notice, promised, legal, deliver -> ISO
    estimated: bool
    deemed: bool
    place: str
    asks: bool
    why: Refusal | None
    received_on: str
    first_asked: str
    pickup_code: str
    result: str
    reason: str
    life: tuple[Event, ...]
    papers: tuple[PaperLine, ...]
    gap: tuple[str, ...]
    prints: tuple[Print, ...]
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Who the case is about, whole; only while it is held."""

    name: str = field(repr=False)
    number: str = field(repr=False)
    phone: str = field(repr=False)
    agent: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Acted:
    """What came of an act: the case's state and the documents that were queued, or every reason why not."""

    state: str = ""
    documents: tuple[str, ...] = ()
    faults: tuple[Refusal, ...] = ()


class Cases(Door):
    def page(self, wanted: Filter, key: str = "", most: int = PAGE, *, back: bool = False) -> Sequence[Row]:
        """The next lines after `key` ("" = the beginning), or before it when `back` ("" = the end), in list order."""
        from kiosk.desk.looking_up import listing

        return listing.page(self._tools, wanted, key, most, back=back)

    def counts(self, states: Sequence[str] = ()) -> Mapping[str, int]:
        """How many cases under each lamp and at each place, or in each of these states; 100 means 100 or more."""
        from kiosk.desk.looking_up import listing

        return listing.counts(self._tools, states)

    def view(self, number: str) -> CaseView | None:
        """One case; None when nobody here knows it."""
        from kiosk.desk.looking_up import viewing

        return viewing.view(self._tools, self._clerk, number)

    def show(self, number: str) -> Person | None:
        """The person's name and numbers, whole. The showing is audited before it is answered."""
        from kiosk.desk.looking_up import viewing

        return viewing.show(self._tools, self._clerk, number)

    def reprint(self, document: str) -> Acted:
        """Another copy of a paper (补打), with its copy number, audited."""
        from kiosk.desk import spooling

        def again() -> Acted:
            return Acted(documents=(spooling.reprint(self._tools, self._clerk, document),))

        return tried(again)

    def print_again(self, job: int) -> Acted:
        """A clerk saw that nothing came out: the same copy goes back into the queue."""
        from kiosk.desk import spooling

        def again() -> Acted:
            spooling.try_again(self._tools, self._clerk, job)
            return Acted()

        return tried(again)

    def act(self, number: str, act: str, said: Mapping[str, str]) -> Acted:
        """One of the acts that `view` names, with what was asked for it beside the page."""
        from kiosk.desk import acting

        def do() -> Acted:
            done = acting.act(self._tools, self._clerk, number, act, said)
            return Acted(done.case.state.value, done.documents)

        return tried(do)


def tried(act: Callable[[], Acted]) -> Acted:
    """An act's answer; a refusal is an answer too."""
    from kiosk.desk.doors import no_disk
    from kiosk.desk.tools import Refused
    from kiosk.store.engine import StoreError

    try:
        return act()
    except Refused as no:
        return Acted(faults=no.faults)
    except StoreError as wrong:
        return Acted(faults=(no_disk(wrong),))


__all__ = ["PAGE", "Acted", "CaseView", "Cases", "Event", "Filter", "PaperLine", "Person", "Print", "Row", "tried"]
