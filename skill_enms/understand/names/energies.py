"""Energy sources as they are said, against those of any plant."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from skill_enms.catalogue import EnergySource
from skill_enms.understand.words.heard import words_of_name
from skill_enms.understand.words.lexicon import Lexicon
from skill_enms.understand.words.phrases import Phrase
from skill_enms.understand.words.soundalike import ALIKE, Soundalikes, windows
from skill_enms.understand.words.spelling import squeeze

OWN = 3
"""Strength of an alias: the name itself, or a spoken name."""
SHORTENED = 2
"""The name without what it need not say, or the only machine of an SEU; a synonym of an energy source."""
PART = 1
"""One of several machines of an SEU; a part of an energy source's name."""

SURE_SOUND = 84.0
"""Likeness of a sound (0 to 100) from which words are taken for an energy source, where no other is near."""
LONGEST_HEARD = 4
"""Words that a recogniser makes of an energy's name at most."""

_OF_NOW = ("baseline", "model", "formula", "quality", "consumption")
"""Lists of what there may be now, and may have been another before."""

_BEHIND_AN_ENERGY = ("name_lead", "driver_marker", "article", "asking", "has_used", "courtesy")
"""Lists of words that may stand behind an energy's name."""


@dataclass(frozen=True, slots=True)
class SourceMention:
    """Words that name one energy source, or several that share a word."""

    start: int
    """First word."""
    end: int
    """The word after the last one."""
    sources: tuple[str, ...]
    """`EnergySource.name` of each."""
    strength: int
    """How good the name is."""

    @property
    def length(self) -> int:
        """Number of words."""
        return self.end - self.start


def plain_words(name: str, lexicon: Lexicon) -> Phrase:
    """A catalogue name's words: numbers as digits, without the words that announce one, in one spelling."""
    return without_announcers(words_of_name(name, lexicon), lexicon)


def without_announcers(said: Phrase, lexicon: Lexicon) -> Phrase:
    """ "boiler number 1" → boiler, 1."""
    announcers = lexicon.numbers.announcers
    kept = (
        word
        for i, word in enumerate(said)
        if not (word in announcers and i and i + 1 < len(said) and said[i + 1][0].isdigit())
    )
    return tuple(kept)


class EnergyIndex:
    """All names of energy sources, prepared for being looked up."""

    def __init__(self, energy_sources: Sequence[EnergySource], lexicon: Lexicon) -> None:
        self.energy_sources = energy_sources
        self.lexicon = lexicon

    @cached_property
    def names(self) -> dict[Phrase, dict[str, int]]:
        """Words → the energy sources they name, each with its strength."""
        table: dict[Phrase, dict[str, int]] = {}

        def add(said: Phrase, source: EnergySource, strength: int) -> None:
            if said:
                entry = table.setdefault(said, {})
                entry[source.name] = max(strength, entry.get(source.name, 0))

        for source in self.energy_sources:
            own = plain_words(source.name, self.lexicon)
            for name in (own, *(plain_words(spoken, self.lexicon) for spoken in source.spoken_names)):
                add(name, source, OWN)
                add((squeeze(name),), source, OWN)
                for synonym in self.lexicon.energy.get(name, ()):
                    add(synonym, source, SHORTENED)
            for word in own:
                if len(own) > 1 and not self.lexicon.has("filler", (word,)) and not word[0].isdigit():
                    add((word,), source, PART)
        return table

    @cached_property
    def _keys(self) -> dict[str, dict[str, int]]:
        keys: dict[str, dict[str, int]] = {}
        for said, entry in self.names.items():
            keys.setdefault(squeeze(said), {}).update(entry)
        return keys

    def find(self, texts: Phrase, seu_words: Collection[str]) -> tuple[SourceMention, ...]:
        """The longest stretches of an utterance's words that are names of energy sources.

        `seu_words`: the words of names of SEUs, which may stand right behind one.
        """
        found = []
        i = 0
        while i < len(texts):
            for length in range(min(6, len(texts) - i), 0, -1):
                entry = self._keys.get(squeeze(texts[i : i + length]))
                if entry and not self._says_now(texts, i, i + length, seu_words):
                    best = max(entry.values())
                    found.append(SourceMention(i, i + length, tuple(n for n, s in entry.items() if s == best), best))
                    i += length
                    break
            else:
                i += 1
        return tuple(found)

    @cached_property
    def _sounds(self) -> Soundalikes:
        """How the energy sources are pronounced, each by its place among them."""
        places = {source.name: i for i, source in enumerate(self.energy_sources)}
        own = ((said, places[name]) for said, entry in self.names.items() for name, s in entry.items() if s > PART)
        return Soundalikes(own, self.lexicon, ALIKE)

    def sounding(self, texts: Phrase, free: frozenset[int], needed: Sequence[int]) -> SourceMention | None:
        """The one energy source that a stretch of free words with some of the needed ones sounds like."""
        kinds = self.lexicon.lists["energy_kind"]
        stretches = windows(texts, free, needed, LONGEST_HEARD)
        sounded = self._sounds.best(each for each in stretches if each[2] not in kinds)
        if sounded is None or sounded.likeness < SURE_SOUND or len(sounded.items) > 1:
            return None
        return SourceMention(sounded.start, sounded.end, (self.energy_sources[sounded.items[0]].name,), SHORTENED)

    def _says_now(self, texts: Phrase, start: int, end: int, seu_words: Collection[str]) -> bool:
        """Whether a word for an energy rather says which baseline is meant: "the current baseline"."""
        if texts[start:end] not in self.lexicon.calendar.phrases["this"]:
            return False
        lists = self.lexicon.lists
        stop = next((i for i in range(end, len(texts)) if lists["driver_marker"].match(texts, i)), len(texts))
        if any(lists[name].match(texts, i) for name in _OF_NOW for i in range(end, stop)):
            return True
        led = any(lists[name].match(texts, end) for name in _BEHIND_AN_ENERGY)
        follows = end < len(texts) and (texts[end] not in seu_words or texts[end][0].isdigit())
        return follows and not led  # "the current one"
