"""The work list: every line once, in both directions, under its lamp and place, and each page from an index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.desk import accepting, following, undoing
from kiosk.desk.tools import Tools
from kiosk.domain.limits import Lamp, lamp
from kiosk.store import cache as caches
from kiosk.store import migrations
from kiosk.store.cache import Cache, Verdict
from kiosk.store.cases import Whereabouts
from kiosk.store.engine import Cipher, open_engine
from kiosk.store.ledger import Ledger
from kiosk.store.lists import ASKS, DUE, Line, Lists, Wanted, counts
from tests.desk_at_hand import CLERK, KEY, CountedIds, SetClock, a_desk, a_place, an_application
from tests.facts_at_hand import rules

TODAY = "2026-11-23"
OTHER = "00100102A"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Tools]:
    made = a_desk(tmp_path)
    yield made
    made.ledger.close()


def a_cache(desk: Tools) -> Cache:
    place = desk.ledger.place
    path = caches.current(place.pointer)
    assert path is not None
    return Cache(path, place.cipher, desk.ledger.identity.id)


def fill(desk: Tools, count: int) -> list[str]:
    """`count` cases of another desk in the cache, received on the sixty days before, in several states; their numbers."""
    done = accepting.accept(desk, CLERK, an_application("YJ-MZ-001"))
    cache, numbers = a_cache(desk), []
    states = ["accepted", "review", "received", "suspended", "delivered"]
    for start in range(0, count, 500):
        some = []
        for at in range(start, min(start + 500, count)):
            day = (date(2026, 11, 23) - timedelta(days=at % 60)).isoformat()
            number = f"YJ{OTHER}{at:010d}0"
            state = states[at % 5]
            accepted = None if state == "received" else day
            case = replace(
                done.case, number=number, desk=OTHER, state=type(done.case.state)(state), received_on=day, complete_on=day,
                accepted_on=accepted, through={OTHER: at + 1}, ended_on=day if state == "delivered" else None,
            )  # fmt: skip
            some.append(case)
            numbers.append(number)
        with cache.writing() as at_once:
            at_once.cases("station:001001", some)
    cache.close()
    return [done.case.number, *numbers]


def every_line(desk: Tools, wanted: Wanted, *, back: bool = False, most: int = 7) -> list[Line]:
    """The whole list, page by page."""
    with desk.ledger.transaction(write=False) as connection:
        lists, found, key = Lists(connection), list[Line](), ""
        while page := lists.page(wanted, key, most, back=back):
            found = [*page, *found] if back else [*found, *page]
            key = page[0 if back else -1].sort
        return found


@pytest.mark.parametrize("order", ["newest", DUE])
def test_downward_and_upward_give_the_same_list(desk: Tools, order: str) -> None:
    numbers = fill(desk, 200)
    wanted = Wanted(TODAY, order=order)
    down, up = every_line(desk, wanted), every_line(desk, wanted, back=True)
    assert [line.case.number for line in down] == [line.case.number for line in up]
    keys = [line.sort for line in down]
    assert keys == sorted(keys, reverse=order == "newest") and len(set(keys)) == len(keys)
    if order == "newest":
        assert sorted(line.case.number for line in down) == sorted(numbers)


@pytest.mark.parametrize("light", ["in_time", "near", "due", "past_promised", "past_legal", "stopped"])
@pytest.mark.parametrize("today", ["2026-11-23", "2026-12-04", "2027-01-20"])
def test_a_lamps_filter_finds_exactly_the_cases_with_that_lamp(desk: Tools, light: str, today: str) -> None:
    fill(desk, 150)
    at, day = rules("YJ-MZ-001"), date.fromisoformat(today)
    everything = every_line(desk, Wanted(today))
    expected = {one.case.number for one in everything if lamp(one.case, at.item, at.calendar, day) is Lamp(light)}
    found = every_line(desk, Wanted(today, lamp=light))
    assert {line.case.number for line in found} == expected and len(found) == len(expected)
    with desk.ledger.transaction(write=False) as connection:
        assert counts(connection, today).get(light, len(expected)) == min(len(expected), 100)


def test_places_are_counted_and_found_as_the_facts_move(desk: Tools) -> None:
    first = accepting.accept(desk, CLERK, an_application()).case
    second = accepting.accept(desk, CLERK, an_application("YJ-MZ-001")).case
    third = accepting.accept(desk, CLERK, an_application("YJ-MZ-011")).case

    def places() -> dict[str, str]:
        return {line.case.number: line.place.value for line in every_line(desk, Wanted(TODAY))}

    assert set(places().values()) == {"here"}
    cache = a_cache(desk)
    with cache.writing() as at:
        at.verdicts([Verdict(3, "wrong_state")], acked=4)
        at.cases("station:001001", [first])
    assert places() == {first.number: "taken", second.number: "refused", third.number: "here"}
    with cache.writing() as at:
        at.verdicts([], acked=6)
    assert places()[third.number] == "centre"
    cache.close()
    expected = {"taken": first, "refused": second, ASKS: second, "centre": third}
    for place, case in expected.items():
        lines = every_line(desk, Wanted(TODAY, place=place))
        assert [line.case.number for line in lines] == [case.number], place
    assert every_line(desk, Wanted(TODAY, place=Whereabouts.HERE)) == []
    assert [line.case.number for line in every_line(desk, Wanted(TODAY, numbers=(third.number,)))] == [third.number]
    withdrawn = undoing.withdraw(desk, CLERK, third.number).case
    found = every_line(desk, Wanted(TODAY, state="withdrawn"))
    assert [line.case.number for line in found] == [withdrawn.number]


def test_every_page_is_read_from_an_index(desk: Tools) -> None:
    fill(desk, 1)
    kinds = [
        Wanted(TODAY), Wanted(TODAY, order=DUE), Wanted(TODAY, state="accepted"),
        *(Wanted(TODAY, lamp=light) for light in ("in_time", "near", "due", "past_promised", "past_legal")),
    ]  # fmt: skip
    with desk.ledger.transaction(write=False) as connection:
        lists = Lists(connection)
        for wanted in kinds:
            for back in (False, True):
                for sql in lists._branches(wanted, "2026-11-23YJ", back):
                    values = lists._values(wanted, "2026-11-23YJ", 10)
                    driver = connection.connection.dbapi_connection
                    assert driver is not None
                    cursor = driver.cursor()
                    cursor.execute(f"EXPLAIN QUERY PLAN {sql} LIMIT :most", values)
                    plan = [row[3] for row in cursor.fetchall()]
                    walked = [step for step in plan if step.startswith("SCAN") and "json_each" not in step]
                    assert all("USING" in step for step in walked), (wanted, plan)
                    assert not any("B-TREE FOR ORDER BY" in step for step in plan), (wanted, back, plan)


def test_refolding_what_did_not_move_writes_nothing(desk: Tools) -> None:
    done = accepting.accept(desk, CLERK, an_application())
    cache = a_cache(desk)
    with cache.writing() as at:
        at.cases("station:001001", [replace(done.case, state=type(done.case.state)("received"), accepted_on=None,
                                            through={done.case.desk: 1}, life=done.case.life[:1])])  # fmt: skip
    cache.close()
    following.refold(desk)
    assert following.refold(desk) == 0


def test_the_sixth_step_keeps_an_old_ledgers_cases_and_fills_their_days(tmp_path: Path) -> None:
    """Before: a ledger without the lists' columns, with a full outbox. After: the same facts, and lamps by day."""
    tools = a_desk(tmp_path)
    numbers = [accepting.accept(tools, CLERK, an_application()).case.number for _ in range(3)]
    engine = tools.ledger.engine
    with engine.begin() as connection:
        for name in ("due", "deemed", "state", "unsent", "asks"):
            connection.exec_driver_sql(f"DROP INDEX folded_{name}")
        for column in ("near", "due", "legal", "deemed_near", "deemed_due", "deemed_legal", "asks", "written"):
            connection.exec_driver_sql(f"ALTER TABLE folded DROP COLUMN {column}")
        connection.exec_driver_sql("DROP TABLE given_up")
        connection.exec_driver_sql("DELETE FROM migrations WHERE name = '0006_lists'")
        before = connection.exec_driver_sql("SELECT seq, hash FROM facts").tuples().all()
        step = next(path for path in migrations.steps() if path.stem == "0006_lists")
        for statement in step.read_text().split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
        connection.exec_driver_sql("INSERT INTO migrations (name, at) VALUES ('0006_lists', '')")
    assert every_line(tools, Wanted(TODAY, order=DUE)) != []
    assert following.refold(tools) == 3
    lines = every_line(tools, Wanted(TODAY, order=DUE))
    assert sorted(line.case.number for line in lines) == sorted(numbers)
    assert all(line.sort[:4] in {"2026", "2027"} for line in lines)
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT seq, hash FROM facts").tuples().all() == before
        assert connection.exec_driver_sql("SELECT count(*) FROM folded WHERE written = plain").scalar() == 3
    tools.ledger.close()


def test_a_cache_of_an_older_schema_is_thrown_away(tmp_path: Path) -> None:
    a_desk(tmp_path).ledger.close()
    place = a_place(tmp_path)
    old = caches.current(place.pointer)
    assert old is not None
    engine = open_engine(old, place.cipher)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = '1' WHERE key = 'schema'")
    engine.dispose()
    fresh = caches.ensure(place.pointer, Cipher(KEY))
    assert fresh != old and caches.ensure(place.pointer, Cipher(KEY)) == fresh
    Ledger.open(place, SetClock(), CountedIds(), enrol=("001001", "01", "A")).close()
