"""Which readings there are of an SEU: by data source, from when to when, how many, how often."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

import numpy as np
from psycopg import sql

from skill_enms.catalogue import Catalogue, Layout, Seu
from skill_enms.plant.buckets import Floats, Ints
from skill_enms.plant.cadence import changes, even_interval
from skill_enms.plant.database import Connection, Database
from skill_enms.plant.day_totals import DayTotals
from skill_enms.plant.marks import BACKFILL, marked, standing_marks, unmarked
from skill_enms.plant.rollup_choice import open_reader
from skill_enms.plant.schema import identifier
from skill_enms.plant.sources import UNKNOWN, Reader, says_backfill
from skill_enms.plant.statements import DAY, Span, Wanted, owned, source
from skill_enms.reasons import Refused
from skill_enms.results import Extent, IntervalChange

_KEYS = {
    "uuid": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE),
    **dict.fromkeys(("smallint", "integer", "bigint"), re.compile(r"-?\d{1,18}")),
}
_ALWAYS: Span = (-30_610_224_000, 32_503_680_000)
"""Years 1000 to 3000: readings outside are nobody's."""


def owners(layout: Layout, seu: Seu, catalogue: Catalogue) -> tuple[str | None, ...]:
    """Whose rows of a table belong to an SEU: its machines', its sites', or all of them."""
    if layout.machine_column:
        return keys_of(layout, layout.machine_column, seu.machine_ids)
    if layout.site_column:
        sites = {machine.id: machine.site_id for machine in catalogue.machines}
        return keys_of(layout, layout.site_column, [sites.get(machine) for machine in seu.machine_ids])
    return (None,)


def keys_of(layout: Layout, column: str, keys: Iterable[str | None]) -> tuple[str, ...]:
    """Those keys that the column's type can hold, each once."""
    type_ = layout.types[column]
    fits = _KEYS.get(type_, re.compile(r".*", re.DOTALL))
    return tuple(key for key in dict.fromkeys(keys) if key is not None and fits.fullmatch(key))


def meter_of(catalogue: Catalogue, seu: Seu) -> list[Wanted]:
    """Where the consumption of each machine of an SEU is read. Raises `Refused("no_meter")`."""
    meter = catalogue.energy_source(seu.energy_source).meter
    if meter is None:
        raise Refused("no_meter", energy_source=seu.energy_source)
    layout = catalogue.layout(meter.consumption.table)
    return [Wanted(layout, (meter.consumption,), owner) for owner in owners(layout, seu, catalogue)]


def first_and_last(connection: Connection, wanted: Wanted, span: Span = _ALWAYS) -> tuple[datetime, datetime] | None:
    """The instants of an owner's first and last reading in a span; None where it has none."""
    found = []
    for order in ("ASC", "DESC"):
        query = sql.SQL("SELECT time::timestamptz FROM {} WHERE {} ORDER BY time {} LIMIT 1").format(
            identifier(wanted.layout.table),
            owned(wanted, span),
            sql.SQL(order),  # type: ignore[arg-type,unused-ignore]
        )
        if row := connection.execute(query, prepare=False).fetchone():
            found.append(row[0])
    return (found[0], found[1]) if len(found) == 2 else None


def first_instant(connection: Connection, layout: Layout) -> datetime | None:
    """The instant of a table's first reading, whosever it is; None where it has none."""
    row = connection.execute(
        sql.SQL("SELECT min(time)::timestamptz FROM {}").format(identifier(layout.table)), prepare=False
    ).fetchone()
    first: datetime | None = row[0] if row else None
    return first


def extent_of_all(database: Database, catalogue: Catalogue, seu: Seu) -> tuple[datetime, datetime] | None:
    """The first and the last reading of an SEU's meter up to now, whatever their source; None where there is none."""
    until = int(datetime.now(timezone.utc).timestamp()) + 1
    with database.reading() as connection:
        found = [first_and_last(connection, wanted, (_ALWAYS[0], until)) for wanted in meter_of(catalogue, seu)]
    known = [extent for extent in found if extent]
    return (min(first for first, _ in known), max(last for _, last in known)) if known else None


