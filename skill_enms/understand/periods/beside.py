"""Words beside a period that belong to it: "the heating season, so October to April", "…, both days included"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill_enms.requests import Period
from skill_enms.understand.periods.ranges import bare_number
from skill_enms.understand.periods.relative import shifted
from skill_enms.understand.periods.spans import Span, add_days

if TYPE_CHECKING:
    from skill_enms.understand.periods.grammar import Grammar

_LONGEST_DATE = 4
"""Words of a date before "to": "first of may 2025"."""

_LONGEST_LINK = 6
"""Words of the longest phrase that says in other words: "by which i mean"."""


def hinted(grammar: Grammar, start: int, least: int) -> int:
    """How many words before a period are of one that isn't known: "the summer of 2024", "the heating period"."""
    texts, calendar = grammar.texts, grammar.calendar
    if start and (texts[start - 1],) in calendar.phrases["of"]:
        of = grammar.match("of_a_month", start - 1)
        start -= 1
        if start > least and start - 1 not in grammar.taken and _may_be_part(grammar, start - 1, of=bool(of)):
            return 1
    unit = int(start > least + 1 and texts[start - 1 : start] in calendar.units)  # "summer months"
    begins = start if texts[start : start + 1] in calendar.units else start - unit
    if begins > least and grammar.match("seasonal", begins - 1):
        return start - begins + 1  # "the cold months"
    for n in range(min(2, start - unit - least), 0, -1):
        if calendar.match("hints", texts, start - unit - n) >= n:
            return n + unit if n > 1 or texts[start - unit - 1] not in calendar.lead else 0
    return 0


def _may_be_part(grammar: Grammar, i: int, *, of: bool) -> bool:
    """Whether the number at i, before "of" or "in", may say a part of a period: "the second of 2024"."""
    return grammar.day_number(i) is not None and (of or grammar.words[i].ordinal)


def linked(grammar: Grammar, start: int, least: int) -> int:
    """Where words begin that link a period to what it says in other words: ", by which I mean" before it; else it."""
    longest = min(_LONGEST_LINK, start - least)
    return next((start - n for n in range(longest, 0, -1) if grammar.match("that_is", start - n) == n), start)


def renamed(grammar: Grammar, end: int) -> int:
    """The word after a hint by which a period is called again: ", so the last heating season" after October to April.

    A comma is not enough: "March to May, in summer it stood still".
    """
    calendar, texts = grammar.calendar, grammar.texts
    start = end + grammar.match("that_is", end)
    called = start > end or (end < len(texts) and "(" in grammar.words[end].before)
    while start < len(texts):
        told = grammar.match("last", start) or grammar.match("rolling", start) or grammar.match("this", start)
        if not told and texts[start] not in calendar.lead:
            break
        called = called or bool(told)
        start += told or 1
    length = grammar.match("hints", start)
    unit = texts[start : start + length] in calendar.units
    return start + length if called and length and not unit and grammar.number(start + length) is None else end


def half_said(grammar: Grammar, start: int, least: int) -> int | None:
    """Where a range begins whose first date was misheard: "the first of me" before "to the 31st of July"; else None.

    After "between" nothing but a date may stand, one word that was meant as one apart: "between German September". So
    may hardly anything between "for" and "to June": "for a new area to June".
    """
    between = start - 2
    free = grammar.taken.isdisjoint((between, between + 1))
    if between >= least and free and grammar.match("between", between):
        return between
    joint = start - 1
    if joint <= least or joint in grammar.taken or grammar.texts[joint:start] not in grammar.calendar.phrases["to"]:
        return None
    before = [i for i in range(max(least, joint - _LONGEST_DATE), joint) if i not in grammar.taken]
    ordinal = next((i for i in before if grammar.words[i].ordinal), None)
    if ordinal is not None:
        return ordinal
    leads = grammar.calendar.phrases["before_number"] | grammar.calendar.phrases["from"]
    led = (i for i in before if (grammar.texts[i],) in leads and i < joint - 1)
    return next((i for i in led if grammar.taken.isdisjoint(range(i, joint))), None)


