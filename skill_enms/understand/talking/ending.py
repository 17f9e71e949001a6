"""Ends of a conversation that say more than that: "oh, leave it, I haven't got the figures here"."""

from __future__ import annotations

from skill_enms.understand.sentence import Sentence

_PAUSES = frozenset(",;:.!")
"""Signs that set a reason apart."""


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
    if length >= len(sentence.heard.words):
        return False
    dated = any(not period.future for period in sentence.periods)
    named = sentence.seus or sentence.sources or dated or any(d.matches for d in sentence.drivers)
    return not _PAUSES.isdisjoint(sentence.heard.words[length].before) and not named
