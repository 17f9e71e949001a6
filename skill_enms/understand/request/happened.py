"""What was said of why days don't count: "… because of a shutdown", "…, shutdown"."""

from __future__ import annotations

from dataclasses import replace

from skill_enms.requests import IgnorePeriod
from skill_enms.understand.sentence import Sentence


def _paused(sentence: Sentence, i: int) -> bool:
    """Whether a comma stands before a word."""
    return "," in sentence.heard.words[i].before


def plant_at(sentence: Sentence) -> set[int]:
    """The places of the words for the plant as a whole: "the whole site", "all machines"."""
    lexicon, texts = sentence.index.lexicon, sentence.heard.texts
    return lexicon.lists["site_noun"].places(texts) | lexicon.all_of(texts, "seu_noun")


def without_events(sentence: Sentence) -> Sentence:
    """A sentence without energies that are but a part of what happened: "for the cold store power cut"."""
    if not sentence.seus and not plant_at(sentence):
        return sentence
    starts = {run[0] for run in sentence.leftovers}
    named = max((seu.end for seu in sentence.seus), default=0)
    events = [m for m in sentence.sources if m.start >= named and m.end in starts and not _paused(sentence, m.end)]
    longer = tuple((next((m.start for m in events if m.end == a), a), b) for a, b in sentence.leftovers)
    sources = tuple(m for m in sentence.sources if m not in events)
    return replace(sentence, sources=sources, leftovers=longer)


def why(sentence: Sentence) -> str:
    """The reason in its own words, empty where none was said: what follows "because of", else what nothing explains."""
    lexicon, texts = sentence.index.lexicon, sentence.heard.texts
    taken = {i for seu in sentence.seus for i in range(seu.start, seu.end)}
    taken |= {i for source in sentence.sources for i in range(source.start, source.end)}
    taken |= {i for period in sentence.periods for i in range(period.start, period.end)}
    for start in range(len(texts)):
        if length := lexicon.lists["why_marker"].match(texts, start):
            end = first = start + length
            while end < len(texts) and end not in taken:
                end += 1
            while first < end and lexicon.has("article", (texts[first],)):
                first += 1
            return sentence.said((first, end)) if first < end else ""
    asked = lexicon.cues[IgnorePeriod.intent].places(texts) | plant_at(sentence)
    left = [run for run in sentence.leftovers if not asked.intersection(range(*run))]
    return sentence.said(left[-1]) if left else ""
