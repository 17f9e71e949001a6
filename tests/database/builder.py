"""A plant made row by row, in whatever schema the database has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb


class PlantBuilder:
    """Adds machines, SEUs and readings to one database. Each call commits."""

    def __init__(self, url: str) -> None:
        self.url = url

    def execute(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Run SQL; the rows, if it gives some."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(statement, parameters or None)  # type: ignore[call-overload]
            return cursor.fetchall() if cursor.description else []

    def value(self, statement: str, *parameters: object) -> Any:
        """The one value that SQL gives."""
        return self.execute(statement, *parameters)[0][0]

    def insert(self, table: str, **cells: object) -> str:
        """Add a row; its id as text."""
        names = list(cells)
        values = [Jsonb(cell) if isinstance(cell, Mapping) else cell for cell in cells.values()]
        statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING id::text").format(
            sql.Identifier(*table.split(".")),
            sql.SQL(", ").join(map(sql.Identifier, names)),
            sql.SQL(", ").join(sql.Placeholder() * len(names)),
        )
        with psycopg.connect(self.url, autocommit=True) as connection:
            row = connection.execute(statement, values).fetchone()
        assert row is not None
        return str(row[0])

    def factory(self, name: str = "Works", timezone: str | None = None) -> str:
        return self.insert("factories", name=name, timezone=timezone)

    def machine(self, name: str, factory: str | None = None) -> str:
        return self.insert("machines", name=name, factory_id=factory)

    def energy_source(self, name: str, unit: str, **cells: object) -> str:
        return self.insert("energy_sources", name=name, unit=unit, **cells)

    def seu(self, name: str, energy_source: str, *machines: str) -> str:
        source = self.value("SELECT id FROM energy_sources WHERE name = %s", energy_source)
        return self.insert("seus", name=name, energy_source_id=source, machine_ids=list(machines))

    def readings(
        self, table: str, machine: str, start: str, end: str, *, every: str = "1 hour", **columns: str
    ) -> None:
        """Readings from `start` until before `end` (timestamps as SQL reads them; UTC unless they say otherwise).

        `columns`: name → an SQL expression over `t`, the instant, and `h`, the hours since `start`.
        """
        self.execute(
            f"""
            INSERT INTO {table} (time, machine_id, {", ".join(columns)})
            SELECT t, %s, {", ".join(columns.values()).replace("%", "%%")}
            FROM (SELECT t, extract(epoch FROM t - %s::timestamptz) / 3600 AS h
                  FROM generate_series(%s::timestamptz, %s::timestamptz - interval '1 microsecond', %s::interval) AS t
            ) AS instants
            """,
            *(machine, start, start, end, every),
        )
