"""The one door to the background: one database thread; nobody else starts a thread.

    work.ask(desk.accept, application).then(self._taken).otherwise(self._failed)

The answer comes back in the GUI's thread. A question whose asker is gone is answered to nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot


class Question(QObject):
    """One question under way.

    Signals:
        answered(object): what it came to.
        broke(object): the exception, when it was ours.
    """

    answered = Signal(object)
    broke = Signal(object)

    def __init__(self, what: Callable[[], Any]) -> None:
        super().__init__()
        self.what = what
        self.expected = False  # whether the asker says something when it breaks

    def then(self, use: Callable[[Any], None]) -> Question:
        self.answered.connect(use)
        return self

    def otherwise(self, use: Callable[[Any], None]) -> Question:
        self.broke.connect(use)
        self.expected = True
        return self


class _Worker(QObject):
    @Slot(object)
    def take(self, question: Question) -> None:
        try:
            answer = question.what()
        except Exception as broken:  # ours, not the world's: it is shown and reported, never swallowed
            question.broke.emit(broken)
        else:
            question.answered.emit(answer)


class Work(QObject):
    """Owns the database thread.

    Signals:
        asked(Question): a question leaves for the database thread.
        broke(object): the exception of a question whose asker did not say what then.
    """

    asked = Signal(object)
    broke = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._thread = QThread()
        self._thread.setObjectName("database")
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self.asked.connect(self._worker.take)
        self._thread.start()
        self._open: set[Question] = set()

    def ask(self, what: Callable[..., Any], *values: Any) -> Question:
        """Asks in the background; answers come in the order of asking."""
        question = Question(lambda: what(*values))
        self._open.add(question)
        question.answered.connect(lambda _: self._open.discard(question))
        question.broke.connect(lambda broken: self._broken(question, broken))
        # Not before the caller has said what to do with the answer: a quick answer would reach nobody.
        QTimer.singleShot(0, lambda: self.asked.emit(question))
        return question

    def _broken(self, question: Question, broken: Exception) -> None:
        self._open.discard(question)
        if not question.expected:
            self.broke.emit(broken)

    @property
    def idle(self) -> bool:
        return not self._open

    def stop(self, last: Callable[[], Any]) -> None:
        """Answers everything that was asked, does `last` on the database thread, and ends it."""
        question = Question(last)
        for end in (question.answered, question.broke):
            end.connect(self._thread.quit, Qt.ConnectionType.DirectConnection)
        self.asked.emit(question)
        self._thread.wait()
