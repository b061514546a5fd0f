"""Frozen values to text and back, for columns: one encoding for cases and facts."""

from __future__ import annotations

from typing import Any

import msgspec

from kiosk.domain.cases import Case
from kiosk.domain.facts import Envelope, Fact

_case = msgspec.json.Decoder(Case)
_envelope = msgspec.json.Decoder(Envelope)


def to_text(value: Any) -> str:
    """JSON text of a frozen value."""
    return msgspec.json.encode(value, order="deterministic").decode()


def to_case(text: str) -> Case:
    return _case.decode(text)


def to_envelope(text: str) -> Envelope:
    return _envelope.decode(text)


def to_fact(envelope: str, signature: str, body: str | None, salt: str | None) -> Fact:
    """A fact from its columns; body and salt are None after a purge."""
    return Fact(
        _envelope.decode(envelope), msgspec.json.decode(body) if body is not None else None, salt or "", signature
    )
