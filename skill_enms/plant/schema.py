"""Which tables and columns there are, and may be read: the only names that ever become SQL identifiers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from psycopg import sql

from skill_enms.catalogue import Table
from skill_enms.plant.database import Connection

NUMERIC_TYPES = frozenset({"smallint", "integer", "bigint", "numeric", "real", "double precision"})
TEXT_TYPES = frozenset({"text", "character varying", "character"})
TIME_TYPES = frozenset({"timestamp with time zone", "timestamp without time zone"})

OWN_SCHEMA = "enms"
_OWN_TABLE = re.compile(r"CREATE TABLE (?:IF NOT EXISTS )?enms\.(\w+)")

# What information_schema would list (columns that this role may read), read from where its views look, since those ask
# anew for each of a hypertable's thousands of chunk columns.
_COLUMNS = """
SELECT class.oid::bigint, space.nspname::text, class.relname::text, class.relkind IN ('r', 'p', 'f'),
       array_position(current_schemas(false), space.nspname),
       array_agg(attribute.attname::text ORDER BY attribute.attnum),
       array_agg(format_type(coalesce(nullif(type.typbasetype, 0), type.oid), NULL) ORDER BY attribute.attnum)
FROM pg_class AS class
JOIN pg_namespace AS space ON space.oid = class.relnamespace
JOIN pg_attribute AS attribute ON attribute.attrelid = class.oid AND attribute.attnum > 0 AND NOT attribute.attisdropped
JOIN pg_type AS type ON type.oid = attribute.atttypid
WHERE class.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT class.relispartition
  AND NOT starts_with(space.nspname, 'pg_') AND NOT starts_with(space.nspname, '_timescaledb')
  AND space.nspname NOT IN ('information_schema', 'timescaledb_information', 'timescaledb_experimental',
                            'toolkit_experimental')
  AND has_schema_privilege(space.oid, 'USAGE') AND has_column_privilege(class.oid, attribute.attnum, 'SELECT')
  AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = class.oid)
GROUP BY class.oid, space.nspname, class.relname, class.relkind
"""

_INDEXES = """
SELECT index.indrelid::bigint, index.indisunique AND index.indpred IS NULL AND index.indisvalid,
       (SELECT array_agg(attribute.attname::text ORDER BY key.place)
        FROM unnest(index.indkey::smallint[]) WITH ORDINALITY AS key(number, place)
        JOIN pg_attribute AS attribute ON attribute.attrelid = index.indrelid AND attribute.attnum = key.number
        WHERE key.place <= index.indnkeyatts)
FROM pg_index AS index
WHERE index.indrelid = ANY(%s::oid[]) AND index.indisvalid AND index.indpred IS NULL AND index.indexprs IS NULL
"""

_REFERENCES = """
SELECT conrelid::bigint, attribute.attname::text, confrelid::bigint
FROM pg_constraint JOIN pg_attribute AS attribute ON attrelid = conrelid AND attnum = conkey[1]
WHERE contype = 'f' AND cardinality(conkey) = 1 AND conrelid = ANY(%s::oid[])
"""


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or view, as the database describes it."""

    table: Table
    """Its schema and name."""
    oid: int
    """Its key in the database's own catalogue."""
    is_base_table: bool
    """False for views."""
    types: Mapping[str, str]
    """Column → SQL type without modifiers (a domain's base type), in the table's order."""
    place: int | None = None
    """Where its schema stands on the search path; None where it isn't on it."""
    indexes: tuple[tuple[str, ...], ...] = ()
    """Key columns of each whole-table index."""
    unique_keys: tuple[frozenset[str], ...] = ()
    """Sets of columns that no two rows share."""
    references: Mapping[str, Table] = field(default_factory=dict)
    """Column → the table that it points to."""

    @property
    def has_time(self) -> bool:
        """Whether its rows are readings: it has an instant, `time`, for each."""
        return self.types.get("time") in TIME_TYPES

    def numeric_columns(self) -> list[str]:
        """Columns that hold numbers."""
        return [name for name, type_ in self.types.items() if type_ in NUMERIC_TYPES]


@dataclass(frozen=True, slots=True)
class Schema:
    """All tables and views that this role may read, the server's own and TimescaleDB's aside."""

    relations: Mapping[Table, Relation]
    """By schema and name."""

    def find(self, name: str) -> Relation | None:
        """The table that this name means: exactly spelled or in lower case, on the search path or with its schema.

        Else the one on the search path that is spelled like it but for upper and lower case, if there is only one.
        """
        for spelling in (name, name.lower()):
            on_path = [r for r in self.relations.values() if r.table.name == spelling and r.place is not None]
            if on_path:
                return min(on_path, key=lambda relation: relation.place or 0)
            space, _, bare = spelling.partition(".")
            if relation := self.relations.get(Table(space, bare)):
                return relation
        on_path = [r for r in self.relations.values() if r.place is not None]
        alike = [relation for relation in on_path if relation.table.name.casefold() == name.casefold()]
        return alike[0] if len(alike) == 1 else None


def is_ours(table: Table) -> bool:
    """Whether our migrations made that table for ourselves.

    The schema alone doesn't tell: a role that is called like it makes tables there without saying so.
    """
    return table.schema == OWN_SCHEMA and table.name in _own_tables()


@cache
def _own_tables() -> frozenset[str]:
    texts = (path.read_text(encoding="utf-8") for path in (Path(__file__).parent / "migrations").glob("*.sql"))
    return frozenset(name for text in texts for name in _OWN_TABLE.findall(text))


def read_schema(connection: Connection) -> Schema:
    """What there is, in three short queries."""
    rows = connection.execute(_COLUMNS).fetchall()
    tables = {oid: Table(space, name) for oid, space, name, *_ in rows}
    oids = list(tables)
    indexes: dict[int, list[tuple[str, ...]]] = {}
    unique: dict[int, list[frozenset[str]]] = {}
    for oid, is_unique, columns in connection.execute(_INDEXES, [oids]).fetchall():
        if columns:
            indexes.setdefault(oid, []).append(tuple(columns))
            if is_unique:
                unique.setdefault(oid, []).append(frozenset(columns))
    references: dict[int, dict[str, Table]] = {}
    for oid, column, target in connection.execute(_REFERENCES, [oids]).fetchall():
        if target in tables:
            references.setdefault(oid, {})[column] = tables[target]
    return Schema(
        {
            tables[oid]: Relation(
                tables[oid],
                oid,
                is_base_table,
                dict(zip(columns, types, strict=True)),
                place,
                tuple(indexes.get(oid, ())),
                tuple(unique.get(oid, ())),
                references.get(oid, {}),
            )
            for oid, space, name, is_base_table, place, columns, types in rows
        }
    )


def identifier(table: Table) -> sql.Identifier:
    """A table that `read_schema` listed, as SQL."""
    return sql.Identifier(table.schema, table.name)


def type_name(name: str) -> sql.SQL:
    """A type as the server spelled it (`format_type` quotes what needs quoting), as SQL."""
    return sql.SQL(name)  # type: ignore[arg-type,unused-ignore]  # no literal, but the server's own word
