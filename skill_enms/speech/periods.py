"""A period as it is said: "2024", "March 2024", "January to March 2024", "October 7 to October 21 2025"."""

from __future__ import annotations

from datetime import date, timedelta

from skill_enms.requests import Period
from skill_enms.speech.phrases import Phrase


def period_phrase(period: Period) -> Phrase:
    """The shortest exact way to say these days."""
    first, last = period.start, period.end - timedelta(days=1)
    if first == last:
        return date_phrase(first)
    whole_months = first.day == 1 and period.end.day == 1
    if not whole_months:
        return Phrase("period_dates", {"first": date_phrase(first), "last": date_phrase(last)})
    if (first.month, last.month) == (1, 12):
        if first.year == last.year:
            return Phrase("period_year", {"year": first.year})
        return Phrase("period_years", {"first": first.year, "last": last.year})
    if (first.year, first.month) == (last.year, last.month):
        return month_phrase(first)
    if first.year == last.year:
        return Phrase("period_months", {"first": _month(first), "last": _month(last), "year": first.year})
    return Phrase("period_dates", {"first": month_phrase(first), "last": month_phrase(last)})


def date_phrase(day: date) -> Phrase:
    """A date with its year."""
    return Phrase("date", {"month": _month(day), "day": day.day, "year": day.year})


def month_phrase(day: date) -> Phrase:
    """A month with its year."""
    return Phrase("period_month", {"month": _month(day), "year": day.year})


def _month(day: date) -> Phrase:
    return Phrase(f"month_{day.month}")
