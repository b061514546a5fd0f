"""A printer that keeps papers as files, whole and durable, and never writes over one."""

from __future__ import annotations

import errno
import os
import tempfile
from itertools import count
from pathlib import Path

from kiosk.devices.printers import End, Media, Outcome, Status, checked

SUFFIX = {"slip": ".escpos", "a4": ".pdf"}


class FilePrinter:
    """Papers as DIR/<title>.pdf or .escpos; a name that is taken gets -2, -3 …"""

    def __init__(self, media: Media, folder: Path) -> None:
        self.media, self.folder = media, folder

    @property
    def name(self) -> str:
        return self.folder.name

    def status(self) -> Status:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            return Status.OFFLINE
        return Status.READY if os.access(self.folder, os.W_OK | os.X_OK) else Status.OFFLINE

    def print(self, data: bytes, title: str, copies: int = 1, picture: bytes | None = None) -> Outcome:
        """Keeps the paper, once however many copies are wanted, and beside it its picture (PNG) where one is given,
        under the same name."""
        if self.status() is not Status.READY:
            return Outcome(End.FAILED, Status.OFFLINE)
        try:
            kept = keep(self.folder, checked(title), SUFFIX[self.media], data)
            if picture is not None:
                keep(self.folder, kept.stem, ".png", picture)
        except OSError as wrong:
            full = wrong.errno in (errno.ENOSPC, errno.EDQUOT)
            return Outcome(End.FAILED, "disk_full" if full else "disk")
        return Outcome(End.CONFIRMED)


def keep(folder: Path, title: str, suffix: str, data: bytes) -> Path:
    """Writes a file whole: beside its place (0600, it holds a resident's data), flushed, then given its name, so that
    nothing is written over and a half paper never bears a name. Raises OSError."""
    handle, named = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
    part = Path(named)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        target = _named(part, folder, title, suffix)
    finally:
        part.unlink(missing_ok=True)
    try:
        _flush_folder(folder)
    except OSError:
        target.unlink(missing_ok=True)  # it will be called failed: nothing came out
        raise
    return target


def _named(part: Path, folder: Path, title: str, suffix: str) -> Path:
    """Gives the part the first name that is free."""
    for number in count(1):
        target = folder / (f"{title}{suffix}" if number == 1 else f"{title}-{number}{suffix}")
        try:
            os.link(part, target)
        except FileExistsError:
            continue
        except OSError as wrong:
            if wrong.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EACCES):
                raise
            if not _moved(part, target):
                continue
        return target
    raise AssertionError


def _moved(part: Path, target: Path) -> bool:
    """Where a disk knows no links (FAT sticks): the name is taken first, empty, then the whole file moved onto it."""
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    part.replace(target)
    return True


def _flush_folder(folder: Path) -> None:
    """The name is durable too; Windows opens no folder and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
