"""The catalogue comes from metadata alone: what nobody ever heard of is found, what can't be is refused by name."""

import pytest

from skill_enms.catalogue import Column, Table
from skill_enms.plant.discovery import read_catalogue
from skill_enms.reasons import Refused


@pytest.fixture
def catalogue(database):
    def read(time_zone="UTC"):
        with database.reading() as connection:
            return read_catalogue(connection, time_zone)

    return read


def by_name(catalogue, energy_source):
    return {feature.name: feature for feature in catalogue.features if feature.energy_source == energy_source}


def district_heat(plant, **cells):
    """A new energy source: a row, a meter table, nothing else."""
    plant.execute(
        "CREATE TABLE district_heat_readings (time timestamptz, machine_id uuid, energy_mwh numeric(10, 4),"
        " heat_power_kw real, supply_temp_c double precision, return_temp_c real, note text,"
        " PRIMARY KEY (time, machine_id))"
    )
    plant.energy_source("district_heat", "MWh", **cells)
    machine = plant.machine("HVAC-Main")
    plant.seu("HVAC-Main", "district_heat", machine)
    plant.readings(
        "district_heat_readings",
        machine,
        "2024-01-01",
        "2024-01-03",
        energy_mwh="0.5",
        heat_power_kw="20",
        supply_temp_c="80",
    )
    return machine


def table_of(plant, name):
    """A table that was made without saying in which schema."""
    return Table(plant.value("SELECT table_schema FROM information_schema.tables WHERE table_name = %s", name), name)


def problems(catalogue):
    return {(problem.code, problem.data.get("feature")) for problem in catalogue.problems}


def test_a_new_energy_source_is_a_row_and_a_table(plant, catalogue):
    machine = district_heat(plant)
    plant.readings("environmental_data", machine, "2024-01-01", "2024-01-03", outdoor_temp_c="5")
    plant.readings("production_data", machine, "2024-01-01", "2024-01-03", production_count="7")
    found = catalogue()
    source = found.energy_source("district_heat")
    assert source.unit == "MWh"
    assert source.meter.consumption.name == "energy_mwh"
    features = by_name(found, "district_heat")
    assert features["supply_temp_c"].aggregate == "AVG"
    assert features["supply_temp_c"].column == Column(table_of(plant, "district_heat_readings"), "supply_temp_c")
    assert features["production_count"].aggregate == "SUM"
    assert features["heating_degree_days"].kind == "degree_days"
    assert features["heating_degree_days"].parameters == {"direction": "heating", "base": 18.0}
    assert features["weekend"].parameters == {"days": (6, 7)}
    assert {"operating_hours", "outdoor_temp_c", "weekday"} <= features.keys()
    assert not {"energy_mwh", "note", "machine_id", "return_temp_c"} & features.keys()
    (seu,) = found.seus
    assert (seu.name, seu.energy_source, seu.machine_names) == ("HVAC-Main", "district_heat", ("HVAC-Main",))
    assert found.problems == ()


def test_a_rate_leaks_by_its_role_and_a_state_does_not(plant, catalogue):
    district_heat(plant, rate_column="heat_power_kw", quality_column="supply_temp_c")
    features = by_name(catalogue(), "district_heat")
    assert features["heat_power_kw"].leaks
    assert features["operating_hours"].leaks
    assert not features["supply_temp_c"].leaks


def test_a_rate_is_known_by_its_name_where_no_row_says_it(plant, catalogue):
    district_heat(plant)
    assert by_name(catalogue(), "district_heat")["heat_power_kw"].leaks


def test_rows_win_over_what_is_found(plant, catalogue):
    district_heat(plant)
    key = plant.value("SELECT id FROM energy_sources WHERE name = 'district_heat'")
    for name, column, aggregate in [
        ("supply_temp_c", "supply_temp_c", "MAX"),
        ("consumption", "energy_mwh", "SUM"),
        ("mean_power", "heat_power_kw", "AVG"),
    ]:
        plant.insert(
            "energy_source_features",
            energy_source_id=key,
            feature_name=name,
            source_table="district_heat_readings",
            source_column=column,
            aggregation_function=aggregate,
        )
    found = catalogue()
    features = by_name(found, "district_heat")
    assert features["supply_temp_c"].aggregate == "MAX"
    assert not features["consumption"].is_driver  # the target itself, though its row doesn't say so
    assert "heat_power_kw" not in features  # the same value under its row's name...
    assert "heat_power_kw" in features["mean_power"].spoken_names  # ...which answers to both
    assert "consumption" not in {feature.name for feature in found.features_of("district_heat")}


