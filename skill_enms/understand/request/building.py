"""Pieces → a request and what stands between it and being carried out, one function a thing that one can ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from skill_enms.reasons import Reason
from skill_enms.requests import (
    CompareBaselines,
    CompareDrivers,
    DataSources,
    DescribeBaseline,
    EnergyDrift,
    EnergyHelp,
    EnergyPerformance,
    EnergyUse,
    IgnorePeriod,
    ListEnergySources,
    ListFeatures,
    ListSeus,
    PlantPerformance,
    PredictEnergy,
    Question,
    RestoreBaseline,
    RetrainAll,
    SwitchDailyCheck,
    TrainBaseline,
    Understood,
)
from skill_enms.understand.drivers.choose import choose_features
from skill_enms.understand.request.conditions import settle_conditions, sources_of_conditions
from skill_enms.understand.request.doubt import as_it_is, careful, obliging
from skill_enms.understand.request.meant import driven_otherwise
from skill_enms.understand.request.pairs import share_source
from skill_enms.understand.request.pieces import Pieces
from skill_enms.understand.request.settle import (
    Findings,
    Subject,
    known_sources,
    possible_sources,
    settle_features,
    settle_period,
    settle_subject,
)

Builder = Callable[[Pieces], Understood]


def build(intent: str, pieces: Pieces) -> Understood:
    """Put a request together. KeyError for an intent that isn't one; else never raises."""
    builder = _BUILDERS[intent][0]
    return builder(_DOUBT.get(intent, obliging)(pieces))


def names_drivers(intent: str) -> bool:
    """Whether drivers may be named in an utterance of this intent. KeyError for an intent that isn't one."""
    return _BUILDERS[intent][1]


def compares_drivers(intent: str) -> bool:
    """Whether every part of an utterance of this intent may name a driver."""
    return intent == CompareDrivers.intent


def _subject(pieces: Pieces, findings: Findings, *, needed: bool = True) -> Subject:
    """Whom a question without drivers is about."""
    sources = possible_sources(pieces.who, pieces.index.catalogue)
    return settle_subject(pieces.who, sources, pieces.index, findings, needed=needed)


def _train(pieces: Pieces) -> Understood:
    findings, index = Findings(), pieces.index
    pieces = replace(pieces, who=driven_otherwise(pieces.who, pieces.drivers, index))
    chosen = choose_features(index.features, pieces.drivers, possible_sources(pieces.who, index.catalogue))
    subject = settle_subject(pieces.who, chosen.sources, index, findings)
    features = settle_features(chosen, subject, findings)
    if not pieces.choose and not pieces.drivers:
        findings.ask("features", Question("features", index.features.available(subject.sources(index.catalogue))))
    if features and pieces.unheard:
        findings.ask_about_words(pieces.unheard)
    request = TrainBaseline(
        seu=subject.seu,
        energy_source=subject.energy_source,
        features=features or None,
        choose=pieces.choose and not pieces.drivers,
        period=settle_period(pieces.periods, findings, needed=True),
        include_backfill=pieces.include_backfill,
        change_points=pieces.change_points,
    )
    return Understood(request, findings.refusal, findings.question)


def _list_features(pieces: Pieces) -> Understood:
    findings = Findings()
    subject = _subject(pieces, findings, needed=False)
    if subject.energy_source is None and not findings.questions:
        findings.ask("energy_source", Question("energy_source", pieces.who.sources or known_sources(pieces.index)))
    request = ListFeatures(subject.seu, subject.energy_source)
    return Understood(request, _source_rather_than_seu(findings.refusal, pieces), findings.question)


def _source_rather_than_seu(refusal: Reason | None, pieces: Pieces) -> Reason | None:
    """Where an energy source was asked for, an unknown name is one, unless it has a number or sounds like an SEU."""
    if refusal is None or refusal.code != "unknown_seu" or any(c.isdigit() for c in str(refusal.data["said"])):
        return refusal
    if pieces.index.guesser.shares_word(str(refusal.data["said"])):
        return refusal
    return Reason("unknown_energy_source", {"said": refusal.data["said"], "known": known_sources(pieces.index)})


def _list_energy_sources(_: Pieces) -> Understood:
    return Understood(ListEnergySources())


