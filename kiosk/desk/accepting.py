"""Taking an application in: receiving (收件), accepting (受理), telling once, accepting with a gap, refusing.

行政许可法 art. 32; where the department accepts by itself, the station only receives and prints a 收件回执.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kiosk.desk.tools import Beginning, Clerk, Done, Draft, Refused, Tools, act_on, begin, begin_together
from kiosk.domain.facts import Kind
from kiosk.domain.folding import Rules, required_papers
from kiosk.domain.people import agent_of, applicant_of
from kiosk.domain.refusals import Code, Refusal
from kiosk.domain.ways import lacking


@dataclass(frozen=True, slots=True)
class Application:
    """What a resident brings: answers to the item's form, how each paper was taken in (key -> seen, copied, committed,
    missing; a required paper not named counts as missing), the way, and what the way needs beyond the form."""

    item: str
    way: str
    answers: Mapping[str, Any]
    papers: Mapping[str, str]
    way_details: Mapping[str, str] = field(default_factory=dict)
    form_version: str = ""  # "" = the version in force
    draft: str = ""  # the draft that this was typed into: it goes with the act


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing told missing or faulty: key of a paper or field, why, and how to mend it."""

    key: str
    why: str
    how: str


def received(rules: Rules, clerk: Clerk, application: Application) -> Draft:
    """The first fact of a case, checked: Refused with every fault of the form, not only the first."""
    if application.form_version not in {"", rules.form.version}:
        raise Refused(Refusal(Code.FORM_VERSION, "form_version", {"wanted": rules.form.version}))
    if application.way not in rules.item.modes:
        raise Refused(Refusal(Code.WAY_NOT_OFFERED, "way", {"way": application.way[:20]}))
    return Draft(Kind.RECEIVED, _body(rules, clerk, application))


def _body(rules: Rules, clerk: Clerk, application: Application) -> dict[str, Any]:
    answers = application.answers
    agent = agent_of(answers) if isinstance(answers, Mapping) else ""
    if need := lacking(application.way, application.way_details, agent=agent):
        raise Refused(Refusal(Code.WAY_NEEDS, need, {"way": application.way}))
    if agent and not rules.item.proxy_allowed:
        raise Refused(Refusal(Code.PROXY_NOT_ALLOWED, "agent"))
    applicant = applicant_of(answers)
    chosen = answers.get("delivery_method")
    method = chosen if isinstance(chosen, str) and chosen in rules.item.delivery else rules.item.delivery[0]
    papers = [{"key": key, "how": how, "count": 1} for key, how in application.papers.items() if how != "missing"]
    return {
        "form_version": rules.form.version,
        "window": rules.item.window,
        "way": application.way,
        "way_details": dict(application.way_details),
        "first_asked": clerk.id,
        "applicant": applicant.name,
        "applicant_number": applicant.number,
        "phone": applicant.phone,
        "agent": agent,
        "answers": dict(answers),
        "papers": papers,
        "delivery_mode": method,
    }


def faults(tools: Tools, application: Application) -> tuple[Refusal, ...]:
    """Everything wrong with the answers, in the form's order, for a clerk who has not pressed yet."""
    rules = tools.rules(application.item)
    found = rules.form.check(application.answers, tools.on or tools.clock.now().day)
    return tuple(Refusal(Code.FORM_FAULTS, fault.field, {"code": fault.code}) for fault in found)


def _checked(tools: Tools, clerk: Clerk, application: Application) -> tuple[Rules, Draft]:
    rules = tools.rules(application.item)
    if wrong := faults(tools, application):
        raise Refused(*wrong)
    return rules, received(rules, clerk, application)


def missing(rules: Rules, application: Application) -> tuple[str, ...]:
    """Keys of required papers that are not there."""
    return tuple(key for key in required_papers(rules.item) if application.papers.get(key, "missing") == "missing")


def _committed(application: Application) -> list[str]:
    return ["commitment"] if application.answers.get("commitment_choice") == "commit" else []


