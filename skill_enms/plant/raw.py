"""Buckets from raw rows, one scan a table and owner, whatever is asked of its columns.

The floor is what the server can step through (a few million rows a second and core). So what is done for each row is
kept small: a range of the index for each bucket in place of an expression for each row, extremes only where they are
needed, NaN looked for only where a sum shows that there is one; one statement a day, so that each is planned for its
own part of a hypertable; two connections. Few rows, and tables without such an index, are read in sweeps instead.
"""

from __future__ import annotations

import contextvars
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice, pairwise
from typing import Any

import numpy as np
import psycopg
from psycopg import sql

from skill_enms.catalogue import Layout, Table
from skill_enms.plant.buckets import Buckets, Ints, Series, array_cursor
from skill_enms.plant.database import Connection, Database
from skill_enms.plant.day_totals import DayTotals
from skill_enms.plant.schema import identifier
from skill_enms.plant.statements import DAY, Span, Wanted, by_ranges, by_sweep, owned

_logger = logging.getLogger(__name__)

_FEW_ROWS = 100_000
_IN_FLIGHT = 16
_YEAR = 365 * DAY

_Row = tuple[Any, ...]
_Statement = Callable[..., sql.Composed]


_Whose = tuple[Table, "str | None", "str | None", "str | None"]


def _whose(wanted: Wanted) -> _Whose:
    column = wanted.columns[0]
    return column.table, column.filter_column, column.filter_value, wanted.owner


class RawReadings:
    """Reads buckets from raw rows, on connections that it asks for when it needs them."""

    def __init__(self, database: Database, *, connections: int = 2) -> None:
        """`connections`: how many may work at once on many rows."""
        self._database = database
        self._connections = connections
        self._summed_up: dict[_Whose, tuple[Sequence[Span], dict[Series, Buckets]]] = {}

    def read(self, wanted: Wanted, spans: Sequence[Span]) -> dict[Series, Buckets]:
        """The buckets of every series within the spans, which are in order and apart.

        A bucket that the end of a span cuts holds only the readings inside. Raises what `Database.reading` raises.
        """
        spans = [span for span in spans if span[0] < span[1]]
        if not spans:
            return {}
        if (known := self._known(wanted, spans)) is not None:
            return known
        within_a_day = is_ranged(wanted.layout) and spans[-1][1] - spans[0][0] <= DAY
        with self._database.reading() as connection:
            if within_a_day:
                return collected(wanted, _run(connection, wanted, spans, by_ranges))
            if _is_little(connection, wanted, (spans[0][0], spans[-1][1])):
                return collected(wanted, _run(connection, wanted, spans, by_sweep))
            spans = [part for span in spans for part in _with_readings(connection, wanted, span)]
        pieces = [piece for span in spans for piece in days_of(span)]
        statement = by_ranges if is_ranged(wanted.layout) else by_sweep
        workers = min(self._connections, len(pieces))
        if workers == 1:
            return collected(wanted, self._work(wanted, pieces, statement))
        with ThreadPoolExecutor(workers, thread_name_prefix="enms-readings") as pool:
            running = [
                pool.submit(contextvars.copy_context().run, self._work, wanted, pieces[place::workers], statement)
                for place in range(workers)
            ]
            return collected(wanted, (row for task in running for row in task.result()))

    def totals(self, wanted: Wanted, spans: Sequence[Span], bounds: Ints) -> dict[Series, DayTotals]:
        """What every series comes to within the spans on each of the days that begin and end at `bounds`."""
        found = self.read(wanted, spans)
        self._summed_up[_whose(wanted)] = (spans, found)
        return {
            series: DayTotals.of(buckets, bounds, wanted.formulas_of(series.column.name))
            for series, buckets in found.items()
        }

    def _known(self, wanted: Wanted, spans: Sequence[Span]) -> dict[Series, Buckets] | None:
        """Buckets that days were summed up from just now, for who looks into some of those days; else None."""
        read, found = self._summed_up.get(_whose(wanted), ((), {}))
        columns = {series.column for series in found}
        inside = all(any(start <= span[0] and span[1] <= end for start, end in read) for span in spans)
        if not found or not inside or not columns.issuperset(wanted.columns) or wanted.extremes:
            return None
        return {
            series: Buckets.joined(buckets.between(*span) for span in spans)
            for series, buckets in found.items()
            if series.column in wanted.columns
        }

    def _work(self, wanted: Wanted, spans: Sequence[Span], statement: _Statement) -> list[_Row]:
        with self._database.reading() as connection:
            return list(_run(connection, wanted, spans, statement))


