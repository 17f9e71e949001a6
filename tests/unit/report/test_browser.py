"""The report in a real browser: its numbers are there, it fits a phone, and it asks no network."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from datetime import datetime, timezone
from pathlib import Path

import pytest

from skill_enms.figures import PlantReport, SeuReport
from skill_enms.report.plant import plant_page
from skill_enms.report.seu import seu_page
from skill_enms.report.words import ReportWords

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(BROWSER is None, reason="chromium is not installed")

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--proxy-server=127.0.0.1:9",
]
WIDTH_SCRIPT = """<script>
const cut = [...document.querySelectorAll(".wide")].filter(table => table.scrollWidth > table.clientWidth).length
document.title = `wide:${document.documentElement.scrollWidth}/${innerWidth}:${cut}`
</script>"""
"""Puts into the title how wide the page is, of how much room, and how many tables are wider than theirs."""
CHARTS_SCRIPT = """<script>
const charts = [...document.querySelectorAll("svg[role=img]")]
const words = chart => document.getElementById(chart.getAttribute("aria-labelledby"))?.textContent ?? ""
const told = charts.filter(chart => words(chart).length > 30)
const beside = charts.filter(chart => chart.closest("section").querySelector("table"))
document.title = `${charts.length} charts, ${told.length} told, ${beside.length} with a table`
</script>"""


def dumped(page: str, folder: Path, *flags: str) -> str:
    """The page's DOM after loading."""
    file = folder / "report.html"
    file.write_text(page, encoding="utf-8")
    assert BROWSER is not None
    command = [BROWSER, *FLAGS, *flags, f"--user-data-dir={folder / 'profile'}", "--dump-dom", file.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout


def test_the_numbers_of_the_report_are_on_the_page(press: SeuReport, words: ReportWords, tmp_path: Path) -> None:
    dom = html.unescape(dumped(seu_page(press, words, datetime.now(timezone.utc)), tmp_path))
    told = press.account.performance
    for number in (told.actual, told.expected, told.difference, told.uncertainty):
        assert words.amount(number, "kWh") in dom
    assert words.number(told.enpi, 4) in dom
    assert press.account.baseline.fingerprint in dom
    assert len(re.findall(r"<svg\b", dom)) == 4


def test_the_numbers_of_the_plants_report_are_on_the_page(
    plant: PlantReport, words: ReportWords, tmp_path: Path
) -> None:
    dom = html.unescape(dumped(plant_page(plant, words, datetime.now(timezone.utc)), tmp_path))
    for each in plant.performance.seus:
        assert words.amount(each.performance.difference, "kWh") in dom
    (total,) = plant.performance.totals
    assert words.number(total.cost_difference, 2) in dom and words.number(total.carbon_difference) in dom
    assert "Kiln (natural gas)" in dom


@pytest.fixture(params=["seu", "plant"])
def page(request, press: SeuReport, plant: PlantReport, words: ReportWords) -> str:
    """Each of the reports."""
    now = datetime.now(timezone.utc)
    return seu_page(press, words, now) if request.param == "seu" else plant_page(plant, words, now)


def test_the_page_fits_a_phone_and_no_table_is_cut_off(page: str, tmp_path: Path) -> None:
    dom = dumped(page.replace("</body>", f"{WIDTH_SCRIPT}</body>"), tmp_path, "--window-size=500,900")
    found = re.search(r"<title>wide:(\d+)/(\d+):(\d+)</title>", dom)
    assert found is not None and int(found[1]) <= int(found[2])
    assert found[3] == "0"


def test_every_chart_tells_what_it_shows_and_has_a_table_beside_it(page: str, tmp_path: Path) -> None:
    dom = dumped(page.replace("</body>", f"{CHARTS_SCRIPT}</body>"), tmp_path)
    charts = re.search(r"<title>(\d+) charts, (\d+) told, (\d+) with a table</title>", dom)
    assert charts is not None and int(charts[1]) > 0
    assert charts[1] == charts[2] == charts[3]


def test_it_is_printed_with_all_days_and_nothing_cut_off(page: str, tmp_path: Path) -> None:
    """As wide as A4 within its margins, in the styles of paper."""
    printed = page.replace("@media print", "@media screen").replace(
        "@media (max-width", "@media not all and (max-width"
    )
    dom = dumped(printed.replace("</body>", f"{WIDTH_SCRIPT}</body>"), tmp_path, "--window-size=700,1000")
    found = re.search(r"<title>wide:(\d+)/(\d+):(\d+)</title>", dom)
    assert found is not None and int(found[1]) <= int(found[2]) and found[3] == "0"
    written = tmp_path / "report.pdf"
    dumped(page, tmp_path, f"--print-to-pdf={written}")
    assert written.read_bytes().startswith(b"%PDF")
