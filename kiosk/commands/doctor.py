"""`kiosk doctor`: what is broken here, each line with what to do."""

from __future__ import annotations

import json
import os
import shutil
import socket
import stat
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from kiosk.commands.saying import Voice
from kiosk.settings import Settings
from kiosk.settings.machine import SystemClock

RARE = "䶮㛃𠅤𫖯𬱖"  # characters of real names that common fonts lack
LEAST_DISK = 1 << 30  # bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: `level` is ok, note (works, but look) or bad (must be mended); `detail` holds no personal data."""

    subject: str
    level: str
    code: str
    detail: str = ""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")


def run(chosen: Namespace, settings: Settings) -> int:
    voice = Voice(settings.language)
    found = list(examine(settings))
    if chosen.json:
        print(json.dumps([{"subject": f.subject, "level": f.level, "code": f.code, "detail": f.detail} for f in found]))
    else:
        for one in found:
            mark = {"ok": "✔", "note": "▲", "bad": "✖"}[one.level]
            detail = voice(f"printer.{one.detail}") if one.code == "printer.trouble" else one.detail
            print(f"{mark} {voice('doctor.' + one.subject)}: {voice('doctor.' + one.code, detail=detail)}")
    return 1 if any(one.level == "bad" for one in found) else 0


def examine(settings: Settings) -> Iterator[Finding]:
    yield from _fonts(settings)
    yield _input_method()
    yield _display()
    yield from _printers(settings)
    yield _disk(settings)
    yield _clock()
    yield from _files(settings)
    yield _store(settings)
    yield _centre(settings)


def _fonts(settings: Settings) -> Iterator[Finding]:
    from kiosk.paper import Fonts, NoFonts

    try:
        fonts = Fonts(settings.fonts)
    except NoFonts:
        yield Finding("fonts", "bad", "fonts.none", str(settings.fonts))
        return
    yield Finding("fonts", "ok", "fine")
    lacking = "".join(character for character in RARE if fonts.face(character) is None)
    yield Finding("rare", "note" if lacking else "ok", "rare.lacking" if lacking else "fine", lacking)


def _input_method() -> Finding:
    """PySide6's wheels carry no fcitx plug-in: Chinese typing on Linux needs one beside it, or ibus."""
    if not sys.platform.startswith("linux"):
        return Finding("input", "ok", "fine")
    wanted = os.environ.get("QT_IM_MODULE", "") or os.environ.get("XMODIFIERS", "").removeprefix("@im=")
    if not wanted:
        return Finding("input", "note", "input.none")
    return Finding(
        "input", "note" if wanted.startswith("fcitx") else "ok", "input.fcitx" if wanted.startswith("fcitx") else "fine"
    )


def _display() -> Finding:
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return Finding("display", "note", "display.none")
    return Finding("display", "ok", "fine")


def _printers(settings: Settings) -> Iterator[Finding]:
    from kiosk.devices.finding import found
    from kiosk.devices.printers import CAN_PRINT, BadPrinters

    try:
        for one in found(settings):
            fit = one.status in CAN_PRINT
            code = "printer.trouble" if not fit else "fine" if one.chosen else "printer.files"
            yield Finding(f"printer.{one.media}", "ok" if fit else "bad", code, one.status.value)
    except BadPrinters as broken:
        medium = "a4" if broken.field.startswith("a4") else "slip"
        yield Finding(f"printer.{medium}", "bad", "printer.broken", broken.field)


def _disk(settings: Settings) -> Finding:
    free = shutil.disk_usage(settings.home).free
    shown = f"{free / (1 << 30):.1f} GB"
    return Finding(
        "disk", "ok" if free > LEAST_DISK else "bad", "disk.free" if free > LEAST_DISK else "disk.full", shown
    )


def _clock() -> Finding:
    from kiosk.desk.tools import BUILT

    now = SystemClock().now()
    return (
        Finding("clock", "ok", "fine")
        if now.wall > BUILT
        else Finding("clock", "bad", "clock.old", now.day.isoformat())
    )


def _files(settings: Settings) -> Iterator[Finding]:
    """Files belong to one account, folders 0700, files 0600."""
    own = [settings.home, settings.key_file, settings.cache_pointer, *settings.home.glob("*.db*")]
    for path in own:
        if not path.exists():
            continue
        seen = path.stat()
        foreign = hasattr(os, "getuid") and seen.st_uid != os.getuid()
        open_to_others = bool(stat.S_IMODE(seen.st_mode) & 0o077)
        if foreign or open_to_others:
            yield Finding("files", "bad", "files.owner" if foreign else "files.open", path.name)
            return
    yield Finding("files", "ok", "fine")


def _store(settings: Settings) -> Finding:
    """Encrypted, or plain by configuration and said so."""
    from kiosk.store.engine import Cipher, StoreError

    try:
        Cipher(b"\0" * 32 if settings.cipher else None).driver()
    except StoreError as wrong:
        return Finding("store", "bad", f"store.{wrong.code}", wrong.detail)
    return Finding("store", "ok" if settings.cipher else "note", "fine" if settings.cipher else "store.plain")


def _centre(settings: Settings) -> Finding:
    """A centre that does not answer is no fault: every window works without."""
    address = urlsplit(settings.centre_address())
    port = address.port or (443 if address.scheme == "https" else 80)
    try:
        socket.create_connection((address.hostname or "", port), timeout=2).close()
    except OSError:
        return Finding("centre", "note", "centre.away", f"{address.hostname}:{port}")
    return Finding("centre", "ok", "fine")
