"""A slip printer on a socket that speaks ESC/POS: it reads commands, keeps the paper as a picture, answers status, and
has faults on request. Bytes that are no command of ours are kept as complaints, not printed as rubbish."""

from __future__ import annotations

import socketserver
import threading
from dataclasses import dataclass, field


@dataclass
class Faults:
    """What the printer suffers from. `dies_after`: bytes after which it drops the line."""

    paper_out: bool = False
    near_end: bool = False
    cover_open: bool = False
    mute: bool = False
    paper_out_after_bands: int | None = None
    dies_after: int | None = None


@dataclass
class Paper:
    """What came out: rows of dots (bytes, eight dots each), cuts, and complaints about illegal bytes."""

    width: int = 0
    rows: list[bytes] = field(default_factory=list)
    cuts: int = 0
    bands: int = 0
    complaints: list[str] = field(default_factory=list)

    def png(self) -> bytes:
        from io import BytesIO

        from PIL import Image, ImageOps

        image = Image.frombytes("1", (self.width * 8, len(self.rows)), b"".join(self.rows))
        out = BytesIO()
        ImageOps.invert(image.convert("L")).save(out, "PNG")
        return out.getvalue()


class SpeakingPrinter(socketserver.ThreadingTCPServer):
    """Listens on a free loopback port (`port`) until closed."""

    allow_reuse_address, daemon_threads = True, True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.faults, self.paper = Faults(), Paper()
        self.port: int = self.server_address[1]
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        self.shutdown()
        self.server_close()

    def answer(self, question: int) -> bytes:
        """The status byte of DLE EOT `question`."""
        bad = self.faults
        if question == 1:
            return bytes([0x12 | (0x08 if bad.cover_open or bad.paper_out else 0)])
        if question == 2:
            return bytes([0x12 | (0x04 if bad.cover_open else 0) | (0x20 if bad.paper_out else 0)])
        return bytes([0x12 | (0x60 if bad.paper_out else 0) | (0x0C if bad.near_end else 0)])


class _Gone(Exception):
    """The line ended."""


class _Talk(socketserver.BaseRequestHandler):
    server: SpeakingPrinter

    def handle(self) -> None:
        self._buffer, self._read = b"", 0
        try:
            while True:
                self._command(self._take(1))
        except (_Gone, OSError):
            return

    def _take(self, count: int) -> bytes:
        while len(self._buffer) < count:
            data = self.request.recv(65536)
            if not data:
                raise _Gone
            self._buffer += data
            self._read += len(data)
            dies = self.server.faults.dies_after
            if dies is not None and self._read > dies:
                raise _Gone
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken

    def _say(self, data: bytes) -> None:
        if not self.server.faults.mute:
            self.request.sendall(data)

    def _command(self, first: bytes) -> None:
        printer = self.server
        if first == b"\x10":
            _, question = self._take(2)
            self._say(printer.answer(question))
        elif first == b"\x1b":
            self._escape(self._take(1))
        elif first == b"\x1d":
            self._group(self._take(1))
        elif first != b"\n":
            printer.paper.complaints.append(f"byte {first.hex()}")

    def _escape(self, letter: bytes) -> None:
        if letter in b"dJa3":  # feed n lines, feed n dots, align, line spacing
            self._take(1)
        elif letter not in b"@2":
            self.server.paper.complaints.append(f"ESC {letter.hex()}")

    def _group(self, letter: bytes) -> None:
        if letter == b"v":
            self._raster()
        elif letter == b"V":
            mode = self._take(1)
            if mode in b"AB":
                self._take(1)
            self.server.paper.cuts += 1
        elif letter == b"r":
            self._take(1)
            if not self.server.faults.paper_out:
                self._say(b"\x00")  # behind everything before it, when that came out
        else:
            self.server.paper.complaints.append(f"GS {letter.hex()}")

    def _raster(self) -> None:
        printer = self.server
        _zero, _mode, x_low, x_high, y_low, y_high = self._take(6)
        width, height = x_low + 256 * x_high, y_low + 256 * y_high
        data = self._take(width * height)
        limit = printer.faults.paper_out_after_bands
        if limit is not None and printer.paper.bands >= limit:
            printer.faults.paper_out = True
            return
        printer.paper.width, printer.paper.bands = width, printer.paper.bands + 1
        printer.paper.rows += [data[i * width : (i + 1) * width] for i in range(height)]
