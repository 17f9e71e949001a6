"""Periods: half open, set into the past, never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from skill_enms.understand.periods.finding import Now, evident_period, find_periods, replaces
from skill_enms.understand.words.heard import hear
from skill_enms.understand.words.lexicon import Lexicon

TODAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)


def periods(said: str, lexicon: Lexicon, today: date = TODAY, fiscal: int = 1) -> list[str]:
    """Each period found, as "start..end"; "?" for one that isn't understood, "future" for one that lies ahead."""
    found = find_periods(hear(said, lexicon), frozenset(), lexicon, Now(today, fiscal))
    return [
        "future" if spoken.future else f"{spoken.period.start}..{spoken.period.end}" if spoken.period else "?"
        for spoken in found
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2024", "2024-01-01..2025-01-01"),
        ("for your 2024", "2024-01-01..2025-01-01"),
        ("the whole of 2024", "2024-01-01..2025-01-01"),
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


def test_words_of_a_name_are_no_period(lexicon: Lexicon) -> None:
    heard = hear("line 2024 for 2025", lexicon)
    found = find_periods(heard, frozenset({0, 1}), lexicon, Now(TODAY))
    assert [spoken.said for spoken in found] == ["for 2025"]


def test_a_round_number_of_something_is_no_year(lexicon: Lexicon) -> None:
    assert periods("with two thousand hectolitres", lexicon) == []
    assert periods("at two thousand tons and 5 degrees", lexicon) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("on the 3rd, 4th and 5th of November", "2026-11-03..2026-11-06"),
        ("on 3, 4 and 5 May", "2026-05-03..2026-05-06"),
        ("May 3rd, 4th, 5th", "2026-05-03..2026-05-06"),
        ("May 3, 4 and 5 2025", "2025-05-03..2025-05-06"),
        ("on the third, the fourth and the fifth of November", "2026-11-03..2026-11-06"),
        ("the third fourth and fifth of may", "2026-05-03..2026-05-06"),
        ("on 9 and 10 October", "2026-10-09..2026-10-11"),
        ("3 and 4-7 May", "2026-05-03..2026-05-08"),
        ("30 April, 1 and 2 May", "2026-04-30..2026-05-03"),
        ("May 30, 31 and June 1", "2026-05-30..2026-06-02"),
        ("31 december, 1 and 2 january", "2025-12-31..2026-01-03"),
        ("May 3, May 4 and May 5", "2026-05-03..2026-05-06"),
        ("weeks 40, 41 and 42", "2026-09-28..2026-10-19"),
        ("Q1, Q2 and Q3 2025", "2025-01-01..2025-10-01"),
        ("the first, second and third quarter of 2025", "2025-01-01..2025-10-01"),
        ("2022, 2023 and 2024", "2022-01-01..2025-01-01"),
        ("May 2025, June 2025 and July 2025", "2025-05-01..2025-08-01"),
        ("March, April, May", "2026-03-01..2026-06-01"),
        ("take may june and july", "2026-05-01..2026-08-01"),
        ("take May and June", "2026-05-01..2026-07-01"),
        ("may/june 2025", "2025-05-01..2025-07-01"),
        ("sept + oct", "2026-09-01..2026-11-01"),
        ("Jan-Mar", "2026-01-01..2026-04-01"),
        ("the first 0.5 of 2025", "2025-01-01..2025-07-01"),
        ("for the first 0.5 of 20 to twenty-five", "2025-01-01..2025-07-01"),
        ("sep & oct 2025", "2025-09-01..2025-11-01"),
        ("q2 + q3", "2026-04-01..2026-10-01"),
        ("Q2 and Q3 of this year together", "2026-04-01..2026-10-01"),
    ],
)
def test_what_is_listed_one_after_the_other_is_one_period(said: str, expected: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon) == [expected]


