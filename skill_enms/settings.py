"""What an installation may choose, read once from the skill's settings and the environment.

Nothing here chooses for the user what a request must say: no machine, no period, no driver has a default.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

DATABASE_URL_VARIABLE = "ENMS_DATABASE_URL"
WRITE_DATABASE_URL_VARIABLE = "ENMS_WRITE_DATABASE_URL"


@dataclass(frozen=True, slots=True)
class Settings:
    """The skill's settings, with their defaults."""

    database_url: str | None = None
    """libpq URL of the plant's database; None means the embedded server. Not logged: it may hold a password."""
    write_database_url: str | None = None
    """The same database for another role, which writes our own tables; None where one role does both. Not logged."""
    timezone: str = "UTC"
    """IANA zone of the plant where its factory row names none. Never the device's."""
    rule_set: str = "sep"
    """Acceptance rules a baseline is judged by: `sep`, `075` or `guideline14`."""
    fiscal_year_start: int = 1
    """Month that a fiscal year begins with, 1 to 12."""
    statement_timeout_seconds: float = 60.0
    """After so long the server ends a query of ours by itself."""

    @classmethod
    def read(cls, stored: Mapping[str, object], environment: Mapping[str, str] = os.environ) -> Settings:
        """Settings from a skill's `settings.json`; the environment's database URL wins. Unknown keys are ignored."""
        default = cls()
        url = environment.get(DATABASE_URL_VARIABLE) or stored.get("database_url") or None
        write_url = environment.get(WRITE_DATABASE_URL_VARIABLE) or stored.get("write_database_url") or None
        return cls(
            database_url=str(url) if url else None,
            write_database_url=str(write_url) if write_url else None,
            timezone=str(stored.get("timezone") or default.timezone),
            rule_set=str(stored.get("rule_set") or default.rule_set),
            fiscal_year_start=int(str(stored.get("fiscal_year_start") or default.fiscal_year_start)),
            statement_timeout_seconds=float(
                str(stored.get("statement_timeout_seconds") or default.statement_timeout_seconds)
            ),
        )
