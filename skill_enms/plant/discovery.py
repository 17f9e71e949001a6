"""The catalogue from the plant's own metadata: nothing about an energy source, a machine or a feature is known before.

A row that can't be used is left out, and why is said in `Catalogue.problems`; the rest goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from skill_enms.catalogue import Catalogue, EnergySource, Layout, Machine, Seu, Table
from skill_enms.plant.database import Connection
from skill_enms.plant.definitions import Definitions, Metadata, Row, names_in, read_definitions, read_rows
from skill_enms.plant.features import find_features
from skill_enms.plant.meters import MeterFinder
from skill_enms.plant.schema import Relation, read_schema
from skill_enms.reasons import Reason, Refused
from skill_enms.terms import features_named

_logger = logging.getLogger(__name__)

MACHINE_COLUMN = "machine_id"
SOURCE_COLUMN = "data_source"


def read_catalogue(connection: Connection, default_time_zone: str) -> Catalogue:
    """What the plant has, as its database says now.

    `default_time_zone`: IANA zone of the plant where its factories' rows name none. Raises
    `Refused("database_not_prepared")` where the tables of energy sources, machines and SEUs aren't there.
    """
    schema = read_schema(connection)
    definitions = read_definitions(connection, schema)
    core = {name: schema.find(name) for name in ("energy_sources", "machines", "seus", "energy_source_features")}
    if core["energy_sources"] is None or core["machines"] is None or core["seus"] is None:
        raise Refused("database_not_prepared")
    rows = {name: read_rows(connection, relation.table) if relation else [] for name, relation in core.items()}
    metadata = Metadata(connection, schema, definitions)

    sites = _Sites.read(metadata, core["machines"], default_time_zone)
    machines = tuple(
        Machine(str(row["id"]), str(row.get("name") or row["id"]), sites.site_of(row))
        for row in sorted(rows["machines"], key=lambda row: str(row.get("name")))
    )
    source_rows = [row for row in rows["energy_sources"] if row.get("name") and row.get("is_active") is not False]
    finder = MeterFinder(metadata)
    sources = _energy_sources(finder, definitions, source_rows)
    results = list(_seus(rows["seus"], sources, {machine.id: machine for machine in machines}, sites, definitions))
    seus = tuple(result for result in results if isinstance(result, Seu))
    odd_seus = [result for result in results if isinstance(result, Reason)]
    features, odd_features = find_features(metadata, sources, rows["energy_source_features"], sites.layout_of)
    problems = (*sites.problems, *finder.problems, *odd_seus, *odd_features)
    read = {column.table for source in sources.values() if source.meter for column in (source.meter.consumption,)}
    read |= {feature.column.table for feature in features if feature.column}
    layouts = tuple(sites.layout_of(schema.relations[table]) for table in sorted(read, key=str))
    catalogue = Catalogue(machines, tuple(sources.values()), seus, features, layouts=layouts, problems=problems)
    for problem in catalogue.problems:
        _logger.debug("left out of the catalogue: %s %s", problem.code, dict(problem.data))
    return catalogue


@dataclass(frozen=True, slots=True)
class _Sites:
    """Which site a machine stands on, which time zone that has, and how tables refer to both."""

    machines: Table
    """The table of machines."""
    table: Table | None
    """The table of sites."""
    column: str | None
    """The machines' column that points to it."""
    zones: Mapping[str, str]
    """Site's key → IANA zone, where its row names a valid one."""
    default_time_zone: str
    """For the others."""
    problems: tuple[Reason, ...]
    """Zones that aren't any."""

    @classmethod
    def read(cls, metadata: Metadata, machines: Relation, default_time_zone: str) -> _Sites:
        """The sites that machines refer to."""
        schema, definitions = metadata.schema, metadata.definitions
        names = ("timezone", *definitions.aliases.get(("factories", "timezone"), ()))
        known = schema.find("factories")
        column, table = next(
            (
                (column, target)
                for column, target in machines.references.items()
                if (known and target == known.table) or any(name in schema.relations[target].types for name in names)
            ),
            ("factory_id" if known and "factory_id" in machines.types else None, known.table if known else None),
        )
        zones: dict[str, str] = {}
        problems = []
        for row in read_rows(metadata.connection, table) if table and column else []:
            zone = definitions.cell("factories", "timezone", row)
            if zone and _is_zone(zone):
                zones[str(row.get("id"))] = zone
            elif zone:
                problems.append(Reason("unknown_time_zone", {"factory": row.get("name"), "time_zone": zone}))
        return cls(machines.table, table, column, zones, default_time_zone, tuple(problems))

    def site_of(self, machine_row: Row) -> str | None:
        """The key of the site that a machine stands on."""
        key = machine_row.get(self.column) if self.column else None
        return None if key is None else str(key)

    def time_zone(self, machines: Sequence[Machine]) -> str:
        """The zone of the first machine whose site has one."""
        zones = (self.zones.get(machine.site_id) for machine in machines if machine.site_id)
        return next((zone for zone in zones if zone), self.default_time_zone)

    def layout_of(self, relation: Relation) -> Layout:
        """How the rows of a table with readings are told apart."""
        machine = MACHINE_COLUMN if MACHINE_COLUMN in relation.types else None
        machine = machine or next((c for c, target in relation.references.items() if target == self.machines), None)
        site = next((c for c, target in relation.references.items() if self.table and target == self.table), None)
        site = site or (self.column if self.column in relation.types else None)
        source = SOURCE_COLUMN if SOURCE_COLUMN in relation.types else None
        return Layout(
            relation.table,
            relation.types,
            machine,
            None if machine else site,
            source,
            relation.indexes,
            any("time" in key for key in relation.unique_keys),
        )


