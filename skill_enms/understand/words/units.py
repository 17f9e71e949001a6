"""How units are said, and which words they hide behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from skill_enms.understand.words.phrases import Phrase
from skill_enms.understand.words.spelling import words


@dataclass(frozen=True)
class UnitWords:
    """How units are said, and which words they hide behind."""

    spoken: Mapping[str, tuple[str, str]]
    """Unit as the database writes it → singular and plural."""
    suffixes: Mapping[Phrase, str]
    """Ending of a feature's name → the unit it means."""
    measures: Mapping[Phrase, tuple[Phrase, ...]]
    """Words said after a number → words of the features that the number may belong to."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> UnitWords:
        """From the locale's units.json; KeyError or ValueError where it is not whole."""
        return cls(
            spoken=MappingProxyType({unit: (one, many) for unit, (one, many) in data["units"].items()}),
            suffixes=MappingProxyType({words(suffix): unit for suffix, unit in data["suffixes"].items()}),
            measures=MappingProxyType({words(said): tuple(map(words, of)) for said, of in data["measures"].items()}),
        )

    @cached_property
    def phrases(self) -> frozenset[Phrase]:
        """How any unit is said."""
        return frozenset(words(said) for one_and_many in self.spoken.values() for said in one_and_many)
