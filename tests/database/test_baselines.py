"""The history keeps every training whole, has one active a SEU, and shows it to the dashboards."""

from __future__ import annotations

import dataclasses
import math
import threading
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from builder import PlantBuilder

from skill_enms.analytics import ols
from skill_enms.catalogue import Seu
from skill_enms.history import NewBaseline, StoredBaseline
from skill_enms.plant import baselines
from skill_enms.plant.database import Database
from skill_enms.reasons import Reason, Refused

MIRROR = (
    "regression_coefficients, intercept, feature_columns, r_squared, rmse, mae, trained_by, baseline_year, "
    "baseline_start_date, baseline_end_date"
)


@pytest.fixture
def seu(plant: PlantBuilder) -> Seu:
    machine = plant.machine("Press-1")
    return Seu(plant.seu("Press-1", "electricity", machine), "Press-1", "electricity", (machine,))


def daily(days: int = 60, seed: int = 1) -> pd.DataFrame:
    """Consumption that follows pieces made and temperature, with noise."""
    noise = np.random.default_rng(seed)
    pieces = noise.uniform(100, 500, days)
    temperature = noise.normal(12, 8, days)
    consumption = 212 + 0.71 * pieces - 3.3 * temperature + noise.normal(0, 9, days)
    index = [date(2024, 1, 1) + timedelta(days=n) for n in range(days)]
    return pd.DataFrame({"consumption": consumption, "pieces": pieces, "temperature": temperature}, index=index)


def training(seu: Seu, frame: pd.DataFrame, **changed: object) -> NewBaseline:
    fit = ols.fit(frame, "consumption", ["pieces", "temperature"])
    new = NewBaseline(
        seu_id=seu.id,
        seu=seu.name,
        energy_source=seu.energy_source,
        unit="kWh",
        time_zone="Europe/Paris",
        start=date(2024, 1, 1),
        end=date(2025, 1, 1),
        fit=fit,
        definitions={"pieces": {"kind": "column", "aggregate": "SUM"}, "temperature": {"parameters": {"base": 18.5}}},
        days_dropped={"no_readings": 306},
        data_sources={"meter": 0.75, "unknown": 0.25},
        warnings=(Reason("influential_days", {"dates": ["2024-01-03"]}), Reason("autocorrelated", {"lag1": math.inf})),
        rule_set="sep",
        accepted=True,
        session="kitchen",
        site="hall 2",
        reason="train_baseline",
    )
    return dataclasses.replace(new, **changed)  # type: ignore[arg-type]


def test_what_was_stored_comes_back_to_the_last_digit(database: Database, seu: Seu) -> None:
    frame = daily()
    new = training(seu, frame)
    stored = baselines.store(database, new, frame)
    assert (stored.version, stored.active) == (1, True)
    for field in dataclasses.fields(NewBaseline):
        assert getattr(stored, field.name) == getattr(new, field.name), field.name
    assert list(stored.fit.coefficients) == ["pieces", "temperature"]
    assert baselines.get(database, stored.id).fit == new.fit
    assert baselines.active(database, seu) is not None
    assert stored.library_versions["numpy"] == np.__version__
    assert stored.trained_at.utcoffset() == timedelta(0)


def test_the_series_refits_to_the_same_numbers_and_has_the_same_fingerprint(database: Database, seu: Seu) -> None:
    frame = daily()
    stored = baselines.store(database, training(seu, frame), frame)
    series = baselines.series(database, stored.id)
    assert ols.fit(series, "consumption", ["pieces", "temperature"]) == stored.fit
    assert baselines.fingerprint(series) == stored.fingerprint
    changed = series.copy()
    changed.iloc[3, 0] = np.nextafter(changed.iloc[3, 0], np.inf)
    assert baselines.fingerprint(changed) != stored.fingerprint


def test_a_model_without_intercept_or_with_an_undefined_figure_is_kept_as_it_is(database: Database, seu: Seu) -> None:
    frame = daily()
    fit = dataclasses.replace(
        ols.fit(frame, "consumption", ["pieces"], intercept=False), f_statistic=math.inf, lag1=-math.inf
    )
    stored = baselines.store(database, training(seu, frame, fit=fit), frame)
    assert baselines.get(database, stored.id).fit == fit


def test_an_seu_without_training_has_no_baseline(database: Database, seu: Seu) -> None:
    assert baselines.active(database, seu) is None
    assert baselines.history(database, seu) == ()
    assert baselines.previous(database, seu) is None
    with pytest.raises(Refused) as refused:
        baselines.get(database, 4711)
    assert refused.value.reason.code == "unknown_baseline"


