"""How words sound, coarsely: what a recogniser confuses comes out alike. The rules are the language's own data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz


@dataclass(frozen=True, slots=True)
class Sounds:
    """A language's rules from letters to sounds."""

    rules: tuple[tuple[re.Pattern[str], str], ...]
    """Applied to a word one after the other."""
    numbers: Mapping[str, str]
    """Digits → how they are pronounced."""
    letters: Mapping[str, str]
    """Single letters → how they are pronounced."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Sounds:
        """From the locale's sounds.json; re.error where a rule isn't one."""
        rules = tuple((re.compile(pattern), replacement) for pattern, replacement in data["rules"])
        return cls(rules, dict(data["numbers"]), dict(data["letters"]))

    def word(self, word: str) -> str:
        """One word's sound."""
        spoken = self.numbers.get(word) or self.letters.get(word) or word
        return "".join(_sound(part, self.rules) for part in spoken.split())

    def phrase(self, words: Iterable[str]) -> str:
        """A phrase's sound; where one word ends isn't heard."""
        return "".join(self.word(word) for word in words)


@lru_cache(maxsize=8192)
def _sound(word: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, replacement in rules:
        word = pattern.sub(replacement, word)
    return word


def alike(first: str, second: str) -> float:
    """Likeness of two sounds, 0 to 100."""
    return float(fuzz.ratio(first, second))
