"""`kiosk run`: the window."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from kiosk.settings import Settings


def arguments(parser: ArgumentParser) -> None:
    """No options: what the window needs lies in the settings."""


def run(chosen: Namespace, settings: Settings) -> int:
    from kiosk import counter

    return counter.run(settings)
