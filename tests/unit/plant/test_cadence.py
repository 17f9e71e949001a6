"""The interval at which readings ought to come, told from the readings: what a day covers follows from it."""

import numpy as np
import pytest

from skill_enms.plant.buckets import SECONDS, Buckets
from skill_enms.plant.cadence import cadence_of
from skill_enms.plant.day_totals import DayTotals

DAY = 86_400
START = 1_704_067_200  # 2024-01-01 00:00 UTC


def buckets(instants):
    """What the database makes of readings at these seconds after `START`."""
    instants = np.sort(np.asarray(instants, float)) + START
    place = instants // SECONDS
    starts, first, n = np.unique(place, return_index=True, return_counts=True)
    later = np.searchsorted(instants, instants[first], side="right")
    following = np.append(instants, np.nan)[later]
    ones = np.ones(len(starts))
    return Buckets(
        (starts * SECONDS).astype(np.int64),
        n.astype(np.int64),
        n.astype(float),
        ones,
        ones,
        following - instants[first],
        np.zeros(len(starts), np.int64),
    )


def days(n, *, hours=24):
    return START + np.arange(n + 1, dtype=np.int64) * hours * 3600


def every(seconds, until, since=0.0):
    return np.arange(since, until, seconds)


def cadence(series, bounds):
    def look(places):
        day = np.searchsorted(bounds, series.start, side="right") - 1
        chosen = np.isin(day, places)
        return Buckets(*(getattr(series, name)[chosen] for name in Buckets.__slots__))

    return cadence_of(DayTotals.of(series, bounds), bounds, look)


def covered(instants, n):
    return cadence(buckets(instants), days(n)).coverage


@pytest.mark.parametrize("interval", [1, 7, 10, 60, 420, 600, 700, 900, 1200, 1800, 3600, 4000, 7200, 86_400])
def test_a_complete_day_is_covered_whatever_the_interval(interval):
    assert covered(every(interval, 6 * DAY), 6) == pytest.approx(np.ones(6), abs=0.03)


@pytest.mark.parametrize("interval", [10, 60, 600, 900, 1200, 3600])
def test_what_is_missing_at_the_end_of_a_day_is_missed(interval):
    instants = every(interval, 6 * DAY)
    kept = instants[(instants < 2 * DAY + 10 * 3600) | (instants >= 3 * DAY)]
    assert covered(kept, 6) == pytest.approx([1, 1, 10 / 24, 1, 1, 1], abs=0.02)


@pytest.mark.parametrize("interval", [10, 60, 900, 1200, 3600])
def test_every_other_reading_of_a_day_lost_is_half_a_day_not_a_longer_interval(interval):
    instants = every(interval, 9 * DAY)
    number = np.arange(len(instants))
    kept = instants[(instants < 4 * DAY) | (instants >= 5 * DAY) | (number % 2 == 0)]
    assert covered(kept, 9) == pytest.approx([1, 1, 1, 1, 0.5, 1, 1, 1, 1], abs=0.02)


def test_readings_lost_at_random_are_missed_also_where_they_always_are():
    instants = every(60, 20 * DAY)
    kept = instants[np.random.default_rng(1).random(len(instants)) < 0.6]
    assert covered(kept, 20) == pytest.approx(np.full(20, 0.6), abs=0.04)


@pytest.mark.parametrize(("before", "after"), [(3600, 900), (900, 3600), (3600, 1), (60, 1200), (900, 60)])
@pytest.mark.parametrize("hour", [0, 7, 12])
def test_a_change_of_interval_covers_every_day(before, after, hour):
    change = 5 * DAY + hour * 3600
    instants = [*every(before, change), *every(after, 10 * DAY, since=change)]
    assert covered(instants, 10) == pytest.approx(np.ones(10), abs=0.05)


def test_after_a_change_of_interval_lost_readings_are_still_missed():
    instants = np.array([*every(3600, 10 * DAY), *every(900, 20 * DAY, since=10 * DAY)])
    lost = ((instants >= 3 * DAY) & (instants < 3.75 * DAY)) | ((instants >= 15 * DAY) & (instants < 15.25 * DAY))
    expected = np.ones(20)
    expected[3], expected[15] = 0.25, 0.75
    assert covered(instants[~lost], 20) == pytest.approx(expected, abs=0.03)


def test_jitter_is_no_loss():
    rng = np.random.default_rng(2)
    instants = every(10, 5 * DAY) + rng.uniform(-2, 2, 5 * DAY // 10)
    assert covered(instants[instants > 0], 5) == pytest.approx(np.ones(5), abs=0.02)


def test_days_of_23_and_25_hours_are_whole_days():
    bounds = START + np.array([0, 23, 48], np.int64) * 3600
    assert cadence(buckets(every(3600, 3 * DAY)), bounds).coverage.tolist() == [1.0, 1.0]


def test_readings_that_stand_twice_cover_more_than_the_day():
    instants = every(900, 2 * DAY)
    assert covered([*instants, *instants[:96]], 2) == pytest.approx([2, 1], abs=0.02)


def test_one_reading_tells_nothing():
    alone = cadence(buckets([0]), days(1))
    assert np.isnan(alone.interval).all()
    assert alone.coverage.tolist() == [0.0]


def test_no_readings():
    nothing = cadence(Buckets.empty(), days(2))
    assert np.isnan(nothing.interval).all()
    assert nothing.coverage.tolist() == [0.0, 0.0]


def test_a_reading_a_week_has_an_interval_of_a_week():
    interval = cadence(buckets(every(7 * DAY, 70 * DAY)), days(70)).interval
    assert interval[::7] == pytest.approx(np.full(10, 7 * DAY))
