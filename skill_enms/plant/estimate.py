"""How long raw readings will take, so that nobody waits without knowing for how long."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from psycopg import sql

from skill_enms.plant.database import Connection, Database
from skill_enms.plant.extents import first_and_last
from skill_enms.plant.raw import is_ranged
from skill_enms.plant.rollup import LOOKBACK, Rollup, split
from skill_enms.plant.schema import identifier
from skill_enms.plant.statements import Span, Wanted, owned

_ROWS_A_SECOND = 2_000_000
"""What a server steps through on an index for two connections; a fifth of it without one that leads to the readings."""
_SAMPLE = 100


def estimated_seconds(database: Database, reads: Iterable[Wanted], span: Span, rollup: Rollup | None = None) -> float:
    """About how many seconds reading takes: the rows of each table and owner that no rollup covers, at a usual speed.

    How many rows there are is told by how far apart the first of them are, and by the last one. Raises what
    `Database.reading` raises.
    """
    seconds = 0.0
    for wanted in reads:
        covered = rollup.covered(wanted) if rollup is not None else None
        rest = [span] if covered is None else split([span], (covered[0], covered[1] - LOOKBACK))[1]
        with database.reading() as connection:
            rows = sum(_rows(connection, wanted, part) for part in rest)
        speed = _ROWS_A_SECOND if is_ranged(wanted.layout) else _ROWS_A_SECOND / 5
        seconds += rows * (1 + 0.2 * len(wanted.columns)) / speed
    return seconds


def _rows(connection: Connection, wanted: Wanted, span: Span) -> float:
    query = sql.SQL("SELECT time::timestamptz FROM {} WHERE {} ORDER BY time LIMIT {}").format(
        identifier(wanted.layout.table), owned(wanted, span), _SAMPLE
    )
    instants: list[datetime] = [instant for (instant,) in connection.execute(query, prepare=False)]
    if len(instants) < _SAMPLE:
        return len(instants)
    extent = first_and_last(connection, wanted, span)
    until = span[1] if extent is None else min(span[1], extent[1].timestamp())
    apart = (instants[-1] - instants[0]).total_seconds() / (len(instants) - 1)
    return (until - instants[0].timestamp()) / max(apart, 0.001)
