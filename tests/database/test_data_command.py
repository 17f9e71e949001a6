"""`enms data`: what is real is told, can be marked otherwise, and the mark can be withdrawn."""

from __future__ import annotations

import json

import pytest

from skill_enms import cli


@pytest.fixture
def enms(monkeypatch, capsys, plant_url, plant):
    """Runs `enms data` on a plant with one machine, two SEUs and two days of readings; what it printed."""
    monkeypatch.setenv("ENMS_DATABASE_URL", plant_url)
    machine = plant.machine("Press-1", plant.factory("Works", "Europe/Paris"))
    plant.seu("Press-1", "electricity", machine)
    plant.seu("Press-1", "natural_gas", machine)
    plant.readings("energy_readings", machine, "2024-07-01 00:00+02", "2024-07-03 00:00+02", energy_kwh="1")

    def run(*arguments: str, status: int = 0) -> str:
        assert cli.main(["data", *arguments]) == status
        printed = capsys.readouterr()
        return printed.out if status == 0 else printed.err

    return run


def extents(enms, *arguments: str) -> list[tuple[str, int]]:
    """Source and count of the electricity readings."""
    told = json.loads(enms("--seu", "Press-1", "--energy", "electricity", "--json", *arguments))
    assert [seu["energy_source"] for seu in told] == ["electricity"]
    return [(extent["data_source"], extent["readings"]) for extent in told[0]["readings"]]


def test_what_there_is_is_told_in_the_plants_own_time(enms):
    told = enms()
    assert (
        "Press-1 (electricity)\n  unknown      real     2024-07-01 00:00 to 2024-07-02 23:00, 48 readings, every 3600 s"
        in told
    )
    assert "Press-1 (natural_gas): no readings" in told


def test_a_change_of_the_interval_is_told(enms, plant):
    (machine,) = plant.value("SELECT array_agg(id::text) FROM machines")
    plant.readings(
        "energy_readings", machine, "2024-07-03 00:00+02", "2024-07-09 00:00+02", every="1 minute", energy_kwh="1"
    )
    plant.readings("energy_readings", machine, "2024-06-21 00:00+02", "2024-07-01 00:00+02", energy_kwh="1")
    assert ", every 3600 s until 2024-07-03, then every 60 s" in enms()
    told = json.loads(enms("--energy", "electricity", "--json"))
    change = told[0]["readings"][0]["interval_change"]
    assert (change["since"][:10], change["before"], change["after"]) == ("2024-07-03", 3600.0, 60.0)


def test_an_seu_whose_meter_is_not_there_keeps_nobody_from_hearing_of_the_others(enms, plant):
    plant.energy_source("slurry", "t")
    plant.seu("Press-1", "slurry", *plant.value("SELECT array_agg(id::text) FROM machines"))
    told = enms()
    assert "Press-1 (slurry): no meter" in told
    assert "48 readings" in told
    without = json.loads(enms("--energy", "slurry", "--json"))
    assert [(seu["energy_source"], seu["readings"]) for seu in without] == [("slurry", None)]


def test_a_mark_makes_readings_backfill_until_it_is_withdrawn(enms):
    made = enms(
        *("mark", "--seu", "press-1", "--energy", "electricity", "--start", "2024-07-01", "--end", "2024-07-02"),
        *("--reason", "the meter was not there yet", "--author", "Ada", "--json"),
    )
    (key,) = json.loads(made)["marks"]
    assert extents(enms) == [("unknown", 24), ("backfill", 24)]
    assert (
        "Press-1: 2024-06-30 22:00:00+00:00 until 2024-07-01 22:00:00+00:00: the meter was not there yet (Ada)"
        in enms("list")
    )
    assert enms("withdraw", str(key)) == f"withdrawn: {key}\n"
    assert extents(enms) == [("unknown", 48)]
    assert json.loads(enms("list", "--json")) == []
    assert enms("withdraw", str(key), status=1) == f"enms data: mark unknown: id {key}\n"


def test_a_table_can_be_marked_as_a_whole(enms):
    enms(
        "mark",
        "--table",
        "energy_readings",
        "--start",
        "2024-07-01T00:00+02:00",
        "--end",
        "2024-07-04",
        "--reason",
        "all made up",
    )
    assert extents(enms) == [("backfill", 48)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--seu", "Press-1"), "Press-1 has several energy sources: say --energy"),
        (("--seu", "Press-2"), "no such SEU; there are: Press-1 (electricity), Press-1 (natural_gas)"),
        ((), "say either --seu or --table"),
        (("--table", "machines"), "no such table"),
        (("--table", "energy_readings", "--start", "yesterday"), "yesterday is no ISO date or time"),
    ],
)
def test_a_mark_that_cannot_be_made_is_one_line_and_a_failure(enms, arguments, said):
    times = ("--start", "2024-07-01", "--end", "2024-07-02", "--reason", "why")
    assert enms("mark", *times, *arguments, status=1).startswith(f"enms data: {said}")
    assert json.loads(enms("list", "--json")) == []
