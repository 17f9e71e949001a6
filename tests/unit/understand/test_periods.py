"""Periods: half open, set into the past, never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from talking import FRIDAY, periods

from skill_enms.understand.words.lexicon import Lexicon


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2024", "2024-01-01..2025-01-01"),
        ("for your 2024", "2024-01-01..2025-01-01"),
        ("the whole of 2024", "2024-01-01..2025-01-01"),
        ("2024, the whole year", "2024-01-01..2025-01-01"),
        ("march 2024 instead, the full month", "2024-03-01..2024-04-01"),
        ("last year", "2025-01-01..2026-01-01"),
        ("two years ago", "2024-01-01..2025-01-01"),
        ("the year before last", "2024-01-01..2025-01-01"),
        ("this year", "2026-01-01..2026-11-23"),
        ("this year so far", "2026-01-01..2026-11-23"),
        ("year to date", "2026-01-01..2026-11-23"),
        ("the past year", "2025-11-23..2026-11-23"),
        ("the last twelve months", "2025-11-23..2026-11-23"),
        ("the last 90 days", "2026-08-25..2026-11-23"),
        ("the past two weeks", "2026-11-09..2026-11-23"),
        ("last week", "2026-11-16..2026-11-23"),
        ("last month", "2026-10-01..2026-11-01"),
        ("last quarter", "2026-07-01..2026-10-01"),
        ("the last two quarters", "2026-04-01..2026-10-01"),
        ("yesterday", "2026-11-22..2026-11-23"),
        ("the day before yesterday", "2026-11-21..2026-11-22"),
        ("today", "2026-11-23..2026-11-24"),
        ("january", "2026-01-01..2026-02-01"),
        ("november", "2026-11-01..2026-11-23"),
        ("december", "2025-12-01..2026-01-01"),
        ("last december", "2025-12-01..2026-01-01"),
        ("march 2024", "2024-03-01..2024-04-01"),
        ("march, 2024", "2024-03-01..2024-04-01"),
        ("march '24", "2024-03-01..2024-04-01"),
        ("in may", "2026-05-01..2026-06-01"),
        ("2024-03", "2024-03-01..2024-04-01"),
        ("january to march 2024", "2024-01-01..2024-04-01"),
        ("january-march 2024", "2024-01-01..2024-04-01"),
        ("january and february 2024", "2024-01-01..2024-03-01"),
        ("january, february and march 2024", "2024-01-01..2024-04-01"),
        ("the week of October 5 to 11", "2026-10-05..2026-10-12"),
        ("the year two thousand", "2000-01-01..2001-01-01"),
        ("the 3rd and 4th of August", "2026-08-03..2026-08-05"),
        ("the 3rd and 5th of August", "?"),
        ("starting first of march 2025 and ending thirty first of may 2025", "2025-03-01..2025-06-01"),
        ("from march 2025, ending in june", "2025-03-01..2025-07-01"),
        ("from mid january 2025 to the end of may 2025", "?"),
        ("from january to the middle of may 2025", "?"),
        ("from the end of march 2025 to june 2025", "?"),
        ("january until the beginning of may 2025", "?"),
        ("mid may 2025", "?"),
        ("until the end of may 2025", "?"),
        ("the year ending march 2025", "2024-04-01..2025-04-01"),
        ("the 12 months to june 2025", "2024-07-01..2025-07-01"),
        ("twelve months from june 2024", "2024-06-01..2025-06-01"),
        ("90 days from march 1st 2025", "2025-03-01..2025-05-30"),
        ("december, january and february", "2025-12-01..2026-03-01"),
        ("november december january february 2025", "2024-11-01..2025-03-01"),
        ("since new year", "2026-01-01..2026-11-23"),
        ("the last year of data", "2025-11-23..2026-11-23"),
        ("the three full months before this one", "2026-08-01..2026-11-01"),
        ("the two weeks before last week", "2026-11-02..2026-11-16"),
        ("the quarter prior to this year", "2025-10-01..2026-01-01"),
        ("last year and the first quarter of this one", "2025-01-01..2026-04-01"),
        ("the heating period october 2024 to april 2025", "2024-10-01..2025-05-01"),
        ("the heating period 2024", "?"),
        ("the summer months june july and august 2025", "2025-06-01..2025-09-01"),
        ("april, may, june and july", "2026-04-01..2026-08-01"),
        ("the week of march 3 2025", "2025-03-03..2025-03-10"),
        ("the week of the 14th of october", "2026-10-12..2026-10-19"),
        ("october to march", "2025-10-01..2026-04-01"),
        ("october to march 2024", "2023-10-01..2024-04-01"),
        ("october 2023 to march", "2023-10-01..2024-04-01"),
        ("between october 2023 and march 2024", "2023-10-01..2024-04-01"),
        ("between may and september 2025", "2025-05-01..2025-10-01"),
        ("march to june 2025", "2025-03-01..2025-07-01"),
        ("march 5", "2026-03-05..2026-03-06"),
        ("the third of march 2024", "2024-03-03..2024-03-04"),
        ("december 24", "2025-12-24..2025-12-25"),
        ("from march 1st to june 30th 2024", "2024-03-01..2024-07-01"),
        ("october 7 to 21", "2026-10-07..2026-10-22"),
        ("october seventh to twenty first 2025", "2025-10-07..2025-10-22"),
        ("7 to 21 october 2025", "2025-10-07..2025-10-22"),
        ("from the 7th to the 21st of october 2025", "2025-10-07..2025-10-22"),
        ("december 20 to january 10", "2025-12-20..2026-01-11"),
        ("2024-03-01 to 2024-06-30", "2024-03-01..2024-07-01"),
        ("25/07/2024", "2024-07-25..2024-07-26"),
        ("07/07/2024", "2024-07-07..2024-07-08"),
        ("q1 2025", "2025-01-01..2025-04-01"),
        ("q1", "2026-01-01..2026-04-01"),
        ("the third quarter of last year", "2025-07-01..2025-10-01"),
        ("quarter 2 2024", "2024-04-01..2024-07-01"),
        ("first to third quarter of 2024", "2024-01-01..2024-10-01"),
        ("the third and fourth quarter of 2025", "2025-07-01..2026-01-01"),
        ("from the first to the third quarter of 2025", "2025-01-01..2025-10-01"),
        ("the 10th to 20th week of 2024", "2024-03-04..2024-05-20"),
        ("2024 plus 2025", "2024-01-01..2026-01-01"),
        ("the first week of may 2025", "2025-05-01..2025-05-08"),
        ("the third week of may", "2026-05-15..2026-05-22"),
        ("the last two weeks of june 2025", "2025-06-17..2025-07-01"),
        ("the first ten days of october", "2026-10-01..2026-10-11"),
        ("the first half of may 2025", "2025-05-01..2025-05-16"),
        ("the second half of february 2024", "2024-02-16..2024-03-01"),
        ("from the second half of march to the first half of may 2025", "2025-03-16..2025-05-16"),
        ("q1 to q3 2024", "2024-01-01..2024-10-01"),
        ("the last quarter of 2024", "2024-10-01..2025-01-01"),
        ("first half of 2024", "2024-01-01..2024-07-01"),
        ("h2 2024", "2024-07-01..2025-01-01"),
        ("the first six months of 2024", "2024-01-01..2024-07-01"),
        ("the last 3 months of 2024", "2024-10-01..2025-01-01"),
        ("week 12", "2026-03-16..2026-03-23"),
        ("calendar week 53 of 2020", "2020-12-28..2021-01-04"),
        ("2023 and 2024", "2023-01-01..2025-01-01"),
        ("2022-2024", "2022-01-01..2025-01-01"),
        ("from 2022 to 2024", "2022-01-01..2025-01-01"),
        ("since june", "2026-06-01..2026-11-23"),
        ("since june 2023", "2023-06-01..2026-11-23"),
        ("since march 1st", "2026-03-01..2026-11-23"),
        ("since 2025", "2025-01-01..2026-11-23"),
        ("from 2023 onwards", "2023-01-01..2026-11-23"),
        ("after 2023", "2024-01-01..2026-11-23"),
        ("june 2024 until today", "2024-06-01..2026-11-23"),
        ("fiscal 2024", "2024-01-01..2025-01-01"),
        ("feb 29 2024", "2024-02-29..2024-03-01"),
        ("february 29", "2024-02-29..2024-03-01"),
        ("01.05.2025 to 30.09.2025", "2025-05-01..2025-10-01"),
        ("start 2025-02-01, end 2025-07-31", "2025-02-01..2025-08-01"),
        ("in the heating season october 2024 to march 2025", "2024-10-01..2025-04-01"),
    ],
)
def test_a_period_is_understood(said: str, expected: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon) == [expected]


@pytest.mark.parametrize(
    ("said", "start", "expected"),
    [
        ("fiscal 2024", 4, "2023-04-01..2024-04-01"),
        ("fiscal year 2024", 10, "2023-10-01..2024-10-01"),
        ("fy24", 4, "2023-04-01..2024-04-01"),
        ("fiscal year 2023/24", 4, "2023-04-01..2024-04-01"),
        ("last fiscal year", 4, "2025-04-01..2026-04-01"),
        ("this fiscal year", 10, "2026-10-01..2026-11-23"),
        ("q1 of fiscal 2024", 10, "2023-10-01..2024-01-01"),
        ("2024", 4, "2024-01-01..2025-01-01"),
        ("calendar 2024", 4, "2024-01-01..2025-01-01"),
    ],
)
def test_a_fiscal_year_is_called_by_the_year_it_ends_in(said: str, start: int, expected: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon, fiscal=start) == [expected]


@pytest.mark.parametrize(
    "said",
    [
        "10/07/2024",
        "february 30th 2024",
        "q5 2024",
        "13/25/2024",
        "week 60 of 2024",
        "june 2024 to march 2024",
        "january and march 2024",
        "the summer of 2024",
        "2024/25",
        "the fifth week of february 2025",
        "the third half of may",
        "the fourth and third quarter of 2025",
        "the third ten days of june 2025",
        "the third of mad to the 31st of july 2025",
        "for winter 2024 to 2025",
        "in the heating season 2024 to 2025",
    ],
)
def test_what_is_no_period_is_not_replaced_by_one(said: str, lexicon: Lexicon) -> None:
    assert "?" in periods(said, lexicon)


@pytest.mark.parametrize("said", ["in the year 900", "fiscal year 900", "fy 2900"])
def test_a_year_that_nobody_means_is_no_period(said: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon) == []


@pytest.mark.parametrize("said", ["2027", "next year", "next month", "tomorrow", "january 2027", "q1 2030"])
def test_what_lies_ahead_is_told_apart(said: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon) == ["future"]


@pytest.mark.parametrize(
    "said",
    [
        "you may train it",
        "the next train to berlin",
        "march on",
        "compressor 1 and boiler 2",
        "500 units",
        "production and h2 purity",
        "heating degree days",
    ],
)
def test_ordinary_words_are_no_period(said: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon) == []


@pytest.mark.parametrize(
    ("said", "today", "expected"),
    [
        ("january", date(2026, 1, 1), "2026-01-01..2026-01-02"),
        ("last year", date(2024, 2, 29), "2023-01-01..2024-01-01"),
        ("the past year", date(2024, 2, 29), "2023-02-28..2024-02-29"),
        ("the last month", date(2026, 1, 15), "2025-12-01..2026-01-01"),
        ("2026", date(2026, 6, 1), "2026-01-01..2026-06-01"),
        ("december to february", date(2026, 1, 15), "2024-12-01..2025-03-01"),
    ],
)
def test_today_matters(said: str, today: date, expected: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon, today) == [expected]


@pytest.mark.parametrize(
    ("said", "start", "expected"),
    [
        ("2024/25 fiscal year", 4, "2024-04-01..2025-04-01"),
        ("the 24/25 fiscal year", 4, "2024-04-01..2025-04-01"),
        ("2024-2025 financial year", 4, "2024-04-01..2025-04-01"),
        ("the 2025 fiscal year", 10, "2024-10-01..2025-10-01"),
    ],
)
def test_a_fiscal_year_may_be_said_after_its_number(said: str, start: int, expected: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon, fiscal=start) == [expected]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("using year to date", "2026-01-01..2026-11-23"),
        ("this month so far", "2026-11-01..2026-11-23"),
        ("from the start of the year", "2026-01-01..2026-11-23"),
        ("from the beginning of this month", "2026-11-01..2026-11-23"),
        ("from the start of june", "2026-06-01..2026-11-23"),
        ("since the beginning of the year 2025", "2025-01-01..2026-11-23"),
        ("the month before last", "2026-09-01..2026-10-01"),
        ("the week before last", "2026-11-09..2026-11-16"),
        ("last weekend", "2026-11-21..2026-11-23"),
        ("since last weekend", "2026-11-21..2026-11-23"),
        ("for the whole of last year", "2025-01-01..2026-01-01"),
        ("for all of 2025", "2025-01-01..2026-01-01"),
        ("for the entirety of 2025", "2025-01-01..2026-01-01"),
    ],
)
def test_what_is_told_from_today_is_understood(said: str, expected: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon) == [expected]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("for the last twelve full months", "2025-11-01..2026-11-01"),
        ("the previous two calendar years", "2024-01-01..2026-01-01"),
        ("the last two full weeks", "2026-11-09..2026-11-23"),
        ("last Q2", "2026-04-01..2026-07-01"),
        ("last Q4", "2025-10-01..2026-01-01"),
        ("this Q3", "2026-07-01..2026-10-01"),
        ("Q3 25", "2025-07-01..2025-10-01"),
        ("H1/26", "2026-01-01..2026-07-01"),
        ("Q3 25 degrees", "2026-07-01..2026-10-01"),
        ("the twelve months of 2025", "2025-01-01..2026-01-01"),
        ("the back half of 2025", "2025-07-01..2026-01-01"),
        ("from June to year end 2025", "2025-06-01..2026-01-01"),
        ("year end 2025", "?"),
        ("heating season 2024/25, i.e. Oct 2024 to April 2025", "2024-10-01..2025-05-01"),
        ("last heating season, that's 1 October 2025 to 30 April 2026", "2025-10-01..2026-05-01"),
    ],
)
def test_parts_of_years_are_understood(said: str, expected: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon, FRIDAY) == [expected]
