"""Daily values of any energy source: the same numbers from raw readings and from the rollup."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from skill_enms.opening import Plant
from skill_enms.plant.discovery import read_catalogue
from skill_enms.plant.marks import mark_backfill, standing_marks, withdraw_mark
from skill_enms.plant.raw import RawReadings
from skill_enms.plant.readings import daily_series, seconds_to_read
from skill_enms.plant.rollup_choice import open_reader
from skill_enms.plant.rollup_table import TableRollup
from skill_enms.plant.rollup_update import RollupUpdater
from skill_enms.reasons import Refused
from skill_enms.requests import ListSeus, Period, TrainBaseline
from skill_enms.service import expected_seconds
from skill_enms.settings import Settings

JANUARY = Period(date(2024, 1, 1), date(2024, 2, 1))


@pytest.fixture(params=["raw", "rollup"])
def ask(request, database):
    """Daily values of the plant's one SEU (or the one of that name), as the parameter says."""

    def daily(*features, period=JANUARY, seu=None, time_zone="UTC", **options):
        with database.reading() as connection:
            catalogue = read_catalogue(connection, time_zone)
        chosen = next(s for s in catalogue.seus if seu in {None, s.name})
        reader = RawReadings(database)
        if request.param == "rollup":
            RollupUpdater(database, TableRollup(database)).update(catalogue)
            reader = open_reader(database)
        return daily_series(database, catalogue, chosen, features, period, reader=reader, **options)

    return daily


def boiler(plant, energy_source="steam", **readings):
    """One machine with one SEU, and its readings of January where some are given."""
    machine = plant.machine("Boiler")
    plant.seu("Boiler", energy_source, machine)
    if readings:
        plant.readings(f"{energy_source}_readings", machine, "2024-01-01", "2024-02-01", **readings)
    return machine


def findings(series):
    return {finding.code: finding.data.get("count") for finding in series.findings}


def code_of(refused):
    return refused.value.reason.code


# --- days ---


@pytest.mark.parametrize("every", ["5 minutes", "1 hour"])
@pytest.mark.parametrize(
    ("zone", "first", "short_or_long"),
    [
        ("Europe/Berlin", date(2024, 3, 29), {date(2024, 3, 31): 23}),
        ("Europe/Berlin", date(2024, 10, 25), {date(2024, 10, 27): 25}),
        ("America/New_York", date(2024, 3, 8), {date(2024, 3, 10): 23}),
        ("Australia/Lord_Howe", date(2024, 4, 5), {date(2024, 4, 7): 24.5}),
        ("Asia/Kolkata", date(2024, 3, 29), {}),
    ],
)
def test_days_are_the_plants_own_also_when_clocks_change(plant, ask, zone, first, short_or_long, every):
    machine = plant.machine("Boiler", plant.factory("Works", zone))
    plant.seu("Boiler", "steam", machine)
    period = Period(first, first + timedelta(days=5))
    begin, end = (datetime(d.year, d.month, d.day, tzinfo=ZoneInfo(zone)) for d in (period.start, period.end))
    columns = {"consumption_kg": "1 + h / 10", "pressure_bar": "8 + sin(h)"}
    plant.readings("steam_readings", machine, begin.isoformat(), end.isoformat(), every=every, **columns)
    plant.readings(
        "environmental_data", machine, begin.isoformat(), end.isoformat(), every=every, outdoor_temp_c="20 * sin(h)"
    )
    series = ask("avg_pressure_bar", "outdoor_temp_c", "heating_degree_days", "cooling_degree_days", period=period)
    expected = plant.execute(
        """
        SELECT meter.*, temperature, heating, cooling FROM (
            SELECT (time AT TIME ZONE %s)::date AS day, sum(consumption_kg)::float8, avg(pressure_bar)
            FROM steam_readings GROUP BY 1) AS meter
        JOIN (SELECT day, sum(total) / sum(n) AS temperature, avg(greatest(18 - total / n, 0)) AS heating,
                     avg(greatest(total / n - 18, 0)) AS cooling
              FROM (SELECT (time AT TIME ZONE %s)::date AS day, date_bin('15 minutes', time, '2000-01-01') AS bucket,
                           sum(outdoor_temp_c) AS total, count(*) AS n
                    FROM environmental_data GROUP BY 1, 2) AS buckets GROUP BY 1) AS weather USING (day)
        ORDER BY 1
        """,
        zone,
        zone,
    )
    assert [row[0] for row in expected] == list(series.frame.index)
    assert series.frame.to_numpy() == pytest.approx(np.array([row[1:] for row in expected]), rel=1e-9)
    assert series.days_dropped == {}
    hours = dict.fromkeys(series.frame.index, 24) | short_or_long
    readings = plant.execute("SELECT (time AT TIME ZONE %s)::date, count(*) FROM steam_readings GROUP BY 1", zone)
    per_hour = 12 if every == "5 minutes" else 1
    assert {day: n / per_hour for day, n in readings} == pytest.approx(hours, abs=0.5)