def extents(
    database: Database, catalogue: Catalogue, seu: Seu, span: Span = _ALWAYS, *, reader: Reader | None = None
) -> tuple[Extent, ...]:
    """What readings there are of an SEU's meter in a span, by data source, the real ones first.

    Readings in the future are no part of it. Raises `Refused`: `no_meter`, and what `Database.reading` raises.
    """
    marks = standing_marks(database)
    reader = reader or open_reader(database)
    span = (span[0], min(span[1], int(datetime.now(timezone.utc).timestamp()) + 1))
    found: dict[tuple[str, bool], list[_Readings]] = {}
    for wanted in meter_of(catalogue, seu):
        with database.reading() as connection:
            known = first_and_last(connection, wanted, span)
        if known is None:
            continue
        whole = (int(known[0].timestamp()), int(known[1].timestamp()) + 1)
        bounds = np.arange(whole[0] // DAY * DAY, whole[1] + DAY, DAY, dtype=np.int64)
        hidden = marked(marks, wanted.layout.table, wanted.owner, whole)
        for is_marked, spans in ((False, unmarked(whole, hidden)), (True, hidden)):
            for series, totals in (reader.totals(wanted, spans, bounds) if spans else {}).items():
                if totals.n.any():
                    backfill = is_marked or says_backfill(series.data_source)
                    label = BACKFILL if backfill else series.data_source or UNKNOWN
                    readings = _Readings(wanted, series.data_source, spans, bounds, totals)
                    found.setdefault((label, not backfill), []).append(readings)
    with database.reading() as connection:
        result = [_extent(connection, key, parts) for key, parts in found.items()]
    return tuple(sorted(result, key=lambda extent: (not extent.real, extent.first)))


@dataclass(frozen=True, slots=True)
class _Readings:
    """The readings of one machine from one data source."""

    wanted: Wanted
    data_source: str | None
    spans: Sequence[Span]
    bounds: Ints
    totals: DayTotals

    @property
    def intervals(self) -> Floats:
        """The mean seconds between two readings, of each day that tells."""
        timed = self.totals.steps > 0
        if timed.any():
            return np.asarray(self.totals.step_sum[timed] / self.totals.steps[timed])
        days = np.flatnonzero(self.totals.n > 0)
        return np.diff(self.bounds[days]).astype(float)

    @property
    def change(self) -> IntervalChange | None:
        """The last change of the interval."""
        found = changes(even_interval(self.totals), self.bounds)
        if not found:
            return None
        # the days are those of UTC: their noon lies on the same day by the clocks of nearly every plant
        noon = int(self.bounds[found[-1].place]) + DAY // 2
        return IntervalChange(datetime.fromtimestamp(noon, timezone.utc), found[-1].before, found[-1].after)

    def edge(self, connection: Connection, *, last: bool) -> datetime:
        """The instant of the first or the last reading."""
        place = int(np.flatnonzero(self.totals.n > 0)[-1 if last else 0])
        day = (int(self.bounds[place]), int(self.bounds[place + 1]))
        inside = [(max(day[0], start), min(day[1], end)) for start, end in self.spans]
        for span in sorted((piece for piece in inside if piece[0] < piece[1]), reverse=last):
            query = sql.SQL(
                "SELECT time::timestamptz FROM {} WHERE {} AND {}::text IS NOT DISTINCT FROM {}"
                " ORDER BY time {} LIMIT 1"
            ).format(
                identifier(self.wanted.layout.table),
                owned(self.wanted, span),
                source(self.wanted.layout),
                sql.Literal(self.data_source),
                sql.SQL("DESC" if last else "ASC"),
            )
            if row := connection.execute(query, prepare=False).fetchone():
                edge: datetime = row[0]
                return edge
        return datetime.fromtimestamp(day[0], timezone.utc)


def _extent(connection: Connection, key: tuple[str, bool], parts: Sequence[_Readings]) -> Extent:
    usual = np.concatenate([part.intervals for part in parts])
    changed = [change for part in parts if (change := part.change) is not None]
    return Extent(
        *key,
        min(part.edge(connection, last=False) for part in parts),
        max(part.edge(connection, last=True) for part in parts),
        sum(int(part.totals.n.sum()) for part in parts),
        float(np.median(usual)) if len(usual) else None,
        max(changed, key=lambda change: change.since, default=None),
    )
