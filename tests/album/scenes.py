"""The states of each screen, made as a clerk would come to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk import screens
from kiosk.counter import Counter, open_counter
from kiosk.desk import accepting, deciding, issuing
from kiosk.desk.doors.line import Lamp
from kiosk.screens import tokens
from kiosk.screens.photographing import settle
from kiosk.screens.shell import Shell
from kiosk.settings import Settings
from kiosk.settings.look import Look
from kiosk.store import cache as caches
from tests.desk_at_hand import an_application
from tests.facts_at_hand import samples
from tests.hands import Hands, the_answers, the_papers

ITEM, LARGE = "YJ-MZ-001", "YJ-CL-002"
LONG = "남궁황보제갈선우독고동방사공서문" * 3  # 48 letters; the forms take 50
SIZES = ((1366, 768), (1920, 1080))
OFFLINE = Lamp(waiting=12, oldest="2026-11-24T01:41:00.000000Z", heard="2026-11-24T00:00:00.000000Z", away_s=10900.0)
BACK = replace(OFFLINE, away_s=3.0, refused=1)
CLERK = "222401001001-03"


@dataclass
class Stage:
    """One window on a desk that has lived a little."""

    settings: Settings
    language: str
    window: Shell
    code: str  # a pick-up code that waits
    differing: str = ""  # the case of which the centre thinks otherwise

    def settle(self) -> None:
        settle(self.window)

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        QTest.keyClicks(focus or self.window, text)
        self.settle()


def seeded(home: Path) -> tuple[Settings, str]:
    """A desk with a few cases in different states; a pick-up code that waits."""
    settings = Settings.read({"KIOSK_HOME": str(home)})
    counter: Counter = open_counter(settings)
    tools, clerk = counter.tools, counter.clerk
    for code in ("YJ-MZ-001", "YJ-CL-002", "YJ-MZ-005", "YJ-WJ-001"):
        accepting.accept(tools, clerk, an_application(code))
    accepting.receive_and_tell(tools, clerk, an_application("YJ-MZ-005", missing=("BANK",)))
    long = an_application(ITEM)
    accepting.accept(
        tools, clerk, replace(long, answers={**long.answers, "applicant_name_ko": LONG, "applicant_name": LONG})
    )
    code = ""
    for step in range(3):
        number = accepting.accept(tools, clerk, an_application("YJ-MZ-011")).case.number
        deciding.decide(tools, clerk, number, granted=True, result="预约成功")
        if step:
            code = issuing.make_ready(tools, clerk, number).case.pickup_code
    posted = accepting.accept(tools, clerk, an_application("YJ-MZ-011")).case.number
    deciding.decide(tools, clerk, posted, granted=True, result="预约成功")
    issuing.make_ready(tools, clerk, posted)
    issuing.post(tools, clerk, posted, "1234567890123")
    tools.ledger.close()
    return settings, code


def opened(settings: Settings, language: str) -> Shell:
    window = screens.open_window(settings, lambda: open_counter(settings), language)
    window.show()
    settle(window)
    window.activateWindow()
    settle(window)
    return window


Scene = tuple[str, list[Callable[[Stage], None]]]  # a name, and steps after each of which the window comes to rest


def scenes() -> Iterator[Scene]:
    """Every scene in the order of the album; each begins where the one before ended."""
    yield from _window1()
    yield from _keyboard()
    yield from _around()
    yield from _cases()
    yield from _issuing()
    yield from _calls()
    yield from _signing_in()
    yield from _first_run()
    yield from _looks()


def training() -> Iterator[Scene]:
    """The scenes of a window that practises."""
    yield "training-empty", [lambda at: at.window.enter("full_process")]
    yield "training-filled", [lambda at: at.window.full_process.choose(ITEM), lambda at: _fill(at)]
    yield "training-locked", [lambda at: at.window.lock()]


# window 1 ------------------------------------------------------------------------------------------------------------


def _answers() -> dict[str, Any]:
    return dict(samples()[ITEM]["valid"][0]["answers"])


def _window1() -> Iterator[Scene]:
    yield "window1-empty", [lambda at: at.window.enter("full_process")]
    yield "window1-typing", [lambda at: at.type("gl")]
    yield "window1-nothing_fits", [lambda at: at.window.full_process.finder.search.setText("qqqq")]
    yield (
        "window1-chosen",
        [
            lambda at: at.window.full_process.finder.search.clear(),
            lambda at: at.window.full_process.choose(ITEM),
        ],
    )
    yield "window1-reader_missing", [_reader_missing]
    yield "window1-faults", [_faults]
    yield "window1-long_name", [_long_name]
    yield "window1-filled", [_fill]
    yield "window1-gap", [_gap]
    yield (
        "window1-refusing",
        [lambda at: at.window.full_process.leave(), lambda at: at.window.full_process.ask_refusal()],
    )
    yield "window1-several", [_several]
    yield "window1-drafts", [lambda at: at.window.full_process.leave()]
    yield "window1-accepted", [_accept]
    yield "window1-decided_here", [_decide]
    yield "window1-told_once", [_tell]


def _reader_missing(at: Stage) -> None:
    at.window.full_process.said.emit(at.window.words("reader.offline"))


def _faults(at: Stage) -> None:
    form = at.window.full_process.form
    form.fill(_answers())
    form.fill({"applicant_id_number": "222401197203041518", "applicant_phone": "12"})
    form.show_faults({"applicant_id_number": "id_checksum", "applicant_phone": "pattern"})


def _long_name(at: Stage) -> None:
    at.window.full_process.form.show_faults({})
    at.window.full_process.form.fill({"applicant_name": LONG, "applicant_name_ko": LONG})


def _fill(at: Stage) -> None:
    at.window.full_process.form.fill(_answers())
    at.window.full_process.papers.tick_all()


def _gap(at: Stage) -> None:
    process = at.window.full_process
    boxes = list(process.papers._boxes.values())
    boxes[-1].setChecked(False)  # a secondary paper is promised, the others are there
    at.settle()
    process.ask_gap()


def _several(at: Stage) -> None:
    process = at.window.full_process
    process.leave()
    at.settle()
    process.another()
    at.settle()
    process.choose("YJ-MZ-005")


def _accept(at: Stage) -> None:
    process = at.window.full_process
    process.next_resident()
    process.choose(ITEM)
    at.settle()
    _fill(at)
    at.settle()
    process.go()


def _decide(at: Stage) -> None:
    process = at.window.full_process
    process.next_resident()
    process.choose("YJ-MZ-011")
    at.settle()
    process.form.fill(dict(an_application("YJ-MZ-011").answers))
    process.papers.tick_all()
    at.settle()
    process.go()


def _tell(at: Stage) -> None:
    process = at.window.full_process
    process.next_resident()
    process.choose("YJ-MZ-005")
    at.settle()
    process.form.fill(dict(an_application("YJ-MZ-005").answers))
    at.settle()
    process.tell_once()


def _keyboard() -> Iterator[Scene]:
    """高龄津贴申领 by keyboard only, as tests/screens/test_keyboard_path.py counts it."""
    yield (
        "keyboard-1_typed",
        [lambda at: at.window.full_process.next_resident(), lambda at: Hands(at.window).letters("gljt")],
    )
    yield "keyboard-2_chosen", [lambda at: Hands(at.window).key(Qt.Key.Key_Return)]
    yield "keyboard-3_card_read", [lambda at: Hands(at.window).key(Qt.Key.Key_F2)]
    yield "keyboard-4_answered", [lambda at: the_answers(Hands(at.window))]
    yield "keyboard-5_papers", [lambda at: the_papers(Hands(at.window))]
    yield "keyboard-6_accepted", [lambda at: Hands(at.window).key(Qt.Key.Key_F8)]


# around the rooms ----------------------------------------------------------------------------------------------------


def _around() -> Iterator[Scene]:
    yield "search-empty", [lambda at: at.window.full_process.next_resident(), lambda at: at.window.search()]
    yield "search-found", [lambda at: at.window.palette_.search.setText("gl")]
    yield "search-nothing", [lambda at: at.window.palette_.search.setText("qqqq")]
    yield "lamp-waiting", [lambda at: at.window.palette_.hide(), lambda at: at.window.show_line()]
    yield (
        "lamp-offline",
        [
            lambda at: at.window.line_panel.hide(),
            lambda at: at.window.noticing.stop(),
            lambda at: at.window._stand(OFFLINE),
        ],
    )
    yield "lamp-came_back", [lambda at: at.window._stand(BACK)]
    yield "help-window1", [lambda at: at.window.show_help()]
    yield (
        "help-issuing",
        [
            lambda at: at.window.show_help(),
            lambda at: at.window.enter("issuing"),
            lambda at: at.window.show_help(),
        ],
    )
    yield (
        "help-cases",
        [
            lambda at: at.window.show_help(),
            lambda at: at.window.enter("my_cases"),
            lambda at: at.window.show_help(),
        ],
    )


# my cases ------------------------------------------------------------------------------------------------------------


def _cases() -> Iterator[Scene]:
    yield "cases-filled", [lambda at: at.window.help.hide(), lambda at: at.window.enter("my_cases")]
    yield "cases-long_name", [_open_long]
    yield "cases-void", [lambda at: at.window.my_cases._want("void")]
    yield "cases-withdraw", [lambda at: at.window.my_cases.leave(), lambda at: at.window.my_cases._want("withdraw")]
    yield "cases-supplement", [_open_told]
    yield (
        "cases-none_fit",
        [
            lambda at: at.window.my_cases.leave(),
            lambda at: at.window.my_cases.list._want(typed="qqqq"),
        ],
    )
    yield "cases-all", [lambda at: at.window.my_cases.list._want(typed="")]
    yield "cases-conflict", [_differ, lambda at: at.window.noticing.look(), _open_differing]
    yield "cases-conflict_chosen", [lambda at: at.window.my_cases.page.conflict.press_number(1)]
    yield "cases-settled", [lambda at: at.window.my_cases.go(), lambda at: at.window.noticing.look()]


def _differ(at: Stage) -> None:
    """The centre's word comes, as the agent writes it: both facts of one case are refused."""
    ledger = at.window._desk._at.tools.ledger
    with ledger.transaction(write=False) as connection:
        rows = connection.exec_driver_sql("SELECT seq, number FROM facts WHERE number IN (SELECT number FROM facts WHERE"
                                          " kind = 'accepted' ORDER BY seq LIMIT 1) ORDER BY seq").all()  # fmt: skip
    cache = caches.Cache(
        caches.ensure(ledger.place.pointer, ledger.place.cipher), ledger.place.cipher, ledger.identity.id
    )
    with cache.writing() as writing:
        codes = ("wrong_state", "after_refused")
        said = [caches.Verdict(seq, code) for (seq, _), code in zip(rows, codes, strict=True)]
        writing.verdicts(said, rows[-1][0])
    cache.close()
    at.differing = rows[0][1]


