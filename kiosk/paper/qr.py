"""The QR on slips and notices: numbers only. The mask is fixed, which is five times faster than trying all eight and
makes the same text the same picture."""

from __future__ import annotations

from functools import lru_cache

Matrix = tuple[tuple[bool, ...], ...]

LONGEST = 120  # characters: more would be too fine for a slip, and nothing of ours is longer


@lru_cache(maxsize=64)
def matrix(text: str) -> Matrix:
    """Rows of dark modules without the quiet zone. ValueError for text that is longer than any of ours."""
    import segno

    if len(text) > LONGEST:
        raise ValueError(f"{len(text)} characters do not belong into a QR of ours")
    code = segno.make(text, error="m", micro=False, mask=4, boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)