def test_days_with_too_few_readings_are_dropped_and_the_others_scaled(plant, ask):
    boiler(plant, consumption_kg="1")
    plant.execute("DELETE FROM steam_readings WHERE time >= '2024-01-05' AND time < '2024-01-06'")
    plant.execute("DELETE FROM steam_readings WHERE time >= '2024-01-07 10:00' AND time < '2024-01-08'")
    plant.execute("DELETE FROM steam_readings WHERE time >= '2024-01-09 18:00' AND time < '2024-01-10'")
    series = ask()
    assert series.days_dropped == {"no_readings": 1, "under_half_complete": 1}
    assert series.calendar_days == 31
    assert len(series.frame) == 29
    assert series.frame["consumption"].to_numpy() == pytest.approx(np.full(29, 24.0))
    assert findings(series)["gaps"] == 3


def test_a_change_of_interval_within_the_period_is_followed(plant, ask):
    machine = boiler(plant)
    plant.readings("steam_readings", machine, "2024-01-01", "2024-01-15", consumption_kg="4")
    plant.readings("steam_readings", machine, "2024-01-15", "2024-02-01", every="15 minutes", consumption_kg="1")
    plant.execute("DELETE FROM steam_readings WHERE time >= '2024-01-20 18:00' AND time < '2024-01-21'")
    series = ask()
    assert series.days_dropped == {}
    assert series.frame["consumption"].to_numpy() == pytest.approx(np.full(31, 96.0))
    told = [finding.data for finding in series.findings if finding.code == "interval_changed"]
    assert told == [{"since": "2024-01-15", "before": 3600.0, "after": 900.0}]


def test_two_days_at_another_interval_are_no_change_of_it(plant, ask):
    machine = boiler(plant)
    plant.readings("steam_readings", machine, "2024-01-01", "2024-02-01", consumption_kg="4")
    plant.execute("DELETE FROM steam_readings WHERE time >= '2024-01-10' AND time < '2024-01-12'")
    plant.readings("steam_readings", machine, "2024-01-10", "2024-01-12", every="15 minutes", consumption_kg="1")
    series = ask()
    assert series.frame["consumption"].to_numpy() == pytest.approx(np.full(31, 96.0))
    assert "interval_changed" not in {finding.code for finding in series.findings}


def test_a_meter_that_tells_less_than_daily_has_no_days(plant, ask):
    machine = boiler(plant)
    plant.readings("steam_readings", machine, "2024-01-01", "2024-02-01", every="7 days", consumption_kg="70")
    series = ask()
    assert len(series.frame) == 0
    assert series.days_dropped == {"interval_over_a_day": 5, "no_readings": 26}


def test_one_reading_a_day_is_a_day(plant, ask):
    machine = boiler(plant)
    plant.readings("steam_readings", machine, "2024-01-01", "2024-02-01", every="1 day", consumption_kg="70")
    assert ask().frame["consumption"].tolist() == [70.0] * 31


def test_a_day_without_consumption_is_a_real_shutdown(plant, ask):
    boiler(plant, consumption_kg="CASE WHEN h < 48 THEN 0 ELSE 5 END")
    assert ask().frame["consumption"].tolist()[:3] == [0.0, 0.0, 120.0]


# --- several machines ---


