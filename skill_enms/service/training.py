"""Training: the drivers that were named, or the best ones, fitted, judged, and stored as the active baseline."""

from __future__ import annotations

from skill_enms.analytics.replacement import errs_clearly_more
from skill_enms.answers import TrainedBaseline
from skill_enms.catalogue import Catalogue
from skill_enms.history import NewBaseline, StoredBaseline
from skill_enms.opening import Plant
from skill_enms.plant import baselines
from skill_enms.reasons import Reason, Refused
from skill_enms.requests import Author, Question, TrainBaseline
from skill_enms.service.bending import fit_bending, fit_bending_or_chosen
from skill_enms.service.choosing import fit_chosen
from skill_enms.service.fitting import Fitted, Job, fit_as_asked

SELF_EXPLAINED = frozenset({"leaking_driver", "suspiciously_perfect"})
"""Warnings of a baseline that only seems to be good."""
NOTICEABLE = 1.1
"""Ratio of the CV(RMSE)s from which a baseline that fails its rule set counts as worse than one that meets it.

A driver too many may cost the rule set without costing anything else, and that is told as a warning.
"""


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


def step_back_from(active: StoredBaseline, new: NewBaseline) -> Reason | None:
    """What is clearly worse about a new baseline, if anything is.

    That is: the active one meets its rule set, the new one doesn't and errs noticeably more; or it errs by much more,
    on days that both describe. A baseline that is good because it explains itself, or because it was trained on other
    readings, is no measure for a new one.
    """
    if (
        any(reason.code in SELF_EXPLAINED for reason in active.warnings)
        or active.include_backfill != new.include_backfill
    ):
        return None
    errs_more = new.fit.cv_rmse > NOTICEABLE * active.fit.cv_rmse
    no_longer_accepted = bool(active.accepted) and not new.accepted and errs_more
    if not no_longer_accepted and not (_mostly_shared(active, new) and errs_clearly_more(new.fit, active.fit)):
        return None
    return Reason(
        "worse_baseline",
        {
            "seu": new.seu,
            "energy_source": new.energy_source,
            "r_squared": new.fit.r_squared,
            "cv_rmse": new.fit.cv_rmse,
            "active_r_squared": active.fit.r_squared,
            "active_cv_rmse": active.fit.cv_rmse,
        },
    )


def _mostly_shared(active: NewBaseline, new: NewBaseline) -> bool:
    """Whether most days of the new baseline's period are days of the active one's."""
    shared = min(active.end, new.end) - max(active.start, new.start)
    return 2 * shared > new.end - new.start
