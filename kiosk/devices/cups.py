"""An A4 printer behind CUPS, through its own programs (`lp`, `lpstat`): no shell, no personal data in a job's title."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time

from kiosk.devices.printers import End, Media, Outcome, Status

PATIENCE = 60.0  # seconds for a job to complete


class CupsPrinter:
    """One queue; `server` names another cupsd ("host:port" or a socket)."""

    media: Media = "a4"

    def __init__(self, queue: str, server: str = "", patience: float = PATIENCE) -> None:
        self.queue, self.patience = queue, patience
        self._environ = {**os.environ, "LC_ALL": "C"} | ({"CUPS_SERVER": server} if server else {})

    def status(self) -> Status:
        if shutil.which("lp") is None:
            return Status.OFFLINE
        told = self._run("lpstat", "-p", self.queue)
        if told.returncode:
            return Status.OFFLINE
        return Status.STOPPED if "disabled" in told.stdout else Status.READY

    def print(self, data: bytes, title: str) -> Outcome:
        """Hands the bytes over unchanged and waits for the job's end. What is not completed in time is taken back out of
        the queue when it can be; what cannot is unknown."""
        before = self.status()
        if before is not Status.READY:
            return Outcome(End.FAILED, before)
        sent = self._run("lp", "-d", self.queue, "-t", title, "-o", "media=A4", "--", "-", data=data)
        job = re.search(r"request id is (\S+)", sent.stdout)
        if sent.returncode or job is None:
            return Outcome(End.FAILED, "queue_refused")
        return self._wait(job[1])

    def _wait(self, job: str) -> Outcome:
        until = time.monotonic() + self.patience
        while time.monotonic() < until:
            if job in self._jobs("completed"):
                return Outcome(End.CONFIRMED)
            if self.status() is Status.STOPPED:
                return self._take_back(job, Status.STOPPED)
            time.sleep(0.2)
        return self._take_back(job, Status.MUTE)

    def _take_back(self, job: str, why: str) -> Outcome:
        waiting = job in self._jobs("not-completed")
        cancelled = waiting and self._run("cancel", job).returncode == 0
        return Outcome(End.UNKNOWN, why) if not cancelled else Outcome(End.UNKNOWN, f"{why}_taken_back")

    def _jobs(self, which: str) -> set[str]:
        told = self._run("lpstat", "-W", which, "-o", self.queue)
        return {line.split()[0] for line in told.stdout.splitlines() if line.strip()}

    def _run(self, *command: str, data: bytes | None = None) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(command, input=data, capture_output=True, env=self._environ, check=False, timeout=30)
        return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(errors="replace"), "")
