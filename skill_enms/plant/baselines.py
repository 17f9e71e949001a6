"""The history of baselines: every training is a row, one row a SEU is active, and no row is ever overwritten."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from skill_enms.catalogue import Seu
from skill_enms.history import NewBaseline, StoredBaseline
from skill_enms.plant import plain_json
from skill_enms.plant.database import Connection, Database
from skill_enms.plant.mirror import mirror
from skill_enms.reasons import Refused

if TYPE_CHECKING:
    import pandas as pd

_LIBRARIES = ("skill-enms", "statsmodels", "numpy", "scipy", "pandas")

_COLUMNS = sql.SQL(
    "id, seu_id, seu, energy_source, unit, version, active, start_date, end_date, time_zone, definitions::text, "
    "fit::text, days_dropped::text, data_sources::text, include_backfill, warnings::text, rule_set, accepted, "
    "trained_at, session, site, reason, library_versions::text, fingerprint"
)


def store(database: Database, new: NewBaseline, series: pd.DataFrame) -> StoredBaseline:
    """Add a training to its SEU's history and make it the active one, all or nothing.

    `series`: the days that were fitted (index: the days; the target's column, then one a driver). Trainings of one SEU
    at the same time follow one another, each a version of its own. Raises what `Database.writing` does.
    """
    fitted = _series_to_json(series)
    row = {
        **_row_of(new),
        "library_versions": _json(_library_versions()),
        "fingerprint": fingerprint(series),
        "series": _json(fitted),
    }
    with database.store.writing() as connection:
        _lock(connection, new.seu_id)
        connection.execute("UPDATE enms.baselines SET active = false WHERE seu_id = %s AND active", [new.seu_id])
        statement = sql.SQL(
            "INSERT INTO enms.baselines (version, active, {}) "
            "SELECT coalesce(max(version), 0) + 1, true, {} FROM enms.baselines WHERE seu_id = %(seu_id)s RETURNING {}"
        ).format(
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join(map(sql.Placeholder, row)),
            _COLUMNS,
        )
        stored = _one(connection, statement, row)
        assert stored is not None
        mirror(connection, stored)
    return stored


def active(database: Database, seu: Seu) -> StoredBaseline | None:
    """The SEU's present baseline; None before its first training."""
    with database.store.reading() as connection:
        return _one(connection, _select("WHERE seu_id = %(seu_id)s AND active"), {"seu_id": seu.id})


def history(database: Database, seu: Seu) -> tuple[StoredBaseline, ...]:
    """All trainings of the SEU, the latest first."""
    with database.store.reading() as connection:
        return _all(connection, _select("WHERE seu_id = %(seu_id)s ORDER BY version DESC"), {"seu_id": seu.id})


def all_active(database: Database) -> tuple[StoredBaseline, ...]:
    """The present baselines of all SEUs, by the SEUs' names."""
    with database.store.reading() as connection:
        return _all(connection, _select("WHERE active ORDER BY seu, energy_source"), {})


def all_versions(database: Database) -> tuple[StoredBaseline, ...]:
    """Every training of every SEU, by the SEUs' names, the latest first."""
    with database.store.reading() as connection:
        return _all(connection, _select("ORDER BY seu, energy_source, seu_id, version DESC"), {})


def get(database: Database, baseline_id: int) -> StoredBaseline:
    """The baseline of that key; raises `Refused("unknown_baseline")` where there is none."""
    with database.store.reading() as connection:
        return _found(connection, baseline_id)


def previous(database: Database, seu: Seu) -> StoredBaseline | None:
    """The version before the active one; None where there is none to go back to."""
    with database.store.reading() as connection:
        return _one(
            connection,
            _select(
                "WHERE seu_id = %(seu_id)s AND version < "
                "(SELECT version FROM enms.baselines WHERE seu_id = %(seu_id)s AND active) "
                "ORDER BY version DESC LIMIT 1"
            ),
            {"seu_id": seu.id},
        )


def activate(database: Database, baseline_id: int) -> StoredBaseline:
    """Make that version its SEU's active one; the history stays. Raises like `get`, and what `writing` does."""
    with database.store.writing() as connection:
        chosen = _found(connection, baseline_id)
        _lock(connection, chosen.seu_id)
        connection.execute(
            "UPDATE enms.baselines SET active = false WHERE seu_id = %s AND active AND id <> %s",
            [chosen.seu_id, baseline_id],
        )
        connection.execute("UPDATE enms.baselines SET active = true WHERE id = %s", [baseline_id])
        now_active = _found(connection, baseline_id)
        mirror(connection, now_active)
    return now_active


def series(database: Database, baseline_id: int) -> pd.DataFrame:
    """The days that a baseline was fitted on, as `store` was given them. Raises like `get`."""
    import pandas as pd

    with database.store.reading() as connection:
        row = connection.execute("SELECT series::text FROM enms.baselines WHERE id = %s", [baseline_id]).fetchone()
    if row is None:
        raise Refused("unknown_baseline", id=baseline_id)
    stored = plain_json.loads(row[0])
    days = [date.fromisoformat(day) for day in stored["days"]]
    columns = {item["name"]: item["values"] for item in stored["columns"]}
    return pd.DataFrame(columns, index=days, dtype=float)


def fingerprint(series: pd.DataFrame) -> str:
    """SHA-256 over the days, the columns' names and the exact values, in their order."""
    text = plain_json.dumps(_series_to_json(series))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _series_to_json(series: pd.DataFrame) -> dict[str, object]:
    return {
        "days": [day.isoformat()[:10] for day in series.index],
        "columns": [{"name": str(name), "values": [float(value) for value in series[name]]} for name in series.columns],
    }


def _lock(connection: Connection, seu_id: str) -> None:
    """Until the end of the transaction, nobody else changes this SEU's history."""
    connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('enms.baselines ' || %s, 0))", [seu_id])