def _open_differing(at: Stage) -> None:
    at.window.open_case(at.differing)


def _open_state(at: Stage, fits: Callable[[Any], bool]) -> None:
    room = at.window.my_cases
    row = next(one for one in room.model.rows if fits(one))
    room.open_case(row.number)


def _open_long(at: Stage) -> None:
    _open_state(at, lambda row: row.who.startswith(LONG[0]))


def _open_told(at: Stage) -> None:
    at.window.my_cases.leave()
    _open_state(at, lambda row: row.state == "correcting")
    at.settle()
    at.window.my_cases._want("supplement")


# issuing -------------------------------------------------------------------------------------------------------------


def _issuing() -> Iterator[Scene]:
    yield "issuing-waiting", [lambda at: at.window.enter("issuing")]
    yield "issuing-handing_out", [_by_code]
    yield "issuing-proxy", [lambda at: at.window.room("issuing").asking.put({"who": "proxy"})]
    yield "issuing-wrong_code", [_wrong_code]
    yield "issuing-posting", [_posting]
    yield (
        "issuing-on_its_way",
        [
            lambda at: _leave_issuing(at),
            lambda at: at.window.room("issuing").list._want(state="dispatched"),
        ],
    )
    yield "issuing-make_ready", [lambda at: at.window.room("issuing").list._want(state="closed")]
    yield "issuing-nothing_found", [lambda at: at.window.room("issuing").list.search.setText("qqqq")]


