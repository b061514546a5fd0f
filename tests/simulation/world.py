"""One world of one seed: desks, a centre, a bad line, and what they do step by step."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from kiosk.desk.tools import Tools
from kiosk.settings import assets
from kiosk.store.ledger import Ledger
from sync.agent import Agent
from sync.centre import doors
from sync.centre.centre import Centre
from sync.centre.database import embedded
from sync.line import LineCut, SaidNo
from tests.desk_at_hand import CountedIds, a_place
from tests.facts_at_hand import ASSETS
from tests.simulation.faults import BadLine, Clockwork, Crash, Fuse, Trace, World_

DESKS = (("001001", "01"), ("001001", "02"), ("001002", "01"))
DAY = 86_400.0


def scratch() -> Path:
    """Where worlds are built: memory where there is some, for what counts here is order, not the disk."""
    shm = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="world-", dir=shm if shm.is_dir() else None))


@dataclass
class Machine:
    """One desk: its tools (rebuilt after each crash), its agent, its clock and fuse."""

    name: str
    folder: Path
    clock: Clockwork
    ids: CountedIds
    line: BadLine
    fuse: Fuse
    site: str
    desk: str
    tools: Tools | None = None
    agent: Agent | None = None
    numbers: list[str] = field(default_factory=list)
    done: set[str] = field(default_factory=set)  # hashes of facts that a person was told are done
    on_date: bool = False
    cloned: bool = False

    def kiosk(self) -> Tools:
        if self.tools is None:
            place = a_place(self.folder)
            ledger = Ledger.open(place, self.clock, self.ids, enrol=(self.site, self.desk, "A"))
            self.fuse.hang_on(ledger.engine)
            station = assets.station(ASSETS, self.site)
            assert station is not None
            self.tools = Tools(ledger, self.clock, self.ids, ASSETS, station)
        return self.tools

    def messenger(self) -> Agent:
        if self.agent is None:
            self.kiosk()
            self.agent = Agent(a_place(self.folder), self.line, self.folder / "code")
            self.fuse.hang_on(self.agent._ledger.engine)
            self.fuse.hang_on(self.agent._cache.engine)
        return self.agent

    def crash(self) -> None:
        """Everything in memory is gone."""
        if self.agent is not None:
            self.agent.close()
        if self.tools is not None:
            self.tools.ledger.close()
        self.tools = self.agent = None
        self.fuse.left = None


class World:
    """A seed's world. `run()` takes the steps; `heal()` ends all bad luck and syncs until quiet."""

    def __init__(self, seed: int, steps: int = 120) -> None:
        self.seed, self.steps = seed, steps
        self.random = Random(seed)
        self.trace, self.time, self.faults = Trace(), World_(), Counter[str]()
        self.folder = scratch()
        self.healed = False
        self.acts = 0
        self.backup: Path | None = None
        self.centre_fuse = Fuse(self.trace, "centre")
        self.centre_ids = CountedIds(f"centre{seed}")
        self.centre = self._open_centre()
        self.luck = self.random.choice([0.05, 0.15, 0.3])
        self.machines = [self._machine(site, desk) for site, desk in DESKS]
        self.story: list[str] = []

    # setting up -----------------------------------------------------------------------------------------------------

    def _open_centre(self) -> Centre:
        engine = embedded(self.folder / "centre")
        self.centre_fuse.hang_on(engine)
        return Centre(engine, Clockwork(self.time), self.centre_ids, ASSETS)

    def _machine(self, site: str, desk: str) -> Machine:
        name = f"{site}{desk}"
        folder = self.folder / name
        shutil.copytree(_blank(site, desk), folder)
        machine = Machine(
            name, folder, Clockwork(self.time), CountedIds(f"{name}{self.seed}"),
            BadLine(self, Random(self.random.random()), self.luck, self.faults), Fuse(self.trace, name), site, desk,
        )  # fmt: skip
        (folder / "code").write_text(self.centre.issue_code(f"{name}A", [f"station:{site}"]))
        return machine

    def _machine_at(self, like: Machine, folder: Path) -> Machine:
        """A machine on a copied disk: the same name and key, and chance of its own."""
        line = BadLine(self, Random(self.random.random()), self.luck, self.faults)
        ids = CountedIds(f"twin{like.name}{self.seed}")
        return Machine(
            like.name, folder, Clockwork(self.time), ids, line, Fuse(self.trace, "twin"), like.site, like.desk
        )

    def close(self) -> None:
        for machine in self.machines:
            machine.crash()
        self.centre.engine.dispose()
        shutil.rmtree(self.folder, ignore_errors=True)

    # the centre behind the line ----------------------------------------------------------------------------------------

    def ask_centre(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """The centre's handlers; a crash there is a cut line here."""
        try:
            return doors.answer(self.centre, path, headers, body)
        except Crash:
            self.faults["centre_crash"] += 1
            self.centre.engine.dispose()
            self.centre = self._open_centre()
            raise LineCut("centre crashed") from None

    def keep_backup(self) -> None:
        target = self.folder / "backup.db"
        target.unlink(missing_ok=True)
        source = sqlite3.connect(self.folder / "centre" / "centre.db")
        source.execute(f"VACUUM INTO '{target}'")
        source.close()
        self.backup = target

    def restore_backup(self) -> None:
        if self.backup is None:
            return
        self.faults["centre_restored"] += 1
        self.centre.engine.dispose()
        for old in (self.folder / "centre").iterdir():
            old.unlink()
        shutil.copyfile(self.backup, self.folder / "centre" / "centre.db")
        self.centre = self._open_centre()
        self.centre.restored()

    # steps -----------------------------------------------------------------------------------------------------------------

    def run(self) -> None:
        from tests.simulation import steps

        for number in range(self.steps):
            self.time.seconds += self.random.choice([1.0, 30.0, 600.0, 3600.0])
            name = steps.take(self)
            self.story.append(f"{number} {name}")
            self.trace.add("step", name)
            if self.stop_after is not None and number >= self.stop_after:
                break

    stop_after: int | None = None

    def sync(self, machine: Machine, *, rounds: int = 1) -> str:
        """One machine's agent works; world's errors are lived with, as in `sync.__main__`."""
        try:
            agent = machine.messenger()
            before = agent._cache
            for _ in range(rounds):
                moved = agent.round()
                if agent._cache is not before:
                    machine.fuse.hang_on(agent._cache.engine)
                    before = agent._cache
                if not moved.anything:
                    break
            return "moved"
        except LineCut:
            return "cut"
        except SaidNo as no:
            return f"no {no.code}"
        except Crash:
            self.faults["desk_crash"] += 1
            machine.crash()
            return "crashed"

    def heal(self) -> None:
        """No more bad luck: what is late arrives, all clocks are right, every agent works until nothing moves."""
        self.healed = True
        self.centre_fuse.left = None
        for machine in self.machines:
            machine.fuse.left = None
            machine.clock.error = 0.0
        for machine in self.machines:
            while machine.line.late:
                machine.line._through(*machine.line.late.pop(0))
        for _ in range(3):
            for machine in self.machines:
                for _round in range(40):
                    if self.sync(machine, rounds=1) != "moved" or self._quiet(machine):
                        break

    def _quiet(self, machine: Machine) -> bool:
        from sync.push import waiting

        agent = machine.messenger()
        if waiting(agent._ledger, agent._cache):
            return False
        with self.centre.reading() as at:
            from sync.centre.keeping import heads

            cursors = agent._cache.cursors()
            return dict(heads(at, tuple(cursors))) == dict(cursors)

    @property
    def trace_hash(self) -> str:
        return str(self.trace.hash.hexdigest())


@cache
def _blank(site: str, desk: str) -> Path:
    """A desk's files as new, made once per process and copied for each world: what is in them is not random, but for
    incarnation and key, which a desk of one name may share between worlds."""
    folder = scratch() / f"{site}{desk}"
    folder.mkdir()
    ids = CountedIds(hashlib.sha256(f"{site}{desk}".encode()).hexdigest())
    Ledger.open(a_place(folder), Clockwork(World_()), ids, enrol=(site, desk, "A")).close()
    for leftover in [*folder.glob("*-wal"), *folder.glob("*-shm")]:
        leftover.unlink()
    return folder
