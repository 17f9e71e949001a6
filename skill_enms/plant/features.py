"""The features of every energy source: those that rows define, those that all sources share, those found by themselves.

Explicit rows (`energy_source_features`) win over the shared definitions, and those over columns that are merely there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from skill_enms.catalogue import Aggregate, Column, EnergySource, Feature, Layout, Table
from skill_enms.plant.definitions import Metadata, Row
from skill_enms.plant.feature_rows import Ground, derived_column, features_from_rows, leaks
from skill_enms.plant.kinds import kind_of, parameters_of
from skill_enms.plant.presence import with_values
from skill_enms.plant.schema import TEXT_TYPES, Relation, Schema, is_ours
from skill_enms.reasons import Reason


def find_features(
    metadata: Metadata,
    sources: Mapping[str, EnergySource],
    rows: Sequence[Row],
    layout_of: Callable[[Relation], Layout],
) -> tuple[tuple[Feature, ...], list[Reason]]:
    """All features of all energy sources (`sources`: key → source), and what was wrong with rows of theirs."""
    schema = metadata.schema
    ground = Ground(schema, metadata.definitions, sources, _driver_tables(schema, sources, layout_of))
    results = list(features_from_rows(ground, rows))
    problems = [result for result in results if isinstance(result, Reason)]
    stated = [result for result in results if isinstance(result, Feature)]
    summed = {(f.column.table, f.column.name) for f in stated if f.column and f.aggregate == "SUM"}
    offered: list[Feature] = []
    for source in sources.values():
        own = [feature for feature in stated if feature.energy_source == source.name]
        own += _shared(ground, source, {feature.name for feature in own})
        offered += _with_found(ground, source, own, summed)
    has_values = with_values(metadata.connection, schema, {feature.column for feature in offered if feature.column})

    def is_text(column: Column) -> bool:
        return schema.relations[column.table].types[column.name] in TEXT_TYPES

    by_row = {(feature.energy_source, feature.name) for feature in stated}
    features = []
    for feature in offered:
        column = feature.column
        is_stated = (feature.energy_source, feature.name) in by_row
        if column is None or column in has_values:
            features.append(feature)
        elif is_stated and is_text(column):
            data = {"feature": feature.name, "table": str(column.table), "column": column.name}
            problems.append(Reason("feature_not_numeric", {"energy_source": feature.energy_source, **data}))
        elif is_stated:
            features.append(feature)
    return tuple(features), problems


def _driver_tables(
    schema: Schema, sources: Mapping[str, EnergySource], layout_of: Callable[[Relation], Layout]
) -> list[Relation]:
    """Base tables of values over time, of machines, a site or everything, that are nobody's meter."""
    meters = {source.meter.consumption.table for source in sources.values() if source.meter}
    tables = []
    for relation in schema.relations.values():
        if not (relation.is_base_table and relation.has_time) or is_ours(relation.table):
            continue
        layout = layout_of(relation)
        one_series = frozenset({"time"}) in relation.unique_keys
        if relation.table not in meters and (layout.machine_column or layout.site_column or one_series):
            tables.append(relation)
    return sorted(tables, key=lambda relation: (relation.place is None, relation.place, str(relation.table)))


def _shared(ground: Ground, source: EnergySource, taken: set[str]) -> Iterator[Feature]:
    """The registered CUSTOM features that every energy source has, unless a row defines them."""
    for name, registered in ground.definitions.kinds.items():
        kind = kind_of({}, registered)
        if not registered.offered or name in taken or kind is None:
            continue
        column = None if kind == "calendar" else derived_column(ground, source, registered)
        if column is None and kind != "calendar":
            continue
        yield Feature(
            name,
            source.name,
            "CUSTOM",
            kind,
            column,
            parameters_of(kind, {}, registered),
            registered.spoken_names,
            registered.description,
            leaks=leaks(ground, source, column),
        )


def _with_found(
    ground: Ground, source: EnergySource, own: Sequence[Feature], summed: set[tuple[Table, str]]
) -> list[Feature]:
    """A source's features, and the columns of its meter and of driver tables that none of them is yet.

    A column that a feature reads in the same way already gives that feature one more name to be called by.
    """
    known = {(f.column, f.aggregate): i for i, f in enumerate(own) if f.column and f.kind == "column"}
    features = list(own)
    found = []
    for column in _columns(ground, source):
        is_amount = (column.table, column.name) in summed or ground.definitions.amounts.match(column.name)
        aggregate: Aggregate = "SUM" if is_amount else "AVG"
        place = known.get((column, aggregate))
        if place is None:
            found.append(
                Feature(
                    column.name,
                    source.name,
                    aggregate,
                    column=column,
                    leaks=leaks(ground, source, column),
                )
            )
        elif column.name != features[place].name:
            feature = features[place]
            features[place] = replace(feature, spoken_names=(*feature.spoken_names, column.name))
    return features + _named_apart(found, {feature.name for feature in own})


def _columns(ground: Ground, source: EnergySource) -> Iterator[Column]:
    """Columns of values of the source's meter and of all driver tables."""
    if source.meter:
        meter = source.meter.consumption
        relation = ground.schema.relations[meter.table]
        for name in _value_columns(relation):
            if name not in {meter.name, meter.filter_column}:
                yield Column(meter.table, name, meter.filter_column, meter.filter_value)
    for relation in ground.driver_tables:
        for name in _value_columns(relation):
            yield Column(relation.table, name)


def _value_columns(relation: Relation) -> list[str]:
    """Numeric columns that aren't keys."""
    keys = {"id", *relation.references, *(column for key in relation.unique_keys for column in key)}
    return [name for name in relation.numeric_columns() if name not in keys and not name.endswith("_id")]


def _named_apart(found: Sequence[Feature], taken: set[str]) -> list[Feature]:
    """The found features, with the table's name (and its schema's, if need be) before a column's that isn't unique."""
    spellings: list[Callable[[Feature], str]] = [
        lambda feature: feature.name,
        lambda feature: f"{feature.column.table.name}_{feature.name}" if feature.column else feature.name,
        lambda feature: (
            f"{feature.column.table.schema}_{feature.column.table.name}_{feature.name}" if feature.column else ""
        ),
    ]
    open_, named = list(found), []
    for spelling in spellings:
        names = Counter(spelling(feature) for feature in open_)
        clear = [f for f in open_ if names[spelling(f)] == 1 and spelling(f) not in taken]
        named += [replace(feature, name=spelling(feature)) for feature in clear]
        taken = taken | {spelling(feature) for feature in clear}
        open_ = [feature for feature in open_ if feature not in clear]
    return named
