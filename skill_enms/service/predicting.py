"""What a day is expected to take, under conditions that were said."""

from __future__ import annotations

from skill_enms.analytics.prediction import predict
from skill_enms.answers import PredictedEnergy
from skill_enms.opening import Plant
from skill_enms.requests import PredictEnergy, Question
from skill_enms.service.definitions import defined_term, features_behind
from skill_enms.service.history import active_baseline
from skill_enms.terms import Term


def predict_energy(plant: Plant, request: PredictEnergy) -> PredictedEnergy | Question:
    """The expected consumption of one day; a question about the drivers whose value wasn't said.

    Raises Refused `no_baseline`.
    """
    baseline = active_baseline(plant, request.seu)
    terms = {driver: defined_term(baseline.definitions.get(driver)) for driver in baseline.fit.drivers}
    needed = features_behind(baseline.fit.drivers, baseline.definitions)
    missing = tuple(name for name in needed if name not in request.conditions)
    if missing:
        return Question("features", missing)
    values = {
        driver: distance(term, request.conditions[term.feature]) if term else request.conditions[driver]
        for driver, term in terms.items()
    }
    prediction = predict(baseline.fit, values)
    return PredictedEnergy(
        baseline,
        {name: request.conditions[name] for name in needed},
        prediction,
        tuple(name for name in request.conditions if name not in needed),
    )


def distance(term: Term, value: float) -> float:
    """How far a value lies on the term's side of its change point; 0 on the other."""
    return max(term.point - value if term.side == "below" else value - term.point, 0.0)
