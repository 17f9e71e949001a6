"""Two SEUs side by side: "compare one with the other", and the energy source that both have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from skill_enms.catalogue import Catalogue, Seu
from skill_enms.reasons import Reason
from skill_enms.requests import EnergyUse, Period
from skill_enms.understand.periods.finding import SpokenPeriod
from skill_enms.understand.periods.relative import shifted, start_of_unit
from skill_enms.understand.request.meant import find_who
from skill_enms.understand.request.who import Who
from skill_enms.understand.sentence import Sentence

_ASKING = ("comparing", "period_before", "peak", "most", "whole_plant", "topic", "money", "carbon")
"""Lists whose words say what is asked of a consumption, and name nobody."""


def asked_of_consumption(sentence: Sentence) -> Sentence:
    """The utterance without leftovers that only say what is asked, and so are nobody's misheard name."""
    lexicon, texts = sentence.index.lexicon, sentence.heard.texts
    asking = [lexicon.cues[EnergyUse.intent], *(lexicon.lists[name] for name in _ASKING)]
    said = {place for phrases in asking for place in phrases.places(texts)}
    kept = tuple(run for run in sentence.leftovers if not said.issuperset(range(*run)))
    return replace(sentence, leftovers=kept)


def find_pair(sentence: Sentence) -> tuple[Who, tuple[Seu, ...]]:
    """Who is meant; where exactly two are named as they are written, the first, and every SEU of the other's name."""
    who, catalogue = find_who(sentence), sentence.index.catalogue
    mentions = sorted(sentence.seus, key=lambda mention: mention.start)
    names = tuple(dict.fromkeys(_name(catalogue, mention.seus) for mention in mentions))
    if who.refusal is not None or len(names) != 2 or set(names) != set(who.names):
        return who, ()
    first, second = (tuple(seu for seu in who.seus if seu.name == name) for name in names)
    return replace(who, seus=first), second


def share_source(who: Who, against: tuple[Seu, ...]) -> tuple[Who, tuple[Seu, ...]]:
    """Both narrowed to the energy sources that both have; a refusal where they have none and it isn't plain.

    Two SEUs of one energy source each can be compared by what they cost.
    """
    first = {seu.energy_source for seu in who.seus}
    common = first & {seu.energy_source for seu in against}
    if common:
        kept = tuple(seu for seu in who.seus if seu.energy_source in common)
        return replace(who, seus=kept), tuple(seu for seu in against if seu.energy_source in common)
    if len(who.seus) == 1 == len(against):
        return who, against
    source = who.sources[0] if who.sources else who.seus[0].energy_source
    lacking, has = (who.seus, against) if source not in first else (against, who.seus)
    known = tuple(sorted({seu.energy_source for seu in lacking}))
    data = {"seu": lacking[0].name, "energy_source": source, "known": known}
    return Who(said=who.said, sources=who.sources, refusal=Reason("seu_without_energy_source", data)), has[:0]


def two_periods(sentence: Sentence) -> tuple[SpokenPeriod, ...]:
    """The periods; those of a list apart where they are set side by side: "compare May and June 2025".

    With the one before where one was set against that: "compared to the month before".
    """
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    if len(sentence.periods) != 1:
        return sentence.periods
    (only,) = sentence.periods
    if only.listed and len(sentence.seus) <= 1 and lists["side_by_side"].places(texts):
        return only.listed
    if only.period is None or not lists["period_before"].places(texts):
        return sentence.periods
    return only, SpokenPeriod("", 0, 0, days_before(only.period, unit_before(sentence)))


def unit_before(sentence: Sentence) -> str | None:
    """The calendar unit in "the week before"; None where no unit is said so."""
    lexicon, texts = sentence.index.lexicon, sentence.heard.texts
    units = (lexicon.calendar.units.get(texts[i : i + 1]) for i in lexicon.lists["period_before"].places(texts))
    return next((unit for unit in units if unit is not None), None)


def days_before(period: Period, unit: str | None = None) -> Period:
    """The stretch of days just before: as many months before, where it is of whole months; else as many days.

    `unit`: what was said of it. Before anything but one of these it is the last whole one before it began: the month
    before the 10th of May is April.
    """
    start, end = period.start, period.end
    if unit is not None:
        first = start_of_unit(unit, start)
        if (start, end) != (first, shifted(first, unit, 1)):
            return (
                Period(shifted(start, unit, -1), start) if unit == "week" else Period(shifted(first, unit, -1), first)
            )
    if (start.day, end.day) != (1, 1):
        return Period(start - timedelta(days=period.days), start)
    months = 12 * start.year + start.month - 1 - (12 * (end.year - start.year) + end.month - start.month)
    return Period(date(months // 12, months % 12 + 1, 1), start)


def _name(catalogue: Catalogue, seus: tuple[tuple[int, int], ...]) -> str:
    """The name that a mention fits best."""
    position, _ = max(seus, key=lambda each: each[1])
    return catalogue.seus[position].name
