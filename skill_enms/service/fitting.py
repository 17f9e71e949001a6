"""A baseline that is ready to be stored: the plant's daily series, fitted and judged. Nothing is stored here."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skill_enms.analytics import checks
from skill_enms.analytics.rules import RULE_SETS
from skill_enms.analytics.training import train
from skill_enms.catalogue import Catalogue, Feature, Seu
from skill_enms.findings import ChangePoint, Choice, Training
from skill_enms.history import NewBaseline
from skill_enms.opening import Plant
from skill_enms.reasons import Reason, Refused
from skill_enms.requests import Author, Period
from skill_enms.results import DailySeries
from skill_enms.service.definitions import (
    TARGET,
    Definition,
    as_defined,
    defined_term,
    definition_of,
    definition_of_term,
    driver_series,
)
from skill_enms.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

LOG = logging.getLogger(__name__)

DEFAULT_RULE_SET = Settings().rule_set
WORTH_TELLING = 0.01
"""Share of the readings from which a data source counts as part of a mix."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is trained, for whom and why."""

    seu: Seu
    """Whose consumption is explained."""
    period: Period
    """The baseline period."""
    author: Author
    """Who asked for it."""
    reason: str
    """What they asked: the intent."""
    include_backfill: bool = False
    """Whether backfilled readings count."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A baseline that may be stored."""

    new: NewBaseline
    """All about it."""
    days: pd.DataFrame
    """The days that were fitted: the target, then one column a driver."""
    choice: Choice | None = None
    """How the drivers were chosen, where that was left to us."""
    forms: tuple[ChangePoint, ...] = ()
    """The change-point models that were compared, the best first, if they were asked for; a choice beside is better."""


def fit_as_asked(plant: Plant, catalogue: Catalogue, job: Job, features: Sequence[str]) -> Fitted:
    """Fit the features that were named, as the catalogue defines them.

    Raises Refused where the plant has no such data, or the drivers have no unique answer.
    """
    return fit_defined(plant, catalogue, job, tuple(dict.fromkeys(features)), {})


def fit_defined(
    plant: Plant, catalogue: Catalogue, job: Job, drivers: Sequence[str], definitions: Mapping[str, Definition]
) -> Fitted:
    """Fit drivers as `definitions` makes them, else as the catalogue does. Raises what `fit_as_asked` does."""
    seu = job.seu
    series = driver_series(
        plant.open(), catalogue, seu, drivers, definitions, job.period, include_backfill=job.include_backfill
    )
    known = as_defined(catalogue, seu.energy_source, definitions)
    terms = {driver: defined_term(definitions.get(driver)) for driver in drivers}
    made_of = {
        driver: known.feature(seu.energy_source, term.feature if term else driver) for driver, term in terms.items()
    }
    with about(seu):
        training = train(
            series.frame, TARGET, drivers, background_of(made_of, series.calendar_days), rule_set_of(plant.settings)
        )
    current = {
        driver: definition_of(feature) if (term := terms[driver]) is None else definition_of_term(term, feature)
        for driver, feature in made_of.items()
    }
    return fitted(catalogue, job, series, training, current)


def fitted(
    catalogue: Catalogue, job: Job, series: DailySeries, training: Training, definitions: Mapping[str, Definition]
) -> Fitted:
    """What is stored of a training: where it came from, beside its numbers."""
    seu = job.seu
    new = NewBaseline(
        seu_id=seu.id,
        seu=seu.name,
        energy_source=seu.energy_source,
        unit=catalogue.energy_source(seu.energy_source).unit,
        time_zone=seu.time_zone,
        start=job.period.start,
        end=job.period.end,
        fit=training.fit,
        definitions=definitions,
        days_dropped=series.days_dropped,
        data_sources=series.data_sources,
        include_backfill=job.include_backfill,
        warnings=(*training.warnings, *_mixed(series.data_sources), *series.findings),
        rule_set=training.verdict.rule_set,
        accepted=training.verdict.accepted,
        session=job.author.session_id,
        site=job.author.site_id,
        reason=job.reason,
    )
    return Fitted(new, series.frame[[TARGET, *training.fit.drivers]])


def background_of(drivers: Mapping[str, Feature], calendar_days: int) -> checks.Background:
    """What the rows of the features that the drivers are made of say, and judging a fit needs."""
    told = {driver: str(feature.parameters.get("expected_sign", "")) for driver, feature in drivers.items()}
    signs = {driver: -1 if sign.startswith("-") else 1 for driver, sign in told.items() if sign and sign != "0"}
    leaking = frozenset(driver for driver, feature in drivers.items() if feature.leaks)
    return checks.Background(leaking, signs, calendar_days)


def rule_set_of(settings: Settings) -> str:
    """The rule set that the settings name; the default one where there is none of that name."""
    name = settings.rule_set.strip().lower()
    if name in RULE_SETS:
        return name
    LOG.warning("there is no rule set %r, so %r is used; there are %s", name, DEFAULT_RULE_SET, ", ".join(RULE_SETS))
    return DEFAULT_RULE_SET


@contextmanager
def about(seu: Seu) -> Iterator[None]:
    """A refusal from inside tells which SEU it is about."""
    try:
        yield
    except Refused as refusal:
        told = {**refusal.reason.data, "seu": seu.name, "energy_source": seu.energy_source}
        raise Refused(refusal.reason.code, **told) from None


def _mixed(data_sources: Mapping[str, float]) -> tuple[Reason, ...]:
    """The warning that readings of different origin were fitted together."""
    shares = {source: share for source, share in data_sources.items() if share >= WORTH_TELLING}
    return (Reason("mixed_data_sources", {"shares": shares}),) if len(shares) > 1 else ()
