"""The same centre on PostgreSQL: a case's whole way, and two desks writing at once without a hole in the log."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from kiosk.desk import accepting, looking_up
from kiosk.domain.facts import Kind
from sync.agent import Agent
from sync.centre import deciding
from sync.centre import tables as t
from sync.centre.database import open_database
from tests.desk_at_hand import CLERK, a_desk, a_place, an_application
from tests.sync.postgresql_at_hand import postgresql
from tests.sync.town_at_hand import Village

pytestmark = pytest.mark.needs("postgresql")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with postgresql() as found:
        yield found


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    engine = open_database(address)
    yield engine
    t.metadata.drop_all(engine)
    engine.dispose()


def test_a_case_goes_up_is_decided_and_comes_down(engine: Engine, tmp_path: Path) -> None:
    village = Village(tmp_path, engine)
    number = accepting.accept(village.desk, CLERK, an_application()).case.number
    village.agent.until_quiet()
    deciding.write(village.centre, number, Kind.DECIDED, {"granted": True, "reason": "", "remedy": ""}, "r")
    village.agent.until_quiet()
    page = looking_up.case_page(village.desk, number)
    assert page is not None and page.seen.case.state == "decided"
    village.centre.restored()
    village.agent.until_quiet()
    assert looking_up.standing(village.desk).taken == 1
    village.close()


def test_two_desks_at_once_leave_no_hole_in_the_log(engine: Engine, tmp_path: Path) -> None:
    village = Village(tmp_path, engine)
    other = a_desk(tmp_path / "other", desk="02", seed="other")
    code = tmp_path / "other" / "code"
    code.write_text(village.centre.issue_code(other.ledger.identity.id))
    second = Agent(a_place(tmp_path / "other"), village, code)

    def work(desk: object, agent: Agent) -> None:
        for _ in range(12):
            accepting.accept(desk, CLERK, an_application("YJ-CL-002"))  # type: ignore[arg-type]
            agent.round()
        agent.until_quiet()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, (village.desk, other), (village.agent, second)))
    village.agent.until_quiet()
    second.until_quiet()
    with village.centre.reading() as at:
        numbers = list(
            at.execute(select(t.logs.c.n).where(t.logs.c.scope == "station:001001").order_by(t.logs.c.n)).scalars()
        )
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(looking_up.page(village.desk)) == len(looking_up.page(other)) == 24
    second.close()
    other.ledger.close()
    village.close()
