"""Brings the demo plant into a database, whole or not at all, and keeps it up to yesterday."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
from psycopg import sql

from skill_enms.demo.conditions import HOUR, Hours, local_midnight
from skill_enms.demo.meters import ENVIRONMENT_TABLE, METER_TABLES, Rows, simulated_rows
from skill_enms.demo.plant import FACTORIES, FIRST_DAY, MACHINES, PARTS_PLANT, SEUS, SIMULATED_MACHINES
from skill_enms.demo.steel import steel_rows
from skill_enms.demo.truth import TRUTHS
from skill_enms.plant.database import Connection, Database
from skill_enms.reasons import Refused

_logger = logging.getLogger(__name__)

FIRST_END = date(FIRST_DAY.year + 1, 1, 1)
"""There is a whole first year whatever the clock says: a device without a battery may wake up in 1970."""

_LOCK = 7_362_110_942_019
"""Key of the advisory lock that one loading session holds; any number nobody else uses."""
_SETS = 2 * len(SIMULATED_MACHINES) + len(TRUTHS)
"""Sets of rows a day is made of: each machine's weather and production, and each meter."""


class PlantInTheWay(Exception):
    """The database holds machines or SEUs that are not the demo plant's; nothing was changed.

    Any of them is in the way, unless `beside_others` was given: then only what has a name of the demo plant's.
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)
        """Their names."""


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What a load did."""

    was_loaded: bool
    """Whether the plant was there already; then only days since were added, if any."""
    rows_added: Mapping[str, int]
    """Table → rows of readings and drivers that were added; empty where nothing was missing."""
    start: date
    """First day of the simulated machines' readings."""
    end: date
    """The day after the last one that was asked for."""


def is_loaded(database: Database) -> bool:
    """Whether the demo plant is in that database, migrated or not. Raises `Refused` as `Database.reading` does."""
    with database.reading() as connection:
        return _loaded(connection)


