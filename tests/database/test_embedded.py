"""The embedded server: private, quick, shared, and gone with the last who used it, however that one went."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from servers import copy_root
from test_faults import postmaster, processes, send

from skill_enms.plant import embedded, embedded_account, embedded_keeper
from skill_enms.reasons import Refused

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs it as somebody else")
GONE_SECONDS = 15.0

USER = """
    import signal, sys, time
    from pathlib import Path
    from skill_enms.plant import embedded
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in a shell's background ignores it
    server = embedded.start(Path(sys.argv[1]))
    print(server.url, flush=True)
    sys.stdin.read()
    {last}
"""


def user(data_root: Path, last: str = "") -> tuple[subprocess.Popen[str], str]:
    """A process that uses the server until its standard input ends; and the URL that it got."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(USER).format(last=last), str(data_root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def ask(url: str, statement: str = "SELECT 1") -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(statement.encode()).fetchone()
    return row and row[0]


def await_gone(data: Path) -> None:
    deadline = time.monotonic() + GONE_SECONDS
    while embedded_keeper.postmaster_of(data) is not None:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def data_of(data_root: Path) -> Path:
    return data_root / "database" / embedded_account.major_version() / "data"


def test_it_is_made_started_joined_and_started_again_with_what_it_held(tmp_path: Path) -> None:
    data_root = tmp_path / "skill-enms"
    with embedded.start(data_root) as server:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS value")
        with embedded.start(data_root) as joined:
            assert joined.url == server.url
        assert ask(server.url) == 1
    assert embedded_keeper.postmaster_of(server.data) is None
    with embedded.start(data_root) as again:
        assert again.url == server.url
        assert ask(again.url, "SELECT value FROM kept") == 7
    again.stop()


def test_it_speaks_utf8_and_sorts_without_the_machine_s_locales(data_root: Path) -> None:
    with embedded.start(data_root) as server:
        assert ask(server.url, "SHOW server_encoding") == "UTF8"
        assert ask(server.url, "SELECT lower('ÉNERGIE')") == "énergie"