def _select(condition: str) -> sql.Composed:
    return sql.SQL("SELECT {} FROM enms.baselines {}").format(_COLUMNS, sql.SQL(condition))


def _found(connection: Connection, baseline_id: int) -> StoredBaseline:
    found = _one(connection, _select("WHERE id = %(id)s"), {"id": baseline_id})
    if found is None:
        raise Refused("unknown_baseline", id=baseline_id)
    return found


def _one(connection: Connection, statement: sql.Composed, values: Mapping[str, object]) -> StoredBaseline | None:
    return next(iter(_all(connection, statement, values)), None)


def _all(connection: Connection, statement: sql.Composed, values: Mapping[str, object]) -> tuple[StoredBaseline, ...]:
    cursor = connection.cursor(row_factory=dict_row).execute(statement, values)
    return tuple(map(_baseline_of, cursor.fetchall()))


def _row_of(new: NewBaseline) -> dict[str, object]:
    return {
        "seu_id": new.seu_id,
        "seu": new.seu,
        "energy_source": new.energy_source,
        "unit": new.unit,
        "time_zone": new.time_zone,
        "start_date": new.start,
        "end_date": new.end,
        "drivers": list(new.fit.drivers),
        "definitions": _json(new.definitions),
        "fit": _json(plain_json.fit_to_json(new.fit)),
        "n_days": new.fit.n,
        "days_dropped": _json(new.days_dropped),
        "data_sources": _json(new.data_sources),
        "include_backfill": new.include_backfill,
        "warnings": _json(plain_json.reasons_to_json(new.warnings)),
        "rule_set": new.rule_set,
        "accepted": new.accepted,
        "session": new.session,
        "site": new.site,
        "reason": new.reason,
    }


def _baseline_of(row: Mapping[str, Any]) -> StoredBaseline:
    return StoredBaseline(
        id=row["id"],
        seu_id=row["seu_id"],
        seu=row["seu"],
        energy_source=row["energy_source"],
        unit=row["unit"],
        version=row["version"],
        active=row["active"],
        start=row["start_date"],
        end=row["end_date"],
        time_zone=row["time_zone"],
        definitions=plain_json.loads(row["definitions"]),
        fit=plain_json.fit_from_json(plain_json.loads(row["fit"])),
        days_dropped=plain_json.loads(row["days_dropped"]),
        data_sources=plain_json.loads(row["data_sources"]),
        include_backfill=row["include_backfill"],
        warnings=plain_json.reasons_from_json(plain_json.loads(row["warnings"])),
        rule_set=row["rule_set"],
        accepted=row["accepted"],
        trained_at=row["trained_at"],
        session=row["session"],
        site=row["site"],
        reason=row["reason"],
        library_versions=plain_json.loads(row["library_versions"]),
        fingerprint=row["fingerprint"],
    )


def _json(value: object) -> Jsonb:
    return Jsonb(value, dumps=plain_json.dumps)


def _library_versions() -> dict[str, str]:
    versions = {name: _installed(name) for name in _LIBRARIES}
    return {"python": platform.python_version(), **{name: found for name, found in versions.items() if found}}


def _installed(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None
