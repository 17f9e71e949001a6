"""A trained baseline as it is said: days and period, R², the formula, how its drivers were chosen, what to mind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from skill_enms.answers import BaselineChange, RestoredBaseline, TrainedBaseline
from skill_enms.findings import ChangePoint, Choice
from skill_enms.history import StoredBaseline
from skill_enms.reasons import FAULTS, Reason, foremost
from skill_enms.requests import Period
from skill_enms.results import Fit
from skill_enms.speech.left_out import left_out_phrases
from skill_enms.speech.numbers import per_cent, scaled, share, shares, signed, significant
from skill_enms.speech.periods import period_phrase
from skill_enms.speech.phrases import Listing, Phrase, Run, Value
from skill_enms.speech.reasons import counted, warning_phrase
from skill_enms.speech.words import Words, driver_value, features_listing, seu_phrase

_ROUNDING = 1e-12
"""Part of the mean below which an intercept is what floating point left of a zero."""


def trained_phrases(result: TrainedBaseline, words: Words) -> list[Phrase]:
    """The answer to a training: one phrase a sentence group, the warning that matters most at the end."""
    baseline = result.baseline
    dropped = (baseline.end - baseline.start).days - baseline.n_days
    phrases = [
        Phrase(
            "baseline_trained_partly" if dropped else "baseline_trained",
            {
                "dropped": dropped,
                "seu": seu_phrase(baseline.seu, baseline.energy_source, words),
                "days": baseline.n_days,
                "period": baseline_period(baseline),
                "r_squared": share(baseline.fit.r_squared),
                "formula": formula_phrase(baseline.fit, baseline.unit, words),
            },
        )
    ]
    phrases += left_out_phrases(baseline)
    if result.choice is not None:
        phrases.append(_chosen_phrase(result.choice, words))
    if len(result.forms) > 1:
        phrases.append(_bent_phrase(result.forms, words, taken=result.choice is None))
    return phrases + [warning_phrase(reason, words) for reason in _worth_saying(baseline.warnings)]


def _worth_saying(warnings: Sequence[Reason]) -> list[Reason]:
    """The weightiest warning; and where that is of wild days, the fault of the readings that may have made them so."""
    first = foremost(warnings)
    if first is None or first.code != "failing_for_few_days":
        return [] if first is None else [first]
    fault = foremost(reason for reason in warnings if reason.code in FAULTS)
    return [first] if fault is None else [first, fault]


def restored_phrases(result: RestoredBaseline, words: Words) -> list[Phrase]:
    """Which version is active again."""
    baseline = result.baseline
    slots: dict[str, Value] = {
        "seu": seu_phrase(baseline.seu, baseline.energy_source, words),
        "version": baseline.version,
        "period": baseline_period(baseline),
        "drivers": features_listing(baseline.fit.drivers, words),
        "r_squared": share(baseline.fit.r_squared),
    }
    return [Phrase("baseline_restored", slots), Phrase("baseline_kept", {"version": result.replaced.version})]


def changed_phrases(result: BaselineChange, words: Words) -> list[Phrase]:
    """What the active baseline has that the version before it had not."""
    now, before = result.baseline, result.before
    period: dict[str, Value] = {"period": baseline_period(now)}
    drivers: dict[str, Value] = {"drivers": features_listing(now.fit.drivers, words)}
    same_period = (now.start, now.end) == (before.start, before.end)
    same_drivers = set(now.fit.drivers) == set(before.fit.drivers)
    return [
        Phrase(
            "baseline_changed",
            {
                "version": now.version,
                "seu": seu_phrase(now.seu, now.energy_source, words),
                "period": Phrase("changed_period_not", period)
                if same_period
                else Phrase("changed_period", {**period, "before": baseline_period(before)}),
                "drivers": Phrase("changed_drivers_not")
                if same_drivers
                else Phrase("changed_drivers", {**drivers, "before": features_listing(before.fit.drivers, words)}),
            },
        ),
        _changed_quality(now.fit, before.fit),
    ]


def _changed_quality(now: Fit, before: Fit) -> Phrase:
    r_squared, r_squared_before = shares(now.r_squared, before.r_squared)
    error, error_before = per_cent(now.cv_rmse), per_cent(before.cv_rmse)
    slots: dict[str, Value] = {"r_squared": r_squared, "cv_rmse": error}
    if (r_squared, error) == (r_squared_before, error_before):
        return Phrase("changed_quality_not", slots)
    return Phrase("changed_quality", {**slots, "before_r_squared": r_squared_before, "before_cv_rmse": error_before})


def baseline_period(baseline: StoredBaseline) -> Phrase:
    """The period that a baseline was trained on."""
    return period_phrase(Period(baseline.start, baseline.end))


def formula_phrase(fit: Fit, unit: str, words: Words) -> Phrase:
    """ "Energy in kilowatt hours per day equals 212 plus 0.0071 times production count"."""
    terms: list[Value] = []
    if fit.intercept is not None and abs(fit.intercept) > _ROUNDING * abs(fit.target_mean):
        sign = "formula_minus_constant" if fit.intercept < 0 else "formula_constant"
        terms.append(Phrase(sign, {"value": significant(abs(fit.intercept))}))
    terms.extend(
        _term(coefficient, driver_value(driver, words), is_first=not terms and index == 0)
        for index, (driver, coefficient) in enumerate(fit.coefficients.items())
    )
    return Phrase("formula", {"unit": words.unit(unit), "terms": Run(terms)})


def _term(coefficient: float, driver: Value, *, is_first: bool) -> Phrase:
    part = scaled(coefficient)
    sign = "minus" if part.negative else "plus"
    place = "first" if is_first and not part.negative else sign
    dialog = f"formula_{place}_term" if not part.scale else f"formula_{place}_term_scaled"
    data: dict[str, Value] = {"coefficient": significant(part.value), "driver": driver}
    if part.scale:
        data["scale"] = Phrase(f"scale_{part.scale}")
    return Phrase(dialog, data)


def _chosen_phrase(choice: Choice, words: Words) -> Phrase:
    """What was chosen, out of how much, and what came next to it."""
    slots: dict[str, Value] = {
        "count": counted("driver", len(choice.features_tried)),
        "drivers": drivers_listing(choice.drivers, choice.bases, words),
    }
    if not choice.runner_up or choice.runner_up_adj_r_squared is None:
        return Phrase("baseline_chosen", slots)
    r_squared, runner_up = shares(choice.adj_r_squared, choice.runner_up_adj_r_squared)
    slots |= {
        "sets": choice.sets_tried,
        "runner_up": features_listing(choice.runner_up, words),
        "r_squared": r_squared,
    }
    if r_squared == runner_up:
        return Phrase("baseline_chosen_of_equals", slots)
    return Phrase("baseline_chosen_of_two", {**slots, "runner_up_r_squared": runner_up})


def _bent_phrase(forms: Sequence[ChangePoint], words: Words, *, taken: bool) -> Phrase:
    """Which form was chosen, and which came next to it; or that none does better than what was chosen."""
    chosen, runner_up = (_form(form) for form in forms[:2])
    driver = words.feature(forms[0].driver)
    if not taken:
        return Phrase("baseline_unbent", {"count": len(forms), "driver": driver})
    return Phrase("baseline_bent", {"count": len(forms), "driver": driver, "form": chosen, "runner_up": runner_up})


def _form(form: ChangePoint) -> Phrase:
    slots: dict[str, Value] = dict(zip(("point", "second"), map(signed, form.points), strict=False))
    return Phrase(f"form_{form.model.lower()}", slots)


def drivers_listing(drivers: tuple[str, ...], bases: Mapping[str, float], words: Words) -> Listing:
    """Drivers, those with a base temperature of their own with it."""
    return Listing(
        [
            Phrase("driver_at_base", {"driver": words.feature(name), "base": signed(bases[name])})
            if name in bases
            else words.feature(name)
            for name in drivers
        ]
    )
