"""A measured figure beside its goal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured: at most `goal` is well. `unit` "x" is a ratio of two things measured in the same run. A figure
    without a goal is only told."""

    name: str
    value: float
    goal: float | None
    details: str = ""
    unit: str = "x"

    @property
    def missed(self) -> bool:
        return self.goal is not None and not self.value <= self.goal  # not a number is missed too

    def __str__(self) -> str:
        goal = f"goal <= {self.goal:g} {self.unit}" if self.goal is not None else "no goal"
        verdict = "" if self.goal is None else ("MISSED" if self.missed else "ok")
        return f"{verdict:7}{self.name:58}{self.value:8.2f} {self.unit:3}{goal:20}{self.details}"


def told(figures: Iterable[Figure]) -> int:
    """Prints each figure; answers how many goals are missed."""
    missed = 0
    for figure in figures:
        print(figure, flush=True)
        missed += figure.missed
    return missed
