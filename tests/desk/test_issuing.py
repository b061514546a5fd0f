"""Handing out: found by its code, given only to whom the document proves, with a certificate of service."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.desk import accepting, deciding, issuing
from kiosk.desk.tools import Clerk, Refused, Tools
from kiosk.domain.refusals import Code
from kiosk.domain.roles import Role
from kiosk.store import spool
from tests.desk_at_hand import CLERK, a_desk, an_application

ANSWERS = an_application("YJ-MZ-011").answers
OWN = str(ANSWERS["applicant_id_number"])
OTHERS = "222401197509287757"  # somebody else of the demonstration world


@pytest.fixture
def desk(tmp_path: Path) -> Tools:
    return a_desk(tmp_path)


def ready(desk: Tools) -> tuple[str, str]:
    number = accepting.accept(desk, CLERK, an_application("YJ-MZ-011")).case.number
    deciding.decide(desk, CLERK, number, granted=True, result="预约成功")
    return number, issuing.make_ready(desk, CLERK, number).case.pickup_code


def refused(desk: Tools, number: str, **said: object) -> tuple[Code, str]:
    given: dict[str, object] = {"mode": "onsite", "who": "self", "proof": "id_card", "document": OWN, "signed": True}
    with pytest.raises(Refused) as no:
        issuing.hand_out(desk, CLERK, number, **{**given, **said})  # type: ignore[arg-type]
    return no.value.faults[0].code, no.value.faults[0].field


def test_the_code_finds_its_case_and_a_wrong_one_is_audited(desk: Tools) -> None:
    ready(desk)
    number, code = ready(desk)
    assert issuing.by_code(desk, CLERK, code) == number
    wrong = "000000" if code != "000000" else "000001"
    assert issuing.by_code(desk, CLERK, wrong) == ""
    with desk.ledger.transaction(write=False) as connection:
        what = connection.exec_driver_sql("SELECT what FROM audit ORDER BY n DESC LIMIT 1").scalar_one()
    assert what == "wrong_pickup_code"


def test_only_who_the_document_proves_receives_it(desk: Tools) -> None:
    number, code = ready(desk)
    assert refused(desk, number, document="") == (Code.IDENTITY_MISSING, "number")
    assert refused(desk, number, document=OTHERS) == (Code.IDENTITY_DIFFERS, "number")
    assert refused(desk, number, pickup_code="nothing")[0] is Code.WRONG_PICKUP_CODE
    assert refused(desk, number, signed=False) == (Code.SIGNATURE_MISSING, "signed")
    proxy = {"who": "proxy", "document": OTHERS, "relation": "child"}
    assert refused(desk, number, **proxy) == (Code.IDENTITY_MISSING, "name")
    assert refused(desk, number, **proxy, name="金示例") == (Code.POWER_MISSING, "power")
    assert (
        refused(desk, number, **{**proxy, "document": "12345"}, name="金示例", power=True)[0] is Code.IDENTITY_DIFFERS
    )
    done = issuing.hand_out(
        desk, CLERK, number, mode="onsite", who="self", proof="id_card", document=f" {OWN.lower()} ", signed=True,
        pickup_code=code,
    )  # fmt: skip
    handed = done.case.delivery
    assert done.case.state == "delivered" and handed is not None
    assert (handed.receiver, handed.proof, handed.relation) == (
        ANSWERS["applicant_name"],
        f"id_card ****{OWN[-4:]}",
        "self",
    )


def test_a_proxy_with_power_receives_it_and_the_paper_says_so(desk: Tools) -> None:
    number, _ = ready(desk)
    done = issuing.hand_out(
        desk, CLERK, number, mode="onsite", who="proxy", proof="id_card", document=OTHERS, name="金示例", relation="child",
        power=True, signed=True,
    )  # fmt: skip
    assert done.case.delivery is not None and done.case.delivery.relation == "child"
    with desk.ledger.transaction(write=False) as connection:
        kinds = [job.kind for job in spool.of_case(connection, number)]
    assert kinds[-1] == "service"


def test_no_whole_number_of_the_document_is_kept(desk: Tools) -> None:
    number, _ = ready(desk)
    issuing.hand_out(desk, CLERK, number, mode="onsite", who="proxy", proof="id_card", document=OTHERS, name="金示例",
                     relation="child", power=True, signed=True)  # fmt: skip
    with desk.ledger.transaction(write=False) as connection:
        bodies = connection.exec_driver_sql("SELECT body FROM bodies").scalars().all()
    assert not any(OTHERS in body for body in bodies)


def test_looking_for_a_code_wants_a_role_that_may_hand_out(desk: Tools) -> None:
    with pytest.raises(Refused) as no:
        issuing.by_code(desk, Clerk("x", "x", frozenset({Role.VOLUNTEER})), "123456")
    assert no.value.faults[0].code is Code.NOT_ALLOWED
