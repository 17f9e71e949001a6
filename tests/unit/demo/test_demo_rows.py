"""The demo plant's rows: the same whenever they are made, whole where they claim to be, flawed where they say so."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from demo_days import CONSUMPTION, Days, make_days

from skill_enms.demo.conditions import HOUR, local_instant
from skill_enms.demo.meters import METER_TABLES
from skill_enms.demo.plant import (
    BACKFILLED,
    BOILER_1,
    COMPRESSED_AIR,
    COMPRESSOR_1,
    CONVEYOR_A,
    ELECTRICITY,
    HVAC_MAIN,
    MISSING,
    NATURAL_GAS,
    SEUS,
    SIMULATED_MACHINES,
    DemoMachine,
    Span,
)
from skill_enms.demo.truth import TRUTHS

HOURS_OF_2024 = 366 * 24


def test_a_day_has_the_same_values_up_to_whichever_day_the_plant_is_made(days: Days) -> None:
    shorter = make_days(date(2025, 9, 18))
    assert shorter.rows.keys() == days.rows.keys()
    for key, rows in shorter.rows.items():
        same = len(rows.time)
        np.testing.assert_array_equal(rows.time, days.rows[key].time[:same])
        assert rows.data_source == days.rows[key].data_source[:same]
        for column, values in rows.values.items():
            np.testing.assert_array_equal(values, days.rows[key].values[column][:same], err_msg=f"{key} {column}")


@pytest.mark.parametrize(
    ("machine", "source"), [(COMPRESSOR_1, ELECTRICITY), (COMPRESSOR_1, COMPRESSED_AIR), (HVAC_MAIN, ELECTRICITY)]
)
def test_meters_without_flaws_have_every_hour_of_2024(days: Days, machine: DemoMachine, source: str) -> None:
    rows = days.rows[machine.name, METER_TABLES[source]]
    in_2024 = rows.time < local_instant(datetime(2025, 1, 1))
    assert in_2024.sum() == HOURS_OF_2024
    assert {origin for origin, early in zip(rows.data_source, in_2024, strict=True) if early} == {"simulator"}


def test_days_have_23_and_25_hours_where_the_clocks_change(days: Days) -> None:
    counted = np.bincount(days.hours.day)
    odd = {day: int(n) for day, n in zip(days.hours.dates, counted, strict=True) if n != 24}
    assert odd == {date(2024, 3, 31): 23, date(2024, 10, 27): 25, date(2025, 3, 30): 23, date(2025, 10, 26): 25}


def test_every_machine_has_weather_and_production_for_every_hour(days: Days) -> None:
    for machine in SIMULATED_MACHINES:
        for table in ("environmental_data", "production_data"):
            np.testing.assert_array_equal(days.rows[machine.name, table].time, days.hours.starts)


def readings_in(days: Days, span: Span) -> np.ndarray:
    rows = days.rows[span.meter.machine, METER_TABLES[span.meter.energy_source]]
    return (rows.time >= local_instant(span.start)) & (rows.time < local_instant(span.end))


@pytest.mark.parametrize("span", MISSING, ids=lambda span: span.meter.machine)
def test_missing_readings_are_missing_and_their_neighbours_are_not(days: Days, span: Span) -> None:
    rows = days.rows[span.meter.machine, METER_TABLES[span.meter.energy_source]]
    assert not readings_in(days, span).any()
    assert local_instant(span.start) - HOUR in rows.time
    assert local_instant(span.end) in rows.time


def test_backfill_is_flagged_where_it_was_made_up_and_nowhere_else(days: Days) -> None:
    for (machine, table), rows in days.rows.items():
        flagged = np.array([origin == "backfill" for origin in rows.data_source])
        announced = np.zeros(len(flagged), dtype=bool)
        for span in BACKFILLED:
            if (span.meter.machine, METER_TABLES[span.meter.energy_source]) == (machine, table):
                announced |= readings_in(days, span)
                assert announced.any()
        np.testing.assert_array_equal(flagged, announced)


@pytest.mark.parametrize("span", BACKFILLED, ids=lambda span: span.meter.machine)
def test_backfill_knows_nothing_of_production(days: Days, span: Span) -> None:
    seu = next(seu for seu in SEUS if (seu.name, seu.energy_source) == (span.meter.machine, span.meter.energy_source))
    consumption, real = days.consumption(seu)
    made = days.feature(seu.machines[0], "production_count")
    inside = days.in_period(span.start.date(), span.end.date())
    assert not real[inside].any()
    assert consumption[inside].std() < 0.05 * consumption[inside].mean()
    assert made[inside].std() > 0 or not made[inside].any()


def test_nothing_is_consumed_backwards(days: Days) -> None:
    for rows in days.rows.values():
        for column in CONSUMPTION:
            assert (rows.values.get(column, np.ones(1)) > 0).all()


def test_what_is_switched_off_after_work_runs_for_its_working_hours(days: Days) -> None:
    rows = days.rows[CONVEYOR_A.name, METER_TABLES[ELECTRICITY]]
    running = days.sum_by_day(rows, (rows.values["power_kw"] > 1).astype(float))
    weekday, saturday, sunday = date(2025, 6, 12), date(2025, 6, 14), date(2025, 6, 15)
    assert [running[days.hours.dates.index(day)] for day in (weekday, saturday, sunday)] == [16, 8, 5]


def test_the_plant_rests_on_sundays_and_holidays_and_in_its_shutdowns(days: Days) -> None:
    made = dict(zip(days.hours.dates, days.feature(COMPRESSOR_1, "production_count"), strict=True))
    resting = [date(2024, 1, 7), date(2024, 5, 1), date(2024, 7, 31), date(2024, 8, 7), date(2024, 12, 27)]
    assert [made[day] for day in resting] == [0] * len(resting)
    assert 0 < made[date(2024, 6, 8)] < 0.6 * made[date(2024, 6, 6)]


def test_heat_and_cold_come_when_they_should(days: Days) -> None:
    winter, summer = ((date(2024, 1, 1), date(2024, 3, 1)), (date(2024, 6, 1), date(2024, 9, 1)))
    heating = days.feature(BOILER_1, "heating_degree_days")
    cooling = days.feature(BOILER_1, "cooling_degree_days")
    assert heating[days.in_period(*winter)].mean() > 10
    assert cooling[days.in_period(*winter)].sum() == 0
    assert cooling[days.in_period(*summer)].mean() > 1
    hottest = days.rows[BOILER_1.name, "environmental_data"].values["outdoor_temp_c"].argmax()
    local = datetime.fromtimestamp(int(days.hours.starts[hottest]), ZoneInfo("Europe/Berlin"))
    assert local.month in {6, 7, 8}
    assert 12 <= local.hour <= 19


def test_the_boiler_burns_about_what_its_steam_and_heat_need(days: Days) -> None:
    """A plausible plant: the steam's heat is less than the gas's, and more than a fifth of it."""
    year = days.in_period(date(2024, 1, 1), date(2025, 1, 1))
    of = {seu.energy_source: days.consumption(seu)[0][year].sum() for seu in SEUS if seu.machines == (BOILER_1,)}
    gas_kwh, steam_kwh = of[NATURAL_GAS] * 38.5 / 3.6, of["steam"] * 2773 / 3600
    assert 0.2 < steam_kwh / gas_kwh < 0.8


def test_there_are_eight_machines_and_four_energy_sources() -> None:
    assert len(SIMULATED_MACHINES) == 8
    assert {meter.energy_source for meter in TRUTHS} == set(METER_TABLES)
    assert len(METER_TABLES) == 4