def load(
    database: Database,
    *,
    until: date | None = None,
    beside_others: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> DemoSummary:
    """Make the demo plant in a migrated database, or add the days that have passed since.

    `until`: the day after the last one; by default today in the plant's time zone; never before `FIRST_END`.
    `beside_others`: go ahead in a database that holds another plant. `progress`: called with how many sets of rows are
    done, and how many there are.

    It is one transaction: what is interrupted leaves nothing, and of two that load at once one does. Raises
    `PlantInTheWay`; `Refused("database_not_prepared")` where tables or columns are missing or unlike those that the
    migrations make; and what `Database.writing` raises.
    """
    end = max(until or datetime.now(ZoneInfo(PARTS_PLANT.time_zone)).date(), FIRST_END)
    with database.writing() as connection:
        connection.execute("SET LOCAL lock_timeout = '60s'")
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        was_loaded = _loaded(connection)
        if was_loaded:
            added = _load_days(connection, _last_hour(connection), end, progress)
        else:
            others = _other_names(connection)
            in_the_way = others & _own_names() if beside_others else others
            if in_the_way:
                raise PlantInTheWay(sorted(in_the_way))
            _insert_plant(connection)
            added = _load_days(connection, None, end, progress)
            if not others:
                _analyse(connection, added)
    _logger.info("demo plant: %d rows added, days up to %s", sum(added.values()), end)
    return DemoSummary(was_loaded, added, FIRST_DAY, end)


def _loaded(connection: Connection) -> bool:
    if not _columns(connection, "machines"):
        return False
    ids = [str(machine.id) for machine in MACHINES]
    return bool(_rows(connection, "SELECT 1 FROM machines WHERE id::text = ANY(%s) LIMIT 1", [ids]))


def _last_hour(connection: Connection) -> int:
    """The latest hour loaded, in seconds since 1970 UTC: all tables end together, and weather lacks no hour."""
    query = sql.SQL("SELECT extract(epoch FROM max(time))::bigint FROM {} WHERE machine_id = %s")
    ((latest,),) = connection.execute(
        query.format(sql.Identifier(ENVIRONMENT_TABLE)), [SIMULATED_MACHINES[0].id]
    ).fetchall()
    return int(latest or 0)


def _own_names() -> set[str]:
    return {*(f.name for f in FACTORIES), *(m.name for m in MACHINES), *(seu.name for seu in SEUS)}


def _other_names(connection: Connection) -> set[str]:
    """Names of the machines and SEUs that are there, and of factories that could be taken for ours."""
    for table in ("factories", "machines", "seus"):
        _require(connection, table, {"id", "name"}, filling=False)
    factories = [factory.name for factory in FACTORIES]
    found = _rows(
        connection,
        "SELECT name FROM machines UNION SELECT name FROM seus UNION SELECT name FROM factories WHERE name = ANY(%s)",
        [factories],
    )
    return {str(name) for (name,) in found}


def _insert_plant(connection: Connection) -> None:
    sources = _energy_sources(connection)
    _insert(connection, "factories", [{"id": f.id, "name": f.name, "timezone": f.time_zone} for f in FACTORIES])
    _insert(connection, "machines", [{"id": m.id, "name": m.name, "factory_id": m.factory.id} for m in MACHINES])
    _insert(
        connection,
        "seus",
        [
            {
                "id": seu.id,
                "name": seu.name,
                "energy_source_id": sources[seu.energy_source],
                "machine_ids": [machine.id for machine in seu.machines],
            }
            for seu in SEUS
        ],
    )
    spoken = [{"seu_id": str(seu.id), "spoken_name": name} for seu in SEUS for name in seu.spoken_names]
    _insert(connection, "enms.seu_spoken_names", spoken)


def _energy_sources(connection: Connection) -> dict[str, object]:
    """Energy source → the id of its row, all of them measured in the tables that the demo plant fills."""
    _require(connection, "energy_sources", {"id", "name", "readings_table", "readings_filter_column"}, filling=False)
    found = _rows(
        connection,
        "SELECT name, id, readings_table FROM energy_sources WHERE name = ANY(%s) AND readings_filter_column IS NULL",
        [list(METER_TABLES)],
    )
    ids = {str(name): id_ for name, id_, table in found if table == METER_TABLES[str(name)]}
    if ids.keys() != METER_TABLES.keys():
        raise Refused("database_not_prepared")
    return ids


def _insert(connection: Connection, table: str, rows: Sequence[Mapping[str, object]]) -> None:
    columns = list(rows[0])
    _require(connection, table, set(columns), filling=True)
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(*table.split(".")),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(map(sql.Placeholder, columns)),
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _load_days(
    connection: Connection, after: int | None, end: date, progress: Callable[[int, int], None] | None
) -> dict[str, int]:
    """Copy the rows later than `after` (None: all, the steel works too); table → rows copied."""
    added: Counter[str] = Counter()
    if after is not None and after + HOUR >= local_midnight(end):
        return {}
    total = _SETS + (after is None)
    for done, rows in enumerate(_all_rows(end, with_steel=after is None), start=1):
        new = rows if after is None else rows.later_than(after)
        _copy(connection, new)
        added[new.table] += len(new.time)
        if progress is not None:
            progress(done, total)
    return dict(added)


def _all_rows(end: date, *, with_steel: bool) -> Iterator[Rows]:
    yield from simulated_rows(Hours(end))
    if with_steel:
        yield steel_rows()


def _copy(connection: Connection, rows: Rows) -> None:
    columns = ["time", "machine_id", "data_source", *rows.values]
    _require(connection, rows.table, set(columns), filling=True)
    times = np.datetime_as_string(rows.time.astype("datetime64[s]"), timezone="UTC").tolist()
    machines = [str(rows.machine.id)] * len(times)
    values = [column.tolist() for column in rows.values.values()]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(rows.table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in zip(times, machines, rows.data_source, *values, strict=True):
            copy.write_row(row)


def _analyse(connection: Connection, tables: Mapping[str, int]) -> None:
    """Tell the planner what came: the first questions come before autovacuum does."""
    for table in tables:
        connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))


def _require(connection: Connection, table: str, columns: set[str], *, filling: bool) -> None:
    """Refuse a table that lacks one of these columns or, where it is to be filled with them, asks for more."""
    present = _columns(connection, table)
    demanded = {column for column, must_be_given in present.items() if must_be_given}
    if not columns <= present.keys() or (filling and not demanded <= columns):
        _logger.warning("the demo plant doesn't fit the table %s of this database", table)
        raise Refused("database_not_prepared")


def _columns(connection: Connection, table: str) -> dict[str, bool]:
    """Column → whether a row must give it; empty where there is no such table."""
    found = _rows(
        connection,
        "SELECT attname::text, attnotnull AND NOT atthasdef AND attidentity = '' FROM pg_attribute "
        "WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped",
        [table],
    )
    return {str(name): bool(must_be_given) for name, must_be_given in found}


def _rows(connection: Connection, query: str, values: Sequence[object]) -> list[tuple[object, ...]]:
    return connection.execute(query, values).fetchall()
