"""Printers: every trouble ends in the right word; a time-out is never a success. Real sockets, a real cupsd."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.devices import network
from kiosk.devices.cups import CupsPrinter
from kiosk.devices.files import FilePrinter
from kiosk.devices.network import NetworkPrinter
from kiosk.devices.pretend.speaking_printer import SpeakingPrinter
from kiosk.devices.printers import BadPrinters, End, Outcome, Status, configured, open_printer

BAND = b"\x1dv0\x00\x02\x00\x08\x00" + b"\xff\x00" * 8
SLIP = b"\x1b@" + BAND * 3 + b"\x1bd\x03\x1dV\x00"


@pytest.fixture
def speaking(monkeypatch: pytest.MonkeyPatch) -> Iterator[SpeakingPrinter]:
    monkeypatch.setattr(network, "PATIENCE", 0.3)
    monkeypatch.setattr(network, "PRINTING", 0.6)
    made = SpeakingPrinter()
    yield made
    made.close()


def printer(speaking: SpeakingPrinter) -> NetworkPrinter:
    return NetworkPrinter("127.0.0.1", speaking.port)


def test_a_slip_comes_out_and_is_confirmed(speaking: SpeakingPrinter) -> None:
    assert printer(speaking).print(SLIP, "n-1") == Outcome(End.CONFIRMED)
    assert (speaking.paper.bands, speaking.paper.cuts, speaking.paper.complaints) == (3, 1, [])
    assert speaking.paper.png().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("trouble", "status", "outcome"),
    [
        ("paper_out", Status.PAPER_OUT, Outcome(End.FAILED, "paper_out")),
        ("cover_open", Status.COVER_OPEN, Outcome(End.FAILED, "cover_open")),
        ("mute", Status.MUTE, Outcome(End.FAILED, "mute")),
        ("near_end", Status.PAPER_NEAR_END, Outcome(End.CONFIRMED)),
    ],
)
def test_trouble_before_a_slip(speaking: SpeakingPrinter, trouble: str, status: Status, outcome: Outcome) -> None:
    setattr(speaking.faults, trouble, True)
    assert printer(speaking).status() is status
    assert printer(speaking).print(SLIP, "n-1") == outcome
    assert (speaking.paper.bands == 3) == (outcome.end is End.CONFIRMED)


def test_paper_out_in_the_middle_is_unknown(speaking: SpeakingPrinter) -> None:
    speaking.faults.paper_out_after_bands = 1
    assert printer(speaking).print(SLIP, "n-1").end is End.UNKNOWN
    assert speaking.paper.bands == 1


def test_a_line_that_breaks_in_the_middle_is_unknown(speaking: SpeakingPrinter) -> None:
    speaking.faults.dies_after = 30
    assert printer(speaking).print(SLIP, "n-1").end is End.UNKNOWN


def test_nobody_there_is_failed() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert NetworkPrinter("127.0.0.1", port).status() is Status.OFFLINE
    assert NetworkPrinter("127.0.0.1", port).print(SLIP, "n-1") == Outcome(End.FAILED, "offline")


def test_an_illegal_byte_is_a_complaint(speaking: SpeakingPrinter) -> None:
    printer(speaking).print(b"\x1b@\x1bp\x00\x10\x10" + SLIP, "n-1")
    assert speaking.paper.complaints


def test_files_are_whole_and_never_written_over(tmp_path: Path) -> None:
    keeper = FilePrinter("a4", tmp_path / "papers")
    for content in (b"one", b"two"):
        assert keeper.print(content, "YJ1-SL1-1") == Outcome(End.CONFIRMED)
    found = {path.name: path.read_bytes() for path in (tmp_path / "papers").iterdir()}
    assert found == {"YJ1-SL1-1.pdf": b"one", "YJ1-SL1-1-2.pdf": b"two"}


def test_a_folder_that_cannot_be_written_is_failed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert FilePrinter("slip", tmp_path / "file" / "x").print(b"", "n").end is End.FAILED


@pytest.mark.parametrize(
    ("content", "field"),
    [("[]", "printers.json"), ("{", "printers.json"), ('{"slip": {"kind": "laser"}}', "slip.kind"),
     ('{"slip": {"kind": "network"}}', "slip.host"), ('{"slip": {"kind": "cups", "queue": "q"}}', "slip.kind"),
     ('{"slip": 5}', "slip.")],
)  # fmt: skip
def test_a_bad_configuration_names_its_field(tmp_path: Path, content: str, field: str) -> None:
    file = tmp_path / "printers.json"
    file.write_text(content)
    with pytest.raises(BadPrinters) as bad:
        open_printer("slip", configured(file), tmp_path)
    assert bad.value.field.startswith(field)


# CUPS -----------------------------------------------------------------------------------------------------------------


@dataclass
class Cups:
    """A cupsd of the test's own, with one queue to a printer on a socket; `came` is what that printer got."""

    server: str
    environ: dict[str, str]
    came: list[bytes] = field(default_factory=list)

    def run(self, *command: str) -> None:
        subprocess.run(command, env=self.environ, check=True, capture_output=True)


