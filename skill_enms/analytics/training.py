"""From a frame to a baseline's numbers with everything that has to be said about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from skill_enms.analytics import checks, ols, rules
from skill_enms.analytics import drivers as choosing
from skill_enms.findings import Choice, Training, Verdict
from skill_enms.reasons import Reason

if TYPE_CHECKING:
    import pandas as pd


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
    return Training(fit, (*_failed(verdict), *checks.warnings(days, fit, background)), verdict)


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
