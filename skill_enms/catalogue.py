"""What a plant has, as its database says: machines, energy sources, SEUs and the features that may drive them.

The names in here are the database's own spelling. Nothing in the code knows one of them beforehand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from skill_enms.reasons import Reason

Aggregate = Literal["SUM", "AVG", "MIN", "MAX", "COUNT", "CUSTOM"]
"""How a day's readings become the day's value. CUSTOM: `Feature.kind` and `Feature.parameters` say how."""

Kind = Literal["column", "degree_days", "hours_above", "calendar"]
"""What a feature is made of: a column's aggregate, degree days, hours above a threshold, or the calendar alone."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view that information_schema lists."""

    schema: str
    """Its schema, `public` for most."""
    name: str
    """Its name, without the schema."""

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of values that information_schema lists, in a table that has `time`."""

    table: Table
    """Where it stands."""
    name: str
    """Its name."""
    filter_column: str | None = None
    """A column that tells the energies of a shared readings table apart; null where the table has one meter only."""
    filter_value: str | None = None
    """The value of `filter_column` that belongs to this column's energy source."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows of a table with readings are told apart, and by which indexes they can be found."""

    table: Table
    """The table or view."""
    types: Mapping[str, str] = field(default_factory=dict)
    """Column → SQL type, for every column that we may read."""
    machine_column: str | None = None
    """Column with the machine's key; None where rows belong to a whole site."""
    site_column: str | None = None
    """Column with the site's key; None where rows belong to machines, or to everything there is."""
    source_column: str | None = None
    """Column that says where a reading comes from; None where the table has none, and all readings are "unknown"."""
    indexes: tuple[tuple[str, ...], ...] = ()
    """Leading columns of each index, in its order."""
    unique_instants: bool = False
    """Whether an index forbids two readings of a machine (and energy) at one instant."""


@dataclass(frozen=True, slots=True)
class Meter:
    """Where an energy source's readings are, and which of their columns plays which role."""

    consumption: Column
    """The amount used in each reading's interval, in the energy source's unit; summed. The regression's target."""
    rate: Column | None = None
    """The momentary rate (power, flow): the consumption in another form, so it leaks as a driver."""
    quality: Column | None = None
    """A state of the medium (pressure, power factor); no leak."""


@dataclass(frozen=True, slots=True)
class EnergySource:
    """One row of `energy_sources`."""

    id: str
    """Its primary key, as text."""
    name: str
    """The database's name for it."""
    unit: str
    """Native unit of its consumption (kWh, m³, kg, Nm³, …); empty where the row gives none."""
    cost_per_unit: float | None = None
    """Money per unit, in the plant's own currency."""
    carbon_intensity: float | None = None
    """kg CO₂ per unit."""
    spoken_names: tuple[str, ...] = ()
    """Further names that people say for it."""
    meter: Meter | None = None
    """Its readings; null where neither the row nor the convention leads to a table that exists."""


@dataclass(frozen=True, slots=True)
class Machine:
    """One row of `machines`."""

    id: str
    """Its primary key, as text."""
    name: str
    """The database's name for it."""
    site_id: str | None = None
    """Key of the site (factory) where it stands, as text; None where the database knows no sites."""


@dataclass(frozen=True, slots=True)
class Seu:
    """A significant energy use: one or several machines × one energy source; one row of `seus`."""

    id: str
    """Its primary key, as text."""
    name: str
    """The database's name for it. Several SEUs may share one, each with another energy source."""
    energy_source: str
    """`EnergySource.name`."""
    machine_ids: tuple[str, ...]
    """The machines whose consumption is summed."""
    machine_names: tuple[str, ...] = ()
    """Their names, in the order of `machine_ids`."""
    time_zone: str = "UTC"
    """IANA zone of the plant-local days: the factory's, else the `timezone` setting, else UTC."""
    spoken_names: tuple[str, ...] = ()
    """Further names that people say for it."""
    drivers: tuple[str, ...] = ()
    """Features of its active baseline (`seus.feature_columns`); empty before the first training."""


@dataclass(frozen=True, slots=True)
class Feature:
    """A column of daily values that an energy source's SEUs may be explained by."""

    name: str
    """The database's name for it, unique within its energy source."""
    energy_source: str
    """`EnergySource.name` of the source that offers it."""
    aggregate: Aggregate
    """How the day's readings become the day's value."""
    kind: Kind = "column"
    """What it is made of."""
    column: Column | None = None
    """What is read; null for kinds that read nothing (the calendar)."""
    parameters: Mapping[str, object] = field(default_factory=dict)
    """The kind's parameters: `direction` and `base` of degree days, `threshold`, `days`; and `expected_sign`."""
    spoken_names: tuple[str, ...] = ()
    """Further names that people say for it."""
    description: str = ""
    """The row's own description."""
    is_driver: bool = True
    """False for the target itself and for whatever a row excludes from regressions."""
    leaks: bool = False
    """True where it is the meter's own consumption or rate in another form, and so explains it by itself."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything above, read at one moment."""

    machines: tuple[Machine, ...] = ()
    """All machines."""
    energy_sources: tuple[EnergySource, ...] = ()
    """All energy sources."""
    seus: tuple[Seu, ...] = ()
    """All SEUs."""
    features: tuple[Feature, ...] = ()
    """All features of all energy sources."""
    layouts: tuple[Layout, ...] = ()
    """Every table that a meter or a feature is read from."""
    problems: tuple[Reason, ...] = ()
    """Rows that could not be used (a table that doesn't exist, …), each with a code of `PROBLEMS` and what it names."""

    def layout(self, table: Table) -> Layout:
        """How that table's rows are told apart; KeyError where no meter and no feature is read from it."""
        for layout in self.layouts:
            if layout.table == table:
                return layout
        raise KeyError(table)

    def energy_source(self, name: str) -> EnergySource:
        """The energy source of that exact name; KeyError where there is none."""
        for source in self.energy_sources:
            if source.name == name:
                return source
        raise KeyError(name)

    def features_of(self, energy_source: str) -> tuple[Feature, ...]:
        """The features that may drive this energy source's SEUs, in the catalogue's order."""
        return tuple(f for f in self.features if f.energy_source == energy_source and f.is_driver)

    def feature(self, energy_source: str, name: str) -> Feature:
        """The feature of that exact name, driver or not; KeyError where there is none."""
        for feature in self.features:
            if feature.energy_source == energy_source and feature.name == name:
                return feature
        raise KeyError(name)

    def seus_of(self, energy_source: str) -> tuple[Seu, ...]:
        """The SEUs of one energy source."""
        return tuple(seu for seu in self.seus if seu.energy_source == energy_source)