def _list_seus(pieces: Pieces) -> Understood:
    findings, who = Findings(), pieces.who
    refusal = _source_rather_than_seu(who.refusal, pieces)
    if who.sources or (refusal is not None and refusal.code != "unknown_energy_source"):
        refusal = None
    if len(who.sources) > 1:
        findings.ask("energy_source", Question("energy_source", who.sources))
    return Understood(ListSeus(who.sources[0] if len(who.sources) == 1 else None), refusal, findings.question)


def _help(_: Pieces) -> Understood:
    return Understood(EnergyHelp())


def _data_sources(pieces: Pieces) -> Understood:
    findings = Findings()
    subject = _subject(pieces, findings)
    request = DataSources(subject.seu, subject.energy_source, settle_period(pieces.periods, findings, needed=False))
    return Understood(request, findings.refusal, findings.question)


def _describe(pieces: Pieces) -> Understood:
    findings = Findings()
    subject = _subject(pieces, findings)
    request = DescribeBaseline(subject.seu, subject.energy_source, pieces.details, pieces.formula)
    return Understood(request, findings.refusal, findings.question)


def _restore(pieces: Pieces) -> Understood:
    findings = Findings()
    subject = _subject(pieces, findings)
    return Understood(RestoreBaseline(subject.seu, subject.energy_source), findings.refusal, findings.question)


def _compare_baselines(pieces: Pieces) -> Understood:
    findings = Findings()
    subject = _subject(pieces, findings)
    return Understood(CompareBaselines(subject.seu, subject.energy_source), findings.refusal, findings.question)


def _predict(pieces: Pieces) -> Understood:
    findings, index = Findings(), pieces.index
    possible = possible_sources(pieces.who, index.catalogue)
    sources = sources_of_conditions(pieces.conditions, possible)
    subject = settle_subject(pieces.who, sources, index, findings)
    values = settle_conditions(pieces.conditions, subject, index, findings)
    needed = subject.seu.drivers if subject.seu is not None and subject.energy_source is not None else ()
    missing = tuple(name for name in needed if name not in values)
    if missing or not values:
        choices = missing or index.features.available(subject.sources(index.catalogue))
        findings.ask("features", Question("features", choices))
    request = PredictEnergy(subject.seu, subject.energy_source, values)
    return Understood(request, findings.refusal, findings.question)


def _compare(pieces: Pieces) -> Understood:
    findings, index = Findings(), pieces.index
    chosen = choose_features(index.features, pieces.drivers, possible_sources(pieces.who, index.catalogue))
    subject = settle_subject(pieces.who, chosen.sources, index, findings)
    settle_features(chosen, subject, findings)
    groups = (choose_features(index.features, group, chosen.sources).features for group in pieces.sets)
    sets = tuple(names for names in groups if names)
    if len(sets) < 2 and not chosen.open:
        findings.ask("features", Question("features", index.features.available(subject.sources(index.catalogue))))
    period = settle_period(pieces.periods, findings, needed=True)
    request = CompareDrivers(subject.seu, subject.energy_source, sets, period)
    return Understood(request, findings.refusal, findings.question)


def _retrain_all(pieces: Pieces) -> Understood:
    findings = Findings()
    period = settle_period(pieces.periods, findings, needed=True)
    return Understood(RetrainAll(period), findings.refusal, findings.question)


def _performance(pieces: Pieces) -> Understood:
    findings = Findings()
    subject = _subject(pieces, findings)
    period = settle_period(pieces.periods, findings, needed=True)
    request = EnergyPerformance(subject.seu, subject.energy_source, period)
    return Understood(request, findings.refusal, findings.question)


def _plant_performance(pieces: Pieces) -> Understood:
    findings, who = Findings(), pieces.who
    if who.refusal is not None and who.refusal.code == "unknown_energy_source":
        findings.refuse(who.refusal)
    source = who.sources[0] if len(who.sources) == 1 else None
    period = settle_period(pieces.periods, findings, needed=True)
    request = PlantPerformance(source, period, ranking=pieces.ranking)
    return Understood(request, findings.refusal, findings.question)


def _drift(pieces: Pieces) -> Understood:
    findings = Findings()
    subject = _subject(pieces, findings)
    request = EnergyDrift(subject.seu, subject.energy_source, settle_period(pieces.periods, findings, needed=False))
    return Understood(request, findings.refusal, findings.question)


