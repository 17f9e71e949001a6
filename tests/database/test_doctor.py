"""`enms doctor`: every lack is named with what to do about it, and nothing is changed."""

import json
from datetime import date

import pytest

from skill_enms import cli
from skill_enms.cli.asking import SKILL_ID
from skill_enms.cli.doctor import LINES
from skill_enms.plant.database import Database
from skill_enms.plant.discovery import read_catalogue
from skill_enms.plant.doctor import diagnose
from skill_enms.plant.rollup_check import clock_changes
from skill_enms.plant.rollup_table import TableRollup
from skill_enms.plant.rollup_update import RollupUpdater
from skill_enms.reasons import PROBLEMS, REFUSALS


@pytest.fixture
def codes(database):
    def look():
        return {found.code: found for found in diagnose(database, "UTC")}

    return look


@pytest.fixture
def boiler(plant):
    machine = plant.machine("Boiler")
    plant.seu("Boiler", "steam", machine)
    plant.readings("steam_readings", machine, "2024-01-01", "2024-01-03", consumption_kg="1")
    return machine


def test_a_plant_in_order(boiler, codes, server):
    found = codes()
    licence = {"timescaledb"} if server.name == "timescaledb" else {"no_timescaledb"}
    assert found.keys() == {"server", "no_rollup"} | licence
    assert all(diagnosis.level != "wrong" for diagnosis in found.values())


def test_an_seu_without_readings_is_named(boiler, plant, codes):
    plant.seu("Boiler", "electricity", boiler)
    plant.seu("Pair", "steam", boiler, plant.machine("Quiet"))
    found = codes()
    assert found["seu_without_data"].data == {"seu": "Boiler", "energy_source": "electricity"}
    assert found["machines_without_data"].data["machines"] == ["Quiet"]


def test_readings_of_the_future_are_counted(boiler, plant, codes):
    plant.readings("steam_readings", boiler, "2999-01-01", "2999-01-01 05:00", consumption_kg="1")
    assert codes()["future_readings"].data["count"] == 5


def test_a_missing_index_is_told_as_a_statement_that_works(boiler, plant, codes):
    plant.execute("CREATE TABLE heat_readings (time timestamptz, machine_id uuid, consumption_mj real)")
    plant.energy_source("heat", "MJ")
    found = codes()["missing_index"]
    assert found.level == "wrong"
    plant.execute(str(found.data["statement"]))
    assert "missing_index" not in codes()


@pytest.mark.timescaledb
def test_the_statement_for_a_hypertables_index_works(plant, codes, server):
    if server.name != "timescaledb":
        pytest.skip("a hypertable")
    plant.execute("CREATE TABLE heat_readings (time timestamptz NOT NULL, machine_id uuid, consumption_mj real)")
    plant.execute("SELECT create_hypertable('heat_readings', 'time')")
    machine = plant.machine("M")
    plant.readings("heat_readings", machine, "2024-01-01", "2024-03-01", consumption_mj="1")
    plant.energy_source("heat", "MJ")
    found = codes()["missing_index"]
    assert found.level == "advice"
    plant.execute(str(found.data["statement"]))
    assert "missing_index" not in codes()


def test_a_features_row_that_names_what_is_not_there_is_told(boiler, plant, codes):
    plant.insert(
        "energy_source_features",
        energy_source_id=plant.value("SELECT id FROM energy_sources WHERE name = 'steam'"),
        feature_name="odd",
        source_table="nowhere",
        source_column="x",
        aggregation_function="AVG",
    )
    assert codes()["feature_table_missing"].data["feature"] == "odd"


def test_a_rollup_is_told_and_compared(boiler, plant, database, codes):
    with database.reading() as connection:
        catalogue = read_catalogue(connection, "UTC")
    RollupUpdater(database, TableRollup(database)).update(catalogue)
    assert codes()["rollup"].level == "fine"
    plant.execute("UPDATE enms.rollup_coverage SET covered_to = '2024-01-02 22:00+00'")
    assert codes()["rollup"].level == "advice"
    plant.execute("UPDATE steam_readings SET consumption_kg = 7 WHERE time = '2024-01-02 05:00+00'")
    assert codes()["rollup_differs"].data["buckets"] == 1
    assert "rollup_agrees" not in codes()


def test_the_rollup_is_compared_where_clocks_change_and_on_every_day_if_asked(plant, database):
    works = plant.factory(timezone="Europe/Berlin")
    machine = plant.machine("Boiler", works)
    plant.seu("Boiler", "steam", machine)
    plant.readings("steam_readings", machine, "2024-03-01", "2024-11-30", consumption_kg="1")
    with database.reading() as connection:
        RollupUpdater(database, TableRollup(database)).update(read_catalogue(connection, "UTC"))

    def differing(*, every_day=False):
        found = {diagnosis.code: diagnosis for diagnosis in diagnose(database, "UTC", every_day=every_day)}
        return found["rollup_differs"].data["buckets"] if "rollup_differs" in found else 0

    assert differing() == differing(every_day=True) == 0
    for clock_change in ("2024-03-31 01:00+00", "2024-10-27 01:00+00"):
        plant.execute("UPDATE steam_readings SET consumption_kg = 7 WHERE time = %s", clock_change)
    assert differing() == 2
    plant.execute("DELETE FROM steam_readings WHERE time = '2024-07-01 01:00+00'")
    assert differing() == 2
    assert differing(every_day=True) == 3


