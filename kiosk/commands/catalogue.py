"""`kiosk catalogue figures`: the five reductions, recomputed from papers, flows and limits."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from kiosk.commands.saying import Voice
from kiosk.domain.catalogue import BrokenItem, Catalogue, catalogue_of
from kiosk.domain.figures import figures
from kiosk.settings import Settings, assets


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=["figures"])
    parser.add_argument(
        "--catalogue", type=Path, metavar="FILE", help="a list of items as JSON (default: the one in force)"
    )
    parser.add_argument("--json", action="store_true")


def run(chosen: Namespace, settings: Settings) -> int:
    voice = Voice(settings.language)
    try:
        listed = _listed(chosen.catalogue) if chosen.catalogue else assets.catalogue(settings.assets)
    except BrokenItem as broken:
        voice.complain("commands.catalogue.broken", code=broken.code, field=broken.field)
        return 1
    except (OSError, ValueError):
        voice.complain("refusal.not_json")
        return 1
    found = figures(listed)
    derived = {
        "papers_removed": found.papers_removed,
        "papers_percent": found.papers_percent,
        "steps_removed": found.steps_removed,
        "days_percent": found.days_percent,
    }
    if chosen.json:
        print(json.dumps({**asdict(found), **derived}))
        return 0
    print(voice("commands.figures.windows", shown=" / ".join(str(count) for count in found.windows.values())))
    print(voice("commands.figures.papers", before=found.papers_before, after=found.papers_after,
                removed=found.papers_removed, percent=found.papers_percent))  # fmt: skip
    print(voice("commands.figures.steps", removed=found.steps_removed))
    print(voice("commands.figures.days", percent=found.days_percent))
    return 0


def _listed(file: Path) -> Catalogue:
    data = json.loads(file.read_text(encoding="utf-8"))
    items = data["items"] if isinstance(data, dict) and "items" in data else data
    if not isinstance(items, list):
        raise ValueError("no list")
    return catalogue_of(one["item"] if isinstance(one, dict) and "item" in one else one for one in items)
