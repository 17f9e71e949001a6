"""Sets of drivers against each other, as it is said."""

from __future__ import annotations

from collections.abc import Sequence

from skill_enms.answers import ComparedDrivers
from skill_enms.findings import ComparedSet, Comparison
from skill_enms.speech.numbers import per_cent, shares, spoken
from skill_enms.speech.phrases import Listing, Phrase, Value
from skill_enms.speech.words import Words, features_listing


def compared_phrases(result: ComparedDrivers, words: Words) -> list[Phrase]:
    """What each set reaches, what the extra drivers buy, and which one to take."""
    comparison = result.comparison
    return [_reached(comparison.sets, words), _preferred(comparison, words)]


def _reached(sets: Sequence[ComparedSet], words: Words) -> Phrase:
    """All sets in one sentence."""
    names = [_set(each, words) for each in sets]
    fits = [spoken(fit) for fit in shares(*(each.fit.adj_r_squared for each in sets))]
    errors = [per_cent(each.fit.cv_rmse) for each in sets]
    if len(sets) == 2:
        slots: dict[str, Value] = {}
        for place, name, fit, error in zip(("first", "second"), names, fits, errors, strict=True):
            slots |= {place: name, f"{place}_r_squared": fit, f"{place}_cv_rmse": error}
        return Phrase("compared_two", slots)
    each = [
        Phrase("compared_each", {"drivers": name, "r_squared": fit, "cv_rmse": error})
        for name, fit, error in zip(names, fits, errors, strict=True)
    ]
    return Phrase("compared_several", {"sets": Listing(each)})


def _preferred(comparison: Comparison, words: Words) -> Phrase:
    preferred = comparison.sets[comparison.preferred]
    slots: dict[str, Value] = {"preferred": _set(preferred, words)}
    extra = comparison.extra
    if extra is None:
        return Phrase("compared_preferred", slots)
    slots["added"] = features_listing(extra.added, words)
    if set(extra.added) <= set(preferred.drivers) and extra.cv_rmse_drop > 0:
        return Phrase("compared_worth_it", {**slots, "points": per_cent(extra.cv_rmse_drop)})
    return Phrase("compared_not_worth_it", slots)


def _set(each: ComparedSet, words: Words) -> Value:
    if len(each.drivers) == 1:
        return Phrase("drivers_alone", {"driver": words.feature(each.drivers[0])})
    return features_listing(each.drivers, words)
