"""Words that stand where a driver must ("using … and …"): which feature of each energy source they sound most like.

Elsewhere a feature is known by a close likeness. Here a driver was named that nobody has, and the question is only
which one was meant: a remote likeness is worth asking about. It is never acted upon.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from skill_enms.understand.words.phrases import Phrase
from skill_enms.understand.words.soundalike import remote_likeness, spelled_out
from skill_enms.understand.words.spelling import squeeze

if TYPE_CHECKING:
    from skill_enms.understand.drivers.features import FeatureIndex, Matches

ASKED = 75.0
"""Likeness (0 to 100) from which a feature is asked about."""
LEAD = 8.0
"""By how much it must lead the next one of its energy source."""
ASKED_ALONE = 68.0
"""The same where no other one comes near."""
ALONE = 15.0
"""By how much a feature must lead the next one for none to come near."""
SPELLED_ALIKE = 40.0
"""Likeness of the spellings below which a sound says nothing: "sunspots" were typed, and are no wind speed."""
EACH_WORD = 50.0
"""Likeness that each word must have by its sound, where as many were heard."""
SHORTEST = 4
"""Sounds of the shortest words that may be one; fewer are like many others."""


class FeaturePlaces:
    """The features of one catalogue, to be told apart where one of them must stand."""

    def __init__(self, index: FeatureIndex, spoken: Mapping[str, Iterable[Phrase]]) -> None:
        """`spoken`: feature → the ways in which people say its name in full, with its unit and without."""
        self.index = index
        self._sound = index.lexicon.sounds.phrase
        self._counting = index.lexicon.features.counting
        # (words, spelling, how it sounds, without and with its acronyms spelled out)
        self._ways = {
            name: [
                (way, squeeze(way), (self._sound(way), self._sound(spelled_out(way)))) for way in map(self._plain, ways)
            ]
            for name, ways in spoken.items()
        }
        self.find = lru_cache(maxsize=1024)(self._find)

    def _plain(self, said: Phrase) -> Phrase:
        """Words that can be told apart: "temp" as temperature, and "the number of", which any count has, left out."""
        return tuple(word for word in self.index.resolved(said) if word not in self._counting)

    def _find(self, said: Phrase) -> tuple[Matches, float]:
        """(the feature of each energy source that words may be meant for, the best likeness); empty and 0 for none."""
        plain = self._plain(said)
        if len(self._sound(plain)) < SHORTEST:
            return {}, 0.0
        likeness = {name: self._likeness(name, plain) for name in self._ways}
        found: dict[str, tuple[str, ...]] = {}
        best = 0.0
        for source, names in self.index.names.items():
            first, second, *_ = *sorted((likeness[name] for name in names), reverse=True), 0.0, 0.0
            if (first >= ASKED and first - second >= LEAD) or (first >= ASKED_ALONE and first - second >= ALONE):
                found[source] = tuple(name for name in names if likeness[name] == first)
                best = max(best, first)
        return found, best

    def _likeness(self, name: str, said: Phrase) -> float:
        """Likeness to one feature, 0 to 100."""
        sound, spelling, best = self._sound(said), squeeze(said), 0.0
        for way, spelt, sounds in self._ways[name]:
            spelled_alike = fuzz.ratio(spelling, spelt)
            if spelled_alike >= SPELLED_ALIKE and self._may_be(said, way):
                best = max(best, remote_likeness((fuzz.ratio(sound, own) for own in sounds), spelled_alike))
        return best

    def _may_be(self, said: Phrase, way: Phrase) -> bool:
        """Whether no word was said for quite another one, where there are as many: gate openings are no door ones."""
        sound = self.index.lexicon.sounds.word
        return len(said) != len(way) or all(
            fuzz.ratio(sound(one), sound(other)) >= EACH_WORD for one, other in zip(said, way, strict=True)
        )
