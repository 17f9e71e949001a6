"""What follows on a consumption: "compare it with the week before", "versus last year", "and the month before"."""

from __future__ import annotations

from dataclasses import replace

from skill_enms.requests import EnergyUse, Understood
from skill_enms.understand.request.pairs import days_before
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.talking.turns import starts_with

_EXPLAINED = ("comparing", "period_before", "side_by_side", "skip_between", "courtesy")
"""Lists whose phrases are all that such a follow-up holds beside a period."""


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
        other = days_before(previous.period)
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
