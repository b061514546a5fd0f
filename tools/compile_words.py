"""`make setup`: the sentences of each language as one JSON file in build/words, so that the window is painted sooner."""

from __future__ import annotations

from kiosk.settings import program_folder
from kiosk.words import LANGUAGES
from kiosk.words.reading import compile_folder

for language in LANGUAGES:
    at = program_folder()
    compile_folder(at / "assets" / "words" / language, at / "build" / "words" / f"{language}.json")
