"""What a role lacks to bring a plant's database up to date, and the statements by which an owner grants it.

What the skill itself needs, once that is done, is told by `rights`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from psycopg import sql

from skill_enms.plant.database import Connection, Database
from skill_enms.plant.migrate import MIGRATIONS

_MADE = re.compile(r"pg_temp\.(?:add_column|make_table|make_readings_table)\('(\w+)'")
_MADE_IF_NEEDED = re.compile(r"pg_temp\.make_meter_table\('\w+', '(\w+)'")
"""Where a migration names a table of the plant's."""

_CHECKS = """
SELECT current_user::text, current_database()::text, current_schema()::text,
       to_regnamespace('enms') IS NULL AND NOT has_database_privilege(current_database(), 'CREATE'),
       coalesce(NOT has_schema_privilege(to_regnamespace('enms')::oid, 'CREATE'), false),
       coalesce(NOT has_schema_privilege(current_schema(), 'CREATE'), false),
       NOT (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user)
"""

_OWNERS = """
SELECT DISTINCT rolname::text, rolsuper FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner
WHERE (pg_class.oid = ANY (SELECT to_regclass(name) FROM unnest(%s::text[]) AS plants(name))
       OR relnamespace = to_regnamespace('enms') AND relkind IN ('r', 'p'))
  AND relkind IN ('r', 'p') AND NOT pg_has_role(relowner, 'USAGE')
ORDER BY 1
"""

_MISSING = "SELECT name FROM unnest(%s::text[]) AS plants(name) WHERE to_regclass(name) IS NULL LIMIT 1"


@dataclass(frozen=True, slots=True)
class Needed:
    """What a role lacks to migrate all of it."""

    owners: tuple[str, ...] = ()
    """The roles that own tables which it would have to alter."""
    statements: tuple[str, ...] = ()
    """What they may run for it. Nobody is made a member of a superuser: such an owner has to migrate itself."""


@cache
def plants_tables(named: re.Pattern[str]) -> tuple[str, ...]:
    """Names of the plant's tables in migrations, where they are named so."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(MIGRATIONS.glob("[0-9]*.sql")))
    return tuple(dict.fromkeys(name for text in texts for name in named.findall(text)))


def rights_needed(database: Database, *, roles: bool = False) -> Needed:
    """What the role that migrates lacks, and the statements by which an owner grants it; empty where it lacks nothing.

    `roles`: it is to make roles, too. Raises `Refused` where the role can't log in.
    """
    with database.dedicated() as connection:
        return _needed(connection, roles=roles)


def _needed(connection: Connection, *, roles: bool) -> Needed:
    row = connection.execute(_CHECKS).fetchone()
    assert row is not None  # a SELECT without FROM has one row
    role, name, schema, no_schema, no_tables_of_ours, no_tables, no_roles = row
    made, meters = plants_tables(_MADE), plants_tables(_MADE_IF_NEEDED)
    missing = connection.execute(_MISSING, [list(made)]).fetchone()
    to_role = sql.Identifier(role)
    grants: list[sql.Composed] = []
    if no_schema:
        grants.append(sql.SQL("GRANT CREATE ON DATABASE {} TO {}").format(sql.Identifier(name), to_role))
    if no_tables_of_ours:
        grants.append(sql.SQL("GRANT USAGE, CREATE ON SCHEMA enms TO {}").format(to_role))
    if no_tables and missing and schema is not None:
        grants.append(sql.SQL("GRANT CREATE ON SCHEMA {} TO {}").format(sql.Identifier(schema), to_role))
    owners = connection.execute(_OWNERS, [[*made, *meters]]).fetchall()
    plain = [sql.Identifier(owner) for owner, superuser in owners if not superuser]
    grants += [sql.SQL("GRANT {} TO {}").format(owner, to_role) for owner in plain]
    if roles and no_roles:
        grants.append(sql.SQL("ALTER ROLE {} CREATEROLE").format(to_role))
    return Needed(tuple(owner for owner, _ in owners), tuple(f"{grant.as_string(connection)};" for grant in grants))
