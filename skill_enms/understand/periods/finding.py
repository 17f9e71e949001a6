"""Periods as they are said → half-open plant-local days, set into the past.

What is decided here, since speech leaves it open:

- A month, quarter or day without a year is the latest one that has begun by today.
- "Last year" is the calendar year before this one; "the past year" and "the last twelve months" end yesterday.
- What runs up to now ("this year", "since June", "from the start of the year", "the last 90 days") ends with
  yesterday, the last complete day.
- A range has both of its ends in it, said so or not; "excluding the last day" is another period than it says.
- Of days, weeks, months, … that are listed nothing is made where a gap lies between them.
- A period that has begun and isn't over is cut there too; one that lies wholly ahead is refused.
- The first week of a month is its first seven days, the second the seven after them, the last its last seven; the
  first half of a month ends with the 15th. Weeks of a year are ISO weeks.
- "Twelve months from June 2024" begin with June 1st; "the twelve months to June 2025" end with June 30th.
- A fiscal year is called by the calendar year it ends in; it begins with the month of the setting.
- 10/07/2024, or 10/7, is asked about unless only one of its two readings is a date; the ends of a range are read alike.
- Weekdays are the latest that are over; asked about where others of them have begun ("Monday to Friday", on a Friday).
- Since something that happened on a day is from that day on, with it; "after the change in June" is open.
- "From 4 August" is open, for it may be that day; "as of", "from … on" and "starting" run up to now.
- When something else happened is no period: "We swapped the motor in June. Train it for Q3." (`events.py`)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from skill_enms.requests import Period
from skill_enms.understand.periods.beside import as_a_whole, half_said, hinted, linked, remark, renamed, says_itself
from skill_enms.understand.periods.events import told_apart
from skill_enms.understand.periods.grammar import Grammar
from skill_enms.understand.periods.years import EARLIEST
from skill_enms.understand.words.heard import Heard
from skill_enms.understand.words.lexicon import Lexicon
from skill_enms.understand.words.taken_back import taken_back


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
    """Those that it is made of, where it is a list: "May and June 2025"."""
    event: bool = False
    """Whether it only says when something happened: "we swapped the motor in June"."""


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
        end = as_a_whole(grammar, parsed.period, end)
        itself = says_itself(grammar, i, parsed.end)
        end = renamed(grammar, end) if itself else end
        end, counted = remark(grammar, parsed.period, end)
        known = parsed.period if counted else None
        period, future = (None, False) if known is None else _in_past(known, now.today)
        link = linked(grammar, start, least)
        hint = link if itself and link < start else i
        if link < start and found and found[-1].end == link and _says_again(found[-1], period, itself=itself):
            start = found.pop().start  # "last year, so january to december 2025"
        elif words := hinted(grammar, hint, least):
            # "winter 2024 to 2025" isn't both years; with its months, "november 2024 to february 2025", it is those
            start, period = min(start, hint - words), period if itself else None
            while start > least and _belongs(heard, start - 1, lexicon) and start - 1 not in taken:
                start -= 1
        if not parsed.ranged and (begun := half_said(grammar, start, least)) is not None:
            start, period = begun, None
        start = _begun_anew(heard, lexicon, grammar, start, least)
        said = heard.said(start, end)
        listed = tuple(SpokenPeriod(said, start, end, *_in_past(each, now.today)) for each in parsed.listed)
        found.append(SpokenPeriod(said, start, end, period, future, listed))
        i = end
    return _from_then(grammar, found, now.today) or told_apart(heard, lexicon, found)


def _from_then(grammar: Grammar, found: list[SpokenPeriod], today: date) -> tuple[SpokenPeriod, ...]:
    """The one period, up to now where it is taken up again: "balanced on 20 July; train it from that day on"."""
    if len(found) != 1 or found[0].period is None or found[0].period.start >= today:
        return ()
    again = any(grammar.match("from_then", i) for i in range(found[0].end, len(grammar.texts)))
    return (replace(found[0], period=Period(found[0].period.start, today)),) if again else ()


def _says_again(before: SpokenPeriod, period: Period | None, *, itself: bool) -> bool:
    """Whether a period is the one before it in other words, or its dates: "winter 2024/25, so October to April"."""
    return period is not None and (before.period == period or (before.period is None and itself))


def _begun_anew(heard: Heard, lexicon: Lexicon, grammar: Grammar, start: int, least: int) -> int:
    """Where a period begins that was broken off and said anew: "from mid… no, from the 1st of October"."""
    back = next((j for j in range(start - 1, least, -1) if taken_back(heard, lexicon, j) == start - j), None)
    if back is None or not grammar.taken.isdisjoint(range(back, start)):
        return start
    begun = next((back - n for n in range(1, 4) if back - n >= least and grammar.match("partly", back - n) == n), back)
    if begun == back and back > least and grammar.ordinal(back - 1) is not None:
        begun = back - 1
    return grammar.widened(begun, start, least)[0] if begun < back else start


def replaces(heard: Heard, lexicon: Lexicon, one: SpokenPeriod, other: SpokenPeriod) -> bool:
    """Whether a period says all that another one does, which was taken back for it: its year, and both of its ends.

    A part of it that was set aside, "March to October, not July", leaves another period than it says.
    """

    def dated(period: SpokenPeriod) -> bool:
        return any((heard.words[i].value or 0) >= EARLIEST for i in range(period.start, period.end))

    def ranged(period: SpokenPeriod) -> bool:
        joins = [lexicon.calendar.match(name, heard.texts, i) for name in ("to", "and") for i in range(*words(period))]
        return any(joins)

    def words(period: SpokenPeriod) -> tuple[int, int]:
        return period.start + 1, period.end - 1

    if one.start < other.start and one.period is not None and other.period is not None:
        inside = one.period.start <= other.period.start and other.period.end <= one.period.end
        if 2 * one.period.days > 3 * other.period.days and (inside or not dated(other)):
            return False
    return (dated(one) or not dated(other)) and (ranged(one) or not ranged(other))


def evident_period(heard: Heard, taken: frozenset[int], lexicon: Lexicon) -> SpokenPeriod | None:
    """Words that are evidently meant as a period, where none was understood: "last summer", "for twenty four".

    "Thirstier by the week" and "how many years of data" are none.
    """
    calendar, texts = lexicon.calendar, heard.texts
    paced = {place for i in range(len(texts)) for place in range(i, i + calendar.match("at_a_pace", texts, i))}
    for i, word in enumerate(heard.words):
        if i in taken or i in paced:
            continue
        asked = any(texts[i - n : i] in lexicon.lists["how_many"] for n in (2, 3) if n <= i)
        length = 0 if asked else calendar.match("hints", texts, i)
        before = texts[i - 1] if i and i - 1 not in taken else ""
        number = word.value is not None and not word.ordinal and (before,) in calendar.phrases["before_number"]
        number = number and (i + 1 == len(texts) or (texts[i + 1],) not in lexicon.units.measures)
        number = number and not _is_some_of_them(texts, lexicon, i)
        if not length and not number and not word.date:
            continue
        start, end = i, i + (length or 1)
        while start and start - 1 not in taken and _belongs(heard, start - 1, lexicon):
            start -= 1
        while end < len(texts) and end not in taken and _belongs(heard, end, lexicon):
            end += 1
        return SpokenPeriod(heard.said(start, end), start, end, None)
    return None


def _is_some_of_them(texts: tuple[str, ...], lexicon: Lexicon, i: int) -> bool:
    """Whether the number at i is how many of some things are meant, which are no days: "for one of the machines"."""
    of = i + 1 + lexicon.calendar.match("of_a_month", texts, i + 1)
    after = of + lexicon.lists["definite"].match(texts, of)
    dated = any(texts[after : after + n] in lexicon.calendar.units for n in (1, 2))
    return i + 1 < of < after < len(texts) and not dated and not lexicon.calendar.match("hints", texts, after)


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
    named = any(
        (text,) in calendar.phrases[name] for name in ("last", "rolling", "this", "next", "of", "hints", "seasonal")
    )
    return named or text in calendar.lead or heard.words[i].value is not None or (text,) in calendar.units