def test_a_feature_may_come_from_another_sources_meter(plant, catalogue):
    district_heat(plant)
    key = plant.value("SELECT id FROM energy_sources WHERE name = 'district_heat'")
    plant.insert(
        "energy_source_features",
        energy_source_id=key,
        feature_name="electricity_kwh",
        source_table="energy_readings",
        source_column="energy_kwh",
        aggregation_function="SUM",
    )
    feature = by_name(catalogue(), "district_heat")["electricity_kwh"]
    assert (feature.column.table.name, feature.leaks, feature.is_driver) == ("energy_readings", False, True)


def test_columns_of_any_driver_table_are_found_and_told_apart_where_names_collide(plant, catalogue):
    machine = district_heat(plant)
    plant.execute(
        'CREATE TABLE "Ofen Daten"'
        ' (time timestamptz, machine_id uuid, "Füllstand %" real, supply_temp_c real, empty_c real)'
    )
    plant.execute(
        """INSERT INTO "Ofen Daten" VALUES ('2024-01-01', %s, 3, 50, NULL)""",
        machine,
    )
    features = by_name(catalogue(), "district_heat")
    assert features["Füllstand %"].column.table == table_of(plant, "Ofen Daten")
    assert {"district_heat_readings_supply_temp_c", "Ofen Daten_supply_temp_c"} <= features.keys()
    assert not {"supply_temp_c", "empty_c"} & features.keys()


def test_a_name_that_a_row_has_taken_is_not_given_again(plant, catalogue):
    machine = district_heat(plant)
    plant.execute("CREATE TABLE furnace (time timestamptz, machine_id uuid, weekend real, outdoor_temp_c real)")
    plant.execute("INSERT INTO furnace VALUES ('2024-01-01', %s, 3, 4)", machine)
    features = by_name(catalogue(), "electricity")
    assert features["weekend"].kind == "calendar"
    assert features["outdoor_temp_c"].column.table.name == "environmental_data"
    assert features["furnace_outdoor_temp_c"].column.table.name == "furnace"
    assert features["furnace_weekend"].column.table.name == "furnace"


def test_a_table_of_the_site_is_a_driver_table(plant, catalogue):
    works = plant.factory("Works", "Europe/Berlin")
    plant.machine("M", works)
    plant.execute("CREATE TABLE site_weather (time timestamptz, factory_id uuid REFERENCES factories, sunshine_h real)")
    plant.execute("INSERT INTO site_weather VALUES ('2024-01-01', %s, 3)", works)
    plant.execute("CREATE TABLE station (time timestamptz PRIMARY KEY, pollen real)")
    plant.execute("INSERT INTO station VALUES ('2024-01-01', 3)")
    plant.execute("CREATE TABLE log (time timestamptz, severity integer)")
    plant.execute("INSERT INTO log VALUES ('2024-01-01', 3)")
    found = catalogue()
    features = by_name(found, "steam")
    assert found.layout(features["sunshine_h"].column.table).site_column == "factory_id"
    assert "pollen" in features
    assert "severity" not in features


def test_views_partitions_and_other_schemas_can_be_meters(plant, catalogue):
    plant.execute("CREATE SCHEMA store")
    plant.execute(
        "CREATE TABLE store.water (time timestamptz, machine_id uuid, volume_m3 real) PARTITION BY RANGE (time)"
    )
    plant.execute(
        "CREATE TABLE store.water_2024 PARTITION OF store.water FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')"
    )
    plant.execute(
        "CREATE VIEW cooling_water_readings AS SELECT time, machine_id, volume_m3 AS consumption_m3 FROM store.water"
    )
    plant.energy_source("cooling_water", "m³")
    plant.energy_source("well", "m³", readings_table="store.water", consumption_column="volume_m3")
    found = catalogue()
    assert found.energy_source("cooling_water").meter.consumption.table == table_of(plant, "cooling_water_readings")
    assert found.energy_source("well").meter.consumption == Column(Table("store", "water"), "volume_m3")
    assert "volume_m3" not in by_name(found, "steam")


