"""What an auditor asks of a baseline: the model, the data behind it, the adjustments, the method."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from skill_enms.figures import SeuReport
from skill_enms.report.markup import Markup, definitions, table, tag
from skill_enms.report.page import section
from skill_enms.report.words import ReportWords
from skill_enms.results import Fit


def baseline_section(report: SeuReport, words: ReportWords) -> Markup:
    """The model with its figures, and how it does by its rule set."""
    baseline, verdict = report.account.baseline, report.verdict
    fit = baseline.fit
    about = [
        (words("version"), words("version_of", version=str(baseline.version), id=str(baseline.id))),
        (words("trained"), words("trained_at", time=baseline.trained_at.strftime("%Y-%m-%d %H:%M UTC"))),
        (
            words("baseline_period"),
            words("period", first=words.day(baseline.start), last=words.day(baseline.end - timedelta(days=1))),
        ),
        (words("model"), _formula(fit, baseline.unit, words)),
        ("R²", words.number(fit.r_squared, 4)),
        (words("adj_r_squared"), words.number(fit.adj_r_squared, 4)),
        ("CV(RMSE)", words.percent(100 * fit.cv_rmse)),
        (words("trained_days_used"), str(fit.n)),
        (words("autocorrelation"), words.number(fit.lag1, 3)),
        (words("fingerprint"), tag("code", baseline.fingerprint)),
        (words("computed_with"), ", ".join(f"{name} {version}" for name, version in baseline.library_versions.items())),
    ]
    rows = (
        []
        if fit.intercept is None
        else [_term(words("intercept"), fit.intercept, fit.intercept_std_error, fit.intercept_p_value, words)]
    )
    rows += [
        _term(name.replace("_", " "), value, fit.std_errors[name], fit.p_values[name], words)
        for name, value in fit.coefficients.items()
    ]
    heads = [words(name) for name in ("term", "coefficient", "std_error", "p_value")]
    checks = [
        [
            words.code("rule", check.rule) + (f": {check.driver.replace('_', ' ')}" if check.driver else ""),
            words.number(check.value, 4),
            words.number(check.limit, 4),
            words("met" if check.passed else "not_met"),
        ]
        for check in verdict.checks
    ]
    rule_set = words.code("rule_set", verdict.rule_set)
    judged = tag("p", words("accepted" if verdict.accepted else "not_accepted", rule_set=rule_set))
    return section(
        words("baseline"),
        definitions(about),
        table(words("coefficients", unit=baseline.unit), heads, rows),
        judged,
        table(
            words("rules", rule_set=rule_set), [words(name) for name in ("rule", "value", "limit", "outcome")], checks
        ),
        _warned(words("baseline_warnings"), [warning.code for warning in baseline.warnings], words),
    )


def data_section(report: SeuReport, words: ReportWords) -> Markup:
    """Days used and dropped, where the readings come from, and what was adjusted."""
    account, baseline = report.account, report.account.baseline
    causes = dict.fromkeys([*account.days_dropped, *baseline.days_dropped])
    rows = [[words("calendar_days"), str(account.period.days), str((baseline.end - baseline.start).days)]]
    rows.append([words("days_used"), str(account.performance.n_days), str(baseline.fit.n)])
    rows += [
        [
            words.code("dropped", cause),
            str(account.days_dropped.get(cause, 0)),
            str(baseline.days_dropped.get(cause, 0)),
        ]
        for cause in causes
    ]
    heads = [words("days"), words("compared_period"), words("baseline_period")]
    sources = [
        (words("sources_compared"), _shares(account.data_sources, words)),
        (words("sources_trained"), _shares(baseline.data_sources, words)),
    ]
    return section(
        words("data"),
        table(words("days_table"), heads, rows),
        definitions(sources),
        _warned(words("findings"), [each.code for each in (*account.performance.warnings, *account.findings)], words),
        _adjusted(report, words),
    )


def method_section(report: SeuReport, words: ReportWords) -> Markup:
    """How everything was worked out, and what the uncertainty leaves out."""
    made_of = [
        (
            name.replace("_", " "),
            ", ".join(f"{key} {_told(value)}" for key, value in definition.items() if value not in (None, {})),
        )
        for name, definition in report.account.baseline.definitions.items()
    ]
    return section(
        words("method"),
        [tag("p", words(name)) for name in ("method_model", "method_uncertainty", "method_cusum", "method_days")],
        tag("h3", words("driver_definitions")),
        definitions(made_of),
    )


def _adjusted(report: SeuReport, words: ReportWords) -> Markup:
    adjustments = report.account.adjustments
    if not adjustments:
        return tag("p", words("no_adjustments"))
    rows = [
        [
            words("period", first=words.day(one.start), last=words.day(one.end - timedelta(days=1))),
            words("left_out") if one.amount_per_day is None else words.amount(one.amount_per_day, report.source.unit),
            one.reason or "–",
            one.author,
            one.created_at.strftime("%Y-%m-%d"),
        ]
        for one in adjustments
    ]
    heads = [words(name) for name in ("days", "adjusted_by", "reason", "author", "date")]
    return table(words("adjustments"), heads, rows)


def _warned(heading: str, codes: list[str], words: ReportWords) -> Markup:
    if not codes:
        return tag("p", f"{heading}: {words('none')}")
    return tag("div", tag("p", heading), tag("ul", [tag("li", words.code("warning", code)) for code in codes]))


def _formula(fit: Fit, unit: str, words: ReportWords) -> str:
    terms = [] if fit.intercept is None else [words.number(fit.intercept)]
    terms += [f"{words.number(value)} × {name.replace('_', ' ')}" for name, value in fit.coefficients.items()]
    return f"{words('per_day', unit=unit)} = " + " + ".join(terms).replace("+ −", "− ")


def _term(name: str, value: float, error: float | None, p_value: float | None, words: ReportWords) -> list[str]:
    small = p_value is not None and p_value < 0.0001
    return [
        name,
        words.number(value),
        words.number(error),
        f"< {words.number(0.0001, 4)}" if small else words.number(p_value, 4),
    ]


def _shares(shares: Mapping[str, float], words: ReportWords) -> str:
    told = [f"{words.percent(100 * share)} {words.code('source', source)}" for source, share in shares.items()]
    return ", ".join(told) or words("none")


def _told(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {inner}" for key, inner in value.items())
    return str(value)
