"""`kiosk accept`: takes one application in, or a folder of them, one after another."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.commands.saying import Voice, code_of
from kiosk.counter import Counter, open_counter
from kiosk.desk.accepting import Application, accept, accept_with_gap, missing, receive_and_tell
from kiosk.desk.tools import Done, Refused
from kiosk.domain.folding import required_papers
from kiosk.domain.numbering import printed
from kiosk.domain.refusals import Code, Refusal
from kiosk.settings import Settings
from kiosk.settings import assets as shipped

LARGEST = 1 << 20  # bytes of one answer file


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--item", required=True, metavar="CODE")
    parser.add_argument(
        "--answers", required=True, type=Path, metavar="FILE", help="answers as JSON; or a folder of such"
    )
    parser.add_argument("--way", required=True, help="self, onsite, agent, assist, appointment, roving")
    parser.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="count on this day (demonstration only)")
    parser.add_argument("--missing", action="append", default=[], metavar="KEY", help="a paper that is not there")
    parser.add_argument(
        "--gap", type=date.fromisoformat, metavar="DATE", help="missing papers follow until then (容缺受理)"
    )
    parser.add_argument("--paper", type=Path, metavar="DIR", help="where papers go")
    parser.add_argument("--json", action="store_true")


def run(chosen: Namespace, settings: Settings) -> int:
    voice = Voice(settings.language)
    counter = open_counter(settings, chosen.on)
    if chosen.on is not None and not counter.tools.ledger.identity.demo:
        voice.complain("commands.accept.on_is_for_demo")
        return 2
    files = sorted(chosen.answers.glob("*.json")) if chosen.answers.is_dir() else [chosen.answers]
    told = [_one(counter, chosen, file, voice) for file in files]
    if chosen.json:
        print(json.dumps(told if chosen.answers.is_dir() else told[0], ensure_ascii=False))
    if chosen.paper is not None:
        _papers(counter, chosen.paper, voice)
    return 0 if told and all("number" in one for one in told) else 1


def _one(counter: Counter, chosen: Namespace, file: Path, voice: Voice) -> dict[str, Any]:
    try:
        done = _take_in(counter, chosen, read(file))
    except Refused as no:
        found = shipped.item_and_form(counter.settings.assets, chosen.item)
        voice.refuse(no.faults, found[1] if found else None)
        return {"refused": [{"field": fault.field, "code": code_of(fault)} for fault in no.faults]}
    if not chosen.json:
        state = voice(f"state.{done.case.state}")
        print(f"{printed(done.case.number)}  {state}  {voice('place.here')}")
        for lack in done.case.lacks:
            print(voice("commands.accept.lacks", key=lack.key))
    return {"number": done.case.number, "hash": done.hash, "state": done.case.state.value}


def _take_in(counter: Counter, chosen: Namespace, data: dict[str, Any]) -> Done:
    rules = counter.tools.rules(chosen.item)
    unknown = [key for key in chosen.missing if rules.item.paper(key) is None]
    if unknown:
        raise Refused(Refusal(Code.PAPER_NOT_ASKED, unknown[0]))
    wrapped = isinstance(data.get("answers"), dict)
    application = Application(
        item=chosen.item,
        way=chosen.way,
        answers=data["answers"] if wrapped else data,
        papers={key: "missing" if key in chosen.missing else "seen" for key in required_papers(rules.item)},
        way_details=demo_details(counter),
        form_version=str(data.get("form_version", "")) if wrapped else "",
    )
    if not missing(rules, application):
        return accept(counter.tools, counter.clerk, application)
    if chosen.gap is not None:
        return accept_with_gap(counter.tools, counter.clerk, application, chosen.gap.isoformat())
    return receive_and_tell(counter.tools, counter.clerk, application)


def demo_details(counter: Counter) -> dict[str, str]:
    """What a way needs beyond the form, from the demonstration world: a helper, an appointment, a visit."""
    helper = next(
        (one for one in counter.tools.station.staff if one.role == "grid_member"), counter.tools.station.staff[0]
    )
    return {"helper": helper.id, "appointment": "示例预约0001", "visit": "示例巡回0001"}


def read(file: Path) -> dict[str, Any]:
    """The answer file; Refused(too_large | not_json) names what is wrong before anything is written."""
    try:
        with file.open("rb") as handle:
            content = handle.read(LARGEST + 1)
    except OSError:
        raise Refused(Refusal(Code.NOT_JSON, "answers")) from None
    if len(content) > LARGEST:
        raise Refused(Refusal(Code.TOO_LARGE, "answers"))
    try:
        data = json.loads(content, object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused(Refusal(Code.NOT_JSON, "answers")) from None
    if not isinstance(data, dict):
        raise Refused(Refusal(Code.NOT_JSON, "answers"))
    return data


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _no_constant(word: str) -> Any:
    raise ValueError(word)


def _papers(counter: Counter, folder: Path, voice: Voice) -> None:
    """Draws and keeps the papers in `folder`. One that cannot be drawn is held and said; it undoes nothing."""
    from kiosk.desk import spooling
    from kiosk.devices.files import FilePrinter

    folder.mkdir(parents=True, exist_ok=True)
    for title, characters in spooling.draw_open(counter.tools, counter.press):
        print(voice("commands.accept.held", title=title, characters=characters), file=sys.stderr)
    printers = {"slip": FilePrinter("slip", folder), "a4": FilePrinter("a4", folder)}
    spooling.print_open(counter.tools, printers)
