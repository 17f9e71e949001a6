"""SEUs and energy sources as they are said, against the catalogue of any plant.

Two steps: `NameIndex.seus` and `.sources` find names that are said as they are written (any hyphens, digits, letters
and spaces apart); `guess.py` weighs what is left over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from skill_enms.catalogue import Catalogue, Seu
from skill_enms.understand.names.energies import (
    OWN,
    PART,
    SHORTENED,
    EnergyIndex,
    SourceMention,
    plain_words,
    without_announcers,
)
from skill_enms.understand.words.lexicon import Lexicon
from skill_enms.understand.words.numbers import Word
from skill_enms.understand.words.phrases import Phrase
from skill_enms.understand.words.spelling import squeeze

_NOUNS = ("seu_noun", "source_noun", "driver_noun")
_VERBS = ("train_verb", "strong_train_verb")

_SIGNS = frozenset("&+")
"""Signs of addition in names, which are said or left out."""

_TELLING = 2
"""Numbers and letters from which on a name is nothing that anybody says by chance, whatever its words."""

LONGEST = 9
"""Words of the longest name that is looked for; a spelled letter is a word."""


@dataclass(frozen=True, slots=True)
class SeuMention:
    """Words that name one SEU or several."""

    start: int
    """First word."""
    end: int
    """The word after the last one."""
    seus: tuple[tuple[int, int], ...]
    """(position in `Catalogue.seus`, strength) of each that bears the name."""

    @property
    def length(self) -> int:
        """Number of words."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Alias:
    """One way to say an SEU."""

    words: Phrase
    """Its words."""
    strength: int
    """`OWN`, `SHORTENED` or `PART`."""
    seu: int
    """Position in `Catalogue.seus`."""


def overlaps(a: SeuMention | SourceMention, b: SeuMention | SourceMention) -> bool:
    """Whether two mentions share a word."""
    return a.start < b.end and b.start < a.end


def _initialled(name: Phrase) -> Iterator[Phrase]:
    """A name with one of its words as that word's first letter before its number, where another word stays.

    "T1 lighting" is Terminal 1 Lighting; "B1" alone is nobody.
    """
    for i, (word, number) in enumerate(pairwise(name)):
        others = (*name[:i], *name[i + 2 :])
        if number[0].isdigit() and word.isalpha() and len(word) > 1 and any(len(o) > 1 and o.isalpha() for o in others):
            yield (*name[:i], word[0], *name[i + 1 :])


