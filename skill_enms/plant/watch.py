"""Learns of changes in what the plant has, from the database itself where it may tell (`NOTIFY enms_catalogue`)."""

from __future__ import annotations

import logging
import select
import socket
import threading
from collections.abc import Callable
from time import monotonic

from skill_enms.plant.database import Connection, Database
from skill_enms.plant.failures import refusing
from skill_enms.reasons import Refused

_logger = logging.getLogger(__name__)

CHANNEL = "enms_catalogue"
_SETTLE_SECONDS = 0.2
"""One change rarely comes alone: an energy source, its SEU, its features. They are told as one."""
_RETRY_SECONDS = (1.0, 2.0, 5.0)


class CatalogueWatch:
    """Calls back, on a thread of its own, when the catalogue may have changed.

    That is when the database says so, when the connection was lost for a while, and every now and then, since not
    every database lets us make the triggers, and a new column has none.
    """

    def __init__(self, database: Database, on_change: Callable[[], object], *, look_again: float = 60.0) -> None:
        """`on_change` may raise `Refused`, which is logged. `look_again`: seconds after which it is called anyway."""
        self._database = database
        self._on_change = on_change
        self._look_again = look_again
        self._ending, self._end = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="enms-catalogue-watch", daemon=True)

    def start(self) -> None:
        """Begin to watch. The database need not be there yet."""
        self._thread.start()

    def stop(self) -> None:
        """End it and wait for it; may be repeated, and called from the callback."""
        self._end.close()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(timeout=5.0)

    def _run(self) -> None:
        with self._ending:
            failures = 0
            while True:
                try:
                    with self._database.listening(CHANNEL) as connection:
                        if failures:
                            self._tell()
                        failures = 0
                        self._listen(connection)
                        return
                except Refused as refused:
                    _logger.debug("not listening for catalogue changes: %s", refused.reason.code)
                if self._wait(None, _RETRY_SECONDS[min(failures, len(_RETRY_SECONDS) - 1)]) is None:
                    return
                failures += 1

    def _listen(self, connection: Connection) -> None:
        """Tell of changes until the end; raises `Refused` when the connection is lost."""
        look_at = monotonic() + self._look_again
        while True:
            heard = self._wait(connection, look_at - monotonic())
            if heard is None:
                return
            if heard:
                if self._wait(None, _SETTLE_SECONDS) is None:
                    return
                with refusing():
                    heard = bool(list(connection.notifies(timeout=0)))
            if heard or monotonic() >= look_at:
                wait = self._look_again if self._tell() else min(self._look_again, _RETRY_SECONDS[-1])
                look_at = monotonic() + wait

    def _wait(self, connection: Connection | None, seconds: float) -> bool | None:
        """Whether the connection has something to read by then; None at the end."""
        sockets: list[socket.socket | Connection] = [self._ending] if connection is None else [self._ending, connection]
        ready = select.select(sockets, [], [], max(0.0, seconds))[0]
        return None if self._ending in ready else bool(ready)

    def _tell(self) -> bool:
        """Whether the change was followed. It isn't, for once, while a table of the plant is locked, say."""
        try:
            self._on_change()
        except Refused as refused:
            _logger.warning("a change of the catalogue could not be followed: %s", refused.reason.code)
            return False
        return True
