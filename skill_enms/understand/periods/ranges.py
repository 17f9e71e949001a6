"""Periods with two ends: "from May to June", "the 3rd and 4th of August", "twelve months from June"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from skill_enms.requests import Period
from skill_enms.understand.periods.relative import shifted, start_of_unit
from skill_enms.understand.periods.spans import Span, add_days, between, of_one_month
from skill_enms.understand.periods.years import year_of

if TYPE_CHECKING:
    from skill_enms.understand.periods.grammar import Found, Grammar


_DAYS, _WEEKS = 31, 53
"""The most that a month has, and a year."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A period that was found."""

    end: int
    """The word after its last one."""
    period: Period | None
    """What it comes to; None where there is no such period."""
    ranged: bool = False
    """Whether both of its ends were said."""
    listed: tuple[Period, ...] = ()
    """Those that "May and June 2025" is made of."""


def counted_at(grammar: Grammar, i: int) -> Parsed | None:
    """The period of a length from or up to a day: "twelve months from June 2024", "the year to June 2025"."""
    if (back := _counted_back(grammar, i)) is not None:
        return back
    count, named = grammar.number(i), grammar.unit(i)
    if count and not grammar.words[i].ordinal:
        named = grammar.unit(i + 1)
    elif named is not None and named[0] != "year":
        return None  # "heating degree days from last month"
    if named is None or grammar.match("year_end", i):
        return None
    (unit, j), count = named, count or 1
    begins, ends = grammar.match("from", j), until_end(grammar, j) or grammar.match("to", j)
    found = grammar.span(grammar.skip(j + (begins or ends))) if begins or ends else None
    if found is None or _to(grammar, found[1]) is not None:
        return None
    period = grammar.past(found[0])
    if ends and found[0].kind == "fixed":
        return _up_to_now(grammar, period, unit, count, found[1])
    if period is None:
        return Parsed(found[1], None)
    if begins:
        return Parsed(found[1], Period(period.start, shifted(period.start, unit, count)), ranged=True)
    return Parsed(found[1], Period(shifted(period.end, unit, -count), period.end), ranged=True)


def _up_to_now(grammar: Grammar, last: Period | None, unit: str, count: int, end: int) -> Parsed | None:
    """ "The 90 days to yesterday", which "up to today" are as well; None where it isn't one of these that is said."""
    if last is None or last.days > 1 or last.end < grammar.today:
        return None
    return Parsed(end, Period(shifted(grammar.today, unit, -count), grammar.today), ranged=True)


def _counted_back(grammar: Grammar, i: int) -> Parsed | None:
    """ "Twelve months back from today", "going back eighteen months"."""
    before = grammar.match("going_back", i)
    count, named = grammar.number(i + before), grammar.unit(i + before + 1)
    if not count or named is None or grammar.words[i + before].ordinal:
        return None
    unit, end = named
    behind = grammar.match("back", end)
    if not before and not behind:
        return None
    end += behind
    now = grammar.skip(end + grammar.match("from", end))
    end = now + grammar.match("today", now) if grammar.match("today", now) else end
    return Parsed(end, Period(shifted(grammar.today, unit, -count), grammar.today), ranged=True)


def range_at(grammar: Grammar, i: int) -> Parsed | None:
    """The period with two ends that begins at i."""
    paired = grammar.match("between", i)
    vague = grammar.match("partly", i + (paired or grammar.match("from", i)))
    begin = i + (paired or grammar.match("from", i))
    start = grammar.skip(begin + vague)
    first = grammar.span(start) or unit_so_far(grammar, begin) or bare_number(grammar, start)
    after = _to(grammar, first[1]) if first is not None else None
    if first is None or after is None:
        return None
    if length := grammar.match("today", after) or grammar.match("to_date", first[1]):
        end = after + length if grammar.match("today", after) else first[1] + length
        return Parsed(end, until_today(grammar, first[0]))
    joined = not grammar.match("to", first[1]) and not grammar.dash(first[1])
    ends = 0 if joined and not paired else grammar.match("end_of", after)
    open_end = not ends and grammar.match("partly", after) and not grammar.match("year_end", after)
    partly = bool(vague or grammar.match("start_of", after) or open_end)
    last = (_end_of_unit(grammar, after + ends) if ends else None) or _year_end(grammar, after)
    after = grammar.skip(after + (ends or grammar.match("partly", after)))
    last = grammar.span(after) or last or bare_number(grammar, after, first[0].kind)
    if last is not None and last[0].kind == "day" and last[0].month is None:
        last = _same_unit(grammar, first[0], last)
    elif last is not None and grammar.ordinal(start) is not None and first[1] == start + 1:
        first = _same_ordinal(first, last[0])
    if last is None or (first[0].month is None and first[0].kind == "day" and last[0].kind != "day"):
        return None
    if first[0].kind == last[0].kind == "day" and first[0].month is None and last[0].month is None:
        return None
    if first[0].kind == last[0].kind == "year" and grammar.words[first[1]].before.strip() == "/":
        return None  # "2024/2025" may be a year that begins in one of them
    if last[0].kind == "month" and not ends and _may_be_of_a_name(grammar, start):
        return Parsed(last[1], None)  # "dcm 07 april through june"
    return _between(grammar, first[0], last[0], last[1], listed=joined, gaps=bool(paired), partly=partly)


