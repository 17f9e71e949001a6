"""What the demo plant's machines live with, hour by hour: the weather, the air in the halls, the orders.

Random numbers come from numpy's legacy generator, whose streams never change from one numpy to the next, one stream a
quantity and always drawn from the first day on: a day has the same values whenever, and up to whichever day, the plant
is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zlib import crc32
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from skill_enms.demo.plant import (
    BOILER_1,
    COMPRESSOR_1,
    COMPRESSOR_EU_1,
    CONVEYOR_A,
    FIRST_DAY,
    HVAC_EU_NORTH,
    HVAC_MAIN,
    HYDRAULIC_PUMP_1,
    INJECTION_MOLDING_1,
    PARTS_PLANT,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

HOUR = 3600
"""Seconds between two readings of a simulated meter or sensor."""

FULL_DAY_OUTPUT: Mapping[str, float] = {
    COMPRESSOR_1.name: 18_000,
    COMPRESSOR_EU_1.name: 9_500,
    BOILER_1.name: 27_500,
    HVAC_MAIN.name: 18_000,
    HVAC_EU_NORTH.name: 9_500,
    CONVEYOR_A.name: 27_500,
    HYDRAULIC_PUMP_1.name: 6_000,
    INJECTION_MOLDING_1.name: 4_200,
}
"""Parts made on an ordinary weekday by the machine, or by the lines it serves."""

_SATURDAY_OUTPUT = 0.35
_BREAKS = (9, 12, 17, 19)
_FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (10, 3), (12, 24), (12, 25), (12, 26), (12, 31)})
_SUMMER_SHUTDOWN_WEEKS = (31, 32)
_CHRISTMAS_SHUTDOWN = 24


def random_stream(name: str) -> np.random.RandomState:
    """The random numbers of one named quantity."""
    return np.random.RandomState(crc32(name.encode()))


def rounded(values: Floats, digits: int) -> Floats:
    """As a meter or sensor shows them."""
    return np.round(values, digits).astype(np.float64)


@dataclass(frozen=True)
class Hours:
    """The hours of whole plant-local days, from `FIRST_DAY` on."""

    until: date
    """The day after the last one."""

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """The days."""
        return tuple(FIRST_DAY + timedelta(n) for n in range((self.until - FIRST_DAY).days))

    @cached_property
    def midnights(self) -> Ints:
        """Each day's first instant and the last day's end, in seconds since 1970 UTC."""
        return np.array([local_midnight(day) for day in (*self.dates, self.until)], np.int64)

    @cached_property
    def starts(self) -> Ints:
        """Each hour's first instant, in seconds since 1970 UTC."""
        return np.arange(self.midnights[0], self.midnights[-1], HOUR, dtype=np.int64)

    @cached_property
    def day(self) -> Ints:
        """Each hour's index in `dates`."""
        return np.searchsorted(self.midnights, self.starts, side="right").astype(np.int64) - 1

    @cached_property
    def hour_of_day(self) -> Ints:
        """Whole hours since the local midnight; 0 to 24 where the clocks go back."""
        return (self.starts - self.midnights[self.day]) // HOUR

    def sum_by_day(self, values: Floats) -> Floats:
        """Sum of an hourly series over each day."""
        return np.bincount(self.day, weights=values, minlength=len(self.dates)).astype(np.float64)


def local_instant(wall_time: datetime, time_zone: str = PARTS_PLANT.time_zone) -> int:
    """Seconds since 1970 UTC at a naive local time."""
    return int(wall_time.replace(tzinfo=ZoneInfo(time_zone)).timestamp())


def local_midnight(day: date) -> int:
    """Seconds since 1970 UTC at the start of a day of the parts plant."""
    return local_instant(datetime(day.year, day.month, day.day))


@dataclass(frozen=True, slots=True)
class Weather:
    """The site's weather by hour, one for all machines."""

    outdoor_temp_c: Floats
    """°C."""
    humidity: Floats
    """Relative, in per cent."""
    wind_speed: Floats
    """m/s."""


