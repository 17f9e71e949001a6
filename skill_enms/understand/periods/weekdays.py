"""Weekdays: "Monday to Wednesday this week", "from Tuesday until Thursday last week", "on Monday of week 40".

Which week is meant where none is said is open while one of them is under way: "Monday to Friday", said on a Wednesday.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from skill_enms.requests import Period
from skill_enms.understand.periods.ranges import Parsed
from skill_enms.understand.periods.relative import start_of_unit
from skill_enms.understand.periods.spans import add_days

if TYPE_CHECKING:
    from skill_enms.understand.periods.grammar import Grammar

_WEEK = 7


@dataclass(frozen=True, slots=True)
class _Days:
    """Weekdays that follow each other."""

    first: int
    last: int
    end: int
    """The word after them."""
    which: str = ""
    """ "last" or "this", where it stands before the first one."""
    sure: bool = True
    """Whether they leave no gap and say one thing."""
    several: bool = False
    """Whether it is more than one."""
    short: bool = False
    """Whether they are written in short: "Mon-Wed"."""
    listed: tuple[int, ...] = ()
    """Each of them, where they are listed one by one."""

    @property
    def count(self) -> int:
        """How many days they are."""
        return (self.last - self.first) % _WEEK + 1


def weekdays_at(grammar: Grammar, i: int) -> Parsed | None:
    """The weekdays that begin at i, with the week that is said before or after them."""
    begin = i + (grammar.match("between", i) or grammar.match("from", i))
    days = _days(grammar, begin, paired=bool(grammar.match("between", i)))
    if days is not None:
        week = _week(grammar, days.end, comma=days.several)
        if week is not None and not days.which:
            return _parsed(days, week[1], _in_week(days, week[0]))
        if days.short and days.listed:
            return None  # "sat and sun" may be hours of sun
        if days.several:
            return _parsed(days, days.end, _latest(days, grammar.today))
        return _up_to_now(grammar, days)
    week = _week(grammar, i, comma=True)
    if week is None:
        return None
    begin = week[1]
    while begin < min(len(grammar.texts), week[1] + 2) and grammar.texts[begin] in grammar.calendar.lead:
        begin += 1  # "last week on Monday"
    paired = grammar.match("between", week[1])
    days = _days(grammar, week[1] + paired if paired else begin, paired=bool(paired))
    return _parsed(days, days.end, _in_week(days, week[0])) if days is not None else None


def _parsed(days: _Days, end: int, period: Period | None) -> Parsed:
    """The period, and its days where they are listed, which may be set side by side."""
    one = tuple(
        Period(day, add_days(day, 1)) for n in range(days.count) if period and (day := add_days(period.start, n))
    )
    return Parsed(end, period, ranged=days.several, listed=one if days.several and days.listed else ())


def weekday_at(grammar: Grammar, i: int) -> int | None:
    """The weekday named at i, in full or in short; 0 is Monday."""
    if i >= len(grammar.texts) or i in grammar.taken:
        return None
    text, names = grammar.texts[i], grammar.calendar.weekdays
    if text in names or not grammar.match("short_weekdays", i):
        return names.get(text)
    return next((day for name, day in names.items() if name.startswith(text)), None)


def _days(grammar: Grammar, i: int, *, paired: bool) -> _Days | None:
    """The weekdays from i on. `paired`: "and" joins the ends of a range, as after "between"."""
    which, start = _which(grammar, i)
    first = weekday_at(grammar, start)
    if first is None or _is_dated(grammar, start):
        return None
    short = grammar.texts[start] not in grammar.calendar.weekdays
    days = _Days(first, first, start + 1, which, short=short, listed=(first,))
    while (joint := _joint(grammar, days.end, paired=paired)) is not None:
        other, start = _which(grammar, joint[0])
        last = weekday_at(grammar, start)
        if last is None or _is_dated(grammar, start):
            break
        follows = last == (days.last + 1) % _WEEK
        sure = days.sure and other in ("", days.which) and (joint[1] or follows) and last != days.first
        listed = (*days.listed, last) if days.listed and not joint[1] else ()
        days = _Days(days.first, last, start + 1, days.which, sure, several=True, short=days.short, listed=listed)
    return days if not days.short or days.several else None


def _which(grammar: Grammar, i: int) -> tuple[str, int]:
    """ "last" or "this" where it stands at i before a weekday, and the word after it."""
    while i < len(grammar.texts) and grammar.texts[i] in grammar.calendar.lead:
        i += 1
    for name in ("last", "this"):
        length = grammar.match(name, i)
        if length and weekday_at(grammar, i + length) is not None:
            return name, i + length
    return "", i


def _is_dated(grammar: Grammar, i: int) -> bool:
    """Whether a weekday's date follows: "Monday the 3rd of March"."""
    after = grammar.skip(i + 1)
    found = grammar.span(after)
    return (found is not None and found[0].kind == "day") or grammar.ordinal(after) is not None


