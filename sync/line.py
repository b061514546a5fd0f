"""The line to the centre. `requests` is used here only; the simulation hands in a line of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync import wire

T = TypeVar("T", bound=msgspec.Struct)
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class LineCut(Exception):
    """No answer: the centre may or may not have taken what was sent. Nothing is known, nothing is dropped."""


class SaidNo(Exception):
    """The centre answered, and it was a no to the whole request."""

    def __init__(self, status: int, no: wire.No) -> None:
        super().__init__(f"{status} {no.code}")
        self.status, self.code, self.wants, self.epoch = status, no.code, no.wants, no.epoch


class Carrier(Protocol):
    """Carries one request: (status, body). Raises LineCut when no whole answer came."""

    def carry(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]: ...


class HttpCarrier:
    """HTTP with one kept connection. TLS unless the address is loopback."""

    def __init__(self, address: Callable[[], str]) -> None:
        import requests

        self._requests, self._address, self._session = requests, address, requests.Session()
        self._session.trust_env = False

    def carry(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        address = self._address().rstrip("/")
        parts = urlsplit(address)
        if parts.scheme != "https" and parts.hostname not in LOOPBACK:
            raise LineCut("no TLS")
        try:
            answer = self._session.post(address + path, data=body, headers=dict(headers), timeout=(5, 60))
            return answer.status_code, answer.content
        except self._requests.RequestException as broken:
            raise LineCut(type(broken).__name__) from None


@dataclass
class Line:
    """Signed talk of one desk with the centre. Learns the nonce by asking, and asks again when it went stale."""

    carrier: Carrier
    desk: str
    private_key: bytes
    _nonce: str = ""
    _signer: Any = field(default=None, repr=False)

    def ask(self, path: str, message: msgspec.Struct, kind: type[T]) -> T:
        """One request and its answer. Raises LineCut or SaidNo."""
        body = wire.pack(message)
        for attempt in (1, 2):
            try:
                return self._once(path, body, kind)
            except SaidNo as no:
                if no.code != "stale_nonce" or attempt == 2:
                    raise
                self._nonce = no.wants
        raise AssertionError  # the second attempt returns or raises

    def _once(self, path: str, body: bytes, kind: type[T]) -> T:
        headers = {"content-type": "application/vnd.jiamenkou+zstd"}
        if path not in wire.UNSIGNED:
            headers |= self._signature(path, body)
        status, data = self.carrier.carry(path, headers, body)
        try:
            if status != 200:
                raise SaidNo(status, wire.unpack(data, wire.No))
            return wire.unpack(data, kind, largest=1 << 30)
        except wire.Unreadable as broken:
            raise LineCut(broken.code) from None  # a torn answer, or a proxy's own page

    def _signature(self, path: str, body: bytes) -> dict[str, str]:
        if self._signer is None:
            self._signer = Ed25519PrivateKey.from_private_bytes(self.private_key)
        message = wire.to_sign(path, self.desk, self._nonce, body)
        return {"x-desk": self.desk, "x-nonce": self._nonce, "x-signature": self._signer.sign(message).hex()}

    @property
    def public_key(self) -> str:
        return Ed25519PrivateKey.from_private_bytes(self.private_key).public_key().public_bytes_raw().hex()
