"""A slip printer on a socket that speaks ESC/POS: it reads commands, keeps the paper as a picture, answers status, and
has faults on request. Bytes that are no command of ours are kept as complaints, not printed as rubbish.

It behaves as printers do where that hurts: DLE EOT is answered at once, also while the printer stands still and also
where the dots of a picture happen to read like one; what it took in before it stood still it prints when paper comes,
even when the one who sent it has hung up; GS r is answered in its turn, to the line that it came by.
"""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

BUFFER = 16384  # bytes taken in and not yet printed; when it is full the line waits


@dataclass
class Faults:
    """What the printer suffers from. Bytes are counted over all that it was ever sent, questions too."""

    paper_out: bool = False
    near_end: bool = False
    cover_open: bool = False
    jammed: bool = False
    mute: bool = False
    paper_out_after_bands: int | None = None
    paper_out_at_cut: bool = False
    mute_after: int | None = None  # from this byte on nothing is answered
    resets_after: int | None = None  # at this byte it starts anew: the line is reset, the buffer empty
    seconds_a_band: float = 0.0


@dataclass
class Paper:
    """What came out: rows of dots (bytes, eight dots each), cuts, and complaints about illegal bytes."""

    width: int = 0
    rows: list[bytes] = field(default_factory=list)
    cuts: int = 0
    bands: int = 0
    complaints: list[str] = field(default_factory=list)

    def png(self) -> bytes:
        """The paper as a picture, white where nothing was burnt."""
        from io import BytesIO

        from PIL import Image, ImageOps

        across = max(self.width, 1)
        rows = [row.ljust(across, b"\0") for row in self.rows] or [b"\0" * across]
        image = Image.frombytes("1", (across * 8, len(rows)), b"".join(rows))
        out = BytesIO()
        ImageOps.invert(image.convert("L")).save(out, "PNG")
        return out.getvalue()


class SpeakingPrinter(socketserver.ThreadingTCPServer):
    """Listens on a free loopback port (`port`) until closed. `dots` is the width of its head."""

    allow_reuse_address, daemon_threads = True, True

    def __init__(self, dots: int = 576) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.faults, self.paper, self.dots = Faults(), Paper(), dots
        self.port: int = self.server_address[1]
        self.taken = 0  # bytes
        self.closed = False
        self.changed = threading.Condition()
        self.one_line = threading.Lock()  # as printers do: who comes second waits until the first has hung up
        self.buffer: deque[tuple[int, _Talk]] = deque()
        self.starts = 0  # how often it started anew
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        self._head = threading.Thread(target=_Head(self).run, daemon=True)
        self._head.start()

    def close(self) -> None:
        with self.changed:
            self.closed = True
            self.changed.notify_all()
        self.shutdown()
        self.server_close()
        self._head.join(5)

    def mend(self) -> None:
        """A person puts paper in, shuts the cover and frees the knife; what was waiting is printed."""
        with self.changed:
            bad = self.faults
            bad.paper_out = bad.cover_open = bad.jammed = bad.mute = bad.paper_out_at_cut = False
            bad.paper_out_after_bands = bad.mute_after = None
            self.changed.notify_all()

    @property
    def stands_still(self) -> bool:
        return self.faults.paper_out or self.faults.cover_open or self.faults.jammed

    def answer(self, question: int) -> bytes:
        """The status byte of DLE EOT `question` (1 to 4)."""
        bad = self.faults
        bits = {
            1: 0x08 if self.stands_still else 0,
            2: (0x04 if bad.cover_open else 0) | (0x20 if bad.paper_out else 0) | (0x40 if bad.jammed else 0),
            3: 0x08 if bad.jammed else 0,
            4: (0x60 if bad.paper_out else 0) | (0x0C if bad.near_end or bad.paper_out else 0),
        }
        return bytes([0x12 | bits[question]])

    def start_anew(self) -> None:
        with self.changed:
            self.buffer.clear()
            self.starts += 1
            self.changed.notify_all()


class _Talk(socketserver.BaseRequestHandler):
    """One line: takes bytes in and answers at once what must be answered at once."""

    server: SpeakingPrinter

    def handle(self) -> None:
        self._last = b""
        with self.server.one_line, suppress(OSError):
            while data := self.request.recv(4096):
                for octet in data:
                    if not self._take(octet):
                        return

    def _take(self, octet: int) -> bool:
        printer = self.server
        printer.taken += 1
        resets = printer.faults.resets_after
        if resets is not None and printer.taken > resets:
            printer.faults.resets_after = None
            printer.start_anew()
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.request.close()  # lingering for no time resets the line
            return False
        with printer.changed:
            printer.changed.wait_for(lambda: len(printer.buffer) < BUFFER or printer.closed)
            printer.buffer.append((octet, self))
            printer.changed.notify_all()
        self._last = (self._last + bytes([octet]))[-3:]
        if self._last[:2] == b"\x10\x04" and len(self._last) == 3 and octet in (1, 2, 3, 4):
            self.say(printer.answer(octet))
        return not printer.closed

    def say(self, data: bytes) -> None:
        silent = self.server.faults.mute_after
        if self.server.faults.mute or (silent is not None and self.server.taken > silent):
            return
        with suppress(OSError):  # whoever asked has hung up
            self.request.sendall(data)