def _joint(grammar: Grammar, i: int, *, paired: bool) -> tuple[int, bool] | None:
    """(the word after what joins two weekdays at i, whether it makes a range of them)."""
    if i >= len(grammar.texts) or i in grammar.taken:
        return None
    if length := grammar.match("to", i):
        return i + length, True
    if grammar.dash(i):
        return i, True
    length = grammar.match("and", i)
    if length or grammar.mark(i) or "," in grammar.words[i].before:
        return i + length, paired and bool(length)
    return None


def _week(grammar: Grammar, i: int, *, comma: bool) -> tuple[date, int] | None:
    """(its Monday, next word) of the week that is said at i, behind a comma too where that is told."""
    if i >= len(grammar.texts) or ("," in grammar.words[i].before and i and not comma):
        return None
    start = grammar.skip(i)
    found = grammar.span(start)
    if found is None or found[0].parts is not None:
        return None
    try:
        whole = found[0].past(grammar.today).period()
    except (ValueError, OverflowError):
        return None
    first, of_day = whole.start, whole.days == _WEEK and grammar.texts[start : start + 1] in grammar.calendar.units
    units = {unit[0] for j in range(start, found[1]) if (unit := grammar.unit(j)) is not None}
    one = all(grammar.number(j) is None for j in range(start, found[1])) and units == {"week"}
    is_week = found[0].kind == "week" or (
        found[0].kind == "fixed" and (one or of_day) and not grammar.match("rolling", start)
    )
    return (first, found[1]) if is_week and first.weekday() == 0 else None


def _in_week(days: _Days, monday: date) -> Period | None:
    """Weekdays of one week; None where they run into the next one."""
    if not days.sure or days.which or days.last < days.first:
        return None
    return Period(add_days(monday, days.first), add_days(monday, days.last + 1))


def _latest(days: _Days, today: date) -> Period | None:
    """The latest such days that are over; None where others of them have begun, for those may be meant as well."""
    if not days.sure:
        return None
    if days.which == "this":
        return _in_week(_Days(days.first, days.last, days.end), start_of_unit("week", today))
    last = add_days(today, -((today.weekday() - days.last - 1) % _WEEK) - 1)
    first = add_days(last, 1 - days.count)
    return None if add_days(first, _WEEK) < today else Period(first, add_days(last, 1))


def _up_to_now(grammar: Grammar, days: _Days) -> Parsed | None:
    """ "Monday until today", "Monday up to now"."""
    to = grammar.match("to", days.end)
    told = max(grammar.match("today", days.end + to), grammar.match("yesterday", days.end + to)) if to else 0
    length = max(to + told if told else 0, grammar.match("to_date", days.end))
    if not length:
        return None
    first = add_days(grammar.today, -((grammar.today.weekday() - days.first - 1) % _WEEK) - 1)
    return Parsed(days.end + length, Period(first, grammar.today), ranged=True)
