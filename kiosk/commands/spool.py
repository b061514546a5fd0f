"""`kiosk spool`: prints what waits. One spooler per desk, held by a file lock; a second one says so and ends."""

from __future__ import annotations

import fcntl
import signal
import threading
from argparse import ArgumentParser, Namespace

from kiosk.commands.saying import Voice
from kiosk.counter import Counter, open_counter
from kiosk.desk import spooling
from kiosk.settings import Settings

PAUSE = 0.5  # seconds between looks
AFTER_TROUBLE = 5.0  # seconds before a printer in trouble is asked again


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="print what waits now, and end")


def run(chosen: Namespace, settings: Settings) -> int:
    voice = Voice(settings.language)
    with (settings.home / "spool.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            voice.complain("commands.spool.second")
            return 3
        counter = open_counter(settings)
        spooling.recover(counter.tools)
        if chosen.once:
            return _pass(counter, voice)
        return _forever(counter, voice)


def _forever(counter: Counter, voice: Voice) -> int:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        stop.wait(AFTER_TROUBLE if _pass(counter, voice) else PAUSE)
    return 0


def _pass(counter: Counter, voice: Voice) -> int:
    """One pass; 1 when something did not come out. A job that failed goes back only by a clerk's word."""
    held = spooling.draw_open(counter.tools, counter.press)
    for title, characters in held:
        voice.complain("commands.accept.held", title=title, characters=characters)
    done = spooling.print_open(counter.tools, counter.printers)
    for title in done.confirmed:
        voice.say("commands.spool.printed", title=title)
    for title, code in done.failed:
        voice.complain("commands.spool.failed", title=title, why=voice(f"printer.{code}"))
    for title in done.unknown:
        voice.complain("commands.spool.unknown", title=title)
    return 1 if held or done.failed or done.unknown else 0