def _use(pieces: Pieces) -> Understood:
    """Of an SEU, of an energy source, or of the plant; a peak is somebody's."""
    findings, who = Findings(), pieces.who
    if pieces.about == "comparison":
        return _compare_use(pieces)
    is_unknown = who.refusal is not None and who.refusal.code == "unknown_seu"
    if not who.seus and is_unknown and (pieces.whole_plant or pieces.about == "ranking"):
        who = replace(who, refusal=None)
    needed = pieces.about == "peak" and not who.sources
    subject = _subject(replace(pieces, who=who), findings, needed=needed)
    period = settle_period(pieces.periods, findings, needed=True)
    request = EnergyUse(subject.seu, subject.energy_source, period, pieces.about)
    return Understood(request, findings.refusal, findings.question)


def _compare_use(pieces: Pieces) -> Understood:
    """Two SEUs on the same days, or one of them, an energy source or the whole plant on two stretches of days."""
    findings, who, against = Findings(), pieces.who, pieces.against
    if against and who.seus:
        who, against = share_source(who, against)
    needed = bool(pieces.against) or not (who.sources or pieces.whole_plant)
    subject = _subject(replace(pieces, who=who), findings, needed=needed)
    if not pieces.against and len(pieces.periods) == 1:  # "and in June?", after a comparison of two periods
        period = settle_period(pieces.periods, findings, needed=True)
        request = EnergyUse(subject.seu, subject.energy_source, period)
        return Understood(request, findings.refusal, findings.question)
    spoken = tuple((each,) for each in pieces.periods) if len(pieces.periods) == 2 else (pieces.periods,)
    first, *others = (settle_period(each, findings, needed=True) for each in spoken)
    request = EnergyUse(
        subject.seu,
        subject.energy_source,
        first,
        "comparison",
        against[0] if against else None,
        others[0] if others else None,
    )
    return Understood(request, findings.refusal, findings.question)


def _ignore(pieces: Pieces) -> Understood:
    findings, who = Findings(), pieces.who
    everywhere = pieces.whole_plant and not who.seus
    if everywhere:
        who = replace(who, refusal=None)
    subject = _subject(replace(pieces, who=who), findings, needed=not everywhere)
    period = settle_period(pieces.periods, findings, needed=True)
    request = IgnorePeriod(subject.seu, subject.energy_source, period, pieces.why, everywhere)
    return Understood(request, findings.refusal, findings.question)


def _switch(pieces: Pieces) -> Understood:
    """Of one machine it concerns all of its energy sources, unless one was named."""
    findings, who = Findings(), pieces.who
    if len(who.names) == 1 and not who.doubtful and who.refusal is None:
        source = who.sources[0] if len(who.sources) == 1 else None
        return Understood(SwitchDailyCheck(not pieces.off, who.seus[0], source))
    subject = _subject(pieces, findings, needed=False)
    request = SwitchDailyCheck(not pieces.off, subject.seu, subject.energy_source if subject.seu else None)
    return Understood(request, findings.refusal, findings.question)


_BUILDERS: Mapping[str, tuple[Builder, bool]] = {
    TrainBaseline.intent: (_train, True),
    ListFeatures.intent: (_list_features, False),
    ListEnergySources.intent: (_list_energy_sources, False),
    ListSeus.intent: (_list_seus, False),
    EnergyHelp.intent: (_help, False),
    DataSources.intent: (_data_sources, False),
    DescribeBaseline.intent: (_describe, False),
    PredictEnergy.intent: (_predict, False),
    CompareDrivers.intent: (_compare, True),
    RetrainAll.intent: (_retrain_all, False),
    RestoreBaseline.intent: (_restore, False),
    CompareBaselines.intent: (_compare_baselines, False),
    EnergyPerformance.intent: (_performance, False),
    PlantPerformance.intent: (_plant_performance, False),
    EnergyDrift.intent: (_drift, False),
    EnergyUse.intent: (_use, False),
    IgnorePeriod.intent: (_ignore, False),
    SwitchDailyCheck.intent: (_switch, False),
}
"""Intent → how its request is put together, and whether drivers may be named in it."""

_DOUBT: Mapping[str, Callable[[Pieces], Pieces]] = {
    TrainBaseline.intent: careful,
    RestoreBaseline.intent: careful,
    IgnorePeriod.intent: as_it_is,
    SwitchDailyCheck.intent: as_it_is,
}
"""Intent of what changes something that is stored → how much doubt about a name it bears."""

INTENTS = tuple(_BUILDERS)
"""All intents."""
