"""An A4 printer behind CUPS. Its own programs `lp` and `cancel` hand a job over and take it back (no shell, no personal
data in a job's title); how it ended is asked in CUPS' own protocol, because `lpstat` does not tell (see ipp)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.devices import ipp
from kiosk.devices.printers import CAN_PRINT, End, Media, Outcome, Status, checked

PATIENCE = 60.0  # seconds for a job to complete
PROGRAM = 30.0  # seconds for `lp` or `cancel`
TAKING_BACK = 5.0  # seconds for a cancelled job to end
BREATH = 0.2  # seconds between two questions

STOPPED = 5  # printer-state
CANCELLED, ABORTED, COMPLETED = 7, 8, 9  # job-state (RFC 8011, 5.3.7)
ENDED = frozenset({CANCELLED, ABORTED, COMPLETED})

# printer-state-reasons (RFC 8011, 5.4.12), without the suffix that weighs them.
REASONS = {
    "media-empty": Status.PAPER_OUT,
    "media-needed": Status.PAPER_OUT,
    "cover-open": Status.COVER_OPEN,
    "door-open": Status.COVER_OPEN,
    "media-jam": Status.BROKEN,
    "offline": Status.OFFLINE,
    "shutdown": Status.OFFLINE,
}


@dataclass(frozen=True, slots=True)
class _Job:
    """How a job stands: its state (0 when nobody said), and whether it ever began."""

    state: int = 0
    began: bool = True


class CupsPrinter:
    """One queue; `server` names another cupsd ("host:port" or the path of a socket); `patience` in seconds.

    CONFIRMED means what CUPS means by completed: the queue's backend delivered every byte to the printer."""

    media: Media = "a4"

    def __init__(self, queue: str, server: str = "", patience: float = PATIENCE) -> None:
        self.queue, self.patience = queue, patience
        self._server = server
        self._environ = {**os.environ, "LC_ALL": "C"} | ({"CUPS_SERVER": server} if server else {})

    @property
    def name(self) -> str:
        return self.queue

    def status(self) -> Status:
        if shutil.which("lp") is None:
            return Status.OFFLINE
        try:
            said = ipp.printer(self._where(), self.queue, ("printer-state", "printer-state-reasons"))
        except ipp.NoAnswer:
            return Status.OFFLINE
        return _status(said.get("printer-state", ()), said.get("printer-state-reasons", ()))

    def print(self, data: bytes, title: str, copies: int = 1) -> Outcome:
        """Hands the bytes over unchanged and waits for the job's end. What does not end in time is taken back out of
        the queue: FAILED when it never began, UNKNOWN when it had begun or cannot be asked."""
        before = self.status()
        if before not in CAN_PRINT:
            return Outcome(End.FAILED, before)
        try:
            how = ("-n", str(copies), "-o", "media=A4")
            sent = self._run("lp", "-d", self.queue, "-t", checked(title), *how, "--", "-", data=data)
        except subprocess.TimeoutExpired:
            return Outcome(End.UNKNOWN, Status.MUTE)
        except OSError:
            return Outcome(End.FAILED, Status.OFFLINE)
        job = re.search(r"request id is \S+-(\d+)", sent)
        if job is None:  # lp cancels a job whose bytes it could not deliver before it complains
            return Outcome(End.FAILED, "queue_refused")
        return self._wait(int(job[1]))

    def _wait(self, number: int) -> Outcome:
        until = time.monotonic() + self.patience
        while time.monotonic() < until:
            job = self._job(number)
            if job.state in ENDED:
                return _outcome(job, "aborted" if job.state == ABORTED else "cancelled")
            if self.status() is Status.STOPPED:
                return self._take_back(number, Status.STOPPED)
            time.sleep(BREATH)
        now = self.status()
        return self._take_back(number, Status.MUTE if now in CAN_PRINT else now)

    def _take_back(self, number: int, why: Status) -> Outcome:
        """So that a paper which was called unknown does not come out an hour later."""
        try:
            self._run("cancel", f"{self.queue}-{number}")
        except (subprocess.TimeoutExpired, OSError):
            return Outcome(End.UNKNOWN, why)
        until = time.monotonic() + TAKING_BACK
        while (job := self._job(number)).state not in ENDED and time.monotonic() < until:
            time.sleep(BREATH)
        return _outcome(job, why)

    def _job(self, number: int) -> _Job:
        try:
            said = ipp.job(self._where(), self.queue, number, ("job-state", "time-at-processing"))
        except ipp.NoAnswer:
            return _Job()
        state = next(iter(said.get("job-state", ())), None)
        began = next(iter(said.get("time-at-processing", (0,))), None) is not None
        return _Job(state if isinstance(state, int) else 0, began)

    def _where(self) -> str:
        """The server that `lp` hands jobs to, by CUPS' own reckoning (CUPS_SERVER, client.conf): a job of the same number
        on another server would answer for ours. Raises ipp.NoAnswer."""
        try:
            return self._server or self._run("lpstat", "-H").strip()
        except (subprocess.TimeoutExpired, OSError):
            raise ipp.NoAnswer from None

    def _run(self, *command: str, data: bytes | None = None) -> str:
        done = subprocess.run(command, input=data, capture_output=True, env=self._environ, check=False, timeout=PROGRAM)
        return done.stdout.decode(errors="replace") if done.returncode == 0 else ""


def _outcome(job: _Job, why: str) -> Outcome:
    if job.state == COMPLETED:
        return Outcome(End.CONFIRMED)
    never = job.state in ENDED and not job.began
    return Outcome(End.FAILED if never else End.UNKNOWN, why)


def _status(states: Sequence[ipp.Value], reasons: Sequence[ipp.Value]) -> Status:
    """A stopped queue is stopped, whatever else; a reason that only reports or warns does not keep from printing."""
    if STOPPED in states:
        return Status.STOPPED
    heavy = [str(one).removesuffix("-error") for one in reasons if not str(one).endswith(("-report", "-warning"))]
    for name, status in REASONS.items():
        if name in heavy:
            return status
    low = {"media-low", "media-low-warning", "media-low-report"} & {str(one) for one in reasons}
    return Status.PAPER_NEAR_END if low else Status.READY
