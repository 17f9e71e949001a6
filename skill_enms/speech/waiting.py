"""What is said when an answer takes a while."""

from __future__ import annotations

import math

from skill_enms.speech.phrases import Phrase

WORTH_TELLING = 3.0
"""Seconds from which on it is said how long it will take."""
_MINUTE = 60
_ROUNDED_TO = 10


def waiting_phrase(seconds: float | None) -> Phrase:
    """That it is worked out, and about how long that takes where it is known and long."""
    if seconds is None or seconds < WORTH_TELLING:
        return Phrase("working_on_it")
    return Phrase("working_for_long", {"duration": duration_phrase(seconds)})


def duration_phrase(seconds: float) -> Phrase:
    """A time as one waits for it: in tens of seconds, or in minutes, rounded up."""
    tens = math.ceil(seconds / _ROUNDED_TO) * _ROUNDED_TO
    if tens < _MINUTE:
        return Phrase("duration_seconds", {"count": tens})
    minutes = math.ceil(seconds / _MINUTE)
    return Phrase("duration_minute") if minutes == 1 else Phrase("duration_minutes", {"count": minutes})
