"""The steel works' readings are the published ones, each on the day and in the quarter of an hour it was measured."""

from __future__ import annotations

import gzip
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from skill_enms.demo.steel import DATA_FILE, derive, steel_rows

SEOUL = ZoneInfo("Asia/Seoul")


def test_a_whole_year_is_there_quarter_hour_by_quarter_hour() -> None:
    rows = steel_rows()
    first, last = (datetime.fromtimestamp(int(rows.time[i]), SEOUL) for i in (0, -1))
    assert (first, last) == (datetime(2018, 1, 1, tzinfo=SEOUL), datetime(2018, 12, 31, 23, 45, tzinfo=SEOUL))
    assert set(np.diff(rows.time)) == {900}
    assert len(rows.time) == 365 * 96
    assert set(rows.data_source) == {"meter"}


def test_the_total_is_the_published_one() -> None:
    energy = steel_rows().values["energy_kwh"]
    assert energy.sum() == pytest.approx(959_636.71, abs=0.001)
    assert energy.max() == 157.18


def test_the_last_quarter_hour_belongs_to_its_own_day() -> None:
    """Published as 07/11/2018 00:00, the only reading of zero is the last one of 7 November."""
    rows = steel_rows()
    (zero,) = np.flatnonzero(rows.values["energy_kwh"] == 0)
    assert datetime.fromtimestamp(int(rows.time[zero]), SEOUL) == datetime(2018, 11, 7, 23, 45, tzinfo=SEOUL)


def test_weekends_use_less() -> None:
    daily = steel_rows().values["energy_kwh"].reshape(365, 96).sum(axis=1)
    weekend = np.array([(datetime(2018, 1, 1) + timedelta(n)).weekday() >= 5 for n in range(365)])
    assert daily[weekend].mean() == pytest.approx(1126.3, abs=0.1)
    assert daily[~weekend].mean() == pytest.approx(3228.0, abs=0.1)


def test_power_and_power_factor_agree_with_the_energy() -> None:
    values = steel_rows().values
    np.testing.assert_allclose(values["power_kw"], values["energy_kwh"] * 4)
    assert values["power_factor"].min() >= 0
    assert values["power_factor"].max() <= 1


def test_deriving_moves_the_stamps_to_the_start_of_their_interval(tmp_path: Path) -> None:
    published, target = tmp_path / "published.csv.gz", tmp_path / "derived.csv.gz"
    published.write_bytes(
        gzip.compress(
            "\ufeffdate,Usage_kWh,Lagging_Current_Power_Factor,Leading_Current_Power_Factor\r\n"
            "01/02/2018 00:15,3.17,73.21,100\r\n"
            "01/02/2018 23:45,4,100,62.5\r\n"
            "28/02/2018 00:00,0,0,100\r\n".encode()
        )
    )
    derive(published, target)
    assert gzip.decompress(target.read_bytes()).decode().splitlines() == [
        "start,energy_kwh,power_factor",
        "2018-02-01T00:00,3.17,0.7321",
        "2018-02-01T23:30,4,0.6250",
        "2018-02-28T23:45,0,0.0000",
    ]


def test_origin_and_licence_travel_with_the_readings() -> None:
    folder = files("skill_enms.demo").joinpath("data")
    notice = folder.joinpath("README.md").read_text(encoding="utf-8")
    assert folder.joinpath(DATA_FILE).is_file()
    for needed in ("CC BY 4.0", "Sathishkumar V E", "Changsun Shin", "Yongyun Cho", "UCI", "What was changed"):
        assert needed in notice
