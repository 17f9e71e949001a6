"""Connections: read-only where reading, refused in time, cancelled on the server, never lost and never loud."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest
from builder import PlantBuilder
from proxy import Network
from servers import Server

from skill_enms.plant.connection import answers
from skill_enms.plant.database import Database
from skill_enms.reasons import Refused

SENTENCE_SECONDS = 5.0
"""Whoever asked waits no longer for being told."""
RECOVERY_SECONDS = 10.0


def refusal_of(work: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        work()
    return refused.value.reason.code


def read(database: Database, statement: str = "SELECT 1") -> object:
    with database.reading() as connection:
        row = connection.execute(statement.encode()).fetchone()
    return row and row[0]


def write(database: Database, statement: str) -> None:
    with database.writing() as connection:
        connection.execute(statement.encode())


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < seconds


def await_query(plant: PlantBuilder, words: str) -> None:
    while not running(plant, words):
        time.sleep(0.02)


def running(plant: PlantBuilder, words: str) -> int:
    return int(
        plant.value(
            "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' "
            "AND pid <> pg_backend_pid() AND query LIKE %s",
            f"%{words}%",
        )
    )


def test_a_reading_session_is_set_up_for_it(database: Database) -> None:
    settings = {"transaction_read_only": "on", "statement_timeout": "1min", "lock_timeout": "500ms"}
    for name, value in {**settings, "jit": "off", "TimeZone": "UTC"}.items():
        assert read(database, f"SELECT current_setting('{name}')") == value


def test_a_writing_session_has_timeouts_too(database: Database) -> None:
    with database.writing() as connection:
        settings = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
        found = [connection.execute("SELECT current_setting(%s)", [name]).fetchone() for name in settings]
    assert found == [("1min",), ("5s",), ("1min",)]


def test_who_does_nothing_in_a_transaction_is_ended_by_the_server(database: Database, plant: PlantBuilder) -> None:
    plant.execute("INSERT INTO factories (name) VALUES ('kept')")

    def dawdle() -> None:
        with database.writing() as connection:
            connection.execute("SET idle_in_transaction_session_timeout = 100")
            connection.execute("UPDATE factories SET name = 'half'")
            time.sleep(0.5)
            connection.execute("SELECT 1")

    assert refusal_of(dawdle) == "database_timeout"
    assert plant.execute("SELECT name FROM factories") == [("kept",)]


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE x ()", "DELETE FROM machines", "INSERT INTO factories (name) VALUES ('x')"]
)
def test_reading_cannot_write(database: Database, statement: str) -> None:
    assert refusal_of(lambda: read(database, statement)) == "database_read_only"


def test_writing_commits_at_the_end_or_not_at_all(database: Database, plant: PlantBuilder) -> None:
    write(database, "INSERT INTO factories (name) VALUES ('kept')")
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        connection.execute("INSERT INTO factories (name) VALUES ('lost')")
        _ = 1 / 0
    assert plant.execute("SELECT name FROM factories") == [("kept",)]


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("SELECT * FROM nowhere", "database_not_prepared"),
        ("SELECT nothing FROM machines", "database_not_prepared"),
        ("SELECT * FROM enmz.baselines", "database_not_prepared"),
        ("SELECT pg_read_file('/etc/passwd')", "not_permitted"),
        ("SELECT 1 / 0", "internal_error"),
        ("SELEC", "internal_error"),
    ],
)
def test_every_error_has_a_code_and_the_connection_lives_on(
    database: Database, server: Server, statement: str, code: str
) -> None:
    if "pg_read_file" in statement and server.name != "embedded":
        pytest.skip("that server's test role is a superuser")
    assert refusal_of(lambda: read(database, statement)) == code
    assert read(database) == 1


def test_an_error_of_ours_is_logged_without_the_values_that_it_names(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    assert refusal_of(lambda: read(database, "SELECT 'Erika'::integer")) == "internal_error"
    assert "event=failure sqlstate=22P02 error=InvalidTextRepresentation at=" in caplog.text
    assert "Erika" not in "".join(record.getMessage() for record in caplog.records if "skill_enms" in record.name)


def test_a_statement_that_takes_too_long_is_a_timeout(plant_url: str) -> None:
    with Database(plant_url, statement_timeout=0.2) as database:
        assert refusal_of(lambda: read(database, "SELECT pg_sleep(30)")) == "database_timeout"


def test_a_locked_table_is_a_timeout_soon(database: Database, plant: PlantBuilder) -> None:
    with psycopg.connect(plant.url) as other:
        other.execute("LOCK TABLE machines")
        with within(3):
            assert refusal_of(lambda: read(database, "SELECT * FROM machines")) == "database_timeout"


def sessions(plant: PlantBuilder) -> int:
    return int(
        plant.value(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE application_name = 'skill-enms' AND datname = current_database()"
        )
    )


def test_nothing_connects_before_it_is_needed(plant: PlantBuilder) -> None:
    with Database(plant.url):
        assert sessions(plant) == 0


def test_connections_stay_within_the_pool_and_all_come_back(plant: PlantBuilder) -> None:
    with Database(plant.url, max_size=3) as database:
        threads = [threading.Thread(target=read, args=(database, "SELECT pg_sleep(0.02)")) for _ in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for _ in range(20):
            with contextlib.suppress(Refused):
                read(database, "SELECT 1 / 0")
        assert 1 <= sessions(plant) <= 3
    await_no_sessions(plant)


def await_no_sessions(plant: PlantBuilder) -> None:
    deadline = time.monotonic() + RECOVERY_SECONDS
    while sessions(plant):
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("postgresql://127.0.0.1:1/plant", "database_unavailable"),
        ("postgresql:///plant?host=/nowhere/at/all", "database_unavailable"),
        ("postgresql://no-such-host.invalid/plant", "database_unavailable"),
        ("postgresql://someone:s3cr%et@/plant?nonsense=1", "database_url_invalid"),
    ],
)
def test_a_server_that_is_not_there_is_told_in_time(url: str, code: str) -> None:
    with Database(url) as database, within(SENTENCE_SECONDS):
        assert refusal_of(lambda: read(database)) == code


def test_a_wrong_password_and_a_missing_database_are_told_apart(embedded_server: object, server: Server) -> None:
    if server.name != "embedded":
        pytest.skip("that server's test role needs no password")
    with Database(server.url_of("nowhere")) as missing, within(SENTENCE_SECONDS):
        assert refusal_of(lambda: read(missing)) == "database_missing"
    with Database(server.url_of("plant", password="wrong")) as stranger, within(SENTENCE_SECONDS):
        assert refusal_of(lambda: read(stranger)) == "not_permitted"


def test_no_password_is_shown_or_logged(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    urls = [
        server.url_of("plant", password="s3cr3t"),
        "postgresql://me:s3cr3t@127.0.0.1:1/x",
        "postgresql://me:s3cr3t @",
    ]
    for url in urls:
        with Database(url) as database:
            with pytest.raises(Refused) as refused:
                read(database, "SELECT * FROM nowhere")
            assert "s3cr3t" not in repr(database)
            error: BaseException | None = refused.value
            while error is not None:
                assert "s3cr3t" not in f"{error!r} {error}"
                error = error.__cause__ or error.__context__
    assert "s3cr3t" not in caplog.text


def test_a_cancelled_job_ends_on_the_server_too_and_does_nothing_more(database: Database, plant: PlantBuilder) -> None:
    outcomes: list[str] = []

    def work() -> None:
        with database.job("kitchen"):
            outcomes.append(refusal_of(lambda: read(database, "SELECT pg_sleep(60), 'long query'")))
            outcomes.append(refusal_of(lambda: read(database)))
            outcomes.append(refusal_of(lambda: write(database, "INSERT INTO factories (name) VALUES ('late')")))

    thread = threading.Thread(target=work)
    thread.start()
    await_query(plant, "'long query'")
    assert not database.cancel("hall")
    with within(1.0):
        assert database.cancel("kitchen")
        thread.join()
        assert not running(plant, "'long query'")
    assert outcomes == ["cancelled"] * 3
    assert not database.cancel("kitchen")
    assert read(database) == 1


def test_a_cancelled_job_leaves_the_queue_for_a_connection(plant: PlantBuilder) -> None:
    with Database(plant.url, max_size=1) as database, database.reading():

        def work() -> None:
            with database.job("kitchen"):
                codes.append(refusal_of(lambda: read(database)))

        codes: list[str] = []
        thread = threading.Thread(target=work)
        thread.start()
        while not database.cancel("kitchen"):
            time.sleep(0.02)
        with within(1.0):
            thread.join()
        assert codes == ["cancelled"]


def test_jobs_of_others_go_on(database: Database) -> None:
    outcomes: dict[str, object] = {}

    def work(key: str) -> None:
        with database.job(key):
            try:
                outcomes[key] = read(database, "SELECT 7 FROM pg_sleep(1)")
            except Refused as refused:
                outcomes[key] = refused.reason.code

    threads = [threading.Thread(target=work, args=(key,)) for key in ("kitchen", "hall", "office")]
    for thread in threads:
        thread.start()
    while not database.cancel("hall"):
        time.sleep(0.02)
    for thread in threads:
        thread.join()
    assert outcomes == {"kitchen": 7, "hall": "cancelled", "office": 7}


def test_a_job_that_was_cancelled_while_writing_leaves_nothing(database: Database, plant: PlantBuilder) -> None:
    def work() -> None:
        with database.job("kitchen"), database.writing() as connection:
            connection.execute("INSERT INTO factories (name) VALUES ('half')")
            connection.execute("SELECT pg_sleep(60), 'still writing'")

    codes: list[str] = []
    thread = threading.Thread(target=lambda: codes.append(refusal_of(work)))
    thread.start()
    await_query(plant, "'still writing'")
    database.cancel("kitchen")
    thread.join()
    assert codes == ["cancelled"]
    assert plant.execute("SELECT name FROM factories") == []


def test_an_honest_long_query_is_not_taken_for_a_dead_server(database: Database) -> None:
    assert read(database, "SELECT 7 FROM pg_sleep(5)") == 7


def test_a_network_that_swallows_everything_is_noticed_in_time(plant: PlantBuilder) -> None:
    with Network(plant.url) as network, Database(network.url) as database:
        assert read(database) == 1
        codes: list[str] = []

        def work() -> None:
            codes.append(refusal_of(lambda: read(database, "SELECT pg_sleep(60), 'into the hole'")))

        thread = threading.Thread(target=work)
        thread.start()
        await_query(plant, "'into the hole'")
        network.black_hole()
        with within(SENTENCE_SECONDS):
            thread.join()
        with within(SENTENCE_SECONDS):
            codes.append(refusal_of(lambda: read(database)))
        assert codes == ["database_unavailable"] * 2
        network.heal()
        with within(RECOVERY_SECONDS):
            assert read(database) == 1


def test_an_idle_connection_in_a_dead_network_is_noticed_in_time(plant: PlantBuilder) -> None:
    with Network(plant.url) as network, Database(network.url) as database:
        threads = [threading.Thread(target=read, args=(database, "SELECT pg_sleep(0.3)")) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        network.black_hole()
        with within(SENTENCE_SECONDS):
            assert refusal_of(lambda: read(database)) == "database_unavailable"
        network.heal()
        with within(RECOVERY_SECONDS):
            assert read(database) == 1


def test_a_connection_that_is_cut_costs_one_answer_at_most(plant: PlantBuilder) -> None:
    with Network(plant.url) as network, Database(network.url) as database:
        assert read(database) == 1
        network.cut()
        with within(SENTENCE_SECONDS):
            assert read(database) == 1


def test_a_slow_network_is_slow_and_nothing_else(plant: PlantBuilder) -> None:
    with Network(plant.url) as network, Database(network.url) as database:
        network.delay(0.15)
        assert read(database) == 1


def test_whether_somebody_answers_is_seen_from_outside(plant: PlantBuilder) -> None:
    with psycopg.connect(plant.url) as connection:
        address = connection.info.hostaddr or connection.info.host
        assert answers(address, connection.info.port)
    assert not answers("127.0.0.1", 1)
    assert not answers("/nowhere", 5432)
