"""Numbers that are days and dates, and numbers that only look so."""

from __future__ import annotations

from datetime import date

import pytest
from talking import FRIDAY, TODAY, Read, periods, train

from skill_enms.requests import Period
from skill_enms.understand.periods.finding import Now, find_periods
from skill_enms.understand.words.heard import hear
from skill_enms.understand.words.lexicon import Lexicon


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
        ("for q to twenty twenty five", "2025-04-01..2025-07-01"),
        ("for cue three 2025", "2025-07-01..2025-10-01"),
        ("for q for 2025", "2025-10-01..2026-01-01"),
        ("in h won 2025", "2025-01-01..2025-07-01"),
    ],
)
def test_the_number_of_a_quarter_is_known_by_its_sound(said: str, expected: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon) == [expected]


@pytest.mark.parametrize("said", ["for Q-2025", "for qt 2025", "for q twenty twenty five", "for h 2025"])
def test_a_quarter_without_its_number_is_not_the_year(said: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon) == ["?"]


@pytest.mark.parametrize("said", ["for a new area to June 2025", "for jam you airy to March 2025"])
def test_a_range_whose_first_end_was_not_heard_is_not_its_last_month(said: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon) == ["?"]


@pytest.mark.parametrize("said", ["for Mate 2024", "for two, four, 2024"])
def test_a_year_of_which_more_was_said_is_asked_about(said: str, read: Read) -> None:
    question = read(f"train conveyor a on production count {said}").question
    assert question is not None
    assert (question.about, question.reason and question.reason.code) == ("period", "period_not_understood")


@pytest.mark.parametrize("said", ["for the year 2024", "for all of 2024", "for just 2024", "in calendar 2024", "2024"])
def test_a_year_with_what_one_says_of_years_is_that_year(said: str, read: Read) -> None:
    understood = read(f"train conveyor a on production count {said}")
    assert train(understood).period == Period(date(2024, 1, 1), date(2025, 1, 1))