def test_amounts_of_several_machines_are_summed_and_states_averaged(plant, ask):
    one, other = plant.machine("A"), plant.machine("B")
    plant.seu("Both", "steam", one, other)
    for machine, every, amount, warm, made in ((one, "1 hour", 1, 10, 100), (other, "15 minutes", 2, 20, 7)):
        plant.readings("steam_readings", machine, "2024-01-01", "2024-02-01", every=every, consumption_kg=str(amount))
        plant.readings("environmental_data", machine, "2024-01-01", "2024-02-01", outdoor_temp_c=str(warm))
        plant.readings("production_data", machine, "2024-01-01", "2024-02-01", every=every, production_count=str(made))
    series = ask("outdoor_temp_c", "heating_degree_days", "production_count")
    expected = [24 + 96 * 2, 15.0, (8 + 0) / 2, 2400 + 672]
    assert series.frame.to_numpy() == pytest.approx(np.tile(expected, (31, 1)))


def test_a_day_on_which_one_machine_is_silent_is_not_a_day_of_the_others(plant, ask):
    one, other, silent = plant.machine("A"), plant.machine("B"), plant.machine("C")
    plant.seu("All", "steam", one, other, silent)
    for machine in (one, other):
        plant.readings("steam_readings", machine, "2024-01-01", "2024-02-01", consumption_kg="1")
    plant.execute("DELETE FROM steam_readings WHERE machine_id = %s AND time < '2024-01-03'", other)
    series = ask()
    assert series.days_dropped == {"no_readings": 2}
    assert set(series.frame["consumption"]) == {48.0}
    assert [f.data for f in series.findings if f.code == "machines_without_readings"] == [{"machines": ["C"]}]


# --- drivers ---


def test_every_aggregate_and_kind(plant, ask):
    machine = boiler(plant, consumption_kg="1", flow_rate_kg_h="h % 24")
    steam = plant.value("SELECT id FROM energy_sources WHERE name = 'steam'")
    for aggregate in ("SUM", "AVG", "MIN", "MAX", "COUNT"):
        plant.insert(
            "energy_source_features",
            energy_source_id=steam,
            feature_name=f"humidity_{aggregate.lower()}",
            source_table="environmental_data",
            source_column="humidity",
            aggregation_function=aggregate,
        )
    plant.readings("environmental_data", machine, "2024-01-01", "2024-02-01", every="30 minutes", humidity="h % 24")
    names = [f"humidity_{name}" for name in ("sum", "avg", "min", "max", "count")]
    series = ask(*names, "operating_hours", "weekend", "weekday")
    halves = np.arange(48) / 2
    day = [24, halves.sum(), halves.mean(), 0, 23.5, 48, 22]  # the flow is above 1 kg/h in 22 of 24 hours
    for when, row in series.frame.iterrows():
        assert row.tolist() == pytest.approx([*day, float(when.isoweekday() > 5), float(when.isoweekday() < 6)])


def test_days_without_a_value_of_a_driver_are_dropped(plant, ask):
    machine = boiler(plant, consumption_kg="1")
    plant.readings("environmental_data", machine, "2024-01-03", "2024-01-31 06:00", outdoor_temp_c="5")
    series = ask("outdoor_temp_c")
    assert series.days_dropped == {"no_driver_value": 2, "driver_under_half_complete": 1}
    assert len(series.frame) == 28


def test_for_a_choice_of_drivers_no_day_is_dropped_for_one_of_them(plant, ask):
    machine = boiler(plant, consumption_kg="1", quality_percent="90 + h / 100")
    plant.readings("production_data", machine, "2024-01-01", "2024-01-11", production_count="5")
    asked = ("quality_percent", "production_count", "outdoor_temp_c")
    series = ask(*asked, complete=False)
    assert len(series.frame) == 31
    assert series.days_dropped == {}
    assert series.frame[list(asked)].notna().sum().tolist() == [31, 10, 0]


def test_amounts_that_are_told_in_working_hours_only_are_not_scaled_up(plant, ask):
    machine = boiler(plant, consumption_kg="1")
    plant.readings("production_data", machine, "2024-01-01", "2024-02-01", production_count="10")
    plant.execute("DELETE FROM production_data WHERE extract(hour FROM time AT TIME ZONE 'UTC') NOT BETWEEN 6 AND 13")
    assert set(ask("production_count").frame["production_count"]) == {80.0}


def test_an_amount_of_which_a_part_was_lost_is_scaled(plant, ask):
    machine = boiler(plant, consumption_kg="1")
    plant.readings("production_data", machine, "2024-01-01", "2024-02-01", production_count="10")
    plant.execute("DELETE FROM production_data WHERE time >= '2024-01-05 18:00' AND time < '2024-01-06'")
    assert ask("production_count").frame["production_count"].to_numpy() == pytest.approx(np.full(31, 240.0))


