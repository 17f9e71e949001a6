"""What follows on a consumption: "compare it with the week before", "and the month before", "what did that cost"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from skill_enms.requests import EnergyPerformance, EnergyUse, Understood, Used
from skill_enms.understand.request.pairs import days_before, unit_before
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.talking.turns import starts_with

_ASKED: Mapping[str, Used] = {"peak": "peak", "carbon": "carbon", "money": "cost"}
"""Lists of words → what they ask of a consumption."""
_EXPLAINED = ("comparing", "period_before", "side_by_side", "skip_between", "courtesy")
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


def on_other_days(previous: EnergyUse, sentence: Sentence) -> Understood | None:
    """The consumption of the last answer set against other days, or on the days before; None where neither is asked.

    A period that was said and is the one of the last answer stands for the one before it: "than the previous week",
    said of last week.
    """
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    comparing, before = (bool(lists[name].places(texts)) for name in ("comparing", "period_before"))
    if previous.period is None or sentence.seus or sentence.sources or not (comparing or before):
        return None
    explained = {place for name in _EXPLAINED for place in lists[name].places(texts)}
    if any(not explained.issuperset(range(*run)) for run in sentence.leftovers):
        return None
    said = [spoken.period for spoken in sentence.periods if spoken.period is not None and not spoken.future]
    if before and not said:
        other = days_before(previous.period, unit_before(sentence))
    elif comparing and len(said) == 1 == len(sentence.periods):
        other = said[0] if said[0] != previous.period else days_before(previous.period)
    else:
        return None
    if comparing:
        return Understood(replace(previous, about="comparison", against=None, against_period=other))
    if not starts_with(sentence.heard, sentence.index.lexicon, "follow_lead"):
        return None
    about = "total" if previous.about == "comparison" else previous.about
    return Understood(replace(previous, period=other, about=about, against=None, against_period=None))
