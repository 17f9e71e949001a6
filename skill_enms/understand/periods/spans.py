"""Calendar units and what they come to: a year, a quarter, a month, a day, set into the past."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from skill_enms.requests import Period

MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""Calendar units that are whole months."""


def add_months(day: date, months: int) -> date:
    """The same day some months later (or earlier), or that month's last day; clamped to the years Python knows."""
    index = day.year * 12 + day.month - 1 + months
    year, month = min(max(index // 12, 1), 9998), index % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def add_days(day: date, days: int) -> date:
    """A day some days later or earlier, clamped to the years Python knows."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal() - 1))


@dataclass(frozen=True, slots=True)
class Span:
    """One calendar unit as it was said, perhaps without its year (or its month)."""

    kind: str
    """year, fiscal, half, quarter, month, week, day, days (of a month), or fixed."""
    number: int = 0
    """Which half, quarter, month (for `days` too) or week; the day of the month."""
    year: int | None = None
    """Its year, where one was said."""
    month: int | None = None
    """A day's month, where one was said."""
    first_month: int = 1
    """The month its year begins with."""
    fixed: Period | None = None
    """What it comes to, for kind `fixed`."""
    parts: tuple[int, int] | None = None
    """(first, last) of several halves, quarters or months of one year, counted from 0: "the first two quarters".

    For `days`: of the days of a month, below 0 from its end.
    """
    step: str = ""
    """The unit of `parts`."""

    @property
    def dated(self) -> bool:
        """Whether its year is known."""
        return self.kind == "fixed" or self.year is not None

    def in_year(self, year: int) -> Span:
        """The same, with its year."""
        return self if self.kind == "fixed" else replace(self, year=year)

    def _year_start(self) -> date:
        year = self.year or 1
        if self.first_month == 1:
            return date(year, 1, 1)
        return date(max(year - 1, 1), self.first_month, 1)

    def period(self) -> Period:
        """What it comes to; ValueError where there is no such day, week, quarter, …"""
        if self.fixed is not None:
            return self.fixed
        if self.year is None:
            raise ValueError("a span without a year")
        if self.kind == "days":
            return self._days_of_month(date(self.year, self.number, 1))
        if self.parts is not None:
            months = MONTHS_OF[self.step]
            if not 0 <= self.parts[0] <= self.parts[1] < 12 // months:
                raise ValueError("no such part of a year")
            start = add_months(self._year_start(), self.parts[0] * months)
            return Period(start, add_months(self._year_start(), (self.parts[1] + 1) * months))
        if self.kind == "year":
            return Period(self._year_start(), add_months(self._year_start(), 12))
        if self.kind in ("half", "quarter"):
            months = MONTHS_OF[self.kind]
            if not 1 <= self.number <= 12 // months:
                raise ValueError(f"no such {self.kind}")
            start = add_months(self._year_start(), (self.number - 1) * months)
            return Period(start, add_months(start, months))
        if self.kind == "month":
            start = date(self.year, self.number, 1)
            return Period(start, add_months(start, 1))
        if self.kind == "week":
            start = date.fromisocalendar(self.year, self.number, 1)
            return Period(start, start + timedelta(days=7))
        if self.month is None:
            raise ValueError("a day without a month")
        day = date(self.year, self.month, self.number)
        return Period(day, day + timedelta(days=1))

    def _days_of_month(self, start: date) -> Period:
        first, last = self.parts or (0, -1)
        count = (add_months(start, 1) - start).days
        first, last = (day if day >= 0 else count + day for day in (first, last))
        if not 0 <= first <= last < count:
            raise ValueError("no such days in that month")
        return Period(add_days(start, first), add_days(start, last + 1))

    def if_any(self) -> Period | None:
        """What it comes to; None where there is no such day, week, quarter, …"""
        try:
            return self.period()
        except ValueError:
            return None

    def past(self, today: date) -> Span:
        """With the latest year in which it has begun by today; the same where its year is known."""
        if self.dated:
            return self
        for year in range(today.year + 1, today.year - 9, -1):
            period = self.in_year(year).if_any()
            if period is not None and period.start <= today:
                return self.in_year(year)
        raise ValueError("never in the past years")


def _ending_after(span: Span, start: date) -> Span:
    """An undated span in the first year in which it ends after `start`."""
    for year in range(start.year - 1, start.year + 9):
        period = span.in_year(year).if_any()
        if period is not None and period.end > start:
            return span.in_year(year)
    raise ValueError("no such end")


def _starting_before(span: Span, end: date) -> Span:
    """An undated span in the last year in which it starts before `end`."""
    for year in range(end.year + 1, end.year - 9, -1):
        period = span.in_year(year).if_any()
        if period is not None and period.start < end:
            return span.in_year(year)
    raise ValueError("no such start")


def of_one_month(first: Span, last: Span) -> tuple[Span, Span]:
    """ "october 7 to 21" and "7 to 21 october": the month, and the year said with it, hold for both."""
    if first.kind == last.kind == "day":
        if last.month is None and first.month is not None:
            return first, replace(last, month=first.month, year=last.year or first.year)
        if first.month is None and last.month is not None:
            return replace(first, month=last.month, year=first.year or last.year), last
    return first, last


def between(first: Span, last: Span, today: date) -> Period:
    """From the first day of one span to the last day of another; ValueError where that runs backwards."""
    first, last = of_one_month(first, last)
    if not first.dated and not last.dated:
        last = last.past(today)
    if first.dated and not last.dated:
        last = _ending_after(last, first.period().start)
    elif last.dated and not first.dated:
        first = _starting_before(first, last.period().end)
    period = Period(first.period().start, last.period().end)
    if period.start >= period.end:
        raise ValueError("ends before it starts")
    return period


def full_year(year: int) -> int:
    """A year of two digits, of this century."""
    return year + 2000 if year < 100 else year


def written(text: str) -> Span:
    """A date in figures: a month, or a day; day 0 where it could be one day or another.

    Between dots the day comes first, wherever people write so; between slashes it may be either.
    """
    fields = [int(field) for field in text.replace("/", "-").replace(".", "-").split("-")]
    if len(fields) == 2:
        return Span("month", fields[1], fields[0])
    if len(text.partition("-")[0]) == 4:
        return Span("day", fields[2], fields[0], fields[1])
    first, second, year = fields
    year = full_year(year)
    either = ((first, second),) if "." in text else ((first, second), (second, first))
    readings = {(d, m) for d, m in either if m <= 12 and d <= 31}
    day, month = readings.pop() if len(readings) == 1 else (0, 0)
    return Span("day", day, year, month)
