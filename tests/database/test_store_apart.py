"""A plant in whose own database nothing may be written: what is ours is kept in another one, and works as ever."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pytest
from servers import Server
from sessions import Talk
from spoken_plant import SpokenPlant

from skill_enms import cli
from skill_enms.opening import Plant
from skill_enms.settings import EMBEDDED, Settings

DAYS = 120
TRAIN = (
    "train the electricity baseline for Press-1 using production count and outdoor temperature, january to april 2024",
    "train_baseline",
)
LEAVE_OUT = ("leave out february 5th to 11th 2024 for Press-1 electricity", "ignore_period")
PERFORMANCE = ("how did Press-1 electricity perform against its baseline in february 2024", "energy_performance")
DESCRIBE = ("how good is the baseline of Press-1", "describe_baseline")
Command = Callable[..., str]


@dataclass(frozen=True)
class Apart:
    guest_url: str
    """The plant through a role that may SELECT, in a database without a schema of ours."""
    store_url: str
    """An empty database of ours."""


@pytest.fixture
def apart(server: Server, plant_url: str) -> Iterator[Apart]:
    owned = SpokenPlant(plant_url)
    rng = np.random.default_rng(3)
    pieces, outside = rng.integers(800, 1200, DAYS).astype(float), rng.normal(10, 8, DAYS)
    used = 200 + 0.5 * pieces + 4 * outside + rng.normal(0, 3, DAYS)
    machine = owned.machine("Press-1", "electricity")
    owned.write(machine, {"energy_kwh": used, "production_count": pieces, "outdoor_temp_c": outside})
    owned.close()
    owned.rows.execute("DROP SCHEMA enms CASCADE")
    name = owned.rows.value("SELECT current_database()")
    owned.rows.execute(f"CREATE ROLE {name}_guest LOGIN PASSWORD 'look'")
    owned.rows.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}_guest")
    store_url = server.create()
    yield Apart(server.url_of(name, user=f"{name}_guest", password="look"), store_url)
    owned.rows.execute(f"GRANT {name}_guest TO CURRENT_USER")
    owned.rows.execute(f"DROP OWNED BY {name}_guest")
    owned.rows.execute(f"DROP ROLE {name}_guest")
    server.drop(store_url)


@pytest.fixture
def enms(apart: Apart, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command on the plant with its store; what it printed."""
    monkeypatch.setenv("ENMS_DATABASE_URL", apart.guest_url)
    monkeypatch.setenv("ENMS_STORE_DATABASE_URL", apart.store_url)

    def run(*arguments: str) -> str:
        assert cli.main([*arguments]) == 0
        return capsys.readouterr().out

    return run


def answered(settings: Settings, *asked: tuple[str, str]) -> list[dict[str, Any]]:
    """What a session at a plant is told of each utterance and its intent."""
    plant = Plant(settings)
    try:
        plant.refresh()
        talk = Talk(plant)
        for utterance, intent in asked:
            talk.ask(utterance, intent)
        return talk.heard.results
    finally:
        plant.close()


def tables(url: str) -> set[str]:
    query = "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('public', 'enms')"
    with psycopg.connect(url) as connection:
        return {name for (name,) in connection.execute(query)}


def test_without_a_store_a_training_is_refused(apart: Apart) -> None:
    (trained,) = answered(Settings(database_url=apart.guest_url), TRAIN)
    assert trained["code"] == "database_not_prepared"


def test_a_baseline_is_kept_in_the_store_and_found_there(apart: Apart, enms: Command) -> None:
    before = tables(apart.guest_url)
    assert "applied 005_baselines" in enms("migrate")
    assert enms("migrate") == "nothing to do\n"
    settings = Settings(database_url=apart.guest_url, store_database_url=apart.store_url)
    trained, described = answered(settings, TRAIN, DESCRIBE)
    assert trained["ok"]
    assert described["ok"]
    assert "Press-1 (electricity), version 1" in enms("baseline", "list")
    assert all(name.startswith("enms.") for name in tables(apart.store_url))
    assert tables(apart.guest_url) == before


def test_the_rollup_lives_in_the_store_and_answers_as_raw_rows_do(apart: Apart, enms: Command) -> None:
    enms("migrate")
    settings = Settings(database_url=apart.guest_url, store_database_url=apart.store_url)
    (raw,) = answered(settings, TRAIN)
    assert json.loads(enms("rollup", "--json"))["updated"]["buckets"] > 0
    (rolled,) = answered(settings, TRAIN)
    assert (rolled["n"], rolled["coefficients"]) == (DAYS, pytest.approx(raw["coefficients"]))
    told = enms("doctor")
    assert "what is ours is kept in the database" in told
    assert "the rollup is what the readings come to" in told
    assert "may not write" not in told


def test_marks_and_days_left_out_are_kept_there_too(apart: Apart, enms: Command) -> None:
    enms("migrate")
    period = ["--seu", "Press-1", "--energy", "electricity", "--start", "2024-01-01", "--end", "2024-01-11"]
    enms("data", "mark", *period, "--reason", "made up", "--author", "Ada")
    assert "backfill" in enms("data")
    settings = Settings(database_url=apart.guest_url, store_database_url=apart.store_url)
    trained, left_out, performed = answered(settings, TRAIN, LEAVE_OUT, PERFORMANCE)
    assert trained["n"] == DAYS - 10
    assert left_out["ok"]
    assert performed["n_days"] == 29 - 7


def test_an_embedded_store_needs_no_migration_by_hand(
    apart: Apart, data_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(data_root.parent))
    settings = Settings(database_url=apart.guest_url, store_database_url=EMBEDDED)
    (trained,) = answered(settings, TRAIN)
    assert trained["ok"]
    (described,) = answered(settings, DESCRIBE)
    assert described["ok"]
