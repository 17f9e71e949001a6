"""What follows on a consumption: "compare it with the week before", "and the month before", "what did that cost"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from skill_enms.requests import EnergyPerformance, EnergyUse, Period, PlantPerformance, Understood, Used
from skill_enms.understand.periods.relative import shifted
from skill_enms.understand.request.pairs import days_before, unit_before
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.talking.turns import starts_with

Dated = EnergyUse | EnergyPerformance | PlantPerformance
"""What is asked of days, and may be asked of others."""

_ASKED: Mapping[str, Used] = {"peak": "peak", "carbon": "carbon", "money": "cost"}
"""Lists of words → what they ask of a consumption."""
_EXPLAINED = ("comparing", "period_before", "year_before", "side_by_side", "skip_between", "courtesy")
"""Lists whose phrases are all that such a follow-up holds beside a period."""


def about_the_same(previous: EnergyUse | EnergyPerformance, sentence: Sentence) -> Understood | None:
    """What the consumption of the last answer cost, how much CO₂ it was, or when it was highest; else None."""
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    if previous.period is None or sentence.seus or sentence.sources or sentence.periods:
        return None
    about = next((about for name, about in _ASKED.items() if lists[name].places(texts)), None)
    if about is None or not lists["question_word"].match(texts, 0):
        return None
    explained = {place for name in (*_ASKED, *_EXPLAINED, "has_used") for place in lists[name].places(texts)}
    if any(not explained.issuperset(range(*run)) for run in sentence.leftovers):
        return None
    return Understood(EnergyUse(previous.seu, previous.energy_source, previous.period, about))


def on_other_days(previous: Dated, sentence: Sentence) -> Understood | None:
    """What the last answer told set against other days, or told of the days before; None where neither is asked.

    A period that was said and is the one of the last answer stands for the one before it: "than the previous week",
    said of last week. Only consumptions are set against one another.
    """
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    comparing, before, year = (lists[name].places(texts) for name in ("comparing", "period_before", "year_before"))
    if previous.period is None or sentence.seus or sentence.sources or not (comparing or before or year):
        return None
    explained = {place for name in _EXPLAINED for place in lists[name].places(texts)}
    if any(not explained.issuperset(range(*run)) for run in sentence.leftovers):
        return None
    spoken = [each for each in sentence.periods if year.isdisjoint(range(each.start, each.end))]
    said = [each.period for each in spoken if each.period is not None and not each.future]
    if year and not spoken:
        other = a_year_before(previous.period)
    elif before and not said:
        other = days_before(previous.period, unit_before(sentence))
    elif comparing and len(said) == 1 == len(spoken):
        other = said[0] if said[0] != previous.period else days_before(previous.period)
    else:
        return None
    if comparing and isinstance(previous, EnergyUse):
        return Understood(replace(previous, about="comparison", against=None, against_period=other))
    if comparing or not starts_with(sentence.heard, sentence.index.lexicon, "follow_lead"):
        return None
    if not isinstance(previous, EnergyUse):
        return Understood(replace(previous, period=other))
    about = "total" if previous.about == "comparison" else previous.about
    return Understood(replace(previous, period=other, about=about, against=None, against_period=None))


def a_year_before(period: Period) -> Period:
    """The same days a year before; February 29th is the last day of its month."""
    return Period(shifted(period.start, "year", -1), shifted(period.end, "year", -1))
