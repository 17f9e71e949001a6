"""What a plant's database lacks for quick and right answers, as data: a code and the figures that show it.

It looks and recommends; it never changes anything.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Literal

from psycopg import sql

from skill_enms.catalogue import Catalogue, Layout, Seu
from skill_enms.plant.database import Connection, Database
from skill_enms.plant.discovery import read_catalogue
from skill_enms.plant.extents import first_and_last, meter_of
from skill_enms.plant.migrate import is_prepared
from skill_enms.plant.raw import is_ranged
from skill_enms.plant.rights import lacks
from skill_enms.plant.rollup_check import differences
from skill_enms.plant.rollup_choice import PlantRollup
from skill_enms.plant.rollup_update import everything
from skill_enms.plant.schema import identifier
from skill_enms.plant.statements import Wanted, owned
from skill_enms.reasons import Refused

Level = Literal["fine", "advice", "wrong"]

OLDEST_SERVER = 14
LATE = 2 * 3600
"""Seconds that the rollup may lie behind."""
MANY_ROWS = 1_000_000
_COMPARED = 12
"""Of about so many tables and machines the rollup is compared with raw readings."""

_SERVER = """
SELECT current_setting('server_version'), current_setting('server_version_num')::integer / 10000,
       (SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'),
       current_setting('timescaledb.license', true)
"""

_RELATION = """
SELECT class.relkind::text,
       coalesce((SELECT sum(greatest(child.reltuples, 0))
                 FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
                 WHERE inhparent = class.oid), 0) + greatest(class.reltuples, 0),
       EXISTS (SELECT FROM pg_inherits WHERE inhparent = class.oid)
FROM pg_class AS class WHERE class.oid = %s::regclass
"""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at."""

    code: str
    """Stable name of what was found."""
    level: Level
    """`wrong` keeps something from working, `advice` makes it better, `fine` is told because it was asked."""
    data: Mapping[str, object] = field(default_factory=dict)
    """Names and figures, and the `statement` to run where there is one; plain values only."""
    stops: bool = False
    """Whether nothing more could be looked at."""


def diagnose(database: Database, default_time_zone: str, *, every_day: bool = False) -> list[Diagnosis]:
    """Look at everything, from the connection on; what can't be reached ends the list.

    `every_day`: compare the whole rollup with raw readings, not a sample of its days, however long that takes.

    Raises nothing for what is wrong with the database: that is what it tells.
    """
    try:
        return list(_diagnoses(database, default_time_zone, every_day=every_day))
    except Refused as refused:
        return [Diagnosis(refused.reason.code, "wrong", dict(refused.reason.data), stops=True)]


def _diagnoses(database: Database, default_time_zone: str, *, every_day: bool) -> Iterator[Diagnosis]:
    with database.reading() as connection:
        yield from _server(connection)
        has_timescaledb = _has_timescaledb(connection)
    if database.store is not database:
        with database.store.reading() as connection:
            yield Diagnosis("store_apart", "fine", {"database": connection.info.dbname, "host": connection.info.host})
    if is_prepared(database):
        yield from _rights(database)
    else:
        yield Diagnosis("not_migrated", "wrong")
    try:
        with database.reading() as connection:
            catalogue = read_catalogue(connection, default_time_zone)
    except Refused as refused:
        yield Diagnosis(refused.reason.code, "wrong", dict(refused.reason.data), stops=True)
        return
    for problem in catalogue.problems:
        yield Diagnosis(problem.code, "wrong", dict(problem.data))
    yield from _sources(catalogue)
    with database.reading() as connection:
        for seu in catalogue.seus:
            yield from _readings_of(connection, catalogue, seu)
        for layout in catalogue.layouts:
            yield from _table(connection, layout, has_timescaledb=has_timescaledb)
    yield from _rollup(database, catalogue, every_day=every_day)


def _server(connection: Connection) -> Iterator[Diagnosis]:
    row = connection.execute(_SERVER).fetchone()
    version, major, extension, licence = row or ("", 0, None, None)
    yield Diagnosis("server", "fine", {"version": version})
    if major < OLDEST_SERVER:
        yield Diagnosis("server_too_old", "wrong", {"version": version, "needed": OLDEST_SERVER})
    if extension is None:
        yield Diagnosis("no_timescaledb", "fine")
    else:
        yield Diagnosis("timescaledb", "fine", {"version": extension, "licence": licence})
    info = connection.info
    if not info.host.startswith(("/", "@")) and not connection.pgconn.ssl_in_use and info.host not in _THIS_MACHINE:
        yield Diagnosis("no_tls", "advice", {"host": info.host})


def _rights(database: Database) -> Iterator[Diagnosis]:
    """What the skill's roles may not do, and how that is mended."""
    try:
        found = lacks(database)
    except Refused as refused:  # the role that writes
        yield Diagnosis(refused.reason.code, "wrong", dict(refused.reason.data))
        return
    for lack in found:
        level: Level = "wrong" if lack.what == "may_not_write" else "advice"
        yield Diagnosis(lack.what, level, {"role": lack.role, "names": list(lack.names), "statement": lack.statement})


_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1", ""})


def _has_timescaledb(connection: Connection) -> bool:
    return bool(connection.execute("SELECT FROM pg_extension WHERE extname = 'timescaledb'").fetchall())


def _sources(catalogue: Catalogue) -> Iterator[Diagnosis]:
    named = {problem.data.get("energy_source") for problem in catalogue.problems}
    for source in catalogue.energy_sources:
        if source.meter is None and source.name not in named:
            yield Diagnosis("energy_source_without_meter", "advice", {"energy_source": source.name})
    if not catalogue.seus:
        yield Diagnosis("no_seus", "advice")


def _readings_of(connection: Connection, catalogue: Catalogue, seu: Seu) -> Iterator[Diagnosis]:
    """Whether an SEU has readings, and whether some lie in the future."""
    if catalogue.energy_source(seu.energy_source).meter is None:
        return
    about = {"seu": seu.name, "energy_source": seu.energy_source}
    now = int(time.time()) + 1
    found = [(wanted, first_and_last(connection, wanted)) for wanted in meter_of(catalogue, seu)]
    names = dict(zip(seu.machine_ids, seu.machine_names, strict=False))
    silent = [names.get(str(wanted.owner), str(wanted.owner)) for wanted, extent in found if extent is None]
    if len(silent) == len(found):
        yield Diagnosis("seu_without_data", "wrong", about)
    elif silent:
        yield Diagnosis("machines_without_data", "advice", {**about, "machines": silent})
    future = sum(_count(connection, wanted, now) for wanted, extent in found if extent and extent[1].timestamp() > now)
    if future:
        yield Diagnosis("future_readings", "advice", {**about, "count": future})


def _count(connection: Connection, wanted: Wanted, since: int) -> int:
    query = sql.SQL("SELECT count(*) FROM {} WHERE {}").format(
        identifier(wanted.layout.table), owned(wanted, (since, _END_OF_TIME))
    )
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


_END_OF_TIME = 32_503_680_000


def _table(connection: Connection, layout: Layout, *, has_timescaledb: bool) -> Iterator[Diagnosis]:
    """Indexes of a table, and whether it would be better off as a hypertable."""
    name = identifier(layout.table).as_string(connection)
    kind, rows, has_parts = connection.execute(_RELATION, [name]).fetchone() or ("v", 0, False)
    if kind not in {"r", "p"}:
        return
    is_hypertable = kind == "r" and has_parts and has_timescaledb
    key = layout.machine_column or layout.site_column
    wanted = [key, "time"] if key else ["time"]
    if not any(list(index[: len(wanted)]) == wanted for index in layout.indexes):
        how = "" if is_hypertable or kind == "p" else " CONCURRENTLY"
        per_chunk = " WITH (timescaledb.transaction_per_chunk)" if is_hypertable else ""
        columns = ", ".join(sql.Identifier(column).as_string(connection) for column in wanted)
        statement = f"CREATE INDEX{how} ON {name} ({columns}){per_chunk}"
        level: Level = "advice" if is_ranged(layout) else "wrong"
        yield Diagnosis("missing_index", level, {"table": str(layout.table), "statement": statement})
    if has_timescaledb and kind == "r" and not has_parts and rows >= MANY_ROWS:
        statement = f"SELECT create_hypertable({sql.Literal(name).as_string(connection)}, 'time', migrate_data => true)"
        data = {"table": str(layout.table), "rows": int(rows), "statement": statement}
        yield Diagnosis("plain_table", "advice", data)


def _rollup(database: Database, catalogue: Catalogue, *, every_day: bool) -> Iterator[Diagnosis]:
    """How far the rollup lies behind, and whether it is what raw readings come to."""
    rollup = PlantRollup(database)
    now = time.time()
    covered = [(wanted, rollup.covered(wanted)) for wanted in everything(catalogue)]
    known = [(wanted, span) for wanted, span in covered if span is not None]
    if not known:
        yield Diagnosis("no_rollup", "advice")
        return
    oldest = min(span[1] for _, span in known)
    data = {"until": datetime.fromtimestamp(oldest, timezone.utc).isoformat(), "seconds": round(now - oldest)}
    yield Diagnosis("rollup", "advice" if now - oldest > LATE else "fine", data)
    compared = known if every_day else known[:: max(1, len(known) // _COMPARED)]
    differing = 0
    for wanted, span in compared:
        buckets = differences(database, catalogue, wanted, span, every_day=every_day)
        differing += buckets
        if buckets:
            about = {"table": str(wanted.layout.table), "machine": wanted.owner, "buckets": buckets}
            yield Diagnosis("rollup_differs", "wrong", about)
    if not differing:
        yield Diagnosis("rollup_agrees_everywhere" if every_day else "rollup_agrees", "fine")
