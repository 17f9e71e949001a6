"""Reports of machines that aren't there: a press that steps up in March, and a plant of two."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import numpy as np
import pandas as pd
import pytest

from skill_enms.adjustments import Adjustment
from skill_enms.analytics import ols, rules
from skill_enms.analytics.drift import detect
from skill_enms.analytics.performance import perform
from skill_enms.catalogue import EnergySource, Seu
from skill_enms.figures import NotCompared, PerformanceReport, PlantAccount, PlantReport, SeuReport, SourceTotal
from skill_enms.history import StoredBaseline
from skill_enms.reasons import Reason
from skill_enms.report.words import ReportWords, read_words
from skill_enms.requests import Period

DAYS = [date(2024, 1, 1) + timedelta(n) for n in range(540)]
TRAINED = 366
SOURCE = EnergySource("s", "electricity", "kWh", cost_per_unit=0.2, carbon_intensity=0.4)


@pytest.fixture
def words() -> ReportWords:
    return read_words("en-us")


def seu_report_of(name: str, step: float, drivers: list[str]) -> SeuReport:
    random = np.random.default_rng(11)
    frame = pd.DataFrame(
        {"pieces": random.uniform(100, 900, len(DAYS)), "mean_$temp": random.normal(12, 8, len(DAYS))}, index=DAYS
    )
    frame["consumption"] = 200 + 0.8 * frame["pieces"] + 3 * frame["mean_$temp"] + random.normal(0, 25, len(DAYS))
    frame.loc[date(2025, 3, 14) :, "consumption"] += step
    trained, watched = frame[:TRAINED], frame[TRAINED:]
    fit = ols.fit(trained, "consumption", drivers)
    performance = perform(fit, watched)
    baseline = StoredBaseline(
        seu_id="1",
        seu=name,
        energy_source="electricity",
        unit="kWh",
        time_zone="Europe/Berlin",
        start=DAYS[0],
        end=DAYS[TRAINED],
        fit=fit,
        definitions={driver: {"aggregate": "SUM", "kind": "column", "parameters": {}} for driver in drivers},
        days_dropped={"no_readings": 4},
        data_sources={"meter": 1.0},
        rule_set="sep",
        accepted=True,
        id=17,
        version=3,
        active=True,
        trained_at=datetime(2025, 1, 2, 8, tzinfo=timezone.utc),
        fingerprint="5ad1f7" * 10,
        library_versions={"numpy": "2.0"},
    )
    period = Period(DAYS[TRAINED], DAYS[-1] + timedelta(1))
    stopped = Adjustment(
        seu_id="1",
        start=date(2025, 2, 1),
        end=date(2025, 2, 3),
        reason="strike <of the smiths>",
        author="Ada",
        id=1,
        created_at=datetime(2025, 2, 4, tzinfo=timezone.utc),
    )
    account = PerformanceReport(
        baseline=baseline,
        period=period,
        performance=performance,
        cost_difference=performance.difference * 0.2,
        carbon_difference=performance.difference * 0.4,
        days_dropped={"adjustment": 2},
        data_sources={"meter": 0.9, "unknown": 0.1},
        adjustments=(stopped,),
    )
    seu = Seu("1", name, "electricity", ("m",), ("Press",), "Europe/Berlin")
    return SeuReport(seu, SOURCE, account, detect(fit, watched), rules.judge(fit, "sep"), watched, trained)


@pytest.fixture
def press() -> SeuReport:
    return seu_report_of("Press <1> & Co", 120.0, ["pieces", "mean_$temp"])


@pytest.fixture
def plant(press: SeuReport) -> PlantReport:
    other = seu_report_of("Mill", 0.0, ["pieces"])
    told = press.account.performance
    total = SourceTotal(
        "electricity", "kWh", 1, told.actual, told.expected, told.difference, 5.0, told.uncertainty, False, 1234.5, 99.0
    )
    kiln = Seu("3", "Kiln", "natural_gas", ("k",))
    return PlantReport(
        PlantAccount(
            press.account.period,
            None,
            (press.account, other.account),
            (total,),
            1234.5,
            99.0,
            (NotCompared(kiln, Reason("no_baseline")),),
            (other.seu,),
        ),
        {"electricity": "kWh"},
    )
