"""A baseline described: how good it is and what it rests on, short first, in full on request."""

from __future__ import annotations

from collections.abc import Mapping

from skill_enms.answers import DescribedBaseline
from skill_enms.findings import Verdict
from skill_enms.history import StoredBaseline
from skill_enms.speech.baselines import baseline_period, formula_phrase
from skill_enms.speech.left_out import left_out_listing
from skill_enms.speech.numbers import per_cent, share, signed, spoken
from skill_enms.speech.periods import date_phrase
from skill_enms.speech.phrases import Listing, Phrase, Value
from skill_enms.speech.reasons import rule_phrase, sources_phrase, warning_phrase
from skill_enms.speech.words import Words, driver_value, features_listing, seu_phrase

SAID_BY_NUMBER = frozenset({"rule_set_failed", "days_dropped", "mixed_data_sources"})
"""Warnings that the details tell by themselves."""


def described_phrases(result: DescribedBaseline, words: Words) -> list[Phrase]:
    """How good, and by what, or its formula; all of it, with days, readings and warnings, where that is wanted."""
    baseline, quality = result.baseline, _quality(result, words)
    if result.details:
        return [quality, _strengths(baseline, words), *_details(baseline, result.verdict, words)]
    if result.formula:
        return [_formula(baseline, words), quality, Phrase("described_more")]
    return [quality, _strengths(baseline, words), Phrase("described_more")]


def _formula(baseline: StoredBaseline, words: Words) -> Phrase:
    return Phrase("described_formula", {"formula": formula_phrase(baseline.fit, baseline.unit, words)})


def _quality(result: DescribedBaseline, words: Words) -> Phrase:
    baseline = result.baseline
    verdict = "verdict_met" if result.verdict.accepted else "verdict_failed"
    return Phrase(
        "described",
        {
            "seu": seu_phrase(baseline.seu, baseline.energy_source, words),
            "r_squared": share(baseline.fit.r_squared),
            "cv_rmse": per_cent(baseline.fit.cv_rmse),
            "days": baseline.n_days,
            "period": baseline_period(baseline),
            "verdict": Phrase(verdict, {"rule_set": Phrase(f"rule_set_{result.verdict.rule_set}")}),
        },
    )


def _strengths(baseline: StoredBaseline, words: Words) -> Phrase:
    """The drivers in the order of their standardised effect."""
    effect = baseline.fit.standardised
    first, *others = sorted(baseline.fit.drivers, key=lambda driver: -abs(effect[driver]))
    if not others:
        return Phrase("described_driver", {"driver": driver_value(first, words)})
    return Phrase(
        "described_drivers", {"strongest": driver_value(first, words), "others": features_listing(others, words)}
    )


def _details(baseline: StoredBaseline, verdict: Verdict, words: Words) -> list[Phrase]:
    fit = baseline.fit
    adjusted: dict[str, Value] = {"adj_r_squared": spoken(share(fit.adj_r_squared))}
    count = len(fit.drivers)
    return [
        _formula(baseline, words),
        *_bases(baseline, words),
        Phrase("described_adjusted_one", adjusted)
        if count == 1
        else Phrase("described_adjusted", {**adjusted, "count": count}),
        _verdict(verdict, words),
        _days(baseline),
        Phrase("described_sources", {"sources": sources_phrase(baseline.data_sources)}),
        _origin(baseline),
        *(warning_phrase(reason, words) for reason in baseline.warnings if reason.code not in SAID_BY_NUMBER),
    ]


def _bases(baseline: StoredBaseline, words: Words) -> list[Phrase]:
    """The base temperatures of its degree days, which may be its own."""
    stored = {driver: baseline.definitions.get(driver, {}).get("parameters") for driver in baseline.fit.drivers}
    bases = {
        driver: found["base"] for driver, found in stored.items() if isinstance(found, Mapping) and "base" in found
    }
    each = [
        Phrase("base_of", {"driver": words.feature(driver), "base": signed(float(str(base)))})
        for driver, base in bases.items()
    ]
    return [Phrase("described_bases", {"bases": Listing(each)})] if each else []


def _verdict(verdict: Verdict, words: Words) -> Phrase:
    rule_set = Phrase(f"rule_set_{verdict.rule_set}")
    failed = [check for check in verdict.checks if not check.passed]
    if not failed:
        return Phrase("described_met", {"rule_set": rule_set})
    failures = Listing([rule_phrase(check.rule, check.driver, check.value, check.limit, words) for check in failed])
    return Phrase("described_failed", {"rule_set": rule_set, "failures": failures})


def _days(baseline: StoredBaseline) -> Phrase:
    calendar_days = (baseline.end - baseline.start).days
    slots: dict[str, Value] = {"days": baseline.n_days, "period": baseline_period(baseline)}
    if calendar_days == baseline.n_days:
        return Phrase("described_all_days", slots)
    dropped = left_out_listing(baseline.days_dropped)
    return Phrase("described_days", {**slots, "calendar_days": calendar_days, "dropped": dropped})


def _origin(baseline: StoredBaseline) -> Phrase:
    slots: dict[str, Value] = {"version": baseline.version, "date": date_phrase(baseline.trained_at.date())}
    if baseline.site in {"", "unknown"}:
        return Phrase("described_origin", slots)
    return Phrase("described_origin_at", {**slots, "site": baseline.site})
