"""The daily series of an SEU and of features, for any energy source, from metadata alone."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from skill_enms.catalogue import Catalogue, Column, Feature, Seu, Table
from skill_enms.plant.buckets import Buckets, Flags, Floats, Ints
from skill_enms.plant.cadence import cadence_of
from skill_enms.plant.database import Database
from skill_enms.plant.day_totals import DayTotals
from skill_enms.plant.days import HALF, ColumnDays, Daily, Days, calendar_value, formula_of
from skill_enms.plant.estimate import estimated_seconds
from skill_enms.plant.extents import extent_of_all, owners
from skill_enms.plant.findings import findings_of
from skill_enms.plant.marks import standing_marks
from skill_enms.plant.rollup_choice import PlantRollup, open_reader
from skill_enms.plant.sources import CountedReader, Reader
from skill_enms.plant.statements import Span, Wanted
from skill_enms.reasons import Reason, Refused
from skill_enms.requests import Period
from skill_enms.results import DailySeries

_MORE_THAN_A_DAY = 1.05 * 86_400


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request for daily values, and what it takes to answer it."""

    database: Database
    catalogue: Catalogue
    seu: Seu
    days: Days
    now: float
    source: CountedReader

    @property
    def span(self) -> Span:
        """The period, up to now."""
        start, end = self.days.span
        return start, max(start, min(end, int(self.now) + 1))

    @property
    def dates(self) -> dict[str, str]:
        """The period, as a reason's data."""
        return {"start": self.days.period.start.isoformat(), "end": self.days.period.end.isoformat()}


def daily_series(  # noqa: PLR0913 - what is asked, and of whom
    database: Database,
    catalogue: Catalogue,
    seu: Seu,
    features: Sequence[str],
    period: Period,
    *,
    include_backfill: bool = False,
    complete: bool = True,
    reader: Reader | None = None,
) -> DailySeries:
    """Consumption of an SEU and the values of features on the plant-local days of a period.

    The frame has the days on which everything asked for has a value: `consumption` in the energy source's unit a day,
    and a column a feature, by its name. Without `complete`, the days with consumption, NaN where a feature has no
    value, if need be on all of them. `reader`: where readings come from; by default rollups where they are complete,
    raw rows for the rest. Raises `Refused`: `no_meter`, `unknown_feature`, `no_data`, `only_backfill`,
    `no_driver_data` (never without `complete`), and what `Database.reading` raises.
    """
    meter = catalogue.energy_source(seu.energy_source).meter
    if meter is None:
        raise Refused("no_meter", energy_source=seu.energy_source)
    drivers = [_feature(catalogue, seu, name) for name in dict.fromkeys(features)]
    counted = CountedReader(reader or open_reader(database), standing_marks(database), include_backfill)
    asked = _Asked(database, catalogue, seu, Days(period, seu.time_zone), time.time(), counted)
    found = [values for wanted in _reads(catalogue, seu, meter.consumption, drivers) for values in _read(asked, wanted)]

    meters = [values for values in found if values.column == meter.consumption]
    present = [values for values in meters if values.has_any]
    if not present:
        _refuse(asked, meters)
    causes = _causes(asked, present)
    amounts = (values.daily.amount(scaled=True) for values in present)
    columns: dict[str, Floats] = {"consumption": sum(amounts, np.zeros(len(causes)))}
    for feature in drivers:
        columns[feature.name], partial = _driver(asked, feature, found)
        if not complete:
            continue
        if not np.isfinite(columns[feature.name]).any():
            raise Refused("no_driver_data", driver=feature.name, **asked.dates)
        missing = ~np.isfinite(columns[feature.name]) & (causes == "")
        causes[missing] = np.where(partial[missing], "driver_under_half_complete", "no_driver_value")
    odd = findings_of(database, present, int(asked.now) + 1)
    silent = [_machine_name(catalogue, values.wanted.owner) for values in meters if not values.has_any]
    if silent:
        odd = (*odd, Reason("machines_without_readings", {"machines": silent}))
    return _series(asked, columns, causes, present, odd)


