"""A robot clerk: takes one case after another in, and writes down a number only when the act has returned.

KILLS_VARIANT=done_before_commit is the broken one: it tells the resident "done" inside the transaction.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from kiosk.counter import open_counter
from kiosk.desk import accepting
from kiosk.settings import Settings
from kiosk.store.writing import Order, Writing
from tests.desk_at_hand import an_application


def main() -> None:
    counter = open_counter(Settings.read(os.environ))
    acks = Path(os.environ["KILLS_ACKS"]).open("a")  # noqa: SIM115 — open for the process's life

    def tell(number: str, own: str) -> None:
        acks.write(f"{number} {own}\n")
        acks.flush()

    early = os.environ.get("KILLS_VARIANT") == "done_before_commit"
    if early:
        _tell_before_commit(tell)
    while True:
        done = accepting.accept(counter.tools, counter.clerk, an_application("YJ-CL-002"))
        if not early:
            tell(done.case.number, done.hash)
        time.sleep(0.02)


def _tell_before_commit(tell: Any) -> None:
    order = Writing.order

    def telling(self: Writing, paper: Order) -> None:
        order(self, paper)
        if paper.kind == "acceptance":
            own = self.connection.exec_driver_sql("SELECT hash FROM facts ORDER BY seq DESC LIMIT 1").scalar()
            tell(paper.number, str(own))
            time.sleep(0.1)  # a slow disk: what was told is not there yet

    Writing.order = telling  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    main()
