"""Several days, weeks, months, … one after the other: "the 3rd, 4th and 5th of November", "weeks 40, 41 and 42"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from skill_enms.requests import Period
from skill_enms.understand.periods.ranges import Parsed, bare_number
from skill_enms.understand.periods.spans import Span, add_days, between, of_one_month

if TYPE_CHECKING:
    from skill_enms.understand.periods.grammar import Found, Grammar

_LISTED = ("day", "week", "month", "quarter", "half", "year")
"""Kinds of spans that are listed."""

_NUMBERED = ("week", "quarter", "half")
"""Those of them that a bare number may be."""


@dataclass(frozen=True, slots=True)
class _Item:
    """One of a list: a day or another unit, or a range of days ("5 to 7")."""

    first: Span
    last: Span
    end: int
    """The word after it."""
    ordinal: bool
    """Whether it begins with an ordinal."""
    month_first: bool
    """Whether its month stands before it, so that days after it may be of that month too."""

    @property
    def whole(self) -> bool:
        """Whether it says its month itself, where it is a day."""
        return self.last.kind != "day" or self.last.month is not None

    def of(self, other: Span) -> _Item:
        """The same with the month and the year of another one, where it says none."""
        first, last = (
            replace(span, month=span.month or other.month, year=span.year or other.year)
            for span in (self.first, self.last)
        )
        return replace(self, first=first, last=last)


def listed_at(grammar: Grammar, i: int) -> Parsed | None:
    """The list that begins at i: of three and more, or of two that no "and" joins.

    One after the other they are a period; with a gap between them they are none, for a part of them isn't meant.
    """
    items = _items(grammar, i)
    if not _is_list(grammar, items):
        return None
    items = _with_months(items)
    try:
        periods = _one_after_the_other(items, grammar.today)
    except (ValueError, OverflowError):
        return Parsed(items[-1].end, None)
    whole = Period(periods[0].start, periods[-1].end)
    return Parsed(items[-1].end, whole, ranged=True, listed=periods)


def _is_list(grammar: Grammar, items: list[_Item]) -> bool:
    """Whether items make a list: days need their month, and two items something that a range doesn't have."""
    if len(items) < 2 or not any(item.whole for item in items):
        return False
    if not items[0].whole and next(item for item in items if item.whole).month_first:
        return False  # "oven 1, October 22, 23 and 24"
    days = items[0].first.kind == "day"
    if len(items) > 2:
        return days or not any(item.last.kind == "month" and item.last.year is None for item in items[:-1])
    ranges = any(item.first != item.last for item in items) and grammar.match("and", items[0].end)
    open_ones = [item for item in items if not item.whole]
    return days and bool(open_ones) and bool(ranges or any(item.ordinal for item in open_ones))


def _items(grammar: Grammar, i: int) -> list[_Item]:
    """The items of a list from i, all of one kind."""
    item = _item(grammar, i, None)
    items: list[_Item] = []
    while item is not None:
        items.append(item)
        after = _separated(grammar, item.end)
        item = _item(grammar, after, items[0].first) if after is not None else None
        if item is not None and item.first.kind != items[0].first.kind:  # "the first, second and third quarter"
            if any(each.whole for each in items):
                break
            items = [replace(each, first=(span := _like(item.first, each.first)), last=span) for each in items]
    return _without_remarks(grammar, items)


def _without_remarks(grammar: Grammar, items: list[_Item]) -> list[_Item]:
    """Items without last numbers that are no more of them: "1 July to 15 November, the 15th counts"."""
    while len(items) > 1 and not items[-1].whole:
        before = next((item for item in reversed(items) if item.whole), None)
        joined = grammar.match("and", items[-2].end) and items[-1].ordinal  # "the 3rd of May and the 5th"
        if before is None or ((before.month_first or joined) and _ends_there(grammar, items[-1])):
            break
        items = items[:-1]
    return items


def _ends_there(grammar: Grammar, item: _Item) -> bool:
    """Whether an item isn't the beginning of something else: "May 3rd, second shift", "…, the 15th counts"."""
    end = item.end
    if grammar.match("counted", end) or grammar.match("not_counted", end):
        return False
    ends = end == len(grammar.words) or grammar.words[end].before.strip() != "" or end in grammar.taken
    return not item.ordinal or ends or grammar.closes(end) or grammar.texts[end] in grammar.calendar.lead


