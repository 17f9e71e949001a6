"""The rollup as continuous aggregates, where the licence has them: the server itself knows what to make anew.

One for each hypertable, in our schema, with a bucket a row for each machine, energy and data source. They need the
rights of the table's owner; where those or the licence are missing, `enms.rollup` does the same.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from psycopg import sql

from skill_enms.catalogue import Column, Layout, Table
from skill_enms.plant.buckets import Buckets, Ints, Series, array_cursor
from skill_enms.plant.database import Connection, Database
from skill_enms.plant.day_totals import DayTotals
from skill_enms.plant.raw import collected
from skill_enms.plant.schema import OWN_SCHEMA, identifier
from skill_enms.plant.statements import Span, Wanted, as_arrays, instant, is_finite, owned, source, value

_logger = logging.getLogger(__name__)

_LICENCE = "SELECT coalesce(current_setting('timescaledb.license', true), '') = 'timescale'"
_IS_HYPERTABLE = """
SELECT EXISTS (SELECT FROM timescaledb_information.hypertables WHERE hypertable_schema = %s AND hypertable_name = %s)
"""
_COLUMNS = """
SELECT attname::text FROM pg_attribute
WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped
"""
_WATERMARK = """
SELECT extract(epoch FROM nullif(
    _timescaledb_functions.to_timestamp(_timescaledb_functions.cagg_watermark(mat_hypertable_id)), '-infinity'))
FROM _timescaledb_catalog.continuous_agg WHERE user_view_schema = %s AND user_view_name = %s
"""
_LONG_AGO = -30_610_224_000
_NUMBERS = ("n", "sum", "min", "max", "broken")


def view_of(table: Table) -> Table:
    """The continuous aggregate of a table's readings."""
    name = f"rollup_{table.schema}_{table.name}"
    if len(name.encode()) > 60:
        name = f"rollup_{sha256(str(table).encode()).hexdigest()[:40]}"
    return Table(OWN_SCHEMA, name)


class ContinuousRollup:
    """Buckets in continuous aggregates, one a hypertable."""

    def __init__(self, database: Database) -> None:
        """`database`: the plant's; continuous aggregates live beside their hypertables."""
        self._database = database
        self._has_licence: bool | None = None

    def is_possible(self, layout: Layout) -> bool:
        """Whether that table can have one here."""
        with self._database.reading() as connection:
            if not self._licensed(connection):
                return False
            row = connection.execute(_IS_HYPERTABLE, [layout.table.schema, layout.table.name]).fetchone()
        return row is not None and bool(row[0])

    def exists(self, table: Table) -> bool:
        """Whether that table has one already."""
        with self._database.reading() as connection:
            return self._licensed(connection) and bool(_columns(connection, view_of(table)))

    def make(self, layout: Layout, columns: Sequence[Column]) -> None:
        """Make the continuous aggregate of a table, empty; or make it anew where it lacks one of the columns.

        Raises `Refused`: `not_permitted` where this role isn't the table's owner, and what `Database.dedicated` raises.
        """
        view = view_of(layout.table)
        with self._database.dedicated() as connection:
            there = _columns(connection, view)
            if there.issuperset(_field(number, column.name) for column in columns for number in _NUMBERS):
                return
            if there:
                _logger.info("%s names new columns: its continuous aggregate is made anew", layout.table)
                connection.execute(sql.SQL("DROP MATERIALIZED VIEW {}").format(identifier(view)))
            connection.execute(definition(layout, columns))

    def refresh(self, table: Table, span: Span) -> None:
        """Materialise what was written to a table in a span since the last time; the server knows where that was."""
        query = sql.SQL("CALL refresh_continuous_aggregate({}::regclass, {}, {})").format(
            identifier(view_of(table)).as_string(None), instant(span[0]), instant(span[1])
        )
        with self._database.dedicated() as connection:
            connection.execute(query)

    def covered(self, wanted: Wanted) -> Span | None:
        """From the beginning of time to where it is materialised; None without one that has all the columns."""
        view = view_of(wanted.layout.table)
        with self._database.reading() as connection:
            needed = {_field(number, column.name) for column in wanted.columns for number in _NUMBERS}
            if not self._licensed(connection) or not needed <= _columns(connection, view):
                return None
            row = connection.execute(_WATERMARK, [view.schema, view.name]).fetchone()
        return None if row is None or row[0] is None else (_LONG_AGO, int(row[0]))

    def _licensed(self, connection: Connection) -> bool:
        if self._has_licence is None:
            row = connection.execute(_LICENCE).fetchone()
            self._has_licence = row is not None and bool(row[0])
        return self._has_licence

    def read(self, wanted: Wanted, spans: Sequence[Span]) -> dict[Series, Buckets]:
        """The buckets that begin in those ranges."""
        parts: dict[Series, list[Buckets]] = {}
        with self._database.reading() as connection:
            for span in spans:
                for series, buckets in _read(connection, wanted, span).items():
                    parts.setdefault(series, []).append(buckets)
        return {series: Buckets.joined(pieces) for series, pieces in parts.items()}

    def totals(self, wanted: Wanted, spans: Sequence[Span], bounds: Ints) -> dict[Series, DayTotals]:
        """What they come to on each of the days that begin and end at `bounds`."""
        return {
            series: DayTotals.of(buckets, bounds, wanted.formulas_of(series.column.name))
            for series, buckets in self.read(wanted, spans).items()
        }


