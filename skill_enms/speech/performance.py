"""A period against its baseline, as it is said: how much more or less, how sure that is, and what it is worth."""

from __future__ import annotations

import math

from skill_enms.figures import PerformanceReport
from skill_enms.reasons import FAULTS, foremost
from skill_enms.speech.numbers import per_cent, significant
from skill_enms.speech.periods import date_phrase, period_phrase
from skill_enms.speech.phrases import Listing, Phrase, Value
from skill_enms.speech.reasons import counted, warning_phrase
from skill_enms.speech.words import Words, seu_phrase

DAYS_TO_COMPARE = 5
"""Fewest days of which one can be told to stand out."""


def performed_phrases(result: PerformanceReport, words: Words) -> list[Phrase]:
    """Actual against expected with its uncertainty, then cost and CO₂, then what makes it doubtful."""
    baseline, performance = result.baseline, result.performance
    dialog = "performed"
    slots: dict[str, Value] = {
        "period": period_phrase(result.period),
        "seu": seu_phrase(baseline.seu, baseline.energy_source, words),
        "actual": significant(performance.actual),
        "expected": significant(performance.expected),
        "unit": words.unit(baseline.unit),
        "uncertainty": _uncertainty(result, words),
    }
    if performance.improvement_percent is not None:
        dialog = "performed_more" if performance.difference > 0 else "performed_less"
        slots["percent"] = per_cent(abs(performance.improvement_percent) / 100)
        slots["enpi"] = significant(1 - performance.improvement_percent / 100, 4)
    phrases = [Phrase(dialog, slots)]
    if not performance.within_uncertainty:
        phrases += _worth(result)
    ignored = result.days_dropped.get("adjustment", 0)
    if dropped := sum(result.days_dropped.values()) - ignored:
        used = counted("day", performance.n_days)
        phrases.append(Phrase("performed_dropped", {"days": used, "dropped": dropped}))
    phrases += _adjusted(result, ignored)
    phrases += _wild_day(result, words)
    phrases += [warning_phrase(reason, words) for reason in performance.warnings]
    if baseline.accepted is False:
        phrases.append(Phrase("performed_not_accepted", {"rule_set": Phrase(f"rule_set_{baseline.rule_set}")}))
    return phrases


def _wild_day(result: PerformanceReport, words: Words) -> list[Phrase]:
    """The day that alone makes most of the difference, and the fault of the readings that may have made it so."""
    told = result.performance
    deviations = [
        abs(actual - expected) for actual, expected in zip(told.daily_actual, told.daily_expected, strict=True)
    ]
    if told.n_days < DAYS_TO_COMPARE or max(deviations) <= sum(deviations) / 2:
        return []
    day = told.days[deviations.index(max(deviations))]
    fault = foremost(reason for reason in result.findings if reason.code in FAULTS)
    said = Phrase("performed_wild_day", {"day": date_phrase(day)})
    return [said] if fault is None else [said, warning_phrase(fault, words)]


def _adjusted(result: PerformanceReport, ignored: int) -> list[Phrase]:
    """What non-routine adjustments did: days left out, amounts allowed for, and why."""
    reasons = list(dict.fromkeys(one.reason for one in result.adjustments if one.amount_per_day is None and one.reason))
    phrases = []
    if ignored and reasons:
        phrases.append(Phrase("performed_ignored_why", {"days": counted("day", ignored), "why": Listing(reasons)}))
    elif ignored:
        phrases.append(Phrase("performed_ignored", {"days": counted("day", ignored)}))
    allowed = [one.reason for one in result.adjustments if one.amount_per_day is not None]
    if allowed:
        phrases.append(Phrase("performed_allowed", {"why": Listing(list(dict.fromkeys(allowed)))}))
    return phrases


def _uncertainty(result: PerformanceReport, words: Words) -> Phrase:
    """What the model can tell of the difference."""
    performance = result.performance
    if not math.isfinite(performance.uncertainty):
        return Phrase("performed_unknown")
    return Phrase(
        "performed_uncertain" if performance.within_uncertainty else "performed_certain",
        {
            "difference": significant(abs(performance.difference)),
            "unit": words.unit(result.baseline.unit),
            "range": significant(performance.uncertainty),
            "confidence": per_cent(performance.confidence),
        },
    )


def _worth(result: PerformanceReport) -> list[Phrase]:
    """Money and CO₂ of the difference, as far as the energy source's row has a rate."""
    worth = {"cost": result.cost_difference, "carbon": result.carbon_difference}
    known: dict[str, Value] = {name: significant(abs(value)) for name, value in worth.items() if value is not None}
    if not known:
        return []
    direction = "more" if result.performance.difference > 0 else "less"
    only = "" if len(known) == len(worth) else f"_{next(iter(known))}"
    return [Phrase(f"worth{only}_{direction}", known)]
