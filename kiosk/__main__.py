"""The `kiosk` command: one module per word, loaded when its word is said."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.store.engine import StoreError

WORDS = {
    "run": "the window",
    "tour": "the main job, narrated, without a window",
    "accept": "take one application in",
    "status": "what is on this machine, at the centre, taken, refused",
    "check-id": "an identifier: its kind and whether it is valid",
    "deadline": "the last day of a term",
    "catalogue": "the figures of the catalogue, recomputed",
    "verify-audit": "walk the audit chain",
    "doctor": "what is broken here, and what to do",
    "spool": "print what waits, for ever or once",
}


def main(words: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if words is None else words)
    if not given or given[0] in {"-h", "--help"}:
        _tell()
        return 0 if given else 2
    if given[0] not in WORDS:
        print(f"kiosk: no such word: {given[0][:40]}", file=sys.stderr)
        _tell()
        return 2
    command = import_module(f"kiosk.commands.{given[0].replace('-', '_')}")
    parser = argparse.ArgumentParser(prog=f"kiosk {given[0]}", description=WORDS[given[0]])
    command.arguments(parser)
    chosen = parser.parse_args(given[1:])
    return _run(command.run, chosen)


def _run(run: object, chosen: argparse.Namespace) -> int:
    from kiosk.settings import Settings

    settings = Settings.read(os.environ)
    try:
        return int(run(chosen, settings))  # type: ignore[operator]
    except _store_error() as wrong:  # evaluated when something is raised, never before the window's first paint
        from kiosk.commands.saying import Voice

        Voice(settings.language).complain(f"store.{wrong.code}", detail=wrong.detail)
        return 2


def _store_error() -> type[StoreError]:
    from kiosk.store.engine import StoreError

    return StoreError


def _tell() -> None:
    for word, about in WORDS.items():
        print(f"  kiosk {word:14}{about}")


if __name__ == "__main__":
    raise SystemExit(main())
