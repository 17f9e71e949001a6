"""What a day is expected to take, under conditions that were said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from skill_enms.analytics.prediction import predict
from skill_enms.answers import PredictedEnergy
from skill_enms.catalogue import Catalogue
from skill_enms.history import StoredBaseline
from skill_enms.opening import Plant
from skill_enms.requests import PredictEnergy, Question
from skill_enms.service.definitions import defined_term, features_behind
from skill_enms.service.history import active_baseline
from skill_enms.terms import Term


def predict_energy(plant: Plant, request: PredictEnergy) -> PredictedEnergy | Question:
    """The expected consumption of one day; a question about the drivers whose value wasn't said.

    Degree days follow from the temperature that they are made of, where that was said. Raises Refused `no_baseline`.
    """
    baseline = active_baseline(plant, request.seu)
    terms = {driver: defined_term(baseline.definitions.get(driver)) for driver in baseline.fit.drivers}
    needed = features_behind(baseline.fit.drivers, baseline.definitions)
    derived = _degree_days(baseline, needed, request.conditions, plant.catalogue())
    conditions = {**request.conditions, **{name: value for name, (value, _) in derived.items()}}
    missing = tuple(name for name in needed if name not in conditions)
    if missing:
        return Question("features", missing)
    values = {
        driver: distance(term, conditions[term.feature]) if term else conditions[driver]
        for driver, term in terms.items()
    }
    used = {*needed, *(temperature for _, temperature in derived.values())}
    return PredictedEnergy(
        baseline,
        {name: value for name, value in conditions.items() if name in used},
        predict(baseline.fit, values),
        tuple(name for name in conditions if name not in used),
    )


def _degree_days(
    baseline: StoredBaseline, needed: Iterable[str], said: Mapping[str, float], catalogue: Catalogue
) -> dict[str, tuple[float, str]]:
    """Degree days that were not said → their value on a day of the temperature that was, and that temperature's name.

    The day is taken to be that warm throughout: a day that crosses the base temperature has some more.
    """
    temperatures = {
        f"{feature.column.table}.{feature.column.name}": feature.name
        for feature in catalogue.features_of(baseline.energy_source)
        if feature.name in said and feature.kind == "column" and feature.aggregate == "AVG" and feature.column
    }
    found: dict[str, tuple[float, str]] = {}
    for name in needed:
        definition = baseline.definitions.get(name, {})
        temperature, parameters = temperatures.get(str(definition.get("column"))), definition.get("parameters")
        if name in said or definition.get("kind") != "degree_days" or temperature is None:
            continue
        if isinstance(parameters, Mapping):
            below = float(parameters["base"]) - said[temperature]
            found[name] = (max(-below if parameters.get("direction") == "cooling" else below, 0.0), temperature)
    return found


def distance(term: Term, value: float) -> float:
    """How far a value lies on the term's side of its change point; 0 on the other."""
    return max(term.point - value if term.side == "below" else value - term.point, 0.0)