def _by_code(at: Stage) -> None:
    room = at.window.room("issuing")
    room.list.search.setText(at.code)
    room._typed()


def _leave_issuing(at: Stage) -> None:
    room = at.window.room("issuing")
    room.leave()
    room.leave()
    at.settle()


def _wrong_code(at: Stage) -> None:
    _leave_issuing(at)
    room = at.window.room("issuing")
    room.list.search.setText("000000")
    room._typed()


def _posting(at: Stage) -> None:
    _leave_issuing(at)
    room = at.window.room("issuing")
    _by_code(at)
    at.settle()
    room.leave()
    room._ask("post")


# calls ----------------------------------------------------------------------------------------------------------------


def _calls() -> Iterator[Scene]:
    yield "calls-none", [lambda at: _leave_issuing(at), lambda at: at.window.enter("calls")]
    yield "calls-filled", [_to_be_called]
    yield "calls-not_reached", [lambda at: at.window.room("calls").not_reached()]
    yield "calls-shown", [lambda at: at.window.room("calls")._reveal()]


def _to_be_called(at: Stage) -> None:
    at.window.room("calls")._hide()
    rows = at.window.my_cases.model.rows
    for row, why in zip(rows, ("conflict", "refused", "gap", "ready"), strict=False):
        at.window.work.ask(at.window._desk.calls.enter, row.number, why)
    at.settle()
    at.window.room("calls").look()


