"""The days that a baseline leaves out, as they are said: how many, and why."""

from __future__ import annotations

from collections.abc import Mapping

from skill_enms.history import StoredBaseline
from skill_enms.speech.phrases import Listing, Phrase
from skill_enms.speech.reasons import counted

DROPPED = frozenset(
    {
        "no_readings",
        "under_half_complete",
        "no_driver_value",
        "driver_under_half_complete",
        "backfill",
        "interval_over_a_day",
        "in_future",
    }
)
"""Causes that have a sentence of their own; any other is told as one of other reasons."""
WORTH_TELLING = 0.1
"""Share of the period from which it is said at once why so many days are missing."""


def left_out_listing(days_dropped: Mapping[str, int]) -> Listing:
    """Every cause with its days, the one of most days first."""
    return Listing(
        [
            Phrase(f"dropped_{cause if cause in DROPPED else 'other'}", {"days": counted("day", days)})
            for cause, days in sorted(days_dropped.items(), key=lambda each: (-each[1], each[0]))
        ]
    )


def left_out_phrases(baseline: StoredBaseline) -> list[Phrase]:
    """Why days are missing, where they are many or the user could let them in."""
    backfill = "backfill" in baseline.days_dropped
    missing = sum(baseline.days_dropped.values())
    if not backfill and missing < WORTH_TELLING * (baseline.end - baseline.start).days:
        return []
    dialog = "baseline_left_out_backfill" if backfill else "baseline_left_out"
    return [Phrase(dialog, {"dropped": left_out_listing(baseline.days_dropped)})]
