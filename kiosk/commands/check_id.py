"""`kiosk check-id VALUE`: an identifier: its kind and whether it is valid."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace

from kiosk.commands.saying import Voice
from kiosk.domain.identifiers import IdFault, identify
from kiosk.settings import Settings
from kiosk.settings.machine import SystemClock


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("value")
    parser.add_argument("--json", action="store_true")


def run(chosen: Namespace, settings: Settings) -> int:
    voice = Voice(settings.language)
    found = identify(chosen.value, SystemClock().now().day)
    if isinstance(found, IdFault):
        if chosen.json:
            print(json.dumps({"kind": found.kind, "code": found.code}))
        for words in (voice.words, voice.other):  # the field is named in each sentence's own language
            named = words(f"commands.id.{found.kind or 'any'}")
            print(words(f"refusal.{found.code}", field=named), file=sys.stderr)
        return 1
    if chosen.json:
        print(json.dumps({"kind": found.kind.value, "code": "valid"}))
    else:
        voice.say("commands.id.valid", kind=voice(f"commands.id.{found.kind}"))
    return 0
