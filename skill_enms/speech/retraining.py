"""A retraining of all baselines as it is said: how far it is, and one summary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from skill_enms.answers import NotRetrained, RetrainedAll
from skill_enms.catalogue import Seu
from skill_enms.history import StoredBaseline
from skill_enms.speech.numbers import share
from skill_enms.speech.periods import period_phrase
from skill_enms.speech.phrases import Listing, Phrase, Value
from skill_enms.speech.reasons import refusal_phrase
from skill_enms.speech.words import Words, seu_phrase

MOST_NAMED = 5


def progress_phrase(done: int, total: int) -> Phrase:
    """How far it is."""
    return Phrase("retrained_so_far", {"done": done, "total": total})


def retrained_phrases(result: RetrainedAll, words: Words) -> list[Phrase]:
    """How many were trained and how well, then those that were not, and why; what may be offered comes last."""
    phrases = [_summary(result, words)]
    if result.failed and not result.cancelled:
        phrases.append(Phrase("retrained_failed", {"seus": _left(result.failed, words)}))
        phrases.append(_why(result.failed, words))
    if result.without_baseline:
        phrases.append(Phrase("retrained_without", {"seus": _seus(result.without_baseline, words)}))
    if result.worse:
        phrases.append(Phrase("retrained_worse", {"seus": _left(result.worse, words)}))
    return phrases


def _summary(result: RetrainedAll, words: Words) -> Phrase:
    count = len(result.trained)
    total = count + len(result.failed) + len(result.worse)
    slots: dict[str, Value] = {"period": period_phrase(result.period), "count": count, "total": total}
    if result.cancelled:
        return Phrase("retrained_stopped", slots)
    if not count:
        return Phrase("retrained_none", slots)
    if count == total == 1:
        only = result.trained[0]
        return Phrase("retrained_one", {**slots, "seu": _seu(only, words), "r_squared": share(only.fit.r_squared)})
    ranked = sorted(result.trained, key=lambda baseline: baseline.fit.r_squared)
    extremes: dict[str, Value] = {
        "weakest": _seu(ranked[0], words),
        "lowest": share(ranked[0].fit.r_squared),
        "strongest": _seu(ranked[-1], words),
        "highest": share(ranked[-1].fit.r_squared),
    }
    return Phrase("retrained_all" if count == total else "retrained_some", {**slots, **extremes})


def _why(failed: Sequence[NotRetrained], words: Words) -> Phrase:
    """The reason of all; where there are several, how to hear each."""
    reasons = {one.reason.code for one in failed}
    return refusal_phrase(failed[0].reason, words) if len(reasons) == 1 else Phrase("retrained_failed_variously")


def _seu(baseline: StoredBaseline, words: Words) -> Value:
    return seu_phrase(baseline.seu, baseline.energy_source, words)


def _left(each: Iterable[NotRetrained], words: Words) -> Listing:
    return _seus((one.seu for one in each), words)


def _seus(seus: Iterable[Seu], words: Words) -> Listing:
    return Listing([seu_phrase(seu.name, seu.energy_source, words) for seu in seus], most=MOST_NAMED)