def _like(unit: Span, number: Span) -> Span:
    """The unit that a bare number is of another one's kind."""
    return replace(unit, number=number.number, year=number.year)


def _separated(grammar: Grammar, i: int) -> int | None:
    """Where the next item begins: after a comma, "and" or a mark; ordinals need nothing ("third fourth of May")."""
    length = grammar.match("and", i)
    if i >= len(grammar.words) or i in grammar.taken:
        return None
    comma = "," in grammar.words[i].before
    start = i + length
    while start < min(len(grammar.texts), i + length + 2) and _is_lead(grammar, start):
        start += 1  # "on the 3rd, on the 4th"
    ordinals = grammar.words[i - 1].ordinal and grammar.ordinal(i) is not None
    return start if length or comma or grammar.mark(i) or ordinals else None


def _is_lead(grammar: Grammar, i: int) -> bool:
    return grammar.texts[i] in grammar.calendar.lead and grammar.number(i) is None and grammar.unit(i) is None


def _item(grammar: Grammar, i: int, first: Span | None) -> _Item | None:
    """The item at i; `first`: the first one of the list, whose kind it has."""
    kind = first.kind if first is not None else "day"
    found = grammar.span(i) or bare_number(grammar, i, kind)
    if found is None:
        return None
    if first is not None and first.kind in _NUMBERED and found[0].kind == "day" and found[0].month is None:
        span = _like(first, found[0])  # "weeks 40, 41 and 42"
        found = (span, found[1]) if span.year is not None else grammar.with_year(span, found[1])
    span, end = found
    numbers = first is not None and first.kind == "day" and first.month is None and span.kind in _NUMBERED
    if span.kind not in _LISTED or span.parts is not None or (first is not None and span.kind != kind and not numbers):
        return None
    last = _range_end(grammar, end) if span.kind == "day" else None
    pair = of_one_month(span, last[0]) if last is not None else (span, span)
    named = grammar.month_at(i) is not None and pair[0].month == pair[1].month
    return _Item(*pair, last[1] if last is not None else end, grammar.words[i].ordinal, named)


def _range_end(grammar: Grammar, i: int) -> Found | None:
    """ "to 7" after a day of a list: "3 and 5 to 7 May"."""
    length = grammar.match("to", i)
    if not length and not grammar.dash(i):
        return None
    start = i + length
    while start < min(len(grammar.texts), i + length + 2) and _is_lead(grammar, start):
        start += 1
    found = grammar.span(start) or bare_number(grammar, start)
    return found if found is not None and found[0].kind == "day" else None


def _with_months(items: list[_Item]) -> list[_Item]:
    """Items with the month and the year that others say for them: the one before, or else the one after."""
    filled = list(items)
    for n, item in enumerate(filled):
        if n and not item.whole and filled[n - 1].month_first:
            filled[n] = replace(item.of(filled[n - 1].last), month_first=True)
    for n in range(len(filled) - 2, -1, -1):
        if not filled[n].whole:
            filled[n] = filled[n].of(filled[n + 1].first)
    return [item.of(item.last) if item.first.kind == "day" else item for item in filled]


def _one_after_the_other(items: list[_Item], today: date) -> tuple[Period, ...]:
    """What the items come to; ValueError where a gap lies between them."""
    whole = between(items[0].first, items[-1].last, today)
    years = {whole.start.year, add_days(whole.end, -1).year}

    def period(item: _Item) -> Period:
        ways = (
            Period(first.start, last.end)
            for year in years
            if (first := _in(item.first, year).if_any()) is not None
            and (last := _in(item.last, year).if_any()) is not None
            and first.start < last.end
            and whole.start <= first.start
            and last.end <= whole.end
        )
        found = next(ways, None)
        if found is None:
            raise ValueError("no such day")
        return found

    periods = tuple(period(item) for item in items)
    if any(one.end != other.start for one, other in pairwise(periods)):
        raise ValueError("a gap between them")
    return periods


def _in(span: Span, year: int) -> Span:
    return span if span.dated else span.in_year(year)
