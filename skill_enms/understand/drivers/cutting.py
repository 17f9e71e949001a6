"""A phrase without separators, cut into features: "volume pumped level turbidity" is three of them."""

from __future__ import annotations

from collections.abc import Sequence

from skill_enms.understand.drivers.features import LONGEST, FeatureIndex, Matches
from skill_enms.understand.words.phrases import Phrase

Cut = tuple[int, int, Matches, bool]
"""(first word, the word after the last one, what it may be, whether it was guessed by its sound)."""

_UNKNOWN = 1.0
"""What a word costs that no feature has."""
_SKIPPED = 0.01
"""What an ordinary word costs that stands between features."""
_BY_SOUND, _BY_DOUBTFUL_SOUND = 0.2, 0.5
"""What a feature costs that was guessed."""
_AMBIGUOUS = 0.001
"""What a phrase costs that is several features in every energy source."""
_SWALLOWED = 0.05
"""What it costs to take words for one feature, one of which is said twice or names another: more than to skip it."""


def cut(
    index: FeatureIndex, said: Phrase, *, whole: bool = False, sources: Sequence[str] | None = None
) -> tuple[Cut, ...]:
    """Cut a phrase into features; matches are empty for unknown words.

    Of all ways to cut, the one that costs least, then the one with the fewest pieces. `whole`: parts of names don't
    count as features. `sources`: nor do those of other energy sources.
    """
    match = index.match_whole if whole else index.match
    best: list[tuple[float, int, tuple[Cut, ...]]] = [(0.0, 0, ())]
    for end in range(1, len(said) + 1):
        cost, pieces, before = best[end - 1]
        unknown = _SKIPPED if index.skippable(said[end - 1]) else _UNKNOWN
        option = (cost + unknown, pieces, (*before, (end - 1, end, {}, False)))
        for start in range(max(0, end - LONGEST), end):
            phrase = said[start:end]
            matches, doubtful, worse = match(phrase), False, 0.0
            if not matches and not whole:
                matches, sure = index.sounds.find(phrase)
                doubtful, worse = not sure, _BY_SOUND if sure else _BY_DOUBTFUL_SOUND
            if sources is not None:
                matches = {source: names for source, names in matches.items() if source in sources}
            if not matches or (not worse and index.skippable(phrase[0]) and not _begins(index, phrase)):
                continue
            cost, pieces, before = best[start]
            worse += _AMBIGUOUS if min(map(len, matches.values())) > 1 else 0.0
            worse += _SWALLOWED if _swallows(index, phrase) else 0.0
            candidate = (cost + worse, pieces + 1, (*before, (start, end, matches, doubtful)))
            if candidate[:2] < option[:2]:
                option = candidate
        best.append(option)
    return best[-1][2]


def _swallows(index: FeatureIndex, phrase: Phrase) -> bool:
    """Whether one of several words is said twice, or names a feature that is none of those the phrase may be."""
    if len(phrase) == 1:
        return False
    meant = [words[0] for words in (index.resolved((word,)) for word in phrase) if len(words) == 1]
    if len(set(meant)) < len(meant):
        return True
    named = {word for names in index.match(phrase).values() for name in names for word in index.words_of(name)}
    spare = (word for word in phrase if word in index.lexicon.features.optional and word not in named)
    return any(index.begins_name((word,)) for word in spare)


def _begins(index: FeatureIndex, phrase: Phrase) -> bool:
    """Whether an ordinary word begins a feature's name here, or is all of it: "changes per hour", "level"."""
    return index.begins_name(phrase) or (
        len(phrase) > 1 and index.is_own(phrase[0]) and bool(index.match_whole(phrase))
    )
