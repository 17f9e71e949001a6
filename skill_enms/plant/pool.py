"""A psycopg pool that opens at first use, gives up in time, and is replaced as a whole when its server was away.

psycopg's pool is patient: it retries a lost connection in the background, ever less often, while its clients wait.
Here somebody waits for a sentence, so attempts are made only when a client asks, until the client gives up.
Connections that are as old as one found dead, and attempts that hang in a dead network, are left behind with the pool
that they belong to.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout

from skill_enms.plant.connection import Connection, Job, PlantConnection, Server, connection_class, current_job
from skill_enms.plant.failures import refusal, refusing
from skill_enms.reasons import Refused

_GIVE_UP_SECONDS = 3.5
"""A server that hasn't given a connection by then is unavailable."""
_REFUSED_SECONDS = 1.5
"""One that turns connections down may be restarting; so long it is asked again."""
_PASSING = frozenset({"database_unavailable", "database_busy"})
"""Refusals of a connection that may be over in a moment."""
_ATTEMPT_SECONDS = 0.25
_IDLE_SECONDS = 300.0
_BUSY_TICK = 0.2
_CLOSE_SECONDS = 15.0
_TIMEOUT_GRACE = 5.0
"""A statement that the server should have ended by its timeout so long ago has no server any more."""

PsycopgPool = ConnectionPool[PlantConnection]


class Pool:
    """Connections of one kind to one server.

    A semaphore makes clients queue before the pool, where a cancelled job can leave the queue; whoever is let through
    and gets no connection knows that the server gives none.
    """

    def __init__(
        self, conninfo: Callable[[], str], server: Server, *, size: int, patience: float, autocommit: bool
    ) -> None:
        """`conninfo` is asked for at first use, and may refuse. `patience`: seconds that a statement may take.

        So long a client also waits while all connections are in use.
        """
        self._conninfo = conninfo
        self._server = server
        self._size = size
        self._patience = patience
        self._autocommit = autocommit
        self._lock = threading.Lock()
        self._free = threading.BoundedSemaphore(size)
        self._pool: PsycopgPool | None = None
        self._closed = False

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """One of them, for the time of the block; psycopg's errors leave it as `Refused`."""
        job = current_job.get()
        self._queue(job)
        try:
            pool, connection = self._taken(job)
            try:
                with _cancelling(job), refusing(), connection:
                    yield connection
            finally:
                pool.putconn(connection)
        finally:
            self._free.release()

    def close(self) -> None:
        """Close the connections, those in use when they come back. For good: who comes later gets none."""
        with self._lock:
            pool, self._pool = self._pool, None
            self._closed = True
        if pool is not None:
            pool.close()

    def _queue(self, job: Job | None) -> None:
        give_up_at = monotonic() + self._patience
        while not self._free.acquire(timeout=_BUSY_TICK):
            if job is not None:
                job.check()
            if monotonic() > give_up_at:
                raise Refused("database_timeout")

    def _taken(self, job: Job | None) -> tuple[PsycopgPool, PlantConnection]:
        """A connection that works, and the pool to give it back to."""
        begun = monotonic()
        self._server.last_refusal = None
        while True:
            if job is not None:
                job.check()
            pool = self._opened()
            try:
                connection = pool.getconn(timeout=_ATTEMPT_SECONDS)
            except (PoolTimeout, PoolClosed) as error:
                self._give_up(pool, monotonic() - begun, error)
                continue
            if connection.works():
                return pool, connection
            pool.putconn(connection)
            self._replace(pool)

    def _give_up(self, pool: PsycopgPool, waited: float, error: Exception) -> None:
        """Raise `Refused` once there is no point in waiting any longer."""
        cause = self._server.last_refusal
        if cause is not None:
            refused = refusal(cause)
            if refused.reason.code not in _PASSING or waited >= _REFUSED_SECONDS:
                raise refused from cause
        elif waited >= _GIVE_UP_SECONDS:
            self._replace(pool)
            raise Refused("database_unavailable") from error

    def _opened(self) -> PsycopgPool:
        with self._lock:
            if self._closed:
                raise Refused("database_unavailable")
            if self._pool is None:
                self._pool = self._made()
                self._pool.open()
            return self._pool

    def _made(self) -> PsycopgPool:
        return ConnectionPool(
            self._conninfo(),
            connection_class=connection_class(self._server, self._patience + _TIMEOUT_GRACE),
            # Prepared plans would outlive a migration, and hide from the planner which days a query asks for.
            kwargs={"autocommit": self._autocommit, "prepare_threshold": None},
            min_size=0,
            max_size=self._size,
            open=False,
            max_idle=_IDLE_SECONDS,
            reconnect_timeout=0,
            num_workers=1,
        )

    def _replace(self, pool: PsycopgPool) -> None:
        """Leave a pool behind; what hangs in it may take its time."""
        with self._lock:
            if self._pool is not pool:
                return
            self._pool = None
        threading.Thread(target=pool.close, args=(_CLOSE_SECONDS,), name="enms-pool-close", daemon=True).start()


@contextmanager
def _cancelling(job: Job | None) -> Iterator[None]:
    """A query that ended because its job was cancelled is cancelled, whatever the server called it."""
    try:
        yield
    except Refused as refused:
        if job is not None and job.cancelled and refused.reason.code != "cancelled":
            raise Refused("cancelled") from refused
        raise
