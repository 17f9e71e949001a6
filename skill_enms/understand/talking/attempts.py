"""Whether what isn't understood was meant as an answer at all, or said to somebody else."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from skill_enms.understand.sentence import Sentence

_OF_DAYS = ("hints", "last", "rolling", "today", "yesterday", "fiscal", "partly")
"""Phrases of the calendar that are said of days, and of little else."""
_ALIKE = 75.0
"""A likeness (0 to 100) from which a word may be one of the calendar's that was misheard."""
_SHORTEST = 4
"""Letters of such a word."""
_FEW = 2
"""So few words may be anything that was misheard."""


def is_command(sentence: Sentence) -> bool:
    """Whether it begins as what other machines and other people are told: "fetch me a coffee"."""
    lists, texts, start = sentence.index.lexicon.lists, sentence.heard.texts, 0
    while length := lists["courtesy"].match(texts, start):
        start += length
    return any(lists[name].match(texts, start) for name in ("other_command", "errand"))


def may_be_days(sentence: Sentence) -> bool:
    """Whether a word that isn't understood as a period may have been meant as one: "last summer", "in Janurary"."""
    lexicon, heard = sentence.index.lexicon, sentence.heard
    calendar = lexicon.calendar
    if len(heard.words) <= _FEW or sentence.periods or lexicon.lists["everything"].places(heard.texts):
        return True
    names = {*calendar.months, *calendar.weekdays, *(word for phrase in calendar.units for word in phrase)}
    if any(word.value is not None or word.text in names for word in heard.words):
        return True
    if any(calendar.match(name, heard.texts, i) for name in _OF_DAYS for i in range(len(heard.texts))):
        return True
    longest = [name for name in names if len(name) >= _SHORTEST]
    words = (text for text in heard.texts if len(text) >= _SHORTEST)
    return any(process.extractOne(word, longest, scorer=fuzz.ratio, score_cutoff=_ALIKE) for word in words)
