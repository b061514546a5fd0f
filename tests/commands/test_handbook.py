"""The IT staff's handbook names only what exists."""

from __future__ import annotations

import argparse
import re
from importlib import import_module

import pytest

from kiosk.__main__ import WORDS
from sync.centre.__main__ import main as centre
from tests.facts_at_hand import ROOT

HANDBOOK = (ROOT / "docs" / "README.zh-CN.md").read_text(encoding="utf-8")
SAID = sorted(set(re.findall(r"\bkiosk ([a-z][a-z-]+)((?: --[a-z-]+)*)", HANDBOOK)))


def options(word: str) -> set[str]:
    parser = argparse.ArgumentParser()
    import_module(f"kiosk.commands.{word.replace('-', '_')}").arguments(parser)
    return set(re.findall(r"--[a-z-]+", parser.format_help()))


def test_it_tells_of_every_command() -> None:
    assert {word for word, _ in SAID} == set(WORDS)


@pytest.mark.parametrize("word,given", SAID)
def test_every_option_that_it_names_exists(word: str, given: str) -> None:
    assert set(given.split()) <= options(word)


@pytest.mark.parametrize("row", re.findall(r"^\| `kiosk .*$", HANDBOOK, re.MULTILINE))
def test_every_option_in_the_table_exists(row: str) -> None:
    word = row.split()[2].strip("`")
    assert set(re.findall(r"`(--[a-z-]+)", row)) <= options(word)


def test_the_centre_knows_every_verb_that_it_names(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        centre(["--help"])
    known = set(re.findall(r"[a-z]+", capsys.readouterr().out.split("{")[1].split("}")[0]))
    named = set(re.findall(r"python -m sync\.centre ([a-z]+)", HANDBOOK))
    row = next(line for line in HANDBOOK.splitlines() if line.startswith("| `python -m sync.centre`"))
    assert named | set(re.findall(r"`([a-z]+)`", row)) == known


def test_every_make_target_that_it_names_exists() -> None:
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(f"\n{target}:" in made for target in re.findall(r"`?make ([a-z]+)", HANDBOOK))
