"""Words among the drivers that nothing explains: perhaps one that was misheard, so nothing is stored unasked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from skill_enms.understand.drivers.features import SpokenDriver
from skill_enms.understand.drivers.lists import spoken_drivers
from skill_enms.understand.request.who import Who
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.words.heard import Span

_LONGEST_MISHEARD = 4
"""Ordinary words that a recogniser makes of a driver at most."""


def unheard_drivers(sentence: Sentence, who: Who) -> tuple[SpokenDriver, ...]:
    """What stands beside a driver, or is joined to something by "and", and is neither explained nor the SEU's name.

    In the order it was said: doubtful where it comes near to a driver, without matches where it doesn't.
    """
    if not sentence.drivers:
        return ()
    joints = sentence.index.lexicon.lists["driver_separator"].places(sentence.heard.texts)
    runs = (run for run in sentence.leftovers if not _guessed(run, who) and _says_words(sentence, run))
    among = [run for run in runs if _beside_a_driver(sentence, run) or joints.intersection((run[0] - 1, run[1]))]
    features = sentence.index.features
    found = (spoken_drivers(features, sentence.heard, range(*run), strict=True) for run in among)
    return (*(replace(driver, doubtful=True) for drivers in found for driver in drivers), *_ordinary_words(sentence))


def _ordinary_words(sentence: Sentence) -> Iterator[SpokenDriver]:
    """Drivers that ordinary words at the end of a list sound like: "production and as we can" for 2025."""
    texts, separators = sentence.heard.texts, sentence.index.lexicon.lists["driver_separator"]
    left = {i for run in sentence.leftovers for i in range(*run)}
    named = {name for driver in sentence.drivers for names in driver.matches.values() for name in names}
    mentions = (sentence.seus, sentence.sources, sentence.periods, sentence.drivers)
    named_words = {i for kind in mentions for mention in kind for i in range(mention.start, mention.end)}
    for driver in sentence.drivers:
        start = end = driver.end + separators.match(texts, driver.end)
        while end < len(texts) and end not in named_words and end not in left:
            end += 1
        if not driver.end < start < end <= start + _LONGEST_MISHEARD:
            continue
        matches = sentence.index.features.sounds.nearest(texts[start:end])
        if matches and not any(named.intersection(names) for names in matches.values()):
            yield SpokenDriver(sentence.said((start, end)), start, end, matches, doubtful=True)


def _guessed(run: Span, who: Who) -> bool:
    """Whether words were taken for the SEU's name."""
    return who.run is not None and run[0] < who.run[1] and who.run[0] < run[1]


def _says_words(sentence: Sentence, run: Span) -> bool:
    """Whether there is more than numbers, letters and a unit ("batches in pieces")."""
    units = sentence.index.lexicon.lists["unit_said"].places(sentence.heard.texts)
    return not all(i in units or sentence.heard.words[i].is_mark for i in range(*run))


def _beside_a_driver(sentence: Sentence, run: Span) -> bool:
    """Whether a driver ends or begins there, with one word of the language's frame between them at most."""
    mentions = (sentence.seus, sentence.sources, sentence.periods)
    named = [(mention.start, mention.end) for kind in mentions for mention in kind]
    between = [(driver.end, run[0]) if driver.end <= run[0] else (run[1], driver.start) for driver in sentence.drivers]
    return any(
        0 <= end - start <= 1 and not any(first < end and start < last for first, last in named)
        for start, end in between
    )
