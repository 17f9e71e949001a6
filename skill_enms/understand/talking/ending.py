"""What is said with its reason: "oh, leave it, I haven't got the figures here", "say that again, it's loud here"."""

from __future__ import annotations

from skill_enms.understand.sentence import Sentence, lay_out
from skill_enms.understand.situation import Situation
from skill_enms.understand.talking.turns import is_foreign
from skill_enms.understand.words.heard import hear

_PAUSES = frozenset(",;:.!")
"""Signs that set a reason apart."""
_LONGEST = 14
"""Words of a wish with its reason."""
_PARTS = 2
"""Ends of a sentence that no pause cuts."""


def nearly_ends(sentence: Sentence) -> bool:
    """Whether it begins as an end does and goes on: "never mind B" may be meant of all, or of that."""
    return bool(_end_of_cancelling(sentence))


def _end_of_cancelling(sentence: Sentence) -> int:
    """The word behind those that begin as an end does, words like "oh" before them; 0 where none do."""
    lists, texts, start = sentence.index.lexicon.lists, sentence.heard.texts, 0
    while start < len(texts):
        other = max(lists[name].match(texts, start) for name in ("courtesy", "yes", "no", "taking_out"))
        if (length := lists["cancel"].match(texts, start)) > other:
            return start + length
        length = lists["courtesy"].match(texts, start)
        if not length or length < other:
            return 0
        start += length
    return 0


def ends_apart(sentence: Sentence) -> bool:
    """Whether what goes on is set apart and names nothing of the plant: "oh, never mind, somebody's at the door"."""
    length = _end_of_cancelling(sentence)
    if not 0 < length < len(sentence.heard.words):
        return False
    later = sentence.index.lexicon.lists["postponing"].match(sentence.heard.texts, length)  # "I'll do it on Monday"
    named = _names_a_thing(sentence) if later else _names_something(sentence)
    return not _PAUSES.isdisjoint(sentence.heard.words[length].before) and not named


def leaves_it(utterance: str, situation: Situation) -> bool:
    """Whether an utterance ends the conversation and says why, or when it will be gone on with."""
    return ends_apart(lay_out(utterance, situation.index, situation.now))


def repeats_with_a_reason(utterance: str, situation: Situation) -> bool:
    """Whether it asks for the last answer once more, with a reason set apart that names nothing of the plant."""
    lexicon = situation.lexicon
    heard = hear(utterance, lexicon)
    if not lexicon.lists["repeat"].places(heard.texts) or len(heard.words) > _LONGEST:
        return False
    sentence = lay_out(utterance, situation.index, situation.now)
    lists, words, texts = sentence.index.lexicon.lists, sentence.heard.words, sentence.heard.texts
    pauses = [0, *(i for i in range(1, len(words)) if not _PAUSES.isdisjoint(words[i].before)), len(words)]
    if len(pauses) <= _PARTS or _names_something(sentence) or is_foreign(sentence):
        return False
    spare = lists["courtesy"].places(texts) | lists["polite_lead"].places(texts)
    for start, end in ((0, pauses[1]), (pauses[-2], len(words))):
        asked = lists["repeat"].places(texts[start:end])
        if len(asked) > 1 and spare.issuperset(i for i in range(start, end) if i - start not in asked):
            return True
    return False


def _names_something(sentence: Sentence) -> bool:
    """Whether it names anything of the plant, or days that have been."""
    dated = any(not period.future for period in sentence.periods)
    return bool(dated) or _names_a_thing(sentence)


def _names_a_thing(sentence: Sentence) -> bool:
    """Whether it names anything of the plant."""
    return bool(sentence.seus or sentence.sources or any(d.matches for d in sentence.drivers))
