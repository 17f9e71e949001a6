"""The drivers chosen for the user: which features compete, at which base temperatures, and the baseline they give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from skill_enms.analytics.drivers import Candidates
from skill_enms.analytics.ols import column
from skill_enms.analytics.training import train_best
from skill_enms.catalogue import Catalogue, Feature, Seu
from skill_enms.opening import Plant
from skill_enms.plant.readings import daily_series
from skill_enms.results import DailySeries
from skill_enms.service.definitions import TARGET, definition_of
from skill_enms.service.fitting import Fitted, Job, about, background_of, fitted, rule_set_of

if TYPE_CHECKING:
    import pandas as pd

BASES = tuple(float(base) for base in range(5, 26))
"""Base temperatures that are searched, in °C: what buildings and processes begin to be heated or cooled at."""
METER_IN_ANOTHER_FORM = 0.9
"""R² from which a state of the SEU's own meter (a current, say) is taken for its consumption in another form."""


@dataclass(frozen=True, slots=True)
class Competing:
    """What competes, and the catalogue that knows all of it."""

    features: tuple[Feature, ...]
    """The features, in the catalogue's order."""
    bases: Mapping[str, Mapping[float, str]]
    """Degree-day feature → base temperature → name of the feature at that base."""
    catalogue: Catalogue
    """The plant's, with a feature more for each base that is searched."""


def fit_chosen(plant: Plant, catalogue: Catalogue, job: Job) -> Fitted:
    """Choose the drivers among the features of the SEU's energy source, and fit them.

    Raises Refused where the plant has no such data, `no_driver_found` where no feature explains enough.
    """
    seu = job.seu
    competing = compete(catalogue, seu)
    names = [feature.name for feature in competing.features]
    searched = [name for at in competing.bases.values() for name in at.values()]
    series = daily_series(
        plant.open(),
        competing.catalogue,
        seu,
        tuple(dict.fromkeys([*names, *searched])),
        job.period,
        include_backfill=job.include_backfill,
        complete=False,
    )
    background = background_of({feature.name: feature for feature in competing.features}, series.calendar_days)
    hidden = background.leaking | meters_in_disguise(series.frame, own_states(catalogue, seu, competing.features))
    with about(seu):
        choice, training = train_best(
            series.frame,
            TARGET,
            Candidates(names, competing.bases),
            replace(background, leaking=hidden),
            rule_set_of(plant.settings),
        )
    chosen = [catalogue.feature(seu.energy_source, name) for name in choice.drivers]
    drivers = [_at_base(f, choice.bases[f.name], f.name) if f.name in choice.bases else f for f in chosen]
    columns = {
        f.name: competing.bases[f.name][choice.bases[f.name]] if f.name in choice.bases else f.name for f in chosen
    }
    definitions = {driver.name: definition_of(driver) for driver in drivers}
    return replace(fitted(catalogue, job, with_values(series, columns), training, definitions), choice=choice)


def compete(catalogue: Catalogue, seu: Seu) -> Competing:
    """The features of an SEU's energy source, degree days at every base that is searched."""
    features = catalogue.features_of(seu.energy_source)
    bases: dict[str, dict[float, str]] = {}
    variants: list[Feature] = []
    for feature in features:
        if feature.kind != "degree_days":
            continue
        own = float(str(feature.parameters["base"]))
        others = {base: _at_base(feature, base, f"{feature.name} at {base:g}") for base in BASES if base != own}
        variants += others.values()
        bases[feature.name] = {own: feature.name, **{base: variant.name for base, variant in others.items()}}
    return Competing(features, bases, replace(catalogue, features=(*catalogue.features, *variants)))


def own_states(catalogue: Catalogue, seu: Seu, features: Iterable[Feature]) -> tuple[str, ...]:
    """Features that are read from the SEU's own meter."""
    meter = catalogue.energy_source(seu.energy_source).meter
    own = None if meter is None else meter.consumption.table
    return tuple(feature.name for feature in features if feature.column and feature.column.table == own)


def meters_in_disguise(frame: pd.DataFrame, states: Iterable[str]) -> frozenset[str]:
    """Those of a meter's states that alone explain so much of it that they must be its consumption in another form."""
    return frozenset(name for name in states if _explains(frame, name) >= METER_IN_ANOTHER_FORM)


def _explains(frame: pd.DataFrame, name: str) -> float:
    """R² of the consumption on one feature, over the days that have both; 0 where that says nothing."""
    values, target = column(frame, name), column(frame, TARGET)
    both = np.isfinite(values) & np.isfinite(target)
    few_days = 3
    if both.sum() < few_days or not np.ptp(values[both]) or not np.ptp(target[both]):
        return 0.0
    return float(np.corrcoef(values[both], target[both])[0, 1] ** 2)


def with_values(series: DailySeries, chosen: Mapping[str, str]) -> DailySeries:
    """The days that have a value of every chosen driver, under the drivers' names; the others are counted as dropped.

    `chosen`: driver → column of the series.
    """
    frame = series.frame[[TARGET, *chosen.values()]].set_axis([TARGET, *chosen], axis="columns")
    complete = frame.dropna()
    missing = len(frame) - len(complete)
    dropped = {**series.days_dropped, **({"no_driver_value": missing} if missing else {})}
    return replace(series, frame=complete, days_dropped=dropped)


def _at_base(feature: Feature, base: float, name: str) -> Feature:
    return replace(feature, name=name, parameters={**feature.parameters, "base": base}, spoken_names=())
