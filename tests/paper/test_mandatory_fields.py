"""Every document bears what DOMAIN C3 demands of it, read back from its own text layer."""

from __future__ import annotations

import pytest

from kiosk.domain.numbering import CaseNumber, printed
from kiosk.paper import KINDS, draw
from kiosk.paper.notice import Both
from kiosk.paper.receipts import pickup, receipt, visit
from kiosk.paper.slipping import Big, Line, Lines, Say, Slip
from tests.paper.reading import bare, text_of
from tests.paper.samples import ACCEPTED, DAY, NUMBER, REMEDY, case, press, sheet

OTHER = CaseNumber.make("001001", "01", "A", DAY, 42).stored
HEADER = (
    "文书编号", "办件编号", printed(NUMBER), "站点", "222401001001", "窗口", "综合1号窗口", "打印时间", "2026-11-23 14:05",
    "验证码", "5F3A2B1C", "第1页", "第1份", "样张 无效", "견본 무효",
)  # fmt: skip
PERSON = ("申请人", "金美兰", "김미란", "证件号码", "222401********3182", "139****1234")
ITEM = ("最低生活保障对象认定", "최저생활보장대상 인정", "YJ-MZ-001")
CONTACT = ("0433-0000102", "12345")
SEAL = ("（盖章处）", "2026年11月23日")
COPIES = ("本文书一式两份",)

A4: dict[str, tuple[str, ...]] = {
    "acceptance": (
        "受理通知书", "수리통지서", "文化社区便民服务站", *PERSON, *ITEM, *CONTACT, *SEAL, *COPIES, "现场办", "收件时间",
        "2026-11-23 13:58", "受理日期", "2026年11月24日", "居民身份证", "核验原件后退还", "家庭经济状况核对授权书",
        "收取复印件", "以书面承诺替代", "法定时限", "30个工作日", "承诺时限", "12个工作日", "承诺办结日期",
        "2026年12月10日", "主管（决定）单位", "民政局", "依据", "首问责任人", "高成哲", "经办人", "崔美善", "申请人（签字）：",
    ),
    "gap_notice": (
        "容缺受理通知书", *PERSON, *ITEM, *CONTACT, *SEAL, *COPIES, "容缺材料", "家庭财产状况证明", "证明原件", "居民户口簿",
        "补交期限", "2026年12月1日", "逾期未补齐", "终止办理并退件", "不超过承诺时限", "代办人", "朴哲洙", "承诺办结日期",
        "容缺受理承诺书", "결여허용 수리승낙서", "222401195110033182", "承诺人（签字）：", "不良信用记录",
    ),
    "commitment": (
        "告知承诺书", "222401195110033182", *ITEM, *SEAL, *COPIES, "承诺替代的证明", "收入证明", "依据", "国办发〔2020〕42号",
        "应具备的条件", "承诺书是否公开", "不公开", "有权", "核实", "承诺不实", "真实、准确、完整", "承诺人（签字）：", "日期：",
    ),
    "told_once": (
        "一次性告知书", *PERSON, *ITEM, *CONTACT, *SEAL, *COPIES, "共 3 项", "收入证明", "未提交", "由用人单位盖章",
        "家庭经济状况核对授权书", "未签字或未盖章", "请签字或盖章后提交", "联系电话", "填写的号码无法接通", "2026年12月7日",
        "视为受理", "样表", "收件人（签字）：", "送达时间：",
    ),
    "refusal": (
        "不予受理决定书", *PERSON, *ITEM, *SEAL, "不属于本单位职权范围", "第三十二条", "应当申请的单位", "图们市民政局",
        "救济途径", REMEDY, "决定日期",
    ),
    "decision_refusal": (
        "不予许可（给付）决定书", "民政局", *PERSON, *ITEM, *SEAL, "高于当地最低生活保障标准", "救济途径", REMEDY, "行政复议",
        "2026年12月3日",
    ),
    "return_slip": (
        "退件（撤回）确认书", *PERSON, *ITEM, "申请人自愿撤回", "退还的材料", "居民身份证", "材料领回人（签字）：",
        "2026年11月26日",
    ),
    "suspension": (
        "特别程序告知书", *PERSON, *ITEM, *SEAL, "入户调查和公示", "预计所需时间", "15个工作日", "起始日期", "2026年11月25日",
        "第四十五条", "暂停计算办理时限",
    ),
    "extension": (
        "延期通知书", *PERSON, *ITEM, *SEAL, "延期后的办结日期", "2026年12月24日", "10个工作日", "需要跨省核对家庭财产信息",
        "批准人", "严俊浩", "第四十二条",
    ),
    "completion": (
        "办结通知书", *PERSON, *ITEM, *SEAL, "资格认定结果：延民低保〔2026〕0123号", "送达方式", "邮寄送达", "领取（送达）期限",
        "领取时携带", "身份证件", "邮件号码", "2026年12月4日",
    ),
    "service": (
        "送达回证", "受送达人", "金美兰", "김미란", *ITEM, "延民低保〔2026〕0123号", "代收送达", "送达日期", "2026年12月5日",
        "收件人", "朴哲洙", "与受送达人关系", "子女", "授权委托书及双方身份证", "送达人", "崔美善", "收件人（签字）：",
        "签收时间：", "拒收事由",
    ),
}  # fmt: skip