def accept(tools: Tools, clerk: Clerk, application: Application) -> Done:
    """Receives and accepts in one act, with receipt and notice. Where the department accepts, it receives only. Refused
    when papers are missing: tell_once, accept_with_gap and refuse are the ways on."""
    one = _accepting(tools, clerk, application)
    papers = ["receipt", *one.papers]
    return begin(tools, clerk, one.act, one.rules, one.drafts, papers, draft=application.draft)


def _accepting(tools: Tools, clerk: Clerk, application: Application) -> Beginning:
    """How the case would begin, with the papers beside its receipt."""
    rules, first = _checked(tools, clerk, application)
    if lack := missing(rules, application):
        raise Refused(*(Refusal(Code.PAPERS_MISSING, key) for key in lack))
    if rules.item.accepts != "station":
        return Beginning("receive", rules, [first], [])
    papers = ["acceptance", *_committed(application)]
    return Beginning("accept", rules, [first, Draft(Kind.ACCEPTED, {})], papers)


class OneRefused(Refused):
    """One item of a visit cannot be taken; nothing of the visit was written."""

    def __init__(self, item: str, *faults: Refusal) -> None:
        super().__init__(*faults)
        self.item = item


def accept_visit(tools: Tools, clerk: Clerk, applications: Sequence[Application]) -> tuple[Done, ...]:
    """Several items of one person in one act, all or none: each with its own notice, and one slip that lists all numbers.
    Raises OneRefused naming the item that is at fault."""
    beginnings = []
    for one in applications:
        try:
            beginnings.append(_accepting(tools, clerk, one))
        except Refused as no:
            raise OneRefused(one.item, *no.faults) from no
    draft = next((one.draft for one in applications if one.draft), "")
    return begin_together(tools, clerk, beginnings, draft=draft, slip="visit")


def receive(tools: Tools, clerk: Clerk, application: Application) -> Done:
    """Takes the papers only (收件); the five days of art. 32(4) begin."""
    rules, first = _checked(tools, clerk, application)
    return begin(tools, clerk, "receive", rules, [first], ["receipt"], draft=application.draft)


def receive_and_tell(tools: Tools, clerk: Clerk, application: Application, lacks: Sequence[Missing] = ()) -> Done:
    """Takes what is there and tells once everything that is missing (一次性告知)."""
    rules, first = _checked(tools, clerk, application)
    named = lacks or [Missing(key, "missing", "bring") for key in missing(rules, application)]
    told = Draft(Kind.TOLD_ONCE, {"lacks": [{"key": one.key, "why": one.why, "how": one.how} for one in named]})
    return begin(tools, clerk, "tell_once", rules, [first, told], ["receipt", "told_once"], draft=application.draft)


def accept_with_gap(tools: Tools, clerk: Clerk, application: Application, due: str) -> Done:
    """Accepts while secondary papers follow until `due` (ISO), on the applicant's written undertaking (容缺受理)."""
    rules, first = _checked(tools, clerk, application)
    gap = {"papers": list(missing(rules, application)), "due": due, "undertaking": True}
    drafts = [first, Draft(Kind.ACCEPTED_WITH_GAP, gap)]
    return begin(tools, clerk, "accept_with_gap", rules, drafts, ["receipt", "gap_notice"], draft=application.draft)


def receive_and_refuse(
    tools: Tools, clerk: Clerk, application: Application, ground: str, reason: str, remedy: str, elsewhere: str = ""
) -> Done:
    """Refuses at the counter, with reason, competent body and remedy in writing (art. 32(1), (2), 38)."""
    rules, first = _checked(tools, clerk, application)
    no = Draft(Kind.REFUSED, {"ground": ground, "reason": reason, "remedy": remedy, "elsewhere": elsewhere})
    return begin(tools, clerk, "refuse", rules, [first, no], ["refusal"], draft=application.draft)


def accept_received(tools: Tools, clerk: Clerk, number: str) -> Done:
    """Accepts what was received or supplemented before."""
    return act_on(tools, clerk, "accept", number, lambda *_: [Draft(Kind.ACCEPTED, {})], ["acceptance"])
