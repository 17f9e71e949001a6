"""Spoken drivers → features of the catalogue, source by source.

A feature is known by the words of its name without unit and aggregate ("wet_bulb_temp_c" is wet, bulb, temperature), by
its spoken names, and by what the locale says a phrase is short for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import pairwise

from skill_enms.catalogue import Catalogue, EnergySource, Feature
from skill_enms.understand.drivers.places import FeaturePlaces
from skill_enms.understand.drivers.sounding import FeatureSounds
from skill_enms.understand.drivers.spelling import DriverSpelling
from skill_enms.understand.words.heard import words_of_name
from skill_enms.understand.words.lexicon import Lexicon
from skill_enms.understand.words.phrases import Phrase
from skill_enms.understand.words.spelling import squeeze

Key = frozenset[str]
"""The words of a name that matter, in any order."""
Matches = Mapping[str, tuple[str, ...]]
"""Energy source → names of its features that were perhaps meant; more than one is an ambiguity."""

LONGEST = 8
"""Words of the longest spoken feature."""


@dataclass(frozen=True, slots=True)
class SpokenDriver:
    """One driver as it was said."""

    said: str
    """The words, as the utterance has them."""
    start: int
    """First word."""
    end: int
    """The word after the last one."""
    matches: Matches
    """What it may be; empty where no energy source has such a feature."""
    doubtful: bool = False
    """True where a word had to be guessed."""


def name_parts(feature: Feature, lexicon: Lexicon) -> tuple[Phrase, str, str]:
    """(words of the name without unit and aggregate, unit, aggregate as it is said); the latter two may be empty."""
    said = words_of_name(feature.name, lexicon)
    unit = aggregate = ""
    for length in range(min(3, len(said) - 1), 0, -1):
        if said[-length:] in lexicon.units.suffixes:
            unit, said = lexicon.units.suffixes[said[-length:]], said[:-length]
            break
    if len(said) > 1 and said[0] in lexicon.features.aggregates:
        aggregate, said = lexicon.features.aggregates[said[0]], said[1:]
    if len(said) > 1:
        said = (*lexicon.features.first_in_names.get(said[0], said[:1]), *said[1:])
    return said, unit, aggregate


class FeatureIndex:
    """The features of a catalogue that may be drivers, prepared for being looked up."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.by_source: dict[str, dict[Key, dict[str, int]]] = {}
        self.own_words: dict[str, frozenset[str]] = {}
        self.joined: dict[str, dict[str, tuple[str, ...]]] = {}
        self.typed: dict[str, dict[str, str]] = {}
        self.names: dict[str, tuple[str, ...]] = {}
        self.source_of_seu = tuple(seu.energy_source for seu in catalogue.seus)
        self._meant = lru_cache(maxsize=4096)(self._resolve)
        self._meanings: dict[str, Phrase] = {}
        self._units: dict[str, str] = {}
        self._ways: dict[str, tuple[Phrase, ...]] = {}
        for source in catalogue.energy_sources:
            features = catalogue.features_of(source.name)
            self.names[source.name] = tuple(feature.name for feature in features)
            self.typed[source.name] = {squeeze(self.plain(feature.name)): feature.name for feature in features}
            keys = self.by_source.setdefault(source.name, {})
            self.own_words[source.name] = self._words_of_source(source)
            joined = self.joined.setdefault(source.name, {})
            for feature in features:
                self._meanings[feature.name], self._units[feature.name], _ = name_parts(feature, lexicon)
                self._ways[feature.name] = self._said(feature)
                resolved = self.resolved(self._meanings[feature.name])
                # "down time" is downtime_minutes too
                for meaning in {squeeze(resolved), squeeze(resolved[:-1])} - {""}:
                    joined[meaning] = (*joined.get(meaning, ()), feature.name)
                for key, rank in self._keys_of(feature):
                    entry = keys.setdefault(key, {})
                    entry[feature.name] = min(rank, entry.get(feature.name, rank))
        known = {word for keys in self.by_source.values() for key in keys for word in key}
        meant = {word for phrase in lexicon.features.words.values() for word in phrase}
        self.vocabulary = frozenset(known)
        self.known_words = frozenset(known | meant | set(lexicon.features.words) | set(lexicon.features.alternatives))
        self.spelling = DriverSpelling(lexicon, known, self.known_words)
        short_for = lexicon.features.short_for
        self.short_keys = {self.key(short): tuple(map(self.key, full)) for short, full in short_for.items()}
        self.match = lru_cache(maxsize=4096)(self._match)
        self.sounds = FeatureSounds(self, (said for keys in self._ways.values() for said in keys))
        self.places = FeaturePlaces(self, {name: (*ways, self.plain(name)) for name, ways in self._ways.items()})
        self.match_whole = lru_cache(maxsize=1024)(partial(self._match, whole=True))

    def plain(self, name: str) -> Phrase:
        """A name's words, numbers as digits, in one spelling."""
        return words_of_name(name, self.lexicon)

    def _words_of_source(self, source: EnergySource) -> frozenset[str]:
        """Words for an energy source, which may stand before a state of its own meter: "gas pressure"."""
        own = self.plain(source.name)
        phrases = (own, *map(self.plain, source.spoken_names), *self.lexicon.energy.get(own, ()))
        return frozenset(word for phrase in phrases for word in phrase)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Any two words that stand side by side in a feature's name, its unit apart."""
        return frozenset(pair for words in self._meanings.values() for pair in pairwise(words))

    def _said(self, feature: Feature) -> tuple[Phrase, ...]:
        """The ways in which people say a feature's name in full."""
        spelled = self.lexicon.features.spelled_out
        own = tuple(full for word in name_parts(feature, self.lexicon)[0] for full in spelled.get(word, (word,)))
        return own, *(self.plain(spoken) for spoken in feature.spoken_names)

    def is_known(self, word: str) -> bool:
        """Whether a word is one of this language's or of this plant's."""
        known = word in self.known_words or self.lexicon.features.singular(word) in self.known_words
        return known or self.skippable(word)

    def is_own(self, word: str) -> bool:
        """Whether a word is one of a feature's name of this plant."""
        return not self.vocabulary.isdisjoint(self.resolved((word,))) and word not in self.lexicon.features.optional

    def _keys_of(self, feature: Feature) -> Iterable[tuple[Key, int]]:
        """(key, rank): 0 for a way to say all of it, 1 without its aggregate, 2 without the last of several words."""
        said, _, aggregate = name_parts(feature, self.lexicon)
        yield self.key(said), 1 if aggregate else 0
        if aggregate:
            yield self.key((aggregate, *said)), 0
        for spoken in feature.spoken_names:
            yield self.key(self.plain(spoken)), 0
        if len(said) > 2:
            yield self.key(said[:-1]), 2
        for synonym in self.lexicon.energy.get(said, ()):
            yield self.key(synonym), 1
        uncounted = self._uncounted(self.key(said))
        if uncounted != self.key(said):
            yield uncounted, 1

    def words_of(self, name: str) -> Phrase:
        """The words of a feature's name without its unit and aggregate."""
        return self._meanings.get(name) or self.plain(name)

    def resolved(self, said: Iterable[str]) -> Phrase:
        """Synonyms resolved, plurals and optional words dropped, in their order."""
        optional = self.lexicon.features.optional
        resolved = tuple(meant for word in said for meant in self._meant(word))
        return tuple(word for word in resolved if word not in optional) or resolved

    def _resolve(self, word: str) -> Phrase:
        """What a word stands for, each word of it as one of its kind."""
        features = self.lexicon.features
        return tuple(map(features.singular, features.words.get(word, (word,))))

    def key(self, said: Iterable[str]) -> Key:
        """The words that matter, in any order."""
        return frozenset(self.resolved(said))

    def _uncounted(self, key: Key) -> Key:
        """A key without words like "count" and "number"; itself where nothing else is left."""
        return frozenset(word for word in key if word not in self.lexicon.features.counting) or key

    def _without_kind(self, source: str, said: Phrase, key: Key) -> Key:
        """ "wet bulb temperature" is wet_bulb; itself where fewer than two words, or a feature, would be left out."""
        last = self.key(said[-1:])
        fewer = key - last
        kind = last <= self.lexicon.features.kinds and not self._exact(source, last)
        return fewer if kind and len(fewer) > 1 else key

    def _measured(self, source: str, said: Phrase) -> tuple[str, ...]:
        """Features that are said with what their unit measures: "milk volume" for milk_litres."""
        words = self.lexicon.features
        key = self.key(said[:-1])
        units = words.measured.get(words.singular(said[-1])) if key else None
        if not units:
            return self._with_its_unit(source, said)
        named = self._exact(source, key) or self._part(source, key)
        return tuple(name for name in named if not units.isdisjoint((self._units[name], self._meanings[name][-1])))

    def _with_its_unit(self, source: str, said: Phrase) -> tuple[str, ...]:
        """Features whose unit is said with their name: "the kilos of wash" and "wash kilos" for wash_kg."""
        units = self.lexicon.units
        if len(said) < 2 or units.edges.isdisjoint((said[0], said[-1])):
            return ()
        cuts = ((said[:n], said[n:]) for n in range(1, len(said)))
        for first, last in cuts:
            for unit, rest in ((first, last), (last, first)):
                key = self.key(rest) if unit in units.said else frozenset[str]()
                named = self._exact(source, key) or self._part(source, key) if key else ()
                if fitting := tuple(name for name in named if units.said[unit] & units.of_name(self.plain(name))):
                    return fitting
        return ()

    def _exact(self, source: str, key: Key) -> tuple[str, ...]:
        entry = self.by_source[source].get(key, {})
        best = min(entry.values(), default=0)
        return tuple(name for name, rank in entry.items() if rank == best)

    def _short_for(self, source: str, key: Key) -> tuple[str, ...]:
        longer = [full for full in self.short_keys.get(key, ()) if full != key]
        found = (self._exact(source, full) for full in longer)
        swapped = (self._exact(source, other) for full in longer for other in self._swapped(full))
        return next((names for names in (*found, *swapped) if names), ())

    def _alternatives(self, source: str, key: Key) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for swapped in self._swapped(key):
            found.update(dict.fromkeys(self._exact(source, swapped) or self._part(source, swapped)))
        return tuple(found)

    def _swapped(self, key: Key) -> Iterable[Key]:
        """A key with one of its words as each of the words that it may stand for."""
        for word in sorted(key & self.lexicon.features.alternatives.keys()):
            for other in self.lexicon.features.alternatives[word]:
                yield (key - {word}) | {other}

    def _part(self, source: str, key: Key) -> tuple[str, ...]:
        if not key <= self.vocabulary:
            return ()
        holders: dict[str, None] = {}
        for full, entry in self.by_source[source].items():
            if key <= full:
                holders.update(dict.fromkeys(entry))
        return tuple(holders)

    def _in_source(self, source: str, said: Phrase, *, whole: bool) -> tuple[str, ...]:
        typed = self.typed[source].get(squeeze(said))
        if typed:
            return (typed,)
        key = self.key(said)
        exact, short = self._exact(source, key), self._short_for(source, key)
        apart = len(said) > 1 or not whole
        if apart and not exact and not short and (joined := self.joined[source].get(squeeze(self.resolved(said)))):
            return joined
        if exact or short:
            return tuple(dict.fromkeys((*exact, *short)))
        without = frozenset(w for w in key if w not in self.lexicon.features.aggregates)
        kindless = self._without_kind(source, said, key)
        for fewer in (self._uncounted(key), without, self._uncounted(without), kindless):
            if fewer and fewer != key and (found := self._exact(source, fewer)):
                return found
        if measured := self._measured(source, said):
            return measured
        if others := self._alternatives(source, key):
            return others
        if len(said) > 1 and said[0] in self.own_words[source]:
            # of its own meter: the temperature of the gas isn't that outdoors
            rest = self.key(said[1:])
            return self._exact(source, rest) or (() if whole else self._part(source, rest))
        return () if whole else self._part(source, key)

    def _match(self, said: Phrase, *, whole: bool = False) -> Matches:
        """What a phrase may mean, in each energy source that has such a feature."""
        found = {source: self._in_source(source, said, whole=whole) for source in self.by_source}
        return {source: names for source, names in found.items() if names}

    def begins_name(self, said: Phrase) -> bool:
        """Whether a phrase is a feature's name in full, and begins as it does: "air changes", "i t load"."""
        names = {name for found in self.match_whole(said).values() for name in found}
        if names and len(said) > 1 and len(said[0]) == len(said[1]) == 1:
            return True  # spelled
        first = self.resolved(said[:1])[0] if said[0] not in self.lexicon.features.optional else said[0]
        begun = {begun for words in map(self.words_of, names) for begun in (words[0], self.resolved(words)[0])}
        return not begun.isdisjoint((said[0], first))

    def skippable(self, word: str) -> bool:
        """Whether a word may stand between drivers without being one."""
        lists = ("filler", "driver_noun", "seu_noun")
        return word in self.lexicon.features.optional or any(self.lexicon.has(name, (word,)) for name in lists)

    def available(self, sources: Iterable[str]) -> tuple[str, ...]:
        """Names of the features of some energy sources, each once."""
        return tuple(dict.fromkeys(name for source in sources for name in self.names.get(source, ())))
