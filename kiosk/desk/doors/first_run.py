"""Whether the person who works here now is shown the first-run tour."""

from __future__ import annotations

from kiosk.desk.doors import Door


class FirstRun(Door):
    def wanted(self) -> bool:
        """True once for each person, and by that it is kept as shown; never for the demonstration's clerk whom nobody
        signed in, unless the settings say always."""
        from kiosk.store import toured

        at, tools = self._at, self._tools
        if at.settings.first_run != "always" and (at.settings.first_run != "people" or at.begins_signed_in):
            return False
        who = self._clerk.id
        with tools.ledger.transaction(write=True) as connection:
            if toured.seen(connection, who):
                return False
            toured.keep(connection, who, tools.clock.now().stamp)
        return True
