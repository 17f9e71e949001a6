"""What each session is in the middle of: a question that waits for its answer, and what was said last.

Satellites share one skill, so everything here is kept by session id. Nothing blocks: a question is remembered, the
handler returns, and the answer comes in through `converse`.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from skill_enms.requests import Question, Request
from skill_enms.speech.phrases import Phrase

PATIENCE_SECONDS = 300.0
"""A question or an answer older than this is forgotten, as OVOS forgets that the skill was active."""
OFFER_SECONDS = 60.0
"""An offer doesn't last as long: a "yes" later on is somebody else's."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A question that was asked."""

    request: Request
    """What was understood before it; of an offer, what "yes" stands for."""
    question: Question
    """What was asked for."""
    is_offer: bool = False
    """Whether it came with an answer, which stands whatever is said now."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said last."""

    followed: tuple[Request, ...]
    """What may be followed up: what was asked, then what that itself followed; empty where it could not be read."""
    result: Mapping[str, Any]
    """What other programs were told."""
    phrases: tuple[Phrase, ...]
    """The phrases, in order."""
    expect_response: bool = False
    """Whether it ended in a question."""


class Conversations:
    """Pending questions and last answers, by session id. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._pending: dict[str, tuple[float, Pending]] = {}
        self._said: dict[str, tuple[float, Said]] = {}
        self._working: Counter[str] = Counter()

    def ask(self, session_id: str, pending: Pending) -> None:
        """Remember that a question was asked; an earlier one is void."""
        with self._lock:
            self._forget_old()
            self._pending[session_id] = (self._clock(), pending)

    def waiting(self, session_id: str) -> Pending | None:
        """The question that waits for an answer, if there is one."""
        with self._lock:
            self._forget_old()
            return self._pending.get(session_id, (0.0, None))[1]

    def settle(self, session_id: str) -> bool:
        """The question was answered, or is void; whether there was one."""
        with self._lock:
            return self._pending.pop(session_id, None) is not None

    def said(self, session_id: str, said: Said) -> None:
        """Remember what was said, for what follows on it."""
        with self._lock:
            self._forget_old()
            self._said[session_id] = (self._clock(), said)

    def last(self, session_id: str) -> Said | None:
        """What was said last to a session, if it isn't too long ago."""
        with self._lock:
            self._forget_old()
            return self._said.get(session_id, (0.0, None))[1]

    def forget(self, session_id: str) -> None:
        """Nothing follows on what was said: the user has ended it."""
        with self._lock:
            self._said.pop(session_id, None)

    @contextmanager
    def working(self, session_id: str) -> Iterator[None]:
        """Around the carrying out of a session's request."""
        with self._lock:
            self._working[session_id] += 1
        try:
            yield
        finally:
            with self._lock:
                self._working[session_id] -= 1
                self._working += Counter()

    def is_busy(self, session_id: str) -> bool:
        """Whether a request of this session is being carried out, or a question waits for its answer."""
        return self._working[session_id] > 0 or self.waiting(session_id) is not None

    def _forget_old(self) -> None:
        now = self._clock()
        self._said = {session: entry for session, entry in self._said.items() if now - entry[0] <= PATIENCE_SECONDS}
        self._pending = {
            session: (asked, pending)
            for session, (asked, pending) in self._pending.items()
            if now - asked <= (OFFER_SECONDS if pending.is_offer else PATIENCE_SECONDS)
        }
