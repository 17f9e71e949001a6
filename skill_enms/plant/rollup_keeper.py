"""Follows the readings in the background, so that the rollup that somebody began with `enms rollup` stays fresh.

Called keeper: it begins nothing. A first rollup of years is work for a quiet hour that the plant's people choose.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from skill_enms.catalogue import Catalogue
from skill_enms.plant.database import Database
from skill_enms.reasons import Refused

_logger = logging.getLogger(__name__)

EVERY_SECONDS = 300.0
CORRECT_EVERY_SECONDS = 86_400.0


class RollupKeeper:
    """A thread that brings the rollup up to date now and then, and once a day looks for late and corrected readings."""

    def __init__(self, database: Database, catalogue: Callable[[], Catalogue], *, every: float = EVERY_SECONDS) -> None:
        """`catalogue`: what the plant has, at the time; `every`: seconds between two updates."""
        self._database = database
        self._catalogue = catalogue
        self._every = every
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="enms-rollup-keeper", daemon=True)

    def start(self) -> None:
        """Begin; the first update comes after `every` seconds, so that starting up stays light."""
        self._thread.start()

    def stop(self) -> None:
        """End it; an update that runs ends with its database."""
        self._ending.set()

    def _run(self) -> None:
        corrected = time.monotonic()
        while not self._ending.wait(self._every):
            due = time.monotonic() - corrected >= CORRECT_EVERY_SECONDS
            try:
                self._update(correct=due)
            except Refused as refused:
                _logger.info("the rollup waits: %s", refused.reason.code)
            else:
                corrected = time.monotonic() if due else corrected

    def _update(self, *, correct: bool) -> None:
        from skill_enms.plant.rollup_table import TableRollup  # numpy, which loading the skill doesn't need
        from skill_enms.plant.rollup_update import RollupUpdater

        updater = RollupUpdater(self._database, TableRollup(self._database.store))
        catalogue = self._catalogue()
        updated = updater.update(catalogue, only_recent=True)
        _logger.debug("rollup: %d buckets in %.2f s", updated.buckets, updated.seconds)
        if correct:
            found = updater.correct(catalogue)
            _logger.info("rollup: %d buckets were out of date", found.buckets)
