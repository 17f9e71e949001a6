"""The rollup in a table of ours, for every server and licence."""

from __future__ import annotations

import contextvars
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone

import numpy as np

from skill_enms.catalogue import Table
from skill_enms.plant import rollup_reading
from skill_enms.plant.buckets import EPOCH, Buckets, Ints, Series
from skill_enms.plant.database import Connection, Database
from skill_enms.plant.day_totals import DayTotals
from skill_enms.plant.rollup_reading import OWN_KEY, Piece, key_of
from skill_enms.plant.statements import Span, Wanted

_SERIES = """
INSERT INTO enms.rollup_series
    (table_schema, table_name, filter_column, filter_value, machine_id, column_name, data_source)
VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id
"""

_WORTH_SHARING = 100
"""Days times columns from which on two connections sum them up faster than one."""

_UPSERT = """
INSERT INTO enms.rollup AS own (series_id, bucket, n, sum, min, max, step, not_numbers)
SELECT key, to_timestamp(start), n, sum, min, max, step, not_numbers
FROM unnest(%s::integer[], %s::float8[], %s::integer[], %s::float8[], %s::float8[], %s::float8[], %s::float8[],
            %s::integer[]) AS found(key, start, n, sum, min, max, step, not_numbers)
ON CONFLICT (series_id, bucket) DO UPDATE SET
    n = excluded.n, sum = excluded.sum, min = excluded.min, max = excluded.max,
    step = excluded.step, not_numbers = excluded.not_numbers
WHERE (own.n, own.sum, own.min, own.max, own.step, own.not_numbers) IS DISTINCT FROM
      (excluded.n, excluded.sum, excluded.min, excluded.max, excluded.step, excluded.not_numbers)
"""

_OVERLAP = """
SELECT EXISTS (
    SELECT FROM enms.rollup_coverage
    WHERE table_schema = %s AND table_name = %s AND filter_column = %s AND filter_value = %s AND machine_id = %s
      AND column_name = ANY(%s) AND covered_from < %s AND covered_to > %s)
"""

_COLUMNS = {
    "series_id": ">i4",
    "bucket": ">i8",
    "n": ">i4",
    "sum": ">f8",
    "min": ">f8",
    "max": ">f8",
    "step": ">f8",
    "not_numbers": ">i4",
}

_FORGET = """
DELETE FROM enms.rollup AS own
WHERE series_id = ANY(%s) AND bucket >= %s AND bucket < %s AND NOT EXISTS (
    SELECT FROM unnest(%s::integer[], %s::float8[]) AS found(key, start)
    WHERE key = own.series_id AND to_timestamp(start) = own.bucket)
"""

_COVER = """
INSERT INTO enms.rollup_coverage AS own
    (table_schema, table_name, filter_column, filter_value, machine_id, column_name, covered_from, covered_to)
SELECT %s, %s, %s, %s, %s, name, %s, %s FROM unnest(%s::text[]) AS name
ON CONFLICT (table_schema, table_name, column_name, filter_column, filter_value, machine_id) DO UPDATE SET
    covered_from = least(own.covered_from, excluded.covered_from),
    covered_to = greatest(own.covered_to, excluded.covered_to),
    refreshed_at = now()
WHERE own.covered_from <= excluded.covered_to AND excluded.covered_from <= own.covered_to
"""


