"""The five reductions (五减), recomputed from papers, flows and limits; never read from stored counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.domain.catalogue import Item


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over a catalogue; percentages with one decimal place. Days add working and natural days as published."""

    windows: dict[str, int]
    papers_before: int
    papers_after: int
    steps_before: int
    steps_after: int
    legal_days: int
    promised_days: int

    @property
    def papers_removed(self) -> int:
        return self.papers_before - self.papers_after

    @property
    def papers_percent(self) -> float:
        return _percent(self.papers_removed, self.papers_before)

    @property
    def steps_removed(self) -> int:
        return self.steps_before - self.steps_after

    @property
    def days_percent(self) -> float:
        return _percent(self.legal_days - self.promised_days, self.legal_days)


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def figures(items: Iterable[Item]) -> Figures:
    """The figures of these items."""
    listed = list(items)
    windows = Counter(item.window for item in listed)
    return Figures(
        windows={window: windows[window] for window in ("1", "2", "3", "F")},
        papers_before=sum(len(item.materials) for item in listed),
        papers_after=sum(len(item.asked) for item in listed),
        steps_before=sum(len(item.flow_before) for item in listed),
        steps_after=sum(len(item.flow_after) for item in listed),
        legal_days=sum(item.legal_days for item in listed),
        promised_days=sum(item.promised_days for item in listed),
    )
