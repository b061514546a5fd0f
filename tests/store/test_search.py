"""Found in a blink: by hanzi, pinyin, initials, Hangul, its initials, and parts of numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection

from kiosk.store import search
from kiosk.store.search import Hit
from tests.desk_at_hand import a_desk

PEOPLE = {
    "1": ["金美兰", "김미란", "222401198102040204"],
    "2": ["王䶮", "222401197207181455"],
    "3": ["金光哲", "13900010061"],
}


@pytest.fixture
def index(tmp_path: Path) -> Connection:
    tools = a_desk(tmp_path)
    connection = tools.ledger.engine.connect()
    for key, texts in PEOPLE.items():
        search.enter(connection, "person", key, search.words_of(texts))
    return connection


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("金", "31"), ("金美", "1"), ("美兰", "1"), ("jin", "31"), ("jinm", "1"), ("jml", "1"), ("jgz", "3"), ("wang", "2"),
        ("김미", "1"), ("미란", "1"), ("ㄱㅁㄹ", "1"), ("ㄱㅁ", "1"), ("0204", "1"), ("19810204", "1"), ("10061", "3"),
        ("金0061", "3"), ("䶮", "2"), ("张", ""), ("\"; DROP", ""), ("", ""), ("*", ""),
    ],
)  # fmt: skip
def test_what_is_typed_finds_whom(index: Connection, typed: str, keys: str) -> None:
    assert search.find(index, typed, schemas=("main",)) == [Hit("person", key) for key in keys]


def test_what_is_forgotten_is_not_found(index: Connection) -> None:
    search.forget(index, "person", "1")
    search.forget(index, "person", "never there")
    assert search.find(index, "金", schemas=("main",)) == [Hit("person", "3")]


def test_many_at_once_are_found_like_one_by_one(index: Connection) -> None:
    search.enter_new(index, "person", {"8": search.words_of(["朴英姬"]), "1": search.words_of(["别名"])})
    assert search.find(index, "pyj", schemas=("main",)) == [Hit("person", "8")]
    assert search.find(index, "别名", schemas=("main",)) == []  # the first keeps its words


def test_a_new_name_replaces_the_old_one(index: Connection) -> None:
    search.enter(index, "person", "3", search.words_of(["朴光哲"]))
    assert search.find(index, "金", schemas=("main",)) == [Hit("person", "1")]
    assert search.find(index, "朴", schemas=("main",)) == [Hit("person", "3")]
