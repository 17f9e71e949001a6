"""The words of a report in one language, and how that language writes numbers. A translator edits them as data."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class ReportWords:
    """What `locale/<language>/report/words.json` holds."""

    language: str
    """BCP 47 tag, for the page's `lang`."""
    decimal: str
    """Decimal sign."""
    thousands: str
    """What groups three digits."""
    texts: Mapping[str, str]
    """Name → text, with slots in braces."""
    codes: Mapping[str, Mapping[str, str]]
    """Kind (`dropped`, `warning`, `rule`, `rule_set`, `not_compared`) → code → words."""

    def __call__(self, name: str, **slots: str) -> str:
        """The text of that name with its slots filled; KeyError for one that isn't there."""
        return self.texts[name].format(**slots)

    def code(self, kind: str, code: str) -> str:
        """The words of a code; the code itself, as words, where the language has none."""
        return self.codes.get(kind, {}).get(code, code.replace("_", " "))

    def number(self, value: float | None, decimals: int | None = None) -> str:
        """A number, by default with as many decimals as four significant figures take; a dash where there is none."""
        if value is None or not math.isfinite(value):
            return "–"
        if decimals is None:
            decimals = 0 if value == 0 else max(0, 3 - math.floor(math.log10(abs(value))))
        text = f"{round(value, decimals) + 0.0:,.{decimals}f}".replace("-", "−")
        return text.translate({ord(","): self.thousands, ord("."): self.decimal})

    def amount(self, value: float | None, unit: str) -> str:
        """A number with its unit, kept on one line."""
        return f"{self.number(value)}\N{NO-BREAK SPACE}{unit}" if value is not None else "–"

    def percent(self, value: float | None) -> str:
        """Per cent, with one decimal."""
        return "–" if value is None else f"{self.number(value, 1)}\N{NO-BREAK SPACE}%"

    def day(self, day: date) -> str:
        """A date; ISO, since it is read everywhere."""
        return day.isoformat()


def read_words(language: str) -> ReportWords:
    """The words of that language, of English where it has none."""
    root = _PACKAGE if (_PACKAGE / "locale").is_dir() else _PACKAGE.parent
    path = root / "locale" / language.lower() / "report" / "words.json"
    if not path.is_file():
        path = root / "locale" / "en-us" / "report" / "words.json"
    stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return ReportWords(stored["language"], stored["decimal"], stored["thousands"], stored["texts"], stored["codes"])
