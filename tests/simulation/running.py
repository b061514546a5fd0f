"""Runs one seed, and finds the shortest beginning of its story that still breaks something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.simulation.invariants import Violation, check_at_end
from tests.simulation.world import World


@dataclass(frozen=True, slots=True)
class Result:
    """What a seed came to. `broken` names the invariant, "" when all held."""

    seed: int
    trace: str
    steps: int
    facts: int
    broken: str = ""
    faults: Counter[str] = field(default_factory=Counter)
    story: tuple[str, ...] = ()


def run_seed(seed: int, stop_after: int | None = None) -> Result:
    """One world from its beginning to its healing, and what held."""
    world = World(seed)
    world.stop_after = stop_after
    broken = ""
    try:
        try:
            world.run()
            world.heal()
            broken = check_at_end(world) or ""
        except Violation as wrong:
            broken = str(wrong)
        except Exception as ours:  # the product itself failed: that is a finding too
            broken = f"no_error: {type(ours).__name__} {str(ours)[:200]}"
        return Result(seed, world.trace_hash, len(world.story), world.acts, broken, world.faults, tuple(world.story))
    finally:
        world.close()


def shortest_story(seed: int) -> Sequence[str]:
    """The fewest first steps after which the seed still breaks (found by halving), told line by line."""
    whole = run_seed(seed)
    low, high = 0, max(len(whole.story) - 1, 0)
    while low < high:
        middle = (low + high) // 2
        if run_seed(seed, middle).broken:
            high = middle
        else:
            low = middle + 1
    found = run_seed(seed, high)
    return [*found.story, found.broken or whole.broken]
