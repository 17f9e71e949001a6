"""The plant against its baselines: steps found with date and size, days ignored, totals that count nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import psycopg
import pytest
from builder import PlantBuilder

from skill_enms import service
from skill_enms.catalogue import Seu
from skill_enms.daily import DailyCheck
from skill_enms.figures import Ignored, PerformanceReport
from skill_enms.opening import Plant
from skill_enms.reasons import Refused
from skill_enms.requests import (
    Author,
    EnergyPerformance,
    EnergyUse,
    IgnorePeriod,
    Period,
    SwitchDailyCheck,
    TrainBaseline,
)
from skill_enms.service.adjusting import ignore_period
from skill_enms.service.consumption import energy_peak, energy_use, plant_use, top_consumers
from skill_enms.service.drifting import energy_drift
from skill_enms.service.plant_performance import plant_performance
from skill_enms.service.reporting import plant_report, seu_report
from skill_enms.service.side_by_side import compare_use
from skill_enms.settings import Settings
from skill_enms.usage import PlantUseComparison, UseComparison

ADA = Author("ada")
TRAINED = Period(date(2024, 1, 1), date(2025, 1, 1))
WATCHED = Period(date(2025, 1, 1), date(2025, 7, 1))
STEP_ON, STEP = date(2025, 3, 14), 120.0
NOISE = 30.0


@dataclass(frozen=True, slots=True)
class Works:
    """A plant in a database of its own."""

    plant: Plant
    rows: PlantBuilder

    def seu(self, name: str) -> Seu:
        return next(seu for seu in self.plant.catalogue().seus if seu.name == name)

    def performance(self, name: str, period: Period) -> PerformanceReport:
        found = service.answer(self.plant, EnergyPerformance(self.seu(name), None, period), ADA)
        assert isinstance(found, PerformanceReport)
        return found


@pytest.fixture(scope="module")
def works(module_plant_url: str) -> Iterator[Works]:
    """Press-1 steps up on 14 March 2025, Press-2 doesn't; both together are an SEU too; nobody trained Press-3."""
    rows = PlantBuilder(module_plant_url)
    site = rows.factory(timezone="Europe/Berlin")
    presses = {name: rows.machine(name, site) for name in ("Press-1", "Press-2", "Press-3")}
    for name, machine in presses.items():
        rows.seu(name, "electricity", machine)
    rows.seu("Presses", "electricity", presses["Press-1"], presses["Press-2"])
    _daily_rows(module_plant_url, presses)
    plant = Plant(Settings(database_url=module_plant_url))
    made = Works(plant, rows)
    for name in ("Press-1", "Press-2", "Presses"):
        seu = made.seu(name)
        service.answer(plant, TrainBaseline(seu, seu.energy_source, ("production_count",), False, TRAINED), ADA)
    yield made
    plant.close()


