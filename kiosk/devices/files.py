"""A printer that keeps papers as files, whole and durable, and never writes over one."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

from kiosk.devices.printers import End, Media, Outcome, Status

SUFFIX = {"slip": ".escpos", "a4": ".pdf"}


class FilePrinter:
    """Papers as DIR/<title>.pdf or .escpos; a name that is taken gets -2, -3 …"""

    def __init__(self, media: Media, folder: Path) -> None:
        self.media, self.folder = media, folder

    def status(self) -> Status:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            return Status.OFFLINE
        return Status.READY if os.access(self.folder, os.W_OK) else Status.OFFLINE

    def print(self, data: bytes, title: str) -> Outcome:
        if self.status() is not Status.READY:
            return Outcome(End.FAILED, Status.OFFLINE)
        try:
            keep(self.folder, title, SUFFIX[self.media], data)
        except OSError as full:
            return Outcome(End.FAILED, "disk_full" if full.errno == 28 else "disk")
        return Outcome(End.CONFIRMED)


def keep(folder: Path, title: str, suffix: str, data: bytes) -> Path:
    """Writes a file whole: beside its place, flushed, then linked into it, so that nothing is written over."""
    part = folder / f".{title}{suffix}.part"
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        for number in count(1):
            target = folder / (f"{title}{suffix}" if number == 1 else f"{title}-{number}{suffix}")
            try:
                os.link(part, target)
            except FileExistsError:
                continue
            return target
    finally:
        part.unlink(missing_ok=True)
    raise AssertionError
