"""The simulated plant's rows as daily series, worked out apart from the code that made them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from skill_enms.demo.conditions import Floats, Hours
from skill_enms.demo.meters import ENVIRONMENT_TABLE, METER_TABLES, PRODUCTION_TABLE, Rows, simulated_rows
from skill_enms.demo.plant import COMPRESSED_AIR, ELECTRICITY, DemoMachine, DemoSeu
from skill_enms.demo.truth import DEGREE_DAY_BASE

CONSUMPTION = ("energy_kwh", "consumption_m3", "consumption_kg")


@dataclass(frozen=True)
class Days:
    """The daily series that a baseline would be trained on, worked out from the rows alone."""

    hours: Hours
    rows: Mapping[tuple[str, str], Rows]

    def consumption(self, seu: DemoSeu) -> tuple[Floats, Floats]:
        """Each day's consumption of the SEU, and whether every hour of it is there and real."""
        total, good = np.zeros(len(self.hours.dates)), np.ones(len(self.hours.dates), dtype=bool)
        for machine in seu.machines:
            rows = self.rows[machine.name, METER_TABLES[seu.energy_source]]
            column = next(name for name in CONSUMPTION if name in rows.values)
            total += self.sum_by_day(rows, rows.values[column])
            real = np.array([origin != "backfill" for origin in rows.data_source], dtype=float)
            good &= self.sum_by_day(rows, real) == self.hours.sum_by_day(np.ones(len(self.hours.starts)))
        return total, good

    def feature(self, machine: DemoMachine, name: str) -> Floats:
        """Each day's value of a feature."""
        if name == "weekend":
            return np.array([float(day.weekday() >= 5) for day in self.hours.dates])
        table, column = {
            "production_count": (PRODUCTION_TABLE, "production_count"),
            "electricity_kwh": (METER_TABLES[ELECTRICITY], "energy_kwh"),
            "pressure_bar": (METER_TABLES[COMPRESSED_AIR], "pressure_bar"),
            "ambient_temp_c": (ENVIRONMENT_TABLE, "indoor_temp_c"),
            "wind_speed": (ENVIRONMENT_TABLE, "wind_speed"),
        }.get(name, (ENVIRONMENT_TABLE, "outdoor_temp_c"))
        rows = self.rows[machine.name, table]
        values = rows.values[column]
        if name == "heating_degree_days":
            values = np.maximum(DEGREE_DAY_BASE - values, 0)
        elif name == "cooling_degree_days":
            values = np.maximum(values - DEGREE_DAY_BASE, 0)
        elif name in {"production_count", "electricity_kwh"}:
            return self.sum_by_day(rows, values)
        return self.sum_by_day(rows, values) / self.sum_by_day(rows, np.ones(len(values)))

    def in_period(self, start: date, end: date) -> np.ndarray:
        return np.array([start <= day < end for day in self.hours.dates])

    def sum_by_day(self, rows: Rows, values: Floats) -> Floats:
        day = np.searchsorted(self.hours.midnights, rows.time, side="right") - 1
        return np.bincount(day, weights=values, minlength=len(self.hours.dates)).astype(np.float64)


def make_days(until: date) -> Days:
    """The plant up to that day."""
    hours = Hours(until)
    return Days(hours, {(rows.machine.name, rows.table): rows for rows in simulated_rows(hours)})
