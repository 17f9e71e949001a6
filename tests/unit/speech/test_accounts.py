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
from skill_enms.usage import (
    Consumer,
    EnergyUsed,
    Peak,
    PlantUse,
    PlantUseComparison,
    Ranking,
    Total,
    UseComparison,
)

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


MILL = replace(USED, consumer=Consumer("Mill", "electricity", "kWh"), total=replace(USED.total, amount=Decimal(1000)))


def test_two_machines_side_by_side(said, words) -> None:
    compared = UseComparison(USED, MILL, 234.5678, 23.45678, 23.45678, 28.1, 105.5)
    assert said(answer_phrases(compared, words)) == (
        "For March 2025, Press electricity used 1235 kilowatt hours, 23 percent more than Mill electricity with 1000."
        " In cost, that is 148 against 148."
    )


def test_two_periods_of_unlike_length_are_told_by_day_too(said, words) -> None:
    begun = Period(date(2025, 3, 1), date(2025, 3, 11))
    now = replace(USED, period=begun, total=replace(USED.total, amount=Decimal(500), days_with_readings=10))
    before = replace(USED, period=Period(date(2025, 2, 1), date(2025, 3, 1)))
    before = replace(before, total=replace(USED.total, amount=Decimal(1120), days_with_readings=28))
    compared = UseComparison(now, before, -620.0, -55.36, 25.0, None, None)
    assert said(answer_phrases(compared, words)) == (
        "For March 1 2025 to March 10 2025, Press electricity used 500 kilowatt hours, 55 percent less than for"
        " February 2025, when it was 1120. Those are 10 days against 28. A day, it used 25 percent more:"
        " 50 kilowatt hours against 40."
    )


def test_machines_of_unlike_energy_are_compared_by_cost(said, words) -> None:
    steam = replace(USED, consumer=Consumer("Kiln", "steam", "kg"), cost=50.0)
    compared = UseComparison(USED, steam, None, None, None, 98.1, 0.0)
    assert said(answer_phrases(compared, words)).endswith("In cost, that is 148 against 50.")


def test_the_plant_in_two_periods(said, words) -> None:
    whole = PlantUse(MARCH, (USED,), 150.0, None)
    before = PlantUse(Period(date(2025, 2, 1), date(2025, 3, 1)), (MILL,), 120.0, None)
    each = UseComparison(USED, MILL, 234.6, 23.5, 11.5, 30.0, None)
    compared = PlantUseComparison(whole, before, (each,), 30.0, None, 25.0)
    assert said(answer_phrases(compared, words)) == (
        "For March 2025, the plant's energy cost 150, 25 percent more than for February 2025, when it cost 120."
        " Those are 31 days against 28. By energy source: electricity 24 percent more."
    )


def test_what_has_no_price_is_named(said, words) -> None:
    steam = replace(USED, consumer=Consumer(None, "steam", "kg"), cost=None)
    plant = PlantUse(
        MARCH, (replace(USED, consumer=Consumer(None, "electricity", "kWh")), steam), None, None, ("steam",)
    )
    assert said(answer_phrases(plant, words)).endswith("That cost 148. Without steam: no price is known.")


def test_ignored_days_are_repeated_with_their_reason(said, words) -> None:
    ignored = Ignored((Seu("1", "Press", "electricity", ("m",)),), MARCH, "shutdown", ())
    assert "March 2025 does not count when Press electricity" in said(answer_phrases(ignored, words))
    assert "shutdown" in said(answer_phrases(ignored, words))


def test_what_may_be_counted_twice_is_said_with_the_sum(said, words) -> None:
    pairs = (("electricity", "compressed_air"),)
    uses = tuple(replace(USED, consumer=Consumer(None, name, "kWh")) for name in pairs[0])
    spoken = said(answer_phrases(PlantUse(MARCH, uses, 296.2, 1111.0, counted_twice=pairs), words))
    assert spoken.endswith(
        "Cost and CO2 may count some of it twice: electricity and compressed air are metered at the same machine, "
        "and one drives the other."
    )
