"""The pieces of a request before they are put together: from an utterance, from a request that was open, or both."""

from __future__ import annotations

from dataclasses import dataclass, replace

from skill_enms.catalogue import Catalogue, Seu
from skill_enms.requests import CompareDrivers, EnergyUse, IgnorePeriod, Period, PredictEnergy, Request, Used
from skill_enms.understand.drivers.features import FeatureIndex, Matches, SpokenDriver
from skill_enms.understand.drivers.lists import spoken_drivers
from skill_enms.understand.periods.finding import SpokenPeriod
from skill_enms.understand.plant_index import PlantIndex
from skill_enms.understand.request.conditions import find_conditions, unread_numbers
from skill_enms.understand.request.happened import plant_at, why, without_events
from skill_enms.understand.request.meant import find_who
from skill_enms.understand.request.measured import by_unit
from skill_enms.understand.request.pairs import asked_of_consumption, find_pair, two_periods
from skill_enms.understand.request.sets import driver_sets, with_drivers_in_part
from skill_enms.understand.request.unheard import unheard_drivers
from skill_enms.understand.request.values import Condition
from skill_enms.understand.request.who import Who
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.words.heard import hear


@dataclass(frozen=True, slots=True)
class Pieces:
    """What was said of a request so far, in one utterance or in several."""

    index: PlantIndex
    """The plant."""
    who: Who
    """The SEU and its energy source."""
    drivers: tuple[SpokenDriver, ...] = ()
    """Drivers."""
    sets: tuple[tuple[SpokenDriver, ...], ...] = ()
    """Drivers by the set they belong to, for a comparison."""
    unheard: str = ""
    """Words among the drivers that nothing explains."""
    choose: bool = False
    """Whether the choice of drivers is left to us."""
    include_backfill: bool = False
    """Whether backfilled readings may train too."""
    change_points: bool = False
    """Whether models that bend at a value of their driver are wanted."""
    periods: tuple[SpokenPeriod, ...] = ()
    """Periods."""
    conditions: tuple[Condition, ...] = ()
    """Values of drivers, for a prediction."""
    details: bool = False
    """Whether the long answer is wanted."""
    formula: bool = False
    """Whether a formula is asked for."""
    about: Used = "total"
    """What is asked of a consumption."""
    against: tuple[Seu, ...] = ()
    """Of a comparison of two: the other one, as every SEU of that name."""
    ranking: bool = False
    """Whether it is asked who is first."""
    whole_plant: bool = False
    """Whether the plant as a whole was named."""
    off: bool = False
    """Whether something is to be ended."""
    why: str = ""
    """Why days don't count, as it was said."""


def _unmatched(drivers: tuple[SpokenDriver, ...]) -> str:
    """What was said of drivers that no energy source has."""
    return ", ".join(driver.said for driver in drivers if not driver.matches)


def wants_details(sentence: Sentence) -> bool:
    """Whether an utterance asks for the long answer."""
    return _says(sentence, "details")


def wants_formula(sentence: Sentence) -> bool:
    """Whether an utterance asks for a baseline's formula."""
    return _says(sentence, "formula")


def _says(sentence: Sentence, name: str) -> bool:
    """Whether a phrase of a list stands anywhere."""
    return bool(sentence.index.lexicon.lists[name].places(sentence.heard.texts))


def _ignored_everywhere(sentence: Sentence, reason: str) -> bool:
    """Whether days are plainly to be left out of the whole plant: both are said, and no leftover says anything else.

    What changes the figures of a whole plant is not done on the matcher's word alone, nor where an unknown word before
    "plant" makes a name of it.
    """
    asked = sentence.index.lexicon.cues[IgnorePeriod.intent].places(sentence.heard.texts)
    plant = {i for i in plant_at(sentence) if sentence.said((i, i + 1)) not in reason.split()}
    explained = asked | plant
    named = any(i in plant and i - 1 not in explained for run in sentence.leftovers for i in range(run[0] + 1, run[1]))
    plain = all(explained.intersection(range(*run)) for run in sentence.leftovers)
    return bool(asked and plant) and plain and not named


def _about(sentence: Sentence, against: tuple[Seu, ...], periods: tuple[SpokenPeriod, ...]) -> Used:
    """What an utterance asks of a consumption."""
    if against or sum(period.period is not None for period in periods) == 2:
        return "comparison"
    if _says(sentence, "most") and not sentence.seus:
        return "ranking"
    if _says(sentence, "peak") or _says(sentence, "most"):
        return "peak"
    if _says(sentence, "carbon"):
        return "carbon"
    return "cost" if _says(sentence, "money") else "total"


def _ends_something(sentence: Sentence) -> bool:
    """Whether something is to be ended; "warn me when something is off" ends nothing."""
    lexicon, texts = sentence.index.lexicon, sentence.heard.texts
    return not lexicon.lists["switch_off"].places(texts) <= lexicon.cues["energy_drift"].places(texts)


