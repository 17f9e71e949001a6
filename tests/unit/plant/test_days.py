"""Plant-local days as ranges of instants, on ordinary days and on those on which clocks change."""

from datetime import date, datetime, timezone

import pytest

from skill_enms.plant.days import Days
from skill_enms.requests import Period


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2024, 3, 31), 23),
        ("Europe/Berlin", date(2024, 10, 27), 25),
        ("Europe/Berlin", date(2024, 7, 1), 24),
        ("America/New_York", date(2024, 3, 10), 23),
        ("America/New_York", date(2024, 11, 3), 25),
        ("Asia/Kolkata", date(2024, 3, 31), 24),
        ("Australia/Lord_Howe", date(2024, 4, 7), 24.5),
        ("Australia/Lord_Howe", date(2024, 10, 6), 23.5),
        ("America/Santiago", date(2024, 9, 8), 23),  # clocks skip midnight itself
        ("America/Havana", date(2024, 11, 3), 25),  # midnight comes twice
        ("Asia/Beirut", date(2024, 3, 31), 23),
        ("Pacific/Apia", date(2011, 12, 30), 0),  # a date that never was
    ],
)
def test_length_of_a_day(zone, day, hours):
    days = Days(Period(day, date.fromordinal(day.toordinal() + 1)), zone)
    assert days.hours.tolist() == [hours]


def test_a_year_of_days_is_as_long_as_the_year():
    days = Days(Period(date(2024, 1, 1), date(2025, 1, 1)), "Europe/Berlin")
    assert len(days.dates) == 366
    assert days.hours.sum() == 366 * 24


def test_days_begin_at_the_plants_midnight():
    days = Days(Period(date(2024, 7, 1), date(2024, 7, 2)), "Asia/Kolkata")
    assert days.span[0] == datetime(2024, 6, 30, 18, 30, tzinfo=timezone.utc).timestamp()
