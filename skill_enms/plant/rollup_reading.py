"""The statements that read the rollup in a table of ours: its buckets, and what they come to by day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import psycopg
from psycopg import sql

from skill_enms.catalogue import Column
from skill_enms.plant.buckets import Buckets, Series, array_cursor
from skill_enms.plant.database import Connection
from skill_enms.plant.day_totals import DayTotals
from skill_enms.plant.statements import Span, Wanted, instant

Piece = tuple[int, int, int]
"""The place of a day, and the start and end of what is asked of it, in seconds since 1970 UTC."""

OWN_KEY = "table_schema = %s AND table_name = %s AND filter_column = %s AND filter_value = %s AND machine_id = %s"

_EXTREMES = (
    "coalesce(min(min) FILTER (WHERE n > 0), 'inf')",
    "coalesce(max(max) FILTER (WHERE n > 0), '-inf')",
)
_NO_EXTREMES = ("'inf'::float8", "'-inf'::float8")
_STEPS = (
    "count(timed)::float8",
    "coalesce(sum(timed), 0)",
    "coalesce(min(timed), 'inf')",
    "coalesce(max(timed), '-inf')",
)
_BUCKETS = "SELECT * FROM enms.rollup"
_TIMED_BUCKETS = "SELECT *, CASE WHEN n > 0 AND step > 0 AND step < 'inf' THEN step END AS timed FROM enms.rollup"
"""With the step where it is known. Behind an OFFSET it is worked out once a bucket, not once an aggregate."""
_NO_STEPS = ("0::float8", "0::float8", "'inf'::float8", "'-inf'::float8")
_FORMULAS = {
    "below": "coalesce(sum(greatest(%s - sum / n, 0)) FILTER (WHERE n > 0), 0)",
    "above": "coalesce(sum(greatest(sum / n - %s, 0)) FILTER (WHERE n > 0), 0)",
    "over": "(count(*) FILTER (WHERE n > 0 AND sum / n > %s))::float8",
}
"""The kinds of `Formula`."""


def key_of(wanted: Wanted) -> list[str]:
    """What selects an owner's rows of a table (and energy) in our tables; empty for none."""
    column = wanted.columns[0]
    parts = (column.table.schema, column.table.name, column.filter_column, column.filter_value, wanted.owner)
    return [part or "" for part in parts]


def totals(
    connection: Connection, wanted: Wanted, column: Column, pieces: Sequence[Piece]
) -> psycopg.Cursor[tuple[Any, ...]]:
    """Runs the statement that sums up one column's buckets by pieces of days; what nobody needs isn't summed up."""
    formulas = wanted.formulas_of(column.name)
    tells_time = wanted.clock in {None, column.name}
    expressions = [
        "coalesce(sum(n), 0)::float8",
        "coalesce(sum(sum), 0)",
        *(_EXTREMES if column.name in wanted.extremes else _NO_EXTREMES),
        "sum(not_numbers)::float8" if tells_time else "0::float8",
        "(count(*) FILTER (WHERE n > 0))::float8" if tells_time or formulas else "0::float8",
        *(_STEPS if tells_time else _NO_STEPS),
        *(_FORMULAS[formula.kind] for formula in formulas),
    ]
    levels = [formula.level for formula in formulas]
    names = [f"value{place}" for place in range(len(expressions))]
    buckets, apart = (_TIMED_BUCKETS, " OFFSET 0") if tells_time else (_BUCKETS, "")
    query = (
        f"SELECT data_source, array_agg(place), {', '.join(f'array_agg({name})' for name in names)} FROM ("
        "SELECT series.data_source, piece.place, total.* FROM enms.rollup_series AS series"
        " CROSS JOIN unnest(%s::integer[], %s::float8[], %s::float8[]) AS piece(place, start, until)"
        f" CROSS JOIN LATERAL (SELECT {', '.join(expressions)} FROM ({buckets} WHERE series_id = series.id"
        f" AND bucket >= to_timestamp(piece.start) AND bucket < to_timestamp(piece.until){apart}) AS bucket"
        " HAVING count(*) > 0)"
        f" AS total({', '.join(names)}) WHERE {OWN_KEY} AND column_name = %s) AS totals GROUP BY data_source"
    )
    # Arrays as their text: to dump each number by itself takes longer than to sum up its day.
    arrays = [f"{{{','.join(map(str, part))}}}" for part in zip(*pieces, strict=True)] or ["{}"] * 3
    return array_cursor(connection).execute(query.encode(), [*arrays, *levels, *key_of(wanted), column.name])


def spread(arrays: Sequence[Any], days: int, formulas: int) -> DayTotals:
    """Totals by place of the day → totals of every day."""
    place, *values = arrays
    empty = DayTotals.none(days, formulas)
    plain = len(DayTotals.__slots__) - 1
    spread = {}
    for name, found in zip(DayTotals.__slots__[:plain], values, strict=False):
        array = getattr(empty, name).copy()
        combine = np.minimum if name.endswith("low") else np.maximum if name.endswith("high") else np.add
        combine.at(array, place, found)
        spread[name] = array
    by_formula = empty.formulas.copy()
    for row, found in zip(by_formula, values[plain:], strict=True):
        np.add.at(row, place, found)
    return DayTotals(**spread, formulas=by_formula)


def read(
    connection: Connection, wanted: Wanted, columns: Sequence[Column], span: Span, *, extremes: bool
) -> dict[Series, Buckets]:
    """The buckets of some columns that begin in a range, with their smallest and largest values where `extremes`."""
    by_name = {column.name: column for column in columns}
    query = sql.SQL(
        "SELECT column_name, data_source, found.* FROM enms.rollup_series AS series CROSS JOIN LATERAL"
        " (SELECT array_agg(bucket) AS starts, array_agg(n), array_agg(sum), array_agg(step),"
        " array_agg(not_numbers) {extremes} FROM (SELECT * FROM enms.rollup"
        " WHERE series_id = series.id AND bucket >= {start} AND bucket < {end} ORDER BY bucket) AS bucket) AS found"
        " WHERE {key} AND column_name = ANY(%s) AND starts IS NOT NULL"
    ).format(
        extremes=sql.SQL(", array_agg(min), array_agg(max)" if extremes else ""),
        start=instant(span[0]),
        end=instant(span[1]),
        key=sql.SQL(OWN_KEY),
    )
    result = {}
    for name, data_source, starts, n, total, step, broken, *both in array_cursor(connection).execute(
        query, [*key_of(wanted), list(by_name)]
    ):
        low, high = both or (np.full(len(starts), np.nan),) * 2
        result[Series(by_name[name], wanted.owner, data_source)] = Buckets(starts, n, total, low, high, step, broken)
    return result
