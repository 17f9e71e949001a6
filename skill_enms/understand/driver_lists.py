"""Lists of drivers as they are said, cut into drivers: with and without "and", commas, and what is not wanted."""

from __future__ import annotations

from collections.abc import Sequence

from skill_enms.understand.drivers import FeatureIndex, Matches, SpokenDriver
from skill_enms.understand.heard import Heard
from skill_enms.understand.numbers import Word


def spoken_drivers(
    index: FeatureIndex, heard: Heard, positions: Sequence[int], *, strict: bool, refused: bool = False
) -> tuple[SpokenDriver, ...]:
    """The drivers named by the words at `positions`, which is where a driver list was found or may be.

    `strict`: every word counts, so that one that no feature has is an unknown driver; otherwise only what is known.
    `refused`: what stands after "without" counts too.
    """
    drivers: list[SpokenDriver] = []
    words, utterance = heard.words, heard.text
    unwanted = frozenset[int]() if refused else _refused(index, heard)
    for listed in _runs(index, heard, [i for i in positions if i not in unwanted]):
        run = _without_units(index, heard, listed)
        said = tuple(words[i].text for i in run)
        mended, doubtful = index.mend(said)
        unknown: list[int] = []
        cut = index.split(mended)
        several = sum(bool(piece[2]) for piece in cut) > 1
        for start, end, matches, guessed in cut:
            if matches:
                drivers.extend(_unknown(words, unknown, utterance))
                unknown = []
                # "wind power" isn't wind speed and power factor
                torn = several and end - start == 1 and not index.match_whole(mended[start:end])
                doubt = guessed or torn or (doubtful and mended[start:end] != said[start:end])
                drivers.append(_driver(words, run[start:end], utterance, matches, doubtful=doubt))
            elif not index.skippable(mended[start]):
                unknown.append(run[start])
        drivers.extend(_unknown(words, unknown, utterance))
    return tuple(d for d in drivers if d.matches or strict)


def _without_units(index: FeatureIndex, heard: Heard, run: Sequence[int]) -> list[int]:
    """Words without the units that are said after drivers ("pull in tons"), where no feature is named so."""
    said = tuple(heard.texts[i] for i in run)
    units = index.lexicon.lists["unit_said"]
    dropped: set[int] = set()
    for _, end, matches, _ in index.split(said):
        length = units.match(said, end) if matches else 0
        if length and not index.match_whole(said[end : end + length]):
            dropped.update(run[end : end + length])
    return [i for i in run if i not in dropped]


def _refused(index: FeatureIndex, heard: Heard) -> frozenset[int]:
    """The words after "without" and "but not", up to where drivers are wanted again."""
    lists, texts = index.lexicon.lists, heard.texts
    unwanted: set[int] = set()
    i = 0
    while i < len(texts):
        length = lists["negation"].match(texts, i)
        i += length or 1
        while length and i < len(texts) and not lists["negation_end"].match(texts, i):
            unwanted.add(i)
            i += 1
    return frozenset(unwanted)


def _unknown(words: Sequence[Word], run: Sequence[int], utterance: str) -> tuple[SpokenDriver, ...]:
    return (_driver(words, run, utterance, {}, doubtful=False),) if run else ()


def _driver(
    words: Sequence[Word], run: Sequence[int], utterance: str, matches: Matches, *, doubtful: bool
) -> SpokenDriver:
    first, last = run[0], run[-1]
    return SpokenDriver(utterance[words[first].start : words[last].end], first, last + 1, matches, doubtful)


def _runs(index: FeatureIndex, heard: Heard, positions: Sequence[int]) -> list[list[int]]:
    """Positions cut at gaps, commas and separators ("and", "as well as")."""
    separators = index.lexicon.lists["driver_separator"]
    words, texts = heard.words, heard.texts
    runs: list[list[int]] = [[]]
    skip_until = -1
    for i in positions:
        if i < skip_until:
            continue
        length = separators.match(texts, i)
        comma = any(c in words[i].before for c in ",;&+/|")
        if runs[-1] and (length or comma or runs[-1][-1] != i - 1):
            runs.append([])
        if length:
            skip_until = i + length
            continue
        runs[-1].append(i)
    return [run for run in runs if run]
