"""A name that isn't in the catalogue as it was heard: which SEU was meant, and how sure that is.

Numbers and single letters must agree exactly, whatever else is misheard: Kiln-1 is never Kiln-2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from skill_enms.understand.names.index import Alias, NameIndex
from skill_enms.understand.names.places import NamePlaces
from skill_enms.understand.words.lexicon import Lexicon
from skill_enms.understand.words.numbers import Word
from skill_enms.understand.words.phrases import Phrase
from skill_enms.understand.words.soundalike import Soundalikes, windows
from skill_enms.understand.words.spelling import squeeze
from skill_enms.understand.words.spelling import words as words_of

_NUMBER = re.compile(r"\d+")

CLEAR = 88.0
"""A likeness (0 to 100) from which one winner is acted upon."""
DOUBTFUL = 72.0
"""A likeness from which a name is worth asking about."""
DOUBTFUL_SOUND = 80.0
"""A likeness of sound from which a name is worth asking about."""
MARGIN = 6.0
"""By how much the winner must lead the next name."""
LONGEST_HEARD = 7
"""Words that a recogniser makes of a name at most."""
MOST_CHOICES = 6
"""Nobody listens to more names than that."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a misheard or shortened name may be."""

    start: int
    """First word of what was said."""
    end: int
    """The word after the last one."""
    seus: tuple[int, ...]
    """Positions in `Catalogue.seus`; more than one name among them is an ambiguity."""
    likeness: float
    """0 to 100 for the best of them."""

    @property
    def sure(self) -> bool:
        """Whether it may be acted upon."""
        return self.likeness >= CLEAR


