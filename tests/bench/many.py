"""A station with very many cases: the list's pages and the search as one types, on real encrypted files."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from kiosk.desk import finding
from kiosk.desk.doors.cases import PAGE, Filter
from kiosk.desk.looking_up import listing
from kiosk.desk.tools import Tools
from kiosk.store import cache as caches
from kiosk.store.cache import Cache
from tests.bench.goals import Figure
from tests.desk_at_hand import CLERK, a_desk, an_application

FEW, MANY = 100_000, 1_000_000
TIMES = 25
MIDDLE = "2026-05-15"  # a key of the list: from this day back
# One hundred names, all made up, spread over the rows: pinyin and initials as the index words have them.
FAMILY = (("安", "an", "a"), ("金", "jin", "j"), ("朴", "piao", "p"), ("李", "li", "l"), ("崔", "cui", "c"),
          ("王", "wang", "w"), ("陈", "chen", "c"), ("赵", "zhao", "z"), ("宋", "song", "s"), ("周", "zhou", "z"))  # fmt: skip
GIVEN = (("光哲", "guangzhe", "gz"), ("顺姬", "shunji", "sj"), ("志强", "zhiqiang", "zq"), ("海峰", "haifeng", "hf"),
         ("英子", "yingzi", "yz"), ("美兰", "meilan", "ml"), ("成日", "chengri", "cr"), ("玉花", "yuhua", "yh"),
         ("龙云", "longyun", "ly"), ("春子", "chunzi", "cz"))  # fmt: skip


def a_station(folder: Path, rows: int) -> Tools:
    """A desk whose cache holds `rows` cases with their search words, made from one real case by SQL."""
    from kiosk.desk import accepting

    tools = a_desk(folder)
    case = accepting.accept(tools, CLERK, an_application("YJ-MZ-005")).case
    place = tools.ledger.place
    cache = Cache(caches.ensure(place.pointer, place.cipher), place.cipher, tools.ledger.identity.id)
    with cache.writing() as at:
        at.cases("station:001001", [case])
    number = "printf('YJ00100190Z%06d%05d', n / 100000, n % 100000)"
    counting = f"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {rows})"
    with cache.engine.begin() as connection:
        connection.exec_driver_sql(
            f"{counting}, t AS (SELECT * FROM cases LIMIT 1) INSERT INTO cases SELECT {number}, t.scope,"
            f" '2026-0' || (1 + n % 9) || '-1' || (n % 10) || {number}, t.state, 0, t.near, t.due, t.legal, t.deemed_near,"
            f" t.deemed_due, t.deemed_legal, json_set(t.plain, '$.number', {number}) FROM c, t"
        )
        connection.exec_driver_sql(f"{counting} INSERT INTO findable (kind, key) SELECT 'case', {number} FROM c")
        connection.exec_driver_sql("CREATE TEMP TABLE names (k INTEGER PRIMARY KEY, words TEXT)")
        for k in range(100):
            family, given = FAMILY[k // 10], GIVEN[k % 10]
            hanzi = family[0] + given[0]
            grams = " ".join([*hanzi, *(hanzi[i : i + 2] for i in range(len(hanzi) - 1))])
            words = f"{grams} {family[1]}{given[1]} {family[2]}{given[2]}"
            connection.exec_driver_sql("INSERT INTO names VALUES (?, ?)", (k, words))
        connection.exec_driver_sql(
            "INSERT INTO grams (rowid, words) SELECT f.id, names.words || ' ' || lower(substr(f.key, -9)) || ' ' ||"
            " substr(f.key, -4) FROM findable f JOIN names ON names.k = f.id % 100 WHERE f.key LIKE 'YJ00100190Z%'"
        )
    cache.close()
    return tools


def measure(folder: Path, few: int = FEW, many: int = MANY) -> list[Figure]:
    """Pages of the list at both sizes, and keystrokes of the search at the large one."""
    times = {}
    for rows in (few, many):
        tools = a_station(folder / str(rows), rows)
        first = listing.page(tools, Filter(), "", PAGE)
        asks: dict[str, Callable[[], Sequence[object]]] = {
            "first page": lambda tools=tools: listing.page(tools, Filter(), "", PAGE),  # type: ignore[misc]
            "a page in the middle": lambda tools=tools: listing.page(tools, Filter(), MIDDLE, PAGE),  # type: ignore[misc]
            "last page": lambda tools=tools: listing.page(tools, Filter(), "", PAGE, back=True),  # type: ignore[misc]
        }
        assert len(first) == PAGE
        times[rows] = {name: _median(ask) for name, ask in asks.items()}
        if rows == many:
            searched = _searching(tools)
        tools.ledger.close()
    label = f"list of {many:,} / of {few:,}"
    figures = [
        Figure(f"{label}: {name}", times[many][name] / times[few][name], 1.3, f"{times[many][name] * 1000:.2f} ms")
        for name in times[few]
    ]
    return figures + searched


def _searching(tools: Tools) -> list[Figure]:
    """Every keystroke of a few searches against a primary-key look-up in the same file."""
    with tools.ledger.transaction(write=False) as connection:
        query = "SELECT plain FROM cache.cases WHERE number = ?"
        look = _median(lambda: connection.exec_driver_sql(query, ("YJ00100190Z00000000077",)).all())
    strokes = {typed[: i + 1] for typed in ("安光哲", "agz", "guangz", "000077") for i in range(len(typed))}
    spent = {typed: _median(lambda typed=typed: finding._cases(tools, typed), 5) for typed in strokes}  # type: ignore[misc]
    worst = max(spent, key=lambda typed: spent[typed])
    middle = statistics.median(spent.values())
    return [
        Figure("search, the worst keystroke", 1000 * spent[worst], 50, f"typed {worst}", unit="ms"),
        Figure("search, median keystroke / a primary-key look-up", middle / look, None, f"{middle * 1000:.2f} ms"),
    ]


def _median(ask: Callable[[], object], times: int = TIMES) -> float:
    ask()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)
