"""`kiosk status`: what is on this machine, at the centre, taken, refused."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from kiosk.commands.saying import Voice
from kiosk.counter import open_counter
from kiosk.desk import looking_up
from kiosk.domain.numbering import printed
from kiosk.settings import Settings


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")


def run(chosen: Namespace, settings: Settings) -> int:
    voice = Voice(settings.language)
    counter = open_counter(settings)
    at = looking_up.standing(counter.tools)
    if chosen.json:
        cases = [
            {"number": one.case.number, "hash": one.hash, "state": one.case.state.value, "where": one.whereabouts.value}
            for one in at.cases
        ]
        counts = {"here": at.here, "centre": at.centre, "taken": at.taken, "refused": at.refused}
        print(json.dumps({**counts, "waiting": at.waiting.count, "oldest": at.waiting.oldest, "cases": cases}))
        return 0
    if counter.tools.ledger.identity.demo:
        voice.say("commands.demo")
    if counter.tools.ledger.moved_aside:
        voice.complain("store.moved_aside", detail=counter.tools.ledger.moved_aside)
    voice.say("commands.status", here=at.here, centre=at.centre, taken=at.taken, refused=at.refused)
    if at.waiting.count:
        voice.say("commands.status.waiting", count=at.waiting.count, oldest=at.waiting.oldest[:16].replace("T", " "))
    for one in at.cases:
        reason = f" · {voice('refusal.' + one.refusal.code, field=one.refusal.field)}" if one.refusal else ""
        place = voice(f"place.{one.whereabouts}")
        print(f"{printed(one.case.number)}  {voice('state.' + one.case.state)}  {place}{reason}  {one.hash[:12]}")
    return 0
