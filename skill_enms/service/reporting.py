"""What the reports show, gathered: one SEU in full, or the plant."""

from __future__ import annotations

from skill_enms.analytics import rules
from skill_enms.catalogue import Seu
from skill_enms.figures import PlantReport, SeuReport
from skill_enms.opening import Plant
from skill_enms.plant import baselines
from skill_enms.requests import Period
from skill_enms.service.against_baseline import account_of, routine_days
from skill_enms.service.drifting import drift_of
from skill_enms.service.plant_performance import plant_performance


def seu_report(plant: Plant, seu: Seu, period: Period) -> SeuReport:
    """All about one SEU's period. Raises Refused `no_baseline`, and where the plant has no such data."""
    days = routine_days(plant, seu, period)
    baseline = days.baseline
    rule_set = baseline.rule_set if baseline.rule_set in rules.RULE_SETS else plant.settings.rule_set
    return SeuReport(
        seu=seu,
        source=days.source,
        account=account_of(days, seu, period),
        drift=drift_of(days),
        verdict=rules.judge(baseline.fit, rule_set),
        days=days.series.frame,
        trained_on=baselines.series(plant.open(), baseline.id),
    )


def plant_report(plant: Plant, period: Period) -> PlantReport:
    """All SEUs against their baselines. Raises Refused `no_seus`."""
    units = {source.name: source.unit for source in plant.catalogue().energy_sources}
    return PlantReport(plant_performance(plant, period), units)
