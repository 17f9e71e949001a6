"""What an installation may choose, read once from the skill's settings and the environment.

Nothing here chooses for the user what a request must say: no machine, no period, no driver has a default. A value that
makes no sense doesn't keep the skill from loading: the default holds, and the log and `enms doctor` say so.
"""

from __future__ import annotations

import logging
import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any
from zoneinfo import ZoneInfo

DATABASE_URL_VARIABLE = "ENMS_DATABASE_URL"
WRITE_DATABASE_URL_VARIABLE = "ENMS_WRITE_DATABASE_URL"
STORE_DATABASE_URL_VARIABLE = "ENMS_STORE_DATABASE_URL"
EMBEDDED = "embedded"
"""What `store_database_url` says for a database on this device, which the skill runs itself."""

RULE_SETS = ("sep", "075", "guideline14")
"""The names that `rule_set` may have."""
LONGEST_STATEMENT_SECONDS = 86_400.0

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """The skill's settings, with their defaults."""

    database_url: str | None = None
    """libpq URL of the plant's database; None means the embedded server. Not logged: it may hold a password."""
    write_database_url: str | None = None
    """The same database for another role, which writes our own tables; None where one role does both. Not logged."""
    store_database_url: str | None = None
    """Another database for what is ours, or `EMBEDDED`, where nothing may be written in the plant's. Not logged."""
    timezone: str = "UTC"
    """IANA zone of the plant where its factory row names none. Never the device's."""
    rule_set: str = "sep"
    """Acceptance rules a baseline is judged by: `sep`, `075` or `guideline14`."""
    fiscal_year_start: int = 1
    """Month that a fiscal year begins with, 1 to 12."""
    statement_timeout_seconds: float = 60.0
    """After so long the server ends a query of ours by itself."""
    daily_check: bool = field(default=False, compare=False)
    """Whether every machine is checked for drift each morning, unasked. Off by default; the plant stays open for it."""
    daily_check_hour: int = field(default=7, compare=False)
    """The plant-local hour of that, 0 to 23."""
    change_sites: tuple[str, ...] = ()
    """Sites from which baselines and marks may be changed; with `change_sessions` also empty, from anywhere."""
    change_sessions: tuple[str, ...] = ()
    """Sessions in which they may, wherever those are."""
    ignored: tuple[str, ...] = ()
    """Names of settings whose stored value makes no sense, so that the default holds."""
    exposed: tuple[str, ...] = ()
    """Names of settings that hold a password, which a file that others may read and copy is no place for."""

    def may_change(self, site_id: str, session_id: str) -> bool:
        """Whether baselines and marks may be changed from there."""
        if not self.change_sites and not self.change_sessions and not {*_LIMITS} & {*self.ignored}:
            return True
        return site_id in self.change_sites or session_id in self.change_sessions

    @classmethod
    def read(cls, stored: Mapping[str, object], environment: Mapping[str, str] = os.environ) -> Settings:
        """Settings from a skill's `settings.json`; the environment's database URLs win. Unknown keys are ignored."""
        values: dict[str, Any] = {}
        ignored: list[str] = []
        variables = {
            "database_url": DATABASE_URL_VARIABLE,
            "write_database_url": WRITE_DATABASE_URL_VARIABLE,
            "store_database_url": STORE_DATABASE_URL_VARIABLE,
        }
        for each in fields(cls):
            name = each.name
            value = environment.get(variables.get(name, "")) or stored.get(name)
            if name not in _READERS or value is None or value == "":
                continue
            try:
                values[name] = _READERS[name](value)
            except (TypeError, ValueError, LookupError, OverflowError, OSError):
                # Not the value itself: a URL may hold a password.
                LOG.warning("the setting %s makes no sense, so its default is used", name)
                ignored.append(name)
        exposed = tuple(name for name in variables if _PASSWORD.search(str(stored.get(name) or "")))
        for name in exposed:
            LOG.warning("the setting %s holds a password: put it into the environment or .pgpass", name)
        return cls(**values, ignored=tuple(ignored), exposed=exposed)


_PASSWORD = re.compile(r"//[^/@]*:[^/]+@|\bpassword\s*=\s*\S", re.IGNORECASE)
"""A libpq URL or key=value string with a password in it."""
_LIMITS = ("change_sites", "change_sessions")
"""Settings without which nothing is limited: a value of theirs that makes no sense must open nothing."""


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value.strip()


def _zone(value: object) -> str:
    name = _text(value)
    ZoneInfo(name)
    return name


def _rule_set(value: object) -> str:
    name = f"{value}".strip().lower()
    name = name.zfill(3) if name == "75" else name
    if name not in RULE_SETS:
        raise ValueError
    return name


def _month(value: object) -> int:
    month = _number(value)
    if month not in range(1, 13):
        raise ValueError
    return int(month)


def _switch(value: object) -> bool:
    said = str(value).strip().lower()
    if said not in {"true", "false", "1", "0", "on", "off", "yes", "no"}:
        raise ValueError
    return said in {"true", "1", "on", "yes"}


def _hour(value: object) -> int:
    hour = _number(value)
    if hour not in range(24):
        raise ValueError
    return int(hour)


def _seconds(value: object) -> float:
    seconds = _number(value)
    if not 0 < seconds <= LONGEST_STATEMENT_SECONDS:
        raise ValueError
    return seconds


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise TypeError
    number = float(value)
    if not math.isfinite(number):
        raise ValueError
    return number


def _names(value: object) -> tuple[str, ...]:
    """Names as a list, or one after the other with commas, which is all that a web form can hold."""
    listed = value.split(",") if isinstance(value, str) else value
    if not isinstance(listed, (list, tuple)) or not all(isinstance(name, str) for name in listed):
        raise TypeError
    names = tuple(name.strip() for name in listed if name.strip())
    if not names and listed:
        raise ValueError
    return names


_READERS = {
    "database_url": _text,
    "write_database_url": _text,
    "store_database_url": _text,
    "timezone": _zone,
    "rule_set": _rule_set,
    "fiscal_year_start": _month,
    "statement_timeout_seconds": _seconds,
    "daily_check": _switch,
    "daily_check_hour": _hour,
    "change_sites": _names,
    "change_sessions": _names,
}
"""Setting → what makes its value out of the stored one; raises where that can't be."""