class _Closed(Exception):
    """The printer was switched off."""


class _Anew(Exception):
    """The printer started anew and forgot the command that it was reading."""


class _Head:
    """Burns what was taken in, command by command, and waits while the printer stands still."""

    def __init__(self, printer: SpeakingPrinter) -> None:
        self._printer, self._paper = printer, printer.paper
        self._line: _Talk | None = None
        self._starts = 0

    def run(self) -> None:
        with suppress(_Closed):
            while True:
                with suppress(_Anew):
                    self._command(self._octet())

    def _octet(self) -> int:
        printer = self._printer
        with printer.changed:
            self._pause(lambda: bool(printer.buffer) and not printer.stands_still)
            octet, self._line = printer.buffer.popleft()
            printer.changed.notify_all()
        return octet

    def _octets(self, count: int) -> bytes:
        return bytes(self._octet() for _ in range(count))

    def _wait(self) -> None:
        """Until it can print."""
        with self._printer.changed:
            self._pause(lambda: not self._printer.stands_still)

    def _pause(self, ready: Callable[[], bool]) -> None:
        """Holds the printer's condition until `ready`. Raises _Closed, _Anew."""
        printer = self._printer
        printer.changed.wait_for(lambda: printer.closed or printer.starts != self._starts or ready())
        if printer.closed:
            raise _Closed
        if printer.starts != self._starts:
            self._starts = printer.starts
            raise _Anew

    def _complain(self, what: str) -> None:
        self._paper.complaints.append(what)

    def _command(self, first: int) -> None:
        if first == 0x10:
            self._at_once()
        elif first == 0x1B:
            self._escape(self._octet())
        elif first == 0x1D:
            self._group(self._octet())
        elif first != 0x0A:
            self._complain(f"byte {first:02x}")

    def _at_once(self) -> None:
        """DLE: answered long ago, when it was taken in."""
        letter, number = self._octets(2)
        if letter != 0x04 or number not in (1, 2, 3, 4):
            self._complain(f"DLE {letter:02x} {number:02x}")

    def _escape(self, letter: int) -> None:
        if letter in b"dJa3":  # feed n lines, feed n dots, align, line spacing
            self._octet()
        elif letter not in b"@2":
            self._complain(f"ESC {letter:02x}")

    def _group(self, letter: int) -> None:
        if letter == ord("v"):
            self._raster()
        elif letter == ord("V"):
            self._cut()
        elif letter == ord("r"):
            self._in_turn(self._octet())
        else:
            self._complain(f"GS {letter:02x}")

    def _cut(self) -> None:
        mode = self._octet()
        if mode in b"AB":
            self._octet()
        elif mode not in (0, 1, 48, 49):
            self._complain(f"GS V {mode:02x}")
        self._paper.cuts += 1
        if self._printer.faults.paper_out_at_cut:
            self._printer.faults.paper_out = True

    def _in_turn(self, number: int) -> None:
        if number not in (1, 2, 49, 50):
            self._complain(f"GS r {number:02x}")
            return
        self._wait()
        near = self._printer.faults.near_end and number in (1, 49)
        if self._line:
            self._line.say(b"\x03" if near else b"\x00")

    def _raster(self) -> None:
        zero, mode, x_low, x_high, y_low, y_high = self._octets(6)
        width, height = x_low + 256 * x_high, y_low + 256 * y_high
        if zero != 0x30 or mode not in (0, 1, 2, 3, 48, 49, 50, 51) or not width or not height:
            self._complain(f"GS v {zero:02x} {mode:02x} {width}x{height}")
        if width * 8 > self._printer.dots:
            self._complain(f"{width * 8} dots are wider than the head")
        rows = list(self._rows(width, height))
        limit = self._printer.faults.paper_out_after_bands
        if limit is not None and self._paper.bands >= limit:
            self._printer.faults.paper_out = True
        self._wait()
        with self._printer.changed:
            self._printer.changed.wait_for(lambda: self._printer.closed, timeout=self._printer.faults.seconds_a_band)
        self._paper.width = max(self._paper.width, width)
        self._paper.rows += rows
        self._paper.bands += 1

    def _rows(self, width: int, height: int) -> Iterator[bytes]:
        for _ in range(height):
            yield self._octets(width)
