"""Two years of the simulated plant."""

from __future__ import annotations

from datetime import date

import pytest
from demo_days import Days, make_days


@pytest.fixture(scope="session")
def days() -> Days:
    """2024 and 2025."""
    return make_days(date(2026, 1, 1))
