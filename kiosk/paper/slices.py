"""Horizontal slices of a document: what never breaks across pages, and how slices fill pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.paper.marks import Mark, moved


@dataclass(frozen=True, slots=True)
class Slice:
    """Marks placed from y = 0. `keep` holds it on the page of the next one; `again` is repeated on top of a page that
    begins with this slice (a table's head); `fresh` starts a new page."""

    height: float
    marks: tuple[Mark, ...]
    keep: bool = False
    again: tuple[Slice, ...] = ()
    fresh: bool = False


def gap(height: float, *, keep: bool = False) -> Slice:
    """Blank space."""
    return Slice(height, (), keep)


def paged(slices: Iterable[Slice], top: float, bottom: float) -> list[list[Mark]]:
    """Slices laid down page by page between `top` and `bottom`; at least one page."""
    pages: list[list[Mark]] = [[]]
    y = top
    for chain in _chains(slices):
        needed = sum(one.height for one in chain)
        if chain[0].fresh or (y + needed > bottom and y > top):
            pages.append([])
            y = top
            for head in chain[0].again:
                y = _lay(head, pages[-1], y)
        for one in chain:
            if y == top and not one.marks:
                continue  # no blank space on top of a page
            y = _lay(one, pages[-1], y)
    return pages


def _lay(one: Slice, page: list[Mark], y: float) -> float:
    page += [moved(mark, y) for mark in one.marks]
    return y + one.height


def _chains(slices: Iterable[Slice]) -> Iterable[list[Slice]]:
    chain: list[Slice] = []
    for one in slices:
        chain.append(one)
        if not one.keep:
            yield chain
            chain = []
    if chain:
        yield chain
