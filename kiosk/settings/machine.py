"""The machine's own clock and chance, as the seams of `kiosk.domain.moments` want them."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from kiosk.domain.moments import Moment


def _boot() -> str:
    """An id that changes at each start of the machine; of the process, where the system tells none."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return str(uuid4())


BOOT = _boot()


class SystemClock:
    """The machine's clock."""

    def now(self) -> Moment:
        return Moment(datetime.now(UTC), time.monotonic_ns(), BOOT)


class SystemIds:
    """The system's source of randomness."""

    def octets(self, count: int) -> bytes:
        return os.urandom(count)