def weather(hours: Hours) -> Weather:
    """A temperate climate: 11 °C in the mean, warm spells above 18 °C in summer; wind that knows no season."""
    n_days, n_hours = len(hours.dates), len(hours.starts)
    day_of_year = np.array([day.timetuple().tm_yday for day in hours.dates])
    season = -np.cos(2 * np.pi * (day_of_year - 20) / 365.25)
    daily_mean = 10.8 + 9.8 * season + _wandering("weather", n_days, spread=3.6, memory=0.78)
    swing = (2.6 + 1.9 * season) * np.clip(random_stream("clouds").normal(1, 0.35, n_days), 0.2, 1.8)
    afternoon = np.cos(2 * np.pi * (hours.hour_of_day - 15) / 24)
    temperature = daily_mean[hours.day] + swing[hours.day] * afternoon
    temperature += random_stream("weather by hour").normal(0, 0.3, n_hours)
    wind = random_stream("wind").gamma(4.0, 0.95, n_days)[hours.day]
    wind *= 1 + 0.2 * np.clip(random_stream("gusts").standard_normal(n_hours), -3, 3)
    humidity = 74 - 1.1 * (temperature - 10) + _wandering("humidity", n_days, spread=7, memory=0.6)[hours.day]
    return Weather(rounded(temperature, 2), rounded(np.clip(humidity, 25, 100), 1), rounded(wind, 2))


def indoor_temperature(machine: str, hours: Hours, outdoor: Floats) -> Floats:
    """°C around one machine, by hour: it follows the weather damped, and the people at work warm it."""
    own = _wandering(f"indoor {machine}", len(hours.dates), spread=1.2, memory=0.5)[hours.day]
    return rounded(20.5 + 0.3 * (outdoor - 10) + 1.5 * at_work(hours) + own, 2)


def line_pressure(machine: str, hours: Hours) -> Floats:
    """bar in the compressed-air line behind one machine, by hour."""
    daily = 7.0 + _wandering(f"pressure {machine}", len(hours.dates), spread=0.25, memory=0.5)
    return rounded(daily[hours.day] + random_stream(f"strokes {machine}").normal(0, 0.03, len(hours.starts)), 3)


def activity(hours: Hours) -> Floats:
    """Each day's share of a full weekday's work: Saturdays short, Sundays, holidays and shutdowns none."""
    return np.array([_activity_on(day) for day in hours.dates])


def at_work(hours: Hours) -> NDArray[np.bool_]:
    """Each hour, whether somebody works in it: two shifts, one on Saturdays, and on days of rest those who clean."""
    share = activity(hours)[hours.day]
    begin = np.where(share > 0, 6, 8)
    end = np.where(share == 1, 22, np.where(share > 0, 14, 13))
    return np.asarray((hours.hour_of_day >= begin) & (hours.hour_of_day < end))


def production(machine: str, hours: Hours) -> Floats:
    """Parts by hour: two shifts on weekdays, one on Saturdays, orders that rise and fall with the weeks."""
    n_days = len(hours.dates)
    orders = 1 + _wandering("orders", n_days, spread=0.08, memory=0.9)
    line = 1 + np.clip(random_stream(f"line {machine}").normal(0, 0.09, n_days), -0.27, 0.27)
    share = activity(hours)
    shift = at_work(hours) * np.where(np.isin(hours.hour_of_day, _BREAKS), 0.75, 1.0)
    pace = shift * (1 + 0.05 * np.clip(random_stream(f"pace {machine}").standard_normal(len(shift)), -3, 3))
    daily = FULL_DAY_OUTPUT[machine] * share * orders * line
    return np.rint(pace * (daily / np.maximum(hours.sum_by_day(pace), 1e-9))[hours.day])


def _activity_on(day: date) -> float:
    christmas = day.month == 12 and day.day >= _CHRISTMAS_SHUTDOWN
    summer = day.isocalendar().week in _SUMMER_SHUTDOWN_WEEKS
    if day.weekday() == 6 or christmas or summer or (day.month, day.day) in _FIXED_HOLIDAYS:
        return 0.0
    return _SATURDAY_OUTPUT if day.weekday() == 5 else 1.0


def _wandering(name: str, n: int, *, spread: float, memory: float) -> Floats:
    """A first-order autoregression around zero with the standard deviation `spread`."""
    shocks = random_stream(name).normal(0, spread * np.sqrt(1 - memory**2), n)
    values, last = np.empty(n), 0.0
    for i, shock in enumerate(shocks):
        last = memory * last + shock
        values[i] = last
    return values
