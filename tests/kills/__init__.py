"""Kill -9 of kiosk, agent, centre and spooler at moments drawn from a seed, while a robot clerk takes cases in.

No acknowledged case is lost or doubled, no number is used twice, the audit chain is whole, no paper is printed twice.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.processes import Town, wait_for

PROGRAMS = {
    "kiosk": ("tests.kills.clerk",),
    "agent": ("sync",),
    "centre": ("sync.centre", "serve"),
    "spooler": ("kiosk", "spool"),
}


@dataclass
class Findings:
    """What came of it. `wrong` names every broken promise."""

    kills: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    at_centre: int = 0
    papers: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


def run(kills: int, seed: int, variant: str = "") -> Findings:
    """Kills `kills` times, then lets everything come to rest and looks."""
    begun, random, found = time.monotonic(), Random(seed), Findings()
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        town = Town(Path(folder) / "home", {"KILLS_ACKS": str(Path(folder) / "acks"), "KILLS_VARIANT": variant})
        (Path(folder) / "acks").touch()
        try:
            _kill_about(town, random, kills, found)
            _come_to_rest(town)
            _look(town, Path(folder) / "acks", found)
        finally:
            town.close()
    found.seconds = time.monotonic() - begun
    return found


def _kill_about(town: Town, random: Random, kills: int, found: Findings) -> None:
    town.open_centre()
    for name in ("kiosk", "agent", "spooler"):
        town.start(name, *PROGRAMS[name])
    wait_for(lambda: (town.home / "ledger.db").exists())
    acks = Path(town.environ["KILLS_ACKS"])
    wait_for(lambda: acks.stat().st_size > 0)
    for _ in range(kills):
        time.sleep(random.uniform(0.2, 0.7))
        name = random.choice(list(PROGRAMS))
        if name == "kiosk":
            before = acks.stat().st_size
            wait_for(lambda before=before: acks.stat().st_size > before)  # type: ignore[misc]
            time.sleep(random.uniform(0, 0.05))
        town.kill(name)
        found.kills[name] += 1
        town.start(name, *PROGRAMS[name])


def _come_to_rest(town: Town) -> None:
    """The clerk goes home; the agent and the spooler finish."""
    town.kill("kiosk")
    town.stop("agent")
    town.stop("spooler")
    town.stop("centre")
    town.open_centre()
    town.sync()
    for _ in range(5):
        town.run("kiosk", "spool", "--once", expect=None)


def _look(town: Town, acks: Path, found: Findings) -> None:
    told = [line.split() for line in acks.read_text().splitlines() if len(line.split()) == 2]
    found.acknowledged = len(told)
    numbers = [number for number, _ in told]
    if len(numbers) != len(set(numbers)):
        found.wrong.append("a number was given twice")
    status = town.json("kiosk", "status", "--json")
    here = {one["number"]: one["hash"] for one in status["cases"]}
    centre = town.at_centre()
    found.at_centre = len(centre)
    for number, own in told:
        if here.get(number) != own:
            found.wrong.append(f"acknowledged and not in the ledger: {number}")
        if centre.get(number) != own:
            found.wrong.append(f"acknowledged and not at the centre: {number}")
    if centre != here:
        found.wrong.append(f"the centre holds {len(centre)} cases, the desk {len(here)}")
    if town.json("kiosk", "verify-audit", "--json")["broken"]:
        found.wrong.append("the audit chain is broken")
    papers = [path.stem for path in (town.home / "papers").glob("*.*")]
    found.papers = len(papers)
    twice = [title for title in papers if not title.endswith("-1") or f"{title}-2" in papers]
    if twice:
        found.wrong.append(f"printed twice: {twice[:3]}")
