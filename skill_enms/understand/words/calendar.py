"""A language's words of periods, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from skill_enms.understand.words.spelling import words

Phrases = frozenset[tuple[str, ...]]


def _phrases(texts: Iterable[str]) -> Phrases:
    return frozenset(words(text) for text in texts)


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """Words that periods are made of, as bare words."""

    months: Mapping[str, int]
    """Name or short form → 1 to 12."""
    doubtful_months: frozenset[str]
    """Months that are ordinary words too, and need a year, a day or a preposition beside them."""
    weekdays: Mapping[str, int]
    """Name → 0 (Monday) to 6."""
    units: Mapping[tuple[str, ...], str]
    """Words of calendar units → day, week, month, quarter, half or year."""
    phrases: Mapping[str, Phrases]
    """Everything else, by the name it has in calendar.json."""
    lengths: Mapping[str, tuple[int, ...]]
    """Of these, the numbers of words that there are, the longest first."""
    lead: frozenset[str]
    """Single words that may stand before a period and belong to it."""
    tail: frozenset[str]
    """Single words that may stand after one and belong to it."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> CalendarWords:
        """From the locale's calendar.json."""
        named = ("about", "months", "doubtful_months", "weekdays", "units", "lead", "tail")
        phrases = {name: _phrases(texts) for name, texts in data.items() if name not in named}
        return cls(
            months={words(form)[0]: n for n, forms in enumerate(data["months"], 1) for form in forms},
            doubtful_months=frozenset(words(word)[0] for word in data["doubtful_months"]),
            weekdays={words(form)[0]: n for n, forms in enumerate(data["weekdays"]) for form in forms},
            units={words(form): unit for unit, forms in data["units"].items() for form in forms},
            phrases=phrases,
            lengths={name: tuple(sorted({len(phrase) for phrase in of}, reverse=True)) for name, of in phrases.items()},
            lead=frozenset(words(word)[0] for word in data["lead"]),
            tail=frozenset(words(word)[0] for word in data["tail"]),
        )

    def match(self, name: str, texts: tuple[str, ...], i: int) -> int:
        """Number of words of the longest phrase of that name that begins at i; 0 where none does."""
        phrases, left = self.phrases[name], len(texts) - i
        return next((n for n in self.lengths[name] if n <= left and texts[i : i + n] in phrases), 0)
