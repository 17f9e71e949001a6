"""Which drivers of a comparison belong together: those that a word like "or" or "alone" sets apart don't."""

from __future__ import annotations

import pytest
from talking import Read

from skill_enms.requests import CompareDrivers

TEMP, HUMID, PRODUCTION, WIND = "outdoor_temp_c", "humidity", "production_count", "wind_speed"


@pytest.mark.parametrize(
    ("said", "sets"),
    [
        ("which is better, humidity alone or outdoor temperature with wind speed", ((HUMID,), (TEMP, WIND))),
        ("is outdoor temperature together with wind speed better than humidity", ((TEMP, WIND), (HUMID,))),
        ("compare humidity alone and outdoor temperature with wind speed", ((HUMID,), (TEMP, WIND))),
        ("compare humidity with wind speed versus outdoor temperature", ((HUMID, WIND), (TEMP,))),
        ("humidity or humidity plus wind speed", ((HUMID,), (HUMID, WIND))),
        ("would humidity plus wind speed beat production on its own", ((HUMID, WIND), (PRODUCTION,))),
        ("would humidity do a better job than wind speed", ((HUMID,), (WIND,))),
        ("does humidity explain it better than wind speed does", ((HUMID,), (WIND,))),
        (
            "does production alone explain it or is production with humidity better",
            ((PRODUCTION,), (PRODUCTION, HUMID)),
        ),
        ("humidity alone or with wind speed", ((HUMID,), (HUMID, WIND))),
        ("humidity alone, or wind speed alone, or both together", ((HUMID,), (WIND,), (HUMID, WIND))),
        ("humidity, wind speed, or both", ((HUMID,), (WIND,), (HUMID, WIND))),
        ("humidity or wind speed, test both", ((HUMID,), (WIND,))),
        ("compare humidity with wind speed", ((HUMID,), (WIND,))),
        ("compare humidity and wind speed with production", ((HUMID, WIND), (PRODUCTION,))),
        ("humidity and wind speed versus production", ((HUMID, WIND), (PRODUCTION,))),
    ],
)
def test_sets(said: str, sets: tuple[tuple[str, ...], ...], read: Read) -> None:
    understood = read(f"for hvac main in 2024: {said}", "compare_drivers")
    assert isinstance(understood.request, CompareDrivers)
    assert understood.request.sets == sets
    assert understood.question is None
    assert understood.refusal is None


@pytest.mark.parametrize(
    "said",
    [
        "compare humidity, wind speed and production",
        "compare humidity with wind speed or production",
    ],
)
def test_what_can_be_cut_in_several_ways_is_asked_about(said: str, read: Read) -> None:
    understood = read(f"for hvac main in 2024: {said}", "compare_drivers")
    assert understood.question is not None
    assert understood.question.about == "features"
