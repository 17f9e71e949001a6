"""What became of an SEU's baselines: the active one described, the one before it brought back or held beside it."""

from __future__ import annotations

from skill_enms.analytics import rules
from skill_enms.answers import BaselineChange, DescribedBaseline, RestoredBaseline
from skill_enms.catalogue import Seu
from skill_enms.history import StoredBaseline
from skill_enms.opening import Plant
from skill_enms.plant import baselines
from skill_enms.reasons import Refused
from skill_enms.requests import CompareBaselines, DescribeBaseline, RestoreBaseline
from skill_enms.service.fitting import rule_set_of


def describe_baseline(plant: Plant, request: DescribeBaseline) -> DescribedBaseline:
    """The active baseline, judged by the rule set it was trained under. Raises Refused `no_baseline`."""
    baseline = active_baseline(plant, request.seu)
    rule_set = baseline.rule_set if baseline.rule_set in rules.RULE_SETS else rule_set_of(plant.settings)
    return DescribedBaseline(baseline, rules.judge(baseline.fit, rule_set), request.details, request.formula)


def restore_baseline(plant: Plant, request: RestoreBaseline) -> RestoredBaseline:
    """Make the version before the active one the active one.

    Raises Refused `no_baseline`, `no_previous_baseline`, and what writing raises.
    """
    active, before = _two_versions(plant, request.seu)
    return RestoredBaseline(baselines.activate(plant.open(), before.id), active)


def compare_baselines(plant: Plant, request: CompareBaselines) -> BaselineChange:
    """The active baseline beside the one that was active before it.

    A training becomes the active version at once. So where the active one isn't the newest, somebody went back to it
    from a later version. Raises Refused `no_baseline`, `no_previous_baseline`.
    """
    active = active_baseline(plant, request.seu)
    assert request.seu is not None
    versions = baselines.history(plant.open(), request.seu)
    if later := [stored for stored in versions if stored.version > active.version]:
        return BaselineChange(active, later[-1])
    return BaselineChange(*_two_versions(plant, request.seu))


def active_baseline(plant: Plant, seu: Seu | None) -> StoredBaseline:
    """The SEU's active baseline; raises Refused `no_baseline` where it has none."""
    if seu is None:
        raise Refused("not_understood")
    found = baselines.active(plant.open(), seu)
    if found is None:
        raise Refused("no_baseline", seu=seu.name, energy_source=seu.energy_source)
    return found


def _two_versions(plant: Plant, seu: Seu | None) -> tuple[StoredBaseline, StoredBaseline]:
    active = active_baseline(plant, seu)
    assert seu is not None
    before = baselines.previous(plant.open(), seu)
    if before is None:
        raise Refused("no_previous_baseline", seu=seu.name, energy_source=seu.energy_source)
    return active, before
