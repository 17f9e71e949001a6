"""Days, weeks, months and weekdays one after the other, as one period or as none."""

from __future__ import annotations

import pytest
from talking import FRIDAY, TODAY, periods

from skill_enms.understand.periods.finding import Now, find_periods
from skill_enms.understand.words.heard import hear
from skill_enms.understand.words.lexicon import Lexicon


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
        ("use Q1 and Q2 of this year", "2026-01-01..2026-07-01"),
        ("take Q2 and Q3", "2026-04-01..2026-10-01"),
        ("using H1 and H2 of 2025", "2025-01-01..2026-01-01"),
        ("March and April of the year before last", "2024-03-01..2024-05-01"),
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
