"""A report says everything that an auditor asks, to everybody, and fetches nothing."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from skill_enms.analytics import rules
from skill_enms.figures import PlantReport, SeuReport
from skill_enms.reasons import REFUSALS, WARNINGS
from skill_enms.report.markup import table, tag
from skill_enms.report.plant import plant_page
from skill_enms.report.seu import seu_page
from skill_enms.report.words import ReportWords

NOW = datetime(2025, 7, 1, 6, tzinfo=timezone.utc)


class Outline(HTMLParser):
    """Tags and attributes of a page, in their order; every element has to be closed where it should be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(params=["seu", "plant"])
def page(request: pytest.FixtureRequest, press: SeuReport, plant: PlantReport, words: ReportWords) -> str:
    return seu_page(press, words, NOW) if request.param == "seu" else plant_page(plant, words, NOW)


def test_nothing_is_fetched_and_nothing_runs(page: str) -> None:
    assert not re.search(r"<(script|link|img|iframe|object)\b|@import|\bon\w+=|url\((?!#)", page)
    references = re.findall(r'(?:href|src)="([^"]*)"', page)
    assert all(reference.startswith("#") for reference in references)


def test_ids_are_unique_and_lead_somewhere(page: str) -> None:
    ids = [attributes["id"] for _, attributes in Outline(page).elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:href="|url\()#([\w-]+)', page)) <= set(ids)


def test_every_chart_is_told_in_words_and_has_a_table_beside_it(page: str) -> None:
    elements = Outline(page).elements
    charts = [attributes for tag, attributes in elements if tag == "svg"]
    assert charts and all(chart["role"] == "img" and chart["aria-labelledby"] for chart in charts)
    assert all(f'<title id="{chart["aria-labelledby"]}">' in page for chart in charts)
    sections = page.split("<section>")
    assert all("<table" in section for section in sections if "<svg" in section)


def test_headings_descend_by_one_and_the_language_is_said(page: str) -> None:
    elements = Outline(page).elements
    levels = [int(tag[1]) for tag, _ in elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert dict(elements[0][1])["lang"] == "en-US"
    assert all(attributes.get("scope") in {"col", "row"} for tag, attributes in elements if tag == "th")


def test_an_seus_report_holds_what_an_auditor_asks(press: SeuReport, words: ReportWords) -> None:
    page = seu_page(press, words, NOW)
    told = press.account.performance
    for fact in (
        words.amount(told.actual, "kWh"),
        words.amount(told.expected, "kWh"),
        words.amount(told.uncertainty, "kWh"),
        words.number(told.enpi, 4),
        "of the model only",
        "DOE SEP",
        "CalTRACK",
        press.account.baseline.fingerprint,
        "3 (record 17)",
        "2025-03-14",
        "No readings",
        "Left out by an adjustment",
        "strike &lt;of the smiths&gt;",
        "Ada",
        "90.0\N{NO-BREAK SPACE}% meter",
        "numpy 2.0",
    ):
        assert fact in page, fact


def test_the_plants_report_names_who_has_no_baseline(plant: PlantReport, words: ReportWords) -> None:
    page = plant_page(plant, words, NOW)
    for fact in ("Kiln (natural gas)", "no baseline yet", "1,234.50", "Mill"):
        assert fact in page, fact


def test_names_are_text(press: SeuReport, words: ReportWords) -> None:
    page = seu_page(press, words, NOW)
    assert "Press &lt;1&gt; &amp; Co" in page and "Press <1>" not in page
    assert tag("p", "<b>", tag("b", "&")) == "<p>&lt;b&gt;<b>&amp;</b></p>"
    assert "&lt;i&gt;" in table("<i>", ["a"], [["b"]])


def test_the_same_report_is_the_same_file(press: SeuReport, words: ReportWords) -> None:
    assert seu_page(press, words, NOW) == seu_page(press, words, NOW)


def test_numbers_are_written_as_the_language_writes_them(words: ReportWords) -> None:
    assert words.number(1234567.891) == "1,234,568"
    assert words.number(-0.00012345) == "−0.0001234"
    assert words.number(-0.0, 2) == "0.00"
    assert words.number(float("nan")) == words.number(None) == "–"


def test_every_code_has_its_words(words: ReportWords) -> None:
    assert set(words.codes["warning"]) >= set(WARNINGS)
    assert set(words.codes["rule_set"]) >= set(rules.RULE_SETS)
    assert {rule.name for each in rules.RULE_SETS.values() for rule in each} <= set(words.codes["rule"])
    assert set(words.codes["not_compared"]) <= set(REFUSALS)