def test_weather_of_the_site_serves_all_its_machines(plant, ask):
    works, far = plant.factory("Works"), plant.factory("Far")
    machine = plant.machine("Boiler", works)
    plant.seu("Boiler", "steam", machine)
    plant.readings("steam_readings", machine, "2024-01-01", "2024-02-01", consumption_kg="1")
    plant.execute("DROP TABLE environmental_data CASCADE")
    plant.execute(
        "CREATE TABLE environmental_data (time timestamptz, factory_id uuid REFERENCES factories, outdoor_temp_c real)"
    )
    for site, temperature in ((works, 5), (far, 35)):
        plant.execute(
            "INSERT INTO environmental_data SELECT t, %s, %s FROM generate_series('2024-01-01'::timestamptz,"
            " '2024-01-31 23:00', '1 hour') AS t",
            site,
            temperature,
        )
    series = ask("outdoor_temp_c", "heating_degree_days")
    assert series.frame.to_numpy() == pytest.approx(np.tile([24, 5, 13], (31, 1)))


def test_weather_of_no_machine_serves_all(plant, ask):
    boiler(plant, consumption_kg="1")
    plant.execute("DROP TABLE environmental_data CASCADE")
    plant.execute("CREATE TABLE environmental_data (time timestamptz, machine_id uuid, outdoor_temp_c real)")
    plant.execute(
        "INSERT INTO environmental_data SELECT t, NULL, 5 FROM generate_series('2024-01-01'::timestamptz,"
        " '2024-01-31 23:00', '1 hour') AS t"
    )
    assert set(ask("outdoor_temp_c").frame["outdoor_temp_c"]) == {5.0}


def test_several_tables_are_never_multiplied_with_each_other(plant, ask):
    machine = boiler(plant)
    plant.readings("steam_readings", machine, "2024-01-01", "2024-02-01", every="1 minute", consumption_kg="1")
    plant.readings("production_data", machine, "2024-01-01", "2024-02-01", every="15 minutes", production_count="2")
    plant.readings("environmental_data", machine, "2024-01-01", "2024-02-01", every="10 minutes", outdoor_temp_c="3")
    series = ask("production_count", "outdoor_temp_c")
    assert series.frame.to_numpy() == pytest.approx(np.tile([1440, 192, 3], (31, 1)))


# --- what is real ---


def test_backfill_does_not_count_unless_asked_for(plant, ask):
    machine = boiler(plant)
    plant.readings("steam_readings", machine, "2024-01-01", "2024-01-11", consumption_kg="9", data_source="'backfill'")
    plant.readings("steam_readings", machine, "2024-01-11", "2024-01-21", consumption_kg="1", data_source="'meter'")
    plant.readings("steam_readings", machine, "2024-01-21", "2024-02-01", consumption_kg="2")
    real = ask()
    assert real.days_dropped == {"backfill": 10}
    assert real.data_sources == pytest.approx({"meter": 10 / 21, "unknown": 11 / 21})
    assert real.frame["consumption"].tolist() == [24.0] * 10 + [48.0] * 11
    both = ask(include_backfill=True)
    assert both.data_sources == pytest.approx({"backfill": 10 / 31, "meter": 10 / 31, "unknown": 11 / 31})
    assert len(both.frame) == 31


def test_a_mark_makes_backfill_of_what_does_not_say_so_and_can_be_withdrawn(plant, database, ask):
    machine = boiler(plant, consumption_kg="1", data_source="'meter'")
    table = read_catalogue_of(database).energy_source("steam").meter.consumption.table
    begin, end = (datetime(2024, 1, day, 8, 10, tzinfo=timezone.utc) for day in (3, 5))
    (key,) = mark_backfill(database, table, [machine], begin, end, reason="test", author="somebody")
    series = ask()
    # 8 hours and one reading at 8:00 are left of the 3rd, of the 5th the 15 readings from 9:00 on
    assert series.days_dropped == {"backfill": 2}
    assert len(series.frame) == 29
    assert series.frame.loc[date(2024, 1, 5), "consumption"] == pytest.approx(24)
    marked = ask(include_backfill=True)
    assert marked.data_sources == pytest.approx({"meter": 1 - 48 / 744, "backfill": 48 / 744})
    withdraw_mark(database, key, author="somebody else")
    assert len(ask().frame) == 31
    assert standing_marks(database) == ()
    with pytest.raises(Refused) as refused:
        withdraw_mark(database, key, author="somebody")
    assert code_of(refused) == "mark_unknown"


