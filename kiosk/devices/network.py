"""An ESC/POS slip printer on the network (TCP 9100).

A plain socket carries the bytes, not python-escpos' Network: its status says "paper plenty" when nothing answers, its
`_read` takes whatever 16 bytes come, and its import leaks a temporary folder and configures logging (research,
perf-ui 0.6). Silence is unknown here, never success.

Answers are told apart by their fixed bits (Epson, ESC/POS reference), because they do not always come when asked: a
picture whose dots happen to read 10 04 01 is answered like a question, and some printers report on their own (ASB).

    0xx1 xx10   DLE EOT, at once, also when the printer stands still
    0xx0 xxxx   GS r, in its turn: everything before it was done
    0xx1 xx00   ASB, with three more bytes
    0001 00x1   XON, XOFF
"""

from __future__ import annotations

import socket
import time
from contextlib import closing

from kiosk.devices.printers import CAN_PRINT, End, Media, Outcome, Status, checked

PATIENCE = 2.0  # seconds for a status byte
PRINTING = 15.0  # seconds for a long slip to come out
ASK_PRINTER, ASK_OFFLINE, ASK_PAPER = b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"  # DLE EOT 1, 2, 4
WHEN_DONE = b"\x1dr\x01"  # GS r 1: answered in its turn, so after everything before it was printed

AT_ONCE = (0x93, 0x12)  # mask and value
IN_TURN = (0x90, 0x00)
BY_ITSELF = (0x93, 0x10)


class NetworkPrinter:
    """One slip printer by address. `patience`: seconds for a status byte; `printing`: for a slip to come out."""

    media: Media = "slip"

    def __init__(self, host: str, port: int = 9100, patience: float = PATIENCE, printing: float = PRINTING) -> None:
        self.host, self.port = host, port
        self.patience, self.printing = patience, printing

    @property
    def name(self) -> str:
        return f"{self.host}:{self.port}"

    def status(self) -> Status:
        try:
            with closing(self._connect()) as line:
                return line.status()
        except (OSError, UnicodeError):
            return Status.OFFLINE

    def print(self, data: bytes, title: str, copies: int = 1) -> Outcome:
        """Asks, sends, and waits for the printer's word behind the last byte. ESC/POS has no job titles: `title` goes
        nowhere. Before the first byte of the slip every trouble is FAILED; after it, UNKNOWN."""
        checked(title)
        try:
            line = self._connect()
        except (OSError, UnicodeError):  # a host name that is none is a UnicodeError
            return Outcome(End.FAILED, Status.OFFLINE)
        with closing(line):
            try:
                before = line.status()
            except OSError:
                return Outcome(End.FAILED, Status.OFFLINE)
            if before not in CAN_PRINT:
                return Outcome(End.FAILED, before)
            try:
                return self._send(line, data * copies)
            except TimeoutError:  # it stopped taking bytes: its buffer is full and nothing moves
                return Outcome(End.UNKNOWN, Status.MUTE)
            except OSError:
                return Outcome(End.UNKNOWN, "line_cut")

    def _send(self, line: _Line, data: bytes) -> Outcome:
        line.send(data + WHEN_DONE, self.printing)
        done = line.answer(IN_TURN, self.printing) is not None
        after = line.status()  # DLE EOT is answered also by a printer that stands still, and says why it does
        if after not in CAN_PRINT:
            return Outcome(End.UNKNOWN, after)
        return Outcome(End.CONFIRMED) if done else Outcome(End.UNKNOWN, Status.MUTE)

    def _connect(self) -> _Line:
        return _Line(socket.create_connection((self.host, self.port), timeout=self.patience), self.patience)


class _Line:
    """A conversation with the printer. Every method raises OSError when the line is cut."""

    def __init__(self, line: socket.socket, patience: float) -> None:
        self._line, self._patience = line, patience

    def close(self) -> None:
        self._line.close()

    def send(self, data: bytes, patience: float) -> None:
        self._line.settimeout(patience)
        self._line.sendall(data)

    def status(self) -> Status:
        """Three questions; one that is not answered in time is MUTE."""
        answers = []
        for question in (ASK_PRINTER, ASK_OFFLINE, ASK_PAPER):
            self._forget()
            self.send(question, self._patience)
            answer = self.answer(AT_ONCE, self._patience)
            if answer is None:
                return Status.MUTE
            answers.append(answer)
        return _read(*answers)

    def _forget(self) -> None:
        """What came before a question is no answer to it."""
        self._line.setblocking(False)
        try:
            while self._line.recv(4096):
                pass
        except BlockingIOError:
            return
        raise ConnectionError

    def answer(self, kind: tuple[int, int], patience: float) -> int | None:
        """The next byte of this kind (mask, value); what else comes is passed over. None after `patience` seconds."""
        mask, value = kind
        until = time.monotonic() + patience
        while (octet := self._octet(until)) is not None:
            if octet & mask == value:
                return octet
            if octet & BY_ITSELF[0] == BY_ITSELF[1]:
                for _ in range(3):
                    self._octet(until)
        return None

    def _octet(self, until: float) -> int | None:
        left = until - time.monotonic()
        if left <= 0:
            return None
        self._line.settimeout(left)
        try:
            data = self._line.recv(1)
        except TimeoutError:
            return None
        if not data:
            raise ConnectionError
        return data[0]


def _read(printer: int, offline: int, paper: int) -> Status:
    """The bits of DLE EOT 1, 2 and 4."""
    if offline & 0x04:  # an open cover lifts the paper off its sensor, so it is asked first
        return Status.COVER_OPEN
    if paper & 0x60 or offline & 0x20:
        return Status.PAPER_OUT
    if offline & 0x40:
        return Status.BROKEN
    if printer & 0x08:
        return Status.OFFLINE
    return Status.PAPER_NEAR_END if paper & 0x0C else Status.READY
