"""The rollup that somebody began is followed in the background; nothing is begun there."""

import time
from datetime import datetime, timedelta, timezone

import pytest

from skill_enms.plant.discovery import read_catalogue
from skill_enms.plant.rollup_keeper import RollupKeeper
from skill_enms.plant.rollup_table import TableRollup
from skill_enms.plant.rollup_update import RollupUpdater

NOW = datetime.now(timezone.utc).replace(minute=0, second=0, microsecond=0)


@pytest.fixture
def boiler(plant):
    """A boiler whose readings end a day ago."""
    machine = plant.machine("Boiler")
    plant.seu("Boiler", "steam", machine)
    plant.readings(
        "steam_readings", machine, str(NOW - timedelta(days=3)), str(NOW - timedelta(days=1)), consumption_kg="1"
    )
    return machine


@pytest.fixture
def keep(database):
    """Runs a keeper until what it kept satisfies a condition, or for a while."""

    def catalogue():
        with database.reading() as connection:
            return read_catalogue(connection, "UTC")

    def run(condition, seconds=20.0):
        keeper = RollupKeeper(database, catalogue, every=0.05)
        keeper.start()
        try:
            deadline = time.monotonic() + seconds
            while not condition() and time.monotonic() < deadline:
                time.sleep(0.05)
        finally:
            keeper.stop()
        return condition()

    run.catalogue = catalogue
    return run


def test_new_readings_enter_a_rollup_that_was_begun(plant, database, boiler, keep):
    RollupUpdater(database, TableRollup(database)).update(keep.catalogue())
    before = plant.value("SELECT count(*) FROM enms.rollup")
    plant.readings("steam_readings", boiler, str(NOW - timedelta(hours=2)), str(NOW), consumption_kg="1")
    assert keep(lambda: plant.value("SELECT count(*) FROM enms.rollup") > before)


def test_no_rollup_is_begun(plant, boiler, keep):
    assert not keep(lambda: plant.value("SELECT count(*) FROM enms.rollup") > 0, seconds=1.0)
