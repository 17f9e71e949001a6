"""Names by their sound: a recogniser that never heard of the plant writes "chill or two" for "chiller 2"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from skill_enms.understand.words.lexicon import Lexicon
from skill_enms.understand.words.phrases import Phrase
from skill_enms.understand.words.sounds import Sounds, alike
from skill_enms.understand.words.spelling import squeeze

ALIKE = 80.0
"""Likeness (0 to 100) from which a sound is worth asking about."""
SAME = 86.0
"""Likeness from which it is acted upon, where nothing else is near."""
LEAD = 10.0
"""By how much it must lead the next one for that."""
LEAD_OF_SAME = 3.0
"""The same where nothing can be told apart by its sound: "conveyory" is "conveyor a" rather than "conveyor b"."""
SHORTEST = 6
"""Sounds of the shortest name that is known by its sound."""
SHORTEST_ASKED = 3
"""Sounds of the shortest name that is asked about for its sound."""
SHORT_ALIKE = 84.0
"""Likeness from which such a short one is asked about; it never speaks for more."""
SHORT_AT_MOST = 79.0
"""The likeness that is told of a short one."""
EACH_WORD = 82.0
"""Likeness that each word of a name must have for it, where as many words were heard: "melting furnace" is no misheard
"holding furnace", however much alike the second word makes them."""
EACH_SOUND = 75.0
"""The same by sound alone where both begin alike: a recogniser errs less in how a word begins."""
BY_SOUND_ALONE = 6.0
"""What a likeness of sound is worth less where the spelling has nothing of it."""
LONGEST_ACRONYM = 4
"""Letters of the longest word that may be spelled out."""


@dataclass(frozen=True, slots=True)
class Sounded:
    """A name that sounds like what was heard."""

    start: int
    """First word."""
    end: int
    """The word after the last one."""
    items: tuple[int, ...]
    """The names that sound so, as numbered by who asks."""
    likeness: float
    """0 to 100."""
    sure: bool
    """Whether it leads clearly, and agrees in every number and letter."""


def spelled_out(words: Phrase) -> Phrase:
    """Words without vowels, or short ones, letter by letter: "hvac" is spoken so."""
    return tuple(
        letter
        for word in words
        for letter in (word if len(word) <= LONGEST_ACRONYM and not set(word) & set("aeiou") else (word,))
    )


def weighed(sound: float, spelling: float) -> float:
    """A likeness from those of two sounds and of their spellings: a recogniser errs in the spelling first."""
    return 0.7 * sound + 0.3 * spelling


def remote_likeness(alike_sounds: Iterable[float], spelling: float) -> float:
    """The likeness where something must stand that is one of a few: a sound may speak for itself, for a little less."""
    return max(max(weighed(sound, spelling), sound - BY_SOUND_ALONE) for sound in alike_sounds)


def words_sound_alike(said: Phrase, name: Phrase, sounds: Sounds) -> bool:
    """Whether each word was heard for the one at its place in a name; ValueError where it has more or fewer."""
    return all(_sounds_alike(*pair, sounds) for pair in zip(said, name, strict=True))


def _sounds_alike(said: str, own: str, sounds: Sounds) -> bool:
    heard, named = sounds.word(said), sounds.word(own)
    sound = alike(heard, named)
    return weighed(sound, alike(said, own)) >= EACH_WORD or (heard[:1] == named[:1] and sound >= EACH_SOUND)


def _digits(words: Phrase) -> tuple[str, ...]:
    return tuple(sorted(word for word in words if word[0].isdigit()))


def letters_of(words: Phrase) -> tuple[str, ...]:
    """The single letters among words, sorted."""
    return tuple(sorted(word for word in words if len(word) == 1 and word.isalpha()))


class Soundalikes:
    """Names, each with a number, to be found by their sound."""

    def __init__(self, names: Iterable[tuple[Phrase, int]], lexicon: Lexicon, least: float = ALIKE) -> None:
        self.sounds = lexicon.sounds
        self.lexicon = lexicon
        self.least = least
        entries = [(words, item) for words, item in names if len(squeeze(words)) >= 4]
        self.words = [words for words, _ in entries]
        self.items = [item for _, item in entries]
        self.spellings = [squeeze(words) for words in self.words]
        sounds = [self.sounds.phrase(words) for words in self.words]
        # a short sound is like many others
        self.heard = [sound if len(sound) >= SHORTEST_ASKED else "" for sound in sounds]
        self.spelled = [self.sounds.phrase(spelled_out(words)) for words in self.words]

    def likeness(self, said: Phrase) -> dict[int, float]:
        """Item → likeness of what was said to its nearest name; only those worth asking about."""
        sound, spelling = self.sounds.phrase(said), squeeze(said)
        if len(sound) < SHORTEST_ASKED:
            return {}
        found: dict[int, float] = {}
        for sounds in (self.heard, self.spelled):
            near = process.extract(sound, sounds, scorer=fuzz.ratio, score_cutoff=self.least - 5, limit=None)
            for _, likeness, position in near:
                if not self._agree(said, self.words[position]):
                    continue
                score = weighed(likeness, alike(spelling, self.spellings[position]))
                if sounds is self.spelled:
                    score = max(score, likeness - 4.0)
                item = self.items[position]
                short = min(len(sound), len(sounds[position])) < SHORTEST
                if score >= (SHORT_ALIKE if short else self.least):
                    score = min(score, SHORT_AT_MOST) if short else score
                    found[item] = max(score, found.get(item, 0.0))
        return found

    def _agree(self, said: Phrase, name: Phrase) -> bool:
        """Numbers that were heard are the name's; so are letters, except "a", which is an article too."""
        digits, letters = _digits(said), tuple(letter for letter in letters_of(said) if letter != "a")
        if digits and digits != _digits(name):
            return False
        own = letters_of(name)
        if self.lexicon.opposed(said, name):
            return False
        return not (letters and own and len(own) == 1 and not set(letters) & set(own) and len(letters) == 1)

    def _ways_to_say(self, item: int) -> list[Phrase]:
        """All that a name may be called."""
        return [words for words, owner in zip(self.words, self.items, strict=True) if owner == item]

    def _marked_alike(self, said: Phrase, item: int) -> bool:
        """Whether every number and letter of a name was heard as one."""
        return any(
            _digits(words) == _digits(said) and set(letters_of(words)) <= set(letters_of(said)) | set("".join(said))
            for words in self._ways_to_say(item)
        )

    def _sounds_the_same(self, said: Phrase, item: int) -> bool:
        """Whether what was said is pronounced as one of a name's ways to be said."""
        sound = self.sounds.phrase(said)
        return any(sound == self.sounds.phrase(words) for words in self._ways_to_say(item))

    def _numbered_alike(self, said: Phrase, item: int) -> bool:
        """Whether every number of a name was heard as one."""
        return any(_digits(words) == _digits(said) for words in self._ways_to_say(item))

    def words_alike(self, said: Phrase, item: int) -> bool:
        """Whether no word was heard for another one, in one of a name's ways to be said that has as many."""
        names = (words for words in self._ways_to_say(item) if len(words) == len(said))
        alike_in = [words_sound_alike(said, words, self.sounds) for words in names]
        return not alike_in or any(alike_in)

    def best(self, windows: Iterable[tuple[int, int, Phrase]]) -> Sounded | None:
        """The name that sounds most like one of several stretches of words; None where none does."""
        best: dict[int, tuple[float, int, int, Phrase]] = {}
        for start, end, said in windows:
            for item, likeness in self.likeness(said).items():
                if likeness > best.get(item, (0.0, 0, 0, ()))[0]:
                    best[item] = (likeness, start, end, said)
        if not best:
            return None
        (likeness, start, end, said), first = max((found, item) for item, found in best.items())
        near = tuple(sorted(item for item, found in best.items() if found[0] > likeness - LEAD))
        sure = likeness >= SAME and all(
            self._marked_alike(said, item) and self.words_alike(said, item) for item in near
        )
        if self._sounds_the_same(said, first):
            sure = sure or self._numbered_alike(said, first)
            closest = tuple(item for item in near if best[item][0] > likeness - LEAD_OF_SAME)
            near, sure = closest, sure and closest == near
        return Sounded(start, end, near, likeness, sure)


def windows(
    texts: Phrase, free: frozenset[int], needed: Sequence[int], longest: int
) -> Iterator[tuple[int, int, Phrase]]:
    """Every stretch of free words that holds some of the needed ones, and doesn't cut a number off a name."""
    wanted = set(needed)
    for start in range(len(texts)):
        if start not in free:
            continue
        for end in range(start + 1, min(start + longest, len(texts)) + 1):
            if end - 1 not in free:
                break
            cut = end < len(texts) and end in wanted and (texts[end][0].isdigit() or len(texts[end]) == 1)
            if not cut and wanted & set(range(start, end)):
                yield start, end, texts[start:end]
