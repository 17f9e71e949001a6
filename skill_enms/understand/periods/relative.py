"""Periods told from today: "last year", "the past 90 days", "this quarter so far", "yesterday"."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from skill_enms.requests import Period
from skill_enms.understand.periods.spans import MONTHS_OF, Span, add_days, add_months

if TYPE_CHECKING:
    from skill_enms.understand.periods.grammar import Found, Grammar


def start_of_unit(unit: str, day: date, first_month: int = 1) -> date:
    """First day of the calendar unit that a day lies in; `first_month` is the month the year begins with."""
    if unit == "day":
        return day
    if unit == "week":
        return add_days(day, -day.weekday())
    months = MONTHS_OF[unit]
    since = (day.month - first_month) % 12 % months
    return add_months(day.replace(day=1), -since)


def shifted(start: date, unit: str, count: int) -> date:
    """A day some calendar units later (or earlier)."""
    if unit in MONTHS_OF:
        return add_months(start, MONTHS_OF[unit] * count)
    return add_days(start, count * (7 if unit == "week" else 1))


def _fixed(start: date, end: date) -> Span:
    return Span("fixed", fixed=Period(start, end))


def _unit_at(unit: str, shift: int, today: date) -> Span:
    start = shifted(start_of_unit(unit, today), unit, shift)
    return _fixed(start, shifted(start, unit, 1))


def _rolling(unit: str, count: int, today: date) -> Span:
    if unit == "quarter":
        end = start_of_unit("quarter", today)
        return _fixed(shifted(end, unit, -count), end)
    return _fixed(shifted(today, unit, -count), today)


def _to_date(unit: str, today: date) -> Span:
    start = start_of_unit(unit, today)
    return _fixed(start, max(today, add_days(start, 1)))


def _named(grammar: Grammar, i: int, shift: int) -> Found | None:
    """ "last october", "this march", "last monday", "last Q2"."""
    if (lettered := _lettered(grammar, i, shift)) is not None:
        return lettered
    text = grammar.texts[i] if i < len(grammar.texts) else ""
    month = grammar.calendar.months.get(text)
    if month is not None:
        span = Span("month", month).past(grammar.today)
        period = span.period()
        if shift < 0 and period.end > grammar.today and span.year:
            span = span.in_year(span.year - 1)
        if shift > 0:
            span = span.in_year(period.start.year + 1)
        return span, i + 1
    weekday = grammar.calendar.weekdays.get(text)
    if weekday is not None:
        back = (grammar.today.weekday() - weekday) % 7 or 7
        day = add_days(grammar.today, -back if shift <= 0 else 7 - back % 7)
        return _fixed(day, add_days(day, 1)), i + 1
    if length := grammar.match("week_end", i):
        start = add_days(start_of_unit("week", grammar.today), 5 + 7 * shift)
        return _fixed(start, add_days(start, 2)), i + length
    return None


def _lettered(grammar: Grammar, i: int, shift: int) -> Found | None:
    """ "Q2" after "last", which is the latest one that is over, or "this", which is this year's."""
    for unit, letters in (("quarter", "quarter_letters"), ("half", "half_letters")):
        length = grammar.match(letters, i)
        number = grammar.number(i + length) if length else None
        if number is None or shift > 0:
            continue
        span = Span(unit, number, grammar.today.year)
        period = span.if_any()
        over = period is not None and period.end <= grammar.today
        return (span if shift == 0 or over else span.in_year(grammar.today.year - 1)), i + length + 1
    return None


def _counted(grammar: Grammar, i: int) -> Found | None:
    """ "90 days" after "last" or "past"; "twelve full months" are calendar months."""
    whole = grammar.match("adjectives", i + 1)
    whole += grammar.match("adjectives", i + 1 + whole)  # "full calendar years"
    count, unit = grammar.number(i), grammar.unit(i + 1 + whole)
    if count is None or count < 1 or unit is None or grammar.words[i].ordinal:
        return None
    if whole:
        end = start_of_unit(unit[0], grammar.today)
        return _fixed(shifted(end, unit[0], -count), end), unit[1]
    return _rolling(unit[0], count, grammar.today), unit[1]


