"""The active baseline, copied into the columns of `seus` for the dashboards that read them there.

Those columns are theirs: some may be missing, of another type, or not ours to write. The history is the truth, so what
can't be mirrored is logged, not fatal.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import psycopg
from psycopg import errors, sql
from psycopg.types.json import Json, Jsonb

from skill_enms.history import StoredBaseline
from skill_enms.plant import plain_json
from skill_enms.plant.database import Connection

_logger = logging.getLogger(__name__)

MIRRORED_TABLE = "seus"
MIRRORED_COLUMNS = (
    "regression_coefficients",
    "intercept",
    "feature_columns",
    "r_squared",
    "rmse",
    "mae",
    "trained_at",
    "trained_by",
    "baseline_year",
    "baseline_start_date",
    "baseline_end_date",
)
"""The only columns of theirs that we ever write."""

_Unwritable = (
    errors.InsufficientPrivilege,
    errors.ReadOnlySqlTransaction,
    errors.ObjectNotInPrerequisiteState,
    errors.FeatureNotSupported,
    errors.UndefinedTable,
    errors.UndefinedColumn,
    psycopg.IntegrityError,
    psycopg.DataError,
    errors.DatatypeMismatch,
    errors.RaiseException,
)
"""What a table or view of theirs may answer to a write of ours."""


def mirror(connection: Connection, baseline: StoredBaseline) -> None:
    """Write the baseline into its SEU's row, as far as there are columns for it that we may write."""
    values = _values(baseline)
    types = _writable_types(connection)
    if not types:
        return
    assignments = sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(name)) for name in types)
    statement = sql.SQL("UPDATE {} SET {} WHERE id::text = %s").format(sql.Identifier(MIRRORED_TABLE), assignments)
    cells = [_fitting(values[name], kind) for name, kind in types.items()]
    try:
        with connection.transaction():
            connection.execute(statement, [*cells, baseline.seu_id])
    except _Unwritable as error:
        _logger.warning("the SEU's own columns could not be updated: %s (%s)", type(error).__name__, error.sqlstate)


def _values(baseline: StoredBaseline) -> dict[str, Any]:
    """The content of `MIRRORED_COLUMNS`."""
    fit = baseline.fit
    last = baseline.end - timedelta(days=1)
    return {
        "regression_coefficients": dict(fit.coefficients),
        "intercept": fit.intercept if fit.intercept is not None else 0.0,
        "feature_columns": list(fit.drivers),
        "r_squared": fit.r_squared,
        "rmse": fit.rmse,
        "mae": fit.mae,
        "trained_at": baseline.trained_at,
        "trained_by": baseline.site or baseline.session or None,
        "baseline_year": baseline.start.year if baseline.start.year == last.year else None,
        "baseline_start_date": baseline.start,
        "baseline_end_date": last,
    }


def _writable_types(connection: Connection) -> dict[str, str]:
    """Those of the columns that exist and that we may write → their type."""
    return dict(
        connection.execute(
            "SELECT attname, atttypid::regtype::text FROM pg_attribute "
            "WHERE attrelid = to_regclass(%s) AND attname = ANY(%s) AND attnum > 0 AND NOT attisdropped "
            "AND has_column_privilege(attrelid, attnum, 'UPDATE')",
            [MIRRORED_TABLE, list(MIRRORED_COLUMNS)],
        ).fetchall()
    )


def _fitting(value: object, kind: str) -> object:
    """A mapping or a list as the column's type takes it."""
    if not isinstance(value, dict | list):
        return value
    if kind in {"json", "jsonb"}:
        return (Jsonb if kind == "jsonb" else Json)(value, dumps=plain_json.dumps)
    if isinstance(value, list) and kind.endswith("[]"):
        return value
    return plain_json.dumps(value)
