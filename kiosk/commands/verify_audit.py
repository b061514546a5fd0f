"""`kiosk verify-audit`: walks the chains of facts and audit lines."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from kiosk.commands.saying import Voice
from kiosk.counter import open_counter
from kiosk.desk import looking_up
from kiosk.settings import Settings


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")


def run(chosen: Namespace, settings: Settings) -> int:
    voice = Voice(settings.language)
    lines, facts, broken = looking_up.verify_audit(open_counter(settings).tools)
    if chosen.json:
        break_ = {"chain": broken.chain, "line": broken.line, "why": broken.why} if broken else None
        print(json.dumps({"lines": lines, "facts": facts, "broken": break_}))
    elif broken:
        voice.complain("commands.audit.broken", chain=broken.chain, line=broken.line, why=broken.why)
    else:
        voice.say("commands.audit.whole", lines=lines, facts=facts)
    return 1 if broken else 0
