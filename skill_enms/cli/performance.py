"""`enms performance`, `enms drift`, `enms use`: what was used, against what, for people, programs and spreadsheets."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING

from skill_enms.cli.output import Failed, as_json
from skill_enms.cli.plant import json_option, stored_settings
from skill_enms.requests import EnergyPerformance, Period

if TYPE_CHECKING:
    from skill_enms.catalogue import Catalogue, EnergySource, Seu
    from skill_enms.figures import PerformanceReport, PlantAccount
    from skill_enms.opening import Plant
    from skill_enms.usage import EnergyUsed

PER_CENT_UNKNOWN = "n/a"


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add what this module does to the command line."""
    performance = commands.add_parser(
        "performance",
        help="hold a period against the baselines",
        description="Holds a period of one SEU, or of the whole plant, against the active baselines.",
    )
    seu_argument(performance, optional=True)
    period_options(performance)
    performance.add_argument("--csv", action="store_true", help="print the days of an SEU, or the plant's SEUs, as CSV")
    json_option(performance)
    performance.set_defaults(run=run_performance)

    drift = commands.add_parser(
        "drift",
        help="say whether an SEU has left its baseline",
        description="Says whether an SEU has left its baseline, since when and by how much.",
    )
    seu_argument(drift)
    period_options(drift, required=False)
    json_option(drift)
    drift.set_defaults(run=run_drift)

    use = commands.add_parser(
        "use",
        help="sum up what was used",
        description="Sums up what an SEU, or the whole plant by energy source, used in a period.",
    )
    seu_argument(use, optional=True)
    period_options(use)
    json_option(use)
    use.set_defaults(run=run_use)


def run_performance(options: argparse.Namespace) -> int:
    """`enms performance`."""
    from skill_enms.service.performance import energy_performance
    from skill_enms.service.plant_performance import plant_performance

    if options.csv and options.json:
        raise Failed("say either --csv or --json")
    period = period_of(options)
    with opened() as plant:
        if options.seu is None:
            source = _source_of(plant.catalogue(), options)
            found = plant_performance(plant, period, None if source is None else source.name)
            if options.csv:
                _plant_csv(found)
            else:
                print(as_json(found) if options.json else "\n".join(_plant_lines(found)))
            return 0
        seu = seu_of(plant.catalogue(), options)
        report = energy_performance(plant, EnergyPerformance(seu, seu.energy_source, period))
    if options.csv:
        _days_csv(report)
    else:
        print(as_json(report) if options.json else "\n".join(_seu_lines(report)))
    return 0


def run_drift(options: argparse.Namespace) -> int:
    """`enms drift`."""
    from skill_enms.service.drifting import energy_drift

    with opened() as plant:
        seu = seu_of(plant.catalogue(), options)
        report = energy_drift(plant, seu, period_of(options) if options.start else None)
    if options.json:
        print(as_json(report))
        return 0
    drift, unit = report.drift, report.baseline.unit
    last = report.period.end - timedelta(days=1)
    print(f"{seu.name} ({seu.energy_source}), {report.period.start} to {last}, {report.n_days} days")
    print(
        f"alarm on {drift.alarm}"
        if drift.alarm
        else f"no drift; false alarms a year: {drift.false_alarms_per_year:.0%}"
    )
    for level in drift.levels:
        print(
            f"  {level.start} to {level.last}: {level.per_day:+.4g} {unit} a day"
            f" (90 %: {level.low:.4g} to {level.high:.4g})"
        )
    return 0


def run_use(options: argparse.Namespace) -> int:
    """`enms use`."""
    from skill_enms.service.consumption import energy_use, plant_use

    period = period_of(options)
    with opened() as plant:
        catalogue = plant.catalogue()
        if options.seu is not None:
            uses: tuple[EnergyUsed, ...] = (energy_use(plant, seu_of(catalogue, options), period),)
        elif source := _source_of(catalogue, options):
            uses = (energy_use(plant, source, period),)
        else:
            uses = plant_use(plant, period).uses
    print(as_json(uses) if options.json else "\n".join(map(_use_line, uses)))
    return 0


@contextmanager
def opened() -> Iterator[Plant]:
    """The plant that the skill on this device is set up for."""
    from skill_enms.opening import Plant

    plant = Plant(stored_settings())
    try:
        yield plant
    finally:
        plant.close()


def seu_argument(command: argparse.ArgumentParser, *, optional: bool = False) -> None:
    """Let a command name an SEU."""
    command.add_argument(
        "seu", metavar="SEU", nargs="?" if optional else None, help="the SEU" + (" (all of them)" if optional else "")
    )
    command.add_argument("--energy", metavar="SOURCE", help="its energy source, where the SEU has several")


