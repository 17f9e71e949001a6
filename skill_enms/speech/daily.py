"""The daily check as it is said: what it found, and whether one is warned from now on."""

from __future__ import annotations

from collections.abc import Sequence

from skill_enms.figures import DailyCheckSwitched, DriftReport
from skill_enms.speech.accounts import drift_phrases
from skill_enms.speech.phrases import Listing, Phrase
from skill_enms.speech.words import Words, seu_phrase


def switched_phrases(result: DailyCheckSwitched, words: Words) -> list[Phrase]:
    """What is done from now on."""
    way = "on" if result.on else "off"
    if not result.seus:
        return [Phrase(f"daily_{way}")]
    idle = "_idle" if result.on and not result.enabled else ""
    names = Listing([seu_phrase(seu.name, seu.energy_source, words) for seu in result.seus])
    return [Phrase(f"daily_seu_{way}{idle}", {"seus": names})]


def news_phrases(reports: Sequence[DriftReport], words: Words) -> list[Phrase]:
    """Each drift with its turning point, size and cost, and how to be left in peace."""
    found = [phrase for report in reports for phrase in drift_phrases(report, words)]
    return [Phrase("daily_news"), *found, Phrase("daily_hint")]
