"""What is set up, what is kept as files, what is pretended: every trouble ends in the right word."""

from __future__ import annotations

import errno
import os
import stat
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from kiosk.devices.cups import CupsPrinter
from kiosk.devices.files import FilePrinter, keep
from kiosk.devices.finding import found
from kiosk.devices.network import NetworkPrinter
from kiosk.devices.pretend.printers import PretendPrinter
from kiosk.devices.pretend.readers import PretendCardReader
from kiosk.devices.printers import BadPrinters, End, Outcome, Printer, Status, configured, open_printer
from kiosk.devices.readers import Card, NoCard
from kiosk.settings import Settings
from kiosk.words import LANGUAGES, Words

ASSETS = Path(__file__).resolve().parents[2] / "assets"

# files ----------------------------------------------------------------------------------------------------------------


def test_files_are_whole_and_never_written_over(tmp_path: Path) -> None:
    keeper = FilePrinter("a4", tmp_path / "papers")
    for content in (b"one", b"two", b"three"):
        assert keeper.print(content, "YJ1-SL1-1") == Outcome(End.CONFIRMED)
    there = {path.name: path.read_bytes() for path in (tmp_path / "papers").iterdir()}
    assert there == {"YJ1-SL1-1.pdf": b"one", "YJ1-SL1-1-2.pdf": b"two", "YJ1-SL1-1-3.pdf": b"three"}


def test_a_slip_keeps_its_picture_beside_it(tmp_path: Path) -> None:
    keeper = FilePrinter("slip", tmp_path)
    for number in (b"1", b"2"):
        assert keeper.print(b"dots" + number, "n", picture=b"png" + number).end is End.CONFIRMED
    there = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert there == {"n.escpos": b"dots1", "n.png": b"png1", "n-2.escpos": b"dots2", "n-2.png": b"png2"}


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EIO, "disk")])
@pytest.mark.parametrize("which", [1, 2])
def test_what_is_called_failed_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str, which: int
) -> None:
    """The disk fails at the flush of the file, or of the folder when the file has its name already."""
    flushed = []

    def fsync(handle: int) -> None:
        flushed.append(handle)
        if len(flushed) == which:
            raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", fsync)
    assert FilePrinter("a4", tmp_path).print(b"x", "n") == Outcome(End.FAILED, code)
    assert list(tmp_path.iterdir()) == []


def test_papers_are_for_their_owner_only(tmp_path: Path) -> None:
    assert FilePrinter("a4", tmp_path / "papers").print(b"x", "n").end is End.CONFIRMED
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "papers", tmp_path / "papers" / "n.pdf")]
    assert modes == [0o700, 0o600]


def test_many_at_once_lose_none(tmp_path: Path) -> None:
    keeper = FilePrinter("a4", tmp_path)
    all_at_once = [threading.Thread(target=keeper.print, args=(bytes([n]), "n")) for n in range(16)]
    for one in all_at_once:
        one.start()
    for one in all_at_once:
        one.join()
    assert sorted(path.read_bytes() for path in tmp_path.iterdir()) == [bytes([n]) for n in range(16)]


def test_a_disk_without_links_keeps_papers_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(errno.EPERM, "no links on FAT")

    monkeypatch.setattr(os, "link", refuse)
    assert [keep(tmp_path, "n", ".pdf", data).name for data in (b"1", b"2")] == ["n.pdf", "n-2.pdf"]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"n.pdf": b"1", "n-2.pdf": b"2"}


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EIO, "disk")])
def test_a_disk_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, "")

    monkeypatch.setattr(os, "fsync", refuse)
    assert FilePrinter("a4", tmp_path).print(b"x", "n") == Outcome(End.FAILED, code)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_is_failed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert FilePrinter("slip", tmp_path / "file" / "x").print(b"", "n") == Outcome(End.FAILED, "offline")


@pytest.mark.parametrize("title", ["../n", "a/b", "王一", "", "-o", "n.pdf", "n\n"])
def test_a_title_that_is_no_number_is_our_own_bug(tmp_path: Path, title: str) -> None:
    with pytest.raises(ValueError):
        FilePrinter("a4", tmp_path / "papers").print(b"", title)


# configuration --------------------------------------------------------------------------------------------------------


def opened(tmp_path: Path, content: str, media: Any = "slip") -> Printer:
    file = tmp_path / "printers.json"
    file.write_text(content, encoding="utf-8")
    return open_printer(media, configured(file), tmp_path / "papers")


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ("[]", "printers.json"),
        ("{", "printers.json"),
        pytest.param("[" * 200_000, "printers.json", id="deep"),
        ('{"slpi": {"kind": "file"}}', "slpi"),
        ('{"slip": 5}', "slip"),
        ('{"slip": null}', "slip"),
        ('{"slip": {}}', "slip.kind"),
        ('{"slip": {"kind": "laser"}}', "slip.kind"),
        ('{"slip": {"kind": ["file"]}}', "slip.kind"),
        ('{"slip": {"kind": "cups", "queue": "q"}}', "slip.kind"),
        ('{"slip": {"kind": "network"}}', "slip.host"),
        ('{"slip": {"kind": "network", "host": " "}}', "slip.host"),
        ('{"slip": {"kind": "network", "host": 5}}', "slip.host"),
        ('{"slip": {"kind": "network", "host": "h", "port": "9100"}}', "slip.port"),
        ('{"slip": {"kind": "network", "host": "h", "port": 99999}}', "slip.port"),
        ('{"slip": {"kind": "network", "host": "h", "port": true}}', "slip.port"),
        ('{"slip": {"kind": "network", "host": "h", "prot": 9100}}', "slip.prot"),
        ('{"slip": {"kind": "pretend", "status": "tired"}}', "slip.status"),
        ('{"slip": {"kind": "pretend", "seconds": -1}}', "slip.seconds"),
        ('{"slip": {"kind": "pretend", "dies": "yes"}}', "slip.dies"),
        ('{"slip": {"kind": "file", "folder": 7}}', "slip.folder"),
    ],
)
def test_a_bad_configuration_names_its_field(tmp_path: Path, content: str, field: str) -> None:
    with pytest.raises(BadPrinters) as bad:
        opened(tmp_path, content)
    assert bad.value.field == field


