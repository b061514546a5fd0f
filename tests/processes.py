"""Real processes on a data folder of their own: the centre, the agent, the command line; and a line that can be cut."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.counter import Counter, open_counter
from kiosk.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30.0


def wait_for(what: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Waits until something is so; fails when it does not come about."""
    until = time.monotonic() + seconds
    while not what():
        if time.monotonic() > until:
            raise AssertionError(f"waited {seconds:g} s in vain")
        time.sleep(0.05)


@dataclass
class Town:
    """A desk's folder with a city centre in it, and the programs that work there."""

    home: Path
    environ: dict[str, str] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("KIOSK", "CENTRE"))}
        self.environ = {**kept, "KIOSK_HOME": str(self.home), "PYTHONPATH": str(ROOT), **self.environ}

    @property
    def settings(self) -> Settings:
        return Settings.read({"KIOSK_HOME": str(self.home)})

    def start(self, name: str, *words: str) -> subprocess.Popen[str]:
        """Starts a program that runs until it is stopped."""
        process = subprocess.Popen(
            [sys.executable, "-m", *words], env=self.environ, text=True, cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.running[name] = process
        return process

    def kill(self, name: str) -> None:
        process = self.running.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def stop(self, name: str) -> None:
        process = self.running.pop(name)
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def close(self) -> None:
        for name in list(self.running):
            self.stop(name)

    def open_centre(self, *words: str) -> None:
        """The real HTTP service, answering."""
        self.settings.centre_address_file.unlink(missing_ok=True)
        self.start("centre", "sync.centre", *words, "serve")
        wait_for(self.centre_answers)

    def centre_answers(self) -> bool:
        if not self.settings.centre_address_file.exists():
            return False
        with suppress(OSError):
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with opener.open(self.settings.centre_address(), timeout=2) as answer:
                return bool(answer.status == 200)
        return False

    def run(self, *words: str, expect: int | None = 0) -> str:
        """One program to its end; its standard output."""
        done = subprocess.run(
            [sys.executable, "-m", *words], env=self.environ, text=True, cwd=ROOT, capture_output=True, check=False
        )
        if expect is not None and done.returncode != expect:
            raise AssertionError(f"{words} ended {done.returncode}: {done.stdout[-500:]} {done.stderr[-800:]}")
        return done.stdout

    def json(self, *words: str) -> Any:
        return json.loads(self.run(*words))

    def sync(self) -> None:
        self.run("sync", "once")

    def at_centre(self) -> dict[str, str]:
        """Number -> hash of every case at the centre, each once."""
        found = [(one["number"], one["hash"]) for one in self.json("sync.centre", "cases", "--json")]
        assert len(found) == len(dict(found)), "a case twice at the centre"
        return dict(found)

    @contextmanager
    def counter(self, on: date | None = None) -> Iterator[Counter]:
        """This desk, opened in the test's own process."""
        counter = open_counter(self.settings, on)
        try:
            yield counter
        finally:
            counter.tools.ledger.close()


class CuttingProxy:
    """A line that can lose the answer of the next upload: the centre gets it whole, the agent hears nothing."""

    def __init__(self, target: str) -> None:
        host, port = target.removeprefix("http://").split(":")
        self._target = (host, int(port))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.lose_answers = 0  # how many answers to uploads are still to be lost
        self.lost = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        """One request at a time on a kept connection, cut when an answer is to be lost."""
        with near, socket.create_connection(self._target) as far:
            while True:
                request = _message(near)
                if not request:
                    return
                far.sendall(request)
                answer = _message(far)
                if self.lose_answers and request.startswith(b"POST /v1/facts"):
                    self.lose_answers -= 1
                    self.lost += 1
                    return
                near.sendall(answer)


def _message(line: socket.socket) -> bytes:
    """One HTTP message with a content-length."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = line.recv(65536)
        if not more:
            return b""
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [int(one.split(b":")[1]) for one in head.split(b"\r\n") if one.lower().startswith(b"content-length")]
    wanted = lengths[0] if lengths else 0
    while len(body) < wanted:
        body += line.recv(65536)
    return head + b"\r\n\r\n" + body