def test_clocks_change_nowhere_or_where_the_zone_says():
    assert clock_changes(date(2024, 12, 1), "Asia/Kolkata") == []
    assert clock_changes(date(2024, 12, 1), "Pacific/Auckland") == [date(2024, 4, 7), date(2024, 9, 29)]
    assert clock_changes(date(2024, 6, 1), "Europe/Berlin") == [date(2023, 10, 29), date(2024, 3, 31)]


def test_a_database_before_its_migration_and_one_that_is_not_there(bare_database, server):
    assert [found.code for found in diagnose(bare_database, "UTC")][-2:] == ["not_migrated", "database_not_prepared"]
    with Database(server.url_of("no_such_database")) as nowhere:
        (found,) = diagnose(nowhere, "UTC")
    assert (found.code, found.stops) == ("database_missing", True)


def test_every_code_has_a_line():
    assert PROBLEMS.keys() <= LINES.keys()
    assert {code for code in REFUSALS if code.startswith(("database_", "embedded_"))} <= LINES.keys()


def test_the_command_prints_lines_or_json(boiler, plant_url, monkeypatch, capsys):
    monkeypatch.setenv("ENMS_DATABASE_URL", plant_url)
    assert cli.main(["doctor"]) == 0
    assert "ok   PostgreSQL" in capsys.readouterr().out
    assert cli.main(["doctor", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["diagnoses"][0]["code"] == "server"
    monkeypatch.setenv("ENMS_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    assert cli.main(["doctor"]) == 1
    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1
    assert "can't be reached" in printed.err


def test_it_tells_a_monitor_whether_all_is_well_in_one_field(boiler, plant, plant_url, monkeypatch, capsys):
    def told() -> dict:
        status = cli.main(["doctor", "--json"])
        return {**json.loads(capsys.readouterr().out), "status": status}

    monkeypatch.setenv("ENMS_DATABASE_URL", plant_url)
    well = told()
    assert (well["ok"], well["wrong"], well["status"]) == (True, 0, 0)
    plant.seu("Boiler", "electricity", boiler)
    broken = told()
    assert (broken["ok"], broken["wrong"], broken["status"]) == (False, 1, 0)
    monkeypatch.setenv("ENMS_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    away = told()
    assert (away["ok"], away["diagnoses"][-1]["code"], away["status"]) == (False, "database_unavailable", 1)


def test_settings_that_make_no_sense_are_told(boiler, plant_url, monkeypatch, capsys, tmp_path):
    folder = tmp_path / "mycroft" / "skills" / SKILL_ID
    folder.mkdir(parents=True)
    stored = {"timezone": "Mars/Base", "rule_set": 7, "write_database_url": "postgresql://me:hush@host/x"}
    (folder / "settings.json").write_text(json.dumps(stored))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("ENMS_DATABASE_URL", plant_url)
    assert cli.main(["doctor"]) == 0
    printed = capsys.readouterr()
    for words in ("timezone makes no sense", "rule_set makes no sense", "write_database_url holds a password"):
        assert words in printed.out
    assert "hush" not in printed.out + printed.err


@pytest.fixture
def meek(plant, server):
    """The URL of a role that may read what there was when it was made, and nothing else."""
    name = plant.value("SELECT current_database()")
    role = f"{name}_meek"
    plant.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'hush'")
    plant.execute(f"GRANT USAGE ON SCHEMA public, enms TO {role}")
    plant.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public, enms TO {role}")
    yield server.url_of(name, user=role, password="hush")
    plant.execute(f"GRANT {role} TO CURRENT_USER")
    plant.execute(f"DROP OWNED BY {role}")
    plant.execute(f"DROP ROLE {role}")


def test_rights_that_are_missing_are_told_with_statements_that_give_them(boiler, plant, meek):
    plant.execute("CREATE TABLE secret_readings (time timestamptz, machine_id uuid, consumption_x real)")
    told = {"may_not_read", "may_not_write", "may_not_mirror"}
    with Database(meek) as database:
        found = {diagnosis.code: diagnosis for diagnosis in diagnose(database, "UTC")}
        assert told <= found.keys()
        assert found["may_not_write"].level == "wrong"
        assert "enms.baselines" in found["may_not_write"].data["names"]
        assert found["may_not_read"].data["names"] == ["public.secret_readings"]
        assert "trained_at" in found["may_not_mirror"].data["names"]
        for code in told:
            plant.execute(str(found[code].data["statement"]))
        assert not told & {diagnosis.code for diagnosis in diagnose(database, "UTC")}


def test_a_role_that_reads_is_enough_beside_one_that_writes(boiler, plant_url, meek):
    with Database(meek, write_url=plant_url) as database:
        assert not {"may_not_write", "may_not_mirror"} & {found.code for found in diagnose(database, "UTC")}