def definition(layout: Layout, columns: Sequence[Column]) -> sql.Composed:
    """The statement that makes the continuous aggregate of some columns of a table."""
    filters = dict.fromkeys(column.filter_column for column in columns)
    keys = [key for key in (layout.machine_column or layout.site_column, *filters, layout.source_column) if key]
    numbers = []
    for name in dict.fromkeys(column.name for column in columns):
        only = sql.SQL("FILTER (WHERE {})").format(is_finite(layout, name))
        broken = sql.SQL("FILTER (WHERE {} IS NOT NULL AND ({}) IS NOT TRUE)").format(
            sql.Identifier(name), is_finite(layout, name)
        )
        expressions: Mapping[str, sql.Composed] = {
            "n": sql.SQL("count({}) {}").format(value(layout, name), only),
            "sum": sql.SQL("sum({}) {}").format(value(layout, name), only),
            "min": sql.SQL("min({}) {}").format(value(layout, name), only),
            "max": sql.SQL("max({}) {}").format(value(layout, name), only),
            "broken": sql.SQL("count(*) {}").format(broken),
        }
        numbers += [
            sql.SQL("{} AS {}").format(expression, sql.Identifier(_field(number, name)))
            for number, expression in expressions.items()
        ]
    return sql.SQL(
        "CREATE MATERIALIZED VIEW {view} WITH (timescaledb.continuous, timescaledb.materialized_only = true) AS"
        " SELECT time_bucket(interval '15 minutes', time) AS bucket, {keys} count(*) AS readings,"
        " min(time) AS first, max(time) AS last, {numbers} FROM {table} GROUP BY {grouped} WITH NO DATA"
    ).format(
        view=identifier(view_of(layout.table)),
        keys=sql.SQL("").join(sql.SQL("{}, ").format(sql.Identifier(key)) for key in keys),
        numbers=sql.SQL(", ").join(numbers),
        table=identifier(layout.table),
        grouped=sql.SQL(", ").join([sql.SQL("1"), *map(sql.Identifier, keys)]),
    )


def _field(number: str, column: str) -> str:
    """The name of a number of a column; what is too long for a name is told by its beginning and its digest."""
    name = f"{number} {column}"
    return name if len(name.encode()) <= 63 else f"{number} {column[:12]} {sha256(column.encode()).hexdigest()[:24]}"


def _columns(connection: Connection, view: Table) -> set[str]:
    return {name for (name,) in connection.execute(_COLUMNS, [identifier(view).as_string(connection)])}


def _read(connection: Connection, wanted: Wanted, span: Span) -> dict[Series, Buckets]:
    """Buckets of a span. The step to the next reading is the mean in the bucket, or for a lone one that to the next."""
    names = {"n": "n", "sum": "sum", "broken": "broken", "min": "min", "max": "max"}
    numbers = [
        sql.SQL("{}{} AS {}").format(
            sql.Identifier(_field(number, column.name)),
            sql.SQL("" if number in {"n", "broken"} else "::float8"),
            sql.Identifier(f"{name}{place}"),
        )
        for place, column in enumerate(wanted.columns)
        for number, name in names.items()
    ]
    buckets = sql.SQL(
        "SELECT bucket::timestamptz AS bucket, {source} AS data_source, extract(epoch FROM CASE WHEN readings > 1"
        " THEN (last - first) / (readings - 1)"
        " ELSE lead(first) OVER (PARTITION BY {source} ORDER BY bucket) - first END)::float8 AS step, {numbers}"
        " FROM {view} WHERE {owned} ORDER BY 2, 1"
    ).format(
        source=source(wanted.layout),
        numbers=sql.SQL(", ").join(numbers),
        view=identifier(view_of(wanted.layout.table)),
        owned=owned(wanted, span, time="bucket"),
    )
    with_extremes = replace(wanted, extremes=frozenset(column.name for column in wanted.columns))
    rows = array_cursor(connection).execute(as_arrays(with_extremes, buckets), prepare=False).fetchall()
    return collected(with_extremes, rows)
