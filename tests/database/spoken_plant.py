"""A small plant whose days are given as numbers, and somebody who talks to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import psycopg
from builder import PlantBuilder
from psycopg import sql
from sessions import Talk

from skill_enms.opening import Plant
from skill_enms.settings import Settings

START = date(2024, 1, 1)
HOURS = (0, 6, 12, 18)
"""Local hours of the readings of a day."""
TABLES = {
    "energy_kwh": "energy_readings",
    "power_kw": "energy_readings",
    "consumption_m3": "natural_gas_readings",
    "production_count": "production_data",
    "outdoor_temp_c": "environmental_data",
    "humidity": "environmental_data",
    "wind_speed": "environmental_data",
}
AMOUNTS = {"energy_kwh", "consumption_m3", "production_count"}
"""Columns of which a day's value is the sum of its readings."""


class SpokenPlant:
    """Machines with a few readings a day, so that each day's value is the number that was given."""

    def __init__(self, url: str, time_zone: str = "UTC", rule_set: str = "sep") -> None:
        self.rows = PlantBuilder(url)
        self.plant = Plant(Settings(database_url=url, rule_set=rule_set))
        self.time_zone = time_zone
        self._factory = self.rows.factory(timezone=time_zone)

    def close(self) -> None:
        self.plant.close()

    def machine(self, name: str, *energy_sources: str) -> str:
        """A machine that is an SEU of each of these energy sources."""
        machine = self.rows.machine(name, self._factory)
        for energy_source in energy_sources:
            self.rows.seu(name, energy_source, machine)
        return machine

    def write(
        self,
        machine: str,
        days: Mapping[str, Sequence[float]],
        *,
        start: date = START,
        data_source: str | None = "meter",
        hours: Sequence[int] = HOURS,
    ) -> None:
        """Readings of consecutive days; NaN days have none. Columns of one table go into the same rows."""
        zone = ZoneInfo(self.time_zone)
        for table in sorted({TABLES[column] for column in days}):
            columns = [column for column in days if TABLES[column] == table]
            statement = sql.SQL("COPY {} (time, machine_id, data_source, {}) FROM STDIN").format(
                sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
            )
            with psycopg.connect(self.rows.url) as connection, connection.cursor().copy(statement) as copy:
                for place in range(len(next(iter(days.values())))):
                    values = [float(days[column][place]) for column in columns]
                    if np.isnan(values).all():
                        continue
                    day = start + timedelta(place)
                    parts = [v / len(hours) if c in AMOUNTS else v for c, v in zip(columns, values, strict=True)]
                    for hour in hours:
                        instant = datetime(day.year, day.month, day.day, hour, tzinfo=zone)
                        copy.write_row((instant, machine, data_source, *parts))

    def talk(self) -> Talk:
        """Somebody who has just come in."""
        self.plant.refresh()
        return Talk(self.plant)


def noise(n: int, size: float, seed: int = 1) -> np.ndarray:
    """Independent errors of that standard deviation."""
    return np.random.default_rng(seed).normal(scale=size, size=n)


def seasons(n: int) -> np.ndarray:
    """Daily mean temperatures of a temperate year that begins in winter, °C."""
    return 10 - 12 * np.cos(2 * np.pi * np.arange(n) / 366) + noise(n, 2.0, seed=7)


def production(n: int) -> np.ndarray:
    """Parts a day: fewer at weekends."""
    weekday = np.array([(START + timedelta(i)).isoweekday() < 6 for i in range(n)])
    return np.round(np.where(weekday, 5000, 1500) + noise(n, 400, seed=5))
