"""The issuing desk as a screen sees it: found by pick-up code, identity checked, handed over, posted, brought home."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kiosk.desk.doors import Door
from kiosk.desk.doors.cases import Acted, tried

if TYPE_CHECKING:
    from kiosk.desk.tools import Clerk, Done, Tools

    Do = Callable[[Tools, Clerk, str, Mapping[str, str]], Done]


class Issuing(Door):
    def by_code(self, code: str) -> str:
        """The case that waits under a pick-up code; "" when none does, which is audited."""
        from kiosk.desk import issuing

        return issuing.by_code(self._tools, self._clerk, code)

    def act(self, number: str, act: str, said: Mapping[str, str]) -> Acted:
        """make_ready, hand_out, post, arrived, came_back; `said` by the keys of `kiosk.screens.issuing`."""

        def do() -> Acted:
            done = _DO[act](self._tools, self._clerk, number, said)
            return Acted(done.case.state.value, done.documents)

        return tried(do)


def _make_ready(tools: Tools, clerk: Clerk, number: str, said: Mapping[str, str]) -> Done:
    from kiosk.desk import issuing

    return issuing.make_ready(tools, clerk, number)


def _hand_out(tools: Tools, clerk: Clerk, number: str, said: Mapping[str, str]) -> Done:
    from kiosk.desk import issuing

    return issuing.hand_out(
        tools, clerk, number, mode=said.get("how", ""), who=said.get("who", ""), proof=said.get("proof", ""),
        document=said.get("document", ""), name=said.get("name", ""), relation=said.get("relation", ""),
        power=said.get("power") == "yes", signed=said.get("signed") == "yes", pickup_code=said.get("code", ""),
    )  # fmt: skip


def _post(tools: Tools, clerk: Clerk, number: str, said: Mapping[str, str]) -> Done:
    from kiosk.desk import issuing

    return issuing.post(tools, clerk, number, said.get("waybill", ""))


def _arrived(tools: Tools, clerk: Clerk, number: str, said: Mapping[str, str]) -> Done:
    from kiosk.desk import issuing

    return issuing.arrived(tools, clerk, number, said.get("receiver", ""))


def _came_back(tools: Tools, clerk: Clerk, number: str, said: Mapping[str, str]) -> Done:
    from kiosk.desk import issuing

    return issuing.came_back(tools, clerk, number, said.get("reason", ""))


_DO: Mapping[str, Do] = {
    "make_ready": _make_ready, "hand_out": _hand_out, "post": _post, "arrived": _arrived, "came_back": _came_back,
}  # fmt: skip
