"""Plants made of numbers: daily frames with a known truth."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

DATA = Path(__file__).parents[2] / "data"
DAYS = 366
BASE = 18.0


@pytest.fixture(scope="session")
def reference() -> Callable[[str], object]:
    """The published figures in a JSON file below tests/data."""
    return lambda name: json.loads((DATA / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def table() -> Callable[..., pd.DataFrame]:
    """A CSV file below tests/data."""
    return lambda name, **how: pd.read_csv(DATA / name, **how)


def calendar(first: date = date(2024, 1, 1), days: int = DAYS) -> list[date]:
    return [first + timedelta(day) for day in range(days)]


@pytest.fixture
def plant() -> pd.DataFrame:
    """A year of a boiler: gas rises with heating degree days and production; days named by date."""
    rng = np.random.default_rng(2024)
    temperature = 10 - 12 * np.cos(2 * np.pi * np.arange(DAYS) / DAYS) + rng.normal(0, 3, DAYS)
    heating, cooling = np.maximum(BASE - temperature, 0), np.maximum(temperature - BASE, 0)
    production = rng.uniform(0, 1000, DAYS)
    weekend = [day.weekday() >= 5 for day in calendar()]
    return pd.DataFrame(
        {
            "gas": 100 + 20 * heating + 0.2 * production + rng.normal(0, 15, DAYS),
            "temperature": temperature,
            "heating": heating,
            "cooling": cooling,
            "production": production,
            "weekend": weekend,
            "workday": [not day for day in weekend],
            "noise": rng.normal(size=DAYS),
        },
        index=calendar(),
    )
