"""What the demo plant's documentation says of its physics is what its readings hold."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from demo_days import Days

from skill_enms.analytics.ols import fit
from skill_enms.demo.plant import BOILER_1, ELECTRICITY, NATURAL_GAS, SEUS, STEEL_WORKS, DemoSeu, Meter
from skill_enms.demo.truth import TRUTHS, Change, truth_of
from skill_enms.results import Fit

SIMULATED = [seu for seu in SEUS if STEEL_WORKS not in seu.machines]
YEAR = (date(2024, 1, 1), date(2025, 1, 1))


def name(seu: DemoSeu) -> str:
    return f"{seu.name} {seu.energy_source}"


def fitted(days: Days, seu: DemoSeu, features: list[str], start: date = YEAR[0], end: date = YEAR[1]) -> Fit:
    consumption, good = days.consumption(seu)
    used = good & days.in_period(start, end)
    frame = pd.DataFrame({feature: days.feature(seu.machines[0], feature)[used] for feature in features})
    return fit(frame.assign(consumption=consumption[used]), "consumption", features)


def deviations(model: Fit, seu: DemoSeu) -> dict[str, float]:
    """By how many standard errors the intercept and each coefficient miss the truth."""
    truth = truth_of(seu)
    assert model.intercept is not None and model.intercept_std_error is not None
    missed = {f: abs(found - truth.coefficients[f]) / model.std_errors[f] for f, found in model.coefficients.items()}
    return {**missed, "intercept": abs(model.intercept - truth.intercept) / model.intercept_std_error}


@pytest.mark.parametrize("seu", SIMULATED, ids=name)
def test_a_year_of_readings_gives_the_truth_back(days: Days, seu: DemoSeu) -> None:
    truth = truth_of(seu)
    model = fitted(days, seu, list(truth.coefficients))
    assert max(deviations(model, seu).values()) < 3
    assert model.rmse == pytest.approx(truth.noise, rel=0.12)
    assert all(p < 0.001 for p in model.p_values.values())
    assert 0.8 < model.r_squared < 0.99


def test_confidence_intervals_hold_about_as_often_as_they_say(days: Days) -> None:
    missed = [
        d for seu in SIMULATED for d in deviations(fitted(days, seu, list(truth_of(seu).coefficients)), seu).values()
    ]
    assert len(missed) > 30
    assert np.mean(np.array(missed) < 1.97) > 0.88


def test_temperature_and_degree_days_overlap_in_2024_and_still_have_one_answer(days: Days) -> None:
    boiler = next(seu for seu in SEUS if seu.machines == (BOILER_1,) and seu.energy_source == NATURAL_GAS)
    both = fitted(days, boiler, ["outdoor_temp_c", "heating_degree_days"])
    alone = fitted(days, boiler, ["heating_degree_days"])
    year = days.in_period(*YEAR)
    temperature, heating = (days.feature(BOILER_1, f)[year] for f in ("outdoor_temp_c", "heating_degree_days"))
    inflation = 1 / (1 - np.corrcoef(temperature, heating)[0, 1] ** 2)
    assert 10 < inflation < 100
    assert (temperature > 20).sum() > 20
    assert 0.8 < alone.r_squared <= both.r_squared < 0.99
    assert both.coefficients["heating_degree_days"] == pytest.approx(
        TRUTHS[Meter(BOILER_1.name, NATURAL_GAS)].coefficients["heating_degree_days"],
        abs=3 * both.std_errors["heating_degree_days"],
    )


CHANGES = [(meter, change) for meter, truth in TRUTHS.items() for change in truth.changes]


@pytest.mark.parametrize(("meter", "change"), CHANGES, ids=lambda value: getattr(value, "machine", None))
def test_what_happened_to_a_machine_is_seen_against_its_truth(days: Days, meter: Meter, change: Change) -> None:
    seu = next(seu for seu in SIMULATED if (seu.name, seu.energy_source) == (meter.machine, meter.energy_source))
    truth = TRUTHS[meter]
    consumption, good = days.consumption(seu)
    expected = truth.intercept + sum(
        coefficient * days.feature(seu.machines[0], feature) for feature, coefficient in truth.coefficients.items()
    )
    during = good & days.in_period(change.start, change.end or date.max)
    before = good & days.in_period(date(2024, 1, 1), change.start)
    error = truth.noise / np.sqrt(during.sum())
    assert np.mean((consumption - expected)[during]) == pytest.approx(change.per_day, abs=3 * error)
    assert np.mean((consumption - expected)[before]) == pytest.approx(0, abs=3 * truth.noise / np.sqrt(before.sum()))


def test_nothing_happens_to_a_machine_in_2024() -> None:
    assert CHANGES
    assert all(change.start >= YEAR[1] for _, change in CHANGES)


def test_every_simulated_meter_belongs_to_an_seu_and_every_seu_has_its_meters() -> None:
    assert {Meter(machine.name, seu.energy_source) for seu in SIMULATED for machine in seu.machines} == set(TRUTHS)


def test_two_machines_of_an_seu_add_up() -> None:
    (shared,) = (seu for seu in SIMULATED if len(seu.machines) > 1)
    parts = [TRUTHS[Meter(machine.name, ELECTRICITY)] for machine in shared.machines]
    truth = truth_of(shared)
    assert truth.intercept == sum(part.intercept for part in parts)
    assert truth.coefficients["weekend"] == sum(part.coefficients["weekend"] for part in parts)


def test_nobody_knows_the_truth_of_real_readings() -> None:
    steel = next(seu for seu in SEUS if STEEL_WORKS in seu.machines)
    with pytest.raises(KeyError):
        truth_of(steel)
