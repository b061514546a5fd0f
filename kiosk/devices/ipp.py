"""Two questions to CUPS in its own protocol (IPP, RFC 8010 and 8011): how a printer is, how a job ended.

`lpstat -W completed` lists aborted and cancelled jobs among the completed ones, and shows the same reasons for both
(cups 2.4.2: "processing-to-stop-point"), so a job that never came out would read as printed. Only the attribute
job-state tells them apart, and no program of cups-client shows it.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Mapping, Sequence
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote, urlsplit

Value = int | str | None
SOCKETS = (Path("/run/cups/cups.sock"), Path("/private/var/run/cupsd"))
GET_JOB, GET_PRINTER = 0x0009, 0x000B
PATIENCE = 5.0  # seconds for an answer

_OPERATION, _END = 0x01, 0x03
_INTEGER, _BOOLEAN, _ENUM, _KEYWORD, _URI, _CHARSET, _LANGUAGE = 0x21, 0x22, 0x23, 0x44, 0x45, 0x47, 0x48


class NoAnswer(Exception):
    """Nobody there, nothing that is IPP, or a refusal (`status`, RFC 8011 4.1.6; 0x0406 is not found)."""

    def __init__(self, status: int = 0) -> None:
        super().__init__(status)
        self.status = status


def printer(server: str, queue: str, wanted: Sequence[str]) -> Mapping[str, Sequence[Value]]:
    """A queue's attributes. `server`: "host:port", the path of a socket, or "" for this machine's. Raises NoAnswer."""
    return _ask(server, GET_PRINTER, queue, None, wanted)


def job(server: str, queue: str, number: int, wanted: Sequence[str]) -> Mapping[str, Sequence[Value]]:
    """A job's attributes. Raises NoAnswer."""
    return _ask(server, GET_JOB, queue, number, wanted)


def _ask(
    server: str, operation: int, queue: str, number: int | None, wanted: Sequence[str]
) -> Mapping[str, Sequence[Value]]:
    body = _question(operation, f"ipp://localhost/printers/{quote(queue)}", number, wanted)
    try:
        with closing(_line(server)) as line:
            line.request("POST", "/", body, {"Content-Type": "application/ipp", "Host": "localhost"})
            answer = line.getresponse()
            data = answer.read()
    except (OSError, HTTPException, ValueError):
        raise NoAnswer from None
    if answer.status != 200:
        raise NoAnswer
    return read(data)


class _SocketLine(HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=PATIENCE)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(PATIENCE)
        self.sock.connect(self._path)


def _line(server: str) -> HTTPConnection:
    if not server:
        server = next((str(path) for path in SOCKETS if path.exists()), "localhost")
    if server.startswith("/"):
        return _SocketLine(server)
    place = urlsplit(f"//{server}")
    return HTTPConnection(place.hostname or "localhost", place.port or 631, timeout=PATIENCE)


def _attribute(tag: int, name: str, value: bytes) -> bytes:
    encoded = name.encode("ascii")
    return struct.pack(">BH", tag, len(encoded)) + encoded + struct.pack(">H", len(value)) + value


def _question(operation: int, uri: str, number: int | None, wanted: Sequence[str]) -> bytes:
    parts = [
        struct.pack(">HHIB", 0x0200, operation, 1, _OPERATION),
        _attribute(_CHARSET, "attributes-charset", b"utf-8"),
        _attribute(_LANGUAGE, "attributes-natural-language", b"en"),
        _attribute(_URI, "printer-uri", uri.encode("ascii")),
    ]
    if number is not None:
        parts.append(_attribute(_INTEGER, "job-id", struct.pack(">i", number)))
    names = ["requested-attributes"] + [""] * (len(wanted) - 1)  # a further value of an attribute has no name
    parts += [_attribute(_KEYWORD, name, one.encode("ascii")) for name, one in zip(names, wanted, strict=True)]
    return b"".join([*parts, bytes([_END])])


def read(data: bytes) -> Mapping[str, Sequence[Value]]:
    """The attributes of an answer by name, in order. Raises NoAnswer for a refusal and for bytes that are no IPP."""
    try:
        status = struct.unpack_from(">H", data, 2)[0]
        if status >= 0x0100:
            raise NoAnswer(status)
        found: dict[str, list[Value]] = {}
        at, name = 8, ""
        while (tag := data[at]) != _END:
            at += 1
            if tag < 0x10:  # the next group begins
                continue
            first, at = _counted(data, at)
            raw, at = _counted(data, at)
            name = first.decode("ascii") or name
            found.setdefault(name, []).append(_value(tag, raw))
    except (struct.error, IndexError, UnicodeDecodeError):
        raise NoAnswer from None
    return found


def _counted(data: bytes, at: int) -> tuple[bytes, int]:
    """A piece behind its length, and where the next begins."""
    size = struct.unpack_from(">H", data, at)[0]
    end = at + 2 + size
    if end > len(data):
        raise IndexError
    return data[at + 2 : end], end


def _value(tag: int, raw: bytes) -> Value:
    if tag < 0x20:  # "no value" and its like
        return None
    if tag in (_INTEGER, _ENUM):
        return int(struct.unpack(">i", raw)[0])
    return raw[0] if tag == _BOOLEAN else raw.decode("utf-8", errors="replace")
