"""What every reader of identity cards answers: a card, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol


class NoCard(StrEnum):
    """Why no card was read; its sentence is `reader.<value>` in kiosk/words."""

    NONE = "none"  # nobody laid one down in time
    UNREADABLE = "unreadable"  # taken away too early, or damaged
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Card:
    """What an identity card says. Its repr says nothing, so that no log can."""

    name: str = field(repr=False)
    number: str = field(repr=False)
    sex: str = field(repr=False)  # "male" | "female"
    ethnicity: str = field(repr=False)  # the catalogue's word, e.g. "han", "korean"
    born: date = field(repr=False)
    address: str = field(repr=False)


class CardReader(Protocol):
    """A reader of identity cards. `read` waits at most `patience` seconds for a card."""

    @property
    def name(self) -> str: ...

    def read(self, patience: float = 0.0) -> Card | NoCard: ...


class NoReader:
    """A desk at which no reader is connected: what the card says is typed."""

    name = "none"

    def read(self, patience: float = 0.0) -> Card | NoCard:
        return NoCard.OFFLINE
