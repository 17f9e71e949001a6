"""`enms performance`, `drift`, `use`, `adjust` and `report` on a plant with one trained machine."""

from __future__ import annotations

import csv
import html
import io
import json
from datetime import date

import pytest

from skill_enms import cli, service
from skill_enms.opening import Plant
from skill_enms.report.words import read_words
from skill_enms.requests import Author, Period, TrainBaseline
from skill_enms.settings import Settings

MAY = ("--start", "2025-05-01", "--end", "2025-05-31")


@pytest.fixture
def enms(monkeypatch, capsys, plant_url, plant, tmp_path):
    """Runs `enms`; what it printed."""
    monkeypatch.setenv("ENMS_DATABASE_URL", plant_url)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    machine = plant.machine("Press-1", plant.factory("Works", "Europe/Paris"))
    plant.seu("Press-1", "electricity", machine)
    days = ("2025-02-28 23:00+00", "2025-05-31 22:00+00")
    plant.readings("production_data", machine, *days, production_count="100 + (h::int * 7919) % 211")
    plant.readings(
        "energy_readings", machine, *days, energy_kwh="round((20 + 0.1 * ((h::int * 7919) % 211) + sin(h))::numeric, 4)"
    )
    opened = Plant(Settings(database_url=plant_url))
    (seu,) = opened.catalogue().seus
    trained = Period(date(2025, 3, 1), date(2025, 5, 1))
    service.answer(opened, TrainBaseline(seu, None, ("production_count",), False, trained), Author("ada"))
    opened.close()

    def run(*arguments: str, status: int = 0) -> str:
        assert cli.main(list(arguments)) == status
        printed = capsys.readouterr()
        return printed.out if status == 0 else printed.err

    return run


def test_a_performance_is_told_printed_and_exported(enms):
    told = json.loads(enms("performance", "press-1", *MAY, "--json"))
    performance = told["performance"]
    assert performance["n_days"] == 31 == len(performance["daily_actual"])
    rows = list(csv.DictReader(io.StringIO(enms("performance", "Press-1", *MAY, "--csv"))))
    assert [float(row["actual"]) for row in rows] == performance["daily_actual"]
    assert float(rows[-1]["cusum"]) == pytest.approx(performance["difference"])
    assert "model uncertainty only" in enms("performance", "Press-1", *MAY)
    assert json.loads(enms("performance", *MAY, "--json"))["totals"][0]["n_seus"] == 1


def test_adjustments_are_made_applied_listed_and_withdrawn(enms):
    enms("adjust", "add", "Press-1", "--start", "2025-05-05", "--end", "2025-05-07", "--reason", "strike")
    assert "3 adjustment" in enms("performance", "Press-1", *MAY)
    assert "2025-05-05 until 2025-05-08, left out: strike" in enms("adjust", "list")
    (listed,) = json.loads(enms("adjust", "list", "--json"))
    enms("adjust", "withdraw", str(listed["adjustment"]["id"]))
    assert "adjustment" not in enms("performance", "Press-1", *MAY)


def test_an_amount_is_allowed_for(enms):
    before = json.loads(enms("performance", "Press-1", *MAY, "--json"))["performance"]
    allowed = ("--reason", "pump on loan", "--amount-per-day", "12.5")
    enms("adjust", "add", "Press-1", "--start", "2025-05-05", "--end", "2025-05-08", *allowed)
    after = json.loads(enms("performance", "Press-1", *MAY, "--json"))["performance"]
    assert after["expected"] - before["expected"] == pytest.approx(50)


def test_use_and_drift_are_told(enms, plant):
    total = plant.value("SELECT sum(energy_kwh) FROM energy_readings WHERE time >= '2025-04-30 22:00+00'")
    assert f"Press-1 (electricity): {total} kWh" in enms("use", "Press-1", *MAY)
    assert f"plant (electricity): {total} kWh" in enms("use", *MAY)
    assert "Press-1 (electricity), 2025-05-01 to 2025-05-31" in enms("drift", "Press-1", *MAY)


def test_a_report_is_written(enms, tmp_path):
    pytest.importorskip("matplotlib", reason="the extra `report` is not installed")
    for what in (["Press-1"], ["--plant"]):
        file = tmp_path / "report.html"
        assert enms("report", *what, *MAY, "--out", str(file)) == f"{file}\n"
        assert "Press-1" in file.read_text(encoding="utf-8")


def test_a_written_report_holds_the_numbers_that_the_command_tells(enms, tmp_path):
    pytest.importorskip("matplotlib", reason="the extra `report` is not installed")
    words = read_words("en-us")
    file = tmp_path / "report.html"

    def written(*what: str) -> str:
        enms("report", *what, *MAY, "--out", str(file))
        return html.unescape(file.read_text(encoding="utf-8"))

    told = json.loads(enms("performance", "Press-1", *MAY, "--json"))
    page, performance = written("Press-1"), told["performance"]
    for name in ("actual", "expected", "difference", "uncertainty"):
        assert words.amount(performance[name], "kWh") in page, name
    assert words.number(performance["enpi"], 4) in page
    assert words.number(told["cost_difference"], 2) in page
    page = written("--plant")
    (total,) = json.loads(enms("performance", *MAY, "--json"))["totals"]
    for name in ("actual", "expected", "difference", "uncertainty"):
        assert words.amount(total[name], "kWh") in page, name
    assert words.number(total["cost_difference"], 2) in page


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["performance", "Press-9", *MAY], "no such SEU; there are: Press-1"),
        (["performance", "Press-1", "--start", "May", "--end", "2025-05-31"], "May is no ISO date"),
        (["performance", "Press-1", "--start", "2025-05-31", "--end", "9999-12-31"], "later than a calendar goes"),
        (["performance", "Press-1", "--energy", "mud", *MAY], "Press-1 has no energy source mud; it has: electricity"),
        (["performance", "--energy", "mud", *MAY], "no such energy source"),
        (["adjust", "add", "Press-1", *MAY, "--reason", "x", "--amount-per-day", "nan"], "can't be allowed for"),
        (["adjust", "add", "Press-1", *MAY, "--reason", "x", "--amount-per-day", "1e999"], "can't be allowed for"),
        (["performance", "Press-1", "--start", "2025-05-31", "--end", "2025-05-01"], "before the first"),
        (["report", *MAY, "--out", "x"], "either an SEU or --plant"),
        (["adjust", "withdraw", "99"], "adjustment unknown"),
        (["use", "--energy", "mud", *MAY], "no such energy source"),
    ],
)
def test_what_cannot_be_done_is_one_line(enms, arguments, why):
    said = enms(*arguments, status=1)
    assert why in said and said.count("\n") == 1
