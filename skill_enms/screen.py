"""Shows an answer's chart on the device, where it has a screen and charts can be drawn."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from skill_enms.answers import Result
from skill_enms.faults import log_fault
from skill_enms.figures import DriftReport, PerformanceReport, PlantAccount
from skill_enms.usage import EnergyUsed

LOG = logging.getLogger(__name__)

DRAWN = (PerformanceReport, DriftReport, PlantAccount, EnergyUsed)
"""Answers that a chart is made of; no other needs a look for a screen."""
SECONDS_SHOWN = 60
"""So long a chart keeps the resting page away."""


class Gui(Protocol):
    """What is used of OVOS's `GUIInterface`."""

    def show_image(self, url: str, caption: str, title: str, *, override_idle: int) -> None:
        """Show an image file with its words."""


class Screen:
    """A device's screen. Safe to use from several threads; the chart that was asked for last is the one shown."""

    def __init__(self, gui: Gui, folder: Path, language: str, *, is_there: Callable[[], bool]) -> None:
        """`folder`: where the chart may be written; `is_there`: whether a screen is, asking may take a moment."""
        self._gui, self._folder, self._language, self._is_there = gui, folder, language, is_there
        self._lock = threading.Lock()
        self._wanted: Result | None = None
        self._thread: threading.Thread | None = None

    def show(self, result: Result) -> threading.Thread | None:
        """Draw and show it on a thread of its own: the spoken answer waits for no picture. None for what has none.

        There is one such thread at most: looking for a screen takes longer than many an answer. What it hasn't come to
        when something newer is wanted is left out.
        """
        if not isinstance(result, DRAWN):
            return None
        with self._lock:
            self._wanted = result
            if self._thread is None:
                self._thread = threading.Thread(target=self._show_wanted, name="enms-screen", daemon=True)
                self._thread.start()
            return self._thread

    def _show_wanted(self) -> None:
        while True:
            with self._lock:
                wanted, self._wanted = self._wanted, None
                if wanted is None:
                    self._thread = None
                    return
            self._show(wanted)

    def _show(self, result: Result) -> None:
        try:
            if not self._is_there():
                return
            from skill_enms.report.pictures import picture_of
            from skill_enms.report.words import read_words

            picture = picture_of(result, read_words(self._language))
            if picture is None:
                return
            file = self._folder / "chart.png"
            file.write_bytes(picture.png)
            self._gui.show_image(str(file), picture.caption, picture.title, override_idle=SECONDS_SHOWN)
        except ModuleNotFoundError as error:
            LOG.info("no chart is shown, since %s is not installed", error.name)
        except Exception as error:  # noqa: BLE001 - the boundary of a thread: the answer was spoken already
            log_fault(LOG, "part=chart", error)
