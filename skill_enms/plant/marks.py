"""Marks: readings that are backfill though their own rows don't say so.

A mark is a row of ours about a range of time; readings are never rewritten, and a mark can be withdrawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from skill_enms.catalogue import Table
from skill_enms.plant.database import Database
from skill_enms.plant.statements import Span
from skill_enms.reasons import Refused

BACKFILL = "backfill"

_STANDING = """
SELECT id, table_schema, table_name, machine_id, start_time, end_time, reason, author, created_at
FROM enms.data_marks
WHERE withdrawn_at IS NULL AND data_source = 'backfill' ORDER BY start_time, id
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of time in which a table's readings are backfill."""

    id: int
    """Its key."""
    table: Table
    """The table of readings or driver values."""
    machine_id: str | None
    """Whose readings; None for all in the table."""
    start: datetime
    """First instant."""
    end: datetime
    """The instant after the last one."""
    reason: str
    """Why, in its author's words."""
    author: str
    """Who made it."""
    created_at: datetime
    """When."""


def standing_marks(database: Database) -> tuple[Mark, ...]:
    """The marks that weren't withdrawn, by their start; none where our tables aren't there."""
    with database.store.reading() as connection:
        row = connection.execute("SELECT to_regclass('enms.data_marks') IS NOT NULL").fetchone()
        if row is None or not row[0]:
            return ()
        return tuple(Mark(key, Table(space, name), *rest) for key, space, name, *rest in connection.execute(_STANDING))


def mark_backfill(  # noqa: PLR0913 - one argument a column
    database: Database,
    table: Table,
    machine_ids: Sequence[str] | None,
    start: datetime,
    end: datetime,
    *,
    reason: str,
    author: str,
) -> list[int]:
    """Mark a half-open range of time as backfill, for these machines (None: the whole table); the marks' keys.

    Raises `Refused`: what `Database.writing` raises, `mark_invalid` for an empty range or one without time zone.
    """
    if start.tzinfo is None or end.tzinfo is None or start >= end or machine_ids == []:
        raise Refused("mark_invalid", start=start.isoformat(), end=end.isoformat())
    keys = []
    with database.store.writing() as connection:
        for machine_id in [None] if machine_ids is None else machine_ids:
            row = connection.execute(
                "INSERT INTO enms.data_marks"
                " (table_schema, table_name, machine_id, start_time, end_time, data_source, reason, author)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) RETURNING id",
                [table.schema, table.name, machine_id, start, end, BACKFILL, reason, author],
            ).fetchone()
            keys += [int(row[0])] if row else []
    return keys


def withdraw_mark(database: Database, key: int, *, author: str) -> None:
    """End a mark: its readings count as what their rows say again. Raises `Refused("mark_unknown")`."""
    with database.store.writing() as connection:
        row = connection.execute(
            "UPDATE enms.data_marks SET withdrawn_at = now(), withdrawn_by = %s"
            " WHERE id = %s AND withdrawn_at IS NULL RETURNING id",
            [author, key],
        ).fetchone()
    if row is None:
        raise Refused("mark_unknown", id=key)


def marked(marks: Sequence[Mark], table: Table, owner: str | None, span: Span) -> list[Span]:
    """The parts of a span in which that owner's readings are marked, in order and apart."""
    parts: list[Span] = []
    ranges = (
        (max(mark.start.timestamp(), span[0]), min(mark.end.timestamp(), span[1]))
        for mark in marks
        if mark.table == table and mark.machine_id in {None, owner}
    )
    for start, end in sorted((round(start), round(end)) for start, end in ranges):
        if start >= end:
            continue
        if parts and start <= parts[-1][1]:
            parts[-1] = (parts[-1][0], max(parts[-1][1], end))
        else:
            parts.append((start, end))
    return parts


def unmarked(span: Span, parts: Sequence[Span]) -> list[Span]:
    """What is left of a span without those parts of it (in order and apart)."""
    cuts = [span[0], *(instant for part in parts for instant in part), span[1]]
    return [(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=True) if start < end]
