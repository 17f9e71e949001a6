"""Every test here runs on the embedded server and, where ENMS_TEST_TIMESCALEDB_URL is set, on TimescaleDB as well."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from builder import PlantBuilder
from servers import Server, copy_root

from skill_enms.plant import embedded
from skill_enms.plant.database import Database
from skill_enms.plant.migrate import migrate

TIMESCALEDB_URL = os.environ.get("ENMS_TEST_TIMESCALEDB_URL")

_SERVERS = [
    "embedded",
    pytest.param(
        "timescaledb",
        marks=[
            pytest.mark.timescaledb,
            pytest.mark.skipif(not TIMESCALEDB_URL, reason="ENMS_TEST_TIMESCALEDB_URL is not set"),
        ],
    ),
]


@pytest.fixture(scope="session")
def embedded_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[embedded.EmbeddedServer]:
    """An embedded server of this session's own, to be used but neither stopped nor hurt."""
    with embedded.start(tmp_path_factory.mktemp("embedded")) as server:
        yield server


@pytest.fixture(scope="session", params=_SERVERS)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """The server that the test runs on; asking for it is what makes a test run on each."""
    if request.param == "embedded":
        made = Server("embedded", request.getfixturevalue("embedded_server").url)
    else:
        assert TIMESCALEDB_URL is not None
        made = Server("timescaledb", TIMESCALEDB_URL)
    made.template("bare", _with_extension if made.name == "timescaledb" else _nothing)
    yield made
    made.close()


@pytest.fixture
def bare_url(server: Server) -> Iterator[str]:
    """An empty database."""
    url = server.create("bare")
    yield url
    server.drop(url)


@pytest.fixture
def plant_url(server: Server) -> Iterator[str]:
    """A database after all migrations: the seeded energy sources, no machine, no SEU, no reading."""
    server.template("plant", _migrated, based_on="bare")
    url = server.create("plant")
    yield url
    server.drop(url)


@pytest.fixture
def database(plant_url: str) -> Iterator[Database]:
    """The same, as a `Database`."""
    with Database(plant_url) as opened:
        yield opened


@pytest.fixture
def bare_database(bare_url: str) -> Iterator[Database]:
    """An empty database, as a `Database`."""
    with Database(bare_url) as opened:
        yield opened


@pytest.fixture
def plant(plant_url: str) -> PlantBuilder:
    """Adds machines, SEUs and readings to `plant_url`."""
    return PlantBuilder(plant_url)


@pytest.fixture
def bare(bare_url: str) -> PlantBuilder:
    """Makes a schema of one's own in `bare_url`."""
    return PlantBuilder(bare_url)


@pytest.fixture(scope="module")
def module_plant_url(server: Server) -> Iterator[str]:
    """Like `plant_url`, once a module: for tests that read a plant which is slow to fill."""
    server.template("plant", _migrated, based_on="bare")
    url = server.create("plant")
    yield url
    server.drop(url)


@pytest.fixture(scope="session")
def made_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of an embedded server that was started once."""
    root = tmp_path_factory.mktemp("made") / "skill-enms"
    with embedded.start(root):
        return root


@pytest.fixture
def data_root(made_root: Path, tmp_path: Path) -> Path:
    """Where a test may start an embedded server of its own, which need not be made first."""
    return copy_root(made_root, tmp_path / "skill-enms")


def _nothing(url: str) -> None:
    del url


def _with_extension(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS timescaledb")


def _migrated(url: str) -> None:
    with Database(url) as database:
        migrate(database)
