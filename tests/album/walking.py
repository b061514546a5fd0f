"""Walks through the scenes with one window: each is judged, and photographed where a folder is given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.album.judging import Finding, Judge
from tests.album.scenes import SIZES, Stage, opened, scenes, seeded, training, undress

__all__ = ["SIZES", "walk"]


def walk(
    home: Path, language: str, size: tuple[int, int], out: Path | None = None, only: str = ""
) -> Iterator[tuple[str, Finding]]:
    """(NAME-STATE-LANG-WIDTHxHEIGHT, finding) of each scene; pictures go to `out`."""
    settings, code = seeded(home)
    judge = Judge(language)
    for opening, played in ((settings, scenes), (settings.practising(), training)):
        window = opened(opening, language)
        window.resize(*size)
        stage = Stage(opening, language, window, code)
        try:
            for name, steps in played():
                for step in steps:
                    step(stage)
                    stage.settle()
                if not name.startswith(only):
                    continue
                window.toast.hide()  # a note of the scene before does not lie over this one
                picture = window.grab().toImage()
                suffix = f"{language}-{size[0]}x{size[1]}"
                if out is not None:
                    picture.save(str(out / f"{name}-{suffix}.png"))
                for finding in judge.judge(window, picture):
                    yield f"{name}-{suffix}", finding
        finally:
            window.close()
            undress()