def _print_all(paper: socket.socket, came: list[bytes]) -> None:
    """A page printer: takes every connection's bytes."""
    while True:
        try:
            line, _ = paper.accept()
        except OSError:
            return
        with line:
            data = b""
            while more := line.recv(65536):
                data += more
        came.append(data)


@pytest.fixture(scope="module")
def cups() -> Iterator[Cups]:
    folder = Path(tempfile.mkdtemp(prefix="cups-"))
    folder.chmod(0o755)  # backends run as another user
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name in ("spool/tmp", "cache", "state", "conf/ppd", "log"):
        (folder / name).mkdir(parents=True)
    user = "root" if os.geteuid() == 0 else os.environ.get("USER", "nobody")
    (folder / "conf" / "cupsd.conf").write_text(
        f"Listen 127.0.0.1:{port}\nLogLevel warn\nPreserveJobHistory Yes\nWebInterface No\nBrowsing Off\nDefaultAuthType None\n"
        "<Location />\nOrder allow,deny\nAllow all\n</Location>\n<Location /admin>\nOrder allow,deny\nAllow all\n</Location>\n"
        "<Policy default>\n<Limit All>\nOrder deny,allow\nAllow all\n</Limit>\n</Policy>\n"
    )
    (folder / "conf" / "cups-files.conf").write_text(
        f"FileDevice Yes\nServerRoot {folder}/conf\nRequestRoot {folder}/spool\nTempDir {folder}/spool/tmp\n"
        f"CacheDir {folder}/cache\nStateDir {folder}/state\nAccessLog {folder}/log/access\nErrorLog {folder}/log/error\n"
        f"PageLog {folder}/log/page\nSystemGroup {user}\n"
    )
    config = ["-c", str(folder / "conf" / "cupsd.conf"), "-s", str(folder / "conf" / "cups-files.conf")]
    daemon = subprocess.Popen(["/usr/sbin/cupsd", "-f", *config], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    made = Cups(f"127.0.0.1:{port}", {**os.environ, "LC_ALL": "C", "CUPS_SERVER": f"127.0.0.1:{port}"})
    until = time.monotonic() + 15
    while subprocess.run(["lpstat", "-r"], env=made.environ, capture_output=True, check=False).returncode:
        assert time.monotonic() < until, (folder / "log" / "error").read_text()[-2000:]
        time.sleep(0.1)
    paper = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_print_all, args=(paper, made.came), daemon=True).start()
    device = f"socket://127.0.0.1:{paper.getsockname()[1]}/?waiteof=false"
    made.run("/usr/sbin/lpadmin", "-p", "a4", "-E", "-v", device, "-m", "raw")
    yield made
    paper.close()
    daemon.terminate()
    daemon.wait(10)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.needs("cups", "cups-client")
def test_a_pdf_goes_through_cups_unchanged(cups: Cups) -> None:
    content = b"%PDF-1.4\n" + bytes(range(256)) * 40
    assert CupsPrinter("a4", cups.server, 20).print(content, "YJ00100101A26112300010-SL1-1") == Outcome(End.CONFIRMED)
    assert cups.came == [content]


@pytest.mark.needs("cups", "cups-client")
def test_a_stopped_queue_is_not_done(cups: Cups) -> None:
    queue = CupsPrinter("a4", cups.server, 5)
    cups.run("/usr/sbin/cupsdisable", "a4")
    assert queue.status() is Status.STOPPED
    assert queue.print(b"%PDF", "n-1") == Outcome(End.FAILED, "stopped")
    cups.run("/usr/sbin/cupsenable", "a4")
    assert queue.status() is Status.READY


@pytest.mark.needs("cups", "cups-client")
def test_an_unknown_queue_is_offline(cups: Cups) -> None:
    assert CupsPrinter("nowhere", cups.server).status() is Status.OFFLINE
    assert CupsPrinter("nowhere", cups.server).print(b"", "n").end is End.FAILED