def _daily_rows(url: str, presses: dict[str, str]) -> None:
    """Hourly readings from the start of 2024 until July 2025, UTC hours of whole local days."""
    random = np.random.default_rng(7)
    start, hours = np.datetime64("2023-12-31T23:00"), 24 * (366 + 181)
    instants = start + np.arange(hours).astype("timedelta64[h]")
    day = np.arange(hours) // 24
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        for name, machine in presses.items():
            pieces = random.uniform(2000, 6000, hours // 24)[day] / 24
            noise = random.normal(0, NOISE, hours // 24)[day] / 24
            step = np.where((name == "Press-1") & (day >= (STEP_ON - TRAINED.start).days), STEP / 24, 0.0)
            used = 300 / 24 + 0.05 * pieces + noise + step
            for table, column, values in (
                ("energy_readings", "energy_kwh", used),
                ("production_data", "production_count", pieces),
            ):
                with cursor.copy(f"COPY {table} (time, machine_id, {column}, data_source) FROM STDIN") as copy:
                    for instant, value in zip(instants, values, strict=True):
                        copy.write_row((f"{instant}+00", machine, round(float(value), 4), "meter"))


def test_a_step_is_found_within_three_days_and_its_size_lies_in_its_interval(works: Works) -> None:
    report = energy_drift(works.plant, works.seu("Press-1"), WATCHED)
    present = report.drift.levels[-1]
    assert abs((present.start - STEP_ON).days) <= 3
    assert present.low <= STEP <= present.high
    assert report.cost_per_day == pytest.approx(present.per_day * 0.12)
    assert energy_drift(works.plant, works.seu("Press-2"), WATCHED).drift.alarm is None


def test_without_a_period_an_seu_is_watched_since_its_baseline(works: Works) -> None:
    report = energy_drift(works.plant, works.seu("Press-1"))
    assert report.period.start == TRAINED.end
    assert abs((report.drift.levels[-1].start - STEP_ON).days) <= 3


def test_the_seu_that_is_furthest_over_comes_first_and_the_untrained_is_named(works: Works) -> None:
    found = plant_performance(works.plant, Period(date(2025, 4, 1), date(2025, 7, 1)))
    assert [report.baseline.seu for report in found.seus] == ["Press-1", "Presses", "Press-2"]
    assert [(one.seu.name, one.reason.code) for one in found.not_compared] == [("Press-3", "no_baseline")]


def test_a_machine_counts_once_in_the_totals(works: Works) -> None:
    found = plant_performance(works.plant, WATCHED)
    (total,) = found.totals
    both = next(report for report in found.seus if report.baseline.seu == "Presses")
    assert total.n_seus == 1 and total.difference == pytest.approx(both.performance.difference)
    assert {seu.name for seu in found.counted_elsewhere} == {"Press-1", "Press-2"}
    assert found.cost_difference == pytest.approx(total.difference * 0.12)
    assert found.carbon_difference == pytest.approx(total.difference * 0.45)


def test_nothing_of_that_energy_source_is_refused(works: Works) -> None:
    with pytest.raises(Refused, match="no_seus"):
        plant_performance(works.plant, WATCHED, "steam")


def test_ignored_days_are_left_out_and_told(works: Works) -> None:
    days = Period(date(2025, 2, 3), date(2025, 2, 10))
    before = works.performance("Press-2", WATCHED)
    ignored = ignore_period(works.plant, [works.seu("Press-2")], days, "shutdown", ADA)
    after = works.performance("Press-2", WATCHED)
    assert before.performance.n_days - after.performance.n_days == 7
    assert after.days_dropped["adjustment"] == 7
    assert after.adjustments == ignored.adjustments
    assert (after.adjustments[0].reason, after.adjustments[0].author) == ("shutdown", "ada")
    assert not set(after.performance.days) & {date(2025, 2, day) for day in range(3, 10)}
    assert works.performance("Press-1", WATCHED).adjustments == ()


def test_ignoring_everything_leaves_nothing_to_compare(works: Works) -> None:
    august = Period(date(2025, 6, 20), date(2025, 6, 24))
    ignore_period(works.plant, [works.seu("Press-2")], august, "strike", ADA)
    with pytest.raises(Refused, match="too_few_days"):
        works.performance("Press-2", august)


def test_consumption_is_told_without_a_baseline(works: Works) -> None:
    day = Period(date(2025, 5, 5), date(2025, 5, 6))
    use = energy_use(works.plant, works.seu("Press-3"), day)
    by_sql = works.rows.value(
        "SELECT sum(energy_kwh) FROM energy_readings JOIN machines ON id = machine_id WHERE name = 'Press-3'"
        " AND time >= '2025-05-05 00:00 Europe/Berlin' AND time < '2025-05-06 00:00 Europe/Berlin'"
    )
    assert use.total.amount == by_sql
    assert use.cost == pytest.approx(float(by_sql) * 0.12)
    whole = plant_use(works.plant, day)
    everything = works.rows.value(
        "SELECT sum(energy_kwh) FROM energy_readings"
        " WHERE time >= '2025-05-05 00:00 Europe/Berlin' AND time < '2025-05-06 00:00 Europe/Berlin'"
    )
    assert [use.total.amount for use in whole.uses] == [everything]


def test_consumers_are_ranked_and_compared(works: Works) -> None:
    ranking = top_consumers(works.plant, WATCHED, "electricity")
    amounts = [use.total.amount for use in ranking.uses]
    assert ranking.uses[0].consumer.seu == "Presses" and amounts == sorted(amounts, reverse=True)
    compared = compare_use(works.plant, (works.seu("Press-1"), WATCHED), (works.seu("Press-2"), WATCHED))
    assert compared.difference == pytest.approx(float(compared.first.total.amount - compared.second.total.amount))
    assert energy_peak(works.plant, works.seu("Press-1"), WATCHED).day >= STEP_ON


def test_periods_and_the_plant_are_compared(works: Works) -> None:
    april, may = Period(date(2025, 4, 1), date(2025, 5, 1)), Period(date(2025, 5, 1), date(2025, 6, 1))
    press = works.seu("Press-1")
    asked = EnergyUse(press, "electricity", may, "comparison", against_period=april)
    compared = service.answer(works.plant, asked, ADA)
    assert isinstance(compared, UseComparison) and compared.percent is not None
    assert compared.first.total.amount == energy_use(works.plant, press, may).total.amount
    by_day = float(compared.first.total.amount) / 31 / (float(compared.second.total.amount) / 30)
    assert compared.percent_per_day == pytest.approx(100 * (by_day - 1))
    plant = service.answer(works.plant, EnergyUse(None, None, may, "comparison", against_period=april), ADA)
    assert isinstance(plant, PlantUseComparison) and plant.cost_difference is not None
    whole = plant_use(works.plant, may).cost, plant_use(works.plant, april).cost
    assert plant.cost_difference == pytest.approx((whole[0] or 0) - (whole[1] or 0))


def test_days_of_a_consumption_add_up_to_it(works: Works) -> None:
    used = energy_use(works.plant, works.seu("Press-1"), WATCHED)
    assert len(used.daily) == WATCHED.days
    assert sum(used.daily.values()) == pytest.approx(float(used.total.amount))


def test_what_has_no_price_is_refused_where_its_cost_is_asked(works: Works) -> None:
    day = Period(date(2025, 5, 5), date(2025, 5, 6))
    works.rows.execute("UPDATE energy_sources SET cost_per_unit = NULL WHERE name = 'electricity'")
    works.plant.refresh()
    try:
        with pytest.raises(Refused, match="no_price"):
            service.answer(works.plant, EnergyUse(works.seu("Press-1"), None, day, "cost"), ADA)
        assert energy_use(works.plant, works.seu("Press-1"), day).cost is None
    finally:
        works.rows.execute("UPDATE energy_sources SET cost_per_unit = 0.12 WHERE name = 'electricity'")
        works.plant.refresh()


def test_the_daily_check_tells_of_the_step_once_and_keeps_silent_where_it_is_asked_to(works: Works) -> None:
    check = DailyCheck(enabled=lambda: True)
    news = check.news(works.plant)
    assert {report.baseline.seu for report in news} == {"Press-1", "Presses"}
    check.remember(news)
    assert check.news(works.plant) == ()
    other = DailyCheck(enabled=lambda: True)
    other.switch(SwitchDailyCheck(False, works.seu("Press-1")), works.plant.catalogue())
    assert [report.baseline.seu for report in other.news(works.plant)] == ["Presses"]


def test_days_of_the_whole_plant_are_ignored(works: Works) -> None:
    days = Period(date(2024, 2, 1), date(2024, 2, 3))
    ignored = service.answer(works.plant, IgnorePeriod(None, None, days, "flood", everywhere=True), ADA)
    assert isinstance(ignored, Ignored)
    assert len(ignored.adjustments) == len(works.plant.catalogue().seus)


def test_a_drift_has_its_course(works: Works) -> None:
    report = energy_drift(works.plant, works.seu("Press-1"), WATCHED)
    assert report.course is not None and len(report.course.cusum) == report.n_days


def test_no_readings_are_refused_with_what_there_is(works: Works) -> None:
    with pytest.raises(Refused) as refused:
        energy_use(works.plant, works.seu("Press-1"), Period(date(2023, 1, 1), date(2023, 2, 1)))
    assert refused.value.reason.code == "no_data"
    assert refused.value.reason.data["data_start"] == "2024-01-01"


def test_the_reports_hold_what_the_answers_say(works: Works) -> None:
    report = seu_report(works.plant, works.seu("Press-1"), WATCHED)
    assert report.account.performance == works.performance("Press-1", WATCHED).performance
    assert len(report.trained_on) == report.account.baseline.fit.n
    assert len(report.days) == report.account.performance.n_days
    assert plant_report(works.plant, WATCHED).units["electricity"] == "kWh"


def test_an_energy_that_is_made_from_another_at_the_same_machine_is_named_and_nothing_is_taken_off(
    plant_url: str,
) -> None:
    rows = PlantBuilder(plant_url)
    site = rows.factory(timezone="UTC")
    compressor, press = rows.machine("Compressor", site), rows.machine("Press", site)
    for machine, name in ((compressor, "Compressor"), (press, "Press")):
        rows.seu(name, "electricity", machine)
        rows.readings("energy_readings", machine, "2025-05-01", "2025-05-11", energy_kwh="10")
    rows.seu("Compressor", "compressed_air", compressor)
    rows.seu("Press", "natural_gas", press)
    rows.readings("compressed_air_end_use_readings", compressor, "2025-05-01", "2025-05-11", consumption_m3="50")
    rows.readings("natural_gas_readings", press, "2025-05-01", "2025-05-11", consumption_m3="2")
    plant = Plant(Settings(database_url=plant_url))
    used = plant_use(plant, Period(date(2025, 5, 1), date(2025, 5, 11)))
    plant.close()
    assert used.counted_twice == (("electricity", "compressed_air"),), "gas and electricity drive nothing of each other"
    assert used.cost == pytest.approx(sum(use.cost or 0 for use in used.uses))
