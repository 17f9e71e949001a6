"""Questions beside what is spoken of, which say not of whom: "which drivers are there?", "how far back does it go?"."""

from __future__ import annotations

from dataclasses import replace

from skill_enms.requests import DataSources, EnergyHelp, ListEnergySources, ListFeatures, ListSeus, Request, Understood
from skill_enms.understand.request.building import build
from skill_enms.understand.request.pieces import pieces_from
from skill_enms.understand.sentence import Sentence, lay_out
from skill_enms.understand.situation import Situation

ASIDES = frozenset(each.intent for each in (DataSources, EnergyHelp, ListEnergySources, ListFeatures, ListSeus))
"""Intents that only tell what there is: a question that waits for its answer waits on while they are answered."""

_OF_SOMEBODY = (ListFeatures.intent, DataSources.intent)
"""Those of them that are asked of an SEU or an energy source."""


def aside(
    previous: Request,
    utterance: str,
    situation: Situation,
) -> Understood | None:
    """What such a question asks of the SEU or the energy source that is spoken of; None where it is none."""
    index, now = situation.index, situation.now
    spoken_of = replace(pieces_from(previous, index), drivers=(), periods=())
    for intent in _OF_SOMEBODY:
        if _asks_no_more(lay_out(utterance, index, now, drivers=False, cues=intent), intent):
            understood = build(intent, spoken_of)
            # of an SEU with several energies, it can't be said which one's
            return None if understood.refusal or understood.question else understood
    return None


def _asks_no_more(sentence: Sentence, intent: str) -> bool:
    """Whether a sentence has a phrase of an intent, and says nothing of the plant or the calendar besides."""
    cues, texts = sentence.index.lexicon.cues[intent], sentence.heard.texts
    besides = sentence.seus or sentence.sources or sentence.periods or sentence.leftovers
    return not besides and any(cues.match(texts, i) > 1 for i in range(len(texts)))
