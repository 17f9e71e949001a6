"""Keeps a rollup up to date: makes it, follows what comes in, finds what came late or was corrected."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from skill_enms.catalogue import Catalogue, Column, Table
from skill_enms.plant.buckets import SECONDS, Buckets
from skill_enms.plant.continuous import ContinuousRollup
from skill_enms.plant.database import Database
from skill_enms.plant.extents import first_and_last, first_instant, keys_of
from skill_enms.plant.raw import RawReadings
from skill_enms.plant.rollup import LOOKBACK
from skill_enms.plant.rollup_choice import PlantRollup
from skill_enms.plant.rollup_table import TableRollup
from skill_enms.plant.statements import DAY, Span, Wanted
from skill_enms.reasons import Refused

Progress = Callable[[int, int], None]
"""Called with what is done and what there is to do, both in days of readings."""

_logger = logging.getLogger(__name__)

_PIECE = 7 * DAY
_YEARS = 1_000 * DAY
_LONG_AGO = -30_610_224_000

_CHUNKS = """
SELECT chunk.chunk_schema || '.' || chunk.chunk_name,
       extract(epoch FROM chunk.range_start)::bigint, extract(epoch FROM chunk.range_end)::bigint,
       coalesce(written.n_tup_ins + written.n_tup_upd + written.n_tup_del, 0)::bigint
FROM timescaledb_information.chunks AS chunk
LEFT JOIN pg_stat_user_tables AS written
       ON written.schemaname = chunk.chunk_schema AND written.relname = chunk.chunk_name
WHERE chunk.hypertable_schema = %s AND chunk.hypertable_name = %s
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A chunk of a hypertable."""

    name: str
    """Its own name."""
    span: Span
    """The range of time that it holds."""
    changes: int
    """Rows written to it so far, by the server's count."""


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did."""

    values: int
    """Raw values that were read; what continuous aggregates read isn't told by the server."""
    buckets: int
    """Buckets that are new, changed or gone; likewise."""
    seconds: float
    """How long it took."""


@dataclass(frozen=True, slots=True)
class _Whole:
    """A table whose rollup is a continuous aggregate, of all its machines at once."""

    table: Table


_Work = tuple["Wanted | _Whole", Sequence[Span]]


def everything(catalogue: Catalogue) -> list[Wanted]:
    """All columns that the catalogue names, a table (and energy in it) and owner each."""
    named = [source.meter.consumption for source in catalogue.energy_sources if source.meter]
    named += [feature.column for feature in catalogue.features if feature.column]
    groups: dict[tuple[Table, str | None, str | None], dict[Column, None]] = {}
    for column in named:
        groups.setdefault((column.table, column.filter_column, column.filter_value), {})[column] = None
    machines = [
        *(machine.id for machine in catalogue.machines),
        *(key for seu in catalogue.seus for key in seu.machine_ids),
    ]
    sites = [machine.site_id for machine in catalogue.machines]
    work = []
    for (table, *_), columns in groups.items():
        layout = catalogue.layout(table)
        owners: Sequence[str | None] = [None]
        if key := layout.machine_column or layout.site_column:
            owners = keys_of(layout, key, machines if layout.machine_column else sites)
        names = frozenset(column.name for column in columns)
        work += [Wanted(layout, tuple(columns), owner, names) for owner in owners]
    return work


