"""An expectation as it is said: under which conditions, how much, how sure, and whether it reaches too far."""

from __future__ import annotations

import math

from skill_enms.answers import PredictedEnergy
from skill_enms.speech.numbers import per_cent, signed
from skill_enms.speech.phrases import Listing, Phrase, Value
from skill_enms.speech.words import Words, driver_value, features_listing, seu_phrase


def predicted_phrases(result: PredictedEnergy, words: Words) -> list[Phrase]:
    """The expected energy of a day with its interval, then what makes it doubtful."""
    baseline, prediction = result.baseline, result.prediction
    conditions = [
        Phrase("condition", {"driver": words.feature(driver), "value": signed(value)})
        for driver, value in result.conditions.items()
    ]
    slots: dict[str, Value] = {
        "conditions": Listing(conditions),
        "seu": seu_phrase(baseline.seu, baseline.energy_source, words),
        "energy": signed(prediction.energy),
        "unit": words.unit(baseline.unit),
    }
    phrases = [Phrase("predicted_bare", slots)]
    if math.isfinite(prediction.high):
        slots |= {"confidence": per_cent(prediction.confidence), "high": signed(prediction.high)}
        phrases = [Phrase("predicted_at_most", slots)]
        if prediction.low > 0:
            phrases = [Phrase("predicted", {**slots, "low": signed(prediction.low)})]
    if prediction.outside:
        phrases.append(Phrase("predicted_outside", {"ranges": _ranges(result, words)}))
    if result.unused:
        phrases.append(Phrase("predicted_unused", {"features": features_listing(result.unused, words)}))
    return phrases


def _ranges(result: PredictedEnergy, words: Words) -> Listing:
    """What was trained on, for the drivers that lie outside of it."""
    ranges = result.baseline.fit.ranges
    return Listing(
        [
            Phrase(
                "trained_range",
                {
                    "driver": driver_value(driver, words),
                    "low": signed(ranges[driver][0]),
                    "high": signed(ranges[driver][1]),
                },
            )
            for driver in result.prediction.outside
        ]
    )