class NameIndex:
    """All names of a catalogue, prepared for being looked up."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon) -> None:
        self.catalogue = catalogue
        self.lexicon = lexicon
        self.energies = EnergyIndex(catalogue.energy_sources, lexicon)

    def words_of(self, name: str) -> Phrase:
        """A catalogue name's words: numbers as digits, without the words that announce one, in one spelling."""
        return plain_words(name, self.lexicon)

    def key_words(self, said: Phrase) -> Phrase:
        """Words as names are compared: without announcers, and "1 oh 1" as 1, 0, 1."""
        zero = self.lexicon.numbers.zero
        if not zero.isdisjoint(said):
            said = tuple(
                "0" if word in zero and i and said[i - 1][0].isdigit() else word for i, word in enumerate(said)
            )
        return without_announcers(said, self.lexicon)

    def _without_leading_zeros(self, said: Phrase) -> Phrase:
        """Words without the zero of "pump zero four", where the name is written Pump-04."""
        zero = {"0", *self.lexicon.numbers.zero}
        kept = (
            word
            for i, word in enumerate(said)
            if not (
                word in zero and i and not said[i - 1][0].isdigit() and said[i + 1 : i + 2] and said[i + 1][0].isdigit()
            )
        )
        return self.key_words(tuple(kept))

    @property
    def source_names(self) -> dict[Phrase, dict[str, int]]:
        """Words → the energy sources they name, each with its strength."""
        return self.energies.names

    @cached_property
    def aliases(self) -> tuple[Alias, ...]:
        """Every way to say every SEU."""
        return tuple(alias for i, seu in enumerate(self.catalogue.seus) for alias in self._aliases_of(i, seu))

    def _aliases_of(self, position: int, seu: Seu) -> Iterator[Alias]:
        for name in self._all_words_of((seu.name, *seu.spoken_names)):
            yield Alias(name, OWN, position)
            if name and name[-1] in self.lexicon.numbers.roman:
                yield Alias((*name[:-1], str(self.lexicon.numbers.roman[name[-1]])), OWN, position)
            shortened = self._shortened(name, seu.energy_source)
            if shortened and shortened != name:
                yield Alias(shortened, SHORTENED, position)
        strength = SHORTENED if len(seu.machine_names) == 1 else PART
        for name in self._all_words_of(seu.machine_names):
            yield Alias(name, strength, position)

    def _all_words_of(self, names: Iterable[str]) -> Iterator[Phrase]:
        """The words of some names, and those of "Pool & Spa" with its sign as a word too."""
        for name in names:
            yield self.words_of(name)
            if not _SIGNS.isdisjoint(name):
                for sign in self.lexicon.lists["sign_of_addition"].phrases:
                    spoken = "".join(f" {' '.join(sign)} " if letter in _SIGNS else letter for letter in name)
                    yield self.words_of(spoken)

    def _shortened(self, name: Phrase, energy_source: str) -> Phrase:
        """A name without its own energy source and without nouns like "machine"; empty where nothing is left."""
        kept: list[str] = []
        i = 0
        while i < len(name):
            length = self._source_length(name, i, energy_source) or self.lexicon.lists["seu_noun"].match(name, i)
            if not length:
                kept.append(name[i])
            i += length or 1
        return tuple(kept) if any(not word[0].isdigit() and len(word) > 1 for word in kept) else ()

    def _source_length(self, said: Phrase, i: int, energy_source: str) -> int:
        for length in range(min(4, len(said) - i), 0, -1):
            if energy_source in self.source_names.get(said[i : i + length], {}):
                return length
        return 0

    @cached_property
    def _seu_keys(self) -> dict[str, dict[int, int]]:
        keys: dict[str, dict[int, int]] = {}
        for alias in self.aliases:
            if alias.words:
                entry = keys.setdefault(squeeze(alias.words), {})
                entry[alias.seu] = max(alias.strength, entry.get(alias.seu, 0))
        for alias in self.aliases:
            for short in _initialled(alias.words):
                entry = keys.setdefault(squeeze(short), {})
                entry.setdefault(alias.seu, SHORTENED)
        return keys

    def is_named(self, key: str) -> bool:
        """Whether words, without the spaces between them, are some SEU's name."""
        return key in self._seu_keys

    def named(self, said: Phrase) -> tuple[tuple[int, int], ...]:
        """(position in `Catalogue.seus`, strength) of each SEU that bears exactly this name."""
        return tuple(self._seu_keys.get(squeeze(self.key_words(said)), {}).items())

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Any two words that stand side by side in a name."""
        return frozenset(pair for alias in self.aliases for pair in pairwise(alias.words))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of all names."""
        return frozenset(word for alias in self.aliases for word in alias.words)

    @cached_property
    def _common_keys(self) -> frozenset[str]:
        """Names that are ordinary words, single letters or bare numbers, and need a word before them that says so."""
        return frozenset(squeeze(alias.words) for alias in self.aliases if self._is_common(alias.words))

    def _is_common(self, name: Phrase) -> bool:
        """Whether the words of a name may stand in any sentence; a verb is none before a number: "building 7"."""
        marks = [word for word in name if len(word) == 1 or word[0].isdigit()]
        words = [word for word in name if word not in marks]
        numbered = bool(marks) and name[-1][0].isdigit()
        lists = ("filler", "baseline", "model", *_NOUNS, *_VERBS)
        verb = any(self.lexicon.has(each, (word,)) for each in _VERBS for word in words)
        ordinary = all(any(self.lexicon.has(each, (word,)) for each in lists) for word in words)
        return len(marks) < _TELLING and ordinary and not (numbered and verb)

    def seus(self, words: Sequence[Word]) -> tuple[SeuMention, ...]:
        """The longest stretches of an utterance that are names of SEUs."""
        texts = tuple(word.text for word in words)
        found = []
        for start in range(len(words)):
            for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
                key = squeeze(self.key_words(texts[start:end]))
                if key not in self._seu_keys:
                    key = squeeze(self._without_leading_zeros(texts[start:end]))
                entry = self._seu_keys.get(key)
                if entry and (key not in self._common_keys or self._announced(texts, start)):
                    found.append(SeuMention(start, end, tuple(entry.items())))
        found.sort(key=lambda m: (-m.length, m.start))
        chosen: list[SeuMention] = []
        for mention in found:
            if not any(overlaps(mention, other) for other in chosen):
                chosen.append(mention)
        return tuple(sorted(chosen, key=lambda m: m.start))

    @cached_property
    def words_of_seus(self) -> tuple[frozenset[str], ...]:
        """By the position of an SEU: the words of all its names, without those of energies and ordinary ones."""
        words: list[set[str]] = [set() for _ in self.catalogue.seus]
        barred = {word for said in self.source_names for word in said}
        for alias in self.aliases:
            own = (word for word in alias.words if word not in barred)
            words[alias.seu].update(word for word in own if not self.lexicon.has("filler", (word,)))
        return tuple(map(frozenset, words))

    def _announced(self, texts: Phrase, start: int) -> bool:
        before = texts[:start]
        while len(before) > 1 and self.lexicon.has("article", before[-1:]):
            before = before[:-1]
        if not before:
            return True
        nouns = self.lexicon.lists["seu_noun"].phrases
        leads = self.lexicon.lists["name_lead"].phrases
        verbs = self.lexicon.lists["strong_train_verb"].phrases
        said = (before[-n:] for n in (1, 2, 3))
        return any(each in nouns or each in leads or each in verbs for each in said) or bool(
            before[-1:] and any(before[-n:] in self.source_names for n in (1, 2))
        )

    def sources(self, words: Sequence[Word]) -> tuple[SourceMention, ...]:
        """The longest stretches of an utterance that are names of energy sources."""
        return self.energies.find(tuple(word.text for word in words), self.vocabulary)
