"""Which SEU words that nothing explains may be meant for: a name in part, misspelt, or as it sounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from skill_enms.understand.names.guess import CLEAR, DOUBTFUL, Guess
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.unexplained import is_behind_a_baseline
from skill_enms.understand.words.heard import Span

MOST_ALIKE = 3
"""Of more names that sound alike, none is worth asking about."""
_PAUSES = frozenset(",;:")
"""Signs that names don't go across, as they are written."""


class NameGuessing:
    """Guesses the name in one utterance."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.index = sentence.index
        self.catalogue = sentence.index.catalogue
        self.lexicon = sentence.index.lexicon
        self.words = sentence.heard.words
        self.texts = sentence.heard.texts

    def is_led(self, run: Span) -> bool:
        """Whether words like "for" or "machine" (or an energy source) lead to a stretch of words."""
        start = run[0]
        while start and self.lexicon.has("article", (self.texts[start - 1],)):
            start -= 1
        before = self.texts[:start]
        nouns, leads = self.lexicon.lists["seu_noun"].phrases, self.lexicon.lists["name_lead"].phrases
        source = any(m.end == start for m in self.sentence.sources) or self._stands_first(start)
        source = source or (start < run[0] and self._uses_something(run))
        verbs = self.lexicon.lists["strong_train_verb"].phrases
        lists = (leads, nouns, verbs)
        return source or any(before[-n:] in phrases for phrases in lists for n in (1, 2, 3) if n <= len(before))

    def _uses_something(self, run: Span) -> bool:
        """Whether words end with a kind of machine, and what it did with energy: "the pool heater used"."""
        kinds, verbs = self.lexicon.lists["machine_kind"], self.lexicon.lists["has_used"]
        return any(kinds.match(self.texts, end - 1) and verbs.match(self.texts, end) for end in (run[1], run[1] - 1))

    def _stands_first(self, i: int) -> bool:
        """Whether words stand right behind "baseline", and drivers come later: "baseline, laser nine, output, 2025"."""
        behind = is_behind_a_baseline(self.lexicon, self.texts, i)
        return behind and any(driver.matches and i < driver.start for driver in self.sentence.drivers)

    def place_around(self, run: Span, *, across: bool) -> Span:
        """The words that a name may be made of around a stretch that nothing explains, ordinary words among them.

        `across`: whether it may go across commas and the like, since a recogniser hears pauses within names.
        """
        start, end = run
        while start - 1 in self.sentence.free and (across or _PAUSES.isdisjoint(self.words[start].before)):
            start -= 1
        while end in self.sentence.free and (across or _PAUSES.isdisjoint(self.words[end].before)):
            end += 1
        while start < run[0] and self._stands_before_names(start):
            start += 1
        while end > run[1] and self.lexicon.has("filler", self.texts[end - 1 : end]):
            end -= 1
        return start, end

    def _stands_before_names(self, i: int) -> bool:
        return any(self.lexicon.has(name, self.texts[i : i + 1]) for name in ("article", "filler", "name_lead"))

    def guess(self, runs: Sequence[Span]) -> tuple[Guess, Span] | None:
        """The likeliest misheard or shortened SEU among stretches of words, and the stretch."""
        if (parted := self._parted(runs)) is not None:
            return parted
        found: list[tuple[float, Guess, Span]] = []
        for run in runs:
            reach = min(run[1] + 1, len(self.words)) if self._letter(run[1]) else run[1]
            shortened = self._lettered(run, reach) or self._counted(self.index.guesser.shortened(self.words, *run))
            misheard = self.index.guesser.misheard_mark(self.words, *run)
            alike = self.index.guesser.alike(self.words, run[0], reach)
            options = [g for g in (shortened, alike, misheard) if g is not None]
            if shortened is not None and misheard is not None and self.several(shortened):
                options = [misheard]
            for g in options:
                whole = (g.end - g.start) / max(run[1] - run[0], 1)
                found.append((g.likeness * min(whole, 1.0) + (10.0 if self.is_led(run) else 0.0), g, run))
        best = max(found, key=lambda option: option[0], default=None)
        if best is not None and best[1].sure and not self.several(best[1]):
            return self._longer(best[1], best[2]) or (best[1], best[2])
        marked = next((g for _, g, _ in found if g.likeness in (DOUBTFUL, CLEAR) and not self.several(g)), None)
        if marked is not None and best is not None:
            return marked, (marked.start, marked.end)
        sounding = self._sounding(runs)
        if sounding is not None and (best is None or sounding[0].sure or best[1].likeness < sounding[0].likeness):
            return sounding
        return (best[1], best[2]) if best is not None and best[1].likeness >= DOUBTFUL else None

    def _parted(self, runs: Sequence[Span]) -> tuple[Guess, Span] | None:
        """One SEU whose name has the words of two stretches that "in the" or the like parts: "the fan in hall 2"."""
        between = [self.lexicon.lists[name] for name in ("skip_between", "article")]
        for (start, end), (begin, last) in pairwise(runs):
            joint = self.texts[end:begin]
            if not joint or not all(any((word,) in phrases for phrases in between) for word in joint):
                continue
            words = (*self.words[start:end], *self.words[begin:last])
            guess = self.index.guesser.shortened(words, 0, len(words))
            if guess is not None and guess.end - guess.start == len(words) and not self.several(guess):
                return replace(guess, start=start, end=last), (start, last)
        return None

    def _lettered(self, run: Span, reach: int) -> Guess | None:
        """A name in part with its letter behind it, which is an article elsewhere: "chiller a for July"."""
        guess = self.index.guesser.shortened(self.words, run[0], reach) if reach > run[1] else None
        return guess if guess is not None and guess.end == reach and not self.several(guess) else None

    def _counted(self, guess: Guess | None) -> Guess | None:
        """A name that several SEUs share, with the ordinal before it: "the second Viking" is Viking VK-2."""
        before = self.words[guess.start - 1] if guess is not None and guess.start else None
        if guess is None or before is None or not before.ordinal or before.whole is None:
            return guess
        number = str(before.whole)
        aliases = self.index.guesser.aliases
        counted = {alias.seu for alias in aliases if alias.seu in guess.seus and number in alias.words}
        return replace(guess, start=guess.start - 1, seus=tuple(sorted(counted))) if counted else guess

    def _longer(self, short: Guess, run: Span) -> tuple[Guess, Span] | None:
        """The same SEU by the sound of more than the part of its name that was heard well: "ward blocksy"."""
        if short.start <= run[0] and short.end >= run[1]:
            return None
        sounding = self._sounding([run])
        if sounding is None or not sounding[0].sure or set(sounding[0].seus) != set(short.seus):
            return None
        return sounding

    def _sounding(self, runs: Sequence[Span]) -> tuple[Guess, Span] | None:
        """The SEU that sounds like words around what is left over."""
        needed = [i for run in runs for i in range(*run)]
        guess = self.index.guesser.sounding(self.words, self.sentence.free, needed) if needed else None
        if guess is None or len({self.index.guesser.name_of(seu) for seu in guess.seus}) > MOST_ALIKE:
            return None
        return guess, (guess.start, guess.end)

    def several(self, guess: Guess) -> bool:
        """Whether a guess leaves open which SEU was meant."""
        return len({self.index.guesser.name_of(seu) for seu in guess.seus}) > 1

    def _letter(self, i: int) -> bool:
        return i < len(self.words) and len(self.texts[i]) == 1
