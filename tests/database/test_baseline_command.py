"""`enms baseline`: a stored training can be taken elsewhere and comes out the same there."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import numpy as np
import pandas as pd
import pytest

from skill_enms import cli
from skill_enms.analytics import ols
from skill_enms.history import NewBaseline
from skill_enms.plant import baselines
from skill_enms.plant.database import Database

DRIVERS = ["pieces", "temperature"]


@pytest.fixture
def stored(monkeypatch, plant_url, plant):
    """A stored baseline, in the database that `enms` uses."""
    noise = np.random.default_rng(7)
    days = pd.date_range("2024-01-01", periods=40).date
    frame = pd.DataFrame(noise.normal(100, 10, (40, 3)), index=days, columns=["consumption", *DRIVERS])
    machine = plant.machine("Press-1")
    new = NewBaseline(
        seu_id=plant.seu("Press-1", "electricity", machine),
        seu="Press-1",
        energy_source="electricity",
        unit="kWh",
        time_zone="Europe/Paris",
        start=date(2024, 1, 1),
        end=date(2024, 2, 10),
        fit=ols.fit(frame, "consumption", DRIVERS),
        definitions={},
        days_dropped={},
        data_sources={"meter": 1.0},
        session="kitchen",
        site="hall 2",
        reason="train_baseline",
    )
    with Database(plant_url) as database:
        baseline = baselines.store(database, new, frame)
    monkeypatch.setenv("ENMS_DATABASE_URL", plant_url)
    return baseline


def test_its_days_as_csv_fit_to_the_same_numbers(stored, capsys):
    assert cli.main(["baseline", "show", str(stored.id), "--data"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(rows[0]) == ["date", "consumption", *DRIVERS]
    assert rows[0]["date"] == "2024-01-01"
    frame = pd.DataFrame([{name: float(row[name]) for name in ("consumption", *DRIVERS)} for row in rows])
    again = ols.fit(frame, "consumption", DRIVERS)
    assert again.coefficients == stored.fit.coefficients
    assert again.intercept == stored.fit.intercept


def test_its_model_and_days_as_json(stored, capsys):
    assert cli.main(["baseline", "show", str(stored.id), "--data", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["baseline"]["fit"]["coefficients"] == dict(stored.fit.coefficients)
    assert shown["baseline"]["fingerprint"] == stored.fingerprint
    assert len(shown["series"]) == 40
    assert cli.main(["baseline", "show", str(stored.id), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == shown["baseline"]


def test_every_version_is_listed_with_a_star_for_the_active_one(stored, plant_url, capsys):
    with Database(plant_url) as database:
        again = baselines.store(database, stored, baselines.series(database, stored.id))
    assert cli.main(["baseline", "list", "--all"]) == 0
    latest, first = capsys.readouterr().out.splitlines()
    assert latest.strip().startswith(f"{again.id} * Press-1 (electricity), version 2: ")
    assert first.strip().startswith(f"{stored.id}   Press-1 (electricity), version 1: ")
    assert cli.main(["baseline", "list", "--all", "--json"]) == 0
    assert [each["active"] for each in json.loads(capsys.readouterr().out)] == [True, False]


def test_it_is_listed_and_described(stored, capsys):
    assert cli.main(["baseline", "list"]) == 0
    assert f"{stored.id}   Press-1 (electricity), version 1: 2024-01-01 until 2024-02-10" in capsys.readouterr().out
    assert cli.main(["baseline", "show", str(stored.id)]) == 0
    described = capsys.readouterr().out
    for part in (
        "Press-1 (electricity)",
        "active",
        *DRIVERS,
        "100% meter",
        "train_baseline, by session kitchen at hall 2",
        "numpy",
        stored.fingerprint,
    ):
        assert part in described


def test_one_that_is_not_there_is_one_line_and_a_failure(stored, capsys):
    assert cli.main(["baseline", "show", "999"]) == 1
    assert capsys.readouterr().err == "enms baseline: unknown baseline: id 999\n"
