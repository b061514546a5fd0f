"""A case: what the facts of one application add up to. Only `folding.apply` makes one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Where a case stands (DOMAIN C2). DRAFT and QUEUED are not here: a draft is no case, and being unsent is
    arithmetic over the outbox, not a state."""

    RECEIVED = "received"  # 已收件
    CORRECTING = "correcting"  # 待补正
    ACCEPTED = "accepted"  # 已受理
    ACCEPTED_GAP = "accepted_gap"  # 已受理(容缺)
    DEEMED_ACCEPTED = "deemed_accepted"  # 视为受理
    REFUSED = "refused"  # 不予受理
    TRANSFERRED = "transferred"  # 转办
    REVIEW = "review"  # 审查中
    SUSPENDED = "suspended"  # 特别程序
    DECIDED = "decided"  # 已决定
    CLOSED = "closed"  # 已办结
    READY = "ready"  # 待出件
    DISPATCHED = "dispatched"  # 已寄出
    DELIVERED = "delivered"  # 已送达
    WITHDRAWN = "withdrawn"  # 撤回
    RETURNED = "returned"  # 退件
    VOIDED = "voided"  # 作废


ENDED = frozenset({State.REFUSED, State.DELIVERED, State.WITHDRAWN, State.RETURNED, State.VOIDED})
UNDER_WAY = frozenset({State.ACCEPTED, State.ACCEPTED_GAP, State.DEEMED_ACCEPTED, State.REVIEW})
BEFORE_DECISION = UNDER_WAY | {State.RECEIVED, State.CORRECTING, State.SUSPENDED}


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """One paper of the item as it was taken in. `how`: seen, copied, committed, shared, missing."""

    key: str
    how: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing or faulty: a paper's or a field's key, why, and how to mend it (art. 32(4))."""

    key: str
    why: str
    how: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Gap acceptance (容缺受理): which secondary papers follow, and the last day (ISO) for them."""

    papers: tuple[str, ...]
    due: str


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands (art. 45, or a supplement asked in review): from `since` until `until` (ISO, None = still)."""

    kind: str
    since: str
    until: str | None = None
    expected_days: int = 0


@dataclass(frozen=True, slots=True)
class Extension:
    """More time (art. 42): working days, why, and who of the department approved."""

    days: int
    reason: str
    approver: str
    on: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, by the station or the department. A no has reason and remedy (art. 38)."""

    granted: bool
    on: str
    by: str
    reason: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How the result left: mode, who took it, the proof of identity shown, waybill, relation of a proxy."""

    mode: str
    on: str
    receiver: str = ""
    proof: str = ""
    relation: str = ""
    waybill: str = ""
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the case's life: what, on which day (ISO), by whom, and the fact's place."""

    kind: str
    day: str
    by: str
    desk: str
    seq: int


@dataclass(frozen=True, slots=True)
class Case:
    """The fold of a case's facts. Days are ISO text, so that a case is plain data on disk and on the wire."""

    number: str
    item: str
    item_version: str
    calendar: str
    state: State
    site: str  # six digits: the station that owns the case now
    desk: str  # the desk that received it
    window: str
    way: str
    first_asked: str  # 首问责任人
    form_version: str
    applicant: str  # name
    applicant_number: str  # identity or social credit number
    phone: str
    agent: str  # name of the authorised person, "" when the applicant came
    answers: Mapping[str, Any]
    papers: tuple[PaperSeen, ...]
    delivery_mode: str
    received_on: str
    complete_on: str  # the day the last paper came in: the five days of art. 32(4) run from here
    way_details: Mapping[str, str] = field(default_factory=dict)
    accepted_on: str | None = None
    gap: Gap | None = None
    lacks: tuple[Lack, ...] = ()
    told_on: str | None = None
    back_to: State | None = None  # where a correction or suspension returns to
    pauses: tuple[Pause, ...] = ()
    extension: Extension | None = None
    decision: Decision | None = None
    reason: str = ""  # of a refusal, return, transfer, withdrawal, voiding
    remedy: str = ""
    elsewhere: str = ""  # competent body (refused) or site (transferred)
    result: str = ""  # number or short text of the result
    closed_on: str | None = None
    pickup_code: str = ""
    delivery: Delivery | None = None
    ended_on: str | None = None
    through: Mapping[str, int] = field(default_factory=dict)  # desk -> its last seq that is in here
    life: tuple[Step, ...] = ()

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    def how(self, key: str) -> str:
        """How a paper was taken in; "missing" when it was not."""
        return next((paper.how for paper in self.papers if paper.key == key), "missing")
