"""`kiosk run`: the window; `--training`: the same window on files for practising."""

from __future__ import annotations

import fcntl
import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.settings import MARK, Settings


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--training", action="store_true", help="practise: files of its own, nothing is ever sent")
    parser.add_argument("--forget", action="store_true", help="remove what was practised, and end")


def run(chosen: Namespace, settings: Settings) -> int:
    if chosen.forget:
        return forget(settings)
    if not (chosen.training or settings.training):
        from kiosk import counter

        return counter.run(settings)
    settings = settings.practising()
    with _in_use(settings, fcntl.LOCK_SH):
        from kiosk import counter

        return counter.run(settings)


def forget(settings: Settings) -> int:
    """Removes the practice folder, and no other: 0, or 3 while somebody practises (files still open would go on being
    written into nowhere)."""
    from kiosk.commands.saying import Voice

    voice = Voice(settings.language)
    if not (settings.practice / MARK).is_file():
        voice.say("training.nothing")
        return 0
    with _in_use(settings, fcntl.LOCK_EX) as free:
        if not free:
            voice.complain("training.in_use")
            return 3
        shutil.rmtree(settings.practice)
    voice.say("training.forgotten")
    return 0


@contextmanager
def _in_use(settings: Settings, how: int) -> Iterator[bool]:
    """Many may practise on the files at once (LOCK_SH); who removes them is alone (LOCK_EX). Yields whether it is so."""
    with (settings.practice / "practice.lock").open("w") as lock:
        try:
            fcntl.flock(lock, how | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
