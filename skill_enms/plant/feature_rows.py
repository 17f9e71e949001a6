"""A row of `energy_source_features` → a feature, or why it can't be one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from skill_enms.catalogue import Aggregate, Column, EnergySource, Feature, Meter
from skill_enms.plant.definitions import CustomKind, Definitions, Row, names_in
from skill_enms.plant.kinds import ParameterInvalid, kind_of, parameters_of
from skill_enms.plant.schema import NUMERIC_TYPES, TEXT_TYPES, Relation, Schema, is_ours
from skill_enms.reasons import Reason

_AGGREGATES: Mapping[str, Aggregate] = {
    "SUM": "SUM",
    "TOTAL": "SUM",
    "AVG": "AVG",
    "AVERAGE": "AVG",
    "MEAN": "AVG",
    "MIN": "MIN",
    "MAX": "MAX",
    "COUNT": "COUNT",
    "CUSTOM": "CUSTOM",
}
VALUE_TYPES = NUMERIC_TYPES | TEXT_TYPES | {"boolean"}
"""Types that a named column may have: a boolean counts as 0 or 1, a text as the number it spells."""


class Unusable(Exception):
    """A features row that can't be used, and why."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


@dataclass(frozen=True, slots=True)
class Ground:
    """What features are made from."""

    schema: Schema
    """All tables."""
    definitions: Definitions
    """Our own tables of definitions."""
    sources: Mapping[str, EnergySource]
    """Key → energy source."""
    driver_tables: Sequence[Relation]
    """Tables of values over time that are nobody's meter, those on the search path first."""

    def driver_column(self, names: Sequence[str]) -> Column | None:
        """The first of these columns that a driver table has."""
        for name in names:
            for relation in self.driver_tables:
                if relation.types.get(name) in NUMERIC_TYPES:
                    return Column(relation.table, name)
        return None

    def meters_in(self, relation: Relation) -> list[Meter]:
        """The meters whose readings stand in that table."""
        meters = (source.meter for source in self.sources.values() if source.meter)
        return [meter for meter in meters if meter.consumption.table == relation.table]


def features_from_rows(ground: Ground, rows: Sequence[Row]) -> Iterator[Feature | Reason]:
    """A feature for each row that can be used, the reason for each that can't."""
    for row in rows:
        source = ground.sources.get(str(row.get("energy_source_id")))
        if source is None or not row.get("feature_name") or row.get("is_active") is False:
            continue
        try:
            yield _feature(ground, source, row)
        except Unusable as unusable:
            yield Reason(unusable.code, {"energy_source": source.name, "feature": row["feature_name"], **unusable.data})


def derived_column(ground: Ground, source: EnergySource, kind: CustomKind) -> Column | None:
    """What a kind reads for this energy source where no row says; None where there is no such column."""
    if found := ground.driver_column(kind.source_columns):
        return found
    if kind.source_role is None or source.meter is None:
        return None
    return {"rate": source.meter.rate or source.meter.consumption, "quality": source.meter.quality}.get(
        kind.source_role, source.meter.consumption
    )


def leaks(ground: Ground, source: EnergySource, column: Column | None) -> bool:
    """Whether a column is the meter's own consumption or rate, so that what derives from it explains it by itself."""
    if column is None or source.meter is None:
        return False
    own = source.meter.consumption
    if (column.table, column.filter_value) != (own.table, own.filter_value):
        return False
    roles = {own.name} | ({source.meter.rate.name} if source.meter.rate else set())
    state = source.meter.quality is not None and column.name == source.meter.quality.name
    return column.name in roles or (not state and bool(ground.definitions.rates.match(column.name)))


