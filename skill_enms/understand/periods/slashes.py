"""Dates between slashes, of which either number may be the day: "9/14 thru 9/18", "from 3/1 to 3/15", "10/07/2024".

One is understood where only one of its readings is a date; both ends of a range are read in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from skill_enms.requests import Period
from skill_enms.understand.periods.ranges import Parsed
from skill_enms.understand.periods.spans import Span, between, full_year
from skill_enms.understand.periods.years import year_of

if TYPE_CHECKING:
    from skill_enms.understand.periods.grammar import Found, Grammar

_BEFORE = ("to", "since", "after", "from", "between", "as_of", "slash_lead")
"""Phrases that lead to a date, so that what follows is no fraction: "since 9/14"."""

_DAYS, _MONTHS = 31, 12
_ROUND_THE_CLOCK = 24, 7
"""Numbers that aren't the 24th of July: "it is on 24/7"."""


@dataclass(frozen=True, slots=True)
class _Slashed:
    """Two numbers between a slash."""

    numbers: tuple[int, int]
    end: int
    """The word after them."""
    year: int | None = None

    def read(self, *, day_first: bool) -> Span | None:
        """The date, read one way; None where it is none."""
        day, month = self.numbers if day_first else reversed(self.numbers)
        fits = 1 <= month <= _MONTHS and 1 <= day <= _DAYS
        return Span("day", day, self.year, month) if fits else None


def slashed_range_at(grammar: Grammar, i: int) -> Parsed | None:
    """The range of two such dates that begins at i."""
    paired, led = grammar.match("between", i), grammar.match("from", i)
    start = grammar.skip(i + (paired or led))
    first = _slashed(grammar, start)
    if first is None:
        return None
    told = bool(paired or led or first.year is not None or _is_led(grammar, start))
    joint = grammar.match("to", first.end) or (grammar.match("and", first.end) if paired else 0)
    if not joint and not grammar.dash(first.end):
        return None
    last = _slashed(grammar, grammar.skip(first.end + joint))
    if last is None or not _ends(grammar, last.end):
        return None
    found: set[Period] = set()
    for day_first in (True, False):
        ends = first.read(day_first=day_first), last.read(day_first=day_first)
        if ends[0] is not None and ends[1] is not None:
            try:
                found.add(between(ends[0], ends[1], grammar.today))
            except (ValueError, OverflowError):
                return Parsed(last.end, None)
    if len(found) != 1 and not told:
        return None  # "between oven 3/4 and 5/6"
    return Parsed(last.end, found.pop() if len(found) == 1 else None, ranged=True)


def slashed_day_at(grammar: Grammar, i: int) -> Found | None:
    """Such a date without a year at i, where it is no fraction: "on 9/14"; its day is 0 where it may be two."""
    slashed = None if grammar.words[i].date else _slashed(grammar, i)
    if (
        slashed is None
        or slashed.numbers == _ROUND_THE_CLOCK
        or not _is_led(grammar, i)
        or not _ends(grammar, slashed.end)
    ):
        return None
    readings = {slashed.read(day_first=True), slashed.read(day_first=False)} - {None}
    span = readings.pop() if len(readings) == 1 else None
    return span or Span("day", 0, slashed.year or grammar.today.year, 0), slashed.end


def _slashed(grammar: Grammar, i: int) -> _Slashed | None:
    if i >= len(grammar.words) or i in grammar.taken:
        return None
    if grammar.words[i].date:
        fields = grammar.words[i].text.split("/")
        if len(fields) != 3:
            return None
        first, second, year = map(int, fields)
        return _Slashed((first, second), i + 1, full_year(year))
    one, other = grammar.number(i), grammar.number(i + 1)
    if one is None or other is None or grammar.words[i + 1].before != "/" or grammar.words[i].before == "/":
        return None
    numbers = one, other
    plain = not any(grammar.words[j].ordinal or grammar.words[j].spoken for j in (i, i + 1))
    if not plain or min(numbers) < 1 or min(numbers) > _MONTHS or max(numbers) > _DAYS:
        return None
    told = year_of(grammar, i + 2)
    return _Slashed(numbers, told[1], told[0]) if told is not None else _Slashed(numbers, i + 2)


def _is_led(grammar: Grammar, i: int) -> bool:
    """Whether a date may stand at i: alone, after "on" or "from", after a comma; not "line 9/14"."""
    if i == 0 or grammar.words[i].before.strip() in {",", ";", ".", ":", "-", "–", "—"}:
        return True
    if i > 2 and grammar.match("and", i - 1) and (one := _slashed(grammar, i - 3)) is not None and one.end == i - 1:
        return _is_led(grammar, i - 3)  # "on 9/14 and 9/15"
    led = any(i >= n and grammar.match(name, i - n) == n for name in _BEFORE for n in (1, 2, 3))
    return led or grammar.texts[i - 1] in grammar.calendar.weekdays


def _ends(grammar: Grammar, i: int) -> bool:
    """Whether a date may end before the word at i: no "3/4 of", "1/2 load", "9/14/…"."""
    if i >= len(grammar.words) or i in grammar.taken or not set(",;.?!:)").isdisjoint(grammar.words[i].before):
        return True
    if grammar.dash(i) or grammar.closes(i) or grammar.texts[i] in grammar.calendar.tail:
        return True
    if grammar.match("of_a_month", i) or grammar.mark(i):
        return False
    joins = any(grammar.match(name, i) for name in ("to", "and", "onwards", "to_date", "inclusive", "counting"))
    return joins or grammar.texts[i] in grammar.calendar.lead
