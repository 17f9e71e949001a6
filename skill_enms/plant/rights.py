"""What the role that the skill logs in with may not do, and the statement that would let it."""

from __future__ import annotations

from dataclasses import dataclass

from psycopg import sql

from skill_enms.plant.database import Connection, Database
from skill_enms.plant.mirror import MIRRORED_COLUMNS, MIRRORED_TABLE

_ROLE = "SELECT current_user::text"

_UNWRITABLE = """
SELECT format('%%I.%%I', nspname, relname)
FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE nspname = 'enms' AND relkind IN ('r', 'p') AND relname <> 'migrations'
  AND NOT (has_table_privilege(pg_class.oid, 'INSERT') AND has_table_privilege(pg_class.oid, 'UPDATE')
           AND has_table_privilege(pg_class.oid, 'DELETE'))
ORDER BY 1
"""

_UNMIRRORED = """
SELECT attname::text FROM pg_attribute
WHERE attrelid = to_regclass(%s) AND attname = ANY(%s) AND attnum > 0 AND NOT attisdropped
  AND NOT has_column_privilege(attrelid, attnum, 'UPDATE')
ORDER BY attnum
"""

_UNREADABLE = """
SELECT format('%%I.%%I', nspname, relname)
FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind IN ('r', 'p', 'v', 'm') AND nspname <> 'information_schema' AND NOT starts_with(nspname, 'pg_')
  AND NOT starts_with(nspname, '_timescaledb') AND NOT starts_with(nspname, 'timescaledb_')
  AND NOT (has_table_privilege(pg_class.oid, 'SELECT') AND has_schema_privilege(pg_namespace.oid, 'USAGE'))
ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that a role may not do."""

    what: str
    """`may_not_write`, `may_not_mirror` or `may_not_read`."""
    role: str
    """Who may not."""
    names: tuple[str, ...]
    """Tables, or columns of `seus`."""
    statement: str
    """What whoever owns them may run."""


def lacks(database: Database) -> list[Lack]:
    """What the roles of this database may not do of what the skill does. Raises `Refused` where they can't log in."""
    found: list[Lack] = []
    with database.reading() as connection:
        found += _lack(connection, "may_not_read", _UNREADABLE, (), "GRANT SELECT ON {} TO {}")
    with database.store.writing() as connection:
        rights = "GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}"
        found += _lack(connection, "may_not_write", _UNWRITABLE, (), rights)
        if database.store is not database:
            return found  # nothing is mirrored into a database in which nothing is written
        columns = (MIRRORED_TABLE, list(MIRRORED_COLUMNS))
        found += _lack(
            connection, "may_not_mirror", _UNMIRRORED, columns, f"GRANT UPDATE ({{}}) ON {MIRRORED_TABLE} TO {{}}"
        )
    return found


def _lack(connection: Connection, what: str, query: str, parameters: tuple[object, ...], grant: str) -> list[Lack]:
    names = tuple(str(name) for (name,) in connection.execute(query.encode(), parameters))
    if not names:
        return []
    row = connection.execute(_ROLE).fetchone()
    role = str(row[0]) if row else ""
    quoted = sql.Identifier(role).as_string(connection)
    return [Lack(what, role, names, grant.format(", ".join(names), quoted))]
