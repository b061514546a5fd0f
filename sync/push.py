"""Facts up: what the centre does not hold yet, in order, in batches; its answers into the cache in one transaction."""

from __future__ import annotations

from kiosk.store.cache import Cache, Verdict
from kiosk.store.ledger import Identity, LedgerView
from sync import wire
from sync.line import Line, SaidNo

BATCH = wire.LONGEST_BATCH


def waiting(ledger: LedgerView, cache: Cache) -> int:
    """How many facts the centre does not hold, by its own watermark."""
    return ledger.last_seq() - cache.acked


def push(ledger: LedgerView, cache: Cache, line: Line, me: Identity) -> int:
    """Sends one batch; answers how many facts the centre took. Raises LineCut (nothing is known; it is sent again)."""
    after = cache.acked
    facts = ledger.after(after, BATCH)
    if not facts:
        return 0
    batch = wire.Facts(me.id, me.incarnation, after + 1, list(facts))
    try:
        taken = line.ask("/v1/facts", batch, wire.Taken)
    except SaidNo as no:
        if no.code != "gap":
            raise
        return _go_back(cache, int(no.wants))
    record(cache, taken)
    return taken.acked - after


def record(cache: Cache, taken: wire.Taken) -> None:
    """The centre's answer: refusals and watermark together. From another epoch nothing is believed: a pull comes first."""
    with cache.writing() as at:
        if cache.meta("epoch") == taken.epoch:
            at.verdicts([Verdict(one.seq, one.code, one.field) for one in taken.refused], taken.acked)


def _go_back(cache: Cache, wanted: int) -> int:
    """The centre holds less than it once said (it was restored): offer again from what it wants."""
    with cache.writing() as at:
        at.set("acked", str(wanted - 1))
    return 0
