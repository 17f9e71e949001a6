"""Which columns hold values at all, without reading tables of millions of rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from psycopg import sql

from skill_enms.catalogue import Column, Table
from skill_enms.plant.database import Connection
from skill_enms.plant.schema import TEXT_TYPES, Schema, identifier

_SAMPLED_ROWS = 1_000
_SMALL_TABLE_BYTES = 4 * 1024 * 1024
_FEW_PARTS = 10

NUMBER_PATTERN = r"^\s*[-+]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][-+]?\d{1,2})?\s*$"
"""What a text must look like to be a number; PostgreSQL and Python read it alike."""

# The two latest parts and the oldest of a partitioned table or hypertable, how many there are, and how many bytes they
# and the table itself have: asked for only where there are few.
_PARTS = """
WITH divided AS (
    SELECT inhparent, array_agg(inhrelid ORDER BY inhrelid DESC) AS parts
    FROM pg_inherits WHERE inhparent = ANY(%s::oid[]) GROUP BY inhparent
)
SELECT parent.oid::bigint,
       ARRAY(SELECT ARRAY[space.nspname::text, part.relname::text]
             FROM pg_class AS part JOIN pg_namespace AS space ON space.oid = part.relnamespace
             WHERE part.oid = ANY(ARRAY[parts[1], parts[2], parts[cardinality(parts)]])
               AND has_table_privilege(part.oid, 'SELECT') AND has_schema_privilege(space.oid, 'USAGE')
             ORDER BY part.oid DESC),
       CASE WHEN coalesce(cardinality(parts), 0) <= %s
            THEN pg_relation_size(parent.oid)
                 + coalesce((SELECT sum(pg_relation_size(part)) FROM unnest(parts) AS part), 0)
       END
FROM pg_class AS parent LEFT JOIN divided ON inhparent = parent.oid
WHERE parent.oid = ANY(%s::oid[]) AND parent.relkind IN ('r', 'p', 'm')
"""


def with_values(connection: Connection, schema: Schema, columns: Collection[Column]) -> set[Column]:
    """Those of the columns that have a value: in any row of a small table, in a sample of a large one.

    The sample is the beginning of the oldest and of the latest parts, and the latest rows where an index leads there.
    A text counts where it spells a number.
    """
    by_table: dict[Table, list[str]] = {}
    for column in columns:
        names = by_table.setdefault(column.table, [])
        if column.name not in names:
            names.append(column.name)
    oids = [schema.relations[table].oid for table in by_table]
    rows = connection.execute(_PARTS, [oids, _FEW_PARTS, oids])
    parts = {oid: (children, size) for oid, children, size in rows}
    present: set[tuple[Table, str]] = set()
    for table, names in by_table.items():
        relation = schema.relations[table]
        orders = [False, True] if any(index[0] == "time" for index in relation.indexes) else [False]
        children, size = parts.get(relation.oid, ([], None))
        if size is not None and size <= _SMALL_TABLE_BYTES:
            samples = [sql.SQL("(SELECT {} FROM {})").format(_list(names), identifier(table))]
        elif relation.oid not in parts:
            samples = [_rows(table, names, latest=False)]
        else:
            chosen = [Table(space, name) for space, name in children] or [table]
            samples = [_rows(part, names, latest=latest) for part in chosen for latest in orders]
        tests = (_has_value(name, relation.types[name]) for name in names)
        query = sql.SQL("SELECT {} FROM ({}) AS sample").format(
            sql.SQL(", ").join(tests), sql.SQL(" UNION ALL ").join(samples)
        )
        found = connection.execute(query).fetchone() or ()
        present |= {(table, name) for name, has in zip(names, found, strict=True) if has}
    return {column for column in columns if (column.table, column.name) in present}


def _list(names: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))


def _rows(table: Table, names: Iterable[str], *, latest: bool) -> sql.Composed:
    return sql.SQL("(SELECT {} FROM {}{} LIMIT {})").format(
        _list(names), identifier(table), sql.SQL(" ORDER BY time DESC" if latest else ""), _SAMPLED_ROWS
    )


def _has_value(name: str, type_: str) -> sql.Composed:
    if type_ in TEXT_TYPES:
        return sql.SQL("bool_or({} ~ {})").format(sql.Identifier(name), NUMBER_PATTERN)
    return sql.SQL("bool_or({} IS NOT NULL)").format(sql.Identifier(name))
