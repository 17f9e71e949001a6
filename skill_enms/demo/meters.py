"""The simulated meters: physics, conditions and noise made into readings, and the readings' flaws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from skill_enms.demo import conditions
from skill_enms.demo.conditions import Floats, Hours, Ints, Weather, random_stream, rounded
from skill_enms.demo.plant import (
    BACKFILLED,
    COMPRESSED_AIR,
    ELECTRICITY,
    MISSING,
    NATURAL_GAS,
    SIMULATED_MACHINES,
    STEAM,
    DemoMachine,
    Meter,
    Span,
)
from skill_enms.demo.truth import DEGREE_DAY_BASE, TRUTHS, Truth

REAL = "simulator"
"""`data_source` of what the physics made."""
BACKFILL = "backfill"
"""`data_source` of what was made up afterwards."""

METER_TABLES: Mapping[str, str] = {
    ELECTRICITY: "energy_readings",
    NATURAL_GAS: "natural_gas_readings",
    STEAM: "steam_readings",
    COMPRESSED_AIR: "compressed_air_end_use_readings",
}
"""Energy source → its readings table."""
CONSUMPTION_AND_RATE: Mapping[str, tuple[str, str]] = {
    ELECTRICITY: ("energy_kwh", "power_kw"),
    NATURAL_GAS: ("consumption_m3", "flow_rate_m3h"),
    STEAM: ("consumption_kg", "flow_rate_kg_h"),
    COMPRESSED_AIR: ("consumption_m3", "flow_rate_m3h"),
}
"""Energy source → its columns of interval consumption and of momentary rate."""
PRODUCTION_TABLE = "production_data"
ENVIRONMENT_TABLE = "environmental_data"

_FIRST_WEEKS = 4
"""What a meter usually shows is known from these."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one table that belong to one machine."""

    table: str
    """Where they go."""
    machine: DemoMachine
    """Whose they are."""
    time: Ints
    """Each row's instant: the start of its interval, in seconds since 1970 UTC."""
    values: Mapping[str, Floats]
    """Column → its values."""
    data_source: tuple[str, ...]
    """Each row's origin."""

    def later_than(self, instant: int) -> Rows:
        """Those rows of it that come after an instant, in seconds since 1970 UTC."""
        first = int(np.searchsorted(self.time, instant, side="right"))
        values = {column: numbers[first:] for column, numbers in self.values.items()}
        return Rows(self.table, self.machine, self.time[first:], values, self.data_source[first:])


def simulated_rows(hours: Hours) -> Iterator[Rows]:
    """All readings and driver rows of the simulated machines, machine by machine, electricity first."""
    site = conditions.weather(hours)
    for machine in SIMULATED_MACHINES:
        yield from _machine_rows(machine, hours, site)


def _machine_rows(machine: DemoMachine, hours: Hours, site: Weather) -> Iterator[Rows]:
    indoor = conditions.indoor_temperature(machine.name, hours, site.outdoor_temp_c)
    parts = conditions.production(machine.name, hours)
    pressure = conditions.line_pressure(machine.name, hours)
    origin = (REAL,) * len(hours.starts)
    environment = {
        "outdoor_temp_c": site.outdoor_temp_c,
        "indoor_temp_c": indoor,
        "humidity": site.humidity,
        "wind_speed": site.wind_speed,
    }
    yield Rows(ENVIRONMENT_TABLE, machine, hours.starts, environment, origin)
    yield Rows(PRODUCTION_TABLE, machine, hours.starts, {"production_count": parts}, origin)
    features = {
        **_feature_rates(hours, site),
        "ambient_temp_c": indoor / 24,
        "pressure_bar": pressure / 24,
        "production_count": parts,
    }
    for source in METER_TABLES:
        meter = Meter(machine.name, source)
        if meter not in TRUTHS:
            continue
        consumption = consume(meter, TRUTHS[meter], hours, features)
        if source == ELECTRICITY:
            features["electricity_kwh"] = consumption
        yield _record(meter, machine, hours, consumption, pressure)


def _feature_rates(hours: Hours, site: Weather) -> dict[str, Floats]:
    """Feature → each hour's part of its daily value, for what the weather and the calendar say."""
    weekend = np.array([float(day.weekday() >= 5) for day in hours.dates])
    return {
        "outdoor_temp_c": site.outdoor_temp_c / 24,
        "heating_degree_days": np.maximum(DEGREE_DAY_BASE - site.outdoor_temp_c, 0) / 24,
        "cooling_degree_days": np.maximum(site.outdoor_temp_c - DEGREE_DAY_BASE, 0) / 24,
        "wind_speed": site.wind_speed / 24,
        "weekend": weekend[hours.day] / 24,
    }


