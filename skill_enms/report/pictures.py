"""The one chart that says what an answer says, for a device with a screen."""

from __future__ import annotations

from dataclasses import dataclass

from skill_enms.answers import Result
from skill_enms.figures import DriftReport, PerformanceReport, PlantAccount
from skill_enms.report import charts
from skill_enms.report.words import ReportWords
from skill_enms.usage import EnergyUsed


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart and its words."""

    title: str
    """Whom it is about."""
    caption: str
    """What it shows."""
    png: bytes
    """The chart."""


def picture_of(result: Result, words: ReportWords) -> Picture | None:
    """Actual against expected, the CUSUM, the ranking or the days of a consumption; None for any other answer."""
    match result:
        case PerformanceReport():
            return _performance(result, words)
        case DriftReport():
            return _drift(result, words)
        case PlantAccount():
            return _plant(result, words)
        case EnergyUsed():
            return _use(result, words)
    return None


def _performance(result: PerformanceReport, words: ReportWords) -> Picture:
    told, unit = result.performance, result.baseline.unit
    caption = words("course_alt", actual=words.amount(told.actual, unit), expected=words.amount(told.expected, unit))
    style = "-" if len(told.days) > 1 else "o"
    draw = charts.over_time(
        told.days,
        (told.daily_actual, charts.ACTUAL, style, words("actual")),
        (told.daily_expected, charts.EXPECTED, "--" if len(told.days) > 1 else "x", words("expected")),
    )
    png = charts.bitmap(charts.Axis(words("per_day", unit=unit)), draw)
    return Picture(_title(result.baseline.seu, result.baseline.energy_source, words), caption, png)


def _drift(result: DriftReport, words: ReportWords) -> Picture | None:
    if result.course is None:
        return None
    unit, told = result.baseline.unit, result.course
    turns = [level.start for level in result.drift.levels[1:]]
    slots = {"total": words.amount(told.cusum[-1], unit), "turns": ", ".join(map(words.day, turns)) or words("none")}
    draw = charts.cumulated(told.days, told.cusum, turns, words("turning_point"))
    png = charts.bitmap(charts.Axis(f"{words('cusum')} ({unit})"), draw)
    return Picture(_title(result.baseline.seu, result.baseline.energy_source, words), words("cusum_alt", **slots), png)


def _plant(result: PlantAccount, words: ReportWords) -> Picture | None:
    known = [each for each in result.seus if each.performance.improvement_percent is not None]
    if not known:
        return None
    names = [f"{each.baseline.seu} ({each.baseline.energy_source.replace('_', ' ')})" for each in known]
    percent = [-float(each.performance.improvement_percent or 0.0) for each in known]
    errors = [100 * each.performance.uncertainty / each.performance.expected for each in known]
    first, last = (f"{names[place]}, {words.percent(percent[place])}" for place in (0, -1))
    png = charts.bitmap(charts.Axis("", words("ranking_axis")), charts.bars(names, percent, errors))
    return Picture(words("plant_title"), words("ranking_alt", first=first, last=last), png)


def _use(result: EnergyUsed, words: ReportWords) -> Picture | None:
    if len(result.daily) < 2:
        return None
    consumer = result.consumer
    days = list(result.daily)
    draw = charts.over_time(days, (list(result.daily.values()), charts.ACTUAL, "-", words("actual")))
    png = charts.bitmap(charts.Axis(words("per_day", unit=consumer.unit)), draw)
    amount = words.amount(float(result.total.amount), consumer.unit)
    title = f"{consumer.seu or words('plant')} ({consumer.energy_source.replace('_', ' ')})"
    return Picture(title, f"{words('actual')}: {amount}", png)


def _title(seu: str, energy_source: str, words: ReportWords) -> str:
    return words("seu_title", seu=seu, energy_source=energy_source.replace("_", " "))
