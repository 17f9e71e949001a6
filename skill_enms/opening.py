"""Opens the plant that an installation is set up for: the user's database, or the embedded one with the demo plant.

Opening may take seconds (a server to start, a year of readings to load), so it happens once, in the background or with
the first request, and whoever needs the plant waits for it.
"""

from __future__ import annotations

import logging
import threading

from skill_enms.catalogue import Catalogue
from skill_enms.plant.database import Database
from skill_enms.plant.discovery import read_catalogue
from skill_enms.plant.embedded import EmbeddedServer, home, start
from skill_enms.plant.migrate import migrate
from skill_enms.plant.rollup_keeper import RollupKeeper
from skill_enms.plant.watch import CatalogueWatch
from skill_enms.reasons import Refused
from skill_enms.settings import EMBEDDED, Settings

LOG = logging.getLogger(__name__)


def connect(settings: Settings, url: str, *, as_owner: bool = False) -> tuple[Database, EmbeddedServer | None]:
    """A plant's database at `url` with the store that the settings name, and the server of an embedded store.

    `as_owner`: one role does all of it, not another one that may only write what is ours. A store of ours on this
    device is brought up to date. Raises Refused where it can't start.
    """
    server = start(home() / "store") if settings.store_database_url == EMBEDDED else None
    store_url = server.url if server is not None else settings.store_database_url
    timeout = settings.statement_timeout_seconds
    database = Database(
        url,
        write_url=None if as_owner else settings.write_database_url,
        store=Database(store_url, statement_timeout=timeout) if store_url else None,
        statement_timeout=timeout,
    )
    if server is not None:
        try:
            migrate(database)
        except BaseException:
            database.close()
            server.stop()
            raise
    return database, server


class Plant:
    """A plant's database and the catalogue read from it. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.RLock()
        self._database: Database | None = None
        self._server: EmbeddedServer | None = None
        self._watch: CatalogueWatch | None = None
        self._keeper: RollupKeeper | None = None
        self._catalogue: Catalogue | None = None
        self._closed = False

    def open(self) -> Database:
        """The database, ready for use; the first call opens it.

        Raises Refused where the embedded server can't start, and when the plant was closed. A user's database is not
        asked for anything here.
        """
        if self._database is None:
            with self._lock:
                if self._closed:
                    raise Refused("database_unavailable")
                if self._database is None:
                    self._database = self._connect()
                    self._watch = CatalogueWatch(self._database, self.refresh)
                    self._watch.start()
                    self._keeper = RollupKeeper(self._database, self.catalogue)
                    self._keeper.start()
        return self._database

    def catalogue(self) -> Catalogue:
        """What the plant has, as of the last change; raises Refused where it was never read and can't be."""
        return self._catalogue or self.refresh()

    def refresh(self) -> Catalogue:
        """Read the catalogue anew. Raises Refused where the database can't be read; the known catalogue stays."""
        database = self.open()
        with database.reading() as connection:
            catalogue = read_catalogue(connection, self.settings.timezone)
        known = self._catalogue
        if known is not None and known == catalogue:
            return known  # what was indexed for it stays in use
        self._catalogue = catalogue
        return catalogue

    def known_catalogue(self) -> Catalogue | None:
        """The catalogue that was read last, without waiting; None before the first reading."""
        return self._catalogue

    def open_in_background(self) -> threading.Thread:
        """Open the plant and read its catalogue on a thread of its own. A failure is told to whoever asks next."""
        thread = threading.Thread(target=self._open_quietly, name="enms-opening", daemon=True)
        thread.start()
        return thread

    def cancel(self, key: str) -> bool:
        """End what runs under this key, on the database server too; whether there was something."""
        return self._database is not None and self._database.cancel(key)

    def close(self) -> None:
        """End the connections and the embedded server that was started here, for good."""
        with self._lock:
            self._closed = True
            if self._watch is not None:
                self._watch.stop()
            if self._keeper is not None:
                self._keeper.stop()
            if self._database is not None:
                self._database.close()
            if self._server is not None:
                self._server.stop()
            self._watch = self._keeper = self._database = self._server = self._catalogue = None

    def _open_quietly(self) -> None:
        try:
            self.refresh()
        except Refused as refusal:
            LOG.warning("the plant could not be opened: %s", refusal.reason.code)

    def _connect(self) -> Database:
        if self.settings.database_url is not None:
            database, self._server = connect(self.settings, self.settings.database_url)
            return database
        from skill_enms import demo  # numpy and the demo's rows, for this case only

        self._server = self._server or start()  # it runs already where filling it failed the last time
        database = Database(self._server.url, statement_timeout=self.settings.statement_timeout_seconds)
        try:
            migrate(database)
            demo.load(database)  # whole at first, then only the days that have passed since
        except BaseException:
            database.close()
            raise
        return database
