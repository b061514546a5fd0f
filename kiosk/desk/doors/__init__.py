"""The desk as screens see it, one door to each area: `desk.drafts.keep(…)`. A door's acts import their modules when first
asked, run on the database thread, and give frozen values and pictures, never the store's own things."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kiosk.desk.tools import Clerk, Tools
    from kiosk.devices.readers import CardReader
    from kiosk.domain.refusals import Refusal
    from kiosk.paper import Press
    from kiosk.settings import Settings
    from kiosk.store.engine import StoreError


class Opened(Protocol):
    """What the desk works with once it is open: the counter puts it together."""

    @property
    def settings(self) -> Settings: ...

    @property
    def tools(self) -> Tools: ...

    @property
    def clerk(self) -> Clerk: ...

    @property
    def begins_signed_in(self) -> bool: ...

    @property
    def press(self) -> Press: ...

    @property
    def reader(self) -> CardReader: ...

    def dated(self, tools: Tools) -> Opened:
        """The same, with the day that a clerk gave."""


class Door:
    """One area's acts. `opened` opens the counter on first use; `clerk` is who is signed in now (raises Refused when
    nobody is)."""

    def __init__(self, opened: Callable[[], Opened], clerk: Callable[[], Clerk]) -> None:
        self._opened, self._signed_in = opened, clerk

    @property
    def _at(self) -> Opened:
        return self._opened()

    @property
    def _tools(self) -> Tools:
        return self._opened().tools

    @property
    def _clerk(self) -> Clerk:
        return self._signed_in()


def no_disk(wrong: StoreError) -> Refusal:
    """A disk that takes nothing is the world's fault and has its sentence; any other trouble of the store goes on up."""
    from kiosk.domain.refusals import Code, Refusal

    if wrong.code != "disk":
        raise wrong
    return Refusal(Code.DISK)
