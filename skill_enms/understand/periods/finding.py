"""Periods as they are said → half-open plant-local days, set into the past.

What is decided here, since speech leaves it open:

- A month, quarter or day without a year is the latest one that has begun by today.
- "Last year" is the calendar year before this one; "the past year" and "the last twelve months" end yesterday.
- What runs up to now ("this year", "since June", "the last 90 days") ends with yesterday, the last complete day.
- A period that has begun and isn't over is cut there too; one that lies wholly ahead is refused.
- The first week of a month is its first seven days, the second the seven after them, the last its last seven; the
  first half of a month ends with the 15th. Weeks of a year are ISO weeks.
- "Twelve months from June 2024" begin with June 1st; "the twelve months to June 2025" end with June 30th.
- A fiscal year is called by the calendar year it ends in; it begins with the month of the setting.
- 10/07/2024 is asked about unless only one of its two readings is a date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from skill_enms.requests import Period
from skill_enms.understand.periods.grammar import Grammar
from skill_enms.understand.periods.years import EARLIEST
from skill_enms.understand.words.heard import Heard
from skill_enms.understand.words.lexicon import Lexicon

_LONGEST_DATE = 4
"""Words of a date before "to": "first of may 2025"."""


@dataclass(frozen=True, slots=True)
class Now:
    """What a period is told from."""

    today: date
    """The plant-local day."""
    fiscal_year_start: int = 1
    """Month that a fiscal year begins with, 1 to 12."""


@dataclass(frozen=True, slots=True)
class SpokenPeriod:
    """A stretch of an utterance that says, or tries to say, a period."""

    said: str
    """The words, as the utterance has them."""
    start: int
    """First word."""
    end: int
    """The word after the last one."""
    period: Period | None
    """What it comes to, as said; None where it isn't understood."""
    future: bool = False
    """True where none of it has begun."""
    listed: tuple[SpokenPeriod, ...] = ()
    """The two that it is made of, where it is a list: "May and June 2025"."""


def _in_past(period: Period, today: date) -> tuple[Period, bool]:
    """The period, without what hasn't happened yet; and whether none of it has begun."""
    if period.start > today:
        return period, True
    if period.end <= today:
        return period, False
    end = today if period.start < today else date.fromordinal(today.toordinal() + 1)
    return Period(period.start, end), False


def find_periods(heard: Heard, taken: frozenset[int], lexicon: Lexicon, now: Now) -> tuple[SpokenPeriod, ...]:
    """Every period in an utterance, in order, leaving out the words at `taken` (they belong to names)."""
    grammar = Grammar(heard.words, taken, lexicon, now.today, now.fiscal_year_start)
    found: list[SpokenPeriod] = []
    i = 0
    while i < len(heard.words):
        parsed = grammar.period(i)
        if parsed is None:
            i += 1
            continue
        least = found[-1].end if found else 0
        start, end = grammar.widened(i, parsed.end, least)
        period, future = (None, False) if parsed.period is None else _in_past(parsed.period, now.today)
        if words := grammar.hinted(i, least):
            # "winter 2024 to 2025" isn't both years; with its months, "november 2024 to february 2025", it is those
            start, period = min(start, i - words), period if _says_itself(grammar, i, parsed.end) else None
            while start > least and _belongs(heard, start - 1, lexicon) and start - 1 not in taken:
                start -= 1
        if not parsed.ranged and (begun := _half_said(grammar, start, least, taken)) is not None:
            start, period = begun, None
        said = heard.said(start, end)
        listed = tuple(SpokenPeriod(said, start, end, *_in_past(each, now.today)) for each in parsed.listed)
        found.append(SpokenPeriod(said, start, end, period, future, listed))
        i = end
    return tuple(found)


def _half_said(grammar: Grammar, start: int, least: int, taken: frozenset[int]) -> int | None:
    """Where a range begins whose first date was misheard: "the first of me" before "to the 31st of July"; else None.

    After "between" nothing but a date may stand, one word that was meant as one apart: "between German September".
    """
    between = start - 2
    if between >= least and between not in taken and between + 1 not in taken and grammar.match("between", between):
        return between
    joint = start - 1
    if joint <= least or joint in taken or grammar.texts[joint : joint + 1] not in grammar.calendar.phrases["to"]:
        return None
    before = range(max(least, joint - _LONGEST_DATE), joint)
    return next((i for i in before if grammar.words[i].ordinal and i not in taken), None)


def _says_itself(grammar: Grammar, start: int, end: int) -> bool:
    """Whether several months or dates are named by words: "the summer months june, july and august"."""
    return sum(grammar.month_at(i) is not None or grammar.words[i].date for i in range(start, end)) > 1


def replaces(heard: Heard, lexicon: Lexicon, one: SpokenPeriod, other: SpokenPeriod) -> bool:
    """Whether a period says all that another one does, which was taken back for it: its year, and both of its ends."""

    def dated(period: SpokenPeriod) -> bool:
        return any((heard.words[i].value or 0) >= EARLIEST for i in range(period.start, period.end))

    def ranged(period: SpokenPeriod) -> bool:
        joins = [lexicon.calendar.match(name, heard.texts, i) for name in ("to", "and") for i in range(*words(period))]
        return any(joins)

    def words(period: SpokenPeriod) -> tuple[int, int]:
        return period.start + 1, period.end - 1

    return (dated(one) or not dated(other)) and (ranged(one) or not ranged(other))


def evident_period(heard: Heard, taken: frozenset[int], lexicon: Lexicon) -> SpokenPeriod | None:
    """Words that are evidently meant as a period, where none was understood: "last summer", "for twenty four"."""
    calendar, texts = lexicon.calendar, heard.texts
    for i, word in enumerate(heard.words):
        if i in taken:
            continue
        length = calendar.match("hints", texts, i)
        before = texts[i - 1] if i and i - 1 not in taken else ""
        number = word.value is not None and not word.ordinal and (before,) in calendar.phrases["before_number"]
        number = number and (i + 1 == len(texts) or (texts[i + 1],) not in lexicon.units.measures)
        if not length and not number and not word.date:
            continue
        start, end = i, i + (length or 1)
        while start and start - 1 not in taken and _belongs(heard, start - 1, lexicon):
            start -= 1
        while end < len(texts) and end not in taken and _belongs(heard, end, lexicon):
            end += 1
        return SpokenPeriod(heard.said(start, end), start, end, None)
    return None


def unclear_period(heard: Heard, taken: frozenset[int], lexicon: Lexicon) -> SpokenPeriod | None:
    """What is said after "since" or "during", where no period was understood: "since the last audit"."""
    calendar, texts, lists = lexicon.calendar, heard.texts, lexicon.lists
    for i in range(len(texts)):
        first = i + calendar.match("unclear", texts, i)
        if first == i or i in taken:
            continue
        end = first
        while end < len(texts) and end not in taken and not lists["driver_marker"].match(texts, end):
            if end > first and "," in heard.words[end].before:
                break
            end += 1
        if end > first and not lists["question_word"].match(texts, first):
            return SpokenPeriod(heard.said(i, end), i, end, None)
    return None


def _belongs(heard: Heard, i: int, lexicon: Lexicon) -> bool:
    """Whether a word beside one of a period is part of it."""
    calendar, text = lexicon.calendar, heard.texts[i]
    named = any((text,) in calendar.phrases[name] for name in ("last", "rolling", "this", "next", "of", "hints"))
    return named or text in calendar.lead or heard.words[i].value is not None or (text,) in calendar.units
