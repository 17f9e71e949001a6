"""Parts of years and months: quarters, weeks, "the first six months", "the second half of May", three months listed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from skill_enms.requests import Period
from skill_enms.understand.periods.relative import start_of_unit
from skill_enms.understand.periods.spans import MONTHS_OF, Span, add_days, between
from skill_enms.understand.periods.years import plain_year, year_of

if TYPE_CHECKING:
    from skill_enms.understand.periods.grammar import Found, Grammar


_NEAR = 10
"""Years from this one within which a year may be said in two digits."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """The units that "the first", "the last two" or "the second" is said of."""

    which: int | None
    """The ordinal; None for the last."""
    count: int | None
    """How many of them, where that was said."""
    unit: str
    """The calendar unit."""
    end: int
    """The word after it."""


def _counted(grammar: Grammar, i: int) -> _Counted | None:
    """The counted units that begin at i."""
    final = grammar.match("final", i)
    which = None if final else grammar.ordinal(i)
    if not final and which is None:
        return None
    j = i + (final or 1)
    count = grammar.number(j)
    named = grammar.unit(j if count is None else j + 1)
    return _Counted(which, count, *named) if named is not None else None


def part_at(grammar: Grammar, i: int) -> Found | None:
    """The quarter, half, week or run of months, or the days of a month, that begin at i."""
    ways = (_days_of_month, _part, _week_of_day, _week, _listed_months)
    return next((found for way in ways if (found := way(grammar, i)) is not None), None)


def _days_of_month(grammar: Grammar, i: int) -> Found | None:
    """ "the first week of May", "the last ten days of June 2025", "the second half of March"."""
    counted = _counted(grammar, i)
    of = grammar.match("of", counted.end) if counted is not None else 0
    month = grammar.month_at(counted.end + of) if counted is not None and of else None
    if counted is None or month is None:
        return None
    end = counted.end + of + 1
    days = _days(counted.unit, counted.count, counted.which)
    if days is None:
        return Span("day", 0, grammar.today.year, month), end  # a part that there isn't
    return grammar.with_year(Span("days", month, parts=days), end)


def _days(unit: str, count: int | None, which: int | None) -> tuple[int, int] | None:
    """(first, last) day of a month, from 0, or below 0 from its end, of its `which`th unit; None for the last one."""
    if unit == "half" and count is None:
        return {1: (0, 14), 2: (15, -1), None: (15, -1)}.get(which)
    if unit not in ("day", "week") or (count is not None and which not in (1, None)):
        return None
    length = (count or 1) * (7 if unit == "week" else 1)
    if which is None:
        return -length, -1
    return (which - 1) * length, which * length - 1


def _part(grammar: Grammar, i: int) -> Found | None:
    """Quarters and halves, and "the first six months of 2024"."""
    for unit, letters in (("quarter", "quarter_letters"), ("half", "half_letters")):
        length = grammar.match(letters, i)
        if length and (misheard := _misheard_part(grammar, unit, i, i + length)) is not None:
            return misheard
        number = grammar.number(i + length) if length else None
        if number is None or number > 9:
            continue
        span = _short_year(grammar, Span(unit, number), i + length + 1)
        # "H2" is a gas as well
        alone = (
            i == 0
            or grammar.texts[i - 1] in grammar.calendar.lead
            or grammar.match("to", i - 1)
            or grammar.match("since", i - 1)
            or grammar.number(i - 1) is not None
            or "," in grammar.words[i].before
            or grammar.match("to", i + length + 1)
            or _is_joined(grammar, unit, i + length + 1)
            or (unit == "quarter" and (grammar.match("meant_lead", i - 1) or _follows_one(grammar, letters, i)))
        )
        if span[0].year is not None or alone:
            return span
    if (whole := _all_of_a_year(grammar, i)) is not None:
        return whole
    start = i + grammar.match("fiscal", i)
    named = grammar.unit(start)
    if named is not None and named[0] in ("quarter", "half"):
        number = grammar.number(named[1])
        return grammar.with_year(Span(named[0], number), named[1] + 1) if number is not None else None
    return _first_or_last(grammar, start)


def _is_joined(grammar: Grammar, unit: str, i: int) -> bool:
    """Whether another quarter or half follows "and" at i, with a year that is both of theirs: "Q1 and Q2 of 2025"."""
    length = grammar.match("and", i)
    following = _part(grammar, i + length) if length and i + length < len(grammar.texts) else None
    return following is not None and following[0].kind == unit and following[0].year is not None


def _follows_one(grammar: Grammar, letters: str, i: int) -> bool:
    """Whether "and" parts what stands at i from another one that is said by its letter: "Q3 and Q4"."""
    length = next((n for n in (2, 1) if n < i and grammar.match("and", i - n) == n), 0)
    before = i - length - 1
    return bool(length) and grammar.number(before) is not None and bool(grammar.match(letters, before - 1))


def _misheard_part(grammar: Grammar, unit: str, i: int, after: int) -> Found | None:
    """A quarter or half whose number was written as a word, "q to 2025", or wasn't heard at all, "for q 2025"."""
    slip = grammar.slips.get(grammar.texts[after]) if after < len(grammar.texts) else None
    if slip is not None and (year := year_of(grammar, after + 1)) is not None:
        return Span(unit, slip, year[0]), year[1]
    led = i > 0 and (grammar.texts[i - 1] in grammar.calendar.lead or grammar.match("to", i - 1))
    year = plain_year(grammar, after) if led else None
    return (Span("day", 0, year[0], 0), year[1]) if year is not None else None


