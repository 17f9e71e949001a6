"""The grammar of spoken periods: at a word, which period begins here, if any. Decisions on meaning: `finding.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from skill_enms.requests import Period
from skill_enms.understand.periods.lists import listed_at
from skill_enms.understand.periods.months import month_at
from skill_enms.understand.periods.parts import part_at
from skill_enms.understand.periods.ranges import Parsed, counted_at, range_at, until_end
from skill_enms.understand.periods.relative import relative
from skill_enms.understand.periods.since import open_ended_at
from skill_enms.understand.periods.slashes import slashed_day_at, slashed_range_at
from skill_enms.understand.periods.spans import Span, written
from skill_enms.understand.periods.weekdays import weekday_at, weekdays_at
from skill_enms.understand.periods.years import fiscal_year_of, plain_year, year_of
from skill_enms.understand.words.lexicon import Lexicon
from skill_enms.understand.words.numbers import Word

MOST_LEADING = 5
"""Words like "the" and "year" that are looked past before a span."""


Found = tuple[Span, int]
"""A span and the word after its last one."""


_DASHES = ("-", "–", "—", "‑")
_MARKS = ("&", "+", "/")

_DATED = (1900, 2200)
"""The first and the last year that a date may have."""


class Grammar:
    """The words of one utterance, read as periods."""

    def __init__(
        self, words: Sequence[Word], taken: frozenset[int], lexicon: Lexicon, today: date, fiscal_year_start: int
    ) -> None:
        self.words = words
        self.taken = taken
        self.calendar = lexicon.calendar
        self.slips = lexicon.numbers.slips
        self.measures = lexicon.units.measures
        self._closing = (lexicon.lists["driver_marker"], lexicon.lists["courtesy"])
        self._leads, self._aside = lexicon.lists["follow_lead"], lexicon.lists["set_aside"]
        self.today = today
        self.fiscal_year_start = fiscal_year_start
        self._spans: dict[int, Found | None] = {}
        # a word that belongs to a name is no word of a period
        self.texts = tuple("" if i in taken else word.text for i, word in enumerate(words))

    def match(self, name: str, i: int) -> int:
        """Length of a calendar phrase at i."""
        return self.calendar.match(name, self.texts, i)

    def closes(self, i: int) -> bool:
        """Whether what stands at i can't follow a preposition."""
        return any(phrases.match(self.texts, i) for phrases in self._closing)

    def begins_drivers(self, i: int) -> bool:
        """Whether a word like "with" or "using" stands at i."""
        return bool(self._closing[0].match(self.texts, i))

    def unit(self, i: int) -> tuple[str, int] | None:
        """(unit, next word) where a calendar unit stands at i."""
        for length in (2, 1):
            unit = self.calendar.units.get(self.texts[i : i + length])
            if unit is not None and i + length <= len(self.texts):
                return unit, i + length
        return None

    def number(self, i: int) -> int | None:
        """The whole number at i, ordinal or not."""
        if not 0 <= i < len(self.words) or i in self.taken or self.words[i].date:
            return None
        return self.words[i].whole

    def ordinal(self, i: int) -> int | None:
        """The ordinal at i."""
        return self.number(i) if i < len(self.words) and self.words[i].ordinal else None

    def day_number(self, i: int) -> int | None:
        """The number at i, where it may be a day of a month; the one in "dcm-07, april" belongs to a name."""
        number = self.number(i)
        if number is None or not i or self.words[i].before not in ("", *_DASHES):
            return number
        before = self.texts[i - 1]
        dated = before in self.calendar.months or before in self.calendar.lead or self.match("to", i - 1)
        return number if dated or not before.isalpha() else None

    def dash(self, i: int) -> bool:
        """Whether a dash stands before the word at i."""
        return i < len(self.words) and self.words[i].before.strip() in _DASHES

    def mark(self, i: int) -> bool:
        """Whether a mark that stands for "and" stands before the word at i: "june/july", "q2 + q3"."""
        return i < len(self.words) and self.words[i].before.strip() in _MARKS

    def period(self, i: int) -> Parsed | None:
        """The longest period that begins at i."""
        if i in self.taken:
            return None
        ways = (slashed_range_at, weekdays_at, listed_at, range_at, open_ended_at, counted_at)
        found = [parsed for parsed in (*(way(self, i) for way in ways), self._single(i)) if parsed is not None]
        return max(found, key=lambda parsed: parsed.end, default=None)

    def _single(self, i: int) -> Parsed | None:
        vague = self.match("partly", i) or until_end(self, i)
        found = self.span(self.skip(i + vague)) if vague else self.span(i)
        if found is None:
            return None
        span, end = found
        return Parsed(end, None if vague or self._cut_short(i) else self.past(span))

    def _cut_short(self, i: int) -> bool:
        """Whether words before a span say that it isn't all of it: "the end of March", "until 2024", "7.10. to …"."""
        if i > 1 and self.match("to", i - 1) and self.words[i - 2].value is not None and i - 2 not in self.taken:
            return True
        if any(self._leads.match(self.texts, i - n) >= n for n in range(2, min(i, 3) + 1)):
            return False  # "what about last year"
        return any(self.match("incomplete", i - n) == n for n in range(1, min(i, 4) + 1))

    def past(self, span: Span) -> Period | None:
        """A span in the latest year in which it has begun; None where there is no such period."""
        try:
            return span.past(self.today).period()
        except (ValueError, OverflowError):
            return None

    def skip(self, i: int) -> int:
        """Past words like "the" and "year", and "the beginning of", that may stand before a span."""
        most = i + MOST_LEADING
        i += self.match("start_of", i)
        while i < min(len(self.texts), most) and self.texts[i] in self.calendar.lead and self.span(i) is None:
            i += 1
        return i

    def span(self, i: int) -> Found | None:
        """The longest calendar unit that begins at i."""
        if i >= len(self.words) or i in self.taken:
            return None
        if weekday_at(self, i) is not None:  # "Monday the 3rd of March"
            after = self.skip(i + 1)
            dated = self.span(after)
            if dated is not None and dated[0].kind == "day":
                return dated
            if self.ordinal(after) is not None and (self.match("to", after + 1) or self.dash(after + 1)):
                return None  # "Monday the 2nd to Friday the 6th of November"
        if i not in self._spans:
            self._spans[i] = self._span(i)
        return self._spans[i]

    def _span(self, i: int) -> Found | None:
        ways = (self._numeric, self._relative, self._parts, self._day, self._month, self._year, self._year_first)
        found = [span for way in ways if (span := way(i)) is not None]
        return max(found, key=lambda span: span[1], default=None)

    def _year_first(self, i: int) -> Found | None:
        """ "2024 Q3", "2024, third quarter"."""
        year = plain_year(self, i)
        found = self._parts(year[1]) or self._month(year[1]) if year is not None else None
        if year is None or found is None or found[0].year is not None or self.match("and", year[1]):
            return None
        return found[0].in_year(year[0]), found[1]

    def _parts(self, i: int) -> Found | None:
        return part_at(self, i)

    def _relative(self, i: int) -> Found | None:
        found = relative(self, i)
        if found is None:
            return None
        year = year_of(self, found[1])
        # "the last quarter of 2024" isn't the last quarter
        return None if year is not None and self.match("of", found[1]) else found

    def _numeric(self, i: int) -> Found | None:
        if not self.words[i].date:
            return slashed_day_at(self, i)
        span = written(self.words[i].text)
        # A year that nobody can mean makes it a day that there isn't.
        known = span.year is not None and _DATED[0] <= span.year <= _DATED[1]
        return (span if known else Span("day", 0, span.year, 0)), i + 1

    def with_year(self, span: Span, i: int) -> Found:
        """A span with the year that stands at i, if one does."""
        if (fiscal := fiscal_year_of(self, i)) is not None:
            return replace(span, year=fiscal[0], first_month=self.fiscal_year_start), fiscal[1]
        if (year := year_of(self, i)) is not None:
            return replace(span, year=year[0]), year[1]
        return span, i

    def _year(self, i: int) -> Found | None:
        if (fiscal := fiscal_year_of(self, i)) is not None and not self.match("of", i):
            return Span("year", year=fiscal[0], first_month=self.fiscal_year_start), fiscal[1]
        year = plain_year(self, i)
        if year is None:
            return None
        half = self.number(i + 1)
        if half == (year[0] + 1) % 100 and self.words[i + 1].before == "/":
            return Span("day", 0, year[0], 0), i + 2  # a fiscal year, or a season
        return Span("year", year=year[0]), year[1]

    def month_at(self, i: int) -> int | None:
        """The month named at i, where it isn't rather an ordinary word."""
        return month_at(self, i)

    def _month(self, i: int) -> Found | None:
        month = self.month_at(i)
        return None if month is None else self.with_year(Span("month", month), i + 1)

    def _day(self, i: int) -> Found | None:
        """ "October 7", "October the 7th", "7 October", "the 7th of October", each perhaps with its year."""
        if (month := self.month_at(i)) is not None:
            j = i + 1
            while j < len(self.texts) and j < i + 2 and self.texts[j] in self.calendar.lead and self.number(j) is None:
                j += 1
            day = self.number(j)
            if (
                day is None
                or self.words[j].before.endswith(("'", "’"))
                or (j > i + 1 and not self.words[j].ordinal)
                or day > 99
            ):
                return None
            return self.with_year(Span("day", day, month=month), j + 1)
        day = self.day_number(i)
        if day is None or day > 99:
            return None
        length = self.match("of", i + 1)
        if length and not self.words[i].ordinal and self.match("of_a_month", i + 1) != length:
            return None  # "washer 12 in June"
        j = i + 1 + length
        if not length and j < len(self.words) and "," in self.words[j].before and not self.words[i].ordinal:
            return None  # "washer 12, June to August"
        month = self.month_at(j)
        return None if month is None else self.with_year(Span("day", day, month=month), j + 1)

    def widened(self, start: int, end: int, least: int) -> tuple[int, int]:
        """A period's first word and end, with the words around it that belong to it ("for the year", "data").

        "Instead of" belongs to none: "2024 instead of 2025".
        """
        apart = self.taken | self._aside.places(self.texts)
        while start > least and start - 1 not in apart and self.texts[start - 1] in self.calendar.lead:
            start -= 1
        start = self._announced(start, least)
        tail = self.calendar.tail
        while end < len(self.texts) and end not in apart and self.texts[end] in tail and self.match("and", end) < 2:
            end += 1
        return start, end

    def _announced(self, start: int, least: int) -> int:
        """The first of the words right before a period that only announce it: "time range is", "the time frame"."""
        joint = next((n for n in (2, 1) if start - n > least and self.match("announces_with", start - n) >= n), 0)
        for length in (3, 2, 1):
            first = start - joint - length
            if first >= least and self.match("announcing", first) == length:
                return first
        return start
