"""Years that a recogniser left of more: "for Mate 2026" was May, "for two, four, 2025" a quarter; to be asked about."""

from __future__ import annotations

from dataclasses import replace

from skill_enms.understand.layout import Layout
from skill_enms.understand.periods.finding import SpokenPeriod
from skill_enms.understand.periods.years import EARLIEST

_LONGEST = 2
"""Words that stand between "for" and a year where something else was said."""
_PLAIN = ("everything", "hesitation", "definite", "correction", "courtesy", "adverb")
"""Lists of what may stand there and say nothing."""
_DATED = ("adjectives", "fiscal", "calendar", "hints", "of", "partly", "rolling", "last", "this", "next", "final")
"""Words of the calendar that may stand there."""


def with_doubt(layout: Layout, period: SpokenPeriod, taken: frozenset[int]) -> SpokenPeriod:
    """A period, which is not understood where a whole year was heard and something before it that nobody says.

    `taken`: the words of names, drivers and periods.
    """
    if period.period is None or period.event or not _is_bare_year(layout, period):
        return period
    start = _misheard_from(layout, period.start, taken)
    if start is None:
        return period
    return replace(period, said=layout.heard.said(start, period.end), start=start, period=None)


def _is_bare_year(layout: Layout, period: SpokenPeriod) -> bool:
    """Whether it is a year without a word like "for" of its own."""
    return period.end - period.start == 1 and (layout.words[period.start].value or 0) >= EARLIEST


def _misheard_from(layout: Layout, end: int, taken: frozenset[int]) -> int | None:
    """Where words begin that stand between "for" and a year, and mean something else; None where there are none."""
    leads = layout.lexicon.calendar.phrases["before_number"]
    for start in range(end - 1, max(-1, end - 1 - _LONGEST), -1):
        if start <= 0 or start in taken or not _may_be_misheard(layout, start):
            return None
        if (layout.texts[start - 1],) in leads and start - 1 not in taken:
            return start - 1
    return None


def _may_be_misheard(layout: Layout, i: int) -> bool:
    """Whether a word is a number, or one that neither the plant nor what one says of a year has."""
    texts, word, calendar = layout.texts, layout.words[i], layout.lexicon.calendar
    if word.value is not None:
        return word.value < EARLIEST
    plain = any((texts[i],) in layout.lexicon.lists[name] for name in _PLAIN)
    dated = (texts[i],) in calendar.units or any((texts[i],) in calendar.phrases[name] for name in _DATED)
    parted = not set(",;:.").isdisjoint(layout.words[i + 1].before)
    return not (plain or dated or parted or layout.index.has_word(texts[i]))
