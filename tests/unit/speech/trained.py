"""A baseline of known numbers, to be said."""

from __future__ import annotations

from datetime import date, datetime, timezone

import numpy as np
import pandas as pd

from skill_enms.analytics import ols
from skill_enms.history import StoredBaseline


def exact_fit(intercept: float, **coefficients: float):
    """A fit of known coefficients, on days that have just enough noise to be fitted."""
    rng = np.random.default_rng(1)
    frame = pd.DataFrame({driver: rng.normal(size=60) for driver in coefficients})
    frame["y"] = intercept + sum(factor * frame[driver] for driver, factor in coefficients.items())
    return ols.fit(frame, "y", list(coefficients))


def baseline(**changes):
    fields = {
        "id": 1,
        "version": 1,
        "seu": "Compressor-1",
        "energy_source": "electricity",
        "unit": "kWh",
        "start": date(2024, 1, 1),
        "end": date(2025, 1, 1),
        "fit": exact_fit(212.3, production_count=0.0071),
        "seu_id": "1",
        "time_zone": "UTC",
        "definitions": {},
        "active": True,
        "trained_at": datetime(2026, 1, 1, tzinfo=timezone.utc),
        "fingerprint": "",
        "days_dropped": {},
        "data_sources": {"meter": 1.0},
    }
    return StoredBaseline(**{**fields, **changes})