def test_a_mark_of_a_whole_table_covers_every_machine(plant, database, ask):
    boiler(plant, consumption_kg="1")
    table = read_catalogue_of(database).energy_source("steam").meter.consumption.table
    begin, end = (datetime(2024, 1, day, tzinfo=timezone.utc) for day in (1, 11))
    mark_backfill(database, table, None, begin, end, reason="test", author="somebody")
    assert ask().days_dropped == {"backfill": 10}


def read_catalogue_of(database):
    with database.reading() as connection:
        return read_catalogue(connection, "UTC")


# --- what is refused ---


def test_a_period_without_readings_names_the_one_that_has_some(plant, ask):
    boiler(plant, consumption_kg="1")
    with pytest.raises(Refused) as refused:
        ask(period=Period(date(2023, 1, 1), date(2024, 1, 1)))
    assert refused.value.reason.code == "no_data"
    assert refused.value.reason.data == {
        "seu": "Boiler",
        "energy_source": "steam",
        "start": "2023-01-01",
        "end": "2024-01-01",
        "data_start": "2024-01-01",
        "data_end": "2024-01-31",
    }


def test_a_meter_table_without_rows_has_no_data(plant, ask):
    boiler(plant)
    with pytest.raises(Refused) as refused:
        ask()
    assert code_of(refused) == "no_data"
    assert refused.value.reason.data["data_start"] is None


def test_nothing_but_backfill_is_refused_as_such(plant, ask):
    boiler(plant, consumption_kg="1", data_source="'backfill'")
    with pytest.raises(Refused) as refused:
        ask()
    assert code_of(refused) == "only_backfill"


def test_a_driver_without_values_is_refused_by_name(plant, ask):
    boiler(plant, consumption_kg="1")
    with pytest.raises(Refused) as refused:
        ask("outdoor_temp_c")
    assert refused.value.reason.code == "no_driver_data"
    assert refused.value.reason.data["driver"] == "outdoor_temp_c"


def test_an_energy_source_without_a_meter_is_refused(plant, ask):
    plant.energy_source("hope", "kWh")
    plant.seu("Hope", "hope", plant.machine("M"))
    with pytest.raises(Refused) as refused:
        ask()
    assert code_of(refused) == "no_meter"


def test_an_unknown_feature_is_refused_with_those_that_there_are(plant, ask):
    boiler(plant, consumption_kg="1")
    with pytest.raises(Refused) as refused:
        ask("moonlight")
    assert code_of(refused) == "unknown_feature"
    assert "heating_degree_days" not in refused.value.reason.data["said"]
    assert "outdoor_temp_c" in refused.value.reason.data["available"]


# --- what is odd ---


def odd_meter(plant, type_="double precision", **cells):
    """An energy source whose meter takes anything."""
    plant.execute(f"CREATE TABLE odd_readings (time timestamptz, machine_id uuid, consumption_x {type_})")
    plant.energy_source("odd", "x", **cells)
    machine = plant.machine("Odd")
    plant.seu("Odd", "odd", machine)
    return machine


@pytest.mark.parametrize(
    ("type_", "broken"),
    [
        ("double precision", ["NaN", "Infinity", "-Infinity", "1e300"]),
        ("numeric", ["NaN", "Infinity"]),
        ("real", ["NaN", "-Infinity"]),
        ("text", ["broken", "", "1e999", "0x10", "NaN"]),
    ],
)
def test_what_is_no_number_is_counted_and_survived(plant, ask, type_, broken):
    machine = odd_meter(plant, type_)
    plant.readings("odd_readings", machine, "2024-01-01", "2024-02-01", consumption_x=f"'2'::{type_}")
    for hour, value in enumerate(broken):
        plant.execute(
            f"UPDATE odd_readings SET consumption_x = %s::{type_}"
            " WHERE time = '2024-01-05'::timestamptz + %s * interval '1 hour'",
            value,
            hour,
        )
    series = ask()
    assert findings(series)["not_numbers"] == len(broken)
    assert series.frame["consumption"].to_numpy() == pytest.approx(np.full(31, 48.0))