# signing in ----------------------------------------------------------------------------------------------------------


def _signing_in() -> Iterator[Scene]:
    yield "sign_in-locked", [lambda at: at.window.lock()]
    yield "sign_in-wrong_pin", [_wrong_pin]
    yield "sign_in-waiting", [lambda at: _wrong_pin(at), lambda at: _wrong_pin(at)]
    yield "sign_in-nobody", [_nobody]
    yield "sign_in-unlocked", [_unlock]


def _wrong_pin(at: Stage) -> None:
    cover = at.window.cover
    cover.choose(CLERK)
    cover.pin.setText("000111")
    cover.go()
    at.settle()


def _nobody(at: Stage) -> None:
    standing = at.window._desk.sign_in.standing()
    at.window.cover.show_standing(
        replace(standing, hint="", people=tuple(replace(one, able=False) for one in standing.people))
    )


def _unlock(at: Stage) -> None:
    cover = at.window.cover
    cover.show_standing(at.window._desk.sign_in.standing())
    cover.choose("222401001001-02")
    cover.pin.setText(at.window._desk.sign_in.standing().hint)
    cover.go()
    at.settle()
    at.window.enter("full_process")


# the first time ------------------------------------------------------------------------------------------------------


def _first_run() -> Iterator[Scene]:
    yield "first_run-1", [lambda at: at.window.first_run.open(at.window.words)]
    for number in range(2, 6):
        yield f"first_run-{number}", [lambda at: at.window.first_run.forward()]
    yield (
        "today-asked",
        [lambda at: at.window.first_run.hide(), lambda at: at.window.today.ask(at.window.words, "2001-01-01")],
    )
    yield "today-elder", [_worn(("light", "elder"))]
    yield (
        "first_run-elder",
        [lambda at: at.window.today.hide(), lambda at: at.window.first_run.open(at.window.words)],
    )
    yield "first_run-left", [_worn(("light", "normal")), lambda at: at.window.first_run.hide()]


# looks ---------------------------------------------------------------------------------------------------------------


def _looks() -> Iterator[Scene]:
    for name, look in (
        ("large", ("light", "large")),
        ("elder", ("light", "elder")),
        ("contrast", ("contrast", "normal")),
    ):
        yield f"window1-{name}", [_worn(look), lambda at: at.window.enter("full_process")]
        yield f"window1-filled_{name}", [_filled_anew]
        yield f"window1-accepted_{name}", [lambda at: at.window.full_process.go()]
        yield f"cases-{name}", [lambda at: at.window.enter("my_cases")]
        yield (
            f"issuing-{name}",
            [
                lambda at: at.window.enter("issuing"),
                lambda at: at.window.room("issuing").list._want(state="ready"),
                lambda at: _by_code(at),
            ],
        )
        yield f"calls-{name}", [lambda at: at.window.enter("calls")]
        yield f"search-{name}", [lambda at: at.window.search(), lambda at: at.window.palette_.search.setText("gl")]
        yield f"lamp-{name}", [lambda at: at.window.palette_.hide(), lambda at: at.window.show_line()]
        yield f"help-{name}", [lambda at: at.window.line_panel.hide(), lambda at: at.window.show_help()]
        yield f"sign_in-{name}", [lambda at: at.window.help.hide(), lambda at: at.window.lock()]
        yield f"sign_in-unlocked_{name}", [_unlock]


def _worn(look: tuple[str, str]) -> Callable[[Stage], None]:
    return lambda at: at.window._wear(Look(at.language, *look))


def _filled_anew(at: Stage) -> None:
    process = at.window.full_process
    process.next_resident()
    process.choose(ITEM)
    at.settle()
    _fill(at)


def undress() -> None:
    tokens.wear()