def period_options(command: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Let a command name a period."""
    command.add_argument("--start", required=required, metavar="DAY", help="first day (ISO date, plant-local)")
    command.add_argument("--end", required=required, metavar="DAY", help="last day (ISO date, plant-local)")


def period_of(options: argparse.Namespace) -> Period:
    """The period that the options name; the last day belongs to it."""
    if not (options.start and options.end):
        raise Failed("say both --start and --end")
    first, last = _day(options.start), _day(options.end)
    if last < first:
        raise Failed("the last day lies before the first one")
    return Period(first, last + timedelta(days=1))


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Failed(f"{text} is no ISO date") from error
    if day == date.max:
        raise Failed(f"{text} is later than a calendar goes")
    return day


def seu_of(catalogue: Catalogue, options: argparse.Namespace) -> Seu:
    """The one SEU that the options name."""
    called = [seu for seu in catalogue.seus if seu.name.casefold() == options.seu.casefold()]
    named = [seu for seu in called if options.energy is None or _same(seu.energy_source, options.energy)]
    if len(named) == 1:
        return named[0]
    sources = ", ".join(seu.energy_source for seu in called)
    if named:
        raise Failed(f"{options.seu} has several energy sources: say --energy ({sources})")
    if called:
        raise Failed(f"{options.seu} has no energy source {options.energy}; it has: {sources}")
    known = sorted({seu.name for seu in catalogue.seus})
    raise Failed(f"no such SEU; there are: {', '.join(known)}" if known else "the plant has no SEU")


def _source_of(catalogue: Catalogue, options: argparse.Namespace) -> EnergySource | None:
    """The energy source that `--energy` names; None without the option."""
    if options.energy is None:
        return None
    for source in catalogue.energy_sources:
        if _same(source.name, options.energy):
            return source
    raise Failed("no such energy source; there are: " + ", ".join(one.name for one in catalogue.energy_sources))


def _same(name: str, typed: str) -> bool:
    return name.casefold() == typed.casefold()


def _seu_lines(report: PerformanceReport) -> list[str]:
    baseline, told = report.baseline, report.performance
    last = report.period.end - timedelta(days=1)
    lines = [
        f"{baseline.seu} ({baseline.energy_source}), {report.period.start} to {last}, {told.n_days} days",
        f"actual      {told.actual:.2f} {baseline.unit}",
        f"expected    {told.expected:.2f} {baseline.unit} (baseline {baseline.id}, version {baseline.version})",
        f"difference  {told.difference:+.2f} {baseline.unit} ± {told.uncertainty:.2f} at {told.confidence:.0%}"
        f" (model uncertainty only){', within what the model can tell' if told.within_uncertainty else ''}",
    ]
    if told.enpi is not None:
        lines.append(f"EnPI        {told.enpi:.4f}")
    if report.cost_difference is not None:
        lines.append(f"cost        {report.cost_difference:+.2f}")
    if report.carbon_difference is not None:
        lines.append(f"CO2         {report.carbon_difference:+.2f} kg")
    if report.days_dropped:
        lines.append("left out    " + ", ".join(f"{days} {cause}" for cause, days in report.days_dropped.items()))
    lines += [f"adjusted    {one.start} until {one.end}: {one.reason} ({one.author})" for one in report.adjustments]
    lines += [f"warning     {reason.code}" for reason in (*told.warnings, *report.findings)]
    return lines


def _plant_lines(found: PlantAccount) -> list[str]:
    lines = []
    for report in found.seus:
        told = report.performance
        percent = PER_CENT_UNKNOWN if told.improvement_percent is None else f"{-told.improvement_percent:+.1f} %"
        name = f"{report.baseline.seu} ({report.baseline.energy_source})"
        difference = f"{told.difference:+.1f} ± {told.uncertainty:.1f} {report.baseline.unit}"
        lines.append(f"{percent:>9}  {name}: {difference}")
    lines += [
        f"total      {total.energy_source}: {total.difference:+.1f} ± {total.uncertainty:.1f} {total.unit}"
        for total in found.totals
    ]
    if found.cost_difference is not None:
        lines.append(f"cost       {found.cost_difference:+.2f}")
    if found.carbon_difference is not None:
        lines.append(f"CO2        {found.carbon_difference:+.2f} kg")
    lines += [
        f"twice?     {one} and {other}: cost and CO2 may contain each other" for one, other in found.counted_twice
    ]
    lines += [f"{one.reason.code:<9}  {one.seu.name} ({one.seu.energy_source})" for one in found.not_compared]
    return lines


def _use_line(use: EnergyUsed) -> str:
    who = use.consumer.seu or "plant"
    worth = [] if use.cost is None else [f"cost {use.cost:.2f}"]
    worth += [] if use.carbon is None else [f"CO2 {use.carbon:.2f} kg"]
    told = "".join(f", {part}" for part in worth)
    return f"{who} ({use.consumer.energy_source}): {use.total.amount} {use.consumer.unit}{told}"


def _days_csv(report: PerformanceReport) -> None:
    """A line a day, each number with all of its digits."""
    told = report.performance
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["date", "actual", "expected", "difference", "cusum"])
    for day, actual, expected, cusum in zip(told.days, told.daily_actual, told.daily_expected, told.cusum, strict=True):
        writer.writerow([day.isoformat(), *map(repr, (actual, expected, actual - expected, cusum))])


def _plant_csv(found: PlantAccount) -> None:
    """A line an SEU."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(
        ["seu", "energy_source", "unit", "days", "actual", "expected", "difference", "uncertainty", "cost", "carbon_kg"]
    )
    for report in found.seus:
        baseline, told = report.baseline, report.performance
        numbers = [told.actual, told.expected, told.difference, told.uncertainty]
        writer.writerow(
            [baseline.seu, baseline.energy_source, baseline.unit, told.n_days, *map(repr, numbers)]
            + ["" if worth is None else repr(worth) for worth in (report.cost_difference, report.carbon_difference)]
        )