class RollupUpdater:
    """Updates the rollup of everything that a catalogue names. One piece after another, each complete when written."""

    def __init__(self, plant: Database, rollup: TableRollup, *, connections: int = 1) -> None:
        """`plant`: where raw readings are; `connections`: how many may read them at once."""
        self._plant = plant
        self._rollup = rollup
        self._continuous = ContinuousRollup(plant)
        self._raw = RawReadings(plant, connections=connections)

    def update(self, catalogue: Catalogue, progress: Progress | None = None, *, only_recent: bool = False) -> Updated:
        """Bring the rollup up to the last full bucket, and back to the first reading unless `only_recent`.

        Readings of the last `LOOKBACK` seconds before its end are read again. Raises what `Database.reading` and
        `Database.writing` raise.
        """
        until = int(time.time()) // SECONDS * SECONDS
        parts: dict[Table, Sequence[Part] | None] = {}
        wholes = self._continuous_tables(catalogue, begin=not only_recent)
        work: list[_Work] = [
            (_Whole(wanted.layout.table), self._unmaterialised(wanted, until)) for wanted in wholes.values()
        ]
        for wanted in everything(catalogue):
            if wanted.layout.table in wholes:
                continue
            covered = self._rollup.covered(wanted)
            if covered is None and not only_recent and wanted.layout.table not in parts:
                parts[wanted.layout.table] = self._parts(wanted.layout.table)
            work.append((wanted, self._missing(wanted, covered, until, only_recent=only_recent)))
        updated = self._carry_out(work, progress)
        for table, known in parts.items():
            if known is not None and not self._rollup.compared(table):
                self._rollup.remember_compared(table, {part.name: part.changes for part in known})
        return updated

    def correct(self, catalogue: Catalogue, progress: Progress | None = None) -> Updated:
        """Make anew whatever was written to since it was compared last; `buckets` says how many were out of date.

        A hypertable's chunks tell by the server's count of rows written; a plain table is read as a whole.
        """
        parts: dict[Table, Sequence[Part] | None] = {}
        wholes = self._continuous_tables(catalogue, begin=False)
        until = int(time.time()) // SECONDS * SECONDS
        work: list[_Work] = [(_Whole(table), [(_LONG_AGO, until)]) for table in wholes]
        for wanted in everything(catalogue):
            table = wanted.layout.table
            covered = self._rollup.covered(wanted)
            if covered is None or table in wholes:
                continue
            if table not in parts:
                parts[table] = self._parts(table)
            known = self._rollup.compared(table)
            changed = (
                [covered]
                if parts[table] is None
                else [part.span for part in parts[table] or () if known.get(part.name) != part.changes]
            )
            work.append((wanted, [piece for span in changed for piece in pieces(_common(span, covered))]))
        corrected = self._carry_out(work, progress)
        for table, found in parts.items():
            self._rollup.remember_compared(table, {part.name: part.changes for part in found or ()})
        return corrected

    def differences(self, wanted: Wanted, span: Span) -> int:
        """How many buckets of a span differ from raw readings in n, sum, min or max: what `enms doctor` compares."""
        made, now = PlantRollup(self._plant).read(wanted, [span]), self._raw.read(wanted, [span])
        return sum(
            differing(made.get(series, Buckets.empty()), now.get(series, Buckets.empty()))
            for series in made.keys() | now.keys()
        )

    def _missing(self, wanted: Wanted, covered: Span | None, until: int, *, only_recent: bool) -> list[Span]:
        """What isn't rolled up yet, in pieces, the newest first; what came lately, in order of time."""
        if covered is not None:
            recent = list(pieces((max(covered[1] - LOOKBACK, covered[0]), until)))
            return recent if only_recent else [*recent, *self._before(wanted, covered[0])]
        return [] if only_recent else self._before(wanted, until)

    def _before(self, wanted: Wanted, until: int) -> list[Span]:
        """Pieces from there back to the first reading, over empty years in one step."""
        with self._plant.reading() as connection:
            extent = first_and_last(connection, wanted, (_LONG_AGO, until))
            if extent is None:
                return []
            first, last = (int(edge.timestamp()) // SECONDS * SECONDS for edge in extent)
            found, until = [(last + SECONDS, until)], last + SECONDS
            while first < until - _YEARS:
                before = first_and_last(connection, wanted, (first, until - _YEARS))
                gap = until - _YEARS if before is None else int(before[1].timestamp()) // SECONDS * SECONDS + SECONDS
                found += [*reversed(list(pieces((until - _YEARS, until)))), (gap, until - _YEARS)]
                until = gap
        return [span for span in (*found, *reversed(list(pieces((first, until))))) if span[0] < span[1]]

    def _continuous_tables(self, catalogue: Catalogue, *, begin: bool) -> dict[Table, Wanted]:
        """Tables whose rollup is a continuous aggregate; those that could have one get it where a rollup is begun."""
        tables: dict[Table, list[Wanted]] = {}
        for wanted in everything(catalogue):
            tables.setdefault(wanted.layout.table, []).append(wanted)
        chosen = {}
        for table, reads in tables.items():
            columns = list(dict.fromkeys(column for wanted in reads for column in wanted.columns))
            if begin and self._continuous.is_possible(reads[0].layout):
                try:
                    self._continuous.make(reads[0].layout, columns)
                except Refused as refused:
                    _logger.info("no continuous aggregate for %s: %s", table, refused.reason.code)
            if self._continuous.exists(table):
                chosen[table] = Wanted(reads[0].layout, tuple(columns), None)
        return chosen

    def _unmaterialised(self, wanted: Wanted, until: int) -> list[Span]:
        """What a continuous aggregate lacks at its end, in pieces, in order of time."""
        covered = self._continuous.covered(wanted)
        if covered is not None and covered[1] > _LONG_AGO:
            return list(pieces((covered[1] - LOOKBACK, until)))
        with self._plant.reading() as connection:
            first = first_instant(connection, wanted.layout)
        return [] if first is None else list(pieces((int(first.timestamp()) // SECONDS * SECONDS, until)))

    def _carry_out(self, work: Sequence[_Work], progress: Progress | None) -> Updated:
        started = time.monotonic()
        total = sum(_days(span) for _, spans in work for span in spans)
        done = values = buckets = 0
        for what, spans in work:
            for span in spans:
                if isinstance(what, _Whole):
                    self._continuous.refresh(what.table, span)
                else:
                    found = self._raw.read(what, [span])
                    buckets += self._rollup.write(what, span, found)
                    values += sum(int(part.n.sum()) for part in found.values())
                done += _days(span)
                if progress is not None:
                    progress(done, total)
        return Updated(values, buckets, time.monotonic() - started)

    def _parts(self, table: Table) -> list[Part] | None:
        """The chunks of a hypertable; None for any other table."""
        with self._plant.reading() as connection:
            row = connection.execute("SELECT to_regclass('timescaledb_information.chunks') IS NOT NULL").fetchone()
            if row is None or not row[0]:
                return None
            rows = connection.execute(_CHUNKS, [table.schema, table.name]).fetchall()
        return [Part(name, (start, end), changes) for name, start, end, changes in rows] or None


def differing(made: Buckets, now: Buckets) -> int:
    """How many buckets of a series are not alike, up to the rounding of sums."""
    both, here, there = np.intersect1d(made.start, now.start, assume_unique=True, return_indices=True)
    alike = np.ones(len(both), bool)
    for name in ("n", "sum", "min", "max", "not_numbers"):
        one, other = getattr(made, name)[here], getattr(now, name)[there]
        alike &= np.isclose(one, other, rtol=1e-12, atol=1e-12, equal_nan=True)
    return len(made) + len(now) - 2 * len(both) + int(np.sum(~alike))


def pieces(span: Span) -> Iterator[Span]:
    """A span in pieces of a week at most, in order."""
    for start in range(span[0], span[1], _PIECE):
        yield start, min(start + _PIECE, span[1])


def _common(one: Span, other: Span) -> Span:
    return max(one[0], other[0]), min(one[1], other[1])


def _days(span: Span) -> int:
    return max(1, round((span[1] - span[0]) / DAY))
