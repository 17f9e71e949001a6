"""Phrases of one kind, and where they stand among the words of an utterance."""

from __future__ import annotations

from dataclasses import dataclass

Phrase = tuple[str, ...]
"""A phrase as its bare words."""


@dataclass(frozen=True, slots=True)
class PhraseSet:
    """Phrases of one kind, to be found in an utterance."""

    phrases: frozenset[Phrase]
    """All of them."""
    longest: int
    """Number of words of the longest one."""

    def __contains__(self, phrase: object) -> bool:
        return phrase in self.phrases

    def match(self, texts: Phrase, i: int) -> int:
        """Number of words of the longest phrase that begins at i; 0 where none does."""
        for length in range(min(self.longest, len(texts) - i), 0, -1):
            if texts[i : i + length] in self.phrases:
                return length
        return 0

    def ends(self, texts: Phrase) -> list[int]:
        """The word after each phrase, at every word that one begins at."""
        return [i + length for i in range(len(texts)) if (length := self.match(texts, i))]

    def places(self, texts: Phrase) -> set[int]:
        """The places of all words that belong to a phrase."""
        return {place for i in range(len(texts)) for place in range(i, i + self.match(texts, i))}