def test_sums_that_would_overflow_are_survived(plant, ask):
    machine = odd_meter(plant)
    plant.readings("odd_readings", machine, "2024-01-01", "2024-02-01", every="1 minute", consumption_x="1")
    plant.execute(
        "UPDATE odd_readings SET consumption_x = 1.7e308 WHERE time BETWEEN '2024-01-05' AND '2024-01-05 00:10'"
    )
    series = ask()
    assert findings(series)["not_numbers"] == 11
    assert series.frame["consumption"].to_numpy() == pytest.approx(np.full(31, 1440.0))


def test_negative_readings_spikes_and_resets_are_counted_and_kept(plant, ask):
    machine = odd_meter(plant)
    plant.readings("odd_readings", machine, "2024-01-01", "2024-02-01", consumption_x="10 + h % 5")
    plant.execute("UPDATE odd_readings SET consumption_x = 900 WHERE time = '2024-01-05 03:00+00'")
    plant.execute(
        "UPDATE odd_readings SET consumption_x = -2 WHERE time IN ('2024-01-06 03:00+00', '2024-01-07 03:00+00')"
    )
    plant.execute("UPDATE odd_readings SET consumption_x = -4000 WHERE time = '2024-01-08 03:00+00'")
    series = ask()
    assert findings(series) == {"spikes": 1, "negative_readings": 3, "counter_resets": 1}
    total = plant.value("SELECT sum(consumption_x) FROM odd_readings")
    assert series.frame["consumption"].sum() == pytest.approx(total)


def test_readings_that_stand_twice_are_counted(plant, ask):
    machine = odd_meter(plant)
    plant.readings("odd_readings", machine, "2024-01-01", "2024-02-01", every="10 minutes", consumption_x="1")
    plant.execute(
        "INSERT INTO odd_readings SELECT * FROM odd_readings WHERE time >= '2024-01-05' AND time < '2024-01-05 03:00'"
    )
    series = ask()
    assert findings(series) == {"duplicate_readings": 18}
    assert series.frame.loc[date(2024, 1, 5), "consumption"] == 144 + 18


def test_a_column_that_only_rises_looks_like_a_counter(plant, ask):
    machine = odd_meter(plant)
    plant.readings(
        "odd_readings", machine, "2024-01-01", "2024-02-01", consumption_x="CASE WHEN h < 300 THEN h ELSE h - 300 END"
    )
    assert findings(ask())["running_total"] == 2


def test_readings_of_the_future_do_not_count(plant, ask):
    today = datetime.now(timezone.utc).date()
    machine = odd_meter(plant)
    period = Period(today - timedelta(days=5), today + timedelta(days=5))
    plant.readings("odd_readings", machine, str(period.start), str(period.end), consumption_x="1")
    series = ask(period=period)
    assert series.days_dropped["in_future"] == 4
    assert findings(series)["future_readings"] >= 96
    assert max(series.frame.index) <= today


def test_a_working_day_and_a_quiet_night_are_no_spikes(plant, ask):
    machine = odd_meter(plant)
    plant.readings(
        "odd_readings", machine, "2024-01-01", "2024-02-01", consumption_x="CASE WHEN h % 24 < 5 THEN 100 ELSE 1 END"
    )
    assert findings(ask()) == {}


@pytest.mark.parametrize("type_", ["timestamp", "timestamptz(0)"])
@pytest.mark.parametrize("key", ["integer", "text", "uuid", "bigint"])
def test_keys_and_times_of_other_types(plant, ask, type_, key):
    plant.execute("CREATE TABLE heat_readings (time " + type_ + ", machine_id " + key + ", consumption_mj integer)")
    machine = plant.machine("M") if key == "uuid" else "17"
    plant.energy_source("heat", "MJ")
    if key != "uuid":
        plant.execute("ALTER TABLE seus ALTER machine_ids DROP DEFAULT, ALTER machine_ids TYPE text[]")
    plant.seu("Heat", "heat", machine)
    plant.execute(
        f"INSERT INTO heat_readings SELECT t, %s::{key}, 2"
        " FROM generate_series('2024-01-01'::timestamptz AT TIME ZONE 'UTC', '2024-01-31 23:00', '1 hour') AS t",
        machine,
    )
    assert set(ask().frame["consumption"]) == {48.0}


