"""A printer that can be out of paper, open, mute or dead at a word."""

from __future__ import annotations

from pathlib import Path

from kiosk.devices.files import SUFFIX, keep
from kiosk.devices.printers import CAN_PRINT, End, Media, Outcome, Status


class PretendPrinter:
    """Keeps papers as files and has whatever trouble it is told to have; `printed` are the titles that came out."""

    def __init__(self, media: Media, folder: Path, trouble: Status = Status.READY) -> None:
        self.media, self.folder, self.trouble = media, folder, trouble
        self.dies_in_the_middle = False
        self.printed: list[str] = []

    def status(self) -> Status:
        return self.trouble

    def print(self, data: bytes, title: str) -> Outcome:
        if self.trouble is Status.MUTE:
            return Outcome(End.UNKNOWN, Status.MUTE)
        if self.trouble not in CAN_PRINT:
            return Outcome(End.FAILED, self.trouble)
        if self.dies_in_the_middle:
            self.trouble = Status.OFFLINE
            return Outcome(End.UNKNOWN, "line_cut")
        self.folder.mkdir(parents=True, exist_ok=True)
        keep(self.folder, title, SUFFIX[self.media], data)
        self.printed.append(title)
        return Outcome(End.CONFIRMED)
