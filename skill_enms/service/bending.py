"""Change-point models: consumption that bends at a value of its driver, heating below it or cooling above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from skill_enms.analytics.changepoint import choose_change_point, prefer_change_point
from skill_enms.analytics.comparison import aicc
from skill_enms.catalogue import Catalogue, Seu
from skill_enms.findings import ChangePoint, ChangePointModel
from skill_enms.opening import Plant
from skill_enms.plant.readings import daily_series
from skill_enms.reasons import Refused
from skill_enms.service.choosing import fit_chosen
from skill_enms.service.definitions import TARGET, definition_of_term
from skill_enms.service.fitting import Fitted, Job, about, fit_defined
from skill_enms.terms import Side, Term

_FORMS: Mapping[frozenset[str], ChangePointModel] = {
    frozenset({"heating"}): "3PH",
    frozenset({"cooling"}): "3PC",
    frozenset({"heating", "cooling"}): "5P",
}
"""Directions of the degree days that were named → the form that consumption has over their temperature."""


def fit_bending(plant: Plant, catalogue: Catalogue, job: Job, features: Sequence[str]) -> Fitted:
    """Compare the forms that consumption may have over one driver, and fit the best: a straight line is one of them.

    Degree days ask for the form that they stand for, over the temperature that they are made from: they bend at a base
    already. Raises Refused `one_driver_to_bend` for several drivers, and what the search and `fit_defined` do.
    """
    over = {_temperature_of(catalogue, job.seu, name) or name for name in features}
    if len(over) != 1:
        raise Refused("one_driver_to_bend", drivers=tuple(features))
    (driver,) = over
    directions = {_direction(catalogue, job.seu, name) for name in features if name != driver}
    asked = _FORMS.get(frozenset(directions)) if driver not in features else None
    return _best_form(plant, catalogue, job, driver, asked)


def fit_bending_or_chosen(plant: Plant, catalogue: Catalogue, job: Job) -> Fitted:
    """The best choice of drivers, or the best form over a temperature, whichever explains more for its parameters.

    What was compared is told in either case: a choice that wins carries the forms that it was better than.
    """
    chosen = fit_chosen(plant, catalogue, job)
    rivals = [_best_form(plant, catalogue, job, name) for name in temperatures(catalogue, job.seu)]
    if not rivals:
        return chosen
    rival = min(rivals, key=_criterion)
    return rival if _criterion(rival) < _criterion(chosen) else replace(chosen, forms=rival.forms)


def temperatures(catalogue: Catalogue, seu: Seu) -> tuple[str, ...]:
    """The features of an SEU's energy source that degree days are made from."""
    features = catalogue.features_of(seu.energy_source)
    measured = {feature.column for feature in features if feature.kind == "degree_days"}
    return tuple(f.name for f in features if f.kind == "column" and f.aggregate == "AVG" and f.column in measured)


def _temperature_of(catalogue: Catalogue, seu: Seu, name: str) -> str | None:
    """The feature that degree days are made from; None for another one, and where no feature is that temperature."""
    feature = catalogue.feature(seu.energy_source, name)
    if feature.kind != "degree_days":
        return None
    known = [catalogue.feature(seu.energy_source, each) for each in temperatures(catalogue, seu)]
    return next((each.name for each in known if each.column == feature.column), None)


def _direction(catalogue: Catalogue, seu: Seu, name: str) -> str:
    return str(catalogue.feature(seu.energy_source, name).parameters.get("direction"))


def _best_form(
    plant: Plant, catalogue: Catalogue, job: Job, driver: str, asked: ChangePointModel | None = None
) -> Fitted:
    seu = job.seu
    series = daily_series(plant.open(), catalogue, seu, (driver,), job.period, include_backfill=job.include_backfill)
    with about(seu):
        forms = (
            choose_change_point(series.frame, TARGET, driver)
            if asked is None
            else prefer_change_point(series.frame, TARGET, driver, asked)
        )
    feature = catalogue.feature(seu.energy_source, driver)
    terms = terms_of(forms[0])
    definitions = {term.name: definition_of_term(term, feature) for term in terms}
    drivers = tuple(definitions) or (driver,)
    return replace(fit_defined(plant, catalogue, job, drivers, definitions), forms=forms)


def terms_of(form: ChangePoint) -> tuple[Term, ...]:
    """The terms of a form; none for a straight line."""
    if not form.points:
        return ()
    sides: tuple[Side, ...] = ("below", "above")
    points = {"below": form.points[0], "above": form.points[-1]}
    return tuple(Term(form.driver, side, points[side]) for side in sides if side in form.fit.coefficients)


def _criterion(candidate: Fitted) -> float:
    """AICc a day, searched base temperatures and change points counted as parameters."""
    fit = candidate.new.fit
    searched = len(candidate.choice.bases) if candidate.choice else len(candidate.forms[0].points)
    return aicc(fit.n, fit.sse, 1 + len(fit.drivers) + searched) / fit.n