def test_a_view_over_partitions_is_a_meter(plant, ask):
    plant.execute("CREATE TABLE parts (moment timestamptz, device uuid, litres real) PARTITION BY RANGE (moment)")
    plant.execute("CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2024-01-01') TO ('2024-01-16')")
    plant.execute("CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM ('2024-01-16') TO ('2024-03-01')")
    plant.execute(
        "CREATE VIEW water_readings AS SELECT moment AS time, device AS machine_id, litres AS consumption_l FROM parts"
    )
    machine = plant.machine("M")
    plant.energy_source("water", "l")
    plant.seu("M", "water", machine)
    plant.execute(
        "INSERT INTO parts SELECT t, %s, 1"
        " FROM generate_series('2024-01-01'::timestamptz, '2024-01-31 23:59', '1 minute') AS t",
        machine,
    )
    assert set(ask().frame["consumption"]) == {1440.0}


def test_energies_in_one_table_are_kept_apart(plant, ask):
    machine = plant.machine("M")
    plant.execute(
        "CREATE TABLE meter_data (time timestamptz, machine_id uuid, energy_type text, consumption_units real)"
    )
    for name in ("cold", "heat"):
        plant.energy_source(name, "kWh")
        plant.seu(name, name, machine)
    for kind, amount in (("cold", 1), ("heat", 50)):
        plant.readings(
            "meter_data", machine, "2024-01-01", "2024-02-01", consumption_units=str(amount), energy_type=f"'{kind}'"
        )
    assert set(ask(seu="cold").frame["consumption"]) == {24.0}
    assert set(ask(seu="heat").frame["consumption"]) == {1200.0}


def test_a_reading_from_another_century_costs_no_time_and_no_day(plant, ask):
    machine = boiler(plant, consumption_kg="1")
    plant.readings("steam_readings", machine, "1970-01-01", "1970-01-01 01:00", consumption_kg="1")
    plant.readings("steam_readings", machine, "2999-01-01", "2999-01-01 01:00", consumption_kg="1")
    assert len(ask().frame) == 31


def test_how_long_raw_readings_take_is_told_before(plant, database):
    machine = boiler(plant)
    plant.readings("steam_readings", machine, "2024-01-01", "2024-01-02", every="1 second", consumption_kg="1")
    catalogue = read_catalogue_of(database)
    (seu,) = catalogue.seus
    year = Period(date(2024, 1, 1), date(2025, 1, 1))
    assert seconds_to_read(database, catalogue, seu, [], year) < 1
    plant.readings("steam_readings", machine, "2024-12-31", "2024-12-31 01:00", consumption_kg="1")
    assert 5 < seconds_to_read(database, catalogue, seu, [], year) < 60
    RollupUpdater(database, TableRollup(database)).update(catalogue)
    assert seconds_to_read(database, catalogue, seu, [], year) < 0.1


def test_a_data_source_may_be_of_any_type(plant, ask):
    machine = odd_meter(plant)
    plant.execute("CREATE TYPE origin AS ENUM ('meter', 'backfill')")
    plant.execute("ALTER TABLE odd_readings ADD COLUMN data_source origin")
    plant.readings(
        *("odd_readings", machine, "2024-01-01", "2024-02-01"),
        consumption_x="1",
        data_source="(CASE WHEN h < 240 THEN 'backfill' WHEN h < 480 THEN 'meter' END)::origin",
    )
    series = ask()
    assert series.days_dropped == {"backfill": 10}
    assert series.data_sources == pytest.approx({"meter": 10 / 21, "unknown": 11 / 21})


def test_a_request_tells_how_long_its_readings_take(plant, plant_url):
    machine = boiler(plant)
    plant.readings("steam_readings", machine, "2024-01-01", "2024-01-02", every="1 second", consumption_kg="1")
    plant.readings("steam_readings", machine, "2024-12-31", "2024-12-31 01:00", consumption_kg="1")
    opened = Plant(Settings(database_url=plant_url))
    try:
        (seu,) = opened.catalogue().seus
        year = Period(date(2024, 1, 1), date(2025, 1, 1))
        training = TrainBaseline(seu=seu, energy_source="steam", features=("weekend",), period=year)
        assert 5 < expected_seconds(opened, training) < 60
        assert expected_seconds(opened, replace(training, period=Period(date(2024, 1, 1), date(2024, 1, 2)))) < 1
        assert expected_seconds(opened, replace(training, features=("no such feature",))) is None
        assert expected_seconds(opened, ListSeus()) is None
    finally:
        opened.close()
