"""Cases in every state that a paper is written for, made of the catalogue that ships. All people are fictitious."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from kiosk.domain.cases import Case, Decision, Delivery, Extension, Gap, Lack, PaperSeen, Pause, State, Step
from kiosk.domain.limits import Limits, limits
from kiosk.domain.moments import Moment
from kiosk.domain.numbering import CaseNumber
from kiosk.paper import KINDS, Press, Sheet
from kiosk.settings import Settings, assets
from tests.paper import ROOT

DAY = date(2026, 11, 23)
NUMBER = CaseNumber.make("001001", "01", "A", DAY, 41).stored
SETTINGS = Settings(home=ROOT)
RARE = "王䶮㛃𠅤𫖯𬱖"  # names that people in these streets really bear
LONG_KO = "알렉산드라엘리자베타블라지미로브나" * 3 + "빅토리야안나마리"  # 60 syllables without a space


@cache
def press() -> Press:
    return Press.at(SETTINGS.fonts)


def case(**changes: Any) -> Case:
    """A received case of the minimum living allowance (YJ-MZ-001)."""
    plain = Case(
        number=NUMBER, item="YJ-MZ-001", item_version="2026.11.1", calendar="2026", state=State.RECEIVED,
        site="001001", desk="00100101A", window="1", way="onsite", first_asked="222401001001-01",
        form_version="2026.11", applicant="金美兰", applicant_number="222401195110033182", phone="13900051234",
        agent="", answers={"applicant_name_ko": "김미란", "commitment_public": False},
        papers=(
            PaperSeen("ID", "seen"), PaperSeen("HK", "shared"), PaperSeen("FORM", "seen"),
            PaperSeen("AUTH", "copied", 2), PaperSeen("INC", "committed"),
        ),
        delivery_mode="post", received_on="2026-11-23", complete_on="2026-11-23",
        life=(Step("received", "2026-11-23", "222401001001-01", "00100101A", 1),),
    )  # fmt: skip
    return replace(plain, **changes)


ACCEPTED: dict[str, Any] = {"state": State.ACCEPTED, "accepted_on": "2026-11-24"}
REMEDY = "自收到本决定之日起六十日内可向延吉市人民政府申请行政复议，或者六个月内向延吉市人民法院提起行政诉讼。"
LACKS = (
    Lack("INC", "missing", "请提供最近六个月的收入证明，由用人单位盖章；无单位的，由社区出具说明。"),
    Lack("AUTH", "unsigned", "sign"),
    Lack("applicant_phone", "填写的号码无法接通", "请填写能够接通的手机号码。"),
)
CASES: Mapping[str, Case] = {
    "receipt": case(),
    "visit": case(**ACCEPTED),
    "pickup": case(
        **ACCEPTED | {"state": State.READY}, result="延民低保〔2026〕0123号", pickup_code="8046", delivery_mode="onsite",
        decision=Decision(True, "2026-12-03", "民政局"), closed_on="2026-12-03",
    ),
    "acceptance": case(**ACCEPTED),
    "gap_notice": case(
        **ACCEPTED | {"state": State.ACCEPTED_GAP}, gap=Gap(("PROP", "HK"), "2026-12-01"), agent="朴哲洙",
        papers=(PaperSeen("ID", "seen"), PaperSeen("FORM", "seen"), PaperSeen("AUTH", "seen")),
    ),
    "commitment": case(**ACCEPTED),
    "told_once": case(state=State.CORRECTING, lacks=LACKS, told_on="2026-11-24"),
    "refusal": case(
        state=State.REFUSED, reason="not_competent", remedy=REMEDY, elsewhere="图们市民政局（图们市示例街5号）",
        ended_on="2026-11-23",
    ),
    "decision_refusal": case(
        **ACCEPTED | {"state": State.DECIDED},
        decision=Decision(False, "2026-12-03", "民政局", "家庭月人均收入高于当地最低生活保障标准", REMEDY),
    ),
    "return_slip": case(
        **ACCEPTED | {"state": State.WITHDRAWN}, reason="applicant_asked", ended_on="2026-11-26"
    ),
    "suspension": case(**ACCEPTED | {"state": State.SUSPENDED}, pauses=(Pause("survey", "2026-11-25", None, 15),)),
    "extension": case(**ACCEPTED, extension=Extension(10, "需要跨省核对家庭财产信息", "民政局副局长 严俊浩", "2026-12-08")),
    "completion": case(
        **ACCEPTED | {"state": State.CLOSED}, result="延民低保〔2026〕0123号",
        decision=Decision(True, "2026-12-03", "民政局"), closed_on="2026-12-04",
    ),
    "service": case(
        **ACCEPTED | {"state": State.DELIVERED}, result="延民低保〔2026〕0123号",
        decision=Decision(True, "2026-12-03", "民政局"),
        delivery=Delivery("onsite", "2026-12-05", "朴哲洙", "authorisation", "child", "", True),
    ),
}  # fmt: skip


def sheet(kind: str, **changes: Any) -> Sheet:
    """The sheet of a paper of `kind`, with the limits that its item and calendar give."""
    about = changes.pop("case", None) or CASES[kind]
    rules = assets.rules(SETTINGS.assets, about.item)
    station = assets.station(SETTINGS.assets, "001001")
    assert rules is not None and station is not None
    at = limits(about, rules.item, rules.calendar, DAY) if kind in KINDS else Limits()
    plain = Sheet(
        case=about,
        item=rules.item,
        station=station,
        clerk_name="崔美善",
        printed_at=Moment(datetime(2026, 11, 23, 6, 5, tzinfo=UTC), 1, "boot"),
        document_number=f"{NUMBER}-{KINDS[kind].letters}1",
        verification="5F3A2B1C",
        limits=at,
        form=rules.form,
        extra={"received_at": "2026-11-23T05:58:00.000000Z", "reply_by": "2026-12-07"},
    )
    return replace(plain, **changes)
