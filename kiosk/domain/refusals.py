"""Every reason to say no, by code. Sentences for them are made in `kiosk.words` only ("refusal.<code>")."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Why a fact or an act is refused. The words are stable: they travel on the wire and lie in old files."""

    # the shape of a fact
    MALFORMED = "malformed"  # a body lacks a key or has one of the wrong kind
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_ITEM = "unknown_item"
    UNKNOWN_VERSION = "unknown_version"  # item, calendar or schema version that nobody here holds
    HASH_MISMATCH = "hash_mismatch"
    BAD_SIGNATURE = "bad_signature"
    BROKEN_CHAIN = "broken_chain"
    FROM_THE_FUTURE = "from_the_future"
    WRONG_DESK = "wrong_desk"
    # order within a case
    NO_SUCH_CASE = "no_such_case"
    CASE_EXISTS = "case_exists"
    WRONG_STATE = "wrong_state"  # the case does not stand where this fact could follow
    AFTER_REFUSED = "after_refused"  # an earlier fact of this desk on this case was refused
    NOT_YOURS = "not_yours"  # the item gives this act to somebody else
    NOT_ALLOWED = "not_allowed"  # the person's role does not allow the act
    BEFORE_LAST_FACT = "before_last_fact"  # a day earlier than what already happened
    # receiving
    FORM_FAULTS = "form_faults"
    FORM_VERSION = "form_version"
    WAY_NOT_OFFERED = "way_not_offered"
    WAY_NEEDS = "way_needs"  # the way wants an agent, a helper, an appointment, a visit
    PROXY_NOT_ALLOWED = "proxy_not_allowed"
    PAPER_NOT_ASKED = "paper_not_asked"  # the list is closed (行政许可法 art. 31)
    DELIVERY_NOT_OFFERED = "delivery_not_offered"
    # accepting
    PAPERS_MISSING = "papers_missing"
    MAIN_PAPER_MISSING = "main_paper_missing"  # gap acceptance covers secondary papers only
    NOTHING_MISSING = "nothing_missing"
    GAP_TOO_LONG = "gap_too_long"  # made good later than the promised limit
    UNDERTAKING_MISSING = "undertaking_missing"
    ALREADY_TOLD = "already_told"  # 一次性告知: once means once
    TOLD_TOO_LATE = "told_too_late"  # past five working days: deemed accepted (art. 32(4))
    NOT_YET_DEEMED = "not_yet_deemed"
    STILL_MISSING = "still_missing"
    REASON_MISSING = "reason_missing"
    REMEDY_MISSING = "remedy_missing"  # art. 38
    BODY_MISSING = "body_missing"  # art. 32(2): where to go instead
    # reviewing
    GAP_OPEN = "gap_open"
    NO_GAP = "no_gap"
    GAP_NOT_LAPSED = "gap_not_lapsed"
    UNKNOWN_PROCEDURE = "unknown_procedure"  # art. 45 lists what stops the clock
    ALREADY_EXTENDED = "already_extended"
    EXTENSION_TOO_LONG = "extension_too_long"  # art. 42
    APPROVER_MISSING = "approver_missing"
    PAPERS_ON_THE_WAY = "papers_on_the_way"
    # issuing
    IDENTITY_MISSING = "identity_missing"
    IDENTITY_DIFFERS = "identity_differs"  # the document is not that of who may receive it
    POWER_MISSING = "power_missing"  # a proxy without a power of attorney (委托书)
    WRONG_PICKUP_CODE = "wrong_pickup_code"
    SIGNATURE_MISSING = "signature_missing"
    WAYBILL_MISSING = "waybill_missing"
    # undoing
    VOID_TOO_LATE = "void_too_late"  # only on the day itself, before a decision
    # signing in
    NOT_SIGNED_IN = "not_signed_in"
    UNKNOWN_STAFF = "unknown_staff"
    NO_PIN = "no_pin"  # the roster has none for this person: the centre sets it
    WRONG_PIN = "wrong_pin"
    WAIT = "wait"  # too many wrong PINs: `seconds` until the next try
    OWN_APPROVAL = "own_approval"  # whoever asks for it may not approve it
    # whole inputs
    TOO_LARGE = "too_large"
    NOT_JSON = "not_json"
    CONTROL_CHARACTER = "control_character"
    UNPRINTABLE = "unprintable"
    CLOCK_WRONG = "clock_wrong"
    DAY_TOO_EARLY = "day_too_early"  # a day that a clerk gave, before what already happened here
    DAY_TOO_FAR = (
        "day_too_far"  # such a day more than a year on: a typing error that would lock the desk into the future
    )
    DISK = "disk"  # the disk takes nothing: full, or failing; nothing of the act was written
    NOT_OFFERED = "not_offered"  # a choice that is none (any more): the other side moved meanwhile


@dataclass(frozen=True, slots=True)
class Refusal:
    """A no: its code, the field it is about ("" when it is about the whole) and values for the sentence."""

    code: Code
    field: str = ""
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
