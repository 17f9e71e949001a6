"""Connections to the plant's database: one pool that may only read, a small one that writes what is ours.

Nothing connects before it is needed, nothing has to be made anew after the server was away, and nothing of psycopg
leaves this module: whoever uses a connection sees `Refused` with a code. A connection is held for a query and given
back; holding one while asking for another can starve everybody.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from skill_enms.plant.connection import Connection, Job, PlantConnection, Server, connection_class, current_job
from skill_enms.plant.failures import refusing
from skill_enms.plant.pool import Pool
from skill_enms.reasons import Refused

__all__ = ["Connection", "Database", "Job"]

_CONNECT_SECONDS = 3


class Database:
    """The plant's database. Safe to share between threads; `close()` it, or use it as a context manager."""

    def __init__(
        self,
        url: str,
        *,
        write_url: str | None = None,
        store: Database | None = None,
        statement_timeout: float = 60.0,
        max_size: int = 6,
    ) -> None:
        """Remember where it is; nothing connects yet, and nothing is raised for a server that isn't there.

        `url`: libpq URL or key=value string. `write_url`: another one for `writing`, where a role of its own does that
        (see `roles`). `store`: where what is ours is kept, for a plant in whose own database nothing may be written;
        it is closed with this one. `statement_timeout`: seconds after which the server ends a statement.
        `max_size`: connections that may read at once; a third of it, at least two, may write.
        """
        self._store = store
        self._jobs: dict[Hashable, list[Job]] = {}
        self._lock = threading.Lock()
        self._parameters = _parameters(url)
        self._write_parameters = _parameters(write_url) if write_url else self._parameters
        self._server = server = Server()
        read = partial(self.conninfo, read_only=True, statement_timeout=statement_timeout, lock_timeout=0.5)
        write = partial(self.conninfo, read_only=False, statement_timeout=statement_timeout, lock_timeout=5)
        writers = max(2, max_size // 3)
        self._reader = Pool(read, server, size=max_size, patience=statement_timeout, autocommit=True)
        self._writer = Pool(write, server, size=writers, patience=statement_timeout, autocommit=False)

    def __repr__(self) -> str:
        """Where it is, without user or password."""
        parameters = self._parameters or {}
        return f"<Database {parameters.get('dbname', '?')} at {parameters.get('host', 'the default host')}>"

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections, those of its store too; those in use when they are given back."""
        self._reader.close()
        self._writer.close()
        if self._store is not None:
            self._store.close()

    @property
    def store(self) -> Database:
        """The database that our own tables are in: baselines, marks, days left out, the rollup. Mostly this one."""
        return self._store or self

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that can only read: statements outside of a transaction, UTC, with a statement timeout.

        `connection.transaction()` gives several statements one snapshot's worth of locking. Raises `Refused`:
        `database_unavailable` (also when it stops answering), `database_busy`, `database_untrusted`,
        `database_missing`, `database_timeout`, `cancelled`, `not_permitted`, `database_not_prepared`.
        """
        with self._reader.connection() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a transaction: committed when the block ends, rolled back when it raises.

        Raises `Refused` like `reading`, and `database_full`, `database_read_only`.
        """
        with self._writer.connection() as connection:
            yield connection

    @contextmanager
    def dedicated(self, *, statement_timeout: float | None = None) -> Iterator[Connection]:
        """A connection of one's own outside the pools, autocommitting: for migrations and for listening.

        It logs in as `writing` does. `statement_timeout`: seconds; None for no limit. Raises `Refused` like `writing`.
        """
        conninfo = self.conninfo(read_only=False, statement_timeout=statement_timeout or 0, lock_timeout=30)
        connect = connection_class(self._server).connect
        with refusing(), connect(conninfo, autocommit=True, prepare_threshold=None) as connection:
            yield connection

    @contextmanager
    def listening(self, channel: str) -> Iterator[Connection]:
        """A connection of one's own that is told of NOTIFY on `channel`; it may be silent for as long as it likes."""
        with self.dedicated() as connection:
            connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
            if isinstance(connection, PlantConnection):
                connection.patience = math.inf
            yield connection

    @contextmanager
    def job(self, key: Hashable) -> Iterator[Job]:
        """What is done inside can be ended by `cancel(key)` from any thread.

        It holds for this thread (and for those that get a copy of its context). Several jobs may have one key.
        """
        job = Job()
        with self._lock:
            self._jobs.setdefault(key, []).append(job)
        token = current_job.set(job)
        try:
            yield job
        finally:
            current_job.reset(token)
            with self._lock:
                self._jobs[key].remove(job)
                if not self._jobs[key]:
                    del self._jobs[key]

    def cancel(self, key: Hashable) -> bool:
        """End the jobs of that key: the running query on the server, and every later use of the database in them.

        They see `Refused("cancelled")`. Returns whether there was one.
        """
        with self._lock:
            jobs = list(self._jobs.get(key, ()))
        for job in jobs:
            job.cancel()
        return bool(jobs)

    def conninfo(self, *, read_only: bool, statement_timeout: float, lock_timeout: float) -> str:
        """The connection string with our session settings; it holds the password, so it is never shown.

        Raises `Refused("database_url_invalid")` for a URL that libpq can't read.
        """
        stated = self._parameters if read_only else self._write_parameters
        if stated is None:
            raise Refused("database_url_invalid")
        settings = {
            "statement_timeout": round(statement_timeout * 1000),
            "lock_timeout": round(lock_timeout * 1000),
            "idle_in_transaction_session_timeout": 60_000,
            "jit": "off",
            "timezone": "UTC",
            "default_transaction_read_only": "on" if read_only else "off",
        }
        own = " ".join(f"-c {name}={value}" for name, value in settings.items())
        return make_conninfo(
            "",
            **{
                "application_name": "skill-enms",
                "keepalives_idle": 10,
                "keepalives_interval": 3,
                "keepalives_count": 3,
                **stated,
                "connect_timeout": _CONNECT_SECONDS,
                "options": f"{stated.get('options') or ''} {own}".strip(),
            },
        )


def _parameters(url: str) -> dict[str, Any] | None:
    """The parts of a connection string; None where libpq can't read it (its message might quote the password)."""
    try:
        return dict(conninfo_to_dict(url))
    except psycopg.ProgrammingError:
        return None
