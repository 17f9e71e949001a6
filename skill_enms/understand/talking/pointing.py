"""Words that stand for the machine that was talked about, and where they stand: "it", "that baseline", "them"."""

from __future__ import annotations

from skill_enms.catalogue import Seu
from skill_enms.requests import CompareDrivers, EnergyUse, ListFeatures, Request
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.words.heard import Span
from skill_enms.understand.words.spelling import APOSTROPHES

_PAUSES = frozenset(",;:.?!")
"""Signs that end what belongs together."""

_BEHIND_AN_OBJECT = ("driver_marker", "driver_marker_weak", "name_lead", "courtesy", "adverb", "replacement")
"""Lists of words that may follow on "train that"."""


def pronoun_at(previous: Request, seu: Seu, sentence: Sentence) -> Span | None:
    """The first pronoun that is no part of a driver or a period, nor of "it's" or "is it possible"."""
    claimed = {i for driver in sentence.drivers if driver.matches for i in range(driver.start, driver.end)}
    claimed |= {i for period in sentence.periods if period.period is not None for i in range(period.start, period.end)}
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    claimed |= lists["polite_question"].places(texts)
    pronouns = lists["pronoun"]
    plant = min(lists["site_noun"].places(texts), default=len(texts))  # "how did the plant do against its baselines"
    several = _is_several(seu, sentence)
    drivers = isinstance(previous, ListFeatures | CompareDrivers)  # which "them" may be then, but not in "train them"
    for i in range(plant):
        length = pronouns.match(texts, i) or _points(sentence, i) or _weighs(previous, sentence, i)
        if several and not length and (not drivers or _is_trained(sentence, i)):
            length = lists["pronoun_of_several"].match(texts, i) or _points(sentence, i, "demonstrative_of_several")
        if length and i not in claimed and not any(mark in sentence.said((i, i + length)) for mark in APOSTROPHES):
            return i, i + length
    return None


def _is_several(seu: Seu, sentence: Sentence) -> bool:
    """Whether an SEU is called by a plural."""
    names, singular = sentence.index.names, sentence.index.lexicon.features.singular
    called = (alias.words[-1] for alias in names.aliases if names.catalogue.seus[alias.seu].name == seu.name)
    return any(singular(word) != word for word in called)


def _is_trained(sentence: Sentence, i: int) -> bool:
    """Whether a verb of training stands right before a word."""
    lists, before = sentence.index.lexicon.lists, sentence.heard.texts[max(i - 1, 0) : i]
    return any(before in lists[name] for name in ("plain_train_verb", "strong_train_verb"))


def _weighs(previous: Request, sentence: Sentence, i: int) -> int:
    """1 where "that" is the consumption that was told, and it is asked how that is: "was that over the baseline"."""
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    told = isinstance(previous, EnergyUse) and previous.period is not None and not sentence.periods
    asked = i > 0 and lists["asking"].match(texts[:i], i - 1)
    return lists["demonstrative"].match(texts, i) if told and asked else 0


def contraction_at(sentence: Sentence) -> Span | None:
    """The place of a word like "it's", whose apostrophe tells it from "its"."""
    pronouns, texts = sentence.index.lexicon.lists["pronoun"], sentence.heard.texts
    alone = (i for i in range(len(texts)) if pronouns.match(texts, i) == 1)
    found = next((i for i in alone if any(mark in sentence.said((i, i + 1)) for mark in APOSTROPHES)), None)
    return None if found is None else (found, found + 1)


def _points(sentence: Sentence, i: int, name: str = "demonstrative") -> int:
    """1 where a word like "that" stands for what was talked about: behind a verb of training, or before "baseline"."""
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    length = lists[name].match(texts, i)
    if not length:
        return 0
    noun = max(lists[name].match(texts, i + length) for name in ("baseline", "model"))
    owner = i + length + noun + lists["name_lead"].match(texts, i + length + noun)
    named = noun and not lists["pronoun"].match(texts, owner)  # "that baseline of it"
    ends = i + length == len(texts) or any(lists[name].match(texts, i + length) for name in _BEHIND_AN_OBJECT)
    return length if named or (_is_trained(sentence, i) and ends) else 0


def place_at(sentence: Sentence) -> Span | None:
    """Words like "there" where they end what is said, and don't say that something is: "is anybody there"."""
    lists, words, texts = sentence.index.lexicon.lists, sentence.heard.words, sentence.heard.texts
    for i in range(1, len(texts)):
        end = i + lists["place"].match(texts, i)
        ends = end == len(texts) or not _PAUSES.isdisjoint(words[end].before)
        if end > i and ends and not lists["asking"].match(texts[:i], i - 1):
            return i, end
    return None
