"""Days that are told from those of the last answer: put right, added, those before, the same of another year."""

from __future__ import annotations

from datetime import date

import pytest
from plants import PLANTS
from talking import TODAY, Read, Talk, train

from skill_enms.requests import Period
from skill_enms.understand import reading
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.lexicon import Lexicon

JULY = Period(date(2026, 7, 1), date(2026, 8, 1))
TRAIN_JULY = "train conveyor a using production for July"


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("better June to August", (6, 1), (9, 1)),
        ("hmm, September", (9, 1), (10, 1)),
        ("September then", (9, 1), (10, 1)),
        ("no no, June I wanted", (6, 1), (7, 1)),
        ("and what about Q1", (1, 1), (4, 1)),
        ("no, until the 12th, I've just checked", (7, 1), (7, 13)),
        ("no, until the end of August", (7, 1), (9, 1)),
        ("make that from the 3rd", (7, 3), (8, 1)),
        ("no, start in May, same end", (5, 1), (8, 1)),
        ("oops, until the 20th, not the 31st", (7, 1), (7, 21)),
        ("no, not the 31st, the 30th", (7, 1), (7, 31)),
        ("from the 4th, not from the 1st", (7, 4), (8, 1)),
        ("make that June instead of July", (6, 1), (7, 1)),
    ],
)
def test_the_days_are_put_right(said: str, start: tuple[int, int], end: tuple[int, int], talk: Talk) -> None:
    last = talk(TRAIN_JULY, said)[-1]
    assert last is not None
    assert last.request.period == Period(date(2026, *start), date(2026, *end))
    assert (last.refusal, last.question) == (None, None)


@pytest.mark.parametrize(
    "said",
    [
        "September",
        "better call Saul",
        "I wanted pizza",
        "I'm off until the 12th",
        "no, until the 12th, and order some pizza",
        "hold on Jim, I'll be with you in two minutes",
        "see you in September",
        "until the 20th, not the 29th",
        "the 11th floor, not the 31st",
        "turn the radio on",
    ],
)
def test_what_only_sounds_like_other_days_is_left_to_others(said: str, talk: Talk) -> None:
    assert talk(TRAIN_JULY, said)[-1] is None


@pytest.mark.parametrize(
    ("first", "said", "period"),
    [
        ("last month", "sorry, not last month, the one before", Period(date(2026, 9, 1), date(2026, 10, 1))),
        ("last weekend", "sorry, not last weekend, the one before", Period(date(2026, 11, 14), date(2026, 11, 16))),
        ("last weekend", "no, the weekend before", Period(date(2026, 11, 14), date(2026, 11, 16))),
        ("yesterday", "no, the day before", Period(date(2026, 11, 21), date(2026, 11, 22))),
    ],
)
def test_the_days_before_are_left_out_instead(first: str, said: str, period: Period, talk: Talk) -> None:
    last = talk(f"ignore {first} for conveyor a", said, intent="ignore_period")[-1]
    assert last is not None
    assert last.request.period == period


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("sorry, I meant the 6th to the 8th", Period(date(2026, 10, 6), date(2026, 10, 9))),
        ("oh no, from the 4th to the 8th", Period(date(2026, 10, 4), date(2026, 10, 9))),
    ],
)
def test_days_are_put_right(said: str, days: Period, talk: Talk) -> None:
    last = talk("ignore the 5th to the 8th of October for conveyor a", said, intent="ignore_period")[-1]
    assert last is not None
    assert getattr(last.request, "period", None) == days


YEARS = "train conveyor a using production for 2024"


@pytest.mark.parametrize(
    "said",
    [
        "hm, same but 2023",
        "same thing for 2023, please",
        "the very same for 2023",
        "once more for 2023",
        "and again with 2023",
        "I said 2024 but it should be 2023",
        "not 2024, 2023",
        "sorry, I said 2024, it should have been 2023",
    ],
)
def test_the_same_is_wanted_of_another_year(said: str, talk: Talk) -> None:
    last = talk(YEARS, said)[-1]
    request = train(last)
    assert (request.features, request.period) == (("production_count",), Period(date(2023, 1, 1), date(2024, 1, 1)))
    assert last is not None
    assert last.question is None


def test_a_month_said_by_mistake_is_of_the_same_year_as_the_one_that_is_meant(talk: Talk) -> None:
    first = "how much electricity did conveyor a use in March 2025"
    last = talk(first, "I said March but I meant April", intent="energy_use")[-1]
    assert last is not None
    assert getattr(last.request, "period", None) == Period(date(2025, 4, 1), date(2025, 5, 1))


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("and the 28th as well, same reason", 28, 29),
        ("also the 28th", 28, 29),
        ("the 28th too, please", 28, 29),
        ("and on the 6th", 6, 7),
        ("and the 26th to the 28th", 26, 29),
    ],
)
def test_further_days_of_that_month_are_left_out(said: str, start: int, end: int, talk: Talk) -> None:
    last = talk("ignore the 24th of October for conveyor a, the meter was dead", said, intent="ignore_period")[-1]
    assert last is not None
    assert getattr(last.request, "period", None) == Period(date(2026, 10, start), date(2026, 10, end))
    assert getattr(last.request, "why", None) == "dead"


@pytest.mark.parametrize("said", ["and the 26th of the list", "remind me on the 28th too", "and the 32nd", "the 28th"])
def test_numbers_that_are_no_further_days_are_left_to_others(said: str, talk: Talk) -> None:
    assert talk("ignore the 24th of October for conveyor a", said, intent="ignore_period")[-1] is None


@pytest.mark.parametrize("first", [YEARS, "how much electricity did conveyor a use in October"])
def test_a_day_is_none_of_those_that_are_longer_than_a_week(first: str, talk: Talk) -> None:
    assert talk(first, "and the 28th", intent="energy_use" if "use" in first else "train_baseline")[-1] is None


@pytest.mark.parametrize(
    ("months", "said", "named"),
    [
        ("from May to August 2025", "train it using wind speed, same months", True),
        ("for 2025", "train it using wind speed, the same months", True),
        ("from the 3rd of May to the 9th of August 2025", "train it using wind speed, same months", False),
        ("from May to August 2025", "train it using wind speed, same month", False),
    ],
)
def test_the_same_months_are_those_of_the_last_answer(
    months: str, said: str, named: bool, read: Read, lexicon: Lexicon
) -> None:
    previous = read(f"train conveyor a using production {months}").request
    text = reading.with_its_name(previous, said, Situation(PLANTS["demo"], lexicon, TODAY))
    assert text is not None
    assert ("2025-0" in text) == named
