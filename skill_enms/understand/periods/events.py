"""When something else happened, which is no period that is asked for: "We swapped the motor in June. Train it for Q3."

A time is taken so only where a word for what was done leads to it, in a clause that says nothing of a model, and one
other period remains that is plainly meant. All else stays open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from skill_enms.understand.words.heard import Heard, Span
from skill_enms.understand.words.lexicon import Lexicon

if TYPE_CHECKING:
    from skill_enms.understand.periods.finding import SpokenPeriod

_MARKS = frozenset(".?!;")
_MODELLING = ("strong_train_verb", "model", "baseline")
"""Lists whose words say that a clause is about what is asked for."""


def told_apart(heard: Heard, lexicon: Lexicon, found: Sequence[SpokenPeriod]) -> tuple[SpokenPeriod, ...]:
    """The periods; those that only say when something happened without their days, and marked so."""
    events = [each for each in found if each.period is None or not each.future]
    events = [each for each in events if _happened(heard, lexicon, each) or _opens(heard, lexicon, each)]
    meant = [each for each in found if each not in events]
    modelled = _modelling(heard, lexicon)
    alone = len(found) == 1 and len(events) == 1 and not _opens(heard, lexicon, events[0])
    if alone and modelled.isdisjoint(range(*_clause(heard, lexicon, events[0].start))):
        verbs = lexicon.lists["strong_train_verb"].places(heard.texts) & modelled
        return tuple(_event(each) if verbs else each for each in found)
    if len(meant) != 1 or meant[0].period is None or not _is_meant(heard, lexicon, meant[0]):
        return tuple(found)
    taken = {i for each in found for i in range(each.start, each.end)}
    beside = [each for each in _weekdays(heard, lexicon, meant[0]) if each.start not in taken]
    return tuple(sorted((*meant, *map(_event, events), *beside), key=lambda each: each.start))


def _event(period: SpokenPeriod) -> SpokenPeriod:
    return replace(period, period=None, future=False, listed=(), event=True)


def _modelling(heard: Heard, lexicon: Lexicon) -> set[int]:
    """The places of words for models and for making them; but not what was "fitted" or "rebuilt" as a part."""
    said = {place for name in _MODELLING for place in lexicon.lists[name].places(heard.texts)}
    return said - {place for start, end in _doings(heard, lexicon) for place in range(start, end)}


def _doings(heard: Heard, lexicon: Lexicon) -> list[Span]:
    """Where words stand for what was done: "swapped", "was rebuilt"."""
    lengths = ((i, lexicon.calendar.match("happened", heard.texts, i)) for i in range(len(heard.texts)))
    return [(i, i + length) for i, length in lengths if length]


def _happened(heard: Heard, lexicon: Lexicon, period: SpokenPeriod) -> bool:
    """Whether a period says when something was done: no pause stands between the verb and it."""
    start, end = _clause(heard, lexicon, period.start)
    if lexicon.calendar.match("asked_lead", heard.texts, period.start) or not _modelling(heard, lexicon).isdisjoint(
        range(start, end)
    ):
        return False
    doings = (last for first, last in _doings(heard, lexicon) if start <= first and last <= period.start)
    return any(all(_pause(heard, i) is None for i in range(last, period.start + 1)) for last in doings)


def _opens(heard: Heard, lexicon: Lexicon, period: SpokenPeriod) -> bool:
    """Whether a sentence opens with what something else runs from: "Since we changed the paint in May I want …"."""
    if not lexicon.calendar.match("since", heard.texts, period.start) or (
        period.start and _pause(heard, period.start) != "."
    ):
        return False
    return any(period.start < first < period.end for first, _ in _doings(heard, lexicon))


def _pause(heard: Heard, i: int) -> str | None:
    """The mark before a word at which a clause may end."""
    before = heard.words[i].before if i < len(heard.words) else "."
    if not before.isspace() and not _MARKS.isdisjoint(before):
        return "."
    return "," if "," in before or ":" in before else None


def _clause(heard: Heard, lexicon: Lexicon, i: int) -> Span:
    """The clause that a word stands in: up to a full stop, to "so" or "because", or to ", we" and the like."""
    starts = [0, *(j for j in range(1, len(heard.texts)) if _begins_clause(heard, lexicon, j)), len(heard.texts)]
    return max(j for j in starts[:-1] if j <= i), min(j for j in starts if j > i)


def _begins_clause(heard: Heard, lexicon: Lexicon, i: int) -> bool:
    pause = _pause(heard, i)
    joins = lexicon.calendar.match("clause_start", heard.texts, i)
    return pause == "." or bool(joins) or (pause == "," and bool(lexicon.calendar.match("clause_lead", heard.texts, i)))


def _is_meant(heard: Heard, lexicon: Lexicon, period: SpokenPeriod) -> bool:
    """Whether a period is a range, or is led by a word like "for"; or is "last month", set against nothing."""
    calendar, texts = lexicon.calendar, heard.texts
    inside = range(period.start + 1, period.end - 1)
    told = any(calendar.match(name, texts, i) for name in ("last", "rolling", "this") for i in (period.start, *inside))
    if told and not (period.start and calendar.match("set_against", texts, period.start - 1)):
        return True
    if period.listed or any(calendar.match("to", texts, i) or "-" in heard.words[i].before for i in inside):
        return True
    before = (period.start - n for n in (0, 1, 2) if period.start >= n)
    return any(calendar.match("meant_lead", texts, i) or calendar.match("of", texts, i) for i in before)


def _weekdays(heard: Heard, lexicon: Lexicon, meant: SpokenPeriod) -> list[SpokenPeriod]:
    """Weekdays in another sentence that asks for nothing: "The auditor is on site Tuesday. Build one for Q2."."""
    texts, verbs = heard.texts, lexicon.lists["strong_train_verb"].places(heard.texts)
    stops = [0, *(i for i in range(1, len(texts)) if _pause(heard, i) == "."), len(texts)]
    told: list[SpokenPeriod] = []
    for first, last in pairwise(stops):
        if first <= meant.start < last or not verbs.isdisjoint(range(first, last)):
            continue
        days = (i for i in range(first, last) if texts[i] in lexicon.calendar.weekdays)
        told += [_event(replace(meant, said=heard.said(i, i + 1), start=i, end=i + 1)) for i in days]
    return told
