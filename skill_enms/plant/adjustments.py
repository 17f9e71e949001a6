"""Where non-routine adjustments are kept. They are dated and signed, and withdrawn rather than deleted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from psycopg.rows import dict_row

from skill_enms.adjustments import Adjustment, NewAdjustment
from skill_enms.plant.database import Database
from skill_enms.reasons import Refused

_COLUMNS = "id, seu_id, start_date AS start, end_date AS end, amount_per_day, reason, author, created_at"


def standing(
    database: Database, seu_ids: Sequence[str] | None = None, start: date = date.min, end: date = date.max
) -> tuple[Adjustment, ...]:
    """The adjustments that weren't withdrawn and touch the days from `start` until before `end`, by their first day.

    `seu_ids`: whose; None for all. None where our tables aren't there.
    """
    with database.store.reading() as connection:
        row = connection.execute("SELECT to_regclass('enms.adjustments') IS NOT NULL").fetchone()
        if row is None or not row[0]:
            return ()
        found = connection.cursor(row_factory=dict_row).execute(
            f"SELECT {_COLUMNS} FROM enms.adjustments WHERE withdrawn_at IS NULL AND start_date < %s AND end_date > %s"
            " AND (%s::text[] IS NULL OR seu_id = ANY(%s)) ORDER BY start_date, id",
            [end, start, *[None if seu_ids is None else list(seu_ids)] * 2],
        )
        return tuple(Adjustment(**cells) for cells in found)


def add(database: Database, wanted: Sequence[NewAdjustment]) -> tuple[Adjustment, ...]:
    """Make adjustments, all or none. One that stands already, day for day and for the same reason, stays as it is.

    Raises `Refused`: `adjustment_invalid` for one without a day or with an amount that is no number, and what
    `Database.writing` raises.
    """
    for new in wanted:
        if new.start >= new.end or not math.isfinite(new.amount_per_day or 0.0):
            raise Refused("adjustment_invalid", start=new.start.isoformat(), end=new.end.isoformat())
    made = []
    with database.store.writing() as connection:
        cursor = connection.cursor(row_factory=dict_row)
        for new in wanted:
            cells = [new.seu_id, new.start, new.end, new.amount_per_day, new.reason]
            known = cursor.execute(
                f"SELECT {_COLUMNS} FROM enms.adjustments WHERE withdrawn_at IS NULL AND seu_id = %s"
                " AND start_date = %s AND end_date = %s AND amount_per_day IS NOT DISTINCT FROM %s AND reason = %s",
                cells,
            ).fetchone()
            row = (
                known
                or cursor.execute(
                    "INSERT INTO enms.adjustments (seu_id, start_date, end_date, amount_per_day, reason, author)"
                    f" VALUES (%s, %s, %s, %s, %s, %s) RETURNING {_COLUMNS}",
                    [*cells, new.author],
                ).fetchone()
            )
            assert row is not None
            made.append(Adjustment(**row))
    return tuple(made)


def withdraw(database: Database, key: int, *, author: str) -> None:
    """End an adjustment: its days count as they are again. Raises `Refused("adjustment_unknown")`."""
    with database.store.writing() as connection:
        row = connection.execute(
            "UPDATE enms.adjustments SET withdrawn_at = now(), withdrawn_by = %s"
            " WHERE id = %s AND withdrawn_at IS NULL RETURNING id",
            [author, key],
        ).fetchone()
    if row is None:
        raise Refused("adjustment_unknown", id=key)
