"""The statements that turn raw rows into buckets. Only names that the database itself listed become identifiers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone

from psycopg import sql

from skill_enms.catalogue import Column, Layout
from skill_enms.plant.buckets import SECONDS
from skill_enms.plant.day_totals import Formula
from skill_enms.plant.presence import NUMBER_PATTERN
from skill_enms.plant.schema import TEXT_TYPES, identifier, type_name

Span = tuple[int, int]
"""Half-open range of instants, in seconds since 1970 UTC."""

DAY = 86_400
LARGEST = 1e150
"""A value beyond this is broken: sums of such values would overflow."""

_EXACT_TYPES = frozenset({"smallint", "integer", "bigint", "boolean"})
_ORIGIN = "2000-01-01 00:00:00+00"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Values of one table (one energy's rows in it) that are read together."""

    layout: Layout
    """The table."""
    columns: tuple[Column, ...]
    """Its columns; all with the same filter."""
    owner: str | None
    """Key of the machine or site whose rows are meant; None for rows that have none."""
    extremes: frozenset[str] = frozenset()
    """Columns whose smallest and largest value are needed, too."""
    clock: str | None = None
    """The column whose readings tell how often they come, for all the others; None where each tells for itself."""
    formulas: tuple[Formula, ...] = ()
    """What is computed from the means of the columns' buckets."""

    def formulas_of(self, column: str) -> tuple[Formula, ...]:
        """The formulas of one column."""
        return tuple(formula for formula in self.formulas if formula.column == column)

    @property
    def has_text(self) -> bool:
        """Whether a column is text, so that any of its values may be no number."""
        return any(self.layout.types[column.name] in TEXT_TYPES for column in self.columns)


def instant(seconds: float) -> sql.Literal:
    """An instant in seconds since 1970 UTC, as SQL."""
    return sql.Literal(datetime.fromtimestamp(seconds, timezone.utc))


def value(layout: Layout, name: str) -> sql.Composed:
    """A column's value as a number: a boolean as 0 or 1, a text as the number it spells (null where it spells none)."""
    column, type_ = sql.Identifier(name), layout.types[name]
    if type_ in TEXT_TYPES:
        return sql.SQL("(CASE WHEN {0} ~ {1} THEN {0}::float8 END)").format(column, NUMBER_PATTERN)
    casts = {"boolean": "{}::integer", "real": "{}::float8"}
    return sql.SQL(casts.get(type_, "{}")).format(column)  # type: ignore[arg-type,unused-ignore]


def is_finite(layout: Layout, name: str) -> sql.Composed:
    """Whether a column's value is a number that can be summed; null where it is null."""
    return sql.SQL("{} BETWEEN {} AND {}").format(value(layout, name), -LARGEST, LARGEST)


def owned(wanted: Wanted, span: Span, *, time: str = "time") -> sql.Composed:
    """The condition that selects an owner's rows (of one energy) in a range of time."""
    layout, column = wanted.layout, wanted.columns[0]
    conditions: list[sql.Composable] = [
        sql.SQL("{} >= {}").format(sql.Identifier(time), instant(span[0])),
        sql.SQL("{} < {}").format(sql.Identifier(time), instant(span[1])),
    ]
    key = layout.machine_column or layout.site_column
    if key is not None and wanted.owner is None:
        conditions.append(sql.SQL("{} IS NULL").format(sql.Identifier(key)))
    elif key is not None:
        conditions.append(_equals(layout, key, wanted.owner))
    if column.filter_column is not None:
        conditions.append(_equals(layout, column.filter_column, column.filter_value))
    return sql.SQL(" AND ").join(conditions)


def _equals(layout: Layout, column: str, key: str | None) -> sql.Composed:
    return sql.SQL("{} = {}::{}").format(sql.Identifier(column), sql.Literal(key), type_name(layout.types[column]))


def source(layout: Layout) -> sql.Composable:
    """The data source of a reading."""
    return sql.Identifier(layout.source_column) if layout.source_column else sql.SQL("NULL::text")


