"""The report in a real browser: its numbers are there, it fits a phone, and it asks no network."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from datetime import datetime, timezone
from pathlib import Path

import pytest

from skill_enms.figures import SeuReport
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
WIDTH_SCRIPT = "<script>document.title = `wide:${document.documentElement.scrollWidth}/${innerWidth}`</script>"


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


def test_the_page_fits_a_phone(press: SeuReport, words: ReportWords, tmp_path: Path) -> None:
    page = seu_page(press, words, datetime.now(timezone.utc)).replace("</body>", f"{WIDTH_SCRIPT}</body>")
    dom = dumped(page, tmp_path, "--window-size=500,900")
    found = re.search(r"<title>wide:(\d+)/(\d+)</title>", dom)
    assert found is not None and int(found[1]) <= int(found[2])