def test_one_table_of_several_energies_is_told_apart_by_its_type_column(plant, catalogue):
    machine = plant.machine("M")
    plant.execute(
        "CREATE TABLE meter_data"
        " (time timestamptz, machine_id uuid, energy_type text, consumption_units numeric, flow real)"
    )
    for kind in ("cold", "fuel oil", "electrical"):
        plant.execute("INSERT INTO meter_data VALUES ('2024-01-01', %s, %s, 1, 2)", machine, kind)
    for name in ("cold", "fuel_oil", "electricity_shop"):
        plant.energy_source(name, "kWh")
    found = catalogue()
    table = table_of(plant, "meter_data")
    assert found.energy_source("cold").meter.consumption == Column(table, "consumption_units", "energy_type", "cold")
    assert found.energy_source("fuel_oil").meter.consumption.filter_value == "fuel oil"
    assert by_name(found, "cold")["flow"].column == Column(table, "flow", "energy_type", "cold")


def test_among_several_consumption_columns_the_unit_decides(plant, catalogue):
    plant.execute(
        "CREATE TABLE oil_readings"
        " (time timestamptz, machine_id uuid, consumption_kg real, consumption_l real, level real)"
    )
    plant.energy_source("oil", "l")
    plant.execute(
        "CREATE TABLE coal_readings (time timestamptz, machine_id uuid, consumption_kg real, consumption_t real)"
    )
    plant.energy_source("coal", "GJ")
    found = catalogue()
    assert found.energy_source("oil").meter.consumption.name == "consumption_l"
    assert found.energy_source("coal").meter is None
    assert [problem.code for problem in found.problems] == ["no_consumption_column"]


@pytest.mark.parametrize(
    ("table", "column", "code"),
    [
        ("no_such_table", "x", "feature_table_missing"),
        ("x; drop table machines", "x", "feature_table_missing"),
        ("pg_shadow", "passwd", "feature_table_missing"),
        ("pg_catalog.pg_shadow", "passwd", "feature_table_missing"),
        ("information_schema.tables", "table_name", "feature_table_missing"),
        ("enms.rollup", "sum", "feature_table_missing"),
        ("(SELECT pg_sleep(10)) AS x", "x", "feature_table_missing"),
        ("environmental_data", "pg_sleep(10)", "feature_column_missing"),
        ("environmental_data", 'humidity"; DROP TABLE machines; --', "feature_column_missing"),
        ("environmental_data", "data_source", "feature_not_numeric"),
        ("environmental_data", "time", "feature_not_numeric"),
        ("machines", "name", "feature_table_without_time"),
        (None, None, "feature_table_missing"),
    ],
)
def test_a_row_that_names_what_is_not_there_is_refused_by_name_and_the_rest_goes_on(
    plant, catalogue, table, column, code
):
    steam = plant.value("SELECT id FROM energy_sources WHERE name = 'steam'")
    before = by_name(catalogue(), "steam").keys()
    plant.insert(
        "energy_source_features",
        energy_source_id=steam,
        feature_name="odd",
        source_table=table,
        source_column=column,
        aggregation_function="AVG",
    )
    found = catalogue()
    assert problems(found) == {(code, "odd")}
    assert by_name(found, "steam").keys() == before
    assert plant.value("SELECT count(*) FROM machines") == 0


@pytest.mark.parametrize(
    ("aggregate", "parameters", "code"),
    [
        ("pg_sleep(1)", None, "feature_aggregate_unknown"),
        ("CUSTOM", None, "feature_kind_unknown"),
        ("CUSTOM", {"kind": "magic"}, "feature_kind_unknown"),
        ("CUSTOM", {"kind": "degree_days", "base": "warm"}, "feature_parameters_invalid"),
        ("CUSTOM", {"kind": "degree_days", "base": "NaN"}, "feature_parameters_invalid"),
        ("CUSTOM", {"kind": "degree_days", "direction": "up"}, "feature_parameters_invalid"),
        ("CUSTOM", {"kind": "calendar", "days": [0, 9]}, "feature_parameters_invalid"),
        ("CUSTOM", {"kind": "hours_above", "threshold": []}, "feature_parameters_invalid"),
        ("AVG", {"expected_sign": "up"}, "feature_parameters_invalid"),
    ],
)
def test_a_row_whose_definition_makes_no_sense_is_refused_by_name(plant, catalogue, aggregate, parameters, code):
    plant.insert(
        "energy_source_features",
        energy_source_id=plant.value("SELECT id FROM energy_sources WHERE name = 'steam'"),
        feature_name="odd",
        source_table="environmental_data",
        source_column="humidity",
        aggregation_function=aggregate,
        parameters=parameters,
    )
    assert problems(catalogue()) == {(code, "odd")}