def seconds_to_read(
    database: Database, catalogue: Catalogue, seu: Seu, features: Sequence[str], period: Period
) -> float:
    """About how many seconds `daily_series` will take; next to none where rollups cover it. Raises the same."""
    meter = catalogue.energy_source(seu.energy_source).meter
    if meter is None:
        raise Refused("no_meter", energy_source=seu.energy_source)
    drivers = [_feature(catalogue, seu, name) for name in dict.fromkeys(features)]
    span = Days(period, seu.time_zone).span
    return estimated_seconds(database, _reads(catalogue, seu, meter.consumption, drivers), span, PlantRollup(database))


def _machine_name(catalogue: Catalogue, machine: str | None) -> str:
    return next((m.name for m in catalogue.machines if m.id == machine), str(machine))


def _feature(catalogue: Catalogue, seu: Seu, name: str) -> Feature:
    try:
        return catalogue.feature(seu.energy_source, name)
    except KeyError:
        available = [feature.name for feature in catalogue.features_of(seu.energy_source)]
        raise Refused("unknown_feature", said=name, available=available) from None


def _reads(catalogue: Catalogue, seu: Seu, consumption: Column, drivers: Sequence[Feature]) -> list[Wanted]:
    """What is read: for each table (and energy in it) and each owner, all columns at once."""
    groups: dict[tuple[Table, str | None, str | None], dict[Column, None]] = {}
    for column in [consumption, *(feature.column for feature in drivers if feature.column)]:
        groups.setdefault((column.table, column.filter_column, column.filter_value), {})[column] = None
    reads = []
    for columns in groups.values():
        own = [feature for feature in drivers if feature.column in columns]
        extremes = {f.column.name for f in own if f.column and f.aggregate in {"MIN", "MAX"}}
        formulas = dict.fromkeys(formula for formula in map(formula_of, own) if formula is not None)
        layout = catalogue.layout(next(iter(columns)).table)
        is_meter = consumption in columns
        reads += [
            Wanted(
                layout,
                tuple(columns),
                owner,
                frozenset(extremes | ({consumption.name} if is_meter else set())),
                consumption.name if is_meter else None,
                tuple(formulas),
            )
            for owner in owners(layout, seu, catalogue)
        ]
    return reads


def _read(asked: _Asked, wanted: Wanted) -> list[ColumnDays]:
    """One owner's values of each column, day by day; the column that the others' cadence is told by comes first."""
    bounds = asked.days.bounds
    counted = asked.source.totals(wanted, asked.span, bounds)
    result: list[ColumnDays] = []
    for column in wanted.columns:
        totals = DayTotals.joined(counted[column].used.values(), len(bounds) - 1, len(wanted.formulas_of(column.name)))

        def look(places: Ints, column: Column = column) -> Buckets:
            spans = [(int(bounds[place]), min(int(bounds[place + 1]), asked.span[1])) for place in places]
            alone = Wanted(wanted.layout, (column,), wanted.owner)
            return Buckets.joined(asked.source.read(alone, spans)[column].used.values())

        if result and wanted.clock is not None:
            clock = result[0].daily
            with np.errstate(divide="ignore", invalid="ignore"):
                covered = np.where(clock.totals.n > 0, clock.coverage * totals.n / clock.totals.n, 0.0)
            daily = Daily(asked.days, totals, covered, clock.interval)
        else:
            cadence = cadence_of(totals, bounds, look)
            daily = Daily(asked.days, totals, cadence.coverage, cadence.interval)
        result.append(ColumnDays(wanted, column, daily, counted[column], look))
    return result


