"""Ten kills of real processes lose and double nothing; a program that says "done" too early is caught."""

from tests.kills import run


def test_ten_kills() -> None:
    found = run(10, seed=7)
    assert found.wrong == []
    assert sum(found.kills.values()) == 10 and found.acknowledged >= 10


def test_done_before_commit_is_caught() -> None:
    assert run(8, seed=3, variant="done_before_commit").wrong
