"""An utterance and its intent → a request, read from all of its words against the plant's catalogue.

The intent matcher only says which question it is; the slots it filled aren't looked at. So word order, mishearings and
missing pieces are dealt with in one place, the same for a matched utterance and for one the fallback took.
"""

from __future__ import annotations

from skill_enms.requests import CompareDrivers, EnergyPerformance, EnergyUse, PredictEnergy, Understood
from skill_enms.understand.gate.intents import compares_consumption, concerns_us, sets_against_baseline
from skill_enms.understand.gate.mistakes import is_ours
from skill_enms.understand.request.building import INTENTS, build, compares_drivers, names_drivers
from skill_enms.understand.request.conditions import find_conditions
from skill_enms.understand.request.pieces import pieces_of
from skill_enms.understand.sentence import lay_out
from skill_enms.understand.situation import Situation
from skill_enms.understand.talking.agreement import agreement
from skill_enms.understand.talking.answers import answer
from skill_enms.understand.talking.asides import ASIDES, aside
from skill_enms.understand.talking.ending import leaves_it, repeats_with_a_reason
from skill_enms.understand.talking.followups import follow_up
from skill_enms.understand.talking.pronouns import on_the_same_days, with_its_name
from skill_enms.understand.talking.turns import (
    after_taking_back,
    is_cancel,
    is_correction,
    is_repeat,
    without_reason,
    without_remark,
)

__all__ = [
    "ASIDES",
    "INTENTS",
    "after_taking_back",
    "agreement",
    "answer",
    "aside",
    "concerns_us",
    "explains_all",
    "follow_up",
    "is_cancel",
    "is_correction",
    "is_ours",
    "is_repeat",
    "leaves_it",
    "on_the_same_days",
    "read",
    "repeats_with_a_reason",
    "with_its_name",
    "without_reason",
    "without_remark",
]

_NEARLY_COMPARISONS = (CompareDrivers.intent, EnergyPerformance.intent)
"""Intents whose templates a matcher takes for "compare this machine with that one", "more than last month"."""


def explains_all(
    utterance: str,
    intent: str,
    situation: Situation,
) -> bool:
    """Whether an utterance of that intent holds no word that nothing explains."""
    index, now = situation.index, situation.now
    sentence = lay_out(utterance, index, now, drivers=names_drivers(intent), cues=intent)
    if intent == PredictEnergy.intent:
        _, sentence = find_conditions(sentence)
    return not sentence.leftovers


def read(
    utterance: str,
    intent: str,
    situation: Situation,
) -> Understood:
    """What an utterance of a known intent asks for. KeyError for an intent that isn't one; else never raises."""
    listed, everywhere = names_drivers(intent), compares_drivers(intent)
    sentence = lay_out(utterance, situation.index, situation.now, drivers=listed, everywhere=everywhere, cues=intent)
    if intent in _NEARLY_COMPARISONS and compares_consumption(sentence):
        return read(utterance, EnergyUse.intent, situation)
    if intent == EnergyUse.intent and sets_against_baseline(sentence):
        return read(utterance, EnergyPerformance.intent, situation)
    return build(intent, pieces_of(sentence, intent))
