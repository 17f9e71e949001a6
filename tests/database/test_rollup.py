"""The rollup is what raw readings come to, at any time: late, corrected and deleted ones included."""

import threading
import time
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise

import pytest

from skill_enms.plant.buckets import SECONDS
from skill_enms.plant.discovery import read_catalogue
from skill_enms.plant.raw import RawReadings
from skill_enms.plant.readings import daily_series
from skill_enms.plant.rollup import LOOKBACK, RollupReader, split
from skill_enms.plant.rollup_table import TableRollup
from skill_enms.plant.rollup_update import RollupUpdater, everything
from skill_enms.requests import Period

ALWAYS = (0, 4_102_444_800)
BUCKET = timedelta(seconds=SECONDS)


@pytest.fixture
def catalogue(database):
    def read():
        with database.reading() as connection:
            return read_catalogue(connection, "UTC")

    return read


@pytest.fixture
def update(database, catalogue):
    def run(**options):
        return RollupUpdater(database, TableRollup(database)).update(catalogue(), **options)

    return run


@pytest.fixture
def correct(database, catalogue):
    def run():
        # The server's counts of written rows lag behind by a second.
        time.sleep(1.5)
        return RollupUpdater(database, TableRollup(database)).correct(catalogue())

    return run


@pytest.fixture
def differences(database, catalogue):
    """Buckets in which the rollup isn't what raw readings come to, over all columns of all tables and machines."""

    def count():
        updater = RollupUpdater(database, TableRollup(database))
        found = 0
        for wanted in everything(catalogue()):
            covered = TableRollup(database).covered(wanted)
            found += updater.differences(wanted, covered) if covered else 0
        return found

    return count


@pytest.fixture
def boiler(plant):
    """Readings of every ten seconds for some days around both changes of clocks, of several sources."""
    machine = plant.machine("Boiler", plant.factory("Works", "Europe/Berlin"))
    plant.seu("Boiler", "steam", machine)
    for day, source in (("2024-03-30", "'meter'"), ("2024-10-26", "NULL"), ("2024-10-27", "'backfill'")):
        start = datetime.fromisoformat(f"{day}T00:00:00+00:00")
        plant.readings(
            "steam_readings",
            machine,
            str(start),
            str(start + timedelta(days=2 if source == "'meter'" else 1)),
            every="10 seconds",
            consumption_kg="1 + (h * 100)::int % 7 / 7.0",
            pressure_bar="8 + sin(h)",
            data_source=source,
        )
    return machine


def test_it_is_what_raw_readings_come_to(boiler, update, differences):
    updated = update()
    assert updated.values > 4 * 8640
    assert differences() == 0
    assert update().values == 0


def test_its_buckets_are_quarters_of_an_hour_in_utc(boiler, plant, update):
    update()
    found = plant.execute(
        """
        SELECT data_source, count(*), sum(n), min(n), max(n), bool_and(extract(epoch FROM bucket)::bigint % 900 = 0)
        FROM enms.rollup JOIN enms.rollup_series ON id = series_id WHERE column_name = 'consumption_kg'
        GROUP BY data_source ORDER BY data_source
        """
    )
    day = (96, 8640, 90, 90, True)
    assert found == [("backfill", *day), ("meter", 192, 17280, 90, 90, True), (None, *day)]
    expected = plant.execute(
        """
        SELECT date_bin('15 minutes', time, '2000-01-01') AS bucket, count(*), sum(consumption_kg)::float8,
               min(consumption_kg)::float8, max(consumption_kg)::float8
        FROM steam_readings WHERE data_source = 'meter' GROUP BY 1 ORDER BY 1
        """
    )
    assert expected == plant.execute(
        "SELECT bucket, n, sum, min, max FROM enms.rollup JOIN enms.rollup_series ON id = series_id"
        " WHERE column_name = 'consumption_kg' AND data_source = 'meter' ORDER BY bucket"
    )


def test_late_corrected_and_deleted_readings_are_found(boiler, plant, update, correct, differences):
    update()
    assert correct().buckets == 0
    plant.execute("UPDATE steam_readings SET consumption_kg = 50 WHERE time = '2024-03-30 05:00+00'")
    plant.readings("steam_readings", boiler, "2024-03-29", "2024-03-29 01:00", consumption_kg="4")
    plant.readings("steam_readings", boiler, "2024-04-10", "2024-04-10 01:00", consumption_kg="4")
    plant.execute("DELETE FROM steam_readings WHERE time >= '2024-10-26 10:00+00' AND time < '2024-10-26 11:00+00'")
    assert differences() > 0
    assert correct().buckets > 0
    update()
    assert differences() == 0
    assert correct().buckets == 0


def test_readings_before_the_first_one_are_read_raw_and_so_never_missed(boiler, plant, update, database, catalogue):
    update()
    plant.readings("steam_readings", boiler, "2024-03-01", "2024-03-02", every="10 minutes", consumption_kg="4")
    (seu,) = catalogue().seus
    series = daily_series(database, catalogue(), seu, [], Period(date(2024, 3, 1), date(2024, 3, 2)))
    assert series.frame["consumption"].sum() == pytest.approx(4 * 6 * 24)


