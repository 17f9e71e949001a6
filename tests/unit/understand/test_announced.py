"""Words that only say of what follows that it is the period, or a driver."""

from __future__ import annotations

import pytest
from talking import Read, periods

from skill_enms.requests import TrainBaseline
from skill_enms.understand.words.lexicon import Lexicon


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("time range is 2025", "2025-01-01..2026-01-01"),
        ("the timeframe: May to June 2025", "2025-05-01..2025-07-01"),
        ("data range should be from May to June 2025", "2025-05-01..2025-07-01"),
        ("date range Q2 2025", "2025-04-01..2025-07-01"),
        ("the academic year, 1 October 2025 to 31 July 2026", "2025-10-01..2026-08-01"),
    ],
)
def test_what_announces_a_period_belongs_to_it(said: str, expected: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon) == [expected]


def test_a_season_that_is_not_said_in_dates_is_asked_about(read: Read) -> None:
    question = read("train holding furnace on melt tons for the academic year 2025", plant="foundry").question
    assert question is not None
    assert question.about == "period"


@pytest.mark.parametrize(
    "said",
    [
        "holding furnace, weather driver is outdoor temp, production driver is tons melted, time range is 2025",
        "baseline for the holding furnace; the weather variable being outdoor temp, chief driver should be melt, 2025",
    ],
)
def test_what_calls_a_driver_one_names_none(said: str, read: Read) -> None:
    understood = read(said, plant="foundry")
    assert isinstance(understood.request, TrainBaseline)
    assert (understood.refusal, understood.question) == (None, None)
    assert set(understood.request.features or ()) == {"outdoor_temp_c", "melt_tons"}


def test_a_driver_that_is_late_is_another_one(read: Read) -> None:
    refusal = read("train holding furnace with melt tons for 2025, the truck driver is late", plant="foundry").refusal
    assert refusal is None or refusal.data["said"] != "late"
