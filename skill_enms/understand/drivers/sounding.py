"""Drivers by their sound: words that no feature has, and ordinary ones, that a recogniser made of a feature's name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from skill_enms.understand.words.phrases import Phrase
from skill_enms.understand.words.soundalike import ALIKE, LEAD_OF_SAME, Soundalikes

if TYPE_CHECKING:
    from skill_enms.understand.drivers.features import FeatureIndex, Matches

DOUBTFUL_SOUND = 78.0
"""Likeness of a sound from which a feature is worth asking about: what it is not is soon said."""
JUST_ALIKE = 90.0
"""Likeness of a sound from which it speaks against what the words are by themselves."""


class FeatureSounds:
    """The features of a catalogue as they are pronounced."""

    def __init__(self, index: FeatureIndex, spoken: Iterable[Phrase]) -> None:
        """`spoken`: all the ways in which people say a feature's name in full."""
        self.index = index
        self.lexicon = index.lexicon
        self._spoken = sorted(set(spoken))
        self.soundalikes = Soundalikes(((said, n) for n, said in enumerate(self._spoken)), self.lexicon, DOUBTFUL_SOUND)
        self.find = lru_cache(maxsize=1024)(self._find)
        self.misheard = lru_cache(maxsize=1024)(self._misheard)

    def _find(self, said: Phrase) -> tuple[Matches, bool]:
        """What a phrase with unknown words sounds like in each energy source, and whether that is sure."""
        if all(self.index.is_known(word) for word in said):
            return {}, False
        sounded = self.soundalikes.best([(0, len(said), said)])
        if sounded is None:
            return {}, False
        merged: dict[str, dict[str, None]] = {}
        for item in sounded.items:
            for source, names in self.index.match(self._spoken[item]).items():
                merged.setdefault(source, {}).update(dict.fromkeys(names))
        named = any(word in self.index.vocabulary for word in self.index.resolved(said))
        near = named and sounded.likeness >= ALIKE + 4.0 and self.soundalikes.words_alike(said, sounded.items[0])
        sure = len(sounded.items) == 1 and (sounded.sure or near)
        return {source: tuple(names) for source, names in merged.items()}, sure

    def _misheard(self, said: Phrase) -> Matches | None:
        """The one feature that several words sound just like, where an ordinary one of them would else say nothing."""
        ordinary = len(said) > 1 and self.index.skippable(said[0]) and said[0] not in self.lexicon.features.optional
        if not ordinary or self.index.match(said):
            return None
        matches = self.nearest(said, JUST_ALIKE)
        return matches if matches != self.index.match(said[1:]) else None

    def nearest(self, said: Phrase, least: float = DOUBTFUL_SOUND) -> Matches | None:
        """The one feature that words sound most like, known ones or not; None where none does so, or several do."""
        ranked = sorted(self.soundalikes.likeness(said).items(), key=lambda found: -found[1])
        if not ranked or ranked[0][1] < least or (ranked[1:] and ranked[0][1] - ranked[1][1] < LEAD_OF_SAME):
            return None
        return self.index.match(self._spoken[ranked[0][0]])