def _refuse(asked: _Asked, meters: Sequence[ColumnDays]) -> NoReturn:
    """Say why there is nothing to work with."""
    about = {"seu": asked.seu.name, "energy_source": asked.seu.energy_source, **asked.dates}
    if any(values.counted.excluded.n.any() for values in meters):
        raise Refused("only_backfill", **about)
    extent = extent_of_all(asked.database, asked.catalogue, asked.seu)
    zone = ZoneInfo(asked.seu.time_zone)
    first, last = (instant.astimezone(zone).date().isoformat() for instant in extent) if extent else (None, None)
    raise Refused("no_data", **about, data_start=first, data_end=last)


def _causes(asked: _Asked, present: Sequence[ColumnDays]) -> NDArray[np.str_]:
    """Why each day can't count; empty where it can."""
    days = asked.days
    causes = np.full(len(days.dates), "", dtype="<U32")
    for values in present:
        daily = values.daily
        for cause, applies in (
            ("interval_over_a_day", (daily.totals.n > 0) & (daily.interval > _MORE_THAN_A_DAY)),
            ("backfill", (values.counted.excluded.n > 0) & (daily.coverage < HALF)),
            ("no_readings", daily.totals.n == 0),
            ("under_half_complete", daily.coverage < HALF),
        ):
            causes[applies & (causes == "")] = cause
    causes[days.bounds[:-1] >= asked.now] = "in_future"
    return causes


def _driver(asked: _Asked, feature: Feature, found: Sequence[ColumnDays]) -> tuple[Floats, Flags]:
    """A feature's value on each day (NaN where it has none), and the days on which it has some readings but too few."""
    days = asked.days
    if feature.column is None:
        return calendar_value(feature, days), np.zeros(len(days.dates), bool)
    own = [values for values in found if values.column == feature.column and values.has_any]
    layout = asked.catalogue.layout(feature.column.table)
    if not own and layout.machine_column:
        formula = formula_of(feature)
        of_nobody = Wanted(
            layout, (feature.column,), None, frozenset({feature.column.name}), None, (formula,) if formula else ()
        )
        own = [values for values in _read(asked, of_nobody) if values.has_any]
    if not own:
        return np.full(len(days.dates), np.nan), np.zeros(len(days.dates), bool)
    by_owner = np.array(
        [values.daily.value_of(feature, values.wanted.formulas_of(values.column.name)) for values in own]
    )
    if feature.aggregate in {"SUM", "COUNT"}:
        total = by_owner.sum(axis=0)
    elif feature.aggregate in {"MIN", "MAX"}:
        total = (np.fmin if feature.aggregate == "MIN" else np.fmax).reduce(by_owner, axis=0)
    else:
        known = np.isfinite(by_owner)
        with np.errstate(invalid="ignore"):
            total = np.where(known, by_owner, 0.0).sum(axis=0) / known.sum(axis=0)
    partial = np.any([(values.daily.totals.n > 0) & ~values.daily.is_sufficient for values in own], axis=0)
    return total, np.asarray(partial)


def _series(
    asked: _Asked,
    columns: Mapping[str, Floats],
    causes: NDArray[np.str_],
    present: Sequence[ColumnDays],
    findings: tuple[Reason, ...],
) -> DailySeries:
    import pandas as pd  # takes longer to import than everything else here

    kept = causes == ""
    shares: dict[str, float] = {}
    for values in present:
        for label, totals in values.counted.used.items():
            shares[label] = shares.get(label, 0.0) + float(totals.n[kept].sum() if kept.any() else totals.n.sum())
    total = sum(shares.values())
    index = [day for day, keep in zip(asked.days.dates, kept, strict=True) if keep]
    dropped, counts = np.unique(causes[~kept], return_counts=True)
    return DailySeries(
        pd.DataFrame({name: column[kept] for name, column in columns.items()}, index=pd.Index(index, name="day")),
        len(causes),
        dict(zip(dropped.tolist(), counts.tolist(), strict=True)),
        {label: count / total for label, count in shares.items() if count},
        findings,
    )
