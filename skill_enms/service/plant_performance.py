"""The whole plant against its baselines: every SEU, by energy source and in total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from skill_enms.analytics.performance import combined_uncertainty
from skill_enms.catalogue import Catalogue, EnergySource, Seu
from skill_enms.figures import NotCompared, PerformanceReport, PlantAccount, SourceTotal
from skill_enms.opening import Plant
from skill_enms.reasons import Reason, Refused
from skill_enms.requests import EnergyPerformance, Period
from skill_enms.service.against_baseline import attempted, worth
from skill_enms.service.converting import counted_twice
from skill_enms.service.performance import energy_performance


def plant_performance(plant: Plant, period: Period, energy_source: str | None = None) -> PlantAccount:
    """Every SEU of the plant (of one energy source) against its active baseline.

    An SEU that can't be compared is named with the reason. Raises Refused `no_seus`, and what the machinery raises.
    """
    catalogue = plant.catalogue()
    seus = [seu for seu in catalogue.seus if energy_source in {None, seu.energy_source}]
    if not seus:
        raise Refused("no_seus")
    compared: list[tuple[Seu, PerformanceReport]] = []
    failed: list[NotCompared] = []
    for seu in seus:
        request = EnergyPerformance(seu, seu.energy_source, period)
        found = attempted(partial(energy_performance, plant, request))
        if isinstance(found, Reason):
            failed.append(NotCompared(seu, found))
        else:
            compared.append((seu, found))
    counted, elsewhere = _each_machine_once(compared)
    totals = tuple(_totals(catalogue, counted))
    return PlantAccount(
        period=period,
        energy_source=energy_source,
        seus=tuple(report for _, report in sorted(compared, key=lambda pair: -_percent_over(pair[1]))),
        totals=totals,
        cost_difference=all_together(total.cost_difference for total in totals),
        carbon_difference=all_together(total.carbon_difference for total in totals),
        not_compared=tuple(failed),
        counted_elsewhere=elsewhere,
        counted_twice=counted_twice(catalogue, (total.energy_source for total in totals if _is_valued(total))),
    )


def all_together(amounts: Iterable[float | None]) -> float | None:
    """The sum; None where there is nothing to add, or one of them isn't known."""
    known = list(amounts)
    return sum(amount for amount in known if amount is not None) if known and None not in known else None


def _percent_over(report: PerformanceReport) -> float:
    improvement = report.performance.improvement_percent
    return float("-inf") if improvement is None else -improvement


def _each_machine_once(
    compared: Sequence[tuple[Seu, PerformanceReport]],
) -> tuple[list[tuple[Seu, PerformanceReport]], tuple[Seu, ...]]:
    """The SEUs that count, those of most machines first, and those that share a machine with one that counts."""
    seen: set[tuple[str, str]] = set()
    counted, elsewhere = [], []
    for seu, report in sorted(compared, key=lambda pair: -len(pair[0].machine_ids)):
        meters = {(seu.energy_source, machine) for machine in seu.machine_ids}
        if meters & seen:
            elsewhere.append(seu)
        else:
            seen |= meters
            counted.append((seu, report))
    return counted, tuple(elsewhere)


def _totals(catalogue: Catalogue, counted: Sequence[tuple[Seu, PerformanceReport]]) -> Iterable[SourceTotal]:
    for source in catalogue.energy_sources:
        reports = [report for seu, report in counted if seu.energy_source == source.name]
        if reports:
            yield _total(source, reports)


def _is_valued(total: SourceTotal) -> bool:
    """Whether it has a part in the cost or the CO₂ of the plant."""
    return total.cost_difference is not None or total.carbon_difference is not None


def _total(source: EnergySource, reports: Sequence[PerformanceReport]) -> SourceTotal:
    performances = [report.performance for report in reports]
    expected = sum(performance.expected for performance in performances)
    difference = sum(performance.difference for performance in performances)
    uncertainty = combined_uncertainty([performance.uncertainty for performance in performances])
    return SourceTotal(
        energy_source=source.name,
        unit=source.unit,
        n_seus=len(reports),
        actual=sum(performance.actual for performance in performances),
        expected=expected,
        difference=difference,
        percent=100 * difference / expected if expected > 0 else None,
        uncertainty=uncertainty,
        within_uncertainty=abs(difference) <= uncertainty,
        cost_difference=worth(difference, source.cost_per_unit),
        carbon_difference=worth(difference, source.carbon_intensity),
    )
