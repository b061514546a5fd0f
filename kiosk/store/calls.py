"""Who is to be told what: how often it was tried, and when somebody was reached. Nothing is deleted."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

_ENTER = text(
    "INSERT INTO calls (number, why, since, tries, tried, reached) VALUES (:number, :why, :at, 0, '', '')"
    " ON CONFLICT (number, why) DO UPDATE SET since = :at, tries = 0, tried = '', reached = '' WHERE reached <> ''"
)
_KEPT = text(
    "INSERT OR IGNORE INTO calls (number, why, since, tries, tried, reached) VALUES (:number, :why, :at, 0, '', '')"
)
_TRIED = text("UPDATE calls SET tries = tries + 1, tried = :at WHERE number = :number AND why = :why")
_REACHED = text("UPDATE calls SET reached = :at WHERE number = :number AND why = :why")
_ALL = text("SELECT number, why, since, tries, tried, reached FROM calls ORDER BY since")


@dataclass(frozen=True, slots=True)
class Call:
    """One thing to tell one resident. Stamps; `tried` and `reached` are "" before they happened."""

    number: str
    why: str
    since: str
    tries: int = 0
    tried: str = ""
    reached: str = ""


def enter(connection: Connection, number: str, why: str, at: str) -> None:
    """It is to be told (again, when it was told before)."""
    connection.execute(_ENTER, {"number": number, "why": why, "at": at})


def tried(connection: Connection, number: str, why: str, at: str) -> None:
    connection.execute(_KEPT, {"number": number, "why": why, "at": at})
    connection.execute(_TRIED, {"number": number, "why": why, "at": at})


def reached(connection: Connection, number: str, why: str, at: str) -> None:
    connection.execute(_KEPT, {"number": number, "why": why, "at": at})
    connection.execute(_REACHED, {"number": number, "why": why, "at": at})


def every(connection: Connection) -> list[Call]:
    """Oldest first, the reached ones too."""
    return [Call(*row) for row in connection.execute(_ALL).tuples()]
