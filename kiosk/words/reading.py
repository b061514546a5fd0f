"""PO files from disk. One file per room of the program, so that two people can add sentences at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class DoubledKey(ValueError):
    """The same key in two files of one language: the second would silently win."""


def read_folder(folder: Path) -> Mapping[str, str]:
    """All sentences of the `*.po` files in `folder`, by key (msgid). An empty msgstr counts as missing.

    Raises FileNotFoundError when there is no such language, DoubledKey, and Babel's PoFileError for a broken file.
    """
    if not folder.is_dir():
        raise FileNotFoundError(folder)
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.po")):
        for key, text in read_file(path).items():
            if key in found:
                raise DoubledKey(f"{path.name}: {key}")
            found[key] = text
    return found


def read_file(path: Path) -> dict[str, str]:
    """The sentences of one PO file, by key."""
    from babel.messages.pofile import read_po  # late: only who needs a sentence pays for Babel

    with path.open("rb") as file:
        catalog = read_po(file, abort_invalid=True)
    return {message.id: message.string for message in catalog if message.id and message.string}
