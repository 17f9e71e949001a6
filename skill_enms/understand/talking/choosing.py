"""Choices named by their places: "the second", "number two", "the first two", "the first and the third", "both"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from skill_enms.understand.talking.turns import starts_with
from skill_enms.understand.words.heard import Heard
from skill_enms.understand.words.lexicon import Lexicon


class Places:
    """The places that an answer names among some choices, counted from 0."""

    def __init__(self, heard: Heard, content: Sequence[str], count: int, lexicon: Lexicon) -> None:
        self.heard, self.lexicon, self.count = heard, lexicon, count
        self.texts, self.words = heard.texts, heard.words
        self.names = [w for w in content if not w[0].isdigit() and w not in lexicon.numbers.announcers]
        self.ordinals = [w.whole for w in heard.words if w.ordinal and w.whole is not None]
        self.numbers = [w.whole for w in heard.words if not w.ordinal and w.whole is not None]

    def found(self) -> tuple[int, ...]:
        """The places, in their order; empty where the answer names none, or one that isn't there."""
        for places in (self._at_an_end(), self._all(), self._group()):
            if places is not None:
                return places
        ordinary = self.lexicon.lists["ordinary"]
        strange = [name for name in self.names if not (self.ordinals and (name,) in ordinary)]
        several = [number for number in self.numbers if number > 1]
        if strange or (self.ordinals and several):
            return ()
        if not self.ordinals and len(self.numbers) > 1 and not self._are_listed():
            return ()
        named = self.ordinals or self.numbers
        return tuple(sorted({number - 1 for number in named})) if all(1 <= n <= self.count for n in named) else ()

    def _are_listed(self) -> bool:
        """Whether only words like "and" and "number" stand between several numbers: "number one and number three"."""
        counted = [i for i, word in enumerate(self.words) if word.value is not None]
        lists, announcers = self.lexicon.lists, self.lexicon.numbers.announcers
        between = {i for i in range(len(self.texts)) if self.texts[i] in announcers}
        between |= lists["sign_of_addition"].places(self.texts) | lists["article"].places(self.texts) | set(counted)
        joined = all(b > a + 1 or "," in self.words[b].before for a, b in pairwise(counted))
        return joined and between.issuperset(range(counted[0], counted[-1] + 1)) if counted else False

    def _at_an_end(self) -> tuple[int, ...] | None:
        """ "The last one", "the former"; with others before them: "the second and the last"."""
        for name, place in (("last_choice", self.count - 1), ("first_choice", 0)):
            if any(self.texts[-n:] in self.lexicon.lists[name] for n in (1, 2, 3)):
                joined = self.lexicon.lists["sign_of_addition"].places(self.texts)
                others = [number - 1 for number in self._counted() if joined and 1 <= number <= self.count]
                return tuple(sorted({*others, place}))
        return None

    def _counted(self) -> list[int]:
        """The numbers that plainly say a place: "the third", "number three"."""
        announcers, before = self.lexicon.numbers.announcers, ("", *self.texts)
        told = (word for i, word in enumerate(self.words) if word.ordinal or before[i] in announcers)
        return [word.whole for word in told if word.whole is not None]

    def _all(self) -> tuple[int, ...] | None:
        """ "Both" of two, "all three" of three; nothing where there are more or fewer."""
        length = starts_with(self.heard, self.lexicon, "both")
        if not length:
            return None
        counted = next((word.whole for word in self.words[:length] if word.whole is not None), self.count)
        two = self.count if not starts_with(self.heard, self.lexicon, "exactly_two") else 2
        return tuple(range(self.count)) if counted == self.count == two else ()

    def _group(self) -> tuple[int, ...] | None:
        """ "The first two", "the last three"."""
        last = self.lexicon.lists["last_choice"]
        for i, word in enumerate(self.words[1:], 1):
            number = (word.whole or 0) if not word.ordinal else 0
            begins, ends = self.words[i - 1].value == 1 and self.words[i - 1].ordinal, self.texts[i - 1 : i] in last
            if number > 1 and (begins or ends):
                if number > self.count:
                    return ()
                return tuple(range(number) if begins else range(self.count - number, self.count))
        return None
