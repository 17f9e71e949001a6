"""How often something comes, as it is said."""

from __future__ import annotations

from skill_enms.speech.phrases import Phrase

UNITS = (("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1))
"""Unit of an interval → its seconds, the longest first."""


def interval_phrase(seconds: float | None) -> Phrase:
    """The time between two readings in the longest unit that it is a whole number of."""
    whole = 0 if seconds is None else round(seconds)
    for unit, length in UNITS:
        if whole and whole % length == 0:
            count = whole // length
            return Phrase(f"every_{unit}") if count == 1 else Phrase(f"every_{unit}s", {"count": count})
    return Phrase("every_now_and_then")