def is_ranged(layout: Layout) -> bool:
    """Whether an index leads to an owner's readings of a quarter of an hour without reading all others."""
    key = layout.machine_column or layout.site_column
    return any(index[0] == "time" or index[:2] == (key, "time") for index in layout.indexes)


def days_of(span: Span) -> list[Span]:
    """The span in pieces that end at midnights of UTC."""
    cuts = [span[0], *range(span[0] // DAY * DAY + DAY, span[1], DAY), span[1]]
    return list(pairwise(cuts))


def _with_readings(connection: Connection, wanted: Wanted, span: Span) -> list[Span]:
    """The span without years in which there is no reading: one wrong clock must not cost decades of empty days."""
    if span[1] - span[0] <= 2 * _YEAR:
        return [span]
    kept = []
    for start in range(span[0], span[1], _YEAR):
        part = (start, min(start + _YEAR, span[1]))
        query = sql.SQL("SELECT 1 FROM {} WHERE {} LIMIT 1").format(
            identifier(wanted.layout.table), owned(wanted, part)
        )
        if connection.execute(query, prepare=False).fetchone():
            kept.append(part)
    return kept


def _is_little(connection: Connection, wanted: Wanted, span: Span) -> bool:
    query = sql.SQL("SELECT count(*) FROM (SELECT FROM {} WHERE {} LIMIT {}) AS few").format(
        identifier(wanted.layout.table), owned(wanted, span), _FEW_ROWS
    )
    row = connection.execute(query, prepare=False).fetchone()
    return row is not None and int(row[0]) < _FEW_ROWS


def _run(connection: Connection, wanted: Wanted, spans: Iterable[Span], statement: _Statement) -> Iterator[_Row]:
    """The rows of the statement for each span, read again with care where a value turns out to be no number."""
    waiting = iter(spans)
    while batch := list(islice(waiting, _IN_FLIGHT)):
        try:
            with connection.pipeline():
                cursors = [array_cursor(connection) for _ in batch]
                for cursor, span in zip(cursors, batch, strict=True):
                    cursor.execute(statement(wanted, span, careful=wanted.has_text), prepare=False)
                results = [cursor.fetchall() for cursor in cursors]
        except psycopg.DataError:
            _logger.info("values in %s overflow a sum: reading them one day at a time", wanted.layout.table)
            results = [_carefully(connection, wanted, span, statement) for span in batch]
        for span, rows in zip(batch, results, strict=True):
            if wanted.has_text or all(np.isfinite(total).all() for row in rows for total in _sums(wanted, row)):
                yield from rows
            else:
                yield from _carefully(connection, wanted, span, statement)


def _carefully(connection: Connection, wanted: Wanted, span: Span, statement: _Statement) -> list[_Row]:
    cursor = array_cursor(connection)
    return cursor.execute(statement(wanted, span, careful=True), prepare=False).fetchall()


def _fields(wanted: Wanted) -> list[int]:
    """Where each column's arrays begin in a row, after the data source, the starts and the steps."""
    places = [3]
    for column in wanted.columns:
        places.append(places[-1] + (5 if column.name in wanted.extremes else 3))
    return places


def _sums(wanted: Wanted, row: _Row) -> list[np.ndarray[Any, np.dtype[np.float64]]]:
    return [row[place + 1] for place in _fields(wanted)[:-1]]


def collected(wanted: Wanted, rows: Iterable[_Row]) -> dict[Series, Buckets]:
    """Rows of `statements.as_arrays`, one a data source and piece of time, as the buckets of series."""
    parts: dict[Series, list[Buckets]] = {}
    places = _fields(wanted)
    for row in rows:
        data_source, starts, steps = row[:3]
        unknown = np.full(len(starts), np.nan)
        for column, (place, end) in zip(wanted.columns, pairwise(places), strict=True):
            n, total, broken, *extremes = row[place:end]
            low, high = extremes or (unknown, unknown)
            told = (n > 0) | (broken > 0)
            if told.any():
                arrays = (starts, n, total, low, high, steps, broken)
                buckets = Buckets(*(array[told] for array in arrays))
                parts.setdefault(Series(column, wanted.owner, data_source), []).append(buckets)
    return {series: Buckets.joined(pieces) for series, pieces in parts.items()}