def pieces_of(sentence: Sentence, intent: str) -> Pieces:
    """The pieces of one utterance."""
    conditions: tuple[Condition, ...] = ()
    if intent == PredictEnergy.intent:
        conditions, sentence = find_conditions(sentence)
    if intent == CompareDrivers.intent:
        sentence = with_drivers_in_part(sentence)
    ignoring = intent == IgnorePeriod.intent
    if ignoring:
        sentence = without_events(sentence)
    reason = why(sentence) if ignoring else ""
    if reason:  # which names nobody
        others = tuple(run for run in sentence.leftovers if sentence.said(run) not in reason)
        sentence = replace(sentence, leftovers=others)
    periods = two_periods(sentence) if intent == EnergyUse.intent else sentence.periods
    if intent == EnergyUse.intent:
        who, against = find_pair(asked_of_consumption(sentence))
        who = by_unit(sentence, who)
    else:
        who, against = find_who(sentence), ()
    if intent == PredictEnergy.intent:
        conditions = (*conditions, *unread_numbers(sentence, conditions, who))
    sets = driver_sets(sentence) if intent == CompareDrivers.intent else (sentence.drivers,)
    unheard = unheard_drivers(sentence, who)
    drivers = (*(driver for drivers in sets for driver in drivers), *(driver for driver in unheard if driver.matches))
    return Pieces(
        index=sentence.index,
        who=who,
        drivers=tuple(sorted(drivers, key=lambda driver: driver.start)),
        sets=sets,
        unheard=_unmatched(unheard),
        choose=sentence.choose,
        include_backfill=sentence.include_backfill,
        change_points=sentence.change_points,
        periods=periods,
        conditions=conditions,
        details=wants_details(sentence),
        formula=wants_formula(sentence),
        about=_about(sentence, against, periods),
        against=against,
        ranking=_says(sentence, "most"),
        off=_ends_something(sentence),
        whole_plant=_ignored_everywhere(sentence, reason) if ignoring else _says(sentence, "whole_plant"),
        why=reason,
    )


def driver_of(name: str, index: FeatureIndex, energy_source: str | None) -> SpokenDriver:
    """A feature that was settled, as a driver that may be another source's feature of the same meaning."""
    matches = {source: (name,) for source, names in index.names.items() if name in names}
    said = " ".join(index.words_of(name))
    if energy_source is None:
        return SpokenDriver(said, 0, 0, matches)
    meaning: Matches = index.match(index.words_of(name))
    return SpokenDriver(said, 0, 0, {**meaning, **matches})


def waiting_drivers(said: tuple[str, ...], index: PlantIndex) -> tuple[SpokenDriver, ...]:
    """Drivers that were said and are still open (`Question.rest`)."""
    found: list[SpokenDriver] = []
    for text in said:
        heard = hear(text, index.lexicon)
        found.extend(spoken_drivers(index.features, heard, range(len(heard.words)), strict=True))
    return tuple(found)


def seus_named(catalogue: Catalogue, seu: Seu) -> tuple[Seu, ...]:
    """All SEUs that share an SEU's name."""
    return tuple(other for other in catalogue.seus if other.name == seu.name)


def _who_of(request: Request, catalogue: Catalogue) -> Who:
    seu: Seu | None = getattr(request, "seu", None)
    source: str | None = getattr(request, "energy_source", None)
    sources = () if source is None else (source,)
    if seu is None:
        return Who(sources=sources)
    return Who((seu,) if source is not None else seus_named(catalogue, seu), seu.name, sources)


def pieces_from(request: Request, index: PlantIndex, rest: tuple[str, ...] = ()) -> Pieces:
    """The pieces of a request that is open, with the drivers that are still to be settled."""
    source: str | None = getattr(request, "energy_source", None)
    periods: tuple[Period | None, ...] = (getattr(request, "period", None), getattr(request, "against_period", None))
    against: Seu | None = getattr(request, "against", None)
    features: tuple[str, ...] = getattr(request, "features", None) or ()
    sets: tuple[tuple[str, ...], ...] = getattr(request, "sets", ())
    values = getattr(request, "conditions", {})
    said = waiting_drivers(rest, index)
    waiting = tuple(driver for driver in said if driver.matches)
    open_names = {name for driver in waiting for names in driver.matches.values() for name in names}
    settled = tuple(driver_of(name, index.features, source) for name in features if name not in open_names)
    grouped = tuple(tuple(driver_of(name, index.features, source) for name in names) for names in sets)
    return Pieces(
        index=index,
        who=_who_of(request, index.catalogue),
        drivers=(*settled, *(driver for group in grouped for driver in group), *waiting),
        sets=grouped,
        unheard=_unmatched(said),
        choose=getattr(request, "choose", False),
        include_backfill=getattr(request, "include_backfill", False),
        change_points=getattr(request, "change_points", False),
        periods=tuple(SpokenPeriod("", 0, 0, period) for period in periods if period is not None),
        conditions=tuple(
            Condition(name, value, 0, 0, driver_of(name, index.features, source).matches)
            for name, value in values.items()
        ),
        details=getattr(request, "details", False),
        formula=getattr(request, "formula", False),
        about=getattr(request, "about", "total"),
        ranking=getattr(request, "ranking", False),
        off=not getattr(request, "on", True),
        whole_plant=getattr(request, "everywhere", False),
        against=() if against is None else seus_named(index.catalogue, against),
        why=getattr(request, "why", ""),
    )
