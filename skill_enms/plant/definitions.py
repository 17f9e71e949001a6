"""What our own tables know about names: which other names a column goes by, what is an amount, what CUSTOM means.

They are rows that a plant's keeper may add to. Where the tables aren't there, in a database that we may only read, the
rows hold that migrations would have made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from psycopg import sql

from skill_enms.catalogue import Table
from skill_enms.plant.database import Connection
from skill_enms.plant.schema import OWN_SCHEMA, Schema, identifier

SEED = Path(__file__).with_name("definitions.json")
"""Table → its rows, as migrations make them."""

Row = Mapping[str, Any]
"""A row of a table whose columns we can't know beforehand, as JSON has it."""


@dataclass(frozen=True, slots=True)
class CustomKind:
    """What a feature of aggregate CUSTOM is made of where its own row doesn't say."""

    kind: str
    """A `catalogue.Kind`, unchecked."""
    parameters: Row = field(default_factory=dict)
    """Its parameters."""
    source_columns: tuple[str, ...] = ()
    """Column names to look for in driver tables, the best first."""
    source_role: str | None = None
    """Or the role of a column of the energy source's own meter."""
    offered: bool = True
    """Whether every energy source has it."""
    spoken_names: tuple[str, ...] = ()
    """Further names that people say for it."""
    description: str = ""
    """What it is."""


@dataclass(frozen=True, slots=True)
class Definitions:
    """The rows of our tables of definitions."""

    aliases: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)
    """(table, column) → what else the column may be called, the likeliest first."""
    type_columns: Sequence[str] = ()
    """Columns that tell the energies of a shared readings table apart."""
    amounts: re.Pattern[str] = re.compile(r"(?!)")
    """Columns that hold an amount for the interval."""
    rates: re.Pattern[str] = re.compile(r"(?!)")
    """Columns of a meter that hold its momentary rate."""
    kinds: Mapping[str, CustomKind] = field(default_factory=dict)
    """Feature name → what CUSTOM means for it."""
    seu_spoken_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """SEU's key → further names that people say for it."""

    def cell(self, table: str, column: str, row: Row) -> Any:  # noqa: ANN401
        """The value of that column in a row of theirs, under whichever name it goes; None where it has none."""
        for name in (column, *self.aliases.get((table, column), ())):
            if name in row:
                return row[name]
        return None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the discovery reads from."""

    connection: Connection
    """Any that may read."""
    schema: Schema
    """All tables and columns."""
    definitions: Definitions
    """What our own tables know about names."""


def read_definitions(connection: Connection, schema: Schema) -> Definitions:
    """Our tables of definitions; what migrations would have made of those that aren't there."""
    seed = json.loads(SEED.read_text(encoding="utf-8"))
    rows = {
        name: read_rows(connection, own) if (own := Table(OWN_SCHEMA, name)) in schema.relations else seed.get(name, [])
        for name in (
            "column_aliases",
            "type_columns",
            "amount_columns",
            "rate_columns",
            "custom_kinds",
            "seu_spoken_names",
        )
    }
    aliases: dict[tuple[str, str], list[str]] = {}
    for row in sorted(rows["column_aliases"], key=lambda row: int(row["place"])):
        aliases.setdefault((row["table_name"], row["column_name"]), []).append(row["also_called"])
    spoken: dict[str, tuple[str, ...]] = {}
    for row in rows["seu_spoken_names"]:
        spoken[row["seu_id"]] = (*spoken.get(row["seu_id"], ()), row["spoken_name"])
    return Definitions(
        aliases=aliases,
        type_columns=[row["column_name"] for row in sorted(rows["type_columns"], key=lambda row: int(row["place"]))],
        amounts=like([row["pattern"] for row in rows["amount_columns"]]),
        rates=like([row["pattern"] for row in rows["rate_columns"]]),
        kinds={
            row["name"]: CustomKind(
                row["kind"],
                row["parameters"],
                tuple(row["source_columns"]),
                row["source_role"],
                row["offered"],
                names_in(row["spoken_names"]),
                row["description"] or "",
            )
            for row in rows["custom_kinds"]
        },
        seu_spoken_names=spoken,
    )


def read_rows(connection: Connection, table: Table) -> list[Row]:
    """All rows of a table, whatever its columns are, in the order they are stored."""
    query = sql.SQL("SELECT to_jsonb(own) FROM {} AS own").format(identifier(table))
    return [row for (row,) in connection.execute(query)]


def names_in(cell: object) -> tuple[str, ...]:
    """Names in an array column, or in a text with commas."""
    if isinstance(cell, str):
        cell = cell.split(",")
    if not isinstance(cell, list):
        return ()
    return tuple(name.strip() for name in cell if isinstance(name, str) and name.strip())


def like(patterns: Sequence[str]) -> re.Pattern[str]:
    """One expression that matches, in full, what any of these SQL LIKE patterns matches (backslash escapes)."""
    alternatives = []
    for pattern in patterns:
        parts = re.findall(r"\\.|.", pattern, re.DOTALL)
        wild = {"%": ".*", "_": "."}
        alternatives.append(
            "".join(re.escape(part[-1]) if len(part) == 2 else wild.get(part, re.escape(part)) for part in parts)
        )
    return re.compile(
        "|".join(f"(?:{alternative})\\Z" for alternative in alternatives) or r"(?!)", re.DOTALL | re.IGNORECASE
    )
