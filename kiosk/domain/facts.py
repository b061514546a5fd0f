"""A fact: one thing that happened, signed and chained, never edited.

The *envelope* holds what may be kept for ever and carries chain, signature and content hash; the *body* is the
personal part. Only a salted hash of the body lies in the envelope, so that body and salt can be purged, the chain
still proves itself, and nothing can be guessed back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

SCHEMA = 1  # of facts; the centre takes this one and the one before
CENTRE = "centre"  # the `desk` of facts that the city centre itself writes
GENESIS = "0" * 64  # what the first fact of a desk is chained to

Body = Mapping[str, Any]


class Kind(StrEnum):
    """What can happen to a case. Words are stable: they are hashed."""

    RECEIVED = "received"  # 收件
    ACCEPTED = "accepted"  # 受理
    ACCEPTED_WITH_GAP = "accepted_with_gap"  # 容缺受理
    GAP_CLOSED = "gap_closed"  # 容缺补齐
    GAP_LAPSED = "gap_lapsed"  # 容缺逾期
    TOLD_ONCE = "told_once"  # 一次性告知
    SUPPLEMENTED = "supplemented"  # 补正
    REFUSED = "refused"  # 不予受理
    TRANSFERRED = "transferred"  # 转办
    TAKEN_OVER = "taken_over"  # 接办
    DEEMED_ACCEPTED = "deemed_accepted"  # 视为受理
    REVIEW_BEGUN = "review_begun"  # 审查
    SUPPLEMENT_ASKED = "supplement_asked"  # 审查中要求补正
    SUSPENDED = "suspended"  # 特别程序
    RESUMED = "resumed"
    EXTENDED = "extended"  # 延期
    DECIDED = "decided"  # 决定
    CLOSED = "closed"  # 办结
    READY = "ready"  # 待出件
    DISPATCHED = "dispatched"  # 已寄出
    CAME_BACK = "came_back"  # 退回邮件
    DELIVERED = "delivered"  # 送达
    WITHDRAWN = "withdrawn"  # 撤回
    RETURNED = "returned"  # 退件
    VOIDED = "voided"  # 作废


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is chained, signed and kept. Times: `wall` UTC stamp, `offset_ms` the last known error of that clock
    against the centre (0 when never heard), `day` the legal day (ISO) on which the act counts."""

    desk: str  # site (6) + desk (2) + life (1), or CENTRE
    incarnation: str  # 32 hex: which ledger of that desk
    seq: int  # 1, 2, 3 … without gaps per desk and incarnation
    case: str  # case number as stored, 22 characters
    kind: str
    item: str
    item_version: str
    calendar: str
    schema: int
    day: str
    wall: str
    monotonic_ns: int
    boot: str
    offset_ms: int
    by: str  # staff id
    seen: int  # the highest seq of this desk whose verdict was known when this was written
    body_hash: str
    previous: str  # hash of this desk's fact before

    def canonical(self) -> bytes:
        """The bytes that are hashed and signed."""
        return canonical(asdict(self))

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.canonical()).hexdigest()


@dataclass(frozen=True, slots=True)
class Fact:
    """An envelope with its body. After a purge `body` is None and `salt` is ""."""

    envelope: Envelope
    body: Body | None
    salt: str
    signature: str  # Ed25519 over the envelope's hash (its 32 bytes), hex

    @property
    def kind(self) -> Kind:
        return Kind(self.envelope.kind)

    @property
    def day(self) -> date:
        return date.fromisoformat(self.envelope.day)

    @property
    def hash(self) -> str:
        return self.envelope.hash


def canonical(value: Any) -> bytes:
    """One value, one sequence of bytes: UTF-8 JSON, keys sorted, no spaces, no NaN, no escapes beyond JSON's own."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode()


def body_hash(body: Body, salt: str) -> str:
    """The salted hash that an envelope carries for its body."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(body)).hexdigest()
