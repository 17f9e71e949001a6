"""A connection that notices when nobody is at the other end any more, and when its job was cancelled.

A server that is paused, or whose packets a network swallows, never ends a statement by itself: its statement timeout
can't fire and TCP waits for minutes. Killing whatever is slow would kill honest long queries instead. So while a
connection waits in silence, it asks at the same address, on a second socket, whether anybody answers.
"""

from __future__ import annotations

import math
import socket
import struct
import threading
from contextvars import ContextVar
from time import monotonic
from typing import Any, ClassVar, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from psycopg_pool import ConnectionPool

from skill_enms.reasons import Refused

T = TypeVar("T")

Connection = psycopg.Connection[tuple[Any, ...]]
"""What a `Database` hands out; rows are tuples."""

PATIENCE = 2.0
"""Seconds of silence before the server is asked for a sign of life, and between two such questions."""
PROBE_TIMEOUT = 1.5
"""Seconds that it has to answer."""
CANCEL_GRACE = 0.8
"""Seconds that the server has to end a cancelled query before the connection is dropped."""

_CHECK_SECONDS = 1.5
"""Seconds that an idle connection has to show that it still works."""

_SSL_REQUEST = struct.pack("!ii", 8, 80877103)


def answers(host: str, port: int, timeout: float = PROBE_TIMEOUT) -> bool:
    """Whether a PostgreSQL server answers there within `timeout` seconds; `host` is an address or a socket's folder.

    It sends the request for TLS, which every server answers with one byte before any authentication
    (PostgreSQL documentation, "Message Flow", SSL Session Encryption), and hangs up.
    """
    try:
        with _opened(host, port, timeout) as probe:
            probe.sendall(_SSL_REQUEST)
            return probe.recv(1) in {b"S", b"N", b"E"}
    except OSError:
        return False


def _opened(host: str, port: int, timeout: float) -> socket.socket:
    if host.startswith(("/", "@")):
        probe = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        probe.settimeout(timeout)
        path = f"{host}/.s.PGSQL.{port}"
        try:
            probe.connect(f"\0{path[1:]}" if host.startswith("@") else path)
        except OSError:
            probe.close()
            raise
        return probe
    return socket.create_connection((host, port), timeout=timeout)


class Job:
    """One piece of work that can be cancelled while its queries run."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """End it: the running query within a fraction of a second, its next use of the database at once."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._cancelled.is_set()

    def check(self) -> None:
        """Raise `Refused("cancelled")` if it was cancelled."""
        if self.cancelled:
            raise Refused("cancelled")


current_job: ContextVar[Job | None] = ContextVar("current_job", default=None)
"""The job that the running code works for; copied into threads by `contextvars.copy_context`."""


class Server:
    """What the connections to one server know about it together."""

    def __init__(self) -> None:
        self.last_refusal: psycopg.Error | None = None
        """Why the latest attempt to connect failed; None after one that didn't."""


class PlantConnection(psycopg.Connection[tuple[Any, ...]]):
    """A psycopg connection whose every wait watches the server and the current job."""

    server: ClassVar[Server] = Server()
    """Shared by the connections of one `Database`, which subclasses this."""

    patience: float = PATIENCE
    """Seconds of silence before this connection asks for a sign of life."""
    endurance: float = math.inf
    """Seconds of silence after which it is given up, even though the server lives: a network may forget a link."""

    @classmethod
    def connect(cls, *args: Any, **kwargs: Any) -> PlantConnection:  # noqa: ANN401
        """As psycopg's, remembering why it failed."""
        try:
            connection = super().connect(*args, **kwargs)
        except psycopg.Error as error:
            cls.server.last_refusal = error
            raise
        cls.server.last_refusal = None
        return connection

    def rollback(self) -> None:
        """As psycopg's, also when the job was cancelled."""
        token = current_job.set(None)
        try:
            super().rollback()
        finally:
            current_job.reset(token)

    def wait(self, gen: PQGen[T], *args: Any, **kwargs: Any) -> T:  # noqa: ANN401
        """As psycopg's, but raise `Refused` when the server has fallen silent or the job was cancelled."""
        job = current_job.get()
        if job is not None and self.pgconn.transaction_status == TransactionStatus.IDLE:
            job.check()  # within a transaction it would forbid the rollback, too
        return super().wait(self._watched(gen, job), *args, **kwargs)

    def works(self) -> bool:
        """Whether the server still answers on this connection, and does so soon; closes it otherwise."""
        job, endurance = current_job.set(None), self.endurance
        self.endurance = _CHECK_SECONDS
        try:
            ConnectionPool.check_connection(self)
        except (psycopg.Error, Refused):
            self.close()
            return False
        finally:
            self.endurance = endurance
            current_job.reset(job)
        return True

    def _watched(self, gen: PQGen[T], job: Job | None) -> PQGen[T]:
        try:
            state = next(gen)
            heard_at = asked_at = monotonic()
            cancelled_at: float | None = None
            while True:
                ready = yield state
                now = monotonic()
                if ready:
                    heard_at = asked_at = now
                if job is not None and job.cancelled:
                    cancelled_at = self._cancel_query(cancelled_at)
                elif now - heard_at >= self.endurance:
                    self.close()
                    raise Refused("database_timeout")
                elif now - asked_at >= self.patience:
                    self._ask_for_life()
                    asked_at = monotonic()
                state = gen.send(ready)
        except StopIteration as finished:
            result: T = finished.value
            return result

    def _cancel_query(self, cancelled_at: float | None) -> float:
        """Tell the server to end the query, once; drop the connection when it doesn't."""
        if cancelled_at is None:
            cancelled_at = monotonic()
            self._try_cancel(timeout=CANCEL_GRACE)
        elif monotonic() - cancelled_at >= CANCEL_GRACE:
            self.close()
            raise Refused("cancelled")
        return cancelled_at

    def _ask_for_life(self) -> None:
        info = self.info
        if not answers(info.hostaddr or info.host, info.port):
            self.close()
            raise Refused("database_unavailable")


def connection_class(server: Server, endurance: float = math.inf) -> type[PlantConnection]:
    """The class of connections that share what they know of that server, and wait so long in silence."""
    return type("PlantConnection", (PlantConnection,), {"server": server, "endurance": endurance})
