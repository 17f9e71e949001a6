"""The plant of these tests: one press with a year's quarter of hourly readings, which can be made slow."""

from __future__ import annotations

from builder import PlantBuilder
from own_server import OwnServer

from skill_enms.plant.database import Database
from skill_enms.plant.migrate import migrate

TRAIN = (
    "train baseline for electricity Press-1 using production count and outdoor temperature"
    " for the first quarter of 2024"
)
SOURCES = "which energy sources are there"

_HOURLY = ("2024-01-01", "2024-04-01")

# Slow where a switch says so, so that a catalogue can be read before.
_SLOW = """
CREATE TABLE slowness (seconds float8 NOT NULL);
INSERT INTO slowness VALUES (0);
CREATE FUNCTION slowly(value numeric) RETURNS numeric LANGUAGE plpgsql VOLATILE AS $$
DECLARE pause float8 := (SELECT seconds FROM slowness);
BEGIN
    IF pause > 0 THEN PERFORM pg_sleep(pause); END IF;
    RETURN value;
END $$;
CREATE VIEW slow_readings AS
    SELECT time, machine_id, slowly(energy_kwh) AS energy_kwh, data_source FROM energy_readings;
UPDATE energy_sources SET readings_table = 'slow_readings' WHERE name = 'electricity';
"""


def build(server: OwnServer) -> str:
    """Make the plant in a new database; its name."""
    name = server.create()
    url = server.url(name)
    with Database(url) as database:
        migrate(database)
    plant = PlantBuilder(url)
    press = plant.machine("Press-1", plant.factory("Works", "UTC"))
    plant.seu("Press-1", "electricity", press)
    day = "floor(h / 24)"
    plant.readings("production_data", press, *_HOURLY, production_count=f"10 + ({day}::int * 7) % 23")
    plant.readings("environmental_data", press, *_HOURLY, outdoor_temp_c=f"8 + 6 * sin({day} / 9.0)")
    plant.readings(
        "energy_readings",
        press,
        *_HOURLY,
        energy_kwh=f"20 + 1.5 * (10 + ({day}::int * 7) % 23) + 0.4 * (8 + 6 * sin({day} / 9.0)) + sin(h * 1.7)",
        data_source="'meter'",
    )
    plant.execute(_SLOW)
    return name


def make_slow(server: OwnServer, database: str, seconds: float = 0.05) -> None:
    """From now on each reading takes so long."""
    server.execute("UPDATE slowness SET seconds = %s", database, seconds)
