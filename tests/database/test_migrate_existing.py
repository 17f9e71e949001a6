"""A plant's database that was there first: what is missing is added, what is there stays what it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import psycopg
import pytest
from builder import PlantBuilder
from servers import Server

from skill_enms import cli
from skill_enms.plant.database import Database
from skill_enms.plant.migrate import left_out, migrate
from skill_enms.plant.migration_rights import Needed, rights_needed
from skill_enms.reasons import Refused

SHARED = """
    CREATE TABLE factories (id serial PRIMARY KEY, name text, tz text);
    CREATE TABLE machines (id serial PRIMARY KEY, name varchar(40) NOT NULL UNIQUE, factory_id int, rated_kw numeric);
    CREATE TABLE energy_sources (id serial PRIMARY KEY, name text UNIQUE, unit text, price_per_unit numeric,
        carbon_factor numeric, colour text NOT NULL);
    INSERT INTO energy_sources (name, unit, carbon_factor, colour) VALUES
        ('electricity', 'kWh', 0.3, 'blue'), ('natural_gas', 'kWh', 0.2, 'red'), ('cooling_water', 'm³', 0, 'green');
    CREATE TABLE energy_readings (time timestamptz NOT NULL, machine_id int NOT NULL, energy_type text NOT NULL,
        energy_kwh double precision, power_kw double precision, phase smallint,
        PRIMARY KEY (time, machine_id, energy_type));
    INSERT INTO energy_readings
        SELECT t, 1, kind, 1.5, 6, 1 FROM generate_series('2024-01-01'::timestamptz, '2024-01-03', '15 min') AS t,
        unnest(ARRAY['electricity', 'Natural Gas']) AS kind;
    CREATE TABLE seus (id serial PRIMARY KEY, name text, energy_source_id int REFERENCES energy_sources,
        machine_id int);
    CREATE VIEW report AS SELECT * FROM energy_sources;