def _all_of_a_year(grammar: Grammar, i: int) -> Found | None:
    """ "the twelve months of 2025", "all four quarters of last year"."""
    count, unit = grammar.number(i), grammar.unit(i + 1)
    if unit is None or unit[0] not in MONTHS_OF or grammar.words[i].ordinal or not grammar.match("of", unit[1]):
        return None
    span = grammar.with_year(Span("year"), unit[1])
    return span if count == 12 // MONTHS_OF[unit[0]] and count > 1 and span[0].year is not None else None


def _short_year(grammar: Grammar, span: Span, i: int) -> Found:
    """ "Q3 25" and "H1/26", whose year is said in two digits; else with the year that stands there, if one does."""
    found, number = grammar.with_year(span, i), grammar.number(i)
    if found[0].year is not None or number is None or grammar.words[i].ordinal or grammar.words[i].spoken:
        return found
    apart = grammar.words[i].before.strip() not in ("", "/", "'", "’")
    ends = i + 1 >= len(grammar.words) or i + 1 in grammar.taken or grammar.closes(i + 1)
    ends = ends or not set(",;.?!").isdisjoint(grammar.words[i + 1].before) or grammar.dash(i + 1)
    ends = ends or bool(grammar.match("to", i + 1) or grammar.match("and", i + 1))
    near = abs(grammar.today.year - 2000 - number) <= _NEAR
    return (span.in_year(2000 + number), i + 1) if near and ends and not apart else found


def _first_or_last(grammar: Grammar, i: int) -> Found | None:
    counted = _counted(grammar, i)
    if counted is None or counted.unit not in ("month", "quarter", "half"):
        return None
    which, count = counted.which, counted.count
    if count is None and which is not None and counted.unit != "month":
        return grammar.with_year(Span(counted.unit, which), counted.end)
    span, after = grammar.with_year(Span("year"), counted.end)
    if after == counted.end or (count is not None and which not in (1, None)):
        return None
    number = count or 1
    first = 12 // MONTHS_OF[counted.unit] - number if which is None else which - 1
    return replace(span, parts=(first, first + number - 1), step=counted.unit), after


def _week(grammar: Grammar, i: int) -> Found | None:
    length = grammar.match("week_letters", i)
    j = i + length
    if not length:
        j = i + grammar.match("calendar", i)
        unit = grammar.unit(j)
        if unit is None or unit[0] != "week":
            which = grammar.ordinal(i)
            unit = grammar.unit(i + 1) if which is not None else None
            if unit is None or unit[0] != "week":
                return None
            return grammar.with_year(Span("week", which or 0), unit[1])
        j = unit[1]
    number = grammar.number(j)
    return grammar.with_year(Span("week", number), j + 1) if number is not None else None


def _week_of_day(grammar: Grammar, i: int) -> Found | None:
    """ "the week of March 3": the one that this day lies in."""
    unit = grammar.unit(i)
    length = grammar.match("of", unit[1]) if unit is not None and unit[0] == "week" else 0
    found = grammar.span(grammar.skip(unit[1] + length)) if unit is not None and length else None
    if found is None or found[0].kind != "day" or grammar.match("to", found[1]) or grammar.dash(found[1]):
        return None  # "the week of October 5 to 11" says itself what it means
    try:
        start = start_of_unit("week", found[0].past(grammar.today).period().start)
    except (ValueError, OverflowError):
        return found  # a day that there isn't is no period either
    return Span("fixed", fixed=Period(start, add_days(start, 7))), found[1]


def _listed_months(grammar: Grammar, i: int) -> Found | None:
    """Three months or more, one after the other; of months with a gap between them nothing is made."""
    first = grammar.month_at(i)
    months, end = [] if first is None else [first], i + 1
    while months:
        j = end + grammar.match("and", end)
        following = grammar.calendar.months.get(grammar.texts[j]) if j < len(grammar.texts) else None
        if following is None:
            break
        months.append(following)
        end = j + 1
    if len(months) < 3 or any(later != month % 12 + 1 for month, later in pairwise(months)):
        return None
    if months[0] > months[-1]:
        return _over_new_year(grammar, months[0], months[-1], end)
    return grammar.with_year(Span("year", parts=(months[0] - 1, months[-1] - 1), step="month"), end)


def _over_new_year(grammar: Grammar, first: int, last: int, end: int) -> Found:
    """ "December, January and February 2025": the year that is said is the last month's."""
    span, end = grammar.with_year(Span("month", last), end)
    return Span("fixed", fixed=between(Span("month", first), span, grammar.today)), end