@pytest.mark.parametrize(
    ("content", "field"),
    [('{"a4": {"kind": "network", "host": "h"}}', "a4.kind"), ('{"a4": {"kind": "cups"}}', "a4.queue"),
     ('{"a4": {"kind": "cups", "queue": "-o x"}}', "a4.queue"), ('{"a4": {"kind": "cups", "queue": "a/b"}}', "a4.queue"),
     ('{"a4": {"kind": "cups", "queue": "q", "server": 1}}', "a4.server")],
)  # fmt: skip
def test_a_bad_queue_names_its_field(tmp_path: Path, content: str, field: str) -> None:
    with pytest.raises(BadPrinters) as bad:
        opened(tmp_path, content, "a4")
    assert bad.value.field == field


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "printers.json").mkdir()
    with pytest.raises(BadPrinters) as bad:
        configured(tmp_path / "printers.json")
    assert bad.value.field == "printers.json"


def test_what_is_set_up_is_opened(tmp_path: Path) -> None:
    both = '\ufeff{"slip": {"kind": "network", "host": "10.0.0.9"}, "a4": {"kind": "cups", "queue": "hall", "server": "h:631"}}'
    slip, a4 = opened(tmp_path, both), opened(tmp_path, both, "a4")
    assert isinstance(slip, NetworkPrinter) and (slip.host, slip.port, slip.name) == ("10.0.0.9", 9100, "10.0.0.9:9100")
    assert isinstance(a4, CupsPrinter) and (a4.queue, a4.name, a4.media) == ("hall", "hall", "a4")
    slow = opened(tmp_path, '{"slip": {"kind": "pretend", "seconds": 0.5, "status": "cover_open", "dies": true}}')
    assert isinstance(slow, PretendPrinter) and (slow.seconds, slow.dies_in_the_middle) == (0.5, True)
    assert slow.status() is Status.COVER_OPEN


def test_the_doctor_finds_every_printer(tmp_path: Path) -> None:
    (tmp_path / "printers.json").write_text('{"slip": {"kind": "pretend", "status": "paper_out"}}')
    slip, a4 = found(Settings(tmp_path))
    assert (slip.media, slip.kind, slip.chosen, slip.status) == ("slip", "pretend", True, Status.PAPER_OUT)
    assert (a4.media, a4.kind, a4.chosen, a4.name, a4.status) == ("a4", "file", False, "papers", Status.READY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_trouble_has_its_sentence(language: str) -> None:
    codes = [status.value for status in Status if status is not Status.READY]
    for code in [*codes, "disk", "disk_full", "queue_refused", "line_cut", "aborted", "cancelled"]:
        assert Words(language)(f"printer.{code}")


# pretend --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trouble", "end"),
    [(Status.READY, End.CONFIRMED), (Status.PAPER_NEAR_END, End.CONFIRMED), (Status.PAPER_OUT, End.FAILED),
     (Status.COVER_OPEN, End.FAILED), (Status.OFFLINE, End.FAILED), (Status.STOPPED, End.FAILED),
     (Status.BROKEN, End.FAILED), (Status.MUTE, End.UNKNOWN)],
)  # fmt: skip
def test_a_pretend_printer_suffers_what_it_is_told(tmp_path: Path, trouble: Status, end: End) -> None:
    one = PretendPrinter("slip", tmp_path / "papers", trouble)
    outcome = one.print(b"x", "n")
    assert (one.status(), outcome.end, outcome.code) == (trouble, end, "" if end is End.CONFIRMED else trouble)
    assert one.printed == (["n"] if end is End.CONFIRMED else [])


def test_a_pretend_printer_dies_in_the_middle(tmp_path: Path) -> None:
    one = PretendPrinter("a4", tmp_path, dies=True)
    assert one.print(b"12345678", "n") == Outcome(End.UNKNOWN, "line_cut")
    assert (one.status(), one.printed) == (Status.OFFLINE, [])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"n-torn.pdf": b"1234"}


def test_a_pretend_printer_can_be_slow(tmp_path: Path) -> None:
    before = time.monotonic()
    assert PretendPrinter("a4", tmp_path, seconds=0.2).print(b"", "n").end is End.CONFIRMED
    assert time.monotonic() - before >= 0.2


def test_residents_lay_their_cards_one_after_another() -> None:
    reader = PretendCardReader.of_demo(ASSETS)
    first, second = reader.read(), reader.read()
    assert isinstance(first, Card) and isinstance(second, Card) and first != second
    reader.lay("R0001")
    assert reader.read() == first
    reader.lay("R0300")
    assert isinstance(reader.read(), Card) and reader.read() == first  # behind the last, the first again
    with pytest.raises(KeyError):
        reader.lay("R9999")


def test_a_card_says_nothing_to_a_log() -> None:
    card = PretendCardReader.of_demo(ASSETS).read()
    assert isinstance(card, Card) and card.number[6:14] == card.born.strftime("%Y%m%d")
    assert repr(card) == "Card()"


def test_a_reader_without_a_card_says_so() -> None:
    reader = PretendCardReader.of_demo(ASSETS)
    reader.trouble = NoCard.UNREADABLE
    assert reader.read() is NoCard.UNREADABLE
    assert PretendCardReader([]).read() is NoCard.NONE