def as_a_whole(grammar: Grammar, whole: Period | None, i: int) -> int:
    """The word after "the whole year" at i, said of a period that is one; i where something else stands there."""
    calendar, texts, j, said = grammar.calendar, grammar.texts, i, 0
    while j < len(texts) and texts[j] in calendar.lead and texts[j : j + 1] not in calendar.units:
        said = said or grammar.match("adjectives", j)
        j += 1
    unit = grammar.unit(j) if said and whole is not None else None
    if unit is None or whole is None or shifted(whole.start, unit[0], 1) != whole.end:
        return i
    if grammar.number(unit[1]) is not None:
        return i  # "2024, the whole year 2025"
    return unit[1]


def says_itself(grammar: Grammar, start: int, end: int) -> bool:
    """Whether several months or dates are named by words: "the summer months june, july and august"."""
    return sum(grammar.month_at(i) is not None or grammar.words[i].date for i in range(start, end)) > 1


def remark(grammar: Grammar, whole: Period | None, i: int) -> tuple[int, bool]:
    """(the word after a remark at i on a period's ends, whether it counts them in); (i, True) where none stands there.

    "1 July to 15 November, the 15th counts" and "…, both days included" say what is so anyway; "…, excluding the last
    day" says another period.
    """
    start = _after_explanation(grammar, i)
    start += grammar.match("remark_lead", start)
    for name in ("not_counting", "counting"):
        if not (length := grammar.match(name, start)):
            continue
        end = _end_at(grammar, whole, start + length, anywhere=name == "not_counting")
        if end is not None:
            return _also(grammar, end), name == "counting"
    if length := grammar.match("inclusive", start):
        return _also(grammar, start + length), True
    end = _end_at(grammar, whole, start, anywhere=True)
    both = grammar.match("both", start)
    for after in (end, start + both if both else None):
        if after is not None and (length := grammar.match("not_counted", after)):
            return after + length, False
    for after in (_end_at(grammar, whole, start, anywhere=False), start + both if both else None):
        if after is not None and (length := grammar.match("counted", after)):
            return _also(grammar, after + length), True
    return i, True


def _also(grammar: Grammar, i: int) -> int:
    return i + grammar.match("also", i)


def _after_explanation(grammar: Grammar, i: int) -> int:
    """The word after "(that's when it ran three shifts)" at i; i where nothing is explained between brackets."""
    words = grammar.words
    if i >= len(words) or "(" not in words[i].before or not grammar.match("that_was_when", i):
        return i
    closed = (j for j in range(i + 1, len(words)) if ")" in words[j].before)
    return next((j for j in closed if grammar.taken.isdisjoint(range(i, j))), i)


def _end_at(grammar: Grammar, whole: Period | None, i: int, *, anywhere: bool) -> int | None:
    """The word after one of a period's ends at i: "both ends", "the 15th", "July 24"; `anywhere`: any time in it."""
    if length := grammar.match("ends", i):
        return i + length
    start = grammar.skip(i)
    found = grammar.span(start) or bare_number(grammar, start)
    if found is None or whole is None:
        return None
    bare = found[0].kind == "day" and found[0].month is None and grammar.ordinal(start) is None
    if bare and not grammar.match("counted", found[1]):
        return None  # "without 5 tons"
    return found[1] if _is_end(found[0], whole, anywhere=anywhere) else None


def _is_end(span: Span, whole: Period, *, anywhere: bool) -> bool:
    """Whether a span is the first or the last of a period, or anywhere in it."""
    last = add_days(whole.end, -1)
    if span.kind == "day" and span.month is None:
        return anywhere or span.number in (whole.start.day, last.day)
    for year in {whole.start.year, last.year}:
        said = (span if span.dated else span.in_year(year)).if_any()
        if said is None:
            continue
        inside = whole.start <= said.start and said.end <= whole.end
        if inside and (anywhere or said.start == whole.start or said.end == whole.end):
            return True
    return False
