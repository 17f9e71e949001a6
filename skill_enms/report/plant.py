"""The report on the plant: every SEU against its baseline, by energy source and in total."""

from __future__ import annotations

from datetime import datetime, timedelta

from skill_enms.figures import PerformanceReport, PlantAccount, PlantReport
from skill_enms.report import charts
from skill_enms.report.markup import Markup, table, tag
from skill_enms.report.page import page, section
from skill_enms.report.words import ReportWords


def plant_page(report: PlantReport, words: ReportWords, made: datetime) -> str:
    """The report as one HTML document. `made`: when, with its zone."""
    found = report.performance
    period = words("period", first=words.day(found.period.start), last=words.day(found.period.end - timedelta(days=1)))
    return page(
        words,
        words("plant_title"),
        period,
        [
            _totals(found, words),
            _ranking(found, words),
            _not_compared(found, words),
            section(words("method"), [tag("p", words(name)) for name in ("method_model", "method_uncertainty")]),
            tag("footer", tag("p", words("made", time=f"{made:%Y-%m-%d %H:%M}", zone=str(made.tzinfo)))),
        ],
    )


def _totals(found: PlantAccount, words: ReportWords) -> Markup:
    if not found.totals:
        return section(words("summary"), tag("p", words("plant_none"), class_="verdict"))
    rows = [
        [
            total.energy_source.replace("_", " "),
            str(total.n_seus),
            *(words.amount(value, total.unit) for value in (total.actual, total.expected, total.difference)),
            words.percent(total.percent),
            f"± {words.amount(total.uncertainty, total.unit)}",
            words.number(total.cost_difference, 2),
            words.number(total.carbon_difference),
        ]
        for total in found.totals
    ]
    names = ("energy_source", "n_seus", "actual", "expected", "difference", "percent", "uncertainty", "cost", "carbon")
    elsewhere = ", ".join(seu.name for seu in found.counted_elsewhere)
    return section(
        words("summary"),
        tag("p", _verdict(found, words), class_="verdict"),
        table(words("plant_totals"), [words(name) for name in names], rows),
        tag("p", words("counted_elsewhere", seus=elsewhere)) if elsewhere else "",
        *(
            tag("p", words("counted_twice", one=one.replace("_", " "), other=other.replace("_", " ")))
            for one, other in found.counted_twice
        ),
        tag("p", words("model_uncertainty_only")),
    )


def _verdict(found: PlantAccount, words: ReportWords) -> str:
    """What all differences together are worth; by energy source only, where a price or carbon intensity is missing."""
    told = []
    for name, value, decimals in (("cost", found.cost_difference, 2), ("carbon", found.carbon_difference, None)):
        way = "unknown" if value is None else "more" if value > 0 else "less"
        told.append(words(f"plant_{name}_{way}", amount=words.number(abs(value or 0.0), decimals)))
    return " ".join(told)


def _ranking(found: PlantAccount, words: ReportWords) -> Markup:
    if not found.seus:
        return Markup("")
    known = [each for each in found.seus if each.performance.improvement_percent is not None]
    names = [_name(each) for each in found.seus]
    parts: list[Markup] = []
    if known:
        percent = [-float(each.performance.improvement_percent or 0.0) for each in known]
        errors = [100 * each.performance.uncertainty / each.performance.expected for each in known]
        slots = {
            "first": f"{_name(known[0])}, {words.percent(percent[0])}",
            "last": f"{_name(known[-1])}, {words.percent(percent[-1])}",
        }
        draw = charts.bars([_name(each) for each in known], percent, errors)
        axis = charts.Axis("", words("ranking_axis"))
        parts.append(
            charts.figure(
                "ranking", words("ranking_alt", **slots), words("ranking_caption"), axis, draw, rows=len(known)
            )
        )
    rows = [[name, *_cells(each, words)] for name, each in zip(names, found.seus, strict=True)]
    heads = [
        words(name)
        for name in ("seu", "actual", "expected", "difference", "percent", "uncertainty", "cost", "carbon", "outcome")
    ]
    return section(words("plant_ranking"), parts, table(words("plant_ranking"), heads, rows))


def _cells(each: PerformanceReport, words: ReportWords) -> list[str]:
    told, unit = each.performance, each.baseline.unit
    outcome = "within" if told.within_uncertainty else "more" if told.difference > 0 else "less"
    return [
        *(words.amount(value, unit) for value in (told.actual, told.expected, told.difference)),
        words.percent(None if told.improvement_percent is None else -told.improvement_percent),
        f"± {words.amount(told.uncertainty, unit)}",
        words.number(each.cost_difference, 2),
        words.number(each.carbon_difference),
        words(f"outcome_{outcome}"),
    ]


def _not_compared(found: PlantAccount, words: ReportWords) -> Markup:
    if not found.not_compared:
        return Markup("")
    rows = [
        [f"{one.seu.name} ({one.seu.energy_source.replace('_', ' ')})", words.code("not_compared", one.reason.code)]
        for one in found.not_compared
    ]
    return section(words("not_compared"), table(words("not_compared"), [words("seu"), words("why")], rows))


def _name(each: PerformanceReport) -> str:
    return f"{each.baseline.seu} ({each.baseline.energy_source.replace('_', ' ')})"