@pytest.mark.parametrize(
    "said",
    [
        "on the 3rd, 5th and 6th of November",
        "on the 3rd, 4th, 6th of November",
        "3 May, 4 May and 6 May",
        "3 and 5-7 May",
        "the 1st, 2nd and 3rd of may and the 5th",
        "May 3 to 5 and 7 to 9",
        "the 29th, 30th and 31st of June",
        "weeks 40, 42 and 43",
        "2020, 2022 and 2024",
    ],
)
def test_of_a_list_with_a_gap_no_part_is_taken(said: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon) == ["?"]


def test_a_list_of_years_can_still_be_set_side_by_side(lexicon: Lexicon) -> None:
    (spoken,) = find_periods(hear("2022, 2023 and 2024", lexicon), frozenset(), lexicon, Now(TODAY))
    assert [each.period.start.year for each in spoken.listed if each.period is not None] == [2022, 2023, 2024]


@pytest.mark.parametrize("said", ["if I may, June to August 2025", "you may, June to August 2025"])
def test_a_verb_before_a_month_is_no_month(said: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon) == ["2025-06-01..2025-09-01"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Train DCM-07, april through june", "2026-04-01..2026-07-01"),
        ("Train DCM07 april through june", "2026-04-01..2026-07-01"),
        ("Train DCM-7 april 2025", "2025-04-01..2025-05-01"),
        ("Compressor one, October 22 to 24", "2026-10-22..2026-10-25"),
        ("compressor 5, march 2025", "2025-03-01..2025-04-01"),
        ("on May 3rd, second shift", "2026-05-03..2026-05-04"),
        ("07-oct to 21-oct", "2026-10-07..2026-10-22"),
        ("from oct-07 to oct-21 2025", "2025-10-07..2025-10-22"),
    ],
)
def test_the_number_of_a_name_is_no_day(said: str, expected: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon) == [expected]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("from June till the end of October", "2026-06-01..2026-11-01"),
        ("April 2025 till end of March 2026", "2025-04-01..2026-04-01"),
        ("15 April to the end of October this year", "2026-04-15..2026-11-01"),
        ("April 2025 – end March 2026", "2025-04-01..2026-04-01"),
        ("1 June thru end of September", "2026-06-01..2026-10-01"),
        ("june up to and including the end of august", "2026-06-01..2026-09-01"),
        ("12 months to the end of June 2025", "2024-07-01..2025-07-01"),
        ("between march and the end of june", "2026-03-01..2026-07-01"),
        ("from June until the end of the year", "2026-06-01..2026-11-23"),
        ("from october 2025 until the end of last month", "2025-10-01..2026-11-01"),
        ("from the start of the year to june", "2026-01-01..2026-07-01"),
        ("for calendar weeks 40 to 46 of this year", "2026-09-28..2026-11-16"),
        ("weeks 40 through 46", "2026-09-28..2026-11-16"),
        ("CW 40-46", "2026-09-28..2026-11-16"),
        ("weeks 50 2025 to 3 2026", "2025-12-08..2026-01-19"),
    ],
)
def test_a_range_runs_to_the_end_of_what_it_ends_with(said: str, expected: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon) == [expected]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("from second of February until thirtieth of April, thirtieth included", "2026-02-02..2026-05-01"),
        ("From 20 September to 20 November this year, both ends counting", "2026-09-20..2026-11-21"),
        ("9/22/2025 to 1/18/2026, last day counts too", "2025-09-22..2026-01-19"),
        ("1 July to 15 Nov this year, the 15th counts", "2026-07-01..2026-11-16"),
        ("May 4th to July 24th (that's when it ran three shifts), July 24 included", "2026-05-04..2026-07-25"),
        ("from march up to and including June", "2026-03-01..2026-07-01"),
        ("1 march to 30 june inclusive", "2026-03-01..2026-07-01"),
        ("1 march to 30 june, including the 30th", "2026-03-01..2026-07-01"),
        ("from march to june inclusive of june", "2026-03-01..2026-07-01"),
        ("2022 to 2024, 2024 included", "2022-01-01..2025-01-01"),
        ("1 march to 30 june, excluding the last day", "?"),
        ("1 march to 30 june, not including the last day", "?"),
        ("1 march to 30 june, the 30th not included", "?"),
        ("from march to october excluding july", "?"),
    ],
)
def test_a_remark_on_a_periods_ends_belongs_to_it(said: str, expected: str, lexicon: Lexicon) -> None:
    (spoken,) = find_periods(hear(said, lexicon), frozenset(), lexicon, Now(TODAY))
    assert periods(said, lexicon) == [expected]
    assert spoken.said == said


