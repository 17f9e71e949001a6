"""Whether a new baseline would be a step back from the active one, so that nobody replaces a sound one by the way."""

from __future__ import annotations

from skill_enms.analytics.replacement import errs_clearly_more
from skill_enms.history import NewBaseline, StoredBaseline
from skill_enms.reasons import Reason

STEPS_BACK = frozenset({"worse_baseline", "leaking_baseline"})
"""Codes of what makes a new baseline a step back."""
NOTICEABLE = 1.1
"""Ratio of the CV(RMSE)s from which a baseline that fails its rule set counts as worse than one that meets it.

A driver too many may cost the rule set without costing anything else, and that is told as a warning.
"""


def step_back_from(active: StoredBaseline, new: NewBaseline) -> Reason | None:
    """What is clearly worse about a new baseline, if anything is.

    A baseline that rests on the meter itself is a step back from any that meets its rule set without; and being no
    baseline to act on, it is itself no measure of a new one.
    """
    if "leaking_driver" in _codes(active):
        return None
    if active.accepted is not False and (drivers := _leaking(new)):
        return Reason("leaking_baseline", {"seu": new.seu, "energy_source": new.energy_source, "drivers": drivers})
    if not _errs_too_much(active, new):
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


def _errs_too_much(active: StoredBaseline, new: NewBaseline) -> bool:
    """Whether the new one errs so much more that the active one should not go unasked.

    That is: the active one meets its rule set, the new one doesn't and errs noticeably more; or it errs by much more,
    on days that both describe. An active one that is too good to be true, or was trained on other readings, is a
    measure only for a new one that fails: it need not be wrong, and what replaces it is.
    """
    no_longer_accepted = bool(active.accepted) and not new.accepted
    errs_more = new.fit.cv_rmse > NOTICEABLE * active.fit.cv_rmse
    clearly = errs_clearly_more(new.fit, active.fit)
    if "suspiciously_perfect" in _codes(active) or active.include_backfill != new.include_backfill:
        return no_longer_accepted and clearly
    return (no_longer_accepted and errs_more) or (clearly and _mostly_shared(active, new))


def _codes(baseline: NewBaseline) -> set[str]:
    return {reason.code for reason in baseline.warnings}


def _leaking(baseline: NewBaseline) -> tuple[str, ...]:
    """The drivers that are the meter itself in another form."""
    return tuple(str(reason.data["driver"]) for reason in baseline.warnings if reason.code == "leaking_driver")


def _mostly_shared(active: NewBaseline, new: NewBaseline) -> bool:
    """Whether most days of the new baseline's period are days of the active one's."""
    shared = min(active.end, new.end) - max(active.start, new.start)
    return 2 * shared > new.end - new.start
