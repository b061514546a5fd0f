"""What a laid-out page consists of: marks with places. Points (1/72 inch) from the upper left corner of the page."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A line of text: `x` left end, `y` base line. `grey` 0 is black. `angle` in degrees, anti-clockwise."""

    x: float
    y: float
    size: float
    text: str
    bold: bool = False
    grey: float = 0.0
    angle: float = 0.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    weight: float = 0.5
    grey: float = 0.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle; `grey` 1 is white."""

    x: float
    y: float
    width: float
    height: float
    grey: float


@dataclass(frozen=True, slots=True)
class Ring:
    """The dotted circle where a seal goes; `x`, `y` its centre."""

    x: float
    y: float
    radius: float
    grey: float = 0.55


@dataclass(frozen=True, slots=True)
class Square:
    """A QR with its upper left corner and edge length."""

    x: float
    y: float
    edge: float
    text: str


Mark = Glyphs | Rule | Fill | Ring | Square


def moved(mark: Mark, down: float) -> Mark:
    """The mark further down the page."""
    if isinstance(mark, Rule):
        return replace(mark, y=mark.y + down, to_y=mark.to_y + down)
    return replace(mark, y=mark.y + down)