def _marks(words: Phrase) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(numbers, single letters), each sorted."""
    numbers = tuple(sorted(w for w in words if w[0].isdigit()))
    letters = tuple(sorted(w for w in words if len(w) == 1 and not w.isdigit()))
    return numbers, letters


def _letters(words: Phrase) -> str:
    return " ".join(w for w in words if not w[0].isdigit())


def _parts(aliases: Sequence[Alias]) -> dict[str, set[int]]:
    """Parts of names that end in a number ("fd 102", "tk 5"), without spaces → the SEUs that have them."""
    found: dict[str, set[int]] = {}
    for alias in aliases:
        for start in range(len(alias.words)):
            for end in range(start + 2, len(alias.words) + 1):
                if alias.words[end - 1][0].isdigit() and not alias.words[start][0].isdigit():
                    found.setdefault(squeeze(alias.words[start:end]), set()).add(alias.seu)
    return found


class Guesser:
    """Likeness of what was heard to the names of one catalogue."""

    def __init__(self, index: NameIndex) -> None:
        self.index = index
        self.lexicon: Lexicon = index.lexicon
        self.aliases: tuple[Alias, ...] = tuple(a for a in index.aliases if any(not w[0].isdigit() for w in a.words))
        self.spellings = [_letters(alias.words) for alias in self.aliases]
        self.places = NamePlaces(index, self.aliases)
        self.vocabulary = frozenset(word for alias in self.aliases for word in alias.words)
        self._counted = {self.lexicon.features.singular(word): word for word in sorted(self.vocabulary)}
        self._joined = {squeeze(pair): pair for pair in index.pairs}
        self.parts = _parts(self.aliases)
        self._alias_words = [(frozenset(alias.words), alias.seu) for alias in self.aliases]
        self._squeezed: dict[str, set[int]] = {}
        for alias in self.aliases:
            self._squeezed.setdefault(squeeze(alias.words), set()).add(alias.seu)
        named = ((alias.words, alias.seu) for alias in self.aliases)
        self.soundalikes = Soundalikes(named, self.lexicon, DOUBTFUL_SOUND)
        self._scored = lru_cache(maxsize=512)(self._score)

    def name_of(self, seu: int) -> str:
        """An SEU's name."""
        return self.index.catalogue.seus[seu].name

    def _score(self, said: Phrase) -> tuple[tuple[int, float], ...]:
        """(SEU, likeness) of every SEU worth asking about."""
        numbers, letters = _marks(said)
        spelling = _letters(said)
        if len(spelling.replace(" ", "")) < 3:
            return ()
        best: dict[int, float] = {}
        near = process.extract(spelling, self.spellings, scorer=fuzz.ratio, score_cutoff=DOUBTFUL, limit=None)
        squeezed = spelling.replace(" ", "")
        for _, likeness, position in near:
            alias = self.aliases[position]
            if _marks(alias.words) != (numbers, letters) or self.lexicon.opposed(said, alias.words):
                continue
            same = alias.words == said or _letters(alias.words).replace(" ", "") == squeezed
            score = 100.0 if same else likeness - (4.0 if len(squeezed) < 5 else 0.0)
            best[alias.seu] = max(score, best.get(alias.seu, 0.0))
        return tuple(best.items())

    def _windows(self, words: Sequence[Word], start: int, end: int) -> Iterator[tuple[int, int, Phrase]]:
        """Every stretch within a stretch that has all of its numbers and letters."""
        marks = [i for i in range(start, end) if words[i].is_mark]
        first, last = (marks[0], marks[-1] + 1) if marks else (end - 1, start + 1)
        for i in range(start, min(first, end - 1) + 1):
            for j in range(max(i + 1, last), min(i + 7, end) + 1):
                yield i, j, self.index.key_words(tuple(w.text for w in words[i:j]))

    def alike(self, words: Sequence[Word], start: int, end: int) -> Guess | None:
        """The SEUs whose names sound like a stretch of words; None where none does."""
        best: dict[int, tuple[float, int, int]] = {}
        forbidden = self.lexicon.lists["never_map"]
        for i, j, said in self._windows(words, start, end):
            if all((w,) in forbidden and w not in self.vocabulary for w in said if not w[0].isdigit()):
                continue
            for seu, likeness in self._scored(said):
                if likeness > best.get(seu, (0.0, 0, 0))[0]:
                    best[seu] = (likeness, i, j)
        return self._winner(best)

    def _winner(self, best: dict[int, tuple[float, int, int]]) -> Guess | None:
        if not best:
            return None
        top = max(likeness for likeness, _, _ in best.values())
        near = [seu for seu, (likeness, _, _) in best.items() if likeness > top - MARGIN]
        likeness, start, end = max(best[seu] for seu in near)
        return Guess(start, end, tuple(sorted(near)), likeness)

    def shortened(self, words: Sequence[Word], start: int, end: int) -> Guess | None:
        """The SEUs whose names hold all words of a stretch ("compressor", "north tower"), in any order."""
        best: Guess | None = None
        for i, j, said in self._windows(words, start, end):
            wanted = self._wanted(said)
            if not any(not w[0].isdigit() for w in wanted):
                continue
            whole = any(not w[0].isdigit() and len(w) > 1 for w in wanted)
            if all(len(w) == 1 and w.isalpha() for w in said) and len(said) > 1:
                wanted, whole = {squeeze(said)}, True  # "h v a c" where a name has the word
            holders = {seu for named, seu in self._alias_words if whole and wanted <= named}
            holders = holders or (self.parts.get(squeeze(said), set()) if len(said) > 1 else set())
            if holders and (best is None or j - i > best.end - best.start):
                best = Guess(i, j, tuple(sorted(holders)), 100.0)
        return best

    def _wanted(self, said: Phrase) -> set[str]:
        """The words that a shortened name holds; without one for its kind that no name has ("the … chiller")."""
        words = {each for word in said for each in self._as_named(word)}
        kinds = {word for word in words - self.vocabulary if self.lexicon.has("machine_kind", (word,))}
        return words - kinds if words - kinds else words

    def _as_named(self, word: str) -> Phrase:
        """A word as names have it: "forklifts" where it is Forklift Fleet, "turbofan" where it is TurboFan 3."""
        if word in self.vocabulary:
            return (word,)
        return self._joined.get(word) or (self._counted.get(self.lexicon.features.singular(word), word),)

    def misheard_mark(self, words: Sequence[Word], start: int, end: int) -> Guess | None:
        """A name whose number or letter was written as a word: "compressor when", "conveyor hey"."""
        numbers, letters = self.lexicon.numbers.slips, self.lexicon.numbers.letters
        for i in range(start, min(end, len(words) - 1)):
            for j in range(i + 1, min(i + 5, end) + 1):
                if j >= len(words):
                    continue
                heard = words[j].text
                said = tuple(w.text for w in words[i:j])
                marks = [str(numbers[heard])] if heard in numbers and not self._joins(words, j) else []
                marks += [letters[heard]] if heard in letters else []
                for mark in marks:
                    if named := self._squeezed.get(squeeze(said) + mark):
                        likeness = CLEAR if self._sure_mark(words, j) else DOUBTFUL
                        return Guess(i, j + 1, tuple(sorted(named)), likeness)
        return None

    def _joins(self, words: Sequence[Word], i: int) -> bool:
        """Whether a word at i is rather what it says: "the furnace on tons", "deep freeze for august"."""
        after = words[i + 1].text if i + 1 < len(words) else ""
        lists = self.lexicon.lists
        texts = tuple(word.text for word in words)
        marked = bool(lists["driver_marker"].match(texts, i + 1)) or (after,) in lists["name_lead"]
        return bool(after) and (words[i].text,) in lists["name_lead"] and not marked

    def _as_mark(self, words: Sequence[Word], i: int) -> str:
        """A word, or the number that it can only have been."""
        text = words[i].text
        return str(self.lexicon.numbers.slips[text]) if self._sure_mark(words, i) else text

    def _sure_mark(self, words: Sequence[Word], i: int) -> bool:
        """Whether a word at i can only have been a number: "chiller to using", "mill for with"."""
        texts = tuple(word.text for word in words)
        lists = self.lexicon.lists
        return texts[i] in self.lexicon.numbers.sure_slips and bool(lists["driver_marker"].match(texts, i + 1))

    def sounding(self, words: Sequence[Word], free: frozenset[int], needed: Sequence[int]) -> Guess | None:
        """The SEU whose name sounds like a stretch of free words that holds some of the needed ones."""
        texts = tuple(self._as_mark(words, i) for i in range(len(words)))
        sounded = self.soundalikes.best(windows(texts, free, needed, LONGEST_HEARD))
        if sounded is None:
            return None
        names = {self.name_of(seu) for seu in sounded.items}
        likeness = sounded.likeness if sounded.sure and len(names) == 1 else min(sounded.likeness, CLEAR - 1.0)
        return Guess(sounded.start, sounded.end, sounded.items, likeness)

    def numbered(self, number: str) -> tuple[int, ...]:
        """The SEUs that have a number in their names."""
        return tuple(
            dict.fromkeys(alias.seu for alias in self.aliases if number in _NUMBER.findall(" ".join(alias.words)))
        )

    def shares_word(self, said: str) -> bool:
        """Whether a word of what was said is a word of some name."""
        return any(word in self.vocabulary for word in words_of(said) if not word[0].isdigit())

    def nearest(self, said: Phrase) -> tuple[str, ...]:
        """Names of the SEUs that come nearest to what was said, the nearest first; some for any non-empty catalogue."""
        text = " ".join(said)
        ranked = process.extract(
            text, [" ".join(a.words) for a in self.aliases], scorer=fuzz.ratio, limit=4 * MOST_CHOICES
        )
        names = dict.fromkeys(self.name_of(self.aliases[position].seu) for _, _, position in ranked)
        return tuple(names)[:3]
