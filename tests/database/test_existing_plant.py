"""An EnMS database that was there first: after `migrate` its own metadata is enough for daily values of every energy.

All energies share one readings table, carbon intensity is called carbon_factor, the weather hangs on the site, tables
carry columns that nobody here has heard of, SEUs are one machine or several, and some feature rows name columns that
never existed.
"""

from datetime import date

import numpy as np
import pytest

from skill_enms.plant.discovery import read_catalogue
from skill_enms.plant.migrate import migrate
from skill_enms.plant.readings import daily_series
from skill_enms.requests import Period

SCHEMA = """
    CREATE TYPE machine_type AS ENUM ('compressor', 'boiler');
    CREATE TYPE operating_mode AS ENUM ('idle', 'running');
    CREATE TABLE factories (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name varchar(255) NOT NULL,
        timezone varchar(50) DEFAULT 'UTC', contact_email text, metadata jsonb DEFAULT '{}');
    CREATE TABLE machines (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name varchar(255) NOT NULL,
        factory_id uuid NOT NULL REFERENCES factories ON DELETE CASCADE, type machine_type NOT NULL,
        rated_power_kw numeric(10, 2) NOT NULL, data_interval_seconds integer NOT NULL DEFAULT 10,
        is_active boolean DEFAULT true, metadata jsonb DEFAULT '{}');
    CREATE TABLE energy_sources (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name varchar(50) UNIQUE NOT NULL,
        unit varchar(20) NOT NULL, cost_per_unit numeric(10, 4), carbon_factor numeric(10, 6),
        is_active boolean DEFAULT true);
    CREATE TABLE energy_readings (time timestamptz NOT NULL, machine_id uuid NOT NULL REFERENCES machines,
        energy_type varchar(50) NOT NULL DEFAULT 'electrical', power_kw numeric(10, 3) NOT NULL,
        energy_kwh numeric(12, 6) NOT NULL DEFAULT 0, frequency_hz numeric(6, 3), is_estimated boolean DEFAULT false,
        quality_score numeric(3, 2) DEFAULT 1.0, source varchar(50) DEFAULT 'sensor', metadata jsonb DEFAULT '{}');
    CREATE UNIQUE INDEX ON energy_readings (machine_id, time, energy_type);
    CREATE TABLE production_data (time timestamptz NOT NULL, machine_id uuid NOT NULL REFERENCES machines,
        production_count integer DEFAULT 0, production_count_good integer, throughput_units_per_hour numeric(10, 2),
        operating_mode operating_mode DEFAULT 'idle', batch_id varchar(100), downtime_seconds integer);
    CREATE UNIQUE INDEX ON production_data (machine_id, time);
    CREATE TABLE environmental_data (time timestamptz NOT NULL, factory_id uuid NOT NULL REFERENCES factories,
        outdoor_temp_c numeric(5, 2), outdoor_humidity_percent numeric(5, 2), PRIMARY KEY (time, factory_id));
    CREATE TABLE machine_status (machine_id uuid PRIMARY KEY, energy_total_kwh numeric, last_updated timestamptz);
    CREATE TABLE anomalies (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), machine_id uuid, detected_at timestamptz,
        metric_value numeric);
    CREATE TABLE energy_source_features (id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        energy_source_id uuid NOT NULL REFERENCES energy_sources, feature_name varchar(100) NOT NULL,
        data_type varchar(50) NOT NULL, source_table varchar(100) NOT NULL, source_column varchar(100) NOT NULL,
        aggregation_function varchar(50) NOT NULL, description text, is_regression_feature boolean DEFAULT true,
        is_active boolean DEFAULT true, UNIQUE (energy_source_id, feature_name));
    CREATE TABLE seus (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name varchar(255) NOT NULL,
        energy_source_id uuid REFERENCES energy_sources NOT NULL, machine_ids uuid[] NOT NULL, baseline_year integer,
        regression_coefficients jsonb, intercept numeric(15, 6), feature_columns text[], r_squared numeric(6, 4),
        trained_at timestamptz, is_active boolean DEFAULT true);
    CREATE VIEW dashboard AS SELECT machine_id, date_trunc('day', time) AS day, sum(energy_kwh) AS kwh
        FROM energy_readings GROUP BY 1, 2
"""

FEATURES = [
    ("consumption_kwh", "energy_readings", "energy_kwh", "SUM"),
    ("avg_power_kw", "energy_readings", "power_kw", "AVG"),
    ("production_count", "production_data", "production_count", "AVG"),
    ("total_production", "production_data", "production_count", "SUM"),
    ("avg_cycle_time_sec", "production_data", "cycle_time_seconds", "AVG"),
    ("outdoor_temp_c", "environmental_data", "outdoor_temp_c", "AVG"),
    ("heating_degree_days", "environmental_data", "outdoor_temp_c", "CUSTOM"),
    ("operating_hours", "energy_readings", "time", "CUSTOM"),
]
PERIOD = Period(date(2024, 3, 25), date(2024, 4, 8))
HOURS = "generate_series('2024-03-24 23:00+00'::timestamptz, '2024-04-07 21:59+00', '15 min') AS t"


