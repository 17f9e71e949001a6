"""Servers that are stopped, killed, paused and restarted under a `Database` that nobody makes anew."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from builder import PlantBuilder
from test_database import RECOVERY_SECONDS, SENTENCE_SECONDS, await_query, read, refusal_of, within, write

from skill_enms.plant import embedded
from skill_enms.plant.database import Database
from skill_enms.plant.migrate import migrate
from skill_enms.reasons import Refused


@pytest.fixture
def victim(data_root: Path) -> Iterator[embedded.EmbeddedServer]:
    """A server of the test's own."""
    with embedded.start(data_root) as server:
        yield server


def postmaster(server: embedded.EmbeddedServer) -> int:
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def processes(server: embedded.EmbeddedServer) -> list[int]:
    """The postmaster and its children."""
    parent = postmaster(server)
    return [parent, *(int(path.parent.name) for path in Path("/proc").glob("[0-9]*/stat") if parent_of(path) == parent)]


def parent_of(stat: Path) -> int | None:
    """The parent of a process by its /proc/…/stat; None for one that has ended since it was listed."""
    try:
        return int(stat.read_text().rsplit(")", 1)[1].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return None


def send(number: signal.Signals, pids: list[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def answered(database: Database) -> bool:
    try:
        return read(database, "SELECT 7") == 7
    except Refused as refused:
        assert refused.reason.code == "database_unavailable"
        return False


def await_recovery(database: Database) -> None:
    deadline = time.monotonic() + RECOVERY_SECONDS
    while not answered(database):
        assert time.monotonic() < deadline


def start_query(database: Database, plant: PlantBuilder, statement: str, codes: list[str]) -> threading.Thread:
    thread = threading.Thread(target=lambda: codes.append(refusal_of(lambda: read(database, statement))))
    thread.start()
    await_query(plant, statement)
    return thread


def test_a_server_that_was_stopped_is_told_and_found_again(data_root: Path) -> None:
    server = embedded.start(data_root)
    with Database(server.url) as database:
        assert read(database) == 1
        server.stop()
        with within(SENTENCE_SECONDS):
            assert refusal_of(lambda: read(database)) == "database_unavailable"
        with embedded.start(data_root):
            await_recovery(database)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGQUIT, signal.SIGINT])
def test_a_server_that_dies_in_the_middle_of_a_query_comes_back(
    victim: embedded.EmbeddedServer, number: signal.Signals
) -> None:
    with Database(victim.url) as database:
        migrate(database)
        write(database, "INSERT INTO factories (name) VALUES ('kept')")
        codes: list[str] = []
        thread = start_query(database, PlantBuilder(victim.url), "SELECT pg_sleep(60)", codes)
        send(number, processes(victim) if number == signal.SIGKILL else [postmaster(victim)])
        with within(SENTENCE_SECONDS):
            thread.join()
        assert codes == ["database_unavailable"]
        await_recovery(database)
        assert read(database, "SELECT name FROM factories") == "kept"


def test_a_paused_server_is_told_in_time_and_goes_on_when_it_does(victim: embedded.EmbeddedServer) -> None:
    with Database(victim.url) as database:
        codes: list[str] = []
        thread = start_query(database, PlantBuilder(victim.url), "SELECT pg_sleep(60)", codes)
        paused = processes(victim)
        send(signal.SIGSTOP, paused)
        try:
            with within(SENTENCE_SECONDS):
                thread.join()
            with within(SENTENCE_SECONDS):
                codes.append(refusal_of(lambda: read(database)))
        finally:
            send(signal.SIGCONT, paused)
        assert codes == ["database_unavailable"] * 2
        await_recovery(database)


def test_nothing_half_written_survives_a_kill(victim: embedded.EmbeddedServer) -> None:
    with Database(victim.url) as database:
        migrate(database)

        def work() -> None:
            with database.writing() as connection:
                connection.execute("INSERT INTO factories (name) VALUES ('half')")
                connection.execute("SELECT pg_sleep(60), 'still writing'")

        codes: list[str] = []
        thread = threading.Thread(target=lambda: codes.append(refusal_of(work)))
        thread.start()
        await_query(PlantBuilder(victim.url), "'still writing'")
        send(signal.SIGKILL, processes(victim))
        thread.join()
        assert codes == ["database_unavailable"]
        await_recovery(database)
        assert read(database, "SELECT count(*) FROM factories") == 0


def test_a_backend_that_is_killed_costs_one_answer(victim: embedded.EmbeddedServer) -> None:
    with Database(victim.url) as database:
        pid = read(database, "SELECT pg_backend_pid()")
        assert isinstance(pid, int)
        os.kill(pid, signal.SIGTERM)
        with within(SENTENCE_SECONDS):
            assert read(database) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system that is soon full."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=140m", "tmpfs", str(folder)], check=False)
    if mount.returncode != 0:
        pytest.skip("needs to be allowed to mount a file system")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_has_its_own_sentence_and_costs_nothing_stored(small_disk: Path) -> None:
    with embedded.start(small_disk / "skill-enms") as server, Database(server.url) as database:
        migrate(database)
        write(database, "INSERT INTO factories (name) VALUES ('kept')")
        free = os.statvfs(small_disk)
        filler = small_disk / "filler"
        filler.write_bytes(b"\0" * (free.f_bavail * free.f_frsize - 1_000_000))
        with within(SENTENCE_SECONDS):
            assert (
                refusal_of(
                    lambda: write(
                        database,
                        "INSERT INTO factories (name, location) "
                        "SELECT n, repeat(md5(n::text), 10) FROM generate_series(1, 20000) AS n",
                    )
                )
                == "database_full"
            )
        filler.unlink()
        await_recovery(database)
        write(database, "INSERT INTO factories (name) VALUES ('kept, too')")
        assert read(database, "SELECT string_agg(name, '; ' ORDER BY name) FROM factories") == "kept; kept, too"
