"""Consumption as it is said: how much, when most, who most; the plant against its baselines; drift; days ignored."""

from __future__ import annotations

from datetime import datetime

from skill_enms.figures import DriftReport, Ignored, PerformanceReport, PlantAccount
from skill_enms.speech.numbers import per_cent, significant
from skill_enms.speech.periods import date_phrase, period_phrase
from skill_enms.speech.phrases import Listing, Phrase, Value
from skill_enms.speech.reasons import counted
from skill_enms.speech.words import Words, seu_phrase
from skill_enms.usage import Consumer, EnergyUsed, Peak, PlantUse, Ranking

RANKED = 3
"""So many are named of a ranking."""


def used_phrases(result: EnergyUsed, words: Words) -> list[Phrase]:
    """How much, its cost and CO₂, and what wasn't counted."""
    consumer = result.consumer
    slots: dict[str, Value] = {
        "amount": significant(float(result.total.amount), 4),
        "unit": words.unit(consumer.unit),
        "period": period_phrase(result.period),
    }
    if consumer.seu is None:
        used = Phrase("used_by_plant", {**slots, "energy_source": words.energy_source(consumer.energy_source)})
    else:
        used = Phrase("used", {**slots, "consumer": _consumer(consumer, words)})
    phrases = [used, *_worth(result.cost, result.carbon)]
    missing = result.period.days - result.total.days_with_readings
    if missing:
        phrases.append(Phrase("used_missing", {"days": counted("day", missing)}))
    if result.total.backfill_readings:
        phrases.append(Phrase("used_backfill"))
    return phrases


def plant_used_phrases(result: PlantUse, words: Words) -> list[Phrase]:
    """What the plant used of each energy source, and what all of it cost."""
    uses = [
        Phrase(
            "amount_of_source",
            {
                "amount": significant(float(use.total.amount)),
                "unit": words.unit(use.consumer.unit),
                "energy_source": words.energy_source(use.consumer.energy_source),
            },
        )
        for use in result.uses
    ]
    said = Phrase("plant_used", {"period": period_phrase(result.period), "uses": Listing(uses)})
    return [said, *_worth(result.cost, result.carbon)]


def peak_phrases(result: Peak, words: Words) -> list[Phrase]:
    """The hour and the day with the highest consumption."""
    slots: dict[str, Value] = {
        "consumer": _consumer(result.consumer, words),
        "unit": words.unit(result.consumer.unit),
        "period": period_phrase(result.period),
        "day": date_phrase(result.day),
        "day_amount": significant(result.day_amount),
    }
    if result.hour is None or result.hour_amount is None:
        return [Phrase("peak_day", slots)]
    slots |= {
        "hour": _clock(result.hour),
        "hour_day": date_phrase(result.hour.date()),
        "hour_amount": significant(result.hour_amount),
    }
    return [Phrase("peak", slots)]


def ranking_phrases(result: Ranking, words: Words) -> list[Phrase]:
    """The largest consumers, with their amounts; the silent ones counted."""
    top: list[Value] = [
        Phrase(
            "ranked",
            {
                "consumer": _consumer(use.consumer, words),
                "amount": significant(float(use.total.amount)),
                "unit": words.unit(use.consumer.unit),
            },
        )
        for use in result.uses[:RANKED]
    ]
    by_cost = result.energy_source is None and len({use.consumer.energy_source for use in result.uses}) > 1
    dialog = "ranking_by_cost" if by_cost else "ranking"
    return [Phrase(dialog, {"period": period_phrase(result.period), "ranked": Listing(top)})]


def plant_phrases(result: PlantAccount, words: Words) -> list[Phrase]:
    """The plant by energy source, what it costs, who is furthest over, and who has no baseline."""
    if not result.seus:
        names = Listing([one.seu.name for one in result.not_compared])
        return [Phrase("plant_not_compared", {"period": period_phrase(result.period), "seus": names})]
    totals: list[Value] = [
        Phrase(
            f"total_{_direction(total.difference, within=total.within_uncertainty)}",
            {
                "energy_source": words.energy_source(total.energy_source),
                "percent": per_cent(abs(total.percent or 0.0) / 100),
                "difference": significant(abs(total.difference)),
                "unit": words.unit(total.unit),
            },
        )
        for total in result.totals
    ]
    phrases = [Phrase("plant_performed", {"period": period_phrase(result.period), "totals": Listing(totals)})]
    if any(not total.within_uncertainty for total in result.totals):
        phrases += _difference_worth(result.cost_difference, result.carbon_difference)
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
        return [Phrase(f"drift_over_{_direction(worst.per_day)}", slots)]
    slots |= {
        "since": date_phrase(present.start),
        "amount": significant(abs(present.per_day)),
        "low": significant(min(abs(present.low), abs(present.high))),
        "high": significant(max(abs(present.low), abs(present.high))),
    }
    phrases = [Phrase(f"drift_{_direction(present.per_day)}", slots)]
    if result.cost_per_day:
        phrases.append(
            Phrase(f"drift_cost_{_direction(present.per_day)}", {"cost": significant(abs(result.cost_per_day))})
        )
    return phrases


def ignored_phrases(result: Ignored, words: Words) -> list[Phrase]:
    """Which days of whom don't count any more, and why."""
    slots: dict[str, Value] = {
        "seus": Listing([seu_phrase(seu.name, seu.energy_source, words) for seu in result.seus]),
        "period": period_phrase(result.period),
    }
    return [Phrase("ignored_why", {**slots, "why": result.reason}) if result.reason else Phrase("ignored", slots)]


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


def _direction(difference: float, *, within: bool = False) -> str:
    return "within" if within else "more" if difference > 0 else "less"


def _worth(cost: float | None, carbon: float | None) -> list[Phrase]:
    known: dict[str, Value] = {}
    if cost is not None:
        known["cost"] = significant(cost)
    if carbon is not None:
        known["carbon"] = significant(carbon)
    return [Phrase("used_" + "_and_".join(known), known)] if known else []


def _difference_worth(cost: float | None, carbon: float | None) -> list[Phrase]:
    if cost is None:
        return []
    direction = _direction(cost)
    if carbon is None or (carbon > 0) != (cost > 0):
        return [Phrase(f"worth_cost_{direction}", {"cost": significant(abs(cost))})]
    return [Phrase(f"worth_{direction}", {"cost": significant(abs(cost)), "carbon": significant(abs(carbon))})]


def _consumer(consumer: Consumer, words: Words) -> Value:
    if consumer.seu is None:
        return Phrase("all_of_source", {"energy_source": words.energy_source(consumer.energy_source)})
    return seu_phrase(consumer.seu, consumer.energy_source, words)


def _clock(instant: datetime) -> Phrase:
    """A whole hour as a language's clock says it."""
    hour = instant.hour % 12 or 12
    return Phrase(
        "clock_morning" if instant.hour < 12 else "clock_afternoon", {"hour": hour, "hour_of_24": instant.hour}
    )
