"""The daily check: every machine is held against its baseline each morning, and one is told once when one has left it.

It is off unless the settings or somebody's voice turn it on. What was told, and whose drift nobody wants to hear of, is
remembered on the device, so that it needs no right to write to the plant's database.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from skill_enms.catalogue import Catalogue
from skill_enms.faults import log_fault
from skill_enms.figures import DailyCheckSwitched, DriftReport
from skill_enms.opening import Plant
from skill_enms.reasons import Refused
from skill_enms.requests import SwitchDailyCheck
from skill_enms.settings import Settings

LOG = logging.getLogger(__name__)

SAME_TURN_DAYS = 14
"""Turning points that are no further apart are one: new days may move the date of the same drift a little."""


@dataclass(slots=True)
class Memory:
    """What was told, and what nobody wants to be told, by `Seu.id`; kept in a file, if any."""

    path: Path | None = None
    """The file."""
    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    """SEU → the drift that was told last."""
    silenced: set[str] = field(default_factory=set)
    """SEUs whose drift isn't told."""

    @classmethod
    def read(cls, path: Path) -> Memory:
        """What the file holds; nothing where there is none, or none that can be read."""
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            return cls(path, dict(stored["told"]), set(stored["silenced"]))
        except FileNotFoundError:
            return cls(path)
        except (OSError, ValueError, KeyError, TypeError):
            LOG.warning("what the daily check told before can't be read, so it may be told again")
            return cls(path)

    def store(self) -> None:
        """Write it down, whole or not at all."""
        if self.path is None:
            return
        new = self.path.with_suffix(".new")
        try:
            new.write_text(json.dumps({"told": self.told, "silenced": sorted(self.silenced)}), encoding="utf-8")
            new.replace(self.path)
        except OSError:
            LOG.warning("what the daily check told can't be written down, so it may be told again")


class DailyCheck:
    """Which drifts are news. Safe to use from several threads."""

    def __init__(
        self,
        memory: Memory | None = None,
        *,
        enabled: Callable[[], bool] = lambda: False,
        enable: Callable[[bool], None] = lambda _: None,
    ) -> None:
        """`enabled`, `enable`: read and write the setting."""
        self._memory = memory or Memory()
        self._enabled, self._enable = enabled, enable
        self._lock = threading.Lock()

    def switch(self, request: SwitchDailyCheck, catalogue: Catalogue) -> DailyCheckSwitched:
        """Turn the check on or off, or the warnings of one machine."""
        if request.seu is None:
            self._enable(request.on)
            return DailyCheckSwitched(request.on, enabled=request.on)
        seus = tuple(
            seu
            for seu in catalogue.seus
            if seu.name == request.seu.name and request.energy_source in {None, seu.energy_source}
        )
        with self._lock:
            ids = {seu.id for seu in seus}
            self._memory.silenced = self._memory.silenced - ids if request.on else self._memory.silenced | ids
            self._memory.store()
        return DailyCheckSwitched(request.on, seus, enabled=self._enabled())

    def news(self, plant: Plant) -> tuple[DriftReport, ...]:
        """The drifts that nobody was told of yet, the dearest first. Raises Refused where nothing can be checked."""
        from skill_enms.service.drifting import plant_drift  # the analytics, with the first check only

        seus = [seu for seu in plant.catalogue().seus if seu.id not in self._memory.silenced]
        found = self.unheard(plant_drift(plant, seus))
        return tuple(sorted(found, key=lambda report: -abs(report.cost_per_day or 0.0)))

    def unheard(self, reports: Iterable[DriftReport]) -> list[DriftReport]:
        """Those that weren't told; what is back on its baseline is forgotten, so that its next drift is news again."""
        with self._lock:
            new = []
            for report in reports:
                drift = drift_data(report)
                if drift is None:
                    self._memory.told.pop(report.baseline.seu_id, None)
                elif not _same(drift, self._memory.told.get(report.baseline.seu_id)):
                    new.append(report)
            self._memory.store()
            return new

    def remember(self, reports: Iterable[DriftReport]) -> None:
        """These were told."""
        with self._lock:
            for report in reports:
                drift = drift_data(report)
                if drift is not None:
                    self._memory.told[report.baseline.seu_id] = drift
            self._memory.store()


class Mornings:
    """Does something at a plant-local hour of every day, on a thread of its own."""

    def __init__(self, act: Callable[[], None]) -> None:
        self._act = act
        self._timer: threading.Timer | None = None

    @property
    def next(self) -> threading.Timer | None:
        """What waits for the next morning; None while it stays away."""
        return self._timer

    def follow(self, settings: Settings) -> None:
        """Come or stay away, as the settings say."""
        if settings.daily_check:
            self.start(settings.daily_check_hour, settings.timezone)
        else:
            self.stop()

    def start(self, hour: int, zone: str) -> None:
        """From now on at that hour; what was set before is void."""
        self.stop()
        seconds = seconds_until(hour, datetime.now(ZoneInfo(zone)))
        self._timer = threading.Timer(seconds, self._come, [hour, zone])
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        """No more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _come(self, hour: int, zone: str) -> None:
        try:
            self._act()
        except Refused as refusal:
            LOG.warning("the daily check could not be made: %s", refusal.reason.code)
        except Exception as error:  # noqa: BLE001 - the boundary of a thread: tomorrow it is tried again
            log_fault(LOG, "part=daily_check", error)
        if self._timer is not None:
            self.start(hour, zone)


def seconds_until(hour: int, now: datetime) -> float:
    """Until the next time that clocks show that hour, in seconds that really pass; `now` has its zone."""
    day = now.date() if now.time() < time(hour) else now.date() + timedelta(days=1)
    then = datetime.combine(day, time(hour), now.tzinfo)
    return then.timestamp() - now.timestamp()


def drift_data(report: DriftReport) -> dict[str, Any] | None:
    """The present drift, as it is remembered; None for an SEU that is on its baseline now."""
    if report.drift.alarm is None or not report.drift.levels:
        return None
    present = report.drift.levels[-1]
    if present.low <= 0 <= present.high:
        return None
    return {"baseline": report.baseline.id, "since": present.start.isoformat(), "more": present.per_day > 0}


def _same(drift: dict[str, Any], told: dict[str, Any] | None) -> bool:
    """Whether it is the drift that was told."""
    if told is None or any(drift[name] != told.get(name) for name in ("baseline", "more")):
        return False
    apart = date.fromisoformat(drift["since"]) - date.fromisoformat(str(told["since"]))
    return abs(apart.days) <= SAME_TURN_DAYS
