"""Training: the drivers that were named, or the best ones, fitted, judged, and stored as the active baseline."""

from __future__ import annotations

from skill_enms.answers import TrainedBaseline
from skill_enms.catalogue import Catalogue
from skill_enms.opening import Plant
from skill_enms.plant import baselines
from skill_enms.reasons import Refused
from skill_enms.requests import Author, Question, TrainBaseline
from skill_enms.service.bending import fit_bending, fit_bending_or_chosen
from skill_enms.service.choosing import fit_chosen
from skill_enms.service.fitting import Fitted, Job, fit_as_asked
from skill_enms.service.stepping_back import step_back_from


def train_baseline(plant: Plant, request: TrainBaseline, author: Author) -> TrainedBaseline | Question:
    """Train what was asked for and make it the SEU's active baseline.

    A question where that would be a clear step back and nobody confirmed it. Raises Refused where the plant has no such
    data or the drivers have no unique answer. Nothing is stored in either case.
    """
    seu, period = request.seu, request.period
    if seu is None or period is None or not (request.features or request.choose):
        raise Refused("not_understood")
    database, catalogue = plant.open(), plant.catalogue()
    job = Job(seu, period, author, request.intent, request.include_backfill)
    fitted = _fitted(plant, catalogue, job, request)
    if not request.confirmed and (active := baselines.active(database, seu)) is not None:
        step_back = step_back_from(active, fitted.new)
        if step_back is not None:
            return Question("confirm", reason=step_back)
    return TrainedBaseline(baselines.store(database, fitted.new, fitted.days), fitted.choice, fitted.forms)


def _fitted(plant: Plant, catalogue: Catalogue, job: Job, request: TrainBaseline) -> Fitted:
    """The baseline that was asked for, not stored yet."""
    match request.features, request.change_points:
        case None | (), False:
            return fit_chosen(plant, catalogue, job)
        case None | (), True:
            return fit_bending_or_chosen(plant, catalogue, job)
        case features, True:
            return fit_bending(plant, catalogue, job, features or ())
        case features, _:
            return fit_as_asked(plant, catalogue, job, features or ())
