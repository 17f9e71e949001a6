"""The report on one SEU: what was used against what its baseline expects, and how that was worked out."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from skill_enms.figures import SeuReport
from skill_enms.report import charts
from skill_enms.report.evidence import baseline_section, data_section, method_section
from skill_enms.report.markup import Markup, definitions, table, tag
from skill_enms.report.page import details, page, section
from skill_enms.report.words import ReportWords

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]

_TWO_SIDED_95 = 1.96


def seu_page(report: SeuReport, words: ReportWords, made: datetime) -> str:
    """The report as one HTML document. `made`: when, with its zone."""
    account = report.account
    last = account.period.end - timedelta(days=1)
    period = words("period", first=words.day(account.period.start), last=words.day(last))
    zone = account.baseline.time_zone
    stamp = made.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
    return page(
        words,
        words("seu_title", seu=report.seu.name, energy_source=report.source.name),
        period,
        [
            _summary(report, words),
            _course(report, words),
            _residuals(report, words),
            _cusum(report, words),
            _scatter(report, words),
            baseline_section(report, words),
            data_section(report, words),
            method_section(report, words),
            section(words("every_day"), details(words("show_days"), _by_day(report, words))),
            tag("footer", tag("p", words("made", time=stamp, zone=zone))),
        ],
    )


def _summary(report: SeuReport, words: ReportWords) -> Markup:
    account, unit = report.account, report.source.unit
    told = account.performance
    verdict = "within" if told.within_uncertainty else "more" if told.difference > 0 else "less"
    rows = [
        (words("actual"), words.amount(told.actual, unit)),
        (words("expected"), words.amount(told.expected, unit)),
        (
            words("difference"),
            f"{words.amount(told.difference, unit)} ({words.percent(_percent(told.improvement_percent))})",
        ),
        (words("uncertainty"), f"± {words.amount(told.uncertainty, unit)}"),
        (words("enpi"), words.number(told.enpi, 4)),
        (words("cost_difference"), words.number(account.cost_difference, 2)),
        (words("carbon_difference"), words.amount(account.carbon_difference, "kg")),
        (words("days_compared"), words.number(told.n_days, 0)),
    ]
    sentence = words(
        f"verdict_{verdict}",
        difference=words.amount(abs(told.difference), unit),
        uncertainty=words.amount(told.uncertainty, unit),
        confidence=words.number(100 * told.confidence, 0),
    )
    return section(
        words("summary"),
        tag("p", sentence, class_="verdict"),
        definitions(rows),
        tag("p", words("model_uncertainty_only")),
    )


def _course(report: SeuReport, words: ReportWords) -> Markup:
    told, unit = report.account.performance, report.source.unit
    draw = charts.over_time(
        told.days,
        (told.daily_actual, charts.ACTUAL, "-", words("actual")),
        (told.daily_expected, charts.EXPECTED, "--", words("expected")),
    )
    description = words(
        "course_alt", actual=words.amount(told.actual, unit), expected=words.amount(told.expected, unit)
    )
    axis = charts.Axis(words("per_day", unit=unit))
    return section(
        words("course"),
        charts.figure("course", description, words("course_caption"), axis, draw),
        _by_month(report, words),
    )


def _by_month(report: SeuReport, words: ReportWords) -> Markup:
    told = report.account.performance
    days = zip(told.days, told.daily_actual, told.daily_expected, strict=True)
    rows = []
    for (year, month), group in groupby(days, key=lambda each: (each[0].year, each[0].month)):
        _, actual, expected = zip(*group, strict=True)
        rows.append(_compared(f"{year}-{month:02}", sum(actual), sum(expected), len(actual), words))
    return table(words("by_month", unit=report.source.unit), _heads("month", words), rows)


def _by_day(report: SeuReport, words: ReportWords) -> Markup:
    told = report.account.performance
    rows = [
        [words.day(day), *(words.number(value, 2) for value in (actual, expected, actual - expected, cusum))]
        for day, actual, expected, cusum in zip(
            told.days, told.daily_actual, told.daily_expected, told.cusum, strict=True
        )
    ]
    heads = [words(name) for name in ("day", "actual", "expected", "difference", "cusum")]
    return table(words("by_day", unit=report.source.unit), heads, rows)


def _heads(first: str, words: ReportWords) -> list[str]:
    return [words(name) for name in (first, "days_compared", "actual", "expected", "difference", "percent")]


def _compared(name: str, actual: float, expected: float, n_days: int, words: ReportWords) -> list[str]:
    percent = 100 * (actual - expected) / expected if expected else None
    numbers = [words.number(value) for value in (actual, expected, actual - expected)]
    return [name, str(n_days), *numbers, words.percent(percent)]


def _residuals(report: SeuReport, words: ReportWords) -> Markup:
    told, fit, unit = report.account.performance, report.account.baseline.fit, report.source.unit
    left = np.array(told.daily_actual) - np.array(told.daily_expected)
    band = _TWO_SIDED_95 * _spread(report)
    outside = int((np.abs(left) > band).sum())
    spread = float(left.std(ddof=1)) if len(left) > 1 else None
    slots = {
        "mean": words.amount(float(left.mean()), unit),
        "band": words.amount(band, unit),
        "outside": str(outside),
        "days": str(len(left)),
    }
    draw = charts.residuals(told.days, left, band, words("band"))
    chart = charts.figure(
        "residuals",
        words("residuals_alt", **slots),
        words("residuals_caption", **slots),
        charts.Axis(words("per_day", unit=unit)),
        draw,
    )
    rows = [
        [words("residual_mean"), words.amount(float(left.mean()), unit), words.amount(0.0, unit)],
        [words("residual_spread"), words.amount(spread, unit), words.amount(_spread(report), unit)],
        [words("residual_outside"), words.percent(100 * outside / len(left)), words.percent(5.0)],
    ]
    heads = [words("figure"), words("compared_days"), words("trained_days", days=str(fit.n))]
    return section(words("residuals"), chart, table(words("residuals_table"), heads, rows))


def _cusum(report: SeuReport, words: ReportWords) -> Markup:
    told, drift, unit = report.account.performance, report.drift, report.source.unit
    turns = [level.start for level in drift.levels[1:]]
    slots = {"total": words.amount(told.cusum[-1], unit), "turns": ", ".join(map(words.day, turns)) or words("none")}
    draw = charts.cumulated(told.days, told.cusum, turns, words("turning_point"))
    chart = charts.figure(
        "cusum", words("cusum_alt", **slots), words("cusum_caption"), charts.Axis(f"{words('cusum')} ({unit})"), draw
    )
    rate = words.percent(100 * drift.false_alarms_per_year)
    months = _cusum_by_month(report, words)
    if drift.alarm is None:
        return section(words("cusum"), chart, tag("p", words("no_drift", rate=rate)), months)
    rows = [
        [
            words.day(level.start),
            words.day(level.last),
            str(level.n_days),
            words.number(level.per_day),
            words("interval", low=words.number(level.low), high=words.number(level.high)),
        ]
        for level in drift.levels
    ]
    heads = [words(name) for name in ("level_start", "level_end", "days_compared", "per_day_over", "interval_90")]
    said = tag("p", words("drift", alarm=words.day(drift.alarm), rate=rate))
    return section(words("cusum"), chart, said, table(words("levels", unit=unit), heads, rows), months)


def _cusum_by_month(report: SeuReport, words: ReportWords) -> Markup:
    """Where the sum stood after the last day compared of each month."""
    told = report.account.performance
    ends = {f"{day.year}-{day.month:02}": value for day, value in zip(told.days, told.cusum, strict=True)}
    rows = [[month, words.number(value)] for month, value in ends.items()]
    return table(words("cusum_by_month", unit=report.source.unit), [words("month"), words("cusum")], rows)


def _scatter(report: SeuReport, words: ReportWords) -> Markup:
    """Against the driver that explains most; what the others explain is taken to be as on an average day."""
    fit = report.account.baseline.fit
    if not fit.drivers:
        return Markup("")
    main = max(fit.drivers, key=lambda driver: abs(fit.standardised[driver]))
    others = [driver for driver in fit.drivers if driver != main]

    def at_means(frame: pd.DataFrame) -> tuple[Floats, Floats]:
        values = frame[fit.target].to_numpy(dtype=float)
        for other in others:
            values = values - fit.coefficients[other] * (frame[other].to_numpy(dtype=float) - fit.means[other])
        return frame[main].to_numpy(dtype=float), values

    base = (fit.intercept or 0.0) + sum(fit.coefficients[one] * fit.means[one] for one in others)
    trained, watched = at_means(report.trained_on), at_means(report.days)
    ends = np.array([min(trained[0].min(), watched[0].min()), max(trained[0].max(), watched[0].max())])
    line = (ends, base + fit.coefficients[main] * ends)
    slots = {
        "driver": main.replace("_", " "),
        "slope": words.number(fit.coefficients[main]),
        "base": words.number(base),
        "r_squared": words.number(fit.r_squared, 3),
    }
    labels = (words("trained_days", days=str(fit.n)), words("compared_days"), words("fitted_line"))
    chart = charts.figure(
        "scatter",
        words("scatter_alt", **slots),
        words("scatter_caption_others" if others else "scatter_caption", **slots),
        charts.Axis(words("per_day", unit=report.source.unit), slots["driver"]),
        charts.scatter(trained, watched, line, labels),
    )
    rows = [
        [
            driver.replace("_", " "),
            *(words.number(value) for value in (*fit.ranges[driver], fit.means[driver])),
            words.number(float(report.days[driver].to_numpy(dtype=float).mean())),
            str(report.account.performance.days_outside.get(driver, 0)),
        ]
        for driver in fit.drivers
    ]
    heads = [words(name) for name in ("driver", "lowest", "highest", "mean_trained", "mean_compared", "days_outside")]
    return section(words("scatter"), chart, table(words("ranges"), heads, rows))


def _spread(report: SeuReport) -> float:
    """The baseline's residual standard deviation."""
    fit = report.account.baseline.fit
    degrees = fit.n - len(fit.drivers) - (fit.intercept is not None)
    return float(np.sqrt(fit.sse / degrees)) if degrees > 0 else float("nan")


def _percent(improvement: float | None) -> float | None:
    return None if improvement is None else -improvement
