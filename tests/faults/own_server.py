"""A PostgreSQL server that a test may stop, kill, pause and fill up: its own, on a loopback port, with a password."""

from __future__ import annotations

import itertools
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from skill_enms.plant import embedded_account

PASSWORD = "hush-9f2c71"
START_SECONDS = 30.0

_numbers = itertools.count(1)


class OwnServer:
    """The embedded server's programs without its keeper: nobody restarts it but the test."""

    def __init__(self, root: Path) -> None:
        self._account = embedded_account.account(root)
        self.home = self._account.home
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.data = self.home / "data"
        secret = self.home / "secret"
        secret.write_text(PASSWORD, encoding="utf-8")
        self._account.own(secret)
        self._account.run(
            "initdb",
            *("-D", str(self.data), "-U", "postgres", "--auth=scram-sha-256", f"--pwfile={secret}"),
            *("--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"),
            *("-c", "max_connections=60", "-c", "shared_buffers=32MB"),
        )
        with socket.create_server(("127.0.0.1", 0)) as taken:
            self.port = int(taken.getsockname()[1])
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and return when it answers."""
        command = [*self._account.prefix, str(self._account.binaries / "postgres"), "-D", str(self.data)]
        command += ["-h", "127.0.0.1", "-p", str(self.port), "-k", ""]
        with (self.home / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                user=self._account.user,
                group=self._account.group,
                extra_groups=[] if self._account.user is not None else None,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            assert time.monotonic() < deadline, (self.home / "server.log").read_text()
            time.sleep(0.05)

    def stop(self) -> None:
        """Shut it down as its keeper would: sessions are ended."""
        self._end(signal.SIGINT)

    def crash(self) -> None:
        """SIGKILL all of it, as the kernel does when memory runs out."""
        postmaster = self._postmaster()
        postmaster.suspend()
        for process in (*postmaster.children(recursive=True), postmaster):
            process.kill()
        assert self._process is not None
        self._process.wait(START_SECONDS)

    def pause(self) -> None:
        """SIGSTOP: it is there, and does nothing. The postmaster first: no child is born or buried meanwhile."""
        postmaster = self._postmaster()
        postmaster.suspend()
        for process in postmaster.children(recursive=True):
            process.suspend()

    def resume(self) -> None:
        """Undo `pause`. The postmaster last: a child that ended is still there to be signalled."""
        postmaster = self._postmaster()
        for process in (*postmaster.children(recursive=True), postmaster):
            process.resume()

    def close(self) -> None:
        """Stop it for good."""
        if self._process is not None and self._process.poll() is None:
            self.resume()
            self._end(signal.SIGQUIT)

    def url(self, database: str, user: str = "postgres", password: str = PASSWORD) -> str:
        """Where a database of it is, for a role."""
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def create(self, template: str = "template0") -> str:
        """A new database, a copy of another one; its name."""
        name = f"plant_{os.getpid()}_{next(_numbers)}"
        self.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)), "postgres"
        )
        return name

    def drop(self, database: str) -> None:
        """Drop a database, whoever is connected."""
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
        self.execute(statement, "postgres")

    def execute(self, statement: sql.Composable | str, database: str, *parameters: object) -> list[tuple[object, ...]]:
        """Run SQL as the superuser, and commit; the rows, if it gives some."""
        with psycopg.connect(self.url(database), autocommit=True, application_name="test") as connection:
            cursor = connection.execute(
                statement.encode() if isinstance(statement, str) else statement, parameters or None
            )
            return cursor.fetchall() if cursor.description else []

    def _postmaster(self) -> psutil.Process:
        assert self._process is not None
        return psutil.Process(self._process.pid)

    def _end(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)
        self._process.wait(START_SECONDS)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True
