"""Words that stand where a name must ("the baseline of …"): which of the SEUs that fit they sound most like.

Elsewhere a name is known by a close likeness. Here somebody was named, and the question is only who: a remote likeness
is worth asking about, and one that leaves all others far behind is an answer.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from skill_enms.understand.names.index import Alias, NameIndex
from skill_enms.understand.words.phrases import Phrase
from skill_enms.understand.words.soundalike import letters_of, remote_likeness, spelled_out, words_sound_alike
from skill_enms.understand.words.spelling import squeeze

ASKED = 72.0
"""Likeness (0 to 100) from which a name is asked about."""
ASKED_WITHOUT_NUMBER = 76.0
"""The same where the name has a number that wasn't heard as one."""
ASKED_ALONE = 66.0
"""The same where no other name comes near."""
SURE = 84.0
"""Likeness from which it is acted upon, where no other name comes near."""
ALONE = 20.0
"""By how much a name must lead the next one for none to come near."""
LEAD = 8.0
"""By how much a name must lead the next one to be asked about alone."""
MOST_NEAR = 3
"""More names that are as near are none."""
SHORTEST = 3
"""Letters of what may be such a name; fewer are like many others."""
SHORTEST_SURE = 5
"""Sounds of the shortest one that is acted upon."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Whom words that stand where a name must may mean."""

    seus: tuple[int, ...]
    """Positions in `Catalogue.seus`; several names among them are to be asked about."""
    likeness: float
    """0 to 100 for the best of them."""
    sure: bool
    """Whether it may be acted upon."""


def digits_of(words: Phrase) -> str:
    """All digits, however they were said: "12 50" is 1250, and "0 7" is 7."""
    return "".join(letter for word in words for letter in word if letter.isdigit()).lstrip("0")


class NamePlaces:
    """The names of one catalogue, to be told apart where one of them must stand."""

    def __init__(self, index: NameIndex, aliases: Sequence[Alias]) -> None:
        """`aliases`: the ways to say its SEUs that are looked at."""
        self.lexicon = index.lexicon
        self.names = tuple(seu.name for seu in index.catalogue.seus)
        sounds = self.lexicon.sounds.phrase
        self._vocabulary = {word for alias in aliases for word in alias.words if len(word) > 1 and word.isalpha()}
        # (the way to say it, its spelling, and how it sounds, without and with its acronyms spelled out)
        self._own = [
            (alias, squeeze(alias.words), (sounds(alias.words), sounds(spelled_out(alias.words))))
            for alias in aliases
            if alias.words
        ]

    def find(self, said: Phrase, fitting: Collection[int]) -> Placed | None:
        """Who of some SEUs may be meant; None where nobody's name comes near, or too many do.

        `fitting`: the positions of those that may be meant.
        """
        if sum(letter.isalpha() for letter in squeeze(said)) < SHORTEST and not self._is_pronounced(said, fitting):
            return None
        best: dict[str, tuple[float, Alias]] = {}
        for alias, spelling, sounds in self._own:
            likeness = self._likeness(said, alias, spelling, sounds)
            if likeness > best.get(self.names[alias.seu], (0.0, alias))[0]:
                best[self.names[alias.seu]] = likeness, alias
        wanted = {self.names[i] for i in fitting}
        possible = [name for name in best if name in wanted]  # in their order: of two as near, the same each time
        if not possible:
            return None
        first = max(possible, key=lambda name: best[name][0])
        top, nearest = best[first]
        alone = all(top - likeness >= ALONE for name, (likeness, _) in best.items() if name != first)
        near = [name for name in possible if best[name][0] > top - LEAD]
        if top < self._least(said, nearest, alone=alone) or len(near) > MOST_NEAR:
            return None
        sure = alone and top >= SURE and self._may_be_sure(said, nearest)
        return Placed(tuple(i for i in sorted(fitting) if self.names[i] in near), top, sure)

    def _least(self, said: Phrase, nearest: Alias, *, alone: bool) -> float:
        """The likeness from which the nearest name is worth asking about."""
        if digits_of(nearest.words) and not digits_of(said):
            return ASKED_WITHOUT_NUMBER
        return ASKED_ALONE if alone else ASKED

    def _is_pronounced(self, said: Phrase, fitting: Collection[int]) -> bool:
        """Whether a name is pronounced just as numbers and letters that were heard: "10 11 2"."""
        sound = self.lexicon.sounds.phrase(said)
        return len(sound) >= SHORTEST_SURE and any(a.seu in fitting and sound in sounds for a, _, sounds in self._own)

    def _likeness(self, said: Phrase, alias: Alias, spelling: str, sounds: tuple[str, str]) -> float:
        """Likeness to one name, 0 to 100; 0 where a number or a word like "west" makes it another one's."""
        sound, heard = self.lexicon.sounds.phrase(said), digits_of(said)
        agreed = not heard or heard == digits_of(alias.words) or sound in sounds
        if not agreed or self.lexicon.opposed(said, alias.words) or _spells_another(said, alias.words):
            return 0.0
        spelt = fuzz.ratio(squeeze(said), spelling)
        return remote_likeness((fuzz.ratio(sound, own) for own in sounds), spelt)

    def _may_be_sure(self, said: Phrase, alias: Alias) -> bool:
        """Whether it is long enough, agrees in its number and letters, and has no word that is another one's by itself.

        Where both have as many words, each must sound like the one at its place.
        """
        sounds = self.lexicon.sounds
        same = digits_of(said) == digits_of(alias.words) or sounds.phrase(said) == sounds.phrase(alias.words)
        letters = {*letters_of(alias.words), *squeeze(alias.words)}
        strange = any(self._is_known(word) for word in said if word not in alias.words)
        if not same or strange or not letters.issuperset(letters_of(said)) or len(sounds.phrase(said)) < SHORTEST_SURE:
            return False
        return len(said) != len(alias.words) or words_sound_alike(said, alias.words, sounds)

    def _is_known(self, word: str) -> bool:
        """Whether a word is one of some name of the plant, or of a kind of machines: "warehouse heating"."""
        return word in self._vocabulary or self.lexicon.has("machine_kind", (word,))


def _spells_another(said: Phrase, name: Phrase) -> bool:
    """Whether both have letters of their own, and none of them is the same: "tower b" and "tower c"."""
    letters, own = letters_of(said), letters_of(name)
    return bool(letters and own and set(letters).isdisjoint(own))
