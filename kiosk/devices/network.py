"""An ESC/POS slip printer on the network (TCP 9100).

A plain socket carries the bytes: python-escpos' status says "paper plenty" when nothing answers, and its import leaks a
temporary folder and configures logging (research, perf-ui 0.6). Silence is unknown here, never success.
"""

from __future__ import annotations

import socket
from contextlib import closing

from kiosk.devices.printers import CAN_PRINT, End, Media, Outcome, Status

PATIENCE = 2.0  # seconds for a status byte
PRINTING = 15.0  # seconds for a long slip to come out
ASK_PRINTER, ASK_OFFLINE, ASK_PAPER = b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"  # DLE EOT 1, 2, 4
WHEN_DONE = b"\x1dr\x01"  # GS r 1: answered in order, so after everything before it was printed


class NetworkPrinter:
    """One slip printer by address."""

    media: Media = "slip"

    def __init__(self, host: str, port: int = 9100) -> None:
        self.host, self.port = host, port

    def status(self) -> Status:
        try:
            with closing(self._connect()) as line:
                return _status(line)
        except OSError:
            return Status.OFFLINE

    def print(self, data: bytes, title: str) -> Outcome:
        """Asks, sends, and waits for the printer's word behind the last byte."""
        try:
            line = self._connect()
        except OSError:
            return Outcome(End.FAILED, Status.OFFLINE)
        with closing(line):
            try:
                before = _status(line)
            except OSError:
                return Outcome(End.FAILED, Status.OFFLINE)
            if before not in CAN_PRINT:
                return Outcome(End.FAILED, before)
            try:
                line.settimeout(PRINTING)
                line.sendall(data + WHEN_DONE)
                if not _byte(line, PRINTING):
                    return Outcome(End.UNKNOWN, Status.MUTE)
                after = _status(line)
            except OSError:
                return Outcome(End.UNKNOWN, "line_cut")
            return Outcome(End.CONFIRMED) if after in CAN_PRINT else Outcome(End.UNKNOWN, after)

    def _connect(self) -> socket.socket:
        return socket.create_connection((self.host, self.port), timeout=PATIENCE)


def _status(line: socket.socket) -> Status:
    """DLE EOT: bits of three answers; silence is MUTE."""
    answers = []
    for question in (ASK_PRINTER, ASK_OFFLINE, ASK_PAPER):
        line.sendall(question)
        answer = _byte(line, PATIENCE)
        if not answer:
            return Status.MUTE
        answers.append(answer[0])
    printer, offline, paper = answers
    if paper & 0x60:
        return Status.PAPER_OUT
    if offline & 0x04:
        return Status.COVER_OPEN
    if offline & 0x40:
        return Status.BROKEN
    if printer & 0x08:
        return Status.OFFLINE
    return Status.PAPER_NEAR_END if paper & 0x0C else Status.READY


def _byte(line: socket.socket, patience: float) -> bytes:
    line.settimeout(patience)
    try:
        return line.recv(1)
    except TimeoutError:
        return b""
