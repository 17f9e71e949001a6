"""Misspelt words of drivers → the words of the plant's features that they are nearest to."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import fuzz, process

from skill_enms.understand.words.lexicon import Lexicon
from skill_enms.understand.words.phrases import Phrase

SURE_WORD = 85.0
"""Likeness from which a misspelt word is taken for a feature's word without asking."""
DOUBTFUL_WORD = 75.0
"""Likeness from which it is worth asking about."""

_NEVER_MENDED = ("filler", "never_map", "driver_noun")
"""Lists of words that are what they are."""


class DriverSpelling:
    """The words that features are called by, to be found by nearly their spelling."""

    def __init__(self, lexicon: Lexicon, words: Collection[str], known: Collection[str]) -> None:
        """`words`: those of the features' names; `known`: further ones that are spelt well."""
        self.lexicon = lexicon
        self.words = sorted(words)  # of two words as near, the same one each time
        self.known = known

    def mend(self, said: Phrase) -> tuple[Phrase, bool]:
        """The phrase with misspelt words mended, and whether that is doubtful."""
        mended, doubtful = [], False
        for word in said:
            best = None
            if (
                len(word) > 3
                and word not in self.known
                and self.lexicon.features.singular(word) not in self.known
                and not any(self.lexicon.has(name, (word,)) for name in _NEVER_MENDED)
            ):
                best = process.extractOne(
                    self.lexicon.features.singular(word), self.words, scorer=fuzz.ratio, score_cutoff=DOUBTFUL_WORD
                )
            mended.append(best[0] if best else word)
            doubtful = doubtful or (best is not None and best[1] < SURE_WORD)
        return tuple(mended), doubtful
