"""The embedded city centre and the agent, as the other programs that they are: started by their command line only."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kiosk.settings import Settings

PATIENCE = 30.0  # seconds for a centre to come up


def command(name: str) -> list[str]:
    """How to start a sister program: beside a packaged `kiosk`, or as a module of this Python."""
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).with_name({"sync": "kiosk-agent", "sync.centre": "kiosk-centre"}[name]))]
    return [sys.executable, "-m", name]


class City:
    """A centre on this installation's own folder, that can be cut off and opened again. With `offline` nothing starts."""

    def __init__(self, settings: Settings, *, offline: bool) -> None:
        self.settings, self.offline = settings, offline
        self._server: subprocess.Popen[bytes] | None = None
        self._environ = {**os.environ, "KIOSK_HOME": str(settings.home)}

    def open(self) -> None:
        """Starts the centre and waits until it answers."""
        if self.offline or self._server is not None:
            return
        self.settings.centre_address_file.unlink(missing_ok=True)
        self._server = subprocess.Popen(
            [*command("sync.centre"), "serve"], env=self._environ, stdout=subprocess.DEVNULL
        )
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if time.monotonic() > until or self._server.poll() is not None:
                raise OSError("the embedded centre does not come up")
            time.sleep(0.1)

    def _answers(self) -> bool:
        if not self.settings.centre_address_file.exists():
            return False
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
                self.settings.centre_address(), timeout=2
            ) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def cut(self) -> None:
        """The line is down: nobody answers."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait(20)
            self._server = None

    close = cut

    def sync(self) -> None:
        """One round of push and pull until quiet."""
        if not self.offline:
            self._run("sync", "once")

    def decide(self, number: str, kind: str, body: Mapping[str, Any], by: str) -> None:
        """A reviewer's word, written at the centre. What is not there yet is brought first."""
        words = ("decide", number, kind, "--body", json.dumps(body, ensure_ascii=False), "--by", by)
        self._run("sync.centre", *words)

    def pass_terms(self) -> None:
        self._run("sync.centre", "terms")

    def cases(self) -> list[dict[str, str]]:
        """Every case at the centre; none while the line is cut."""
        if self.offline:
            return []
        found: list[dict[str, str]] = json.loads(self._run("sync.centre", "cases", "--json"))
        return found

    def _run(self, name: str, *words: str) -> str:
        done = subprocess.run([*command(name), *words], env=self._environ, capture_output=True, text=True, check=False)
        if done.returncode:
            raise OSError(f"{name} {words[0]}: {done.stderr.strip()[-300:]}")
        return done.stdout
