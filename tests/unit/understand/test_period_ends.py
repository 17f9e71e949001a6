"""Where periods begin and end, and what is said of their ends, or of them in other words."""

from __future__ import annotations

import pytest
from talking import FRIDAY, TODAY, periods

from skill_enms.understand.periods.finding import Now, evident_period, find_periods, replaces
from skill_enms.understand.words.heard import hear
from skill_enms.understand.words.lexicon import Lexicon


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
        ("from the 2nd of february and stop at the end of july", "2026-02-02..2026-08-01"),
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


@pytest.mark.parametrize("said", ["during winters", "in summers", "in the heating seasons"])
def test_seasons_are_recognised_though_nobody_says_their_dates(said: str, lexicon: Lexicon) -> None:
    spoken = evident_period(hear(said, lexicon), frozenset(), lexicon)
    assert spoken is not None
    assert (spoken.said, spoken.period) == (said, None)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("twelve months back from today", "2025-11-23..2026-11-23"),
        ("going back eighteen months", "2025-05-23..2026-11-23"),
        ("it should go back 90 days", "2026-08-25..2026-11-23"),
        ("12 months up to today", "2025-11-23..2026-11-23"),
        ("the 90 days to yesterday", "2026-08-25..2026-11-23"),
    ],
)
def test_what_is_counted_back_from_now_ends_with_yesterday(said: str, expected: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon) == [expected]


@pytest.mark.parametrize("said", ["how many months of data do we hold", "how many years are there"])
def test_how_many_of_them_there_are_is_no_period(said: str, lexicon: Lexicon) -> None:
    assert evident_period(hear(said, lexicon), frozenset(), lexicon) is None
