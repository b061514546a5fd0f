"""PO files from disk. One file per room of the program, so that two people can add sentences at once."""

from __future__ import annotations

import json
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


def read_compiled(folder: Path, compiled: Path) -> Mapping[str, str] | None:
    """What `compile_folder` made of `folder`; None when there is nothing or it is older than a sentence. Reading it costs
    a tenth of reading the PO files, and a window is painted only when its words are there."""
    try:
        made = compiled.stat().st_mtime_ns
        sources = [path.stat() for path in folder.glob("*.po")]
        if any(one.st_mtime_ns > made for one in sources):
            return None
        kept = json.loads(compiled.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if kept.get("size") != sum(one.st_size for one in sources):
        return None
    texts: dict[str, str] = kept["texts"]
    return texts


def compile_folder(folder: Path, compiled: Path) -> None:
    """Writes the sentences of `folder` as one JSON file; made at set-up, never by hand."""
    compiled.parent.mkdir(parents=True, exist_ok=True)
    size = sum(path.stat().st_size for path in folder.glob("*.po"))
    part = compiled.with_suffix(".part")
    part.write_text(json.dumps({"size": size, "texts": read_folder(folder)}, ensure_ascii=False), encoding="utf-8")
    part.replace(compiled)


def read_file(path: Path) -> dict[str, str]:
    """The sentences of one PO file, by key."""
    from babel.messages.pofile import read_po  # late: only who needs a sentence pays for Babel

    with path.open("rb") as file:
        catalog = read_po(file, abort_invalid=True)
    return {message.id: message.string for message in catalog if message.id and message.string}
