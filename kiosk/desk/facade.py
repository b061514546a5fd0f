"""The desk as a screen sees it: an object whose acts load their modules when first asked, on the database thread.

Screens never see the store, paper or devices; they get frozen values and pictures from here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kiosk.desk.doors import Opened
from kiosk.desk.doors.calls import Calls
from kiosk.desk.doors.cases import Cases
from kiosk.desk.doors.conflicts import Conflicts
from kiosk.desk.doors.drafts import Drafts
from kiosk.desk.doors.first_run import FirstRun
from kiosk.desk.doors.issuing import Issuing
from kiosk.desk.doors.line import CityLine
from kiosk.desk.doors.people import People
from kiosk.desk.doors.signing_in import SignIn

if TYPE_CHECKING:
    from datetime import date

    from kiosk.desk.accepting import Application
    from kiosk.desk.finding import Found
    from kiosk.desk.looking_up import CasePage
    from kiosk.desk.tools import Clerk
    from kiosk.domain.catalogue import Item
    from kiosk.domain.folding import Rules
    from kiosk.domain.refusals import Refusal
    from kiosk.settings.look import Look
    from kiosk.store.lists import Line as CaseLine


SLIPS = frozenset({"receipt", "pickup", "visit"})  # the kinds of paper that come out of the slip printer


@dataclass(frozen=True, slots=True)
class Offered:
    """One item in the finder: `words` are what it is found by (names, pinyin, initials, code)."""

    code: str
    name_zh: str
    name_ko: str
    department_zh: str
    department_ko: str
    words: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of pressing 受理: a number and the slip's picture (PNG), or every reason why not. Of a visit with
    several items: `more` are all (number, Chinese name), `item` is the code of the one at fault."""

    number: str = ""
    state: str = ""
    slip: bytes = b""
    faults: tuple[Refusal, ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    item: str = ""


@dataclass(frozen=True, slots=True)
class CardRead:
    """What a card said, by the forms' prefill keys; or why none was read (a word of NoCard)."""

    known: Mapping[str, str] = field(default_factory=dict, repr=False)
    masked: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Facing:
    """Who works here, for the top bar; `clerk` is "" while nobody is signed in."""

    station_zh: str
    station_ko: str
    clerk: str
    clerk_id: str
    demo: bool
    moved_aside: str


class Desk:
    """Opened on first use, by whoever owns the database thread. Nobody works here until a PIN; the demonstration begins
    with its own clerk signed in."""

    def __init__(self, open_counter: Callable[[], Opened]) -> None:
        self._open = open_counter
        self._counter: Opened | None = None
        self._signed_in: Clerk | None = None
        self.sign_in = SignIn(lambda: self._at, lambda: self._clerk, self._now, self._put)
        self.line = CityLine(lambda: self._at, lambda: self._clerk)
        self.drafts = Drafts(lambda: self._at, lambda: self._clerk)
        self.cases = Cases(lambda: self._at, lambda: self._clerk)
        self.issuing = Issuing(lambda: self._at, lambda: self._clerk)
        self.people = People(lambda: self._at, lambda: self._clerk)
        self.calls = Calls(lambda: self._at, lambda: self._clerk)
        self.first_run = FirstRun(lambda: self._at, lambda: self._clerk)
        self.conflicts = Conflicts(lambda: self._at, lambda: self._clerk)

    @property
    def _clerk(self) -> Clerk:
        """Who works here. Raises Refused when nobody is signed in."""
        clerk = self._now()
        if clerk is None:
            from kiosk.desk.tools import Refused
            from kiosk.domain.refusals import Code, Refusal

            raise Refused(Refusal(Code.NOT_SIGNED_IN))
        return clerk

    def _now(self) -> Clerk | None:
        _ = self._at  # who begins is known when the counter is open
        return self._signed_in

    def _put(self, clerk: Clerk | None) -> None:
        self._signed_in = clerk

    @property
    def _at(self) -> Opened:
        if self._counter is None:
            self._counter = self._open()
            self._signed_in = self._counter.clerk if self._counter.begins_signed_in else None
        return self._counter

    def facing(self) -> Facing:
        tools, clerk = self._at.tools, self._now()
        station, identity = tools.station, tools.ledger.identity
        name, id = (clerk.name, clerk.id) if clerk is not None else ("", "")
        return Facing(station.name_zh, station.name_ko, name, id, identity.demo, tools.ledger.moved_aside)

    def day_doubted(self) -> str:
        """The day (ISO) that the machine's clock shows when it cannot be right, else ""."""
        from kiosk.desk import dating

        return dating.doubted(self._at.tools)

    def day_asked(self, day: date) -> Refusal | None:
        """Today is `day`, says the clerk; it lasts for this session. None when it was taken."""
        from kiosk.desk import dating
        from kiosk.desk.tools import Refused

        try:
            self._counter = self._at.dated(dating.give_day(self._at.tools, self._clerk, day))
        except Refused as no:
            return no.faults[0]
        return None

    def offered(self, window: str) -> Sequence[Offered]:
        """The items of one window, with what they are found by."""
        from kiosk.settings import assets
        from kiosk.store.search import words_of

        return [
            Offered(
                item.code,
                item.name.zh,
                item.name.ko,
                item.department_name.zh,
                item.department_name.ko,
                f"{words_of([item.name.zh, item.name.ko])} {item.code.lower()}",
            )
            for item in assets.catalogue(self._at.settings.assets)
            if item.window == window
        ]

    def rules(self, code: str) -> Rules:
        return self._at.tools.rules(code)

    def opened_item(self, code: str) -> tuple[Rules, str]:
        """The rules in force for an item, and the day by which it would be decided."""
        return self.rules(code), self.promised(code)

    def gap_until(self, code: str) -> str:
        """The day that a gap acceptance is usually given: three working days (ISO)."""
        tools = self._at.tools
        return tools.rules(code).calendar.last_day(tools.clock.now().day, 3).date.isoformat()

    def read_card(self) -> CardRead:
        """What lies on the reader now; it waits for nothing."""
        from kiosk.devices.readers import NoCard
        from kiosk.domain import masking

        card = self._at.reader.read()
        if isinstance(card, NoCard):
            return CardRead(why=card.value)
        known = {"name": card.name, "id_number": card.number, "sex": card.sex, "ethnicity": card.ethnicity,
                 "birth_date": card.born.isoformat(), "address": card.address, "id_type": "resident_id"}  # fmt: skip
        return CardRead({f"resident.{key}": value for key, value in known.items()}, masking.name(card.name))

    def promised(self, code: str) -> str:
        """The day by which a case accepted today will be decided (ISO)."""
        tools = self._at.tools
        rules = tools.rules(code)
        return rules.calendar.last_day(
            tools.clock.now().day, rules.item.promised_days, rules.item.day_unit
        ).date.isoformat()

    def prefill(self) -> Mapping[str, str]:
        """What a form may be filled with before anybody types: the station's name and today."""
        tools = self._at.tools
        return {"station.name": tools.station.name_zh, "today": tools.clock.now().day.isoformat()}

    def faults(self, application: Application) -> Sequence[Refusal]:
        from kiosk.desk import accepting

        return accepting.faults(self._at.tools, application)

    def accept(self, application: Application) -> Taken:
        """受理 (or 收件): durable when it returns. The slip is drawn afterwards; one that cannot be drawn is held."""
        from kiosk.desk import accepting

        return self._taken(lambda: accepting.accept(self._at.tools, self._clerk, application))

    def tell_once(self, application: Application) -> Taken:
        from kiosk.desk import accepting

        return self._taken(lambda: accepting.receive_and_tell(self._at.tools, self._clerk, application))

    def accept_visit(self, applications: Sequence[Application]) -> Taken:
        """Several items of one person in one act; `item` names the one that is at fault."""
        from kiosk.desk import accepting
        from kiosk.desk.tools import Done

        tools, every = self._at.tools, list[Done]()

        def act() -> Done:
            every.extend(accepting.accept_visit(tools, self._clerk, applications))
            return every[0]

        taken = self._taken(act)
        more = tuple((one.case.number, tools.rules(one.case.item).item.name.zh) for one in every)
        return replace(taken, more=more)

    def accept_with_gap(self, application: Application, due: str) -> Taken:
        from kiosk.desk import accepting

        return self._taken(lambda: accepting.accept_with_gap(self._at.tools, self._clerk, application, due))

    def refuse(self, application: Application, ground: str, reason: str, remedy: str, elsewhere: str) -> Taken:
        from kiosk.desk import accepting

        act = accepting.receive_and_refuse
        return self._taken(lambda: act(self._at.tools, self._clerk, application, ground, reason, remedy, elsewhere))

    def decide(self, number: str, granted: bool, result: str, reason: str, remedy: str) -> Taken:
        """决定并办结, where the station decides."""
        from kiosk.desk import deciding

        said = {"granted": granted, "result": result, "reason": reason, "remedy": remedy}
        return self._taken(lambda: deciding.decide(self._at.tools, self._clerk, number, **said))  # type: ignore[arg-type]

    def slip_again(self, number: str) -> str:
        """Queues the newest slip of a case once more (补打); its title, "" when it has none."""
        from kiosk.desk import spooling
        from kiosk.store import spool

        tools = self._at.tools
        with tools.ledger.transaction(write=False) as connection:
            slips = [job for job in spool.of_case(connection, number) if job.kind in SLIPS]
        return spooling.reprint(tools, self._clerk, slips[-1].document) if slips else ""

    def _taken(self, act: Callable[[], Any]) -> Taken:
        from kiosk.desk.doors import no_disk
        from kiosk.desk.tools import Refused
        from kiosk.store.engine import StoreError

        try:
            done = act()
        except Refused as no:
            return Taken(faults=no.faults, item=getattr(no, "item", ""))
        except StoreError as wrong:
            return Taken(faults=(no_disk(wrong),))
        return Taken(done.case.number, done.case.state.value, self._slip(done.documents))

    def _slip(self, documents: Sequence[str]) -> bytes:
        """The picture of the first slip among these documents; b"" when there is none or it cannot be drawn."""
        from kiosk.desk import spooling
        from kiosk.paper import Unprintable
        from kiosk.store import spool

        tools = self._at.tools
        with tools.ledger.transaction(write=False) as connection:
            jobs = [job for job in spool.open_jobs(connection) if job.document in documents]
        for job in jobs:
            if job.kind in SLIPS:
                try:
                    return spooling.drawn(tools, job, self._at.press).png or b""
                except Unprintable:
                    return b""
        return b""

    def page(self, before: str = "~", most: int = 100) -> Sequence[CaseLine]:
        from kiosk.desk import looking_up

        return looking_up.page(self._at.tools, before, most)

    def case(self, number: str) -> CasePage | None:
        from kiosk.desk import looking_up

        return looking_up.case_page(self._at.tools, number)

    def whereabouts(self, numbers: Sequence[str]) -> Mapping[str, str]:
        from kiosk.desk import looking_up

        return {number: place.value for number, place in looking_up.whereabouts(self._at.tools, numbers).items()}

    def item(self, code: str) -> Item:
        return self._at.tools.rules(code).item

    def find(self, typed: str) -> Sequence[Found]:
        """Items, cases and people for what somebody types into the one search."""
        from kiosk.desk import finding

        return finding.find(self._at.tools, typed)

    def keep_look(self, look: Look) -> None:
        from kiosk.settings import look as looks

        looks.keep(self._at.settings.home, look)

    def close(self) -> None:
        if self._counter is not None:
            self._counter.tools.ledger.close()
            self._counter = None
