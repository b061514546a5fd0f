"""`python -m sync.centre serve|decide|report|cases|code|pin|terms|restored`: the reference city centre."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from kiosk.domain.cases import Case
from kiosk.domain.facts import CENTRE, Kind
from kiosk.domain.numbering import parse, printed
from kiosk.domain.roster import LONGEST, SHORTEST, weak
from kiosk.settings import DEFAULT_CENTRE, Settings, assets
from kiosk.settings.machine import SystemClock, SystemIds
from kiosk.words import Words
from sync.centre import deciding, rosters
from sync.centre import tables as t
from sync.centre.centre import Centre
from sync.centre.database import embedded, open_database

DEMO_DESK = "00100101A"


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="kiosk-centre", description="The reference city centre.")
    parser.add_argument(
        "--database", default=os.environ.get("CENTRE_DATABASE", ""), help="postgresql+psycopg://… (default: embedded)"
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    serve_ = verbs.add_parser("serve", help="answer desks and reviewers")
    serve_.add_argument("--host", default="127.0.0.1")
    serve_.add_argument("--port", type=int, default=0, help="default: 8642, or any free port when it is taken")
    cases_ = verbs.add_parser("cases", help="every case with the hash of its desk's newest fact")
    cases_.add_argument("--json", action="store_true")
    report_ = verbs.add_parser("report", help="how many cases stand where")
    report_.add_argument("--json", action="store_true")
    decide_ = verbs.add_parser("decide", help="write one fact of the centre about a case")
    decide_.add_argument("number")
    decide_.add_argument("kind", choices=[kind.value for kind in Kind])
    decide_.add_argument("--body", default="{}", help="the fact's body as JSON")
    decide_.add_argument("--by", default="222401000000-03")
    code_ = verbs.add_parser("code", help="a one-time enrolment code for a desk")
    code_.add_argument("desk", help="site (6) + desk (2) + life (1), such as 00300101A")
    pin_ = verbs.add_parser(
        "pin", help="set somebody's PIN (read from standard input); it travels to the station's desks"
    )
    pin_.add_argument("staff", help="the person's id, such as 222401001001-03")
    pin_.add_argument("--remove", action="store_true", help="this person no longer signs in anywhere")
    verbs.add_parser("terms", help="turn terms that passed into facts")
    verbs.add_parser("restored", help="say that the database was restored from a backup: a new epoch")
    chosen = parser.parse_args(words)
    settings = Settings.read(os.environ)
    engine = open_database(chosen.database) if chosen.database else embedded(settings.centre_folder)
    centre = Centre(engine, SystemClock(), SystemIds(), settings.assets)
    try:
        return int(globals()[f"_{chosen.verb}"](centre, settings, chosen))
    finally:
        engine.dispose()


def _serve(centre: Centre, settings: Settings, chosen: argparse.Namespace) -> int:
    import uvicorn

    from sync.centre.http import application

    _leave_demo_code(centre, settings)
    listener = _listen(chosen.host, chosen.port)
    address = f"http://{chosen.host}:{listener.getsockname()[1]}"
    settings.centre_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_whole(settings.centre_address_file, address)
    print(f"city centre (reference) at {address}, review desk at {address}/review", flush=True)
    config = uvicorn.Config(application(centre), log_level="warning", access_log=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[listener])
    return 0


def _listen(host: str, port: int) -> socket.socket:
    """The asked port; by default the usual one, or any free one when that is taken."""
    usual = int(DEFAULT_CENTRE.rsplit(":", 1)[1])
    for wanted in [port] if port else [usual, 0]:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, wanted))
        except OSError:
            listener.close()
            if port:
                raise SystemExit(f"port {port} is taken") from None
            continue
        listener.listen(128)
        return listener
    raise SystemExit("no free port")


def _write_whole(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    part.write_text(text)
    part.chmod(0o600)
    part.replace(path)


def _leave_demo_code(centre: Centre, settings: Settings) -> None:
    """The demonstration station is enrolled like any other: with a one-time code, which the embedded centre leaves where
    IT staff would put it. A code is left only for a desk that was never enrolled here."""
    with centre.reading() as at:
        known = at.execute(select(t.desks.c.desk).where(t.desks.c.desk == DEMO_DESK)).scalar()
    if known is None and not settings.enrolment_code.exists():
        _write_whole(settings.enrolment_code, centre.issue_code(DEMO_DESK))
    station = assets.station(settings.assets, DEMO_DESK[:6])
    roster = assets.demo_roster(settings.assets, station.code) if station is not None else None
    if roster is not None:
        rosters.take_in(centre, DEMO_DESK[:6], roster.people)


def _cases(centre: Centre, settings: Settings, chosen: argparse.Namespace) -> int:
    newest: dict[str, str] = {}
    with centre.reading() as at:
        query = select(t.facts.c.number, t.facts.c.hash).where((t.facts.c.desk != CENTRE) & (t.facts.c.code == ""))
        for number, own in at.execute(query.order_by(t.facts.c.order)):
            newest[number] = own
        states = dict(at.execute(select(t.cases.c.number, t.cases.c.state)).tuples().all())
    found = [
        {"number": number, "hash": newest[number], "state": states[number]} for number in newest if number in states
    ]
    if chosen.json:
        print(json.dumps(found))
    else:
        zh = Words("zh")
        for one in found:
            print(printed(one["number"]), zh(f"state.{one['state']}"), one["hash"][:12])
    return 0


def _report(centre: Centre, settings: Settings, chosen: argparse.Namespace) -> int:
    with centre.reading() as at:
        states = sorted(at.execute(select(t.cases.c.state)).scalars())
    counts = {state: states.count(state) for state in dict.fromkeys(states)}
    if chosen.json:
        print(json.dumps({"cases": len(states), "states": counts}))
    else:
        zh = Words("zh")
        for state, count in counts.items():
            print(f"{zh(f'state.{state}')}: {count}")
        print(f"{len(states)}")
    return 0


def _decide(centre: Centre, settings: Settings, chosen: argparse.Namespace) -> int:
    number = parse(chosen.number)
    if isinstance(number, str):
        print(Words("zh")(f"refusal.{number}", field="办件编号"), file=sys.stderr)
        return 1
    try:
        body = json.loads(chosen.body)
    except ValueError:
        print(Words("zh")("refusal.not_json"), file=sys.stderr)
        return 1
    after = deciding.write(centre, number.stored, Kind(chosen.kind), body, chosen.by)
    if isinstance(after, Case):
        print(printed(after.number), Words("zh")(f"state.{after.state}"))
        return 0
    print(Words("zh")(f"refusal.{after.code}", field=after.field, **after.values), file=sys.stderr)
    return 1


def _code(centre: Centre, settings: Settings, chosen: argparse.Namespace) -> int:
    print(centre.issue_code(chosen.desk))
    return 0


def _pin(centre: Centre, settings: Settings, chosen: argparse.Namespace) -> int:
    """A PIN is never an argument: those stand in the list of processes and in the shell's history."""
    zh = Words("zh")
    if chosen.remove:
        name = rosters.remove(centre, chosen.staff)
    else:
        pin = getpass.getpass("PIN: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
        if why := weak(pin):
            print(zh(f"pin.{why}", shortest=SHORTEST, longest=LONGEST), file=sys.stderr)
            return 1
        from argon2 import PasswordHasher

        name = rosters.set_pin(centre, assets.stations(settings.assets), chosen.staff, PasswordHasher().hash(pin))
    print(name or zh("refusal.unknown_staff"), file=sys.stdout if name else sys.stderr)
    return 0 if name else 1


def _terms(centre: Centre, settings: Settings, chosen: argparse.Namespace) -> int:
    for case in deciding.pass_terms(centre):
        print(printed(case.number), Words("zh")(f"state.{case.state}"))
    return 0


def _restored(centre: Centre, settings: Settings, chosen: argparse.Namespace) -> int:
    print(centre.restored())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
