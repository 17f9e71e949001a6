"""Two consumptions side by side, as they are said: who used more, in which period more, and by how much."""

from __future__ import annotations

from skill_enms.speech.numbers import per_cent, significant
from skill_enms.speech.periods import period_phrase
from skill_enms.speech.phrases import Listing, Phrase, Value
from skill_enms.speech.reasons import counted
from skill_enms.speech.using import consumer_phrase, difference_worth, direction
from skill_enms.speech.words import Words
from skill_enms.usage import EnergyUsed, PlantUseComparison, UseComparison


def beside_phrases(result: UseComparison, words: Words) -> list[Phrase]:
    """Both amounts and their difference, by day where one has more days, and what the difference is worth."""
    first, second = result.first, result.second
    slots: dict[str, Value] = {
        "period": period_phrase(first.period),
        "second_period": period_phrase(second.period),
        "first": _who(first, words),
        "second": _who(second, words),
        "first_amount": _amount(first),
        "second_amount": _amount(second),
        "unit": _of_what(first, words),
        "second_unit": words.unit(second.consumer.unit),
    }
    same_days, same_consumer = first.period == second.period, first.consumer == second.consumer
    if not same_consumer and (result.difference is None or not same_days):
        phrases = [Phrase("beside_units" if same_days else "beside_both", slots)]
        return phrases + _costs(result)
    how = "bare"
    if result.percent is not None:
        how = direction(result.percent)
        slots["percent"] = per_cent(abs(result.percent) / 100)
    phrases = [Phrase(f"{'then' if same_consumer else 'beside'}_{how}", slots)]
    phrases += _per_day(result, words)
    if not same_consumer:  # of two machines, neither saves what the other one costs
        return phrases + _costs(result)
    return phrases + difference_worth(result.cost_difference, result.carbon_difference)


def plant_beside_phrases(result: PlantUseComparison, words: Words) -> list[Phrase]:
    """What the plant's energy cost in both periods, and by how much each energy source went up or down."""
    first, second = result.first, result.second
    slots: dict[str, Value] = {"period": period_phrase(first.period), "second_period": period_phrase(second.period)}
    how = "bare"
    if result.cost_percent is not None and first.cost is not None and second.cost is not None:
        how = direction(result.cost_percent)
        slots["percent"] = per_cent(abs(result.cost_percent) / 100)
        slots["cost"], slots["second_cost"] = significant(first.cost), significant(second.cost)
    phrases = [Phrase(f"plant_then_{how}", slots)]
    if first.period.days != second.period.days:
        days = counted("day", first.period.days)
        phrases.append(Phrase("plant_then_days", {"days": days, "second_days": second.period.days}))
    sources: list[Value] = [
        Phrase(
            f"total_{direction(each.percent)}",
            {
                "energy_source": words.energy_source(each.first.consumer.energy_source),
                "percent": per_cent(abs(each.percent) / 100),
            },
        )
        for each in result.by_source
        if each.percent is not None
    ]
    if sources:
        phrases.append(Phrase("plant_then_sources", {"sources": Listing(sources)}))
    return phrases


def _per_day(result: UseComparison, words: Words) -> list[Phrase]:
    """By day, where the days with readings are not as many on both sides."""
    first, second = result.first, result.second
    days, others = first.total.days_with_readings, second.total.days_with_readings
    if days == others or result.percent_per_day is None:
        return []
    slots: dict[str, Value] = {
        "days": counted("day", days),
        "second_days": others,
        "percent": per_cent(abs(result.percent_per_day) / 100),
        "amount": significant(float(first.total.amount) / days),
        "second_amount": significant(float(second.total.amount) / others),
        "unit": words.unit(first.consumer.unit),
    }
    dialog = f"per_day_{direction(result.percent_per_day)}"
    if first.consumer != second.consumer:
        dialog = "per_day_beside"
        slots |= {"first": _who(first, words), "second": _who(second, words)}
    return [Phrase(dialog, slots)]


def _costs(result: UseComparison) -> list[Phrase]:
    """What both cost: all that units of their own leave to compare."""
    if result.first.cost is None or result.second.cost is None:
        return []
    cost, other = significant(result.first.cost), significant(result.second.cost)
    return [Phrase("beside_cost", {"cost": cost, "second_cost": other})]


def _who(used: EnergyUsed, words: Words) -> Value:
    return consumer_phrase(used.consumer, words) if used.consumer.seu else Phrase("whole_plant")


def _of_what(used: EnergyUsed, words: Words) -> Value:
    """The unit, and of the plant's use what is used: an SEU's name tells it already."""
    unit = words.unit(used.consumer.unit)
    if used.consumer.seu:
        return unit
    return Phrase("unit_of_source", {"unit": unit, "energy_source": words.energy_source(used.consumer.energy_source)})


def _amount(used: EnergyUsed) -> str:
    return significant(float(used.total.amount), 4)
