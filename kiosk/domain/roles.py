"""Who may do what, as data. Roles are checked by the desk's acts, never by a hidden button."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    CLERK = "clerk"
    LEAD = "lead"
    SUPERVISOR = "supervisor"
    GRID_MEMBER = "grid_member"
    VOLUNTEER = "volunteer"
    REVIEWER = "reviewer"  # at the department or the centre
    SYSTEM = "system"  # the centre itself, when a term has passed; nobody signs in as it


COUNTER_ACTS = frozenset(
    "receive accept accept_with_gap tell_once supplement close_gap refuse transfer take_over decide issue dispatch "
    "deliver withdraw settle look print call".split()
)

# the centre's acts have names of their own, so that a reviewer who stands at a counter may not serve there
REVIEW_ACTS = frozenset(
    "look review_accept review_refuse review_ask_supplement review_suspend review_resume review_extend review_decide "
    "review_return".split()
)

ACTS: Mapping[Role, frozenset[str]] = {
    Role.CLERK: COUNTER_ACTS,
    Role.LEAD: COUNTER_ACTS | {"void"},
    Role.SUPERVISOR: frozenset({"look", "void", "reassign", "audit"}),  # sees and reassigns, never edits content
    Role.GRID_MEMBER: frozenset({"receive", "look"}),
    Role.VOLUNTEER: frozenset({"receive", "look"}),
    Role.REVIEWER: REVIEW_ACTS,
    Role.SYSTEM: frozenset(
        {"time_deems_accepted", "time_lapses_gap"}
    ),  # what time does, written down once by the centre
}


def may(roles: frozenset[Role], act: str) -> bool:
    """Whether somebody with these roles may do this act."""
    return any(act in ACTS[role] for role in roles)