def test_only_its_owner_gets_near_it(data_root: Path) -> None:
    with embedded.start(data_root) as server:
        folder = data_root / "database" / embedded_account.major_version()
        for private in (folder, server.data, Path(str(conninfo_to_dict(server.url)["host"]))):
            assert stat.S_IMODE(private.stat().st_mode) == 0o700
            assert private.stat().st_uid == os.geteuid()
        assert stat.S_IMODE((folder / "password").stat().st_mode) == 0o600
        assert ask(server.url, "SHOW listen_addresses") == ""
        assert ask(server.url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        for user, password in (("plant", "guess"), ("postgres", "postgres"), ("plant", "")):
            with pytest.raises(psycopg.OperationalError):
                ask(psycopg.conninfo.make_conninfo(server.url, user=user, password=password))


NOBODY = 65534


def as_nobody(work: Callable[[], object]) -> str:
    """What comes of it in a process of another user: the name of the error, or "done"."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        said = "done"
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            work()
        except BaseException as error:  # noqa: BLE001 - its name is the answer
            said = type(error).__name__
        os.write(writer, said.encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writer)
    with os.fdopen(reader) as told:
        return told.read()


@needs_root
def test_another_user_of_the_machine_reaches_neither_its_socket_nor_its_files(data_root: Path) -> None:
    with embedded.start(data_root) as server:
        parts = conninfo_to_dict(server.url)
        address = f"{parts['host']}/.s.PGSQL.{parts['port']}"
        for folder in (*data_root.parents, data_root):  # all that could be in the way is ours
            if folder.stat().st_uid == os.geteuid() and str(folder).startswith(tempfile.gettempdir() + "/"):
                folder.chmod(0o755)

        def connect() -> None:
            with socket.socket(socket.AF_UNIX) as link:
                link.connect(address)

        connect()
        assert as_nobody(data_root.stat) == "done"
        assert as_nobody(connect) == "PermissionError"
        for path in (server.data / "PG_VERSION", server.data.parent / "password", server.data.parent / "server.log"):
            path.read_bytes()
            assert as_nobody(path.read_bytes) == "PermissionError", path


def test_its_password_stands_in_no_command_line(data_root: Path) -> None:
    with embedded.start(data_root) as server:
        password = str(conninfo_to_dict(server.url)["password"])
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                assert password.encode() not in path.read_bytes()


@pytest.mark.parametrize("length", [40, 62, 63, 66, 75, 160])
def test_a_path_of_any_length_gets_a_socket_as_private(made_root: Path, length: int) -> None:
    folder = Path(tempfile.mkdtemp())
    root = folder / ("e" * (length - len(str(folder)) - 1))
    with embedded.start(copy_root(made_root, root)) as server:
        sockets = Path(str(conninfo_to_dict(server.url)["host"]))
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
        assert ask(server.url) == 1
    shutil.rmtree(folder)


def test_a_lost_password_is_replaced(data_root: Path) -> None:
    with embedded.start(data_root) as server:
        pass
    (server.data.parent / "password").unlink()
    with embedded.start(data_root) as again:
        assert again.url != server.url
        assert ask(again.url) == 1


def test_an_interrupted_first_start_is_made_up_for(tmp_path: Path) -> None:
    data_root = tmp_path / "skill-enms"
    unfinished = data_of(data_root).with_name("data.new")
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    with embedded.start(data_root) as server:
        assert ask(server.url) == 1


def test_processes_that_start_it_at_once_share_one(tmp_path: Path) -> None:
    data_root = tmp_path / "skill-enms"
    users = [user(data_root) for _ in range(3)]
    assert len({url for _, url in users}) == 1
    data = data_of(data_root)
    assert embedded_keeper.postmaster_of(data) is not None
    for process, _ in users[:2]:
        process.communicate()
    assert ask(users[2][1]) == 1
    users[2][0].communicate()
    await_gone(data)


def test_threads_that_start_it_at_once_share_one(data_root: Path) -> None:
    servers: list[embedded.EmbeddedServer] = []
    threads = [threading.Thread(target=lambda: servers.append(embedded.start(data_root))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({server.url for server in servers}) == 1
    for server in servers:
        assert ask(server.url) == 1
        server.stop()
    assert embedded_keeper.postmaster_of(servers[0].data) is None


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_it_does_not_outlive_a_user_that_is_killed(data_root: Path, number: signal.Signals) -> None:
    process, url = user(data_root)
    data = data_of(data_root)
    assert ask(url) == 1
    process.send_signal(number)
    process.wait()
    await_gone(data)


def test_it_outlives_a_killed_user_as_long_as_there_is_another(data_root: Path) -> None:
    first, url = user(data_root)
    second, _ = user(data_root)
    first.kill()
    first.wait()
    time.sleep(1.0)
    assert ask(url) == 1
    second.communicate()
    await_gone(data_of(data_root))


def await_restart(server: embedded.EmbeddedServer, before: int) -> None:
    deadline = time.monotonic() + GONE_SECONDS
    while not answers_as_another(server, before):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def answers_as_another(server: embedded.EmbeddedServer, before: int) -> bool:
    try:
        return ask(server.url) == 1 and postmaster(server) != before
    except psycopg.OperationalError:
        return False


def keeper_of(server: embedded.EmbeddedServer) -> int:
    return int(Path(f"/proc/{postmaster(server)}/stat").read_text().rsplit(")", 1)[1].split()[1])


def test_a_server_whose_keeper_was_killed_is_taken_over(data_root: Path) -> None:
    server = embedded.start(data_root)
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS value")
    orphan = postmaster(server)
    os.kill(keeper_of(server), signal.SIGKILL)
    with embedded.start(data_root) as taken_over:
        assert ask(taken_over.url, "SELECT value FROM kept") == 7
        assert postmaster(taken_over) == orphan
        server.stop()
        assert ask(taken_over.url) == 1
        send(signal.SIGKILL, processes(taken_over))
        await_restart(taken_over, orphan)
        assert ask(taken_over.url, "SELECT value FROM kept") == 7
    await_gone(server.data)


def test_a_keeper_that_is_told_to_end_ends_its_server(data_root: Path) -> None:
    with embedded.start(data_root) as server:
        os.kill(keeper_of(server), signal.SIGTERM)
        await_gone(server.data)
        with embedded.start(data_root) as again:
            assert ask(again.url) == 1


def test_a_process_number_that_is_somebody_else_s_by_now_is_no_obstacle(data_root: Path) -> None:
    with embedded.start(data_root) as server:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS value")
        os.kill(keeper_of(server), signal.SIGKILL)
        send(signal.SIGKILL, processes(server))
        file = server.data / "postmaster.pid"
        lines = file.read_text().splitlines(keepends=True)
        file.write_text("".join([f"{os.getpid()}\n", *lines[1:]]))
        with embedded.start(data_root) as again:
            assert ask(again.url, "SELECT value FROM kept") == 7


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused) as refused:
        embedded.start(tmp_path / "file")
    assert refused.value.reason.code == "embedded_unavailable"


def test_a_server_that_will_not_start_is_refused_and_leaves_nothing_running(data_root: Path) -> None:
    with embedded.start(data_root) as server:
        pass
    with (server.data / "postgresql.conf").open("a") as settings:
        settings.write("no_such_setting = 1\n")
    with pytest.raises(Refused) as refused:
        embedded.start(data_root)
    assert refused.value.reason.code == "embedded_unavailable"
    await_gone(server.data)


@needs_root
def test_as_root_without_user_namespaces_it_runs_as_somebody_who_may_little(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Path("/var/tmp") / f"enms-test-{os.getpid()}"
    monkeypatch.setattr(embedded_account, "SHARED_HOME", home)
    monkeypatch.setattr(embedded_account, "_namespace", lambda: ("false",))
    try:
        with embedded.start(tmp_path / "root") as server:
            assert ask(server.url) == 1
            owner = server.data.stat().st_uid
            assert owner not in (0, os.geteuid())
            assert Path(f"/proc/{postmaster(server)}").stat().st_uid == owner
            assert stat.S_IMODE(server.data.parent.stat().st_mode) == 0o700
        with embedded.start(tmp_path / "root") as again:
            assert again.url == server.url
            assert ask(again.url) == 1
    finally:
        subprocess.run(["rm", "-rf", str(home)], check=True)


@needs_root
def test_as_root_it_runs_in_a_namespace_of_its_own() -> None:
    host = embedded_account.account(Path("/root/somewhere"))
    if host.user is None:
        assert host.prefix[:2] == ("unshare", "--user")