@pytest.mark.parametrize(
    "said",
    ["march to october 2025 including temperature", "march to october 2025 without 5 tons", "2024 counting production"],
)
def test_a_remark_on_something_else_does_not_belong_to_a_period(said: str, lexicon: Lexicon) -> None:
    (spoken,) = find_periods(hear(said, lexicon), frozenset(), lexicon, Now(TODAY))
    assert spoken.period is not None
    assert spoken.said in {"march to october 2025", "2024"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("over the last heating season, so October 2025 through April 2026", "2025-10-01..2026-05-01"),
        ("over last winter, by which I mean 1 November 2025 to 31 March 2026", "2025-11-01..2026-04-01"),
        ("over the summer months, so June, July and August", "2026-06-01..2026-09-01"),
        ("last summer, i.e. June to August 2025", "2025-06-01..2025-09-01"),
        ("last year, so january to december 2025", "2025-01-01..2026-01-01"),
        ("for October 2025 to April 2026, the last heating season", "2025-10-01..2026-05-01"),
    ],
)
def test_a_season_that_is_said_in_dates_is_those_dates(said: str, expected: str, lexicon: Lexicon) -> None:
    (spoken,) = find_periods(hear(said, lexicon), frozenset(), lexicon, Now(TODAY))
    assert periods(said, lexicon) == [expected]
    assert spoken.said == said


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("swapped in early April so I want a model, say 15 April to 30 June", ["?", "2026-04-15..2026-07-01"]),
        ("the filter was changed in mid June, so use July to October", ["?", "2026-07-01..2026-11-01"]),
        ("last year, so 2024", ["2025-01-01..2026-01-01", "2024-01-01..2025-01-01"]),
    ],
)
def test_a_time_of_something_else_does_not_melt_into_a_period(said: str, expected: list[str], lexicon: Lexicon) -> None:
    assert periods(said, lexicon) == expected


@pytest.mark.parametrize(
    "said",
    [
        "from mid... no, from the 1st of October to the 31st of December last year",
        "from the third, sorry, from the 1st of October to the 31st of December last year",
    ],
)
def test_a_period_that_was_broken_off_is_the_one_said_anew(said: str, lexicon: Lexicon) -> None:
    (spoken,) = find_periods(hear(said, lexicon), frozenset(), lexicon, Now(TODAY))
    assert spoken.said == said
    assert periods(said, lexicon) == ["2025-10-01..2026-01-01"]


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