"""


def columns(plant: PlantBuilder, table: str) -> set[str]:
    return {
        name
        for (name,) in plant.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", table)
    }


def relations(plant: PlantBuilder) -> set[str]:
    rows = plant.execute(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'v') AND relnamespace = 'public'::regnamespace"
    )
    return {name for (name,) in rows}


@pytest.fixture
def shared(bare: PlantBuilder) -> PlantBuilder:
    """One readings table for all energies, integer keys, other names for known columns."""
    for statement in SHARED.split(";\n"):
        bare.execute(statement)
    return bare


def test_nothing_of_theirs_changes_but_for_nullable_columns(shared: PlantBuilder, bare_database: Database) -> None:
    before = {
        table: (columns(shared, table), shared.execute(f"SELECT * FROM {table} ORDER BY 1, 2"))
        for table in relations(shared)
    }
    migrate(bare_database)
    for table, (names, rows) in before.items():
        assert columns(shared, table) >= names
        listed = ", ".join(
            name
            for (name,) in shared.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 ORDER BY attnum", table
            )
            if name in names
        )
        assert shared.execute(f"SELECT {listed} FROM {table} ORDER BY 1, 2") == rows
    not_null = shared.execute(
        "SELECT attrelid::regclass::text, attname FROM pg_attribute WHERE attnotnull AND attnum > 0 "
        "AND attrelid::regclass::text IN ('machines', 'energy_sources', 'energy_readings', 'seus') ORDER BY 1, attnum"
    )
    assert not_null == [
        *(("energy_readings", "time"), ("energy_readings", "machine_id"), ("energy_readings", "energy_type")),
        *(("energy_sources", "id"), ("energy_sources", "colour"), ("machines", "id"), ("machines", "name")),
        ("seus", "id"),
    ]


def test_their_own_names_for_our_columns_are_taken_for_what_they_are(
    shared: PlantBuilder, bare_database: Database
) -> None:
    migrate(bare_database)
    assert columns(shared, "energy_sources").isdisjoint({"carbon_intensity", "cost_per_unit"})
    assert "machine_ids" not in columns(shared, "seus")
    assert "timezone" not in columns(shared, "factories")
    aliases = shared.execute(
        "SELECT table_name, column_name FROM enms.column_aliases "
        "WHERE also_called IN ('carbon_factor', 'price_per_unit', 'machine_id', 'tz') ORDER BY also_called"
    )
    assert aliases == [
        *(("energy_sources", "carbon_intensity"), ("seus", "machine_ids")),
        *(("energy_sources", "cost_per_unit"), ("factories", "timezone")),
    ]


def test_a_plant_with_energy_sources_keeps_exactly_those(shared: PlantBuilder, bare_database: Database) -> None:
    migrate(bare_database)
    assert shared.execute("SELECT name, unit, carbon_factor::float FROM energy_sources ORDER BY id") == [
        *(("electricity", "kWh", 0.3), ("natural_gas", "kWh", 0.2), ("cooling_water", "m³", 0.0)),
    ]


def test_each_energy_finds_its_part_of_a_shared_table(shared: PlantBuilder, bare_database: Database) -> None:
    migrate(bare_database)
    assert shared.execute(
        "SELECT name, readings_table, readings_filter_column, readings_filter_value FROM energy_sources ORDER BY id"
    ) == [
        ("electricity", "energy_readings", "energy_type", "electricity"),
        ("natural_gas", "energy_readings", "energy_type", "Natural Gas"),
        ("cooling_water", None, None, None),
    ]


def test_a_plant_with_a_shared_table_gets_no_empty_meter_tables_beside_it(
    shared: PlantBuilder, bare_database: Database
) -> None:
    migrate(bare_database)
    assert relations(shared).isdisjoint(
        {"natural_gas_readings", "steam_readings", "compressed_air_end_use_readings", "cooling_water_readings"}
    )
    assert {"production_data", "environmental_data"} <= relations(shared)
    assert "data_source" in columns(shared, "energy_readings")


def test_keys_that_are_numbers_are_followed_by_the_tables_we_make(
    shared: PlantBuilder, bare_database: Database
) -> None:
    migrate(bare_database)
    shared.execute("INSERT INTO machines (name) VALUES ('Press-1')")
    shared.execute("INSERT INTO production_data (time, machine_id, production_count) VALUES (now(), 1, 5)")
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        shared.execute("INSERT INTO production_data (time, machine_id, production_count) VALUES (now(), 99, 5)")
    shared.execute("INSERT INTO energy_source_features (energy_source_id, feature_name) VALUES (1, 'anything')")


def test_a_table_that_holds_rows_stays_plain(shared: PlantBuilder, bare_database: Database, server: Server) -> None:
    if server.name != "timescaledb":
        pytest.skip("there are no hypertables without TimescaleDB")
    migrate(bare_database)
    made = shared.execute("SELECT hypertable_name FROM timescaledb_information.hypertables ORDER BY 1")
    assert made == [("environmental_data",), ("production_data",)]


def test_existing_feature_rows_are_the_only_ones(shared: PlantBuilder, bare_database: Database) -> None:
    shared.execute(
        "CREATE TABLE energy_source_features (id serial PRIMARY KEY, energy_source_id int, feature_name text, "
        "source_table text, source_column text, aggregation_function text)"
    )
    shared.execute(
        "INSERT INTO energy_source_features (energy_source_id, feature_name, aggregation_function) "
        "VALUES (1, 'heating_degree_days', 'CUSTOM')"
    )
    migrate(bare_database)
    assert shared.execute("SELECT feature_name, parameters, spoken_names FROM energy_source_features") == [
        ("heating_degree_days", None, None)
    ]
    kinds = shared.execute("SELECT kind, parameters FROM enms.custom_kinds WHERE name = 'heating_degree_days'")
    assert kinds == [("degree_days", {"direction": "heating", "base": 18})]


def test_an_energy_source_of_a_known_name_keeps_its_key_and_gets_its_table(
    bare: PlantBuilder, bare_database: Database
) -> None:
    bare.execute(
        "CREATE TABLE energy_sources (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text UNIQUE, unit text)"
    )
    bare.execute("INSERT INTO energy_sources (name, unit) VALUES ('natural_gas', 'MWh')")
    bare.execute("CREATE TABLE natural_gas_readings (time timestamptz, machine_id uuid, consumption_mwh float)")
    key = bare.value("SELECT id::text FROM energy_sources")
    migrate(bare_database)
    assert bare.execute("SELECT id::text, name, unit, readings_table FROM energy_sources") == [
        (key, "natural_gas", "MWh", "natural_gas_readings")
    ]
    assert columns(bare, "natural_gas_readings") == {"time", "machine_id", "consumption_mwh", "data_source"}
    assert relations(bare).isdisjoint({"steam_readings", "energy_readings"})


def test_a_readings_table_that_was_chosen_stays_chosen(bare: PlantBuilder, bare_database: Database) -> None:
    bare.execute("CREATE TABLE energy_sources (id serial PRIMARY KEY, name text, unit text, readings_table text)")
    bare.execute("INSERT INTO energy_sources (name, readings_table) VALUES ('steam', 'Boiler House'), ('oil', 'none')")
    bare.execute('CREATE TABLE "Boiler House" (time timestamptz, machine_id uuid, consumption_kg float)')
    bare.execute("CREATE TABLE steam_readings (time timestamptz, machine_id uuid, consumption_kg float)")
    migrate(bare_database)
    assert bare.execute("SELECT readings_table FROM energy_sources") == [("Boiler House",), ("none",)]
    assert "data_source" in columns(bare, "Boiler House")


def test_readers_of_a_table_that_is_held_wait_little_while_it_is_migrated(
    shared: PlantBuilder, bare_database: Database
) -> None:
    with psycopg.connect(shared.url) as holder:
        holder.execute("SELECT count(*) FROM energy_sources")  # in a transaction that goes on
        migrating = threading.Thread(target=migrate, args=(bare_database,))
        migrating.start()
        while not shared.value("SELECT count(*) FROM pg_locks WHERE NOT granted"):
            pass
        begun = time.monotonic()
        shared.execute("SELECT count(*) FROM energy_sources")
        assert time.monotonic() - begun < 3
    migrating.join()
    assert migrate(bare_database) == []
    assert "readings_table" in columns(shared, "energy_sources")


def test_a_table_that_is_held_for_good_is_a_timeout_and_nothing_is_half_done(
    shared: PlantBuilder, bare_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skill_enms.plant.migrate._ATTEMPTS", 2)
    before = columns(shared, "energy_sources")
    with psycopg.connect(shared.url) as holder:
        holder.execute("SELECT count(*) FROM seus")
        with pytest.raises(Refused) as refused:
            migrate(bare_database)
    assert refused.value.reason.code == "database_timeout"
    assert columns(shared, "energy_sources") == before
    assert "001_plant" in migrate(bare_database)


def test_views_in_the_place_of_tables_stay_views(bare: PlantBuilder, bare_database: Database) -> None:
    bare.execute("CREATE SCHEMA erp")
    bare.execute("CREATE TABLE erp.assets (id uuid PRIMARY KEY, name text)")
    bare.execute("CREATE VIEW machines AS SELECT id, name FROM erp.assets")
    bare.execute("CREATE TABLE erp.media (id uuid, name text, unit text)")
    bare.execute("INSERT INTO erp.media VALUES (gen_random_uuid(), 'steam', 't')")
    bare.execute("CREATE VIEW energy_sources AS SELECT * FROM erp.media")
    bare.execute("CREATE VIEW environmental_data AS SELECT now() AS time, 4.5 AS outdoor_temp_c")
    migrate(bare_database)
    kinds = dict(bare.execute("SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
    assert {kinds[name] for name in ("machines", "energy_sources", "environmental_data")} == {"v"}
    assert kinds["seus"] == "r"
    assert migrate(bare_database) == []


def test_an_empty_table_of_energy_sources_is_seeded_as_far_as_its_columns_go(
    bare: PlantBuilder, bare_database: Database
) -> None:
    bare.execute("CREATE TABLE energy_sources (id serial PRIMARY KEY, name text UNIQUE)")
    migrate(bare_database)
    assert bare.execute("SELECT id, name, unit FROM energy_sources ORDER BY id") == [
        *((1, "electricity", "kWh"), (2, "natural_gas", "m³"), (3, "steam", "kg"), (4, "compressed_air", "Nm³")),
    ]


def test_a_table_that_asks_for_more_than_we_know_is_left_empty_and_tried_again(
    bare: PlantBuilder, bare_database: Database
) -> None:
    bare.execute("CREATE TABLE energy_sources (id serial PRIMARY KEY, name text UNIQUE, tariff text NOT NULL)")
    migrate(bare_database)
    assert bare.value("SELECT count(*) FROM energy_sources") == 0
    assert bare.value("SELECT skipped[1] FROM enms.migrations WHERE skipped <> '{}'") == "energy source electricity"
    bare.execute("ALTER TABLE energy_sources ALTER COLUMN tariff DROP NOT NULL")
    assert migrate(bare_database) == ["004_energy_sources"]
    assert bare.value("SELECT count(*) FROM energy_sources") == 4
    assert migrate(bare_database) == []


def test_a_plant_outside_of_the_public_schema_is_found_by_its_search_path(bare: PlantBuilder, bare_url: str) -> None:
    bare.execute("CREATE SCHEMA plant")
    bare.execute("CREATE TABLE plant.energy_sources (id serial PRIMARY KEY, name text UNIQUE, unit text)")
    bare.execute("INSERT INTO plant.energy_sources (name, unit) VALUES ('steam', 't')")
    separator = "&" if "?" in bare_url else "?"
    with Database(f"{bare_url}{separator}options=-csearch_path%3Dplant") as database:
        migrate(database)
    assert bare.value("SELECT count(*) FROM plant.energy_sources") == 1
    assert bare.value("SELECT to_regclass('plant.seus') IS NOT NULL AND to_regclass('public.seus') IS NULL")


def test_a_role_called_like_our_schema_goes_on_making_its_tables_where_it_did(
    server: Server, bare: PlantBuilder
) -> None:
    if server.name != "embedded":
        pytest.skip("that server is not ours to make such a role on")
    name = bare.value("SELECT current_database()")
    bare.execute("CREATE ROLE enms LOGIN PASSWORD 'enms'")
    bare.execute("GRANT enms TO CURRENT_USER")
    bare.execute(f"ALTER DATABASE {name} OWNER TO enms")
    theirs = PlantBuilder(server.url_of(name, user="enms", password="enms"))
    with Database(theirs.url) as database:
        migrate(database)
    theirs.execute("CREATE TABLE water_readings (time timestamptz)")
    places = theirs.execute(
        "SELECT table_schema FROM information_schema.tables WHERE table_name IN ('seus', 'water_readings')"
    )
    assert places == [("public",), ("public",)]
    bare.execute(f"ALTER DATABASE {name} OWNER TO CURRENT_USER")
    bare.execute("DROP OWNED BY enms CASCADE")
    bare.execute("DROP ROLE enms")


@pytest.fixture
def guest(server: Server, bare: PlantBuilder) -> Iterator[str]:
    """URL of a role that owns nothing in the database, and may make schemas in it."""
    name = bare.value("SELECT current_database()") + "_guest"
    bare.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'guest'")
    bare.execute(f"GRANT CREATE ON DATABASE {bare.value('SELECT current_database()')} TO {name}")
    yield server.url_of(bare.value("SELECT current_database()"), user=name, password="guest")
    bare.execute(f"GRANT {name} TO CURRENT_USER")
    bare.execute(f"DROP OWNED BY {name} CASCADE")
    bare.execute(f"DROP ROLE {name}")


def test_what_a_role_may_not_alter_is_left_out_named_and_made_up_for(
    shared: PlantBuilder, bare_database: Database, guest: str
) -> None:
    role = shared.value("SELECT current_database()") + "_guest"
    shared.execute(f"GRANT {role} TO CURRENT_USER")
    shared.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + role)
    before = columns(shared, "energy_sources")
    with Database(guest) as database:
        assert "003_definitions" in migrate(database)
        assert migrate(database) == []
    assert columns(shared, "energy_sources") == before
    skipped = {line for (lines,) in shared.execute("SELECT skipped FROM enms.migrations") for line in lines}
    assert {"column energy_sources.readings_table", "trigger on seus", "table production_data"} <= skipped

    assert migrate(bare_database) == ["001_plant", "002_readings", "004_energy_sources", "008_notify"]
    assert shared.value("SELECT readings_table FROM energy_sources WHERE name = 'electricity'") == "energy_readings"
    assert migrate(bare_database) == []


def test_a_role_that_may_make_nothing_is_told_so(shared: PlantBuilder, guest: str) -> None:
    role = shared.value("SELECT current_database()") + "_guest"
    shared.execute(f"REVOKE CREATE ON DATABASE {shared.value('SELECT current_database()')} FROM {role}")
    with Database(guest) as database, pytest.raises(Refused) as refused:
        migrate(database)
    assert refused.value.reason.code == "not_permitted"
    assert shared.value("SELECT to_regnamespace('enms')") is None


@pytest.fixture
def owned(shared: PlantBuilder) -> Iterator[str]:
    """A role that owns the tables of the shared plant, and may not do anything else."""
    name = shared.value("SELECT current_database()") + "_owner"
    shared.execute(f"CREATE ROLE {name}")
    shared.execute(f"GRANT {name} TO CURRENT_USER")
    shared.execute(f"GRANT CREATE ON SCHEMA public TO {name}")
    for (table,) in shared.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
        shared.execute(f"ALTER TABLE public.{table} OWNER TO {name}")
    yield name
    shared.execute(f"REASSIGN OWNED BY {name} TO CURRENT_USER")
    shared.execute(f"DROP OWNED BY {name}")
    shared.execute(f"DROP ROLE {name}")


@pytest.mark.parametrize("roles", [False, True])
def test_the_statements_that_are_named_are_all_that_a_role_needs(
    shared: PlantBuilder, owned: str, guest: str, *, roles: bool
) -> None:
    name = shared.value("SELECT current_database()")
    shared.execute(f"REVOKE CREATE ON DATABASE {name} FROM {name}_guest")
    with Database(guest) as database:
        needed = rights_needed(database, roles=roles)
        assert needed.owners == (owned,)
        for statement in needed.statements:
            shared.execute(statement)
        assert rights_needed(database, roles=roles) == Needed()
        migrate(database)
        assert left_out(database) == ()


def test_the_owner_of_a_readings_table_is_named_beside_that_of_the_others(
    shared: PlantBuilder, owned: str, guest: str
) -> None:
    other = f"{owned}_of_readings"
    shared.execute(f"CREATE ROLE {other}")
    shared.execute(f"GRANT {other} TO CURRENT_USER")
    shared.execute(f"GRANT CREATE ON SCHEMA public TO {other}")
    shared.execute(f"ALTER TABLE energy_readings OWNER TO {other}")
    with Database(guest) as database:
        assert rights_needed(database).owners == (owned, other)
    shared.execute(f"REASSIGN OWNED BY {other} TO CURRENT_USER")
    shared.execute(f"DROP OWNED BY {other}")
    shared.execute(f"DROP ROLE {other}")


def test_nobody_is_told_to_make_a_role_a_member_of_a_superuser(shared: PlantBuilder, guest: str) -> None:
    with Database(guest) as database:
        needed = rights_needed(database)
    assert needed.owners == (shared.value("SELECT current_user"),)
    named = any(f'GRANT "{needed.owners[0]}"' in statement for statement in needed.statements)
    assert named is not shared.value("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")


def test_a_command_that_lacks_rights_prints_what_grants_them(
    shared: PlantBuilder,
    owned: str,
    guest: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    name = shared.value("SELECT current_database()")
    shared.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}_guest")
    monkeypatch.setenv("ENMS_DATABASE_URL", guest)
    assert cli.main(["migrate"]) == 0
    told = capsys.readouterr().out
    assert "left out: " in told
    assert "column energy_sources.readings_table" in told
    assert f'GRANT "{owned}" TO "{name}_guest";' in told

    shared.execute(f"GRANT {name}_guest TO CURRENT_USER")
    shared.execute("DROP SCHEMA enms CASCADE")
    shared.execute(f"REVOKE CREATE ON DATABASE {name} FROM {name}_guest")
    assert cli.main(["migrate"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("enms migrate: not permitted")
    assert f'GRANT CREATE ON DATABASE "{name}" TO "{name}_guest";' in told
