"""Periods with two ends, or that run up to now: "from May to June", "the 3rd and 4th of August", "since June"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from skill_enms.requests import Period
from skill_enms.understand.periods.relative import shifted, start_of_unit
from skill_enms.understand.periods.spans import Span, add_days, between, of_one_month
from skill_enms.understand.periods.years import year_of

if TYPE_CHECKING:
    from skill_enms.understand.periods.grammar import Found, Grammar


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
    """The two that "May and June 2025" is made of."""


def counted_at(grammar: Grammar, i: int) -> Parsed | None:
    """The period of a length from or up to a day: "twelve months from June 2024", "the year to June 2025"."""
    count, named = grammar.number(i), grammar.unit(i)
    if count and not grammar.words[i].ordinal:
        named = grammar.unit(i + 1)
    elif named is not None and named[0] != "year":
        return None  # "heating degree days from last month"
    if named is None:
        return None
    (unit, j), count = named, count or 1
    begins, ends = grammar.match("from", j), grammar.match("to", j)
    found = grammar.span(grammar.skip(j + (begins or ends))) if begins or ends else None
    if found is None or _to(grammar, found[1]) is not None or (ends and found[0].kind == "fixed"):
        return None
    period = grammar.past(found[0])
    if period is None:
        return Parsed(found[1], None)
    if begins:
        return Parsed(found[1], Period(period.start, shifted(period.start, unit, count)), ranged=True)
    return Parsed(found[1], Period(shifted(period.end, unit, -count), period.end), ranged=True)


def range_at(grammar: Grammar, i: int) -> Parsed | None:
    """The period with two ends that begins at i."""
    paired = grammar.match("between", i)
    vague = grammar.match("partly", i + (paired or grammar.match("from", i)))
    start = grammar.skip(i + (paired or grammar.match("from", i)) + vague)
    first = grammar.span(start) or _bare_day(grammar, start)
    after = _to(grammar, first[1]) if first is not None else None
    if first is None or after is None:
        return None
    if length := grammar.match("today", after) or grammar.match("to_date", first[1]):
        end = after + length if grammar.match("today", after) else first[1] + length
        return Parsed(end, until_today(grammar, first[0]))
    partly = bool(vague or grammar.match("start_of", after) or grammar.match("partly", after))
    after = grammar.skip(after + grammar.match("partly", after))
    last = grammar.span(after) or _bare_day(grammar, after)
    if last is not None and last[0].kind == "day" and last[0].month is None:
        last = _same_unit(grammar, first[0], last)
    elif last is not None and grammar.ordinal(start) is not None and first[1] == start + 1:
        first = _same_ordinal(first, last[0])
    if last is None or (first[0].month is None and first[0].kind == "day" and last[0].kind != "day"):
        return None
    if first[0].kind == last[0].kind == "day" and first[0].month is None and last[0].month is None:
        return None
    joined = bool(grammar.match("and", first[1])) and not grammar.match("to", first[1])
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


def _to(grammar: Grammar, i: int) -> int | None:
    """The word after "to" or "and", or after a dash."""
    if length := grammar.match("to", i) or grammar.match("and", i):
        return i + length
    return i if grammar.dash(i) else None


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


def _bare_day(grammar: Grammar, i: int) -> Found | None:
    day = grammar.number(i)
    if day is None or not 1 <= day <= 31:
        return None
    year = year_of(grammar, i + 1)
    return (Span("day", day, year[0]), year[1]) if year else (Span("day", day), i + 1)


def until_today(grammar: Grammar, span: Span) -> Period | None:
    """From the first day of a span to the day before today; at least one day."""
    period = grammar.past(span)
    if period is None or period.start > grammar.today:
        return period
    return Period(period.start, max(grammar.today, add_days(period.start, 1)))


def open_ended_at(grammar: Grammar, i: int) -> Parsed | None:
    """The period up to now that begins at i: "since June", "from May on", "after March"."""
    since = grammar.match("since", i)
    after = grammar.match("after", i)
    come_from = grammar.match("from", i)
    length = since or after or come_from
    if not length:
        return None
    start = i + length
    found = _unit_so_far(grammar, start) or _new_year(grammar, start) or grammar.span(grammar.skip(start))
    if found is None:
        return None
    span, end = found
    tail = grammar.match("to_date", end) or grammar.match("onwards", end)
    if not (since or after or tail):
        return None
    period = grammar.past(span)
    if period is not None and after and not since:
        span = Span("fixed", fixed=Period(period.end, add_days(period.end, 1)))
    return Parsed(end + tail, until_today(grammar, span))


def _new_year(grammar: Grammar, i: int) -> Found | None:
    """ "New Year", as the day after which something goes on."""
    start = grammar.skip(i)
    length = grammar.match("new_year", start)
    return (Span("day", 1, month=1), start + length) if length else None


def _unit_so_far(grammar: Grammar, i: int) -> Found | None:
    """ "the beginning of the year" after "since"."""
    length = grammar.match("start_of", i)
    unit = grammar.unit(i + length) if length else None
    if unit is None:
        return None
    fiscal = grammar.match("fiscal", i + length)
    start = start_of_unit(unit[0], grammar.today, grammar.fiscal_year_start if fiscal else 1)
    return Span("fixed", fixed=Period(start, add_days(start, 1))), unit[1]