@pytest.mark.parametrize("said", ["during winters", "in summers", "in the heating seasons"])
def test_seasons_are_recognised_though_nobody_says_their_dates(said: str, lexicon: Lexicon) -> None:
    spoken = evident_period(hear(said, lexicon), frozenset(), lexicon)
    assert spoken is not None
    assert (spoken.said, spoken.period) == (said, None)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2024, not 2023", True),
        ("march 2025, not april", True),
        ("march to october 2025, not july", False),
        ("2025, not july 2025", False),
    ],
)
def test_a_part_that_is_set_aside_is_not_lost(said: str, meant: bool, lexicon: Lexicon) -> None:
    heard = hear(said, lexicon)
    one, other = find_periods(heard, frozenset(), lexicon, Now(TODAY))
    assert replaces(heard, lexicon, one, other) is meant


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Monday through Wednesday this week", "2026-11-23..2026-11-26"),
        ("from Tuesday until Thursday last week", "2026-11-17..2026-11-20"),
        ("Mon-Wed", "2026-11-23..2026-11-26"),
        ("Wed to Fri last week", "2026-11-18..2026-11-21"),
        ("between Monday and Wednesday this week", "2026-11-23..2026-11-26"),
        ("Saturday to Monday", "2026-11-21..2026-11-24"),
        ("Monday to Sunday this week", "2026-11-23..2026-11-27"),
        ("last week, Monday to Wednesday", "2026-11-16..2026-11-19"),
        ("on Monday last week", "2026-11-16..2026-11-17"),
        ("Tuesday to Thursday of calendar week 40", "2026-09-29..2026-10-02"),
        ("Monday to Wednesday of the week of 5 October", "2026-10-05..2026-10-08"),
        ("Monday, Tuesday and Wednesday this week", "2026-11-23..2026-11-26"),
        ("last saturday and sunday", "2026-11-21..2026-11-23"),
        ("Monday until today", "2026-11-23..2026-11-27"),
        ("Mon 5 Oct to Wed 7 Oct", "2026-10-05..2026-10-08"),
        ("from Monday the 2nd to Friday the 6th of November", "2026-11-02..2026-11-07"),
        ("Monday to Friday", "?"),
        ("last Thursday to Tuesday", "?"),
        ("on Monday and Wednesday", "?"),
        ("next Monday to Wednesday", "?"),
    ],
)
def test_weekdays_are_days_of_one_week(said: str, expected: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon, FRIDAY) == [expected]


def test_short_weekdays_are_ordinary_words_as_well(lexicon: Lexicon) -> None:
    assert periods("with hours of sun and sat temperature", lexicon, FRIDAY) == []


def test_listed_weekdays_can_be_set_side_by_side(lexicon: Lexicon) -> None:
    (spoken,) = find_periods(hear("Monday and Tuesday", lexicon), frozenset(), lexicon, Now(FRIDAY))
    assert [each.period.start.day for each in spoken.listed if each.period is not None] == [23, 24]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("since we fitted the new drive on 13 April", "2026-04-13..2026-11-27"),
        ("since the filter change in June", "2026-06-01..2026-11-27"),
        ("since they swapped the motor on the 3rd of May", "2026-05-03..2026-11-27"),
        ("the fans were balanced on 20 July; train it from that day on", "2026-07-20..2026-11-27"),
        ("since the shutdown ended last week", "2026-11-16..2026-11-27"),
        ("after the tool change on 3 May", "2026-05-03..2026-11-27"),
        ("from when the motor was swapped on 3 May", "2026-05-03..2026-11-27"),
        ("since the swap on 3 May until 30 September", "2026-05-03..2026-10-01"),
        ("since it was fitted with a new motor in June", "2026-06-01..2026-11-27"),
        ("since the overhaul with temperature in June", "?"),
        ("after 10 pm on 3 May", "?"),
        ("after the retrofit in June", "?"),
        ("two weeks after 3 May", "?"),
        ("before we swapped the motor on 3 May", "?"),
        ("before and after the retrofit in June", "?"),
        ("since the swap around 3 May", "?"),
        ("since we swapped the rotors in early April", "?"),
        ("since I need it for last year", "2025-01-01..2026-01-01"),
        ("what was used up to now this year", "2026-01-01..2026-11-27"),
    ],
)
def test_what_happened_on_a_day_runs_up_to_now(said: str, expected: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon, FRIDAY) == [expected]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("as of 24 August", "2026-08-24..2026-11-27"),
        ("as from 1 May", "2026-05-01..2026-11-27"),
        ("starting 5 October", "2026-10-05..2026-11-27"),
        ("effective 1 July", "2026-07-01..2026-11-27"),
        ("with effect from 1 July", "2026-07-01..2026-11-27"),
        ("from the 4th of August on", "2026-08-04..2026-11-27"),
        ("4 August onwards", "2026-08-04..2026-11-27"),
        ("from 1 May 2025 on with temperature", "2025-05-01..2026-11-27"),
        ("as of today", "2026-11-27..2026-11-28"),
        ("as of 1 May to 30 June", "2026-05-01..2026-07-01"),
        ("starting 5 October for two weeks", "2026-10-05..2026-10-19"),
        ("from 4 August", "?"),
        ("from March on temperature", "?"),
    ],
)
def test_a_first_day_is_not_the_only_one(said: str, expected: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon, FRIDAY) == [expected]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("9/14 thru 9/18", "2026-09-14..2026-09-19"),
        ("from 3/1 to 3/15", "2026-03-01..2026-03-16"),
        ("from 14/9 to 3/10", "2026-09-14..2026-10-04"),
        ("between 9/14 and 9/18", "2026-09-14..2026-09-19"),
        ("10/07/2024 to 25/07/2024", "2024-07-10..2024-07-26"),
        ("Monday 9/14 to Friday 9/18", "2026-09-14..2026-09-19"),
        ("on 9/14", "2026-09-14..2026-09-15"),
        ("since 9/14", "2026-09-14..2026-11-27"),
        ("from 3/1 to 3/4", "?"),
        ("on 3/4", "?"),
        ("10/07/2024 to 10/08/2024", "?"),
    ],
)
def test_a_date_between_slashes_is_read_where_it_can_be_but_one(said: str, expected: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon, FRIDAY) == [expected]


