"""A4 through a real cupsd of the test's own: bytes arrive unchanged, and only what came out is called printed."""

from __future__ import annotations

import os
import shutil
import socket
import struct
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.devices import ipp
from kiosk.devices.cups import CupsPrinter, _status
from kiosk.devices.printers import End, Outcome, Status
from tests.processes import wait_for

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 40
TITLE = "YJ00100101A26112300010-SL1-1"


class Paper:
    """A page printer on a socket: keeps every connection's bytes; while `stuck` it takes none."""

    def __init__(self) -> None:
        self.came: list[bytes] = []
        self.free = threading.Event()
        self.free.set()
        self.began = threading.Event()
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.server.getsockname()[1]
        threading.Thread(target=self._take_all, daemon=True).start()

    def hold(self) -> None:
        """Takes the next job's line, and none of its bytes."""
        self.free.clear()
        self.began.clear()

    def _take_all(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self.server.accept()
                with line:
                    self.began.set()
                    self.free.wait(30)
                    data = b""
                    with suppress(OSError):
                        while more := line.recv(65536):
                            data += more
                self.came.append(data)


@dataclass
class Cups:
    """A cupsd of the test's own, with a queue "a4" to a printer on a socket."""

    server: str
    socket: str
    environ: dict[str, str]
    paper: Paper = field(default_factory=Paper)

    def run(self, *command: str) -> None:
        done = subprocess.run(command, env=self.environ, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def up(self) -> bool:
        """`lpstat -r` ends 0 also when the scheduler is not there: only its words tell."""
        said = subprocess.run(["lpstat", "-r"], env=self.environ, capture_output=True, text=True, check=False)
        return said.stdout.strip() == "scheduler is running"

    def jobs(self, which: str) -> list[str]:
        said = subprocess.run(
            ["lpstat", "-W", which, "-o"], env=self.environ, capture_output=True, text=True, check=False
        )
        return [line.split()[0] for line in said.stdout.splitlines()]


def _written(folder: Path, port: int) -> list[str]:
    """Writes the configuration; answers the options that name it."""
    for name in ("spool/tmp", "cache", "state", "conf/ppd", "log"):
        (folder / name).mkdir(parents=True)
    user = "root" if os.geteuid() == 0 else os.environ.get("USER", "nobody")
    (folder / "conf" / "cupsd.conf").write_text(
        f"Listen 127.0.0.1:{port}\nListen {folder}/cups.sock\nLogLevel warn\nPreserveJobHistory Yes\nWebInterface No\n"
        "Browsing Off\nDefaultAuthType None\n<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
        "<Location /admin>\nOrder allow,deny\nAllow all\n</Location>\n"
        "<Policy default>\n<Limit All>\nOrder deny,allow\nAllow all\n</Limit>\n</Policy>\n"
    )
    (folder / "conf" / "cups-files.conf").write_text(
        f"FileDevice Yes\nServerRoot {folder}/conf\nRequestRoot {folder}/spool\nTempDir {folder}/spool/tmp\n"
        f"CacheDir {folder}/cache\nStateDir {folder}/state\nAccessLog {folder}/log/access\nErrorLog {folder}/log/error\n"
        f"PageLog {folder}/log/page\nSystemGroup {user}\n"
    )
    return ["-c", str(folder / "conf" / "cupsd.conf"), "-s", str(folder / "conf" / "cups-files.conf")]


@pytest.fixture(scope="module")
def cups() -> Iterator[Cups]:
    folder = Path(tempfile.mkdtemp(prefix="cups-"))  # short: a socket's path has 108 bytes
    folder.chmod(0o755)  # backends run as another user
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Cups(
        f"127.0.0.1:{port}", f"{folder}/cups.sock", {**os.environ, "LC_ALL": "C", "CUPS_SERVER": f"127.0.0.1:{port}"}
    )
    quiet = subprocess.DEVNULL
    daemon = subprocess.Popen(["/usr/sbin/cupsd", "-f", *_written(folder, port)], stdout=quiet, stderr=quiet)
    try:  # whatever happens from here on, no cupsd is left behind
        until = time.monotonic() + 15
        while not made.up():
            assert daemon.poll() is None and time.monotonic() < until, (folder / "log" / "error").read_text()[-2000:]
            time.sleep(0.1)
        device = f"socket://127.0.0.1:{made.paper.port}/?waiteof=false"
        made.run("/usr/sbin/lpadmin", "-p", "a4", "-E", "-v", device, "-m", "raw")
        yield made
    finally:
        made.paper.server.close()
        daemon.terminate()
        daemon.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


needs_cups = pytest.mark.needs("cups", "cups-client")


@needs_cups
def test_a_pdf_goes_through_cups_unchanged(cups: Cups) -> None:
    cups.paper.came.clear()
    assert CupsPrinter("a4", cups.server, 20).print(PDF, TITLE) == Outcome(End.CONFIRMED)
    assert cups.paper.came == [PDF]


@needs_cups
def test_what_the_law_wants_twice_comes_out_twice(cups: Cups) -> None:
    cups.paper.came.clear()
    assert CupsPrinter("a4", cups.server, 20).print(PDF, TITLE, 2) == Outcome(End.CONFIRMED)
    wait_for(lambda: b"".join(cups.paper.came) == PDF + PDF, 10)


@needs_cups
def test_a_socket_in_the_file_system_is_a_server_too(cups: Cups) -> None:
    cups.paper.came.clear()
    assert CupsPrinter("a4", cups.socket, 20).print(PDF, TITLE) == Outcome(End.CONFIRMED)
    assert cups.paper.came == [PDF]


@needs_cups
def test_the_environments_server_is_used_where_none_is_set_up(cups: Cups, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPS_SERVER", cups.server)
    assert CupsPrinter("a4").status() is Status.READY


@needs_cups
def test_a_job_is_asked_for_where_it_was_handed_over(
    cups: Cups, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """client.conf sends `lp` to a server: another one's job of the same number says nothing about ours."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".cups").mkdir()
    (tmp_path / ".cups" / "client.conf").write_text(f"ServerName {cups.server}\n")
    cups.paper.came.clear()
    assert CupsPrinter("a4", patience=20).print(PDF, TITLE) == Outcome(End.CONFIRMED)
    wait_for(lambda: cups.paper.came == [PDF], 10)  # the queue's word may come before the last byte is read here


@needs_cups
def test_a_stopped_queue_is_not_done(cups: Cups) -> None:
    queue = CupsPrinter("a4", cups.server, 5)
    cups.paper.came.clear()
    cups.run("/usr/sbin/cupsdisable", "a4")
    try:
        assert queue.status() is Status.STOPPED
        assert queue.print(PDF, TITLE) == Outcome(End.FAILED, "stopped")
    finally:
        cups.run("/usr/sbin/cupsenable", "a4")
    assert queue.status() is Status.READY
    assert (cups.jobs("not-completed"), cups.paper.came) == ([], [])


@needs_cups
def test_a_queue_that_takes_nothing_in_is_failed(cups: Cups) -> None:
    cups.run("/usr/sbin/cupsreject", "a4")
    try:
        assert CupsPrinter("a4", cups.server, 5).print(PDF, TITLE) == Outcome(End.FAILED, "queue_refused")
    finally:
        cups.run("/usr/sbin/cupsaccept", "a4")
    assert cups.jobs("not-completed") == []


@needs_cups
def test_an_aborted_job_is_not_done(cups: Cups) -> None:
    """lpstat shows it among the completed ones."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        device = f"socket://127.0.0.1:{nobody.getsockname()[1]}/?contimeout=1"
        policy = "printer-error-policy=abort-job"
        cups.run("/usr/sbin/lpadmin", "-p", "dead", "-E", "-v", device, "-m", "raw", "-o", policy)
        assert CupsPrinter("dead", cups.server, 30).print(PDF, TITLE) == Outcome(End.UNKNOWN, "aborted")
        assert any(job.startswith("dead-") for job in cups.jobs("completed"))


@needs_cups
def test_a_printer_that_fails_and_stops_its_queue_is_not_done(cups: Cups) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        device = f"socket://127.0.0.1:{nobody.getsockname()[1]}/?contimeout=1"
        policy = "printer-error-policy=stop-printer"
        cups.run("/usr/sbin/lpadmin", "-p", "stops", "-E", "-v", device, "-m", "raw", "-o", policy)
        assert CupsPrinter("stops", cups.server, 30).print(PDF, TITLE) == Outcome(End.UNKNOWN, "stopped")
    assert not any(job.startswith("stops-") for job in cups.jobs("not-completed"))  # taken back


@needs_cups
def test_a_job_that_began_and_does_not_end_is_taken_back_and_unknown(cups: Cups) -> None:
    cups.paper.hold()
    try:
        much = PDF * 2000  # more than any buffer on the way
        assert CupsPrinter("a4", cups.server, 3).print(much, TITLE) == Outcome(End.UNKNOWN, "mute")
        assert cups.jobs("not-completed") == []
    finally:
        cups.paper.free.set()


@needs_cups
def test_a_job_that_never_began_is_taken_back_and_failed(cups: Cups) -> None:
    """Another job is in front of it; as it never began, it may be sent again."""
    cups.paper.hold()
    try:
        first = threading.Thread(target=CupsPrinter("a4", cups.server, 6).print, args=(PDF * 2000, "first-1"))
        first.start()
        assert cups.paper.began.wait(10)
        assert CupsPrinter("a4", cups.server, 1).print(PDF, TITLE) == Outcome(End.FAILED, "mute")
        first.join()
    finally:
        cups.paper.free.set()


@needs_cups
def test_a_job_that_somebody_cancels_is_not_done(cups: Cups) -> None:
    cups.paper.hold()
    ends: list[Outcome] = []
    try:
        queue = CupsPrinter("a4", cups.server, 20)
        going = threading.Thread(target=lambda: ends.append(queue.print(PDF * 2000, TITLE)))
        going.start()
        assert cups.paper.began.wait(10)
        cups.run("cancel", cups.jobs("not-completed")[0])
        going.join()
    finally:
        cups.paper.free.set()
    assert ends == [Outcome(End.UNKNOWN, "cancelled")]


@needs_cups
def test_a_job_is_titled_by_its_number_only(cups: Cups) -> None:
    with pytest.raises(ValueError):
        CupsPrinter("a4", cups.server).print(PDF, "王一的受理通知书")
    assert cups.jobs("not-completed") == []


@needs_cups
def test_an_unknown_queue_is_offline(cups: Cups) -> None:
    assert CupsPrinter("nowhere", cups.server).status() is Status.OFFLINE
    assert CupsPrinter("nowhere", cups.server).print(b"", "n") == Outcome(End.FAILED, "offline")


def test_no_cups_at_all_is_offline(tmp_path: Path) -> None:
    assert CupsPrinter("a4", str(tmp_path / "none.sock")).status() is Status.OFFLINE
    assert CupsPrinter("a4", str(tmp_path / "none.sock")).print(b"", "n") == Outcome(End.FAILED, "offline")


@pytest.mark.parametrize(
    ("state", "reasons", "status"),
    [(3, ["none"], Status.READY), (5, ["media-empty-error"], Status.STOPPED), (3, ["media-empty-error"], Status.PAPER_OUT),
     (4, ["media-needed"], Status.PAPER_OUT), (3, ["cover-open"], Status.COVER_OPEN), (3, ["media-jam-error"], Status.BROKEN),
     (3, ["offline-report"], Status.READY), (3, ["media-low-warning"], Status.PAPER_NEAR_END),
     (3, ["toner-low-report", "door-open-error"], Status.COVER_OPEN), (None, [None], Status.READY)],
)  # fmt: skip
def test_a_queues_reasons_become_a_status(state: int | None, reasons: list[str | None], status: Status) -> None:
    assert _status([state], reasons) is status


HEAD = b"\x02\x00\x00\x00\x00\x00\x00\x01"
STATE = b"\x02\x23\x00\x09job-state\x00\x04" + struct.pack(">i", 9)


def test_an_answer_is_read_by_name() -> None:
    more = b"\x44\x00\x01r\x00\x01a\x44\x00\x00\x00\x01b\x13\x00\x01t\x00\x00"
    assert ipp.read(HEAD + STATE + more + b"\x03") == {"job-state": [9], "r": ["a", "b"], "t": [None]}


@pytest.mark.parametrize(
    "data",
    [b"", b"\x02", HEAD, HEAD + STATE, HEAD + STATE[:-2] + b"\x03", HEAD + b"\x23\xff\xff\x03",
     b"\x02\x00\x04\x06\x00\x00\x00\x01\x03", b"<html>nothing here</html>", HEAD + b"\x23\x00\x01s\x00\x01\x09\x03"],
)  # fmt: skip
def test_what_is_no_answer_says_nothing(data: bytes) -> None:
    with pytest.raises(ipp.NoAnswer):
        ipp.read(data)
