"""`kiosk tour --out DIR [--offline]`: the main job without a window: twelve cases, each ending differently.

The same acts as behind the window, a real centre, a real agent. The centre and the agent are other programs, started by
their command line. Half of the cases are accepted while the line is down.
"""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from kiosk.commands.accept import demo_details
from kiosk.commands.city import City
from kiosk.commands.saying import Voice
from kiosk.counter import Counter, open_counter
from kiosk.desk import accepting, following, issuing, looking_up, spooling, supplementing, undoing
from kiosk.desk.accepting import Application
from kiosk.desk.tools import Done, Refused
from kiosk.devices.files import FilePrinter
from kiosk.domain.folding import required_papers
from kiosk.domain.numbering import printed
from kiosk.settings import Settings

REASON_ZH = "家庭人均收入高于本市标准"
REMEDY_ZH = "对本决定不服的，可以自收到之日起六十日内申请行政复议，或者六个月内提起行政诉讼。"
REVIEWER = "222401000000-03"


@dataclass
class Tour:
    """What the stories have at hand."""

    counter: Counter
    city: City
    voice: Voice
    samples: Mapping[str, Any]
    told: list[tuple[str, str]] = field(default_factory=list)  # (story, case number)

    def application(
        self, code: str, *, missing: tuple[str, ...] = (), sample: int = 0, commit: bool = False
    ) -> Application:
        """The item's sample answers; with `commit`, the sample whose applicant uses the commitment."""
        item = self.counter.tools.rules(code).item
        answers = self.samples[code][sample]
        if commit:
            answers = next(one for one in self.samples[code] if one.get("commitment_choice") == "commit")
        way = (
            "agent"
            if answers.get("has_agent") and "agent" in item.modes
            else next(m for m in item.modes if m != "agent")
        )
        papers = {key: "missing" if key in missing else "seen" for key in required_papers(item)}
        return Application(code, way, answers, papers, demo_details(self.counter))

    def begun(self, story: str, done: Done) -> Done:
        self.told.append((story, done.case.number))
        where = self.voice("place.here")
        print(f"  {printed(done.case.number)}  {self.voice('tour.' + story)}  {where}", file=sys.stderr, flush=True)
        return done

    def centre(self, number: str, kind: str, **body: Any) -> None:
        self.city.decide(number, kind, body, REVIEWER)

    def notice(self, number: str) -> None:
        """The paper for what the centre did last, where there is one."""
        with suppress(Refused):
            following.print_notice(self.counter.tools, self.counter.clerk, number)


Story = Callable[[Tour], tuple[Done, Callable[[Tour, str], None] | None]]


def _granted_and_collected(t: Tour) -> tuple[Done, Callable[[Tour, str], None] | None]:
    def rest(t: Tour, number: str) -> None:
        t.centre(number, "review_begun")
        t.centre(number, "decided", granted=True, reason="", remedy="")
        t.centre(number, "closed", result="延民低保〔2026〕示例1号")
        t.city.sync()
        t.notice(number)
        ready = issuing.make_ready(t.counter.tools, t.counter.clerk, number)
        issuing.hand_over(t.counter.tools, t.counter.clerk, number, receiver=ready.case.applicant, proof="居民身份证",
                          pickup_code=ready.case.pickup_code)  # fmt: skip

    return accepting.accept(t.counter.tools, t.counter.clerk, t.application("YJ-MZ-001")), rest


def _granted_and_posted(t: Tour) -> tuple[Done, Callable[[Tour, str], None] | None]:
    def rest(t: Tour, number: str) -> None:
        t.centre(number, "decided", granted=True, reason="", remedy="")
        t.centre(number, "closed", result="残联示例2号")
        t.city.sync()
        t.notice(number)
        issuing.make_ready(t.counter.tools, t.counter.clerk, number)
        issuing.post(t.counter.tools, t.counter.clerk, number, "EMS示例0001")
        issuing.arrived(t.counter.tools, t.counter.clerk, number, "")

    return accepting.accept(t.counter.tools, t.counter.clerk, t.application("YJ-CL-001", sample=1)), rest


def _refused_with_remedy(t: Tour) -> tuple[Done, Callable[[Tour, str], None] | None]:
    def rest(t: Tour, number: str) -> None:
        t.centre(number, "review_begun")
        t.centre(number, "decided", granted=False, reason=REASON_ZH, remedy=REMEDY_ZH)
        t.city.sync()
        t.notice(number)

    return accepting.accept(t.counter.tools, t.counter.clerk, t.application("YJ-MZ-002")), rest