def consume(meter: Meter, truth: Truth, hours: Hours, features: Mapping[str, Floats]) -> Floats:
    """Consumption by hour in the energy source's unit.

    `features` holds each hour's part of a feature's daily value. The hours of a day are scaled together, so that the
    day's sum is what the physics says plus that day's noise; hour by hour they scatter by some per cent more. What is
    switched off after work uses its day's energy at work, all but the standby.
    """
    expected = np.full(len(hours.starts), truth.intercept / 24)
    for feature, coefficient in truth.coefficients.items():
        expected += coefficient * features[feature]
    for change in truth.changes:
        lasting = np.array([change.start <= day < (change.end or date.max) for day in hours.dates])
        expected += change.per_day / 24 * lasting[hours.day]
    scatter = np.clip(1 + 0.05 * _random(meter, "hours", len(expected)), 0.8, 1.2)
    noise = truth.noise * np.clip(_random(meter, "days", len(hours.dates)), -3, 3)
    daily = hours.sum_by_day(expected) + noise
    off = np.zeros(len(expected), dtype=bool) if truth.standby is None else ~conditions.at_work(hours)
    resting = np.where(off, (truth.standby or 0.0) * scatter, 0.0)
    shape = np.where(off, 0.0, expected * scatter)
    working = (daily - hours.sum_by_day(resting)) / hours.sum_by_day(shape)
    return rounded(resting + shape * working[hours.day], 4)


def _record(meter: Meter, machine: DemoMachine, hours: Hours, consumption: Floats, pressure: Floats) -> Rows:
    """The meter's rows: what it measured, what was made up afterwards, and without what is missing."""
    made_up = _within(BACKFILLED, meter, hours)
    usual = consumption[: _FIRST_WEEKS * 7 * 24].mean()
    hum = usual * np.clip(0.8 + 0.016 * _random(meter, "hum", len(consumption)), 0.72, 0.88)
    shown = np.where(made_up, rounded(hum, 4), consumption)
    columns = {**_amounts(meter, shown), **_states(meter, hours, pressure)}
    kept = ~_within(MISSING, meter, hours)
    return Rows(
        METER_TABLES[meter.energy_source],
        machine,
        hours.starts[kept],
        {column: values[kept] for column, values in columns.items()},
        tuple(BACKFILL if row else REAL for row in made_up[kept]),
    )


def _amounts(meter: Meter, consumption: Floats) -> dict[str, Floats]:
    """Consumption and rate: what is used in an hour is the hour's mean rate as well."""
    return dict.fromkeys(CONSUMPTION_AND_RATE[meter.energy_source], consumption)


def _states(meter: Meter, hours: Hours, pressure: Floats) -> dict[str, Floats]:
    """What else such a meter shows. Only the line pressure of compressed air has to do with its consumption.

    No current: it would be the power once more, and a model that finds it has found nothing.
    """

    def around(mean: float, spread: float, column: str) -> Floats:
        return mean + spread * _random(meter, column, len(hours.starts))

    if meter.energy_source == ELECTRICITY:
        return {
            "voltage_v": rounded(around(400, 2, "voltage_v"), 2),
            "power_factor": rounded(np.clip(around(0.88, 0.015, "power_factor"), 0.8, 0.95), 4),
        }
    if meter.energy_source == NATURAL_GAS:
        winter = np.cos(2 * np.pi * (hours.starts / 86400 % 365.25 - 20) / 365.25)
        return {
            "pressure_bar": rounded(around(0.1, 0.004, "pressure_bar"), 3),
            "temperature_c": rounded(around(11, 0.4, "temperature_c") - 5 * winter, 2),
            "calorific_value_mj_m3": rounded(around(38.5, 0.15, "calorific_value_mj_m3"), 2),
        }
    if meter.energy_source == STEAM:
        bar = around(8, 0.15, "pressure_bar")
        return {
            "pressure_bar": rounded(bar, 3),
            "temperature_c": rounded(175.4 + 5.2 * (bar - 8), 2),
            "enthalpy_kj_kg": rounded(2773 + 3 * (bar - 8), 2),
            "quality_percent": rounded(np.clip(around(97, 0.6, "quality_percent"), 90, 100), 2),
        }
    return {"pressure_bar": pressure, "dewpoint_c": rounded(around(3, 0.5, "dewpoint_c"), 2)}


def _random(meter: Meter, what: str, n: int) -> Floats:
    """Standard normal numbers of one meter's own."""
    return random_stream(f"{what} of {meter.machine} {meter.energy_source}").standard_normal(n)


def _within(spans: tuple[Span, ...], meter: Meter, hours: Hours) -> NDArray[np.bool_]:
    inside = np.zeros(len(hours.starts), dtype=bool)
    for span in spans:
        if span.meter == meter:
            start, end = conditions.local_instant(span.start), conditions.local_instant(span.end)
            inside |= (hours.starts >= start) & (hours.starts < end)
    return inside
