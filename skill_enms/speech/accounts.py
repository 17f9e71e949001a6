"""The plant against its baselines, drift, and days ignored, as they are said."""

from __future__ import annotations

from skill_enms.figures import DriftReport, Ignored, PerformanceReport, PlantAccount
from skill_enms.speech.numbers import per_cent, significant
from skill_enms.speech.periods import date_phrase, period_phrase
from skill_enms.speech.phrases import Listing, Phrase, Value
from skill_enms.speech.using import RANKED, counted_twice_phrases, difference_worth, direction
from skill_enms.speech.words import Words, seu_phrase


def plant_phrases(result: PlantAccount, words: Words) -> list[Phrase]:
    """The plant by energy source, what it costs, who is furthest over, and who has no baseline."""
    if not result.seus:
        names = Listing([seu_phrase(one.seu.name, one.seu.energy_source, words) for one in result.not_compared])
        return [Phrase("plant_not_compared", {"period": period_phrase(result.period), "seus": names})]
    totals: list[Value] = [
        Phrase(
            f"total_{direction(total.difference, within=total.within_uncertainty)}",
            {
                "energy_source": words.energy_source(total.energy_source),
                "percent": per_cent(abs(total.percent or 0.0) / 100),
                "difference": significant(abs(total.difference)),
                "unit": words.unit(total.unit),
            },
        )
        for total in result.totals
    ]
    phrases = _ranked(result, words) if result.ranking else []
    phrases.append(Phrase("plant_performed", {"period": period_phrase(result.period), "totals": Listing(totals)}))
    if any(not total.within_uncertainty for total in result.totals):
        worth = difference_worth(result.cost_difference, result.carbon_difference)
        phrases += [*worth, *(counted_twice_phrases(result.counted_twice, words) if worth else [])]
    if not result.ranking:
        phrases += _furthest(result, words)
    untrained = [one.seu for one in result.not_compared if one.reason.code == "no_baseline"]
    if untrained:
        phrases.append(
            Phrase(
                "plant_without_baseline",
                {"seus": Listing([seu_phrase(seu.name, seu.energy_source, words) for seu in untrained])},
            )
        )
    others = len(result.not_compared) - len(untrained)
    if others:
        phrases.append(Phrase("plant_without_data", {"count": others}))
    return phrases


def drift_phrases(result: DriftReport, words: Words) -> list[Phrase]:
    """The turning point and the present level, or that there is no drift."""
    baseline, drift = result.baseline, result.drift
    slots: dict[str, Value] = {
        "seu": seu_phrase(baseline.seu, baseline.energy_source, words),
        "period": period_phrase(result.period),
        "unit": words.unit(baseline.unit),
        "rate": per_cent(drift.false_alarms_per_year),
    }
    if drift.alarm is None or not drift.levels:
        return [Phrase("no_drift", slots)]
    present = drift.levels[-1]
    if present.low <= 0 <= present.high:
        worst = max(drift.levels, key=lambda level: abs(level.per_day))
        slots |= {"first": date_phrase(worst.start), "last": date_phrase(worst.last)}
        slots |= {"amount": significant(abs(worst.per_day)), "since": date_phrase(present.start)}
        return [Phrase(f"drift_over_{direction(worst.per_day)}", slots)]
    slots |= {
        "since": date_phrase(present.start),
        "amount": significant(abs(present.per_day)),
        "low": significant(min(abs(present.low), abs(present.high))),
        "high": significant(max(abs(present.low), abs(present.high))),
    }
    phrases = [Phrase(f"drift_{direction(present.per_day)}", slots)]
    if result.cost_per_day:
        phrases.append(
            Phrase(f"drift_cost_{direction(present.per_day)}", {"cost": significant(abs(result.cost_per_day))})
        )
    return phrases


def ignored_phrases(result: Ignored, words: Words) -> list[Phrase]:
    """Which days of whom don't count any more, and why."""
    slots: dict[str, Value] = {
        "seus": Listing([seu_phrase(seu.name, seu.energy_source, words) for seu in result.seus]),
        "period": period_phrase(result.period),
    }
    dialog = "ignored" if len(result.seus) == 1 else "ignored_many"
    if not result.reason:
        return [Phrase(dialog, slots)]
    return [Phrase(f"{dialog}_why", {**slots, "why": result.reason})]


def _ranked(result: PlantAccount, words: Words) -> list[Phrase]:
    """The SEUs that are certainly over their baselines, the furthest first; or that none is."""
    over = [each for each in result.seus if not each.performance.within_uncertainty and each.performance.difference > 0]
    if not over:
        return [Phrase("nobody_over")]
    phrases = [_extreme("furthest_over", over[0], words)]
    if over[1:]:
        next_ones = [_extreme("ranked_over", each, words) for each in over[1:RANKED]]
        phrases.append(Phrase("furthest_next", {"seus": Listing(next_ones)}))
    return phrases


def _furthest(result: PlantAccount, words: Words) -> list[Phrase]:
    """The SEU that is certainly furthest over its baseline, and the one furthest under."""
    certain = [each for each in result.seus if not each.performance.within_uncertainty]
    over = [each for each in certain if each.performance.difference > 0][:1]
    under = [each for each in certain if each.performance.difference < 0][-1:]
    phrases = [_extreme("furthest_over", each, words) for each in over]
    phrases += [_extreme("furthest_under", each, words) for each in under]
    return phrases or [Phrase("nobody_far")]


def _extreme(dialog: str, each: PerformanceReport, words: Words) -> Phrase:
    told, baseline = each.performance, each.baseline
    return Phrase(
        dialog,
        {
            "seu": seu_phrase(baseline.seu, baseline.energy_source, words),
            "percent": per_cent(abs(told.improvement_percent or 0.0) / 100),
            "difference": significant(abs(told.difference)),
            "unit": words.unit(baseline.unit),
        },
    )
