"""A slip printer on a socket: each trouble, before, in and after the slip, ends in the right word."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image

from kiosk.devices.network import NetworkPrinter
from kiosk.devices.pretend.speaking_printer import SpeakingPrinter
from kiosk.devices.printers import End, Outcome, Status

BAND = b"\x1dv0\x00\x02\x00\x08\x00" + b"\xff\x00" * 8
SLIP = b"\x1b@" + BAND * 3 + b"\x1bd\x03\x1dV\x00"
QUESTIONS = 9  # bytes of the three questions in front of a slip


@pytest.fixture
def speaking() -> Iterator[SpeakingPrinter]:
    made = SpeakingPrinter()
    yield made
    made.close()


def printer(speaking: SpeakingPrinter, patience: float = 0.3, printing: float = 0.6) -> NetworkPrinter:
    return NetworkPrinter("127.0.0.1", speaking.port, patience, printing)


def came_out(speaking: SpeakingPrinter, bands: int) -> bool:
    until = time.monotonic() + 5
    while speaking.paper.bands < bands and time.monotonic() < until:
        time.sleep(0.02)
    return speaking.paper.bands == bands


def test_a_slip_comes_out_and_is_confirmed(speaking: SpeakingPrinter) -> None:
    assert printer(speaking).status() is Status.READY
    assert printer(speaking).print(SLIP, "n-1") == Outcome(End.CONFIRMED)
    assert (speaking.paper.bands, speaking.paper.cuts, speaking.paper.complaints) == (3, 1, [])


def test_the_paper_shows_the_dots(speaking: SpeakingPrinter) -> None:
    printer(speaking).print(SLIP, "n-1")
    picture = Image.open(BytesIO(speaking.paper.png()))
    assert picture.size == (16, 24)
    assert picture.crop((0, 0, 8, 24)).getextrema() == (0, 0) and picture.crop((8, 0, 16, 24)).getextrema() == (
        255,
        255,
    )


def test_a_long_slip_comes_out_whole(speaking: SpeakingPrinter) -> None:
    band = b"\x1dv0\x00\x48\x00\x00\x01" + b"\x55" * (72 * 256)
    assert printer(speaking, 2, 15).print(b"\x1b@" + band * 5 + b"\x1dV\x42\x00", "n-1") == Outcome(End.CONFIRMED)
    assert (len(speaking.paper.rows), speaking.paper.complaints) == (5 * 256, [])


@pytest.mark.parametrize(
    ("trouble", "status", "outcome"),
    [
        ("paper_out", Status.PAPER_OUT, Outcome(End.FAILED, "paper_out")),
        ("cover_open", Status.COVER_OPEN, Outcome(End.FAILED, "cover_open")),
        ("jammed", Status.BROKEN, Outcome(End.FAILED, "broken")),
        ("mute", Status.MUTE, Outcome(End.FAILED, "mute")),
        ("near_end", Status.PAPER_NEAR_END, Outcome(End.CONFIRMED)),
    ],
)
def test_trouble_before_a_slip(speaking: SpeakingPrinter, trouble: str, status: Status, outcome: Outcome) -> None:
    setattr(speaking.faults, trouble, True)
    assert printer(speaking).status() is status
    assert printer(speaking).print(SLIP, "n-1") == outcome
    assert speaking.paper.bands == (3 if outcome.end is End.CONFIRMED else 0)


def test_what_failed_never_comes_out_later(speaking: SpeakingPrinter) -> None:
    """FAILED promises that sending again makes no second paper."""
    speaking.faults.paper_out = True
    assert printer(speaking).print(SLIP, "n-1").end is End.FAILED
    speaking.mend()
    assert printer(speaking).print(SLIP, "n-1").end is End.CONFIRMED
    assert (speaking.paper.bands, speaking.paper.cuts) == (3, 1)


def test_paper_out_in_the_middle_is_unknown_and_the_rest_comes_with_new_paper(speaking: SpeakingPrinter) -> None:
    """Why UNKNOWN is not sent again by itself: the printer kept the slip, and would print it twice."""
    speaking.faults.paper_out_after_bands = 1
    assert printer(speaking).print(SLIP, "n-1") == Outcome(End.UNKNOWN, "paper_out")
    assert speaking.paper.bands == 1
    speaking.mend()
    assert came_out(speaking, 3)


def test_paper_out_behind_the_cut_is_unknown(speaking: SpeakingPrinter) -> None:
    speaking.faults.paper_out_at_cut = True
    assert printer(speaking).print(SLIP, "n-1") == Outcome(End.UNKNOWN, "paper_out")


@pytest.mark.parametrize("at", [QUESTIONS + 1, QUESTIONS + len(SLIP) // 2, QUESTIONS + len(SLIP) + 1])
def test_a_printer_that_falls_silent_is_unknown(speaking: SpeakingPrinter, at: int) -> None:
    speaking.faults.mute_after = at
    assert printer(speaking).print(SLIP, "n-1") == Outcome(End.UNKNOWN, "mute")


@pytest.mark.parametrize("at", [QUESTIONS + 1, QUESTIONS + 20, QUESTIONS + len(SLIP), QUESTIONS + len(SLIP) + 2])
def test_a_printer_that_starts_anew_is_unknown(speaking: SpeakingPrinter, at: int) -> None:
    speaking.faults.resets_after = at
    assert printer(speaking).print(SLIP, "n-1") == Outcome(End.UNKNOWN, "line_cut")
    speaking.paper.bands = 0
    assert printer(speaking).print(SLIP, "n-2") == Outcome(End.CONFIRMED)  # and it is as new
    assert (speaking.paper.bands, speaking.paper.complaints) == (3, [])


@pytest.mark.parametrize("at", [0, 4, QUESTIONS - 1])
def test_a_line_cut_before_the_slip_is_failed(speaking: SpeakingPrinter, at: int) -> None:
    speaking.faults.resets_after = at
    assert printer(speaking).print(SLIP, "n-1") == Outcome(End.FAILED, "offline")
    assert speaking.paper.bands == 0


def test_a_slow_printer_is_waited_for(speaking: SpeakingPrinter) -> None:
    speaking.faults.seconds_a_band = 0.1
    assert printer(speaking, 0.3, 5).print(SLIP, "n-1") == Outcome(End.CONFIRMED)


def test_a_printer_slower_than_our_patience_is_unknown(speaking: SpeakingPrinter) -> None:
    speaking.faults.seconds_a_band = 0.5
    assert printer(speaking).print(SLIP, "n-1") == Outcome(End.UNKNOWN, "mute")
    assert came_out(speaking, 3)


def test_dots_that_read_like_a_question_confirm_nothing(speaking: SpeakingPrinter) -> None:
    """DLE EOT is answered wherever it stands: an answer that nobody asked for is not the word behind the last byte."""
    tricky = b"\x1b@\x1dv0\x00\x03\x00\x02\x00" + b"\x10\x04\x01" * 2 + BAND + b"\x1dV\x00"
    assert printer(speaking).print(tricky, "n-1") == Outcome(End.CONFIRMED)
    speaking.faults.paper_out_after_bands = 2
    assert printer(speaking).print(tricky, "n-2") == Outcome(End.UNKNOWN, "paper_out")


def test_a_slip_that_is_cut_short_is_unknown(speaking: SpeakingPrinter) -> None:
    """A picture with too few dots swallows what stands behind it, the question too."""
    assert printer(speaking).print(SLIP[:-6] + BAND[:-6], "n-1") == Outcome(End.UNKNOWN, "mute")


def test_nobody_there_is_failed() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert NetworkPrinter("127.0.0.1", port).status() is Status.OFFLINE
    assert NetworkPrinter("127.0.0.1", port).print(SLIP, "n-1") == Outcome(End.FAILED, "offline")


def test_a_host_that_is_no_name_is_failed() -> None:
    assert NetworkPrinter("a" * 70 + ".", 9100).print(SLIP, "n-1") == Outcome(End.FAILED, "offline")


def answering(*answers: bytes) -> Iterator[NetworkPrinter]:
    """A printer that answers each thing it hears with the next of these bytes."""
    from threading import Thread

    with socket.create_server(("127.0.0.1", 0)) as server:

        def speak() -> None:
            line, _ = server.accept()
            with line:
                for answer in answers:
                    if not line.recv(65536):
                        return
                    line.sendall(answer)
                line.recv(65536)

        thread = Thread(target=speak)
        thread.start()
        yield NetworkPrinter("127.0.0.1", server.getsockname()[1], 0.3, 0.3)
        thread.join(5)


ASB = b"\x14\x00\x00\x0f"  # "I report by myself": its last three bytes look like answers to GS r


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ((b"\x12", b"\x12", b"\x12", b"\x00", b"\x12", b"\x12", b"\x12"), Outcome(End.CONFIRMED)),
        ((b"\x11\x12", ASB + b"\x12", b"\x12", ASB + b"\x00", b"\x12", b"\x12", b"\x12"), Outcome(End.CONFIRMED)),
        ((b"\x12", b"\x12", b"\x12", ASB, b"\x12", b"\x12", b"\x12"), Outcome(End.UNKNOWN, "mute")),
        ((b"\x12", b"\x12", b"\x12", b"\x12", b"\x12", b"\x12", b"\x12"), Outcome(End.UNKNOWN, "mute")),
        ((b"\x00", b"\x00"), Outcome(End.FAILED, "mute")),
        ((b"HTTP/1.1 400 Bad Request\r\n\r\n", b"", b""), Outcome(End.FAILED, "mute")),
    ],
)
def test_only_the_right_answer_counts(answers: tuple[bytes, ...], outcome: Outcome) -> None:
    for one in answering(*answers):
        assert one.print(SLIP, "n-1") == outcome


@pytest.mark.parametrize(
    "illegal", [b"\x1bp\x00\x10\x10", b"\x10\x14\x01\x00\x01", b"\x1d(k\x03\x00", b"\xb0\xa1", b"A"]
)
def test_an_illegal_byte_is_a_complaint(speaking: SpeakingPrinter, illegal: bytes) -> None:
    printer(speaking).print(b"\x1b@" + illegal + SLIP, "n-1")
    assert speaking.paper.complaints


def test_a_picture_wider_than_the_head_is_a_complaint(speaking: SpeakingPrinter) -> None:
    printer(speaking).print(b"\x1dv0\x00\x49\x00\x01\x00" + b"\x00" * 73, "n-1")
    assert speaking.paper.complaints == ["584 dots are wider than the head"]


def test_our_devices_never_import_escpos() -> None:
    """Its import leaves a temporary folder behind and configures logging."""
    code = "import kiosk.devices.network, kiosk.devices.pretend.speaking_printer, sys; print('escpos' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"
    assert logging.getLogger("escpos").handlers == []