@pytest.fixture
def existing(bare):
    for statement in SCHEMA.split(";\n"):
        bare.execute(statement)
    works = bare.insert("factories", name="Works", timezone="Europe/Berlin")
    machines = [
        bare.insert("machines", name=f"Compressor-{number}", factory_id=works, type="compressor", rated_power_kw=55)
        for number in (1, 2)
    ]
    for name, unit in (("electricity", "kWh"), ("natural_gas", "m³"), ("steam", "kg")):
        key = bare.insert("energy_sources", name=name, unit=unit, carbon_factor=0.45)
        if name == "electricity":
            for feature, table, column, aggregate in FEATURES:
                bare.insert(
                    "energy_source_features",
                    energy_source_id=key,
                    feature_name=feature,
                    data_type="numeric",
                    source_table=table,
                    source_column=column,
                    aggregation_function=aggregate,
                )
            bare.insert("seus", name="Compressors", energy_source_id=key, machine_ids=machines)
            bare.insert("seus", name="Old", energy_source_id=key, machine_ids=machines, is_active=False)
        if name == "natural_gas":
            bare.insert("seus", name="Compressor-1", energy_source_id=key, machine_ids=machines[:1])
    for machine in machines:
        for kind, amount in (("electrical", 2), ("natural_gas", 30)):
            bare.execute(
                "INSERT INTO energy_readings (time, machine_id, energy_type, power_kw, energy_kwh, frequency_hz)"
                f" SELECT t, %s, %s, 8, %s, 50 FROM {HOURS}",
                machine,
                kind,
                amount,
            )
        bare.execute(
            "INSERT INTO production_data (time, machine_id, production_count, throughput_units_per_hour)"
            f" SELECT t, %s, 5, 20 FROM {HOURS}",
            machine,
        )
    bare.execute(f"INSERT INTO environmental_data SELECT t, %s, 8, 60 FROM {HOURS}", works)
    return bare


@pytest.fixture
def catalogue(existing, bare_database):
    migrate(bare_database)
    with bare_database.reading() as connection:
        return read_catalogue(connection, "UTC")


def test_everything_it_has_is_found(catalogue):
    electricity, gas, steam = (catalogue.energy_source(name) for name in ("electricity", "natural_gas", "steam"))
    assert electricity.carbon_intensity == 0.45
    assert (electricity.meter.consumption.name, electricity.meter.consumption.filter_value) == (
        "energy_kwh",
        "electrical",
    )
    assert gas.meter.consumption.filter_value == "natural_gas"
    assert steam.meter is None
    assert [(seu.name, seu.energy_source, seu.time_zone) for seu in catalogue.seus] == [
        ("Compressor-1", "natural_gas", "Europe/Berlin"),
        ("Compressors", "electricity", "Europe/Berlin"),
    ]
    assert [problem.data["feature"] for problem in catalogue.problems] == ["avg_cycle_time_sec"]


def test_its_own_rows_are_honoured_and_what_else_there_is_is_found(catalogue):
    features = {feature.name: feature for feature in catalogue.features_of("electricity")}
    assert features["production_count"].aggregate == "AVG"
    assert features["total_production"].aggregate == "SUM"
    assert features["operating_hours"].column.name == "power_kw"
    assert features["avg_power_kw"].leaks
    assert {"frequency_hz", "outdoor_humidity_percent", "throughput_units_per_hour", "weekend"} <= features.keys()
    assert not {"consumption_kwh", "energy_total_kwh", "metric_value", "batch_id"} & features.keys()
    gas = {feature.name for feature in catalogue.features_of("natural_gas")}
    assert {"heating_degree_days", "production_count", "outdoor_temp_c"} <= gas


def test_daily_values_of_both_energies_in_one_table(catalogue, bare_database):
    compressor, compressors = catalogue.seus
    names = ["total_production", "production_count", "heating_degree_days", "operating_hours"]
    series = daily_series(bare_database, catalogue, compressors, names, PERIOD)
    hours = np.array([23.0 if day == date(2024, 3, 31) else 24.0 for day in series.frame.index])
    assert len(series.frame) == 14
    assert series.frame["consumption"].to_numpy() == pytest.approx(2 * 2 * 4 * hours)
    assert series.frame["total_production"].to_numpy() == pytest.approx(2 * 5 * 4 * hours)
    assert series.frame["production_count"].to_numpy() == pytest.approx(np.full(14, 5.0))
    assert series.frame["heating_degree_days"].to_numpy() == pytest.approx(np.full(14, 10.0))
    assert series.frame["operating_hours"].to_numpy() == pytest.approx(hours)
    gas = daily_series(bare_database, catalogue, compressor, ["heating_degree_days"], PERIOD)
    assert gas.frame["consumption"].to_numpy() == pytest.approx(30 * 4 * hours)
    assert gas.data_sources == {"unknown": 1.0}


def test_those_who_read_it_go_on_reading(existing, catalogue):
    assert existing.value("SELECT count(*) FROM dashboard") == 30
    assert existing.value("SELECT count(*) FROM energy_readings") == 4 * existing.value(f"SELECT count(*) FROM {HOURS}")
