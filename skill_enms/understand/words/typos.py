"""Long words that decide what is asked, with a letter wrong: "consumtion", "perfomance", "baslines"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from skill_enms.understand.words.heard import Heard

SHORTEST = 7
"""Letters from which on a word with one of them wrong is hardly another one."""


@dataclass(frozen=True, slots=True)
class Typos:
    """The words that are mended towards."""

    words: frozenset[str]
    """They themselves."""
    near: frozenset[str]
    """Well-spelt words that are a letter away from one of them."""

    @classmethod
    def of(cls, words: Iterable[str], known: Iterable[str]) -> Typos:
        """`known`: all words of the language that we have."""
        wanted = cls(frozenset(words), frozenset())
        return replace(wanted, near=frozenset(word for word in known if wanted.meant(word) is not None))

    def meant(self, word: str) -> str | None:
        """The one that a word is with a letter wrong, missing, too many or two of them swapped; None for any other."""
        if len(word) < SHORTEST or word in self.words or word in self.near:
            return None
        alike = (each for each in self.words if each[0] == word[0] and OSA.distance(word, each, score_cutoff=1) <= 1)
        return min(alike, key=lambda each: (abs(len(each) - len(word)), each), default=None)

    def mended(self, heard: Heard, is_name: Callable[[str], bool]) -> Heard:
        """An utterance with such words mended, the plant's own apart."""
        meant = {text: right for text in heard.texts if (right := self.meant(text)) is not None and not is_name(text)}
        if not meant:
            return heard
        words = (replace(w, text=meant[w.text], slipped=True) if w.text in meant else w for w in heard.words)
        return Heard(heard.text, tuple(words), tuple(meant.get(text, text) for text in heard.texts))
