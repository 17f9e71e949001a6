"""What the demo plant consists of: its factories, machines, SEUs, and what is wrong with some of its readings.

Everything here is data. Ids are derived from the names, so that the plant is recognised wherever it was loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

FIRST_DAY = date(2024, 1, 1)
"""First plant-local day of the simulated machines' readings."""

_NAMESPACE = UUID("5b1d8a52-64a0-4f5c-9e0e-2d3c0f4b7a10")


def demo_id(kind: str, name: str) -> UUID:
    """The id of a row of the demo plant, the same in every database."""
    return uuid5(_NAMESPACE, f"{kind}/{name}")


@dataclass(frozen=True, slots=True)
class DemoFactory:
    """One row of `factories`."""

    name: str
    """Its name."""
    time_zone: str
    """IANA zone of its days."""

    @property
    def id(self) -> UUID:
        """Its primary key."""
        return demo_id("factory", self.name)


@dataclass(frozen=True, slots=True)
class DemoMachine:
    """One row of `machines`."""

    name: str
    """Its name."""
    factory: DemoFactory
    """Where it stands."""

    @property
    def id(self) -> UUID:
        """Its primary key."""
        return demo_id("machine", self.name)


@dataclass(frozen=True, slots=True)
class DemoSeu:
    """One row of `seus`."""

    name: str
    """Its name; an SEU of one machine is called like the machine."""
    energy_source: str
    """`energy_sources.name`."""
    machines: tuple[DemoMachine, ...]
    """The machines whose consumption is summed."""
    spoken_names: tuple[str, ...] = ()
    """Further names that people say for it."""

    @property
    def id(self) -> UUID:
        """Its primary key."""
        return demo_id("seu", f"{self.name}/{self.energy_source}")


@dataclass(frozen=True, slots=True)
class Meter:
    """One machine's meter of one energy source."""

    machine: str
    """`DemoMachine.name`."""
    energy_source: str
    """`energy_sources.name`."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one meter's readings, half open, in the factory's local time."""

    meter: Meter
    """Whose readings."""
    start: datetime
    """Local time of the first reading in it."""
    end: datetime
    """Local time of the first reading after it."""
    why: str
    """What happened."""


ELECTRICITY = "electricity"
NATURAL_GAS = "natural_gas"
STEAM = "steam"
COMPRESSED_AIR = "compressed_air"

PARTS_PLANT = DemoFactory("Demo Parts Plant", "Europe/Berlin")
STEEL_PLANT = DemoFactory("Demo Steel Plant", "Asia/Seoul")
FACTORIES = (PARTS_PLANT, STEEL_PLANT)

COMPRESSOR_1 = DemoMachine("Compressor-1", PARTS_PLANT)
COMPRESSOR_EU_1 = DemoMachine("Compressor-EU-1", PARTS_PLANT)
BOILER_1 = DemoMachine("Boiler-1", PARTS_PLANT)
HVAC_MAIN = DemoMachine("HVAC-Main", PARTS_PLANT)
HVAC_EU_NORTH = DemoMachine("HVAC-EU-North", PARTS_PLANT)
CONVEYOR_A = DemoMachine("Conveyor-A", PARTS_PLANT)
HYDRAULIC_PUMP_1 = DemoMachine("Hydraulic-Pump-1", PARTS_PLANT)
INJECTION_MOLDING_1 = DemoMachine("Injection-Molding-1", PARTS_PLANT)
SIMULATED_MACHINES = (
    COMPRESSOR_1,
    COMPRESSOR_EU_1,
    BOILER_1,
    HVAC_MAIN,
    HVAC_EU_NORTH,
    CONVEYOR_A,
    HYDRAULIC_PUMP_1,
    INJECTION_MOLDING_1,
)
STEEL_WORKS = DemoMachine("Steel-Works", STEEL_PLANT)
MACHINES = (*SIMULATED_MACHINES, STEEL_WORKS)

SEUS = (
    *(DemoSeu(machine.name, ELECTRICITY, (machine,)) for machine in SIMULATED_MACHINES),
    DemoSeu(BOILER_1.name, NATURAL_GAS, (BOILER_1,)),
    DemoSeu(BOILER_1.name, STEAM, (BOILER_1,)),
    DemoSeu(COMPRESSOR_1.name, COMPRESSED_AIR, (COMPRESSOR_1,)),
    DemoSeu("Building-Climate", ELECTRICITY, (HVAC_MAIN, HVAC_EU_NORTH)),
    DemoSeu(STEEL_WORKS.name, ELECTRICITY, (STEEL_WORKS,), spoken_names=("steelworks", "steel mill")),
)
"""Every SEU. Compressor-1 and Boiler-1 have several energy sources; Building-Climate has two machines."""

BACKFILLED = (
    Span(
        Meter(HYDRAULIC_PUMP_1.name, ELECTRICITY),
        datetime(2024, 1, 1),
        datetime(2024, 2, 26),
        "the meter was put in on 26 February 2024; a script made up the weeks before",
    ),
    Span(
        Meter(COMPRESSOR_1.name, ELECTRICITY),
        datetime(2025, 8, 4),
        datetime(2025, 8, 18),
        "the logger was away for repair; a script made up the two weeks",
    ),
)
"""Readings flagged `backfill`: an even hum that knows nothing of production or weather."""

MISSING = (
    Span(
        Meter(COMPRESSOR_EU_1.name, ELECTRICITY),
        datetime(2024, 3, 12, 10),
        datetime(2024, 3, 15, 9),
        "the network was down",
    ),
    Span(
        Meter(BOILER_1.name, NATURAL_GAS),
        datetime(2024, 6, 5),
        datetime(2024, 6, 6),
        "the meter was calibrated",
    ),
    Span(
        Meter(BOILER_1.name, NATURAL_GAS),
        datetime(2024, 11, 18, 9),
        datetime(2024, 11, 18, 14),
        "the gateway was restarted",
    ),
    Span(
        Meter(CONVEYOR_A.name, ELECTRICITY),
        datetime(2024, 7, 22, 14),
        datetime(2024, 7, 22, 20),
        "the switchboard was serviced",
    ),
    Span(
        Meter(INJECTION_MOLDING_1.name, ELECTRICITY),
        datetime(2025, 1, 27),
        datetime(2025, 1, 30),
        "the meter's clock had stopped",
    ),
)
"""Readings that are not there. Compressor-1 and the weather lack none."""
