"""The schema: what is missing is made, in steps that are recorded in the plant's database.

Each `migrations/NNN_name.sql` runs once, in a transaction of its own. One that had to leave something out because the
role may not alter a table of theirs says so in its record and is tried again by the next run; whatever calls
`pg_temp.skip` can be repeated.
"""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from pathlib import Path

from psycopg import errors

from skill_enms.plant.database import Connection, Database

_logger = logging.getLogger(__name__)

OWN = ("005_baselines", "006_data_marks", "007_rollup", "101_rollup", "200_adjustments")
"""The migrations of a store apart from its plant: our tables, without those that are read beside the plant's own."""

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 7_362_110_942_018
"""Key of the advisory lock that one migrating session holds; any number nobody else uses."""

_LOCK_TIMEOUT = "1s"
"""Whoever reads a table after us waits as long as we wait for it to be free. So rather often than long."""
_ATTEMPTS = 15
_PAUSE_SECONDS = 0.5


def migrate(database: Database, folder: Path = MIGRATIONS) -> list[str]:
    """Bring the database up to date; returns the names of the migrations applied, in order; none the second time.

    Where it has a store apart, that is brought up to date, and in the plant's own database nothing is touched.
    Safe to run from several processes at once. Needs no rights where there is nothing to do. Raises `Refused`:
    `not_permitted` where the role may not even make our own schema, `database_timeout` where others hold a table of
    theirs for too long, and what else `Database.writing` raises.
    """
    files = _files_for(database, folder)
    with database.store.dedicated() as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        pending = _pending(connection, files)
        if not pending:
            return []
        connection.execute("SELECT set_config('lock_timeout', %s, false)", [_LOCK_TIMEOUT])
        _run(connection, folder / "prepare.sql")
        return [path.stem for path in pending if _applied_in_time(connection, path)]


def is_prepared(database: Database, folder: Path = MIGRATIONS) -> bool:
    """Whether every migration has been applied, left-out parts aside."""
    with database.store.reading() as connection:
        recorded = _recorded(connection)
    return all(path.stem in recorded for path in _files_for(database, folder))


def left_out(database: Database) -> tuple[str, ...]:
    """What had to be left out, as the migrations recorded it ("column seus.r_squared"). Raises like `migrate`."""
    with database.store.dedicated() as connection:
        return tuple(what for _, skipped in sorted(_recorded(connection).items()) for what in skipped)


def _files_for(database: Database, folder: Path) -> list[Path]:
    """The migrations of a database in their order; of a store apart only our own."""
    files = sorted(folder.glob("[0-9]*_*.sql"))
    return files if database.store is database else [path for path in files if path.stem in OWN]


def _recorded(connection: Connection) -> dict[str, list[str]]:
    """Name → what it had to leave out, for every migration that was applied."""
    exists = connection.execute("SELECT to_regclass('enms.migrations') IS NOT NULL").fetchone()
    if exists is None or not exists[0]:
        return {}
    return dict(connection.execute("SELECT name, skipped FROM enms.migrations").fetchall())


def _pending(connection: Connection, files: list[Path]) -> list[Path]:
    recorded = _recorded(connection)
    return [path for path in files if recorded.get(path.stem) != []]


def _applied_in_time(connection: Connection, path: Path) -> bool:
    for _ in range(_ATTEMPTS - 1):
        with suppress(errors.LockNotAvailable):
            return _applied(connection, path)
        time.sleep(_PAUSE_SECONDS)
    return _applied(connection, path)


def _applied(connection: Connection, path: Path) -> bool:
    """Run one migration; whether its record changed by that."""
    with connection.transaction():
        connection.execute("SELECT set_config('enms.skipped', '', false)")
        _run(connection, path)
        row = connection.execute("SELECT current_setting('enms.skipped')").fetchone()
        skipped = str(row[0]).splitlines() if row else []
        changed = connection.execute(
            "INSERT INTO enms.migrations (name, skipped) VALUES (%s, %s) "
            "ON CONFLICT (name) DO UPDATE SET skipped = excluded.skipped, applied_at = now() "
            "WHERE enms.migrations.skipped IS DISTINCT FROM excluded.skipped RETURNING name",
            [path.stem, skipped],
        ).fetchone()
    for left_out in skipped:
        _logger.warning("migration %s left out what this role may not change: %s", path.stem, left_out)
    return changed is not None


def _run(connection: Connection, path: Path) -> None:
    connection.execute(path.read_bytes())
