"""Versions of items and forms that this desk ever used, kept in the ledger: a fact is judged by the version it pins,
also after the program's own assets moved on and with the cache lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text

_KEEP = text(
    "INSERT INTO versions (item, version, form_version, plain) VALUES (:item, :version, :form_version, :plain)"
    " ON CONFLICT DO NOTHING"
)
_GET = text("SELECT plain FROM versions WHERE item = :item AND version = :version LIMIT 1")


def keep(connection: Connection, item: str, version: str, form_version: str, data: Mapping[str, Any]) -> None:
    """Keeps the data of a version when it is first used."""
    plain = json.dumps(data, ensure_ascii=False, sort_keys=True)
    connection.execute(_KEEP, {"item": item, "version": version, "form_version": form_version, "plain": plain})


def get(connection: Connection, item: str, version: str) -> Mapping[str, Any] | None:
    """The kept data of a version ({"item": …, "form": …, "blocks": …}); None when never used here."""
    plain = connection.execute(_GET, {"item": item, "version": version}).scalar()
    return json.loads(plain) if plain is not None else None
