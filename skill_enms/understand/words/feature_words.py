"""How the names of features are said: a language's synonyms, short forms, plurals and measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from skill_enms.understand.words.phrases import Phrase
from skill_enms.understand.words.spelling import fold, words


@dataclass(frozen=True, slots=True)
class FeatureWords:
    """How names of features are said."""

    words: Mapping[str, Phrase]
    """A word of a name or an utterance → the words it stands for."""
    short_for: Mapping[Phrase, tuple[Phrase, ...]]
    """A bare phrase → the phrases that it may be short for, the likeliest first."""
    alternatives: Mapping[str, tuple[str, ...]]
    """A word → the words it may stand for where no feature has the word itself."""
    optional: frozenset[str]
    """Words that may be said or left out."""
    aggregates: Mapping[str, str]
    """Words of names that are aggregates → how they are said."""
    counting: frozenset[str]
    """Words that count something, and may be said or left out where the rest names a feature."""
    measured: Mapping[str, frozenset[str]]
    """Words for what a unit measures, said behind a name → units: "milk volume" for milk_litres."""
    kinds: frozenset[str]
    """Words for what is measured, which may be said behind two words or more of a name that goes without."""
    first_in_names: Mapping[str, Phrase]
    """Abbreviations that several words of a name may begin with → the words they stand for."""
    plural_endings: Mapping[str, str]
    """Endings of plurals, the longest first → the endings of their singulars."""
    spelled_out: Mapping[str, Phrase]
    """Abbreviations in names → the words that are spoken."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> FeatureWords:
        """From the locale's features.json; KeyError where it is not whole."""
        return cls(
            words=MappingProxyType({fold(word): words(meant) for word, meant in data["words"].items()}),
            short_for=MappingProxyType({words(s): tuple(map(words, full)) for s, full in data["short_for"].items()}),
            alternatives=MappingProxyType(
                {fold(w): tuple(map(fold, meant)) for w, meant in data["alternatives"].items()}
            ),
            optional=frozenset(map(fold, data["optional"])),
            aggregates=MappingProxyType({fold(word): spoken for word, spoken in data["aggregates"].items()}),
            counting=frozenset(map(fold, data["counting"])),
            measured=MappingProxyType({fold(word): frozenset(units) for word, units in data["measured"].items()}),
            kinds=frozenset(map(fold, data["kinds"])),
            first_in_names=MappingProxyType({fold(word): words(full) for word, full in data["first_in_names"].items()}),
            plural_endings=MappingProxyType({fold(many): fold(one) for many, one in data["plural_endings"].items()}),
            spelled_out=MappingProxyType({fold(word): words(full) for word, full in data["spelled_out"].items()}),
        )

    def singular(self, word: str) -> str:
        """A word as one of its kind is called; itself where it has no plural's ending."""
        for many, one in self.plural_endings.items():
            if len(word) > 3 and word.endswith(many) and not word.endswith(2 * many):
                return word[: -len(many)] + one
        return word
