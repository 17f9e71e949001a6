"""What a keeper may know of the skill's work: how often it was asked, and what came of it. No words, no names.

They count from the start of the skill, and travel on the bus as `enms.counters`.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any


class Counters:
    """Counts of one skill. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._since = datetime.now(timezone.utc)
        self._asked = 0
        self._understood = 0
        self._answered = 0
        self._questions = 0
        self._refused: Counter[str] = Counter()
        self._seconds = 0.0
        self._longest = 0.0

    def asked(self) -> None:
        """Something was said to the skill."""
        with self._lock:
            self._asked += 1

    def understood(self) -> None:
        """It came to a request that lacks nothing."""
        with self._lock:
            self._understood += 1

    def told(self, result: Mapping[str, Any]) -> None:
        """An outcome was told: an answer, a question, or a refusal with its code."""
        with self._lock:
            if result["ok"]:
                self._answered += 1
            elif result["code"] == "question":
                self._questions += 1
            else:
                self._refused[str(result["code"])] += 1

    def took(self, seconds: float) -> None:
        """So long it took from what was said to the end of what was told."""
        with self._lock:
            self._seconds += seconds
            self._longest = max(self._longest, seconds)

    def as_data(self) -> dict[str, Any]:
        """All of them, as the event holds them."""
        with self._lock:
            return {
                "since": self._since.isoformat(timespec="seconds"),
                "asked": self._asked,
                "understood": self._understood,
                "answered": self._answered,
                "questions": self._questions,
                "refused": dict(self._refused),
                "seconds": {"total": round(self._seconds, 3), "longest": round(self._longest, 3)},
            }
