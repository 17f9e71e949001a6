"""What the drivers of a stored baseline are made of, and their daily values by that definition.

A feature may be defined otherwise today than when the baseline was trained, and a base temperature or a change point
that was searched is that baseline's own. So its drivers are read as they were then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from skill_enms.analytics import changepoint
from skill_enms.catalogue import Catalogue, Feature, Seu
from skill_enms.plant.database import Database
from skill_enms.plant.readings import daily_series
from skill_enms.requests import Period
from skill_enms.results import DailySeries
from skill_enms.terms import Side, Term

TARGET = "consumption"
"""The column of a daily series that is explained."""
CHANGE_POINT = "change_point"
"""Kind of a driver that is a term of a change-point model."""

Definition = Mapping[str, object]
"""What a driver is made of, in plain values."""


def definition_of(driver: Feature) -> dict[str, object]:
    """What a feature is made of."""
    return {
        "aggregate": driver.aggregate,
        "kind": driver.kind,
        "column": None if driver.column is None else f"{driver.column.table}.{driver.column.name}",
        "parameters": dict(driver.parameters),
    }


def definition_of_term(term: Term, feature: Feature) -> dict[str, object]:
    """What a term of a change-point model is made of."""
    parameters = {"feature": term.feature, "side": term.side, "point": term.point}
    return {**definition_of(feature), "kind": CHANGE_POINT, "parameters": parameters}


def defined_term(definition: Definition | None) -> Term | None:
    """The term that a definition describes; None where it describes a feature."""
    if definition is None or definition.get("kind") != CHANGE_POINT:
        return None
    parameters = cast("Mapping[str, Any]", definition["parameters"])
    return Term(parameters["feature"], cast("Side", parameters["side"]), float(parameters["point"]))


def features_behind(drivers: Sequence[str], definitions: Mapping[str, Definition]) -> tuple[str, ...]:
    """The features that drivers are made of, each once, in their order."""
    terms = {driver: defined_term(definitions.get(driver)) for driver in drivers}
    return tuple(dict.fromkeys(term.feature if term else driver for driver, term in terms.items()))


def as_defined(catalogue: Catalogue, energy_source: str, definitions: Mapping[str, Definition]) -> Catalogue:
    """The catalogue in which an energy source's features have the parameters that `definitions` gives them.

    A feature that is of another kind by now stays as it is: its old parameters mean nothing to it.
    """

    def at_the_time(feature: Feature) -> Feature:
        stored = definitions.get(feature.name)
        if feature.energy_source != energy_source or stored is None or stored.get("kind") != feature.kind:
            return feature
        parameters = stored.get("parameters")
        return replace(feature, parameters=_restored(parameters)) if isinstance(parameters, Mapping) else feature

    return replace(catalogue, features=tuple(map(at_the_time, catalogue.features)))


def driver_series(  # noqa: PLR0913, PLR0917 - what is asked, and of whom
    database: Database,
    catalogue: Catalogue,
    seu: Seu,
    drivers: Sequence[str],
    definitions: Mapping[str, Definition],
    period: Period,
    *,
    include_backfill: bool = False,
) -> DailySeries:
    """Daily consumption and drivers, as `definitions` makes them; drivers that it lacks as the catalogue does.

    Raises what `daily_series` does.
    """
    known = as_defined(catalogue, seu.energy_source, definitions)
    features = features_behind(drivers, definitions)
    series = daily_series(database, known, seu, features, period, include_backfill=include_backfill)
    columns = {
        driver: term_values(series, term) for driver in drivers if (term := defined_term(definitions.get(driver)))
    }
    return replace(series, frame=series.frame.assign(**columns)[[TARGET, *drivers]])


def term_values(series: DailySeries, term: Term) -> Any:  # noqa: ANN401 - numpy is imported only where numbers are
    """A term's value on each day of a series that has its feature."""
    model: Any = "3PH" if term.side == changepoint.BELOW else "3PC"
    return changepoint.terms(model, series.frame[term.feature].to_numpy(dtype=float), (term.point,))[term.side]


def _restored(parameters: Mapping[str, object]) -> dict[str, object]:
    """Parameters after their way through JSON, which knows no tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in parameters.items()}