def test_every_a4_kind_is_judged_here() -> None:
    assert set(A4) == {kind for kind in KINDS if KINDS[kind].media == "a4"}


@pytest.mark.parametrize("kind", A4)
def test_the_fields_of_the_document_are_on_it(kind: str) -> None:
    text = text_of(draw(kind, sheet(kind), press()).data)
    number = f"{NUMBER}-{KINDS[kind].letters}1"
    assert [field for field in (*HEADER, number, *A4[kind]) if bare(field) not in text] == []


@pytest.mark.parametrize("kind", A4)
def test_korean_is_an_aid_that_can_be_left_out(kind: str) -> None:
    text = text_of(draw(kind, sheet(kind, languages=("zh",)), press()).data)
    about_the_person = "김미란"
    assert not any("가" <= one <= "힣" for one in text.replace(about_the_person, ""))
    assert bare(A4[kind][0]) in text


@pytest.mark.parametrize("kind", sorted(set(A4) - {"gap_notice", "commitment"}))
def test_the_whole_number_stands_only_where_the_document_must_bind_the_person(kind: str) -> None:
    assert "222401195110033182" not in text_of(draw(kind, sheet(kind), press()).data)


def said_on(slip: Slip) -> str:
    """All text of a slip: it is a picture on paper, so its fields are judged before they are drawn."""

    def flat(*texts: Both) -> str:
        return " ".join(f"{text.zh} {text.ko}" for text in texts)

    parts = [flat(slip.body, slip.title), slip.number, slip.site, slip.window, slip.printed_at, slip.verification]
    for part in slip.parts:
        if isinstance(part, Line):
            parts.append(flat(part.label, part.value))
        elif isinstance(part, Big):
            parts.append(f"{flat(part.label)} {part.text}")
        elif isinstance(part, Lines):
            parts.append(flat(part.label, *part.items))
        elif isinstance(part, Say):
            parts.append(flat(part.text))
    return bare(" ".join(parts))


RECEIPT = (
    "收件回执", "접수증", *PERSON[:5], *ITEM, printed(NUMBER),
    "居民身份证（核验原件后退还，1份）", "家庭经济状况核对授权书（收取复印件，2份）",
    "2026-11-23 13:58", "崔美善", *CONTACT, "首问责任人", "高成哲", "查询码", "5F3A2B1C", "2026年11月30日", "视为受理", "接下来",
    "受理期限自2026年11月23日的次日起算",
)  # fmt: skip
VISIT = (
    "收件回执（一次办多件）", *PERSON[:5], *ITEM[:2], printed(NUMBER), "居民身份证（核验原件后退还，1份）", "2026-11-23 13:58",
    "崔美善", *CONTACT, "查询码", "5F3A2B1C", "2026年12月10日", "高龄津贴申领", printed(OTHER), "AAAA1111",
)  # fmt: skip
PICKUP = (
    "取件凭证", "수령증", *PERSON[:5], *ITEM, "取件码", "8046", "延民低保〔2026〕0123号", "窗口领取", "2026年12月17日",
    "身份证件", "文化社区示例路17号", *CONTACT, "接下来",
)  # fmt: skip


def test_the_receipt_says_what_happens_next_when_and_whom_to_phone() -> None:
    text = said_on(receipt(sheet("receipt"), press()))
    assert [field for field in RECEIPT if bare(field) not in text] == []
    assert "222401195110033182" not in text  # slips are left lying about


def test_the_slip_of_a_visit_says_of_each_item_what_a_receipt_says() -> None:
    other = sheet("visit", case=case(number=OTHER, item="YJ-MZ-005", **ACCEPTED), verification="AAAA1111")
    text = said_on(visit(sheet("visit", others=(other,)), press()))
    assert [field for field in VISIT if bare(field) not in text] == []
    assert "222401195110033182" not in text


def test_the_pickup_slip_says_where_until_when_and_what_to_bring() -> None:
    text = said_on(pickup(sheet("pickup"), press()))
    assert [field for field in PICKUP if bare(field) not in text] == []
    assert "222401195110033182" not in text