def _between(  # noqa: PLR0913 - each is a thing of its own
    grammar: Grammar, first: Span, last: Span, end: int, *, listed: bool, gaps: bool, partly: bool
) -> Parsed:
    """From one span to another. `listed`: both were listed, so that no gap may lie between them unless `gaps`.

    `partly`: one of them isn't meant as a whole, and how much of it is left open.
    """
    try:
        whole = between(first, last, grammar.today)
        if partly:
            return Parsed(end, None)
        if not listed:
            return Parsed(end, whole, ranged=True)
        first, last = of_one_month(first, last)
        years = whole.start.year, add_days(whole.end, -1).year
        both = first.in_year(years[0]).period(), last.in_year(years[1]).period()
    except (ValueError, OverflowError):
        return Parsed(end, None)
    # "2023 and 2024" is one period, "January and March" isn't
    gap = not gaps and both[0].end != both[1].start
    return Parsed(end, None if gap else whole, ranged=True, listed=both)


def until_end(grammar: Grammar, i: int) -> int:
    """Number of words of "until the end of" at i, in any of its forms; 0 where it isn't there."""
    to = grammar.match("to", i)
    ends = grammar.match("end_of", i + to) if to else 0
    return to + ends if ends else 0


def _to(grammar: Grammar, i: int) -> int | None:
    """The word after "to" or "and", or after a dash or another mark that joins."""
    if length := grammar.match("to", i) or grammar.match("and", i):
        return i + length
    return i if grammar.dash(i) or grammar.mark(i) else None


def _end_of_unit(grammar: Grammar, i: int) -> Found | None:
    """ "the year" after "until the end of": the one that isn't over."""
    start = i
    while start < len(grammar.texts) and grammar.texts[start] in grammar.calendar.lead and grammar.unit(start) is None:
        start += 1
    start += grammar.match("this", start)
    unit = grammar.unit(start)
    if unit is None or unit[0] == "day":
        return None
    first = start_of_unit(unit[0], grammar.today)
    return Span("fixed", fixed=Period(first, shifted(first, unit[0], 1))), unit[1]


def _may_be_of_a_name(grammar: Grammar, i: int) -> bool:
    """Whether the number at i may belong to the word before it, and not to the month after it."""
    if not i or grammar.number(i) is None or grammar.words[i].ordinal or grammar.month_at(i + 1) is None:
        return False
    before = grammar.texts[i - 1]
    led = before in grammar.calendar.lead or any(grammar.match(name, i - 1) for name in ("from", "meant_lead"))
    return before.isalpha() and not led and "," not in grammar.words[i].before


def _year_end(grammar: Grammar, i: int) -> Found | None:
    """ "year end 2025": the last day of that year."""
    length = grammar.match("year_end", i)
    return grammar.with_year(Span("day", 31, month=12), i + length) if length else None


def _same_unit(grammar: Grammar, first: Span, last: Found) -> Found:
    """ "weeks 10 to 20": a bare number after a unit is another of them."""
    if first.kind not in ("week", "quarter", "half") or first.parts is not None:
        return last
    return grammar.with_year(replace(first, number=last[0].number, year=last[0].year), last[1])


def _same_ordinal(first: Found, last: Span) -> Found:
    """ "the third and fourth quarter": a bare ordinal before a unit is another of them."""
    if last.kind not in ("week", "quarter", "half") or last.parts is not None:
        return first
    return replace(last, number=first[0].number), first[1]


def bare_number(grammar: Grammar, i: int, kind: str = "day") -> Found | None:
    """A number that is a day of a month said elsewhere; after a week, another one: "weeks 40 to 46".

    With its weekday or without it: "Monday the 5th to Wednesday the 7th of October".
    """
    if i < len(grammar.texts) and grammar.texts[i] in grammar.calendar.weekdays:
        i = grammar.skip(i + 1)
    number = grammar.day_number(i)
    if number is None or not 1 <= number <= (_WEEKS if kind == "week" else _DAYS):
        return None
    year = year_of(grammar, i + 1)
    return (Span("day", number, year[0]), year[1]) if year else (Span("day", number), i + 1)


def until_today(grammar: Grammar, span: Span) -> Period | None:
    """From the first day of a span to the day before today; at least one day."""
    period = grammar.past(span)
    if period is None or period.start > grammar.today:
        return period
    return Period(period.start, max(grammar.today, add_days(period.start, 1)))


def unit_so_far(grammar: Grammar, i: int) -> Found | None:
    """ "the beginning of the year", "the start of this month"; not "the start of the year 2025"."""
    length = grammar.match("start_of", i)
    this = grammar.match("this", i + length) if length else 0
    unit = grammar.unit(i + length + this) if length else None
    if unit is None or year_of(grammar, unit[1]) is not None:
        return None
    fiscal = grammar.match("fiscal", i + length)
    start = start_of_unit(unit[0], grammar.today, grammar.fiscal_year_start if fiscal else 1)
    return Span("fixed", fixed=Period(start, add_days(start, 1))), unit[1]
