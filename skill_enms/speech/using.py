"""Consumption as it is said: how much, when most, who most. No baseline is in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from skill_enms.speech.numbers import significant
from skill_enms.speech.periods import date_phrase, period_phrase
from skill_enms.speech.phrases import Listing, Phrase, Value
from skill_enms.speech.reasons import counted
from skill_enms.speech.words import Words, seu_phrase, sources_listing
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
        used = Phrase("used", {**slots, "consumer": consumer_phrase(consumer, words)})
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
    priced = [use.cost for use in result.uses if use.cost is not None]
    phrases = [said, *_worth(sum(priced) if priced else None, result.carbon)]
    if priced and result.unpriced:
        phrases.append(Phrase("used_unpriced", {"energy_sources": sources_listing(result.unpriced, words)}))
    return phrases + counted_twice_phrases(result.counted_twice, words)


def counted_twice_phrases(pairs: Sequence[tuple[str, str]], words: Words) -> list[Phrase]:
    """That cost and CO₂ may hold an energy twice, where they are told of all energy sources together."""
    return [Phrase("counted_twice", {"energy_sources": sources_listing(pair, words)}) for pair in pairs]


def peak_phrases(result: Peak, words: Words) -> list[Phrase]:
    """The hour and the day with the highest consumption."""
    slots: dict[str, Value] = {
        "consumer": consumer_phrase(result.consumer, words),
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
                "consumer": consumer_phrase(use.consumer, words),
                "amount": significant(float(use.total.amount)),
                "unit": words.unit(use.consumer.unit),
            },
        )
        for use in result.uses[:RANKED]
    ]
    by_cost = result.energy_source is None and len({use.consumer.energy_source for use in result.uses}) > 1
    dialog = "ranking_by_cost" if by_cost else "ranking"
    return [Phrase(dialog, {"period": period_phrase(result.period), "ranked": Listing(top)})]


def difference_worth(cost: float | None, carbon: float | None) -> list[Phrase]:
    """Money and CO₂ of a difference, as far as they are known."""
    if cost is None:
        return []
    way = direction(cost)
    if carbon is None or (carbon > 0) != (cost > 0):
        return [Phrase(f"worth_cost_{way}", {"cost": significant(abs(cost))})]
    return [Phrase(f"worth_{way}", {"cost": significant(abs(cost)), "carbon": significant(abs(carbon))})]


def direction(difference: float, *, within: bool = False) -> str:
    """The ending of the dialogs that say which way a difference goes."""
    return "within" if within else "more" if difference > 0 else "less"


def consumer_phrase(consumer: Consumer, words: Words) -> Value:
    """Whose consumption."""
    if consumer.seu is None:
        return Phrase("all_of_source", {"energy_source": words.energy_source(consumer.energy_source)})
    return seu_phrase(consumer.seu, consumer.energy_source, words)


def _worth(cost: float | None, carbon: float | None) -> list[Phrase]:
    known: dict[str, Value] = {}
    if cost is not None:
        known["cost"] = significant(cost)
    if carbon is not None:
        known["carbon"] = significant(carbon)
    return [Phrase("used_" + "_and_".join(known), known)] if known else []


def _clock(instant: datetime) -> Phrase:
    """A whole hour as a language's clock says it."""
    hour = instant.hour % 12 or 12
    return Phrase(
        "clock_morning" if instant.hour < 12 else "clock_afternoon", {"hour": hour, "hour_of_24": instant.hour}
    )
