"""A thousand seeds find nothing, the same seed tells the same story, and every broken variant is caught again."""

from __future__ import annotations

import os

import pytest

from tests.simulation.faults import Trace
from tests.simulation.running import run_seed, shortest_story
from tests.simulation.variants import hunt, names, recorded

SEEDS = int(os.environ.get("SIM_SEEDS", "1000"))
CHUNK = 25


@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_seeds_find_nothing(first: int) -> None:
    for seed in range(first, min(first + CHUNK, SEEDS)):
        result = run_seed(seed)
        if result.broken:
            pytest.fail("\n".join([f"seed {seed} breaks {result.broken}", *shortest_story(seed)]))
        assert result.steps >= 120


def test_same_seed_same_trace_and_another_seed_another() -> None:
    assert run_seed(7).trace == run_seed(7).trace != run_seed(8).trace


def test_swapping_two_messages_changes_the_trace() -> None:
    one, other = Trace(), Trace()
    for message in (b"a", b"b"):
        one.add("request", message)
    for message in (b"b", b"a"):
        other.add("request", message)
    assert one.hash.hexdigest() != other.hash.hexdigest()


def test_faults_of_many_kinds_happen() -> None:
    kinds = set().union(*(run_seed(seed).faults for seed in range(12)))
    assert {"request_lost", "answer_lost", "doubled", "reordered", "half_batch", "kiosk_crash", "clock_jump"} <= kinds


def test_there_are_ten_variants_and_each_has_a_recorded_seed() -> None:
    assert len(names()) == 10
    assert set(recorded()) == set(names())


@pytest.mark.parametrize("name", names())
def test_a_broken_variant_is_caught_by_its_recorded_seed(name: str) -> None:
    """Seeds up to the recorded one, and a few more: a change of the product's own statements moves the moments at which
    a seed strikes."""
    seed, _ = recorded()[name]
    assert isinstance(seed, int)
    assert hunt(name, max(0, seed - 40), seed + 40, unit_tests=False).broken
