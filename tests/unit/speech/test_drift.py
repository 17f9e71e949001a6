"""A turning point as it is said: since when, how much a day, how sure, what it costs; or that it is over, or none."""

from __future__ import annotations

from datetime import date

from trained import baseline

from skill_enms.figures import DriftReport
from skill_enms.findings import Drift, Level
from skill_enms.requests import Period
from skill_enms.speech.answers import answer_phrases

SPRING = Period(date(2025, 1, 1), date(2025, 7, 1))
QUIET = Level(date(2025, 1, 1), date(2025, 3, 13), 72, 1.0, -9.0, 11.0)
RAISED = Level(date(2025, 3, 14), date(2025, 6, 30), 109, 120.0, 104.0, 136.0)
SAVING = Level(date(2025, 3, 14), date(2025, 6, 30), 109, -26.0, -28.0, -24.0)
AGAIN = Level(date(2025, 6, 1), date(2025, 6, 30), 30, 2.0, -7.0, 11.0)


def report(*levels: Level, cost: float | None = None) -> DriftReport:
    alarm = date(2025, 3, 20) if levels else None
    return DriftReport(baseline(), SPRING, Drift(alarm, levels, 8.0, 0.05), 181, cost)


def test_the_present_level_is_said_with_its_interval_and_its_cost(words, said) -> None:
    spoken = said(answer_phrases(report(QUIET, RAISED, cost=14.4), words))
    assert spoken.startswith("Since March 14 2025, ")
    assert "120 kilowatt hours a day more than expected, between 104 and 136 with 90 percent confidence" in spoken
    assert spoken.endswith("That costs 14.4 more a day.")


def test_a_saving_is_no_minus(words, said) -> None:
    spoken = said(answer_phrases(report(QUIET, SAVING, cost=-3.05), words))
    assert "26 kilowatt hours a day less than expected, between 24 and 28" in spoken
    assert spoken.endswith("That saves 3.05 a day.")


def test_what_was_mended_is_said_to_be_over(words, said) -> None:
    spoken = said(answer_phrases(report(QUIET, RAISED, AGAIN), words))
    assert spoken.startswith("Since June 1 2025, ") and "on its baseline again" in spoken
    assert "120 kilowatt hours a day more" in spoken


def test_no_drift_is_said_with_its_false_alarm_rate(words, said) -> None:
    spoken = said(answer_phrases(report(), words))
    assert "has not left its baseline" in spoken and "5 percent" in spoken