def test_what_comes_in_is_followed(plant, update, differences, database, catalogue):
    machine = plant.machine("Boiler")
    plant.seu("Boiler", "steam", machine)
    now = datetime.fromtimestamp(time.time() // SECONDS * SECONDS, timezone.utc)
    plant.readings("steam_readings", machine, str(now - 200 * BUCKET), str(now), every="1 minute", consumption_kg="1")
    update()
    assert differences() == 0
    plant.execute("UPDATE enms.rollup_coverage SET covered_to = %s", now - 20 * BUCKET)
    plant.execute("DELETE FROM enms.rollup WHERE bucket >= %s", now - 20 * BUCKET)
    plant.execute("UPDATE steam_readings SET consumption_kg = 3 WHERE time >= %s", now - 25 * BUCKET)
    recent = update(only_recent=True)
    assert recent.buckets == 25
    assert differences() == 0
    # The last hours are read raw, so that a reading which comes now counts now.
    plant.execute("UPDATE steam_readings SET consumption_kg = 60 WHERE time >= %s", now - 2 * BUCKET)
    (seu,) = catalogue().seus
    period = Period(now.date() - timedelta(days=3), now.date() + timedelta(days=1))
    default = daily_series(database, catalogue(), seu, [], period)
    raw = daily_series(database, catalogue(), seu, [], period, reader=RawReadings(database))
    assert default.frame["consumption"].to_numpy() == pytest.approx(raw.frame["consumption"].to_numpy())


def test_only_recent_begins_nothing(boiler, plant, update):
    assert update(only_recent=True).buckets == 0
    assert plant.value("SELECT count(*) FROM enms.rollup_coverage") == 0


def test_a_machine_and_a_column_that_come_later_are_rolled_up_too(boiler, plant, update, differences):
    update()
    later = plant.machine("Later")
    plant.execute("ALTER TABLE steam_readings ADD COLUMN valve_percent real")
    plant.readings("steam_readings", later, "2024-05-01", "2024-05-03", consumption_kg="2", valve_percent="40")
    update()
    assert differences() == 0
    assert (
        plant.value(
            "SELECT sum(n) FROM enms.rollup JOIN enms.rollup_series ON id = series_id"
            " WHERE column_name = 'valve_percent'"
        )
        == 48
    )


def test_progress_is_told_and_ends_with_all_that_there_was_to_do(boiler, update):
    told = []
    update(progress=lambda done, of: told.append((done, of)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert len({of for _, of in told}) == 1


def test_two_at_once_make_it_once(boiler, plant, update, differences):
    threads = [threading.Thread(target=update) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert differences() == 0
    assert (
        plant.value(
            "SELECT count(*) FROM (SELECT 1 FROM enms.rollup_series GROUP BY table_schema, table_name,"
            " column_name, machine_id, data_source HAVING count(*) > 1) AS twice"
        )
        == 0
    )


def test_an_update_that_was_ended_goes_on_where_it_was(boiler, update, differences, plant):
    class Ended(Exception):
        pass

    def end(done, of):
        if done > 0.85 * of:
            raise Ended

    with pytest.raises(Ended):
        update(progress=end)
    assert plant.value("SELECT count(*) FROM enms.rollup") > 0
    assert differences() == 0
    update()
    assert differences() == 0
    assert (
        plant.value(
            "SELECT sum(n) FROM enms.rollup JOIN enms.rollup_series ON id = series_id"
            " WHERE column_name = 'consumption_kg'"
        )
        == 4 * 8640
    )


def test_a_database_without_our_tables_is_read_raw(boiler, plant, database, catalogue):
    before = catalogue()
    plant.execute("DROP TABLE enms.rollup_coverage")
    series = daily_series(database, before, before.seus[0], [], Period(date(2024, 3, 31), date(2024, 4, 1)))
    assert len(series.frame) == 1


class Recorded:
    """A rollup or a raw reader that only notes what it is asked for."""

    def __init__(self, covered=None):
        self.asked = []
        self._covered = covered

    def covered(self, wanted):
        return self._covered

    def read(self, wanted, spans):
        self.asked += spans
        return {}


@pytest.mark.parametrize("span", [(0, 10_000), (100, 86_500), (43_200, 90_000), (86_000, 99_000), (200_000, 300_000)])
@pytest.mark.parametrize("covered", [None, (0, 86_400), (1_000, 50_000), (900, 900)])
def test_every_instant_is_asked_for_once(span, covered):
    rollup, raw = Recorded(covered), Recorded()
    RollupReader(rollup, raw).read(None, [span])
    pieces = sorted(rollup.asked + raw.asked)
    assert pieces[0][0] == span[0]
    assert pieces[-1][1] == span[1]
    assert all(end == start for (_, end), (start, _) in pairwise(pieces))
    for start, end in rollup.asked:
        assert start % SECONDS == end % SECONDS == 0
        assert covered[0] <= start < end <= covered[1] - LOOKBACK


def test_what_lies_outside_is_left():
    assert split([(0, 900)], (1_800, 3_600)) == ([], [(0, 900)])
    assert split([(100, 5_000)], (0, 9_000)) == ([(900, 4_500)], [(100, 900), (4_500, 5_000)])