def by_ranges(wanted: Wanted, span: Span, *, careful: bool) -> sql.Composed:
    """One index range a bucket: no expression is computed for each row. For a day at most, and tables with an index."""
    layout = wanted.layout
    group = sql.SQL("GROUP BY {}").format(source(layout)) if layout.source_column else sql.SQL("")
    same_source = (
        sql.SQL("AND {} IS NOT DISTINCT FROM cell.data_source").format(source(layout))
        if layout.source_column
        else sql.SQL("")
    )
    query = sql.SQL(
        "SELECT bin.start AS bucket, cell.*, next.step"
        " FROM generate_series({first}, {last}, {length}) AS bin(start)"
        " CROSS JOIN LATERAL (SELECT {source} AS data_source, min(time) AS first, {aggregates} FROM {table}"
        " WHERE {owned} AND time >= bin.start AND time < bin.start + {length} {group} HAVING count(*) > 0) AS cell"
        " CROSS JOIN LATERAL (SELECT EXTRACT(epoch FROM min(time) - cell.first)::float8 AS step FROM {table}"
        " WHERE {nearby} AND time > cell.first {same_source}) AS next"
        " ORDER BY data_source, bucket"
    ).format(
        first=instant(span[0] // SECONDS * SECONDS),
        last=instant((span[1] - 1) // SECONDS * SECONDS),
        length=sql.SQL("interval '15 minutes'"),
        source=source(layout),
        aggregates=_aggregates(wanted, careful=careful),
        table=identifier(layout.table),
        owned=owned(wanted, span),
        group=group,
        nearby=owned(wanted, (span[0], span[1] + DAY)),
        same_source=same_source,
    )
    return as_arrays(wanted, query)


def by_sweep(wanted: Wanted, span: Span, *, careful: bool) -> sql.Composed:
    """One sweep over all rows of the span, whether or not an index leads there."""
    layout = wanted.layout
    names = dict.fromkeys(column.name for column in wanted.columns)
    query = sql.SQL(
        "SELECT date_bin(interval '15 minutes', enms_moment, {origin}::timestamptz) AS bucket,"
        " enms_source AS data_source,"
        " EXTRACT(epoch FROM min(enms_next) - min(enms_moment))::float8 AS step, {aggregates}"
        " FROM (SELECT time::timestamptz AS enms_moment, {source} AS enms_source, {columns},"
        " first_value(time::timestamptz) OVER (PARTITION BY {source} ORDER BY time::timestamptz"
        " GROUPS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) AS enms_next FROM {table} WHERE {nearby}) AS reading"
        " WHERE enms_moment < {end} GROUP BY 2, 1 ORDER BY 2, 1"
    ).format(
        origin=_ORIGIN,
        source=source(layout),
        aggregates=_aggregates(wanted, careful=careful),
        columns=sql.SQL(", ").join(map(sql.Identifier, names)),
        table=identifier(layout.table),
        nearby=owned(wanted, (span[0], span[1] + DAY)),
        end=instant(span[1]),
    )
    return as_arrays(wanted, query)


def _aggregates(wanted: Wanted, *, careful: bool) -> sql.Composed:
    """Number, sum, extremes and broken values of each column, in columns numbered by its place."""
    layout = wanted.layout
    parts = []
    for place, column in enumerate(wanted.columns):
        name = column.name
        guarded = careful and layout.types[name] not in _EXACT_TYPES
        only = sql.SQL(" FILTER (WHERE {})").format(is_finite(layout, name)) if guarded else sql.SQL("")
        broken = (
            sql.SQL("count({0}) FILTER (WHERE ({1}) IS NOT TRUE)").format(sql.Identifier(name), is_finite(layout, name))
            if guarded
            else sql.SQL("0::bigint")
        )
        template = (
            "count({value}){only} AS n{place}, sum({value}){only}::float8 AS sum{place}, {broken} AS broken{place}"
        )
        if name in wanted.extremes:
            template += ", min({value}){only}::float8 AS min{place}, max({value}){only}::float8 AS max{place}"
        parts.append(
            sql.SQL(template).format(  # type: ignore[arg-type,unused-ignore]  # one of two literals
                value=value(layout, name),
                only=only,
                broken=broken,
                place=sql.SQL(str(place)),  # type: ignore[arg-type,unused-ignore]
            )
        )
    return sql.SQL(", ").join(parts)


def as_arrays(wanted: Wanted, buckets: sql.Composed) -> sql.Composed:
    """One row a data source, its buckets as arrays: starts, steps; then n, sum, broken (min, max) for each column."""
    arrays = ["array_agg(bucket)", "array_agg(coalesce(step, 'NaN'))"]
    for place, column in enumerate(wanted.columns):
        arrays += [f"array_agg(n{place})", f"array_agg(coalesce(sum{place}, 0))", f"array_agg(broken{place})"]
        if column.name in wanted.extremes:
            arrays += [f"array_agg(coalesce({side}{place}, 'NaN'))" for side in ("min", "max")]
    return sql.SQL("SELECT data_source::text, {} FROM ({}) AS bucket GROUP BY data_source").format(
        sql.SQL(", ".join(arrays)),
        buckets,  # type: ignore[arg-type,unused-ignore]  # made of literals and numbers
    )
