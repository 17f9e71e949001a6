"""The physics behind the simulated meters: what a perfect baseline of the demo plant would say.

A day's consumption is `intercept + Σ coefficient × the day's feature + noise`, exactly so on days of 24 hours; on the
two days a year when clocks change, what is not production or energy counts 23 or 25 twenty-fourths. The noise is
normal, independent from day to day and clipped at three standard deviations, so ordinary least squares with these very
features is the right model, and its confidence intervals hold.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from skill_enms.demo.plant import (
    BOILER_1,
    COMPRESSED_AIR,
    COMPRESSOR_1,
    COMPRESSOR_EU_1,
    CONVEYOR_A,
    ELECTRICITY,
    HVAC_EU_NORTH,
    HVAC_MAIN,
    HYDRAULIC_PUMP_1,
    INJECTION_MOLDING_1,
    NATURAL_GAS,
    STEAM,
    DemoSeu,
    Meter,
)

DEGREE_DAY_BASE = 18.0
"""Base temperature of heating and cooling degree days, in °C."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to a machine: from then on it uses more or less than its physics says."""

    start: date
    """First day of it."""
    end: date | None
    """The day after its last; None where it lasts."""
    per_day: float
    """What it adds to a day's consumption, in the energy source's unit."""
    why: str
    """What happened."""


@dataclass(frozen=True, slots=True)
class Truth:
    """How one meter's consumption of a day comes about, in the energy source's unit."""

    intercept: float
    """Consumption of a day on which every feature is zero."""
    coefficients: Mapping[str, float]
    """Feature → what one unit of its daily value adds."""
    noise: float
    """Standard deviation of what the features don't explain."""
    changes: tuple[Change, ...] = ()
    """What happened to it; nothing before 2025."""
    standby: float | None = None
    """Consumption in an hour outside working hours, where the machine is then switched off; a day's sum is the same."""


TRUTHS: Mapping[Meter, Truth] = {
    Meter(COMPRESSOR_1.name, ELECTRICITY): Truth(380, {"production_count": 0.042, "outdoor_temp_c": 4.5}, noise=90),
    Meter(COMPRESSOR_1.name, COMPRESSED_AIR): Truth(
        7000, {"electricity_kwh": 8.6, "pressure_bar": -850, "ambient_temp_c": -45}, noise=450
    ),
    Meter(COMPRESSOR_EU_1.name, ELECTRICITY): Truth(
        260,
        {"production_count": 0.055, "outdoor_temp_c": 3.2},
        noise=60,
        changes=(Change(date(2025, 3, 17), date(2025, 9, 15), 68, "a leak in the ring main, found and mended"),),
    ),
    Meter(BOILER_1.name, NATURAL_GAS): Truth(
        80, {"heating_degree_days": 13.5, "wind_speed": 4.2, "production_count": 0.0012}, noise=14
    ),
    Meter(BOILER_1.name, STEAM): Truth(480, {"production_count": 0.016, "heating_degree_days": 30}, noise=70),
    Meter(BOILER_1.name, ELECTRICITY): Truth(62, {"production_count": 0.0011, "heating_degree_days": 1.9}, noise=6),
    Meter(HVAC_MAIN.name, ELECTRICITY): Truth(
        210, {"cooling_degree_days": 17, "heating_degree_days": 5.2, "weekend": -70}, noise=18
    ),
    Meter(HVAC_EU_NORTH.name, ELECTRICITY): Truth(
        130, {"cooling_degree_days": 9, "heating_degree_days": 4.4, "weekend": -40}, noise=11
    ),
    Meter(CONVEYOR_A.name, ELECTRICITY): Truth(75, {"production_count": 0.0105}, noise=22, standby=0.3),
    Meter(HYDRAULIC_PUMP_1.name, ELECTRICITY): Truth(
        95,
        {"production_count": 0.031, "outdoor_temp_c": -1.1},
        noise=15,
        changes=(Change(date(2025, 5, 5), None, -26, "a variable-speed drive was put in"),),
    ),
    Meter(INJECTION_MOLDING_1.name, ELECTRICITY): Truth(
        160, {"production_count": 0.118, "outdoor_temp_c": 2.6}, noise=42, standby=0.6
    ),
}
"""Every simulated meter's physics."""


def truth_of(seu: DemoSeu) -> Truth:
    """The physics of an SEU: its machines' summed.

    Summing coefficients is right only because machines that share an SEU here share their features' daily values
    (weather and calendar). KeyError for an SEU whose readings are real: nobody knows its truth.
    """
    meters = [TRUTHS[Meter(machine.name, seu.energy_source)] for machine in seu.machines]
    features = dict.fromkeys(feature for meter in meters for feature in meter.coefficients)
    return Truth(
        intercept=sum(meter.intercept for meter in meters),
        coefficients={f: sum(meter.coefficients.get(f, 0.0) for meter in meters) for f in features},
        noise=math.hypot(*(meter.noise for meter in meters)),
        changes=tuple(change for meter in meters for change in meter.changes),
    )
