"""All baselines trained anew on one period, each with its own drivers, none touched by what befalls another."""

from __future__ import annotations

import logging

from skill_enms.answers import NotRetrained, RetrainedAll
from skill_enms.catalogue import Catalogue
from skill_enms.faults import log_fault
from skill_enms.history import StoredBaseline
from skill_enms.opening import Plant
from skill_enms.plant import baselines
from skill_enms.reasons import Reason, Refused
from skill_enms.requests import Author, RetrainAll
from skill_enms.service.fitting import Job, fit_defined
from skill_enms.service.progress import Progress
from skill_enms.service.stepping_back import STEPS_BACK, step_back_from

LOG = logging.getLogger(__name__)

_ENDING = frozenset(
    {
        *("cancelled", "database_unavailable", "database_busy", "database_missing", "database_untrusted"),
        *("database_not_prepared", "database_full", "database_read_only", "not_permitted"),
    }
)
"""Refusals that every further SEU would meet too."""


def retrain_all(plant: Plant, request: RetrainAll, author: Author, progress: Progress) -> RetrainedAll:
    """Train every SEU that has a baseline, or those of `request.only`, with the drivers of its active baseline.

    A clearly worse baseline is stored only where that was confirmed. Raises Refused `no_baselines`.
    """
    period = request.period
    if period is None:
        raise Refused("not_understood")
    catalogue = plant.catalogue()
    active = {baseline.seu_id: baseline for baseline in baselines.all_active(plant.open())}
    wanted = request.only or catalogue.seus
    seus = [seu for seu in wanted if seu.id in active]
    if not seus:
        raise Refused("no_baselines")
    trained: list[StoredBaseline] = []
    left: list[NotRetrained] = []
    end: Reason | None = None
    for done, seu in enumerate(seus):
        progress(done, len(seus))
        job = Job(seu, period, author, request.intent)
        outcome = end or _outcome(plant, catalogue, active[seu.id], job, confirmed=request.confirmed)
        if isinstance(outcome, Reason):
            left.append(NotRetrained(seu, outcome))
            end = outcome if outcome.code in _ENDING else end
        else:
            trained.append(outcome)
    if end is not None and end.code == "cancelled" and not trained:
        raise Refused("cancelled")
    return RetrainedAll(
        period=period,
        trained=tuple(trained),
        failed=tuple(each for each in left if each.reason.code not in STEPS_BACK),
        worse=tuple(each for each in left if each.reason.code in STEPS_BACK),
        without_baseline=tuple(seu for seu in wanted if seu.id not in active),
        cancelled=end is not None and end.code == "cancelled",
    )


def _outcome(
    plant: Plant, catalogue: Catalogue, active: StoredBaseline, job: Job, *, confirmed: bool
) -> StoredBaseline | Reason:
    """The SEU's new baseline, or why there is none."""
    try:
        fitted = fit_defined(plant, catalogue, job, active.fit.drivers, active.definitions)
        step_back = None if confirmed else step_back_from(active, fitted.new)
        return step_back or baselines.store(plant.open(), fitted.new, fitted.days)
    except Refused as refusal:
        return refusal.reason
    except Exception as error:  # noqa: BLE001 - one SEU's fault is no other's: the rest goes on, and this one is told
        log_fault(LOG, f"intent={job.reason}", error)
        return Reason("internal_error")
