"""How units are said, and which words they hide behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from skill_enms.understand.words.heard import alternatives
from skill_enms.understand.words.phrases import Phrase
from skill_enms.understand.words.spelling import compose, words

Units = frozenset[str]
"""Units that words may stand for, each in one spelling; empty where they stand for none that is known."""

_NO_UNIT: Units = frozenset()


def _in_one_spelling(unit: str) -> str:
    """ "m³" is m3 and "L" is l; "MW" stays apart from "mW"."""
    plain = compose(unit.strip())
    return "l" if plain == "L" else plain


@dataclass(frozen=True)
class UnitWords:
    """How units are said, and which words they hide behind."""

    spoken: Mapping[str, tuple[str, str]]
    """Unit as the database writes it → singular and plural."""
    suffixes: Mapping[Phrase, str]
    """Ending of a feature's name → the unit it means."""
    measures: Mapping[Phrase, tuple[Phrase, ...]]
    """Words said after a number → words of the features that the number may belong to."""
    said: Mapping[Phrase, Units]
    """Words said after a number, or written at the end of a feature's name → the units they may stand for."""
    signs: Mapping[str, str]
    """What is written for a unit without being a word → the unit."""
    sizes: Mapping[str, tuple[str, float]]
    """Unit → its kind, and how large it is among the units of that kind."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> UnitWords:
        """From the locale's units.json; KeyError or ValueError where it is not whole."""
        sizes = {_in_one_spelling(u): (kind, size) for kind, of in data["sizes"].items() for u, size in of.items()}
        return cls(
            spoken=MappingProxyType({unit: (one, many) for unit, (one, many) in data["units"].items()}),
            suffixes=MappingProxyType({words(suffix): unit for suffix, unit in data["suffixes"].items()}),
            measures=MappingProxyType({words(said): tuple(map(words, of)) for said, of in data["measures"].items()}),
            said=MappingProxyType(_grouped(_ways_to_say(data))),
            signs=MappingProxyType({sign: _in_one_spelling(unit) for sign, unit in data["signs"].items()}),
            sizes=MappingProxyType(sizes),
        )

    @cached_property
    def edges(self) -> frozenset[str]:
        """The words that units begin or end with."""
        return frozenset(word for phrase in self.said for word in (phrase[0], phrase[-1]))

    @cached_property
    def longest(self) -> int:
        """Words of the longest unit that is said after a number."""
        return max(map(len, (*self.said, *self.measures)), default=0)

    def match(self, texts: Phrase, i: int) -> int:
        """Number of words of the longest unit that begins at i, or of words that measure something; 0 for neither."""
        longest = min(self.longest, len(texts) - i)
        phrases = (texts[i : i + n] for n in range(longest, 0, -1))
        return next((len(p) for p in phrases if p in self.said or p in self.measures), 0)

    def in_words(self, unit: str) -> Phrase:
        """How a unit is said; nothing where the language doesn't know it."""
        return words(self.spoken.get(unit, ("", ""))[1])

    def of_name(self, name: Phrase) -> Units:
        """The units that the end of a feature's name may stand for: "belt speed m min" ends in metres a minute."""
        starts = range(max(1, len(name) - self.longest), len(name))
        return next((self.said[name[i:]] for i in starts if name[i:] in self.said), _NO_UNIT)

    def factor(self, said: Units, own: Units) -> float | None:
        """What turns a value in a unit that was said into one in a feature's own; None where nothing does.

        A unit may be said short, "watts" for watts per square metre. 1 where one of both is not known.
        """
        if not said or not own or said & own:
            return 1.0
        if any(whole.startswith(f"{part}/") for part in said for whole in own):
            return 1.0
        sizes = ((self.sizes[a], self.sizes[b]) for a in said for b in own if a in self.sizes and b in self.sizes)
        return next((mine[1] / its[1] for mine, its in sizes if mine[0] == its[0]), None)


def _ways_to_say(data: Mapping[str, Any]) -> Iterator[tuple[Phrase, str]]:
    """Every way to say or write a unit, with the unit."""
    for unit, (one, many) in data["units"].items():
        yield from ((words(said), unit) for said in (unit, one, many))
    for unit, phrases in data["said"].items():
        yield from ((words(said), unit) for phrase in (unit, *phrases) for said in alternatives(phrase))
    yield from ((words(suffix), unit) for suffix, unit in data["suffixes"].items())


def _grouped(ways: Iterator[tuple[Phrase, str]]) -> dict[Phrase, Units]:
    """Phrase → units."""
    grouped: dict[Phrase, Units] = {}
    for phrase, unit in ways:
        if phrase:
            grouped[phrase] = grouped.get(phrase, _NO_UNIT) | {_in_one_spelling(unit)}
    return grouped
