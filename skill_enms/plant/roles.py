"""Two roles for the skill in a plant's database: one that may only read, one that may also write what is ours.

The reader may SELECT and nothing else. The writer may do that too, change rows in our schema, and write the columns of
`seus` that mirror the active baseline. Neither may make, alter or drop anything. Whoever runs this needs to own the
plant's tables and to be allowed to make roles.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from psycopg import sql

from skill_enms.plant.database import Connection, Database
from skill_enms.plant.mirror import MIRRORED_COLUMNS, MIRRORED_TABLE

OWN_SCHEMA = "enms"


@dataclass(frozen=True, slots=True)
class Role:
    """A role that may log in."""

    name: str
    """Its name. A role that exists already keeps what else it may."""
    password: str | None = None
    """Its password, which travels hashed; None leaves it as it is (none for a new role)."""


@dataclass(frozen=True, slots=True)
class _OwnedTable:
    schema: str
    name: str
    owner: str


def make_roles(database: Database, reader: Role, writer: Role) -> None:
    """Make both roles where they are missing and grant what they need, on tables that come later as well.

    May be repeated, and should be after a table was made by another owner. Raises `Refused("not_permitted")` where the
    role that `database` logs in with may not do that, and `database_not_prepared` before the first migration.
    """
    with database.dedicated() as connection, connection.transaction():
        for role in (reader, writer):
            _make(connection, role)
            _set(connection, role, "statement_timeout", "5min")
        _set(connection, reader, "default_transaction_read_only", "on")
        for role in (reader, writer):
            _grant_reading(connection, role)
        _grant_writing(connection, writer)


def _make(connection: Connection, role: Role) -> None:
    name = sql.Identifier(role.name)
    if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [role.name]).fetchone() is None:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(name))
    if role.password is not None:
        hashed = connection.pgconn.encrypt_password(role.password.encode(), role.name.encode(), b"scram-sha-256")
        connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, hashed.decode()))


def _set(connection: Connection, role: Role, setting: str, value: str) -> None:
    name = connection.info.dbname
    connection.execute(
        sql.SQL("ALTER ROLE {} IN DATABASE {} SET {} = {}").format(
            sql.Identifier(role.name), sql.Identifier(name), sql.Identifier(setting), value
        )
    )


def _grant_reading(connection: Connection, role: Role) -> None:
    name = sql.Identifier(role.name)
    connection.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(connection.info.dbname), name)
    )
    tables = _tables(connection)
    for schema in {table.schema for table in tables}:
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(sql.Identifier(schema), name))
    for table in tables:
        connection.execute(sql.SQL("GRANT SELECT ON {} TO {}").format(sql.Identifier(table.schema, table.name), name))
    for owner, schema in {(table.owner, table.schema) for table in tables}:
        connection.execute(
            sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA {} GRANT SELECT ON TABLES TO {}").format(
                sql.Identifier(owner), sql.Identifier(schema), name
            )
        )


def _grant_writing(connection: Connection, role: Role) -> None:
    name, schema = sql.Identifier(role.name), sql.Identifier(OWN_SCHEMA)
    for rights in ("SELECT, INSERT, UPDATE, DELETE ON ALL TABLES", "USAGE ON ALL SEQUENCES"):
        connection.execute(sql.SQL("GRANT {} IN SCHEMA {} TO {}").format(sql.SQL(rights), schema, name))
    connection.execute(sql.SQL("REVOKE INSERT, UPDATE, DELETE ON {}.migrations FROM {}").format(schema, name))
    mirrored = [
        column
        for (column,) in connection.execute(
            "SELECT attname FROM pg_attribute "
            "WHERE attrelid = to_regclass(%s) AND attname = ANY(%s) AND attnum > 0 AND NOT attisdropped",
            [MIRRORED_TABLE, list(MIRRORED_COLUMNS)],
        )
    ]
    if mirrored:
        connection.execute(
            sql.SQL("GRANT UPDATE ({}) ON {} TO {}").format(_names(mirrored), sql.Identifier(MIRRORED_TABLE), name)
        )


def _names(columns: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))


def _tables(connection: Connection) -> list[_OwnedTable]:
    """The plant's tables and ours, as far as the present role may speak for their owners."""
    rows = connection.execute(
        "SELECT nspname, relname, relowner::regrole::name::text "
        "FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace "
        "WHERE relkind IN ('r', 'p', 'v', 'm') AND pg_has_role(relowner, 'USAGE') "
        "AND nspname <> 'information_schema' AND NOT starts_with(nspname, 'pg_') "
        "AND NOT starts_with(nspname, '_timescaledb') AND NOT starts_with(nspname, 'timescaledb_')"
    )
    return [_OwnedTable(*row) for row in rows]