def test_kinds_are_rows(plant, catalogue):
    steam = plant.value("SELECT id FROM energy_sources WHERE name = 'steam'")
    plant.insert(
        "energy_source_features",
        energy_source_id=steam,
        feature_name="frost_hours",
        source_table="environmental_data",
        source_column="outdoor_temp_c",
        aggregation_function="CUSTOM",
        parameters={"kind": "hours_above", "threshold": -2.5, "expected_sign": -1},
    )
    plant.execute(
        "INSERT INTO enms.custom_kinds (name, kind, parameters) VALUES ('monday', 'calendar', '{\"days\": [1]}')"
    )
    features = by_name(catalogue(), "steam")
    assert features["frost_hours"].parameters == {"threshold": -2.5, "expected_sign": -1}
    assert features["monday"].parameters == {"days": (1,)}


def test_the_zone_is_the_factorys_else_the_settings(plant, catalogue):
    berlin = plant.machine("B", plant.factory("Berlin", "Europe/Berlin"))
    nowhere = plant.machine("N", plant.factory("Nowhere", "Mars/Olympus"))
    anywhere = plant.machine("A")
    for name, machine in (("B", berlin), ("N", nowhere), ("A", anywhere)):
        plant.seu(name, "steam", machine)
    found = catalogue("Asia/Kolkata")
    assert {seu.name: seu.time_zone for seu in found.seus} == {
        "A": "Asia/Kolkata",
        "B": "Europe/Berlin",
        "N": "Asia/Kolkata",
    }
    assert [problem.code for problem in found.problems] == ["unknown_time_zone"]


def test_spoken_names_and_the_active_drivers_are_told(plant, catalogue):
    seu = plant.seu("Boiler", "steam", plant.machine("Boiler"))
    plant.execute("UPDATE seus SET feature_columns = '{a,b}' WHERE id = %s", seu)
    plant.execute("UPDATE energy_sources SET spoken_names = '{vapour}' WHERE name = 'steam'")
    plant.execute("INSERT INTO enms.seu_spoken_names VALUES (%s, 'the old kettle')", seu)
    found = catalogue()
    assert found.energy_source("steam").spoken_names == ("vapour",)
    assert found.seus[0].spoken_names == ("the old kettle",)
    assert found.seus[0].drivers == ("a", "b")


def test_an_seu_without_machines_is_left_out_by_name(plant, catalogue):
    plant.seu("Ghost", "steam")
    found = catalogue()
    assert found.seus == ()
    assert found.problems[0].data["seu"] == "Ghost"


def test_a_database_without_a_plant_is_not_prepared(bare_database):
    with bare_database.reading() as connection, pytest.raises(Refused) as refused:
        read_catalogue(connection, "UTC")
    assert refused.value.reason.code == "database_not_prepared"


def test_a_meter_table_in_capitals_is_found_by_convention(plant, catalogue):
    plant.execute('CREATE TABLE "SLURRY_READINGS" (time timestamptz, machine_id uuid, "CONSUMPTION_T" real)')
    plant.energy_source("slurry", "t")
    assert catalogue().energy_source("slurry").meter.consumption.name == "CONSUMPTION_T"
    plant.execute('CREATE TABLE "Slurry_Readings" (time timestamptz, machine_id uuid, "CONSUMPTION_T" real)')
    assert catalogue().energy_source("slurry").meter is None


def test_a_feature_from_a_table_of_several_energies_is_refused_until_it_says_which(plant, catalogue):
    plant.execute("CREATE TABLE meters (time timestamptz, machine_id uuid, energy_type text, energy_mj real)")
    plant.execute(
        "INSERT INTO meters SELECT now(), gen_random_uuid(), kind, 1 FROM unnest('{heat,cold}'::text[]) AS kind"
    )
    for name in ("heat", "cold"):
        plant.energy_source(name, "MJ")
    air = plant.value("SELECT id FROM energy_sources WHERE name = 'compressed_air'")

    def row(name, **cells):
        columns = {"source_table": "meters", "source_column": "energy_mj", "aggregation_function": "SUM"}
        plant.insert("energy_source_features", energy_source_id=air, feature_name=name, **columns, **cells)

    row("used")
    row("heat_used")
    row("chilled", parameters={"energy_source": "cold"})
    found = catalogue()
    values = {f.name: f.column.filter_value for f in found.features_of("compressed_air") if f.aggregate == "SUM"}
    assert values["heat_used"] == "heat"
    assert values["chilled"] == "cold"
    assert "used" not in values
    (problem,) = found.problems
    assert (problem.code, problem.data["candidates"]) == ("feature_energy_unclear", ["cold", "heat"])
