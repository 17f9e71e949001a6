"""From a frame to a baseline's numbers with everything that has to be said about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from skill_enms.analytics import checks, ols, rules
from skill_enms.analytics import drivers as choosing
from skill_enms.findings import Choice, Training, Verdict
from skill_enms.reasons import Reason, Refused
from skill_enms.results import Fit

if TYPE_CHECKING:
    import pandas as pd

FEW = 0.02
"""Share of the days (but at least two) up to which they are a few: a fault or an event, not a way of running."""


def train(
    frame: pd.DataFrame,
    target: str,
    drivers: Sequence[str],
    background: checks.Background = checks.NOTHING_KNOWN,
    rule_set: str = "sep",
) -> Training:
    """Review, fit, judge: the rows with a value in every column are fitted, unless the request has no answer.

    Raises what `checks.review` does, and KeyError for a column or a rule set that isn't there.
    """
    days = checks.usable(frame, target, drivers)
    checks.review(days, target, drivers)
    fit = ols.fit(days, target, drivers)
    verdict = rules.judge(fit, rule_set)
    explained = () if verdict.accepted else few_days_that_fail(days, fit, rule_set)
    return Training(fit, (*explained, *_failed(verdict), *checks.warnings(days, fit, background)), verdict)


def train_best(
    frame: pd.DataFrame,
    target: str,
    candidates: choosing.Candidates,
    background: checks.Background = checks.NOTHING_KNOWN,
    rule_set: str = "sep",
) -> tuple[Choice, Training]:
    """Choose the drivers, then train with them; a searched base temperature's driver carries its feature's name.

    Raises what `drivers.choose` and `train` do.
    """
    choice = choosing.choose(frame, target, candidates, background)
    chosen = choosing.with_bases(frame, candidates, choice)
    return choice, train(chosen, target, choice.drivers, background, rule_set)


def few_days_that_fail(days: pd.DataFrame, fit: Fit, rule_set: str) -> tuple[Reason, ...]:
    """The warning that a rule set would be met but for a few days that alone move the model; empty otherwise.

    A wild day hides a lesser one, so they are looked for again until the rules are met, or there are too many.
    """
    most = max(2, int(FEW * len(days)))
    left = days
    wild: tuple[str, ...] = ()
    while places := checks.influential(left, fit):
        wild += checks.dates_of(left, places)
        left = left.drop(index=left.index[list(places)])
        if len(wild) > most or not _has_an_answer(left, fit):
            return ()
        fit = ols.fit(left, fit.target, fit.drivers)
        if rules.judge(fit, rule_set).accepted:
            data = {"rule_set": rule_set, "dates": wild, "r_squared": fit.r_squared}
            return (Reason("failing_for_few_days", data),)
    return ()


def _has_an_answer(days: pd.DataFrame, fit: Fit) -> bool:
    try:
        checks.review(days, fit.target, fit.drivers)
    except Refused:
        return False
    return True


def _failed(verdict: Verdict) -> tuple[Reason, ...]:
    """The warning that a rule set isn't met, with each rule's figures."""
    if verdict.accepted:
        return ()
    failures = tuple(
        {"rule": check.rule, "driver": check.driver, "value": check.value, "limit": check.limit}
        for check in verdict.checks
        if not check.passed
    )
    return (Reason("rule_set_failed", {"rule_set": verdict.rule_set, "failures": failures}),)
