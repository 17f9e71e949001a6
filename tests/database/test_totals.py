"""Totals are what plain SQL sums up, to the last digit of the column, from raw rows and from rollups alike."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from builder import PlantBuilder

from skill_enms.catalogue import Catalogue
from skill_enms.plant.consumption import consumption_of, exact_sum
from skill_enms.plant.database import Database
from skill_enms.plant.discovery import read_catalogue
from skill_enms.plant.rollup_table import TableRollup
from skill_enms.plant.rollup_update import RollupUpdater
from skill_enms.requests import Period

BERLIN = "Europe/Berlin"
PERIODS = [
    pytest.param(Period(date(2025, 3, 29), date(2025, 4, 1)), id="clocks go forward"),
    pytest.param(Period(date(2025, 3, 30), date(2025, 3, 31)), id="the day of 23 hours"),
    pytest.param(Period(date(2025, 10, 26), date(2025, 10, 27)), id="the day of 25 hours"),
    pytest.param(Period(date(2025, 1, 1), date(2026, 1, 1)), id="a year"),
]


@pytest.fixture
def catalogue(plant: PlantBuilder, database: Database) -> Catalogue:
    """Two machines that share an SEU; readings with four random decimals every ten minutes, one in UTC's odd places."""
    works = plant.factory(timezone=BERLIN)
    machines = [plant.machine(name, works) for name in ("Press-1", "Press-2")]
    plant.seu("Presses", "electricity", *machines)
    plant.seu("Press-1", "electricity", machines[0])
    plant.execute("SELECT setseed(0.25)")
    for machine in machines:
        plant.readings(
            "energy_readings",
            machine,
            "2024-12-31 00:00+00",
            "2026-01-02 00:00+00",
            every="10 minutes",
            energy_kwh="(random() * 98765)::numeric(12, 4)",
            data_source="'meter'",
        )
    with database.reading() as connection:
        return read_catalogue(connection, "UTC")


def by_sql(plant: PlantBuilder, period: Period, *machines: str) -> Decimal:
    edges = [datetime(d.year, d.month, d.day, tzinfo=ZoneInfo(BERLIN)) for d in (period.start, period.end)]
    total = plant.value(
        "SELECT sum(energy_kwh) FROM energy_readings JOIN machines ON id = machine_id"
        " WHERE time >= %s AND time < %s AND name = ANY(%s)",
        *edges,
        list(machines),
    )
    return Decimal(total)


@pytest.mark.parametrize("rolled_up", [False, True], ids=["raw rows", "rollup"])
def test_a_total_is_what_sql_sums_up(
    plant: PlantBuilder, database: Database, catalogue: Catalogue, rolled_up: bool
) -> None:
    if rolled_up:
        RollupUpdater(database, TableRollup(database)).update(catalogue)
    presses, press_1 = sorted(catalogue.seus, key=lambda seu: -len(seu.machine_ids))
    for parameters in PERIODS:
        (period,) = parameters.values
        both = consumption_of(database, catalogue, presses, period, BERLIN).total
        assert str(both.amount) == str(by_sql(plant, period, "Press-1", "Press-2"))
        one = consumption_of(database, catalogue, press_1, period, BERLIN).total
        assert str(one.amount) == str(by_sql(plant, period, "Press-1"))
        assert one.days_with_readings == period.days
        whole = consumption_of(database, catalogue, catalogue.energy_source("electricity"), period, BERLIN).total
        assert whole == both


def test_the_day_of_23_hours_has_23_hours_of_readings(database: Database, catalogue: Catalogue) -> None:
    day = Period(date(2025, 3, 30), date(2025, 3, 31))
    press_1 = next(seu for seu in catalogue.seus if seu.name == "Press-1")
    assert consumption_of(database, catalogue, press_1, day, BERLIN).total.readings == 23 * 6


def test_backfill_is_told_apart(plant: PlantBuilder, database: Database, catalogue: Catalogue) -> None:
    period = Period(date(2025, 5, 1), date(2025, 5, 3))
    plant.execute(
        "UPDATE energy_readings SET data_source = 'backfill'"
        " WHERE time >= '2025-05-01 22:00+00' AND time < '2025-05-02 22:00+00'"
    )
    presses = next(seu for seu in catalogue.seus if seu.name == "Presses")
    total = consumption_of(database, catalogue, presses, period, BERLIN).total
    first, second = (Period(date(2025, 5, d), date(2025, 5, d + 1)) for d in (1, 2))
    assert total.amount == by_sql(plant, first, "Press-1", "Press-2")
    assert total.backfill == by_sql(plant, second, "Press-1", "Press-2")
    assert total.days_with_readings == 1


def test_the_highest_hour_is_a_clock_hour_of_the_plant(plant: PlantBuilder, database: Database) -> None:
    works = plant.factory(timezone="Asia/Kolkata")
    machine = plant.machine("Mill", works)
    plant.seu("Mill", "electricity", machine)
    plant.readings(
        "energy_readings", machine, "2025-05-01 00:00+00", "2025-05-04 00:00+00", every="15 minutes", energy_kwh="1"
    )
    plant.execute(
        "UPDATE energy_readings SET energy_kwh = 5 WHERE time IN ('2025-05-02 08:30+00', '2025-05-02 09:15+00')"
    )
    with database.reading() as connection:
        catalogue = read_catalogue(connection, "UTC")
    period = Period(date(2025, 5, 1), date(2025, 5, 4))
    consumption = consumption_of(database, catalogue, catalogue.seus[0], period, "Asia/Kolkata")
    hour = consumption.highest_hour()
    assert hour == (datetime(2025, 5, 2, 14, tzinfo=ZoneInfo("Asia/Kolkata")), 12.0)
    assert consumption.highest_day() == (date(2025, 5, 2), 96 + 8)


def test_doubles_are_added_with_one_rounding() -> None:
    import numpy as np

    assert exact_sum(np.array([1e16, 1.0, -1e16]), None) == Decimal(1)
    assert exact_sum(np.array([1e11 + 0.1234, 2e11 + 0.0001]), 4) == Decimal("300000000000.1235")
    assert exact_sum(np.empty(0), 4) == 0
