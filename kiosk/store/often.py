"""Which items a desk takes in most."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection, text

LOOKED_AT = 400  # cases: some weeks of a busy desk
_ITEMS = text(
    "SELECT json_extract(envelope, '$.item') FROM facts WHERE kind = 'received' AND seq > :from ORDER BY seq DESC LIMIT :most"
)
_NEWEST = text("SELECT coalesce(max(seq), 0) FROM facts")


def items(connection: Connection, most: int) -> list[str]:
    """Codes, the most frequent of the last cases first; of equals the one taken last."""
    newest = connection.execute(_NEWEST).scalar_one()
    # By seq, which is the key: a desk writes at most a few facts for each case that it takes in.
    rows = connection.execute(_ITEMS, {"from": newest - 10 * LOOKED_AT, "most": LOOKED_AT}).scalars()
    return [code for code, _ in Counter(rows).most_common(most)]