class TableRollup:
    """Buckets in `enms.rollup`, made by `RollupUpdater`."""

    def __init__(self, store: Database) -> None:
        """`store`: the database with our tables (`Database.store`)."""
        self._store = store

    def covered(self, wanted: Wanted) -> Span | None:
        """The range in which every wanted column of that owner is complete; None where there is none."""
        with self._store.reading() as connection:
            if not has_rollup(connection):
                return None
            row = connection.execute(
                "SELECT count(*), max(extract(epoch FROM covered_from)), min(extract(epoch FROM covered_to))"
                f" FROM enms.rollup_coverage WHERE {OWN_KEY} AND column_name = ANY(%s)",
                [*key_of(wanted), [column.name for column in wanted.columns]],
            ).fetchone()
        if row is None or row[0] < len(wanted.columns) or row[1] >= row[2]:
            return None
        return int(row[1]), int(row[2])

    def read(self, wanted: Wanted, spans: Sequence[Span]) -> dict[Series, Buckets]:
        """The buckets that begin in those ranges, which are in order."""
        parts: dict[Series, list[Buckets]] = {}
        with self._store.reading() as connection:
            for extremes in (False, True):
                columns = [column for column in wanted.columns if (column.name in wanted.extremes) == extremes]
                for span in spans if columns else ():
                    for series, buckets in rollup_reading.read(
                        connection, wanted, columns, span, extremes=extremes
                    ).items():
                        parts.setdefault(series, []).append(buckets)
        return {series: Buckets.joined(pieces) for series, pieces in parts.items()}

    def totals(self, wanted: Wanted, spans: Sequence[Span], bounds: Ints) -> dict[Series, DayTotals]:
        """What they come to on each of the days that begin and end at `bounds`; summed up by the server."""
        edges = [int(bound) for bound in bounds]
        pieces = [
            (place, max(start, edges[place]), min(end, edges[place + 1]))
            for start, end in spans
            for place in range(bisect_right(edges, start) - 1, len(edges) - 1)
            if place >= 0 and edges[place] < end
        ]
        if len(pieces) * len(wanted.columns) < _WORTH_SHARING:
            return self._totals(wanted, pieces, len(bounds) - 1)
        half = len(pieces) // 2
        with ThreadPoolExecutor(1, thread_name_prefix="enms-rollup") as pool:
            later = pool.submit(contextvars.copy_context().run, self._totals, wanted, pieces[half:], len(bounds) - 1)
            found = self._totals(wanted, pieces[:half], len(bounds) - 1)
            for series, totals in later.result().items():
                parts = [found[series], totals] if series in found else [totals]
                found[series] = DayTotals.joined(parts, len(bounds) - 1, len(totals.formulas))
        return found

    def _totals(self, wanted: Wanted, pieces: Sequence[Piece], days: int) -> dict[Series, DayTotals]:
        """The sums of some pieces of days, by one connection."""
        result: dict[Series, DayTotals] = {}
        with self._store.reading() as connection, connection.pipeline():
            cursors = [(column, rollup_reading.totals(connection, wanted, column, pieces)) for column in wanted.columns]
            for column, cursor in cursors:
                for data_source, *arrays in cursor:
                    totals = rollup_reading.spread(arrays, days, len(wanted.formulas_of(column.name)))
                    result[Series(column, wanted.owner, data_source)] = totals
        return result

    def write(self, wanted: Wanted, span: Span, found: Mapping[Series, Buckets]) -> int:
        """Let the rollup of the wanted columns in a span of whole buckets be what was found there; buckets changed.

        The covered range grows by the span where the two adjoin, in the same transaction.
        """
        with self._store.writing() as connection:
            connection.execute("SET LOCAL synchronous_commit = off")  # what a crash loses is made again
            connection.execute(
                "SELECT pg_advisory_xact_lock(hashtext('enms.rollup'), hashtext(%s))", [str(key_of(wanted))]
            )
            by_key = _by_key(connection, wanted, found)
            names = [column.name for column in wanted.columns]
            row = connection.execute(_OVERLAP, [*key_of(wanted), names, *reversed(_instants(span))]).fetchone()
            if row is not None and row[0]:
                changed = _replace(connection, span, by_key)
            else:
                changed = _copy(connection, span, by_key)
            connection.execute(_COVER, [*key_of(wanted), *_instants(span), names])
        return changed

    def compared(self, table: Table) -> dict[str, int]:
        """Chunk → rows written to it when it was last compared with the rollup."""
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT part, changes FROM enms.rollup_parts WHERE table_schema = %s AND table_name = %s",
                [table.schema, table.name],
            )
            return dict(rows.fetchall())

    def remember_compared(self, table: Table, parts: Mapping[str, int]) -> None:
        """Note that these chunks are now as the rollup has them, with so many rows written."""
        with self._store.writing() as connection:
            connection.execute(
                "INSERT INTO enms.rollup_parts (table_schema, table_name, part, changes)"
                " SELECT %s, %s, * FROM unnest(%s::text[], %s::bigint[])"
                " ON CONFLICT (table_schema, table_name, part) DO UPDATE SET changes = excluded.changes",
                [table.schema, table.name, list(parts), list(parts.values())],
            )
            connection.execute(
                "UPDATE enms.rollup_coverage SET compared_at = now() WHERE table_schema = %s AND table_name = %s",
                [table.schema, table.name],
            )


