"""The reader may only SELECT; the writer may also write what is ours, and the mirror columns of `seus`."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date

import psycopg
import pytest
from builder import PlantBuilder
from servers import Server
from test_baselines import daily, training
from test_database import read, refusal_of, write

from skill_enms.catalogue import Seu
from skill_enms.plant import baselines
from skill_enms.plant.database import Database
from skill_enms.plant.roles import Role, make_roles

PASSWORD = 'pass\'word \\ with "all" in it'


@dataclasses.dataclass
class Roles:
    reader: Role
    writer: Role
    reader_url: str
    writer_url: str


@pytest.fixture
def roles(server: Server, plant: PlantBuilder, database: Database) -> Iterator[Roles]:
    name = plant.value("SELECT current_database()")
    reader, writer = Role(f"{name} Reader", PASSWORD), Role(f"{name}_writer", PASSWORD)
    make_roles(database, reader, writer)
    made = Roles(
        *(reader, writer),
        *(server.url_of(name, user=role.name, password=PASSWORD) for role in (reader, writer)),
    )
    yield made
    for role in (reader, writer):
        plant.execute(f'GRANT "{role.name}" TO CURRENT_USER')
        plant.execute(f'DROP OWNED BY "{role.name}"')
        plant.execute(f'DROP ROLE "{role.name}"')


@pytest.fixture
def seu(plant: PlantBuilder) -> Seu:
    machine = plant.machine("Press-1")
    return Seu(plant.seu("Press-1", "electricity", machine), "Press-1", "electricity", (machine,))


NOBODY_MAY = [
    "INSERT INTO energy_readings (time, machine_id) SELECT now(), id FROM machines",
    "UPDATE energy_readings SET energy_kwh = 0",
    "DELETE FROM energy_readings",
    "TRUNCATE energy_readings",
    "DELETE FROM machines",
    "UPDATE seus SET name = 'x'",
    "DELETE FROM seus",
    "UPDATE energy_sources SET readings_table = 'machines'",
    "DROP TABLE energy_readings",
    "ALTER TABLE seus ADD COLUMN x int",
    "CREATE TABLE public.x ()",
    "CREATE TABLE enms.x ()",
    "CREATE SCHEMA x",
    "DELETE FROM enms.migrations",
    "CREATE ROLE x",
    "COPY machines TO PROGRAM 'cat'",
    "SELECT * FROM pg_authid",
]
READER_MAY_NOT = [
    "DELETE FROM enms.baselines",
    "INSERT INTO enms.seu_spoken_names VALUES ('1', 'x')",
    "UPDATE seus SET r_squared = 1",
]


@pytest.mark.parametrize("statement", [*NOBODY_MAY, *READER_MAY_NOT])
def test_the_reader_is_refused_whatever_changes_anything(roles: Roles, plant: PlantBuilder, statement: str) -> None:
    plant.machine("Press-1")
    with psycopg.connect(roles.reader_url, autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement.encode())


@pytest.mark.parametrize("statement", NOBODY_MAY)
def test_the_writer_is_refused_whatever_is_not_ours(roles: Roles, plant: PlantBuilder, statement: str) -> None:
    plant.machine("Press-1")
    with Database(roles.reader_url, write_url=roles.writer_url) as database:
        assert refusal_of(lambda: write(database, statement)) == "not_permitted"


def test_with_both_roles_a_baseline_is_stored_mirrored_and_read(roles: Roles, plant: PlantBuilder, seu: Seu) -> None:
    frame = daily()
    with Database(roles.reader_url, write_url=roles.writer_url) as database:
        stored = baselines.store(database, training(seu, frame), frame)
        assert baselines.active(database, seu) == stored
        assert baselines.activate(database, stored.id) == stored
    assert plant.execute("SELECT r_squared, baseline_end_date FROM seus") == [
        (stored.fit.r_squared, date(2024, 12, 31))
    ]


def test_the_reader_sees_readings_and_tables_that_come_later(roles: Roles, plant: PlantBuilder) -> None:
    plant.execute("CREATE TABLE water_readings (time timestamptz, machine_id uuid, consumption_m3 float)")
    machine = plant.machine("Press-1")
    plant.readings("energy_readings", machine, "2024-01-01", "2024-01-02", energy_kwh="5")
    with Database(roles.reader_url) as database:
        assert read(database, "SELECT count(*) FROM water_readings") == 0
        assert read(database, "SELECT sum(energy_kwh)::int FROM energy_readings") == 120


def test_it_can_be_repeated_and_keeps_a_password_that_is_not_given(roles: Roles, database: Database) -> None:
    make_roles(database, Role(roles.reader.name), Role(roles.writer.name))
    with Database(roles.reader_url) as reading:
        assert read(reading) == 1


def test_who_may_not_make_roles_is_told_so(roles: Roles) -> None:
    with Database(roles.writer_url) as database:
        assert refusal_of(lambda: make_roles(database, Role("a"), Role("b"))) == "not_permitted"