def _told_and_supplemented(t: Tour) -> tuple[Done, Callable[[Tour, str], None] | None]:
    done = accepting.receive_and_tell(t.counter.tools, t.counter.clerk, t.application("YJ-MZ-005", missing=("BANK",)))
    supplementing.supplement(t.counter.tools, t.counter.clerk, done.case.number, {"BANK": "copied"})
    return done, None


def _refused_at_the_counter(t: Tour) -> tuple[Done, Callable[[Tour, str], None] | None]:
    application = t.application("YJ-TY-001")
    return accepting.receive_and_refuse(
        t.counter.tools, t.counter.clerk, application, "not_competent", "申请人户籍不在本市，本站无权受理。", REMEDY_ZH,
        "户籍所在地退役军人事务局",
    ), None  # fmt: skip


def _gap_made_good(t: Tour) -> tuple[Done, Callable[[Tour, str], None] | None]:
    tools = t.counter.tools
    due = tools.rules("YJ-MZ-007").calendar.last_day(tools.clock.now().day, 3).date.isoformat()
    application = t.application("YJ-MZ-007", missing=("BANK",))
    done = accepting.accept_with_gap(tools, t.counter.clerk, application, due)
    supplementing.close_gap(tools, t.counter.clerk, done.case.number, {"BANK": "copied"})
    return done, None


def _by_commitment(t: Tour) -> tuple[Done, Callable[[Tour, str], None] | None]:
    application = t.application("YJ-MZ-003", commit=True)
    return accepting.accept(t.counter.tools, t.counter.clerk, application), None


def _suspended_and_resumed(t: Tour) -> tuple[Done, Callable[[Tour, str], None] | None]:
    def rest(t: Tour, number: str) -> None:
        t.centre(number, "suspended", procedure="survey", expected_days=5, reason="入户调查核实家庭情况")
        t.city.sync()
        t.notice(number)
        t.centre(number, "resumed")

    return accepting.accept(t.counter.tools, t.counter.clerk, t.application("YJ-MZ-004")), rest


def _extended(t: Tour) -> tuple[Done, Callable[[Tour, str], None] | None]:
    def rest(t: Tour, number: str) -> None:
        t.centre(number, "review_begun")
        t.centre(number, "extended", days=10, reason="需跨部门核对信息", approver="示例局长")
        t.city.sync()
        t.notice(number)

    return accepting.accept(t.counter.tools, t.counter.clerk, t.application("YJ-ZJ-001")), rest


def _withdrawn(t: Tour) -> tuple[Done, Callable[[Tour, str], None] | None]:
    done = accepting.accept(t.counter.tools, t.counter.clerk, t.application("YJ-RS-001"))
    undoing.withdraw(t.counter.tools, t.counter.clerk, done.case.number, "申请人自愿撤回", ("ID", "FORM"))
    return done, None


def _returned(t: Tour) -> tuple[Done, Callable[[Tour, str], None] | None]:
    def rest(t: Tour, number: str) -> None:
        t.centre(number, "returned", reason="租赁合同与备案信息不一致", papers_back=[])
        t.city.sync()
        t.notice(number)

    return accepting.accept(t.counter.tools, t.counter.clerk, t.application("YJ-ZJ-002")), rest


def _deemed_accepted(t: Tour) -> tuple[Done, Callable[[Tour, str], None] | None]:
    """Received nine working days ago, and nobody said a word within five (art. 32(4))."""
    tools = t.counter.tools
    before = tools.clock.now().day - timedelta(days=13)
    done = accepting.receive(replace(tools, on=before), t.counter.clerk, t.application("YJ-MZ-006"))

    def rest(t: Tour, number: str) -> None:
        t.city.pass_terms()
        t.city.sync()
        t.notice(number)

    return done, rest


STORIES: Mapping[str, Story] = {
    "granted_and_collected": _granted_and_collected,
    "granted_and_posted": _granted_and_posted,
    "refused_with_remedy": _refused_with_remedy,
    "told_and_supplemented": _told_and_supplemented,
    "refused_at_the_counter": _refused_at_the_counter,
    "gap_made_good": _gap_made_good,
    "by_commitment": _by_commitment,
    "suspended_and_resumed": _suspended_and_resumed,
    "extended": _extended,
    "withdrawn": _withdrawn,
    "returned": _returned,
    "deemed_accepted": _deemed_accepted,
}
BEFORE_THE_CUT = 6  # stories begun while the line is up; the others begin while it is down


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--out", required=True, type=Path, metavar="DIR")
    parser.add_argument("--offline", action="store_true", help="the line is cut throughout")
    parser.add_argument("--json", action="store_true", help="the table as JSON")