def has_rollup(connection: Connection) -> bool:
    """Whether our tables are there."""
    row = connection.execute("SELECT to_regclass('enms.rollup_coverage') IS NOT NULL").fetchone()
    return row is not None and bool(row[0])


def _by_key(connection: Connection, wanted: Wanted, found: Mapping[Series, Buckets]) -> dict[int, Buckets]:
    """Key → buckets, for every series that was found, and nothing for those that are known but weren't."""
    rows = connection.execute(
        f"SELECT column_name, data_source, id FROM enms.rollup_series WHERE {OWN_KEY} AND column_name = ANY(%s)",
        [*key_of(wanted), [column.name for column in wanted.columns]],
    )
    keys = {(name, data_source): int(key) for name, data_source, key in rows}
    by_key = dict.fromkeys(keys.values(), Buckets.empty())
    for series, buckets in found.items():
        place = (series.column.name, series.data_source)
        if place not in keys:
            row = connection.execute(_SERIES, [*key_of(wanted), *place]).fetchone()
            keys[place] = int(row[0]) if row else 0
        by_key[keys[place]] = buckets
    return by_key


def _copy(connection: Connection, span: Span, by_key: Mapping[int, Buckets]) -> int:
    """Write buckets where there are none yet.

    Binary COPY (PostgreSQL documentation, "COPY", file formats): every field is its length and its bytes, so that numpy
    lays out all rows at once.
    """
    connection.execute(
        "DELETE FROM enms.rollup WHERE series_id = ANY(%s) AND bucket >= %s AND bucket < %s",
        [list(by_key), *_instants(span)],
    )
    layout = [("fields", ">i2")]
    for name, type_ in _COLUMNS.items():
        layout += [(f"length of {name}", ">i4"), (name, type_)]
    written = 0
    copied = f"COPY enms.rollup ({', '.join(_COLUMNS)}) FROM STDIN (FORMAT binary)"
    with connection.cursor() as cursor, cursor.copy(copied.encode()) as copy:
        copy.write(b"PGCOPY\n\xff\r\n\0" + bytes(8))
        for key, buckets in by_key.items():
            rows = np.zeros(len(buckets), layout)
            rows["fields"] = len(_COLUMNS)
            for name, type_ in _COLUMNS.items():
                rows[f"length of {name}"] = np.dtype(type_).itemsize
            rows["series_id"] = key
            rows["bucket"] = (buckets.start - EPOCH) * 1_000_000
            for name in ("n", "sum", "min", "max", "step", "not_numbers"):
                rows[name] = getattr(buckets, name)
            copy.write(rows.tobytes())
            written += len(rows)
        copy.write(b"\xff\xff")
    return written


def _instants(span: Span) -> list[datetime]:
    return [datetime.fromtimestamp(edge, timezone.utc) for edge in span]


def _replace(connection: Connection, span: Span, by_key: Mapping[int, Buckets]) -> int:
    """Make the buckets of some series in a span these; how many changed."""
    keys = [key for key, buckets in by_key.items() for _ in range(len(buckets))]
    arrays = [
        [element for buckets in by_key.values() for element in getattr(buckets, name).tolist()]
        for name in ("start", "n", "sum", "min", "max", "step", "not_numbers")
    ]
    changed = connection.execute(_FORGET, [list(by_key), *_instants(span), keys, arrays[0]]).rowcount
    return changed + connection.execute(_UPSERT, [keys, *arrays]).rowcount
