"""An utterance and its intent → a request, read from all of its words against the plant's catalogue.

The intent matcher only says which question it is; the slots it filled aren't looked at. So word order, mishearings and
missing pieces are dealt with in one place, the same for a matched utterance and for one the fallback took.
"""

from __future__ import annotations

from datetime import date

from skill_enms.catalogue import Catalogue
from skill_enms.requests import CompareDrivers, EnergyPerformance, EnergyUse, Understood
from skill_enms.understand.agreement import agreement
from skill_enms.understand.answers import answer
from skill_enms.understand.building import INTENTS, build, compares_drivers, names_drivers
from skill_enms.understand.followups import follow_up
from skill_enms.understand.gate import compares_consumption, concerns_us
from skill_enms.understand.lexicon import Lexicon
from skill_enms.understand.periods import Now
from skill_enms.understand.pieces import pieces_of
from skill_enms.understand.plant_index import index_of
from skill_enms.understand.sentence import lay_out
from skill_enms.understand.talk import is_cancel, is_repeat

__all__ = ["INTENTS", "agreement", "answer", "concerns_us", "follow_up", "is_cancel", "is_repeat", "read"]

_NEARLY_COMPARISONS = (CompareDrivers.intent, EnergyPerformance.intent)
"""Intents whose templates a matcher takes for "compare this machine with that one", "more than last month"."""


def read(  # noqa: PLR0913, PLR0917 - each is a thing of its own, and every caller has just these
    utterance: str,
    intent: str,
    catalogue: Catalogue,
    lexicon: Lexicon,
    today: date,
    fiscal_year_start: int = 1,
) -> Understood:
    """What an utterance of a known intent asks for. KeyError for an intent that isn't one; else never raises."""
    now = Now(today, fiscal_year_start)
    listed, everywhere = names_drivers(intent), compares_drivers(intent)
    index = index_of(catalogue, lexicon)
    sentence = lay_out(utterance, index, now, drivers=listed, everywhere=everywhere, cues=intent)
    if intent in _NEARLY_COMPARISONS and compares_consumption(sentence):
        return read(utterance, EnergyUse.intent, catalogue, lexicon, today, fiscal_year_start)
    return build(intent, pieces_of(sentence, intent))
