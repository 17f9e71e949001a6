"""`enms` on a real database: what it makes, what it prints, and that doing it again does nothing."""

from __future__ import annotations

import json
from uuid import uuid4

import psycopg
import pytest

from skill_enms import cli


@pytest.fixture
def enms(monkeypatch, capsys, bare_url):
    """Runs a command on an empty database; its exit status and what it printed."""
    monkeypatch.setenv("ENMS_DATABASE_URL", bare_url)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = cli.main(arguments)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


def test_migrate_makes_the_schema_once(enms):
    status, out, err = enms("migrate", "--json")
    assert (status, err) == (0, "")
    assert json.loads(out)["applied"][0].startswith("001")
    assert (
        enms("migrate", "--json")[1]
        == '{"applied": [], "roles": [], "left_out": [], "needed": {"owners": [], "statements": []}}\n'
    )
    assert enms("migrate")[1] == "nothing to do\n"


def test_the_demo_plant_is_loaded_into_a_database_when_told_to(enms):
    status, out, _ = enms("demo-plant", "--json")
    assert status == 0
    assert sum(json.loads(out)["rows_added"].values()) > 100_000
    status, out, _ = enms("demo-plant", "--json")
    assert (status, json.loads(out)["was_loaded"]) == (0, True)


def test_the_demo_plant_does_not_join_another_plant_unless_told_to(monkeypatch, capsys, plant_url, plant):
    monkeypatch.setenv("ENMS_DATABASE_URL", plant_url)
    plant.machine("Press-7")
    assert cli.main(["demo-plant"]) == 1
    printed = capsys.readouterr()
    assert printed.err.splitlines()[-1] == (
        "enms demo-plant: the database holds another plant: Press-7; --beside-others loads the demo plant beside it"
    )
    assert cli.main(["demo-plant", "--beside-others"]) == 0


def test_migrate_makes_a_role_that_may_read_and_one_that_may_write_what_is_ours(enms, bare_url, monkeypatch):
    names = f"reader_{uuid4().hex[:8]}", f"writer_{uuid4().hex[:8]}"
    monkeypatch.setenv("ENMS_READER_PASSWORD", "kept to itself")
    try:
        status, out, err = enms("migrate", "--roles", ",".join(names), "--json")
        assert (status, err) == (0, "")
        assert json.loads(out)["roles"] == list(names)
        with psycopg.connect(bare_url) as connection:
            rights = [
                connection.execute("SELECT has_table_privilege(%s, 'enms.baselines', 'INSERT')", [name]).fetchone()
                for name in names
            ]
        assert rights == [(False,), (True,)]
    finally:
        with psycopg.connect(bare_url, autocommit=True) as connection:
            for name in names:
                connection.execute(f"GRANT {name} TO CURRENT_USER")
                connection.execute(f"DROP OWNED BY {name}")
                connection.execute(f"DROP ROLE {name}")


def test_roles_that_are_not_two_are_refused_before_anything_is_done(enms, bare_url):
    assert enms("migrate", "--roles", "only_one")[0] == 1
    with psycopg.connect(bare_url) as connection:
        assert connection.execute("SELECT to_regclass('machines')").fetchone() == (None,)


def test_a_rollup_is_made_continued_and_corrected(monkeypatch, capsys, plant_url, plant):
    monkeypatch.setenv("ENMS_DATABASE_URL", plant_url)
    machine = plant.machine("Press-7")
    plant.seu("Press-7", "electricity", machine)
    plant.readings("energy_readings", machine, "2024-07-01", "2024-07-03", energy_kwh="1")

    def rollup(*arguments: str) -> dict[str, dict[str, int]]:
        assert cli.main(["rollup", "--json", *arguments]) == 0
        return json.loads(capsys.readouterr().out)

    assert rollup()["updated"]["buckets"] >= 48
    assert rollup()["updated"]["buckets"] == 0
    plant.execute("UPDATE energy_readings SET energy_kwh = 2 WHERE time = '2024-07-01 05:00+00'")
    assert rollup("--recent")["updated"]["buckets"] == 0
    assert rollup("--correct")["corrected"]["buckets"] >= 1
    assert rollup("--correct")["corrected"]["buckets"] == 0
    assert cli.main(["rollup"]) == 0
    assert capsys.readouterr().out.startswith("updated 0 buckets")


def test_the_plants_tables_are_made_outside_our_own_schema_whatever_the_role_is_called(enms, bare_url):
    """A role that is called like our schema, as the embedded server's is, has that schema first on its search path."""
    assert enms("migrate")[0] == 0
    with psycopg.connect(bare_url) as connection:
        found = connection.execute(
            "SELECT DISTINCT table_schema FROM information_schema.tables WHERE table_name IN "
            "('machines', 'energy_sources', 'seus', 'environmental_data')"
        ).fetchall()
    assert found == [("public",)]
