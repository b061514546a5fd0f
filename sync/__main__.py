"""`python -m sync`: the agent, for ever. `python -m sync once`: push and pull until quiet."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import IO

import structlog

from kiosk.settings import Settings
from kiosk.settings.machine import SystemClock, SystemIds
from kiosk.store.engine import Cipher, StoreError, key_of
from kiosk.store.ledger import Place
from sync.agent import Agent, NotEnrolled
from sync.line import HttpCarrier, LineCut, SaidNo
from sync.patience import Patience

WORD = 10.0  # seconds between two notes of when the centre last answered
PAUSE = 1.0  # seconds between looks at the ledger and the centre when all is quiet
PATIENCE_ONCE = 20.0  # seconds that `once` waits for a centre that is just starting


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="kiosk-agent", description="The agent between this desk and the city centre.")
    parser.add_argument("what", nargs="?", choices=["once"], help="one round of push and pull until quiet")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(words)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    settings = Settings.read(os.environ)
    if settings.training:
        print("this folder is for practising: it is never sent anywhere", file=sys.stderr)
        return 2
    place = Place(settings.ledger, settings.cache_pointer, cipher_of(settings))
    with (settings.home / "agent.lock").open("w") as lock:
        if not held(lock):
            print("another agent is at work for this desk", file=sys.stderr)
            return 3
        try:
            return once(settings, place, chosen.json) if chosen.what == "once" else forever(settings, place)
        except StoreError as wrong:
            print(f"the desk's files cannot be opened: {wrong}", file=sys.stderr)
            return 2


def cipher_of(settings: Settings) -> Cipher:
    return Cipher(key_of(settings.key_file, SystemIds().octets) if settings.cipher else None)


def held(lock: IO[str]) -> bool:
    """One agent per desk: the second one says so and ends."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def once(settings: Settings, place: Place, as_json: bool) -> int:
    agent = Agent(place, HttpCarrier(settings.centre_address), settings.enrolment_code)
    until = time.monotonic() + PATIENCE_ONCE
    try:
        while True:
            try:
                moved = agent.until_quiet()
                agent.heard(SystemClock().now().stamp)
                break
            except LineCut as cut:
                if time.monotonic() > until:
                    print(f"the centre does not answer ({cut}); everything stays on this machine", file=sys.stderr)
                    return 1
                time.sleep(0.5)
            except NotEnrolled:
                if time.monotonic() > until:
                    print("this desk is not enrolled: put its one-time code into enrolment.code", file=sys.stderr)
                    return 1
                time.sleep(0.5)  # the demonstration centre may be about to leave its code
            except SaidNo as no:
                print(f"the centre says no: {no.code}; everything stays on this machine", file=sys.stderr)
                return 1
    finally:
        agent.close()
    if as_json:
        print(json.dumps({"pushed": moved.pushed, "pulled": moved.pulled}))
    else:
        print(f"up: {moved.pushed} facts, down: {moved.pulled} changes; all quiet")
    return 0


def rest(stop: threading.Event, pause: float, wake: Path) -> None:
    """Waits, but no longer when a clerk asks to try again: the window leaves a file."""
    until = time.monotonic() + pause
    while (left := until - time.monotonic()) > 0 and not stop.wait(min(left, 0.5)):
        if wake.exists():
            wake.unlink(missing_ok=True)
            return


def forever(settings: Settings, place: Place) -> int:
    """Rounds until told to stop; a cut line is waited out, nothing is dropped."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    log, patience, clock = structlog.get_logger(), Patience(SystemIds()), SystemClock()
    agent: Agent | None = None
    noted = -WORD
    while not stop.is_set():
        try:
            agent = agent or Agent(place, HttpCarrier(settings.centre_address), settings.enrolment_code)
            moved = agent.round()
            patience.rested()
            if time.monotonic() - noted >= WORD:
                agent.heard(clock.now().stamp)
                noted = time.monotonic()
            pause = 0.0 if moved.anything else PAUSE
        except (LineCut, SaidNo, StoreError, NotEnrolled) as broken:
            pause = PAUSE if isinstance(broken, StoreError) else patience.failed()
            log.info("line", why=str(broken) or type(broken).__name__, again_in=round(pause, 1))
        rest(stop, pause, settings.home / "agent.wake")
    if agent is not None:
        agent.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