def run(chosen: Namespace, settings: Settings) -> int:
    begun, voice = time.monotonic(), Voice(settings.language)
    chosen.out.mkdir(parents=True, exist_ok=True)
    counter = open_counter(settings)
    samples = json.loads((settings.assets / "demo" / "answers.json").read_text(encoding="utf-8"))
    city = City(settings, offline=chosen.offline)
    tour = Tour(counter, city, voice, samples)
    _tell(voice, "tour.begins_offline" if chosen.offline else "tour.begins")
    try:
        rests = _begin_all(tour)
        if not chosen.offline:
            city.sync()
            _tell(voice, "tour.centre_decides")
            for number, rest in rests:
                rest(tour, number)
            city.sync()
        _print_papers(tour, chosen.out)
        _pictures(tour, chosen.out)
        table = _table(tour)
    finally:
        city.close()
    _show(table, chosen, voice)
    _tell(voice, "tour.ends", seconds=round(time.monotonic() - begun), folder=chosen.out)
    return 0 if all(row["where"] in ({"here"} if chosen.offline else {"taken"}) for row in table) else 1


def _tell(voice: Voice, key: str, **values: object) -> None:
    print(voice(key, **values), file=sys.stderr, flush=True)


def _begin_all(tour: Tour) -> list[tuple[str, Callable[[Tour, str], None]]]:
    rests = []
    tour.city.open()
    for number, (name, story) in enumerate(STORIES.items()):
        if number == BEFORE_THE_CUT and not tour.city.offline:
            tour.city.sync()
            tour.city.cut()
            _tell(tour.voice, "tour.line_cut")
        done, rest = story(tour)
        tour.begun(name, done)
        if rest is not None:
            rests.append((done.case.number, rest))
    if not tour.city.offline:
        tour.city.open()
        _tell(tour.voice, "tour.line_back")
    return rests


def _print_papers(tour: Tour, out: Path) -> None:
    """Every paper as its printer would get it, and each slip also as a picture."""
    from kiosk.store import spool

    tools, press = tour.counter.tools, tour.counter.press
    for title, characters in spooling.draw_open(tools, press):
        _tell(tour.voice, "commands.accept.held", title=title, characters=characters)
    with tools.ledger.transaction(write=False) as connection:
        waiting = [job for job in spool.open_jobs(connection) if job.status == "drawn"]
    for job in waiting:
        if (png := spooling.drawn(tools, job, press).png) is not None:
            (out / f"{job.title}.png").write_bytes(png)
    while spooling.print_open(tools, {"slip": FilePrinter("slip", out), "a4": FilePrinter("a4", out)}).confirmed:
        pass


def _pictures(tour: Tour, out: Path) -> None:
    """Photographs of the window, where Qt can start; its absence is said, not hidden."""
    from kiosk import counter

    try:
        counter.photograph(tour.counter.settings, out)
    except (ImportError, OSError) as none:
        _tell(tour.voice, "tour.no_pictures", why=str(none)[:200])


def _table(tour: Tour) -> list[dict[str, str]]:
    """What became of each case, read back from the centre where there is one."""
    at_centre = {one["number"]: one for one in tour.city.cases()}
    seen = {one.case.number: one for one in looking_up.standing(tour.counter.tools).cases}
    rows = []
    for story, number in tour.told:
        mine = seen[number]
        state = at_centre[number]["state"] if number in at_centre else mine.case.state.value
        rows.append(
            {"story": story, "number": number, "state": state, "where": mine.whereabouts.value, "hash": mine.hash}
        )
    return rows


def _show(table: list[dict[str, str]], chosen: Namespace, voice: Voice) -> None:
    if chosen.json:
        print(json.dumps(table, ensure_ascii=False))
        return
    for row in table:
        words = (voice(f"tour.{row['story']}"), voice(f"state.{row['state']}"), voice(f"place.{row['where']}"))
        print(f"{printed(row['number'])}  " + "  ".join(words))
