"""A printer that can be out of paper, open, mute, slow or dead at a word."""

from __future__ import annotations

import time
from pathlib import Path

from kiosk.devices.files import FilePrinter
from kiosk.devices.printers import CAN_PRINT, End, Media, Outcome, Status


class PretendPrinter:
    """Keeps papers as files and has whatever trouble it is told to have; `printed` are the titles that came out.

    `seconds`: how long a paper takes. `dies_in_the_middle`: the next job is its last, and half of it comes out torn."""

    def __init__(
        self, media: Media, folder: Path, trouble: Status = Status.READY, *, seconds: float = 0.0, dies: bool = False
    ) -> None:
        self.media, self.folder, self.trouble = media, folder, trouble
        self.seconds, self.dies_in_the_middle = seconds, dies
        self.printed: list[str] = []
        self._tray = FilePrinter(media, folder)

    @property
    def name(self) -> str:
        return self.folder.name

    def status(self) -> Status:
        return self.trouble

    def print(self, data: bytes, title: str, copies: int = 1) -> Outcome:
        if self.trouble is Status.MUTE:
            return Outcome(End.UNKNOWN, Status.MUTE)
        if self.trouble not in CAN_PRINT:
            return Outcome(End.FAILED, self.trouble)
        time.sleep(self.seconds)
        if self.dies_in_the_middle:
            self.trouble = Status.OFFLINE
            self._tray.print(data[: len(data) // 2], f"{title}-torn")
            return Outcome(End.UNKNOWN, "line_cut")
        outcome = self._tray.print(data, title)
        if outcome.end is End.CONFIRMED:
            self.printed += [title] * copies
        return outcome
