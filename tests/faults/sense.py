"""What must hold of anything that an utterance is understood as, however strange it was."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from skill_enms.catalogue import Catalogue
from skill_enms.events import question_data, refusal_data, request_data
from skill_enms.reasons import REFUSALS
from skill_enms.requests import Request, TrainBaseline, Understood
from skill_enms.understand.reading import (
    INTENTS,
    agreement,
    answer,
    concerns_us,
    follow_up,
    is_cancel,
    is_repeat,
    read,
)
from skill_enms.understand.situation import Situation
from skill_enms.understand.words.lexicon import Lexicon

TODAY = date(2026, 11, 23)
SECONDS = 0.2
"""No utterance may keep the skill busy for longer."""

T = TypeVar("T")

NEEDED: dict[str, tuple[str, ...]] = {
    "train_baseline": ("seu", "energy_source", "period"),
    "list_features": ("energy_source",),
    "data_sources": ("seu", "energy_source"),
    "describe_baseline": ("seu", "energy_source"),
    "predict_energy": ("seu", "energy_source", "conditions"),
    "compare_drivers": ("seu", "energy_source", "period"),
    "retrain_all": ("period",),
    "restore_baseline": ("seu", "energy_source"),
    "compare_baselines": ("seu", "energy_source"),
    "energy_performance": ("seu", "energy_source", "period"),
    "plant_performance": ("period",),
    "energy_drift": ("seu", "energy_source"),
    "ignore_period": ("seu", "energy_source", "period"),
}
"""What a request can't be carried out without."""


class Slowest:
    """Seconds of computing that the slowest call took, and for what."""

    def __init__(self) -> None:
        # What the tests before this one left is collected now, and not looked at again in somebody's utterance.
        gc.collect()
        gc.freeze()
        self.seconds = 0.0
        self.what = ""
        self.calls = 0

    def timed(self, what: str, utterance: str, call: Callable[[], T]) -> T:
        """Call it. The time counts that this thread computed, whatever else the machine does."""
        begun = time.thread_time()
        result = call()
        taken = time.thread_time() - begun
        self.calls += 1
        if taken > self.seconds:
            self.seconds, self.what = taken, f"{what}: {utterance[:80]!r} ({len(utterance)} characters)"
        return result


def try_all(
    utterance: str, catalogue: Catalogue, lexicon: Lexicon, slowest: Slowest, intents: Sequence[str] = INTENTS
) -> list[Understood]:
    """Understand an utterance in every way that the skill may be asked to; what it came to, each checked."""
    found = [each for intent in intents for each in _as(intent, utterance, catalogue, lexicon, slowest)]
    taken = slowest.timed("concerns us", utterance, lambda: concerns_us(utterance, catalogue, lexicon))
    assert taken is None or taken in INTENTS
    slowest.timed("is cancel", utterance, lambda: is_cancel(utterance, lexicon))
    slowest.timed("is repeat", utterance, lambda: is_repeat(utterance, lexicon))
    slowest.timed("agreement", utterance, lambda: agreement(utterance, lexicon))
    for understood in found:
        check(understood, catalogue)
    return found


def _as(intent: str, utterance: str, catalogue: Catalogue, lexicon: Lexicon, slowest: Slowest) -> Iterator[Understood]:
    """The utterance as one of that intent, as an answer to the question that it leads to, and as a follow-up to it."""
    situation = Situation(catalogue, lexicon, TODAY)
    understood = slowest.timed(intent, utterance, lambda: read(utterance, intent, situation))
    assert understood.request.intent in INTENTS
    yield understood
    question = understood.question
    if question is not None:
        what = f"answer {question.about}"
        answered = slowest.timed(what, utterance, lambda: answer(understood.request, question, utterance, situation))
        if answered is not None:
            yield answered
    followed = slowest.timed(
        f"follow up {intent}", utterance, lambda: follow_up(understood.request, utterance, situation)
    )
    if followed is not None:
        yield followed


def check(understood: Understood, catalogue: Catalogue) -> None:
    """Names are the plant's, periods are periods, and what would be carried out is complete."""
    request, question, refusal = understood.request, understood.question, understood.refusal
    request_data(request)
    if refusal is not None:
        assert refusal.code in REFUSALS
        refusal_data(request.intent, refusal)
    if question is not None:
        question_data(request.intent, question)
    check_names(request, catalogue)
    if refusal is None and question is None:
        check_complete(request)


def check_names(request: Request, catalogue: Catalogue) -> None:
    """Everything named is in the catalogue."""
    seu, source = getattr(request, "seu", None), getattr(request, "energy_source", None)
    assert seu is None or seu in catalogue.seus
    assert source is None or source in {known.name for known in catalogue.energy_sources}
    features = [*(getattr(request, "features", None) or ()), *getattr(request, "conditions", {})]
    features += [name for names in getattr(request, "sets", ()) for name in names]
    known = {feature.name for feature in catalogue.features}
    assert known.issuperset(features)
    period = getattr(request, "period", None)
    assert period is None or (period.start < period.end and period.start.year > 1800 and period.end.year < 2300)


def check_complete(request: Request) -> None:
    """A request that would be carried out has all that it needs."""
    for piece in NEEDED.get(request.intent, ()):
        assert getattr(request, piece), (piece, request)
    seu, source = getattr(request, "seu", None), getattr(request, "energy_source", None)
    assert seu is None or source is None or source == seu.energy_source
    if isinstance(request, TrainBaseline):
        assert bool(request.features) != request.choose, request


def acting(found: list[Understood]) -> list[Any]:
    """Requests that would be carried out and change something."""
    changing = {"train_baseline", "retrain_all", "restore_baseline", "ignore_period"}
    return [u.request for u in found if u.refusal is None and u.question is None and u.request.intent in changing]
