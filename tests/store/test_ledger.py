"""The ledger: encrypted, one truth, moved aside when broken, refused when newer or on a network disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.desk import accepting, looking_up
from kiosk.domain.moments import Moment
from kiosk.store import cache as caches
from kiosk.store.engine import Cipher, StoreError, open_engine, refuse_network_disk
from kiosk.store.ledger import Ledger, LedgerView
from tests.desk_at_hand import CLERK, KEY, CountedIds, SetClock, a_desk, a_place, an_application


def test_what_lies_on_disk_is_not_readable(tmp_path: Path) -> None:
    tools = a_desk(tmp_path)
    accepting.accept(tools, CLERK, an_application())
    tools.ledger.close()
    for path in tmp_path.glob("*.db*"):
        content = path.read_bytes()
        assert not content.startswith(b"SQLite format 3"), path.name
        assert "延吉".encode() not in content
    for path in [*tmp_path.glob("*.db*"), tmp_path / "cache.current"]:
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_each_side_is_read_only_in_the_others_file(tmp_path: Path) -> None:
    tools = a_desk(tmp_path)
    with pytest.raises(Exception, match="readonly"), tools.ledger.transaction(write=True) as connection:
        connection.exec_driver_sql("DELETE FROM cache.cases")
    engine = LedgerView(a_place(tmp_path)).engine
    with pytest.raises(Exception, match="readonly"), engine.connect() as connection:
        connection.exec_driver_sql("DELETE FROM facts")
    engine.dispose()


def test_a_file_that_does_not_open_is_moved_aside_and_kept(tmp_path: Path) -> None:
    a_desk(tmp_path).ledger.close()
    (tmp_path / "ledger.db").write_bytes(b"not a database at all" * 1000)
    tools = a_desk(tmp_path)
    assert tools.ledger.moved_aside.startswith("ledger-broken-")
    assert (tmp_path / tools.ledger.moved_aside).read_bytes().startswith(b"not a database")
    assert accepting.accept(tools, CLERK, an_application()).case.number


def test_a_wrong_key_moves_nothing_away_silently(tmp_path: Path) -> None:
    tools = a_desk(tmp_path)
    number = accepting.accept(tools, CLERK, an_application()).case.number
    tools.ledger.close()
    place = a_place(tmp_path)
    wrong = type(place)(place.ledger, tmp_path / "other.current", Cipher(b"\1" * 32))
    other = Ledger.open(wrong, SetClock(), CountedIds(), enrol=("001001", "01", "A"))
    assert other.moved_aside
    other.close()
    (tmp_path / "ledger.db").unlink()
    (tmp_path / other.moved_aside).rename(tmp_path / "ledger.db")
    back = a_desk(tmp_path)
    assert looking_up.case_page(back, number) is not None


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    tools = a_desk(tmp_path)
    with tools.ledger.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO migrations (name, at) VALUES ('9999_future', '')")
    tools.ledger.close()
    with pytest.raises(StoreError) as refused:
        a_desk(tmp_path)
    assert refused.value.code == "newer_file"


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "9p"])
def test_network_and_fuse_disks_are_refused(tmp_path: Path, kind: str) -> None:
    mounts = f"/dev/vda / ext4 rw 0 0\nserver:/x {tmp_path} {kind} rw 0 0\n"
    with pytest.raises(StoreError) as refused:
        refuse_network_disk(tmp_path, mounts)
    assert refused.value.code == "network_disk"
    refuse_network_disk(tmp_path, "/dev/vda / ext4 rw 0 0\n")


def test_pragmas_are_asserted_at_each_connect(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "x.db", Cipher(KEY))
    with engine.connect() as connection:
        values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    assert values == ["wal", 2]
    engine.dispose()


def test_losing_the_cache_loses_no_work(tmp_path: Path) -> None:
    tools = a_desk(tmp_path)
    number = accepting.accept(tools, CLERK, an_application()).case.number
    tools.ledger.close()
    for path in tmp_path.glob("cache*"):
        path.unlink()
    page = looking_up.case_page(a_desk(tmp_path), number)
    assert page is not None and page.seen.case.state == "accepted"


def test_another_cache_is_attached_when_the_pointer_moves(tmp_path: Path) -> None:
    tools = a_desk(tmp_path)
    before = caches.current(a_place(tmp_path).pointer)
    caches.fresh(a_place(tmp_path).pointer, Cipher(KEY))
    accepting.accept(tools, CLERK, an_application())
    with tools.ledger.transaction(write=False) as connection:
        files = {row[1]: row[2] for row in connection.exec_driver_sql("PRAGMA database_list")}
    assert before is not None and Path(files["cache"]).name == "cache-2.db"


def test_the_counter_never_goes_back_with_the_clock(tmp_path: Path) -> None:
    clock = SetClock()
    tools = a_desk(tmp_path, clock=clock)
    numbers = [accepting.accept(tools, CLERK, an_application()).case.number for _ in range(2)]
    tools.ledger.close()
    again = a_desk(tmp_path, clock=clock)
    numbers.append(accepting.accept(again, CLERK, an_application()).case.number)
    assert [number[17:21] for number in numbers] == ["0001", "0002", "0003"]


@pytest.mark.parametrize("line", [1, 2, 3])
def test_an_altered_or_missing_line_breaks_the_chain(tmp_path: Path, line: int) -> None:
    tools = a_desk(tmp_path)
    accepting.accept(tools, CLERK, an_application())
    assert looking_up.verify_audit(tools)[2] is None
    with tools.ledger.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit SET who = 'somebody else' WHERE n = ?", (line,))
    broken = looking_up.verify_audit(tools)[2]
    assert broken is not None and (broken.chain, broken.line) == ("audit", line)


def test_a_cut_off_end_of_the_facts_shows(tmp_path: Path) -> None:
    tools = a_desk(tmp_path)
    accepting.accept(tools, CLERK, an_application())
    with tools.ledger.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM bodies WHERE seq = 2")
        connection.exec_driver_sql("DELETE FROM facts WHERE seq = 2")
    broken = looking_up.verify_audit(tools)[2]
    assert broken is not None and broken.chain == "facts"


def test_a_purged_body_does_not_break_the_chain(tmp_path: Path) -> None:
    tools = a_desk(tmp_path)
    accepting.accept(tools, CLERK, an_application())
    with tools.ledger.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM bodies")
    assert looking_up.verify_audit(tools)[2] is None


def test_plain_sqlite_is_refused_below_3_43(monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    if sqlite3.sqlite_version_info >= (3, 43):
        pytest.skip("this Python's SQLite is new enough")
    with pytest.raises(StoreError) as refused:
        Cipher(None).driver()
    assert refused.value.code == "sqlite_too_old"


def test_moments_are_days_of_yanji() -> None:
    from datetime import UTC, datetime

    assert Moment(datetime(2026, 11, 23, 16, 1, tzinfo=UTC), 0, "").day.isoformat() == "2026-11-24"