@pytest.mark.parametrize(
    "said", ["line 9/14", "3/4 of the energy", "on 1/2 load", "it is on 24/7", "lines 3/4 and 5/6"]
)
def test_a_fraction_is_no_date(said: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon, FRIDAY) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("the peak of KT7 in calendar week 40", "2026-09-28..2026-10-05"),
        ("for DCM-02 in 2025", "2025-01-01..2026-01-01"),
        ("kt 7 in q3", "2026-07-01..2026-10-01"),
        ("for dcm 07 april through june", "?"),
    ],
)
def test_the_number_of_a_name_does_not_melt_into_a_period(said: str, expected: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon, FRIDAY) == [expected]


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


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("We have overhauled it in July. Teach it new from the 1st of August till today.", "2026-08-01..2026-11-27"),
        (
            "Fit it for last quarter? The burner was swapped in June so anything earlier is useless",
            "2026-07-01..2026-10-01",
        ),
        ("train it for Q3, we changed rectifiers on Sept 30", "2026-07-01..2026-10-01"),
        ("We swapped it in early April so I want a model, say 15 April to 30 June", "2026-04-15..2026-07-01"),
        ("The auditor's on site Tuesday. Build one for Q2", "2026-04-01..2026-07-01"),
        ("Since we changed it in May I want it trained from June to October", "2026-06-01..2026-11-01"),
    ],
)
def test_when_something_else_happened_is_not_asked_for(said: str, meant: str, lexicon: Lexicon) -> None:
    found = find_periods(hear(said, lexicon), frozenset(), lexicon, Now(FRIDAY))
    assert [f"{p.period.start}..{p.period.end}" for p in found if p.period is not None and not p.event] == [meant]
    assert sum(p.event for p in found) == len(found) - 1 == 1


@pytest.mark.parametrize(
    "said",
    [
        "train the one that was replaced in 2025 for last year",
        "we fitted a new model in June, so use July to October",
        "We swapped it in May. Compare April and July",
        "compare last year with since we changed it in May",
    ],
)
def test_a_period_is_not_set_aside_on_a_guess(said: str, lexicon: Lexicon) -> None:
    assert not any(p.event for p in find_periods(hear(said, lexicon), frozenset(), lexicon, Now(FRIDAY)))


def test_the_time_of_an_overhaul_alone_is_not_trained_on(lexicon: Lexicon) -> None:
    (spoken,) = find_periods(hear("Train it. We overhauled it in July.", lexicon), frozenset(), lexicon, Now(FRIDAY))
    assert (spoken.event, spoken.period) == (True, None)
