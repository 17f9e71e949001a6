"""Changes of the catalogue are learnt of at once, after an outage, and in the end without being told."""

from __future__ import annotations

import queue
from collections.abc import Iterator

import psycopg
import pytest
from builder import PlantBuilder

from skill_enms.plant.database import Database
from skill_enms.plant.watch import CatalogueWatch
from skill_enms.reasons import Refused

SOON = 8.0


class Calls:
    """A callback that remembers, and can be waited for."""

    def __init__(self) -> None:
        self._calls: queue.Queue[None] = queue.Queue()

    def __call__(self) -> None:
        self._calls.put(None)

    def wait(self) -> None:
        self._calls.get(timeout=SOON)

    def count(self) -> int:
        return self._calls.qsize()


@pytest.fixture
def calls() -> Calls:
    return Calls()


@pytest.fixture
def watch(database: Database, calls: Calls, plant: PlantBuilder) -> Iterator[CatalogueWatch]:
    watch = CatalogueWatch(database, calls)
    watch.start()
    await_listener(plant)
    yield watch
    watch.stop()


def await_listener(plant: PlantBuilder) -> int:
    with psycopg.connect(plant.url, autocommit=True) as connection:
        while True:
            row = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
            ).fetchone()
            if row:
                return int(row[0])


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO energy_sources (name, unit) VALUES ('district_heat', 'MWh')",
        "UPDATE energy_source_features SET description = 'x' WHERE feature_name = 'weekend'",
        "INSERT INTO machines (name) VALUES ('Mill-7')",
        "DELETE FROM seus",
        "UPDATE enms.custom_kinds SET parameters = '{\"base\": 15}' WHERE name = 'heating_degree_days'",
        "TRUNCATE enms.amount_columns",
    ],
)
def test_a_change_of_a_row_is_told_at_once(
    watch: CatalogueWatch, calls: Calls, plant: PlantBuilder, change: str
) -> None:
    plant.execute(change)
    calls.wait()


def test_changes_that_come_together_are_told_as_one(watch: CatalogueWatch, calls: Calls, plant: PlantBuilder) -> None:
    for number in range(10):
        plant.machine(f"Mill-{number}")
    calls.wait()
    assert calls.count() <= 1


def test_what_happened_while_the_connection_was_lost_is_told(
    watch: CatalogueWatch, calls: Calls, plant: PlantBuilder
) -> None:
    plant.execute("SELECT pg_terminate_backend(%s)", await_listener(plant))
    calls.wait()
    plant.machine("Mill-7")
    calls.wait()


def test_without_triggers_it_looks_again_by_itself(database: Database, calls: Calls) -> None:
    watch = CatalogueWatch(database, calls, look_again=0.1)
    watch.start()
    calls.wait()
    calls.wait()
    watch.stop()


def test_a_callback_that_is_refused_does_not_end_the_watch(database: Database, plant: PlantBuilder) -> None:
    calls = Calls()

    def refuse() -> None:
        calls()
        raise Refused("database_timeout")

    watch = CatalogueWatch(database, refuse)
    watch.start()
    await_listener(plant)
    plant.machine("Mill-7")
    calls.wait()
    plant.machine("Mill-8")
    calls.wait()
    watch.stop()


def test_it_can_be_stopped_whatever_its_database_does(calls: Calls) -> None:
    with Database("postgresql://127.0.0.1:1/nowhere") as nowhere:
        watch = CatalogueWatch(nowhere, calls)
        watch.start()
        watch.stop()
        watch.stop()
        CatalogueWatch(nowhere, calls).stop()
    assert calls.count() == 0


def test_a_change_that_could_not_be_followed_is_followed_a_little_later(
    database: Database, calls: Calls, plant: PlantBuilder
) -> None:
    outcomes = iter([Refused("database_timeout")])  # a table of the plant is locked, once

    def follow() -> None:
        calls()
        if (refused := next(outcomes, None)) is not None:
            raise refused

    watch = CatalogueWatch(database, follow)
    watch.start()
    try:
        await_listener(plant)
        plant.machine("Mill-7")
        calls.wait()
        calls.wait()
    finally:
        watch.stop()