def _before_today(grammar: Grammar, i: int) -> Found | None:
    for name in ("last", "rolling"):
        length = grammar.match(name, i)
        if not length:
            continue
        j = i + length
        if (found := _counted(grammar, j)) is not None:
            return found
        j += grammar.match("adjectives", j)
        unit = grammar.unit(j)
        if unit is None:
            return _named(grammar, j, -1)
        of_data = grammar.match("of_data", unit[1])  # "the last year of data": what there is, not the calendar's
        if name == "rolling" or of_data:
            return _rolling(unit[0], 1, grammar.today), unit[1] + of_data
        return _unit_at(unit[0], -1, grammar.today), unit[1]
    return None


def _around_today(grammar: Grammar, i: int) -> Found | None:
    if length := grammar.match("this", i):
        unit = grammar.unit(i + length)
        if unit is None:
            return _named(grammar, i + length, 0)
        end = unit[1] + grammar.match("to_date", unit[1])
        if unit[0] == "day":
            return _fixed(grammar.today, add_days(grammar.today, 1)), end
        return _to_date(unit[0], grammar.today), end
    if length := grammar.match("year_to_date", i):
        return _to_date("year", grammar.today), i + length
    unit = grammar.unit(i)
    if unit is not None and (length := grammar.match("to_date", unit[1])):
        return _to_date(unit[0], grammar.today), unit[1] + length
    return None


def _before_another(grammar: Grammar, i: int) -> Found | None:
    """ "two full months before this one", "the quarter before this year", "three weeks before last week"."""
    count = None if grammar.words[i].ordinal else grammar.number(i)
    j = i if count is None else i + 1
    j += grammar.match("adjectives", j)
    unit = grammar.unit(j)
    length = grammar.match("before_unit", unit[1]) if unit is not None else 0
    if unit is None or not length or count == 0:
        return None
    j = unit[1] + length
    for name, shift in (("this", 0), ("last", -1)):
        if not (told := grammar.match(name, j)):
            continue
        other = grammar.unit(j + told) or ((unit[0], j + told + 1) if is_this_one(grammar, j + told) else None)
        if other is not None:
            end = shifted(start_of_unit(other[0], grammar.today), other[0], shift)
            return _fixed(shifted(end, unit[0], -(count or 1)), end), other[1]
    return None


def is_this_one(grammar: Grammar, i: int) -> bool:
    """Whether "one" stands at i and counts nothing: "this one", not "this one month"."""
    return grammar.number(i) == 1 and not grammar.words[i].ordinal and grammar.unit(i + 1) is None


def relative(grammar: Grammar, i: int) -> Found | None:
    """The period told from today that begins at i."""
    today = grammar.today
    if (found := _before_another(grammar, i) or _before_today(grammar, i) or _around_today(grammar, i)) is not None:
        return found
    if length := grammar.match("next", i):
        unit = grammar.unit(i + length)
        if unit is None:
            return _named(grammar, i + length, 1)
        return _unit_at(unit[0], 1, today), unit[1]
    if length := grammar.match("before_yesterday", i):
        return _fixed(add_days(today, -2), add_days(today, -1)), i + length
    unit = grammar.unit(i)
    if unit is not None and (length := grammar.match("before_last", unit[1])):
        span = Span("year", year=today.year - 2) if unit[0] == "year" else _unit_at(unit[0], -2, today)
        return span, unit[1] + length
    if length := grammar.match("yesterday", i):
        return _fixed(add_days(today, -1), today), i + length
    if length := grammar.match("after_tomorrow", i):
        return _fixed(add_days(today, 2), add_days(today, 3)), i + length
    if length := grammar.match("tomorrow", i):
        return _fixed(add_days(today, 1), add_days(today, 2)), i + length
    if length := grammar.match("today", i):
        return _fixed(today, add_days(today, 1)), i + length
    count, unit = grammar.number(i), grammar.unit(i + 1)
    if count is not None and unit is not None and (length := grammar.match("ago", unit[1])):
        return _unit_at(unit[0], -count, today), unit[1] + length
    led = i and (
        grammar.texts[i - 1] in grammar.calendar.lead or grammar.match("to", i - 1) or grammar.match("since", i - 1)
    )
    if led and grammar.texts[i] in grammar.calendar.weekdays:
        return _named(grammar, i, -1)
    return None
