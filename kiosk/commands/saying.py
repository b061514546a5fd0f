"""How a command speaks: the reader's language first, the other below; refusals with the field's own name."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kiosk.domain.forms import Form
from kiosk.domain.refusals import Code, Refusal
from kiosk.words import LANGUAGES, Words


class Voice:
    """Sentences of the command line in the reader's language, and both languages for refusals."""

    def __init__(self, language: str) -> None:
        first = language if language in LANGUAGES else "zh"
        self.words = Words(first)
        self.other = Words(next(one for one in LANGUAGES if one != first))

    def __call__(self, key: str, /, **values: object) -> str:
        return self.words(key, **values)

    def say(self, key: str, /, **values: object) -> None:
        print(self.words(key, **values), flush=True)

    def complain(self, key: str, /, **values: object) -> None:
        """One problem, in both languages, on standard error."""
        print(self.words(key, **values), file=sys.stderr)
        print(self.other(key, **values), file=sys.stderr, flush=True)

    def refuse(self, faults: Sequence[Refusal], form: Form | None = None) -> None:
        """Every refusal, naming the field as the form does."""
        for fault in faults:
            key, values = sentence_of(fault)
            for words in (self.words, self.other):
                named = {**values, "field": field_name(fault.field, form, words.language)}
                print(words(key, **named), file=sys.stderr)
        sys.stderr.flush()


def sentence_of(fault: Refusal) -> tuple[str, dict[str, str]]:
    """The key of a refusal's sentence and its values; a form's fault speaks by its own code."""
    code = fault.values.get("code", "") if fault.code is Code.FORM_FAULTS else ""
    return f"refusal.{code or fault.code.value}", dict(fault.values)


def code_of(fault: Refusal) -> str:
    """The code that a machine reads."""
    return fault.values["code"] if fault.code is Code.FORM_FAULTS else fault.code.value


def field_name(key: str, form: Form | None, language: str) -> str:
    """A field as the form names it: table[row].column becomes 家庭成员 3 · 月收入."""
    if form is None or not key:
        return key
    fields = {entry.key: entry for entry in form.fields()}
    head, _, rest = key.partition("[")
    if head not in fields:
        return key
    name = fields[head].label[language]
    if not rest:
        return name
    row, _, column = rest.partition("].")
    columns = {entry.key: entry.label[language] for entry in fields[head].columns}
    return f"{name} {int(row) + 1} · {columns.get(column, column)}" if row.isdigit() else name
