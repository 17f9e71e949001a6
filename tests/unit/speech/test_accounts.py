"""Drift, plain questions and ignored days as they are said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timezone
from decimal import Decimal

import pytest

from skill_enms.catalogue import Seu
from skill_enms.figures import Ignored
from skill_enms.requests import Period
from skill_enms.speech.answers import answer_phrases
from skill_enms.usage import Consumer, EnergyUsed, Peak, PlantUse, Ranking, Total

MARCH = Period(date(2025, 3, 1), date(2025, 4, 1))
PRESS = Consumer("Press", "electricity", "kWh")
USED = EnergyUsed(PRESS, MARCH, Total(Decimal("1234.5678"), 700, 31, Decimal(0), 0), 148.1, 555.5)


def test_a_consumption_with_its_cost(said, words) -> None:
    assert said(answer_phrases(USED, words)) == (
        "For March 2025, Press electricity used 1235 kilowatt hours. That cost 148, and is 556 kilograms of CO2."
    )


def test_what_was_not_counted_is_told(said, words) -> None:
    partly = replace(USED, total=Total(Decimal(5), 10, 29, Decimal(7), 12), cost=None, carbon=None)
    assert said(answer_phrases(partly, words)).endswith(
        "There are no readings for 2 days of it. Backfilled readings are not counted."
    )


def test_the_plant_by_energy_source(said, words) -> None:
    plant = PlantUse(MARCH, (replace(USED, consumer=Consumer(None, "electricity", "kWh")),), 148.1, None)
    assert said(answer_phrases(plant, words)) == (
        "For March 2025, the plant used 1230 kilowatt hours of electricity. That cost 148."
    )


@pytest.mark.parametrize(("hour", "clock"), [(0, "12 a m"), (7, "7 a m"), (12, "12 p m"), (23, "11 p m")])
def test_a_peak_has_its_hour(hour: int, clock: str, said, words) -> None:
    peak = Peak(PRESS, MARCH, datetime(2025, 3, 5, hour, tzinfo=timezone.utc), 99.9, date(2025, 3, 6), 1540.0)
    assert f"from {clock} on March 5 2025, with 99.9 kilowatt hours" in said(answer_phrases(peak, words))


def test_a_meter_that_is_read_once_a_day_has_a_peak_day(said, words) -> None:
    peak = Peak(PRESS, MARCH, None, None, date(2025, 3, 6), 1540.0)
    assert said(answer_phrases(peak, words)) == (
        "For March 2025, Press electricity was highest on March 6 2025, with 1540 kilowatt hours."
    )


def test_a_ranking_names_the_first_three(said, words) -> None:
    ranking = Ranking("electricity", MARCH, (USED,) * 5)
    assert said(answer_phrases(ranking, words)).count("Press electricity") == 3


def test_ignored_days_are_repeated_with_their_reason(said, words) -> None:
    ignored = Ignored((Seu("1", "Press", "electricity", ("m",)),), MARCH, "shutdown", ())
    assert "March 2025 does not count when Press electricity" in said(answer_phrases(ignored, words))
    assert "shutdown" in said(answer_phrases(ignored, words))
