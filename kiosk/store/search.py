"""Found in a blink: contentless 1- and 2-grams with prefixes, newest first.

A trigram index finds nothing for one or two characters, and Chinese names have two or three (research, perf-ui 0.5).
Hanzi are found by themselves, by pinyin and by initials; Hangul by itself and by initial consonants; numbers by any
run of their characters from three up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, text

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
SHORTEST_RUN = 3
SHORTEST_PREFIX = 2  # the index holds prefixes from here on
_HANZI = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found: a case, a person or an item, by its key."""

    kind: str
    key: str


@lru_cache(maxsize=4096)
def _pinyin(name: str) -> tuple[str, str]:
    """(whole pinyin, initials) of the hanzi of a name. pypinyin is heavy and comes late."""
    from pypinyin import Style, lazy_pinyin

    syllables = lazy_pinyin(name, style=Style.NORMAL, errors="ignore", v_to_u=False)
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)


def _initials(hangul: str) -> str:
    return "".join(INITIALS[(ord(syllable) - 0xAC00) // 588] for syllable in hangul)


def _grams(characters: str) -> Iterator[str]:
    yield from characters
    yield from (characters[i : i + 2] for i in range(len(characters) - 1))


def words_of(texts: Iterable[str]) -> str:
    """The index words of names and numbers, separated by spaces."""
    found: set[str] = set()
    for value in texts:
        hanzi, hangul = "".join(_HANZI.findall(value)), "".join(_HANGUL.findall(value))
        found.update(_grams(hanzi))
        found.update(_grams(hangul))
        if hanzi:
            found.update(_pinyin(hanzi))
        if hangul:
            found.update(_grams(_initials(hangul)))
            found.add(_initials(hangul))
        for run in re.findall(r"[0-9A-Za-z]+", value.replace("-", "")):
            low = run.lower()
            found.update(low[i:] for i in range(max(len(low) - SHORTEST_RUN, 0) + 1))
    return " ".join(sorted(found))


def query_of(typed: str) -> str:
    """The FTS query for what somebody typed; "" when there is nothing to look for. Every part must fit; a single letter
    or digit is too little to look for."""
    parts: list[str] = []
    for run in re.findall("[\u3400-\u9fff\U00020000-\U0003ffff]+|[\uac00-\ud7a3]+|[ㄱ-ㅎ]+|[0-9A-Za-z]+", typed):
        if run[0].isascii():
            if len(run) >= SHORTEST_PREFIX:  # one letter begins a tenth of all words: 130 ms among a million people
                parts.append(f'"{run.lower()}"*')
        elif len(run) == 1:
            parts.append(f'"{run}"')
        else:
            parts += [f'"{run[i : i + 2]}"' for i in range(len(run) - 1)]
    return " AND ".join(parts[:12])


_ENTER = text("INSERT INTO findable (kind, key) VALUES (:kind, :key) ON CONFLICT DO NOTHING RETURNING id")
_ID = text("SELECT id FROM findable WHERE kind = :kind AND key = :key")
_IDS = text("SELECT id, key FROM findable WHERE kind = :kind AND key IN (SELECT value FROM json_each(:keys))")
_ADD = text("INSERT INTO findable (kind, key) VALUES (:kind, :key)")
_DROP = text("DELETE FROM grams WHERE rowid = :id")
_WRITE = text("INSERT INTO grams (rowid, words) VALUES (:id, :words)")


def enter(connection: Connection, kind: str, key: str, words: str) -> None:
    """Makes one thing findable by `words` (of `words_of`), instead of whatever it was found by before."""
    row = {"kind": kind, "key": key}
    new = connection.execute(_ENTER, row).scalar()
    if new is None:
        new = connection.execute(_ID, row).scalar_one()
        connection.execute(_DROP, {"id": new})
    connection.execute(_WRITE, {"id": new, "words": words})


def forget(connection: Connection, kind: str, key: str) -> None:
    """Makes a thing unfindable; what it was found by is gone from the file (secure-delete)."""
    known = connection.execute(_ID, {"kind": kind, "key": key}).scalar()
    if known is not None:
        connection.execute(_DROP, {"id": known})
        connection.exec_driver_sql("DELETE FROM findable WHERE id = ?", (known,))


def enter_new(connection: Connection, kind: str, things: Mapping[str, str]) -> None:
    """Makes many things findable at once (key -> words). What is findable already keeps its words."""
    if not things:
        return
    known = {"kind": kind, "keys": json.dumps(list(things))}
    before = set(connection.execute(_IDS, known).scalars("key").all())
    fresh = [{"kind": kind, "key": key} for key in things if key not in before]
    if fresh:
        connection.execute(_ADD, fresh)
        ids = connection.execute(_IDS, known).tuples()
        connection.execute(_WRITE, [{"id": at, "words": things[key]} for at, key in ids if key not in before])


def find(connection: Connection, typed: str, limit: int = 20, schemas: Iterable[str] = ("main", "cache")) -> list[Hit]:
    """The newest hits of both indexes, this desk's own before the centre's, each thing once."""
    query = query_of(typed)
    if not query:
        return []
    found: dict[Hit, None] = {}
    for schema in schemas:
        rows = connection.exec_driver_sql(
            f"SELECT f.kind, f.key FROM {schema}.grams g JOIN {schema}.findable f ON f.id = g.rowid"
            f" WHERE g.grams MATCH ? ORDER BY g.rowid DESC LIMIT ?",
            (query, limit),
        )
        found |= {Hit(kind, key): None for kind, key in rows}
    return list(found)[:limit]
