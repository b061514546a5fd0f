"""`kiosk deadline --from DATE --days N`: the last day of a term, alone on the last line."""

from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date

from kiosk.commands.saying import Voice
from kiosk.settings import Settings, assets

LONGEST = 3650


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--from", dest="start", required=True, type=date.fromisoformat, metavar="DATE")
    parser.add_argument("--days", required=True, type=_days, metavar="N")
    parser.add_argument("--unit", choices=["working", "natural"], default="working")
    parser.add_argument("--json", action="store_true")


def _days(text: str) -> int:
    if not text.isdigit() or int(text) > LONGEST:
        raise ArgumentTypeError(f"0 … {LONGEST}")
    return int(text)


def run(chosen: Namespace, settings: Settings) -> int:
    last = assets.calendar(settings.assets).last_day(chosen.start, chosen.days, chosen.unit)
    if chosen.json:
        print(json.dumps({"date": last.date.isoformat(), "estimated": last.estimated}))
        return 0
    if last.estimated:
        Voice(settings.language).say("commands.deadline.estimated")
    print(last.date.isoformat())
    return 0
