"""When something else happened, which is no period that is asked for: "We swapped the motor in June. Train it for Q3."

A time is taken so only where a word for what was done leads to it, in a clause that says nothing of a model, and one
other period remains that is plainly meant. All else stays open.
"""

from __future__ import annotations

from bisect import bisect_right
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
    if not found:
        return ()
    clauses = _Clauses(heard, lexicon)
    events = [each for each in found if each.period is None or not each.future]
    events = [each for each in events if clauses.happened(each) or clauses.opened_by(each)]
    meant = [each for each in found if each not in events]
    alone = len(found) == 1 and len(events) == 1 and not clauses.opened_by(events[0])
    if alone and clauses.modelled.isdisjoint(range(*clauses.around(events[0].start))):
        verbs = lexicon.lists["strong_train_verb"].places(heard.texts) & clauses.modelled
        return tuple(_event(each) if verbs else each for each in found)
    if len(meant) != 1 or meant[0].period is None or not _is_meant(heard, lexicon, meant[0]):
        return tuple(found)
    taken = {i for each in found for i in range(each.start, each.end)}
    beside = [each for each in _weekdays(heard, lexicon, meant[0]) if each.start not in taken]
    return tuple(sorted((*meant, *map(_event, events), *beside), key=lambda each: each.start))


def _event(period: SpokenPeriod) -> SpokenPeriod:
    return replace(period, period=None, future=False, listed=(), event=True)


class _Clauses:
    """The clauses of one utterance, and what they say was done."""

    def __init__(self, heard: Heard, lexicon: Lexicon) -> None:
        self.heard, self.lexicon = heard, lexicon
        self.texts, self.match = heard.texts, lexicon.calendar.match
        lengths = ((i, self.match("happened", self.texts, i)) for i in range(len(self.texts)))
        said = {place for name in _MODELLING for place in lexicon.lists[name].places(self.texts)}
        done = (i for i in range(1, len(self.texts)) if i not in said and self._ends_a_doing(i))
        self.doings: list[Span] = [*((i, i + length) for i, length in lengths if length), *((i, i + 1) for i in done)]
        """Where words stand for what was done: "swapped", "was rebuilt", "we repainted"."""
        self.modelled = said - {place for doing in self.doings for place in range(*doing)}
        """Words for models and for making them; but not what was "fitted" or "rebuilt" as a part."""
        begun = (i for i in range(1, len(self.texts)) if self._begins(i))
        self.starts = [0, *begun, len(self.texts)]
        """Where clauses begin, and the end of the last one."""

    def _ends_a_doing(self, i: int) -> bool:
        """Whether a word has the ending of what was done, and who did it stands before it: "we repainted"."""
        calendar, text = self.lexicon.calendar, self.texts[i]
        ended = any(
            text.endswith(ending) and len(text) > len(ending) + 2 for (ending,) in calendar.phrases["done_ending"]
        )
        return ended and any(n <= i and self.match("doer", self.texts, i - n) == n for n in (1, 2))

    def around(self, i: int) -> Span:
        """The clause that a word stands in: up to a full stop, to "so" or "because", or to ", we" and the like."""
        after = bisect_right(self.starts, i)
        return self.starts[min(after, len(self.starts) - 1) - 1], self.starts[min(after, len(self.starts) - 1)]

    def happened(self, period: SpokenPeriod) -> bool:
        """Whether a period says when something was done: no pause stands between the verb and it."""
        if not self.doings or self.match("asked_lead", self.texts, period.start):
            return False
        start, end = self.around(period.start)
        if not self.modelled.isdisjoint(range(start, end)):
            return False
        doings = (last for first, last in self.doings if start <= first and last <= period.start)
        return any(all(_pause(self.heard, i) is None for i in range(last, period.start + 1)) for last in doings)

    def opened_by(self, period: SpokenPeriod) -> bool:
        """Whether a sentence opens with what something else runs from: "Since we changed the paint in May I want …"."""
        opens = not period.start or _pause(self.heard, period.start) == "."
        if not opens or not self.match("since", self.texts, period.start):
            return False
        return any(period.start < first < period.end for first, _ in self.doings)

    def _begins(self, i: int) -> bool:
        pause = _pause(self.heard, i)
        led = pause == "," and bool(self.match("clause_lead", self.texts, i))
        return pause == "." or led or bool(self.match("clause_start", self.texts, i))


def _pause(heard: Heard, i: int) -> str | None:
    """The mark before a word at which a clause may end."""
    before = heard.words[i].before if i < len(heard.words) else "."
    if not before.isspace() and not _MARKS.isdisjoint(before):
        return "."
    return "," if "," in before or ":" in before else None


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
