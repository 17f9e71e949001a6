from datetime import date

import pytest

from skill_enms.requests import Period
from skill_enms.speech.periods import period_phrase


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2024, 1, 1), date(2025, 1, 1), "2024"),
        (date(2023, 1, 1), date(2025, 1, 1), "2023 to 2024"),
        (date(2024, 2, 1), date(2024, 3, 1), "February 2024"),
        (date(2024, 1, 1), date(2024, 4, 1), "January to March 2024"),
        (date(2024, 11, 1), date(2025, 3, 1), "November 2024 to February 2025"),
        (date(2025, 10, 7), date(2025, 10, 22), "October 7 2025 to October 21 2025"),
        (date(2025, 10, 7), date(2025, 10, 8), "October 7 2025"),
    ],
)
def test_a_period_is_said_in_the_shortest_exact_way(start, end, words, said):
    assert said(period_phrase(Period(start, end))) == words
