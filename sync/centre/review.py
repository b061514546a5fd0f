"""The review desk: a small server-rendered page where a reviewer sees the papers, decides, asks for a supplement,
suspends, extends and returns, each with its reason. Every word a person wrote is escaped by the template."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, StrictUndefined
from litestar import MediaType, Request, Response, get, post
from sqlalchemy import select

from kiosk.domain import masking
from kiosk.domain.facts import Kind
from kiosk.domain.folding import FROM, PROCEDURES
from kiosk.domain.limits import lamp, limits
from kiosk.domain.numbering import printed
from kiosk.domain.refusals import Refusal
from kiosk.settings import assets
from kiosk.words import Words
from sync.centre import deciding
from sync.centre import tables as t
from sync.centre.centre import Centre
from sync.centre.keeping import read_case

# Which fields a reviewer fills for each of the centre's words, in the order of the buttons.
FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.ACCEPTED: (),
    Kind.REVIEW_BEGUN: (),
    Kind.DECIDED: ("granted", "reason", "remedy"),
    Kind.CLOSED: ("result",),
    Kind.SUPPLEMENT_ASKED: ("lack", "why", "how"),
    Kind.TOLD_ONCE: ("lack", "why", "how"),
    Kind.SUSPENDED: ("procedure", "expected_days", "reason"),
    Kind.RESUMED: (),
    Kind.EXTENDED: ("days", "reason", "approver"),
    Kind.RETURNED: ("reason",),
}
MOST = 200  # cases on the list


def handlers(centre: Centre) -> list[Any]:
    """The page's handlers, for one centre."""
    desk = ReviewDesk(centre)

    @get("/review", media_type=MediaType.HTML, sync_to_thread=True)
    def listing() -> Response[str]:
        return _html(desk.listing())

    @get("/review/{number:str}", media_type=MediaType.HTML, sync_to_thread=True)
    def case(number: str) -> Response[str]:
        return _html(desk.case(number))

    @post("/review/{number:str}/{kind:str}", status_code=200)
    async def act(request: Request[Any, Any, Any], number: str, kind: str) -> Response[str]:
        form = {key: values[0] for key, values in parse_qs((await request.body()).decode(errors="replace")).items()}
        return _html(desk.act(number, kind, form))

    return [listing, case, act]


def _html(text: str) -> Response[str]:
    headers = {"content-security-policy": "default-src 'self'; style-src 'unsafe-inline'; form-action 'self'",
               "x-frame-options": "DENY", "cache-control": "no-store"}  # fmt: skip
    return Response(text, media_type=MediaType.HTML, headers=headers)


class ReviewDesk:
    """What the page shows and does."""

    def __init__(self, centre: Centre) -> None:
        self._centre, self._words = centre, Words("zh")
        self._page = Environment(autoescape=True, undefined=StrictUndefined).from_string(
            (centre.assets / "review" / "page.html").read_text(encoding="utf-8")
        )
        self._names = {item.code: item.name.zh for item in assets.catalogue(centre.assets)}

    @property
    def token(self) -> str:
        """Ties a form to this centre, so that another site's page cannot post one."""
        return hmac.new(self._centre._secret, b"review", hashlib.sha256).hexdigest()

    def listing(self) -> str:
        with self._centre.reading() as at:
            query = select(t.cases.c.number).order_by(t.cases.c.received_on.desc(), t.cases.c.number.desc()).limit(MOST)
            cases = [read_case(at, number) for number in at.execute(query).scalars()]
        return self._render(case=None, cases=[one for one in cases if one is not None], names=self._names)

    def case(self, number: str, message: str = "", bad: bool = False) -> str:
        with self._centre.reading() as at:
            case = read_case(at, number)
        rules = self._centre.rules(case.item, case.item_version) if case else None
        if case is None or rules is None:
            return self._render(
                case=None, cases=[], names={}, message=self._words("refusal.no_such_case", number=""), bad=True
            )
        today = self._centre.today
        at_hand = (case, rules.item, rules.calendar, today)
        return self._render(
            case=case, item=rules.item, form=rules.form, lamp=lamp(*at_hand).value, limits=limits(*at_hand),
            kinds=[kind for kind in FIELDS if case.state in FROM[kind] and self._may(rules.item, kind)],
            message=message, bad=bad,
        )  # fmt: skip

    @staticmethod
    def _may(item: Any, kind: Kind) -> bool:
        if kind is Kind.ACCEPTED or kind is Kind.TOLD_ONCE:
            return bool(item.accepts != "station")
        return bool(item.decides != "station") if kind is Kind.DECIDED else True

    def act(self, number: str, kind: str, form: Mapping[str, str]) -> str:
        """One word of the reviewer; what the fold refuses is said on the page and changes nothing."""
        if not hmac.compare_digest(form.get("token", ""), self.token) or kind not in set(FIELDS):
            return self.case(number, self._words("review.bad_form"), bad=True)
        after = deciding.write(
            self._centre, number, Kind(kind), body_of(Kind(kind), form), "222401000000-03", self._day()
        )
        if isinstance(after, Refusal):
            words = {"field": self._field(after.field), **after.values}
            return self.case(number, self._words(f"refusal.{after.code}", **words), bad=True)
        return self.case(number, self._words("review.done", what=self._words(f"fact.{kind}")))

    def _field(self, key: str) -> str:
        word = f"review.field.{key}"
        return self._words(word) if word in self._words else key

    def _day(self) -> date:
        return self._centre.today

    def _render(self, **values: Any) -> str:
        values.setdefault("message", "")
        values.setdefault("bad", False)
        return str(self._page.render(
            w=self._words, printed=printed, mask=masking.name, answer=self._answer, fields=FIELDS,
            procedures=sorted(PROCEDURES), token=self.token, **values,
        ))  # fmt: skip

    def _answer(self, field: Any, value: Any) -> str:
        """An answer as a person reads it: options by name, truth as yes or no, a table by rows."""
        if value is None or value == "":
            return "—"
        if isinstance(value, bool):
            return self._words("review.yes" if value else "review.no")
        names: dict[str, str] = {option.value: option.name.zh for option in field.options}
        if field.type == "table":
            rows = ["，".join(self._answer(c, row.get(c.key)) for c in field.columns) for row in value]
            return "；".join(rows)
        if isinstance(value, list):
            return "、".join(names.get(one, str(one)) for one in value)
        return names.get(str(value), str(value))


def body_of(kind: Kind, form: Mapping[str, str]) -> dict[str, Any]:
    """The fact's body from the form's fields; what is not a number stays text and is refused by its shape."""

    def number(key: str) -> Any:
        text = form.get(key, "")
        return int(text) if text.isdigit() and len(text) < 6 else text

    def text(key: str) -> str:
        return form.get(key, "").strip()

    if kind is Kind.DECIDED:
        return {"granted": form.get("granted") == "yes", "reason": text("reason"), "remedy": text("remedy")}
    if kind is Kind.CLOSED:
        return {"result": text("result")}
    if kind in {Kind.SUPPLEMENT_ASKED, Kind.TOLD_ONCE}:
        return {"lacks": [{"key": text("lack"), "why": text("why"), "how": text("how")}]}
    if kind is Kind.SUSPENDED:
        return {"procedure": text("procedure"), "expected_days": number("expected_days"), "reason": text("reason")}
    if kind is Kind.EXTENDED:
        return {"days": number("days"), "reason": text("reason"), "approver": text("approver")}
    if kind is Kind.RETURNED:
        return {"reason": text("reason"), "papers_back": []}
    return {}