def test_going_back_changes_which_is_active_and_nothing_else(database: Database, seu: Seu, plant: PlantBuilder) -> None:
    frames = [daily(seed=seed) for seed in (1, 2, 3)]
    first, second, third = (baselines.store(database, training(seu, frame), frame) for frame in frames)
    assert baselines.previous(database, seu) == dataclasses.replace(second, active=False)

    back = baselines.activate(database, second.id)
    assert back == dataclasses.replace(second, active=True)
    assert [(b.version, b.active) for b in baselines.history(database, seu)] == [(3, False), (2, True), (1, False)]
    assert plant.value("SELECT r_squared FROM seus WHERE id = %s", seu.id) == second.fit.r_squared
    before = baselines.previous(database, seu)
    assert before is not None
    assert before.id == first.id
    assert baselines.store(database, training(seu, frames[0]), frames[0]).version == third.version + 1
    with pytest.raises(Refused):
        baselines.activate(database, 4711)


def test_sessions_that_train_one_seu_at_once_lose_nothing(database: Database, seu: Seu) -> None:
    frame = daily()
    stored: list[StoredBaseline] = []

    def train(session: int) -> None:
        stored.append(baselines.store(database, training(seu, frame, session=f"session {session}"), frame))

    threads = [threading.Thread(target=train, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    history = baselines.history(database, seu)
    assert [b.version for b in history] == list(range(12, 0, -1))
    assert {b.session for b in history} == {f"session {n}" for n in range(12)}
    assert [b.version for b in history if b.active] == [12]


def test_a_training_that_cannot_be_stored_leaves_the_active_one_active(
    database: Database, seu: Seu, plant: PlantBuilder
) -> None:
    frame = daily()
    first = baselines.store(database, training(seu, frame), frame)
    with pytest.raises(Refused):
        baselines.store(database, training(seu, frame, end=date(2024, 1, 1)), frame)
    assert baselines.active(database, seu) == first
    assert plant.value("SELECT count(*) FROM enms.baselines") == 1


def test_the_active_baseline_is_mirrored_for_the_dashboards(database: Database, seu: Seu, plant: PlantBuilder) -> None:
    frame = daily()
    fit = baselines.store(database, training(seu, frame), frame).fit
    assert plant.execute(f"SELECT {MIRROR} FROM seus WHERE id = %s", seu.id) == [
        (
            *(dict(fit.coefficients), fit.intercept, ["pieces", "temperature"], fit.r_squared, fit.rmse, fit.mae),
            *("hall 2", 2024, date(2024, 1, 1), date(2024, 12, 31)),
        )
    ]


@pytest.mark.parametrize(
    "alteration",
    [
        "ALTER TABLE seus DROP COLUMN regression_coefficients, DROP COLUMN mae, DROP COLUMN trained_by",
        "ALTER TABLE seus ALTER COLUMN regression_coefficients TYPE text, ALTER COLUMN feature_columns TYPE jsonb "
        "USING NULL, ALTER COLUMN r_squared TYPE numeric(5, 4)",
    ],
    ids=["columns missing", "columns of other types"],
)
def test_columns_that_are_missing_or_of_another_type_do_not_keep_the_rest_from_being_mirrored(
    database: Database, seu: Seu, plant: PlantBuilder, alteration: str
) -> None:
    plant.execute(alteration)
    frame = daily()
    fit = baselines.store(database, training(seu, frame), frame).fit
    assert plant.execute("SELECT round(r_squared::numeric, 3)::float, baseline_year FROM seus") == [
        (round(fit.r_squared, 3), 2024)
    ]


@pytest.mark.parametrize(
    "alteration",
    [
        "ALTER TABLE seus ALTER COLUMN intercept TYPE boolean USING NULL",
        "CREATE RULE never AS ON UPDATE TO seus DO INSTEAD NOTHING",
        "ALTER TABLE seus ADD CHECK (r_squared > 2)",
        "ALTER TABLE seus RENAME TO theirs; CREATE VIEW seus AS SELECT DISTINCT * FROM theirs",
        "DROP TABLE seus",
    ],
    ids=["wrong type", "rule", "check", "view", "gone"],
)
def test_a_table_that_takes_no_mirror_does_not_cost_the_baseline(
    database: Database, seu: Seu, plant: PlantBuilder, alteration: str
) -> None:
    for statement in alteration.split("; "):
        plant.execute(statement)
    frame = daily()
    stored = baselines.store(database, training(seu, frame), frame)
    assert baselines.active(database, seu) == stored