def _is_zone(name: object) -> bool:
    try:
        ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _energy_sources(finder: MeterFinder, definitions: Definitions, rows: Sequence[Row]) -> dict[str, EnergySource]:
    """Key → energy source."""
    known = {str(row["id"]): str(row["name"]) for row in rows}
    sources = {}
    for row in sorted(rows, key=lambda row: str(row["name"])):
        key, name = str(row["id"]), str(row["name"])
        unit = str(definitions.cell("energy_sources", "unit", row) or "")
        sources[key] = EnergySource(
            key,
            name,
            unit,
            _number(definitions.cell("energy_sources", "cost_per_unit", row)),
            _number(definitions.cell("energy_sources", "carbon_intensity", row)),
            names_in(row.get("spoken_names")),
            finder.find(name, key, unit, row, known),
        )
    return sources


def _seus(
    rows: Sequence[Row],
    sources: Mapping[str, EnergySource],
    machines: Mapping[str, Machine],
    sites: _Sites,
    definitions: Definitions,
) -> Iterator[Seu | Reason]:
    """An SEU for each row that can be one, the reason for each that can't."""
    by_name = {source.name: source for source in sources.values()}
    for row in sorted(rows, key=lambda row: (str(row.get("name")), str(row["id"]))):
        if row.get("is_active") is False or not row.get("name"):
            continue
        source = sources.get(str(row.get("energy_source_id"))) or by_name.get(str(row.get("energy_source")))
        if source is None:
            yield Reason("seu_without_known_source", {"seu": row["name"]})
            continue
        stated = definitions.cell("seus", "machine_ids", row)
        keys = [str(key) for key in (stated if isinstance(stated, list) else [stated]) if key is not None]
        if not keys:
            yield Reason("seu_without_machines", {"seu": row["name"], "energy_source": source.name})
            continue
        own = [machines.get(key, Machine(key, key)) for key in dict.fromkeys(keys)]
        yield Seu(
            str(row["id"]),
            str(row["name"]),
            source.name,
            tuple(machine.id for machine in own),
            tuple(machine.name for machine in own),
            sites.time_zone(own),
            (*names_in(row.get("spoken_names")), *definitions.seu_spoken_names.get(str(row["id"]), ())),
            features_named(names_in(row.get("feature_columns"))),
        )


def _number(cell: object) -> float | None:
    try:
        return None if cell is None else float(str(cell))
    except ValueError:
        return None