def _feature(ground: Ground, source: EnergySource, row: Row) -> Feature:
    name = str(row["feature_name"])
    stated = str(row.get("aggregation_function") or "").strip().upper()
    registered = ground.definitions.kinds.get(name)
    parameters = row.get("parameters")
    custom = stated == "CUSTOM" or (isinstance(parameters, Mapping) and parameters.get("kind") not in {None, "column"})
    spoken = names_in(row.get("spoken_names")) or (registered.spoken_names if registered and custom else ())
    regression = row.get("is_regression_feature") is not False
    description = str(row.get("description") or "")
    if custom:
        kind = kind_of(row, registered)
        if kind is None:
            raise Unusable("feature_kind_unknown")
        column = None if kind == "calendar" else _custom_column(ground, source, row, registered)
        return Feature(
            name,
            source.name,
            "CUSTOM",
            kind,
            column,
            _checked(kind, row, registered),
            spoken,
            description,
            regression,
            leaks(ground, source, column),
        )
    column = _column(ground, source, row)
    if stated and stated not in _AGGREGATES:
        raise Unusable("feature_aggregate_unknown", aggregate=stated[:40])
    aggregate = _AGGREGATES.get(stated) or ("SUM" if ground.definitions.amounts.match(column.name) else "AVG")
    is_target = source.meter is not None and column == source.meter.consumption and aggregate == "SUM"
    return Feature(
        name,
        source.name,
        aggregate,
        "column",
        column,
        _checked("column", row, None),
        spoken,
        description,
        regression and not is_target,
        leaks(ground, source, column),
    )


def _checked(kind: str, row: Row, registered: CustomKind | None) -> Mapping[str, object]:
    try:
        return parameters_of(kind, row, registered)  # type: ignore[arg-type]  # every Kind comes as itself
    except ParameterInvalid as invalid:
        raise Unusable("feature_parameters_invalid", parameter=str(invalid)) from None


def _custom_column(ground: Ground, source: EnergySource, row: Row, registered: CustomKind | None) -> Column:
    """What a CUSTOM feature reads: its row's column, else what is registered for its name."""
    try:
        return _column(ground, source, row)
    except Unusable as unusable:
        if unusable.code == "feature_table_missing" and row.get("source_table"):
            raise
        if unusable.code == "feature_column_missing" and row.get("source_column"):
            raise
        column = derived_column(ground, source, registered) if registered else None
        if column is None:
            raise
        return column


def _column(ground: Ground, source: EnergySource, row: Row) -> Column:
    """The column that a row names, with what selects an energy's rows where several share its table."""
    table, name = str(row.get("source_table") or ""), str(row.get("source_column") or "")
    relation = ground.schema.find(table) if table else None
    if relation is None or is_ours(relation.table):
        raise Unusable("feature_table_missing", table=table)
    if not relation.has_time:
        raise Unusable("feature_table_without_time", table=str(relation.table))
    if name not in relation.types:
        raise Unusable("feature_column_missing", table=str(relation.table), column=name)
    if relation.types[name] not in VALUE_TYPES:
        raise Unusable("feature_not_numeric", table=str(relation.table), column=name)
    meter = _meter_of(ground, source, relation, row)
    if meter is None:
        return Column(relation.table, name)
    return Column(relation.table, name, meter.consumption.filter_column, meter.consumption.filter_value)


def _meter_of(ground: Ground, source: EnergySource, relation: Relation, row: Row) -> Meter | None:
    """Whose rows of a readings table a feature means: the energy source its row or its name says, else its own.

    None where the table is no meter's. Raises `Unusable` where several energies share it and nothing says which one.
    """
    meters = ground.meters_in(relation)
    if len(meters) <= 1:
        return meters[0] if meters else None
    parameters = row.get("parameters")
    stated = parameters.get("energy_source") if isinstance(parameters, Mapping) else None
    others = [other for other in ground.sources.values() if other.meter in meters]
    for other in others:
        if other.name == stated:
            return other.meter
    if source.meter in meters:
        named = [o for o in others if o is not source and str(row["feature_name"]).startswith(f"{o.name}_")]
        return named[0].meter if len(named) == 1 else source.meter
    named = [other for other in others if str(row["feature_name"]).startswith(f"{other.name}_")]
    if len(named) != 1:
        raise Unusable("feature_energy_unclear", table=str(relation.table), candidates=[other.name for other in others])
    return named[0].meter
