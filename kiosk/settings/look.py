"""How this desk's screen looks: language, palette, size. A small file beside the data, so that a desk keeps its look."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "look.json"


@dataclass(frozen=True, slots=True)
class Look:
    """Names of kiosk.screens.tokens; language "zh" or "ko"."""

    language: str = "zh"
    palette: str = "light"
    size: str = "normal"


def read(home: Path, language: str) -> Look:
    """The kept look; what is missing or broken is as at first (in the installation's language)."""
    try:
        kept = json.loads((home / FILE).read_text(encoding="utf-8"))
        look = Look(str(kept["language"]), str(kept["palette"]), str(kept["size"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Look(language)
    sound = look.language in {"zh", "ko"} and look.palette in {"light", "contrast"}
    return look if sound and look.size in {"normal", "large", "elder"} else Look(language)


def keep(home: Path, look: Look) -> None:
    """Written whole or not at all."""
    part = home / f"{FILE}.part"
    part.write_text(json.dumps(asdict(look)), encoding="utf-8")
    part.replace(home / FILE)
