"""Which readings there are, as it is said: how many, how often, from when to when, and which of them are real."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from skill_enms.answers import ReadingsFound
from skill_enms.results import Extent
from skill_enms.speech.intervals import interval_phrase
from skill_enms.speech.periods import date_phrase, period_phrase
from skill_enms.speech.phrases import Phrase, Value
from skill_enms.speech.reasons import counted
from skill_enms.speech.words import Words, seu_phrase

UNKNOWN = "unknown"


def readings_phrases(result: ReadingsFound, words: Words) -> list[Phrase]:
    """One sentence a data source, the real ones first."""
    seu = seu_phrase(result.seu.name, result.seu.energy_source, words)
    if not result.extents:
        if result.period is None:
            return [Phrase("readings_none", {"seu": seu})]
        return [Phrase("readings_none_in", {"seu": seu, "period": period_phrase(result.period)})]
    phrases = []
    for place, extent in enumerate(result.extents):
        slots = _slots(extent, result.seu.time_zone)
        if extent.real:
            phrases.append(Phrase("readings_further" if place else "readings_real", {**slots, "seu": seu}))
        else:
            dialog = "readings_backfilled" if result.extents[0].real else "readings_only_backfilled"
            phrases.append(Phrase(dialog, {**slots, "seu": seu}))
    return phrases


def _slots(extent: Extent, time_zone: str) -> dict[str, Value]:
    zone = ZoneInfo(time_zone)
    known = extent.data_source != UNKNOWN
    return {
        "readings": counted("reading", extent.readings),
        "source": Phrase("source_named", {"source": extent.data_source}) if known else Phrase("source_not_named"),
        "interval": _interval(extent, zone),
        "first": date_phrase(extent.first.astimezone(zone).date()),
        "last": date_phrase(extent.last.astimezone(zone).date()),
    }


def _interval(extent: Extent, zone: ZoneInfo) -> Phrase:
    """How often readings come, and how often they came before."""
    change = extent.interval_change
    if change is None:
        return interval_phrase(extent.interval_seconds)
    since = date_phrase(change.since.astimezone(zone).date())
    both = {"before": interval_phrase(change.before), "after": interval_phrase(change.after)}
    return Phrase("interval_until", {"since": since, **both})
