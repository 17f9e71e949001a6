"""TLS to the database: `sslmode=verify-full` lets in the server that shows the right certificate, and no other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from builder import PlantBuilder
from proxy import Network
from psycopg.conninfo import make_conninfo
from servers import Server
from test_database import SENTENCE_SECONDS, await_query, read, refusal_of, running, within
from tls import Authority, authority, encrypted

from skill_enms.plant.database import Database


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("ours"), "ours")


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("theirs"), "theirs")


@pytest.fixture
def address(server: Server, plant_url: str, ours: Authority) -> Iterator[str]:
    """The plant's database at a server with our certificate."""
    with encrypted(server, plant_url, ours) as made:
        yield made


def verified(address: str, root: Path, **changed: str) -> str:
    return make_conninfo(address, sslmode="verify-full", sslrootcert=str(root), **changed)


def test_the_right_certificate_lets_in_and_all_is_encrypted(address: str, ours: Authority) -> None:
    with Database(verified(address, ours.root)) as database:
        with database.reading() as connection:
            assert connection.pgconn.ssl_in_use
            assert connection.execute("SELECT count(*) FROM machines").fetchone() == (0,)
        with database.writing() as connection:
            assert connection.pgconn.ssl_in_use
        with database.listening("enms_catalogue") as connection:
            assert connection.pgconn.ssl_in_use


def test_a_certificate_of_somebody_else_is_refused_by_its_own_code(address: str, theirs: Authority) -> None:
    with Database(verified(address, theirs.root)) as database, within(SENTENCE_SECONDS):
        assert refusal_of(lambda: read(database)) == "database_untrusted"


def test_a_certificate_for_another_name_is_refused(address: str, ours: Authority) -> None:
    with Database(verified(address, ours.root, host="plant.example")) as database, within(SENTENCE_SECONDS):
        assert refusal_of(lambda: read(database)) == "database_untrusted"


def test_a_root_certificate_that_is_not_there_is_refused(address: str, tmp_path: Path) -> None:
    with Database(verified(address, tmp_path / "nothing.crt")) as database, within(SENTENCE_SECONDS):
        assert refusal_of(lambda: read(database)) == "database_untrusted"


def test_a_server_without_tls_is_refused(server: Server, plant_url: str, ours: Authority) -> None:
    with Network(plant_url) as network, within(SENTENCE_SECONDS):
        database = Database(verified(network.url, ours.root))
        assert refusal_of(lambda: read(database)) == "database_untrusted"
        database.close()


def test_a_job_is_cancelled_on_the_server_through_tls(address: str, ours: Authority, plant: PlantBuilder) -> None:
    with Database(verified(address, ours.root)) as database:
        codes: list[str] = []

        def work() -> None:
            with database.job("kitchen"):
                codes.append(refusal_of(lambda: read(database, "SELECT pg_sleep(60), 'through tls'")))

        thread = threading.Thread(target=work)
        thread.start()
        await_query(plant, "'through tls'")
        with within(1.0):
            database.cancel("kitchen")
            thread.join()
        assert codes == ["cancelled"]
        assert not running(plant, "'through tls'")


def test_an_honest_long_query_is_waited_for_through_tls(address: str, ours: Authority) -> None:
    with Database(verified(address, ours.root)) as database:
        assert read(database, "SELECT 7 FROM pg_sleep(3)") == 7
