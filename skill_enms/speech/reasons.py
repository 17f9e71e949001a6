"""Reasons as they are said: a refusal's or a warning's code is its dialog's name, its data fills the slots."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import cast

from skill_enms.reasons import Reason
from skill_enms.requests import Period
from skill_enms.speech.intervals import interval_phrase
from skill_enms.speech.numbers import per_cent, share, signed
from skill_enms.speech.periods import date_phrase, period_phrase
from skill_enms.speech.phrases import Listing, Phrase, Value
from skill_enms.speech.words import Words, driver_value, features_listing, seu_phrase, sources_listing


def refusal_phrase(reason: Reason, words: Words) -> Phrase:
    """The sentence of a refusal. A list that is empty or a date that is None leads to the dialog's `_bare` variant."""
    return _phrase("refused", reason, words)


def warning_phrase(reason: Reason, words: Words) -> Phrase:
    """The sentence of a warning."""
    return _phrase("warning", reason, words)


def problem_phrase(reason: Reason, words: Words) -> Phrase:
    """The sentence of a row that could not be used."""
    return _phrase("problem", reason, words)


def rule_phrase(rule: str, driver: str | None, value: float, limit: float, words: Words) -> Phrase:
    """What is wrong with a fit by one rule of a set; shares of the consumption in per cent."""
    number = share if rule in _SHARES_OF_VARIANCE else per_cent
    slots: dict[str, Value] = {
        "value": number(value) if math.isfinite(value) else Phrase("not_defined"),
        "limit": number(limit),
    }
    return Phrase(f"rule_{rule}", slots if driver is None else {"driver": driver_value(driver, words), **slots})


def _phrase(kind: str, reason: Reason, words: Words) -> Phrase:
    data = dict(reason.data)
    slots: dict[str, Value] = {}
    if "start" in data and "end" in data:
        slots["period"] = _period(data.pop("start"), data.pop("end"))
    if "seu" in data and "energy_source" in data:
        slots["seu"] = seu_phrase(str(data.pop("seu")), str(data["energy_source"]), words)
    said = {key: value for key, value in data.items() if _worth_saying(key, value)}
    slots.update({key: _SLOTS.get(key, _plain)(value, words) for key, value in said.items()})
    if reason.code == "ambiguous_feature" and "choices" in said:
        slots["choices"] = features_listing(cast("Iterable[str]", said["choices"]), words, "or")
    if "count" in data:
        thing = "gap" if reason.code == "gaps" else "reading"
        slots[f"{thing}s"] = counted(thing, int(str(data["count"])))
    bare = "_bare" if len(said) < len(data) else ""
    return Phrase(f"{kind}_{reason.code}{bare}", slots)


def _worth_saying(key: str, value: object) -> bool:
    """Whether there is something to say; of the number of drivers, only where there are several."""
    return value is not None and value not in ([], (), {}) and not (key == "n_drivers" and value in (0, 1))


def counted(thing: str, count: int) -> Phrase:
    """So many days, drivers, readings or gaps, in the singular for one."""
    return Phrase(f"count_{thing}") if count == 1 else Phrase(f"count_{thing}s", {"count": count})


def _hours(count: float) -> Phrase:
    return Phrase("count_hour") if count == 1 else Phrase("count_hours", {"count": signed(count)})


def sources_phrase(shares: Mapping[str, float]) -> Listing:
    """Data sources with their share of the readings, the largest first."""
    ordered = sorted(shares.items(), key=lambda each: -each[1])
    return Listing(
        [
            Phrase(
                "share_of_source",
                {"percent": per_cent(part), "source": Phrase("source_unknown") if name == "unknown" else name},
            )
            for name, part in ordered
        ]
    )


def _period(start: object, end: object) -> Phrase:
    return period_phrase(Period(_date(start), _date(end)))


def _date(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _plain(value: object, words: Words) -> Value:  # noqa: ARG001 - one signature for every slot
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    return value if isinstance(value, int) else signed(value)


def _names(value: object, words: Words) -> Value:  # noqa: ARG001 - one signature for every slot
    return Listing([str(name) for name in cast("Iterable[object]", value)], "or")


def _features(value: object, words: Words) -> Value:
    return features_listing(cast("Iterable[str]", value), words)


def _failures(value: object, words: Words) -> Value:
    """The rules that a fit fails, each of a kind once."""
    failures = {str(each["rule"]): each for each in reversed(cast("Sequence[Mapping[str, object]]", value))}
    return Listing(
        [
            rule_phrase(rule, _or_none(each["driver"]), float(str(each["value"])), float(str(each["limit"])), words)
            for rule, each in reversed(failures.items())
        ],
        most=3,
    )


def _or_none(value: object) -> str | None:
    return None if value is None else str(value)


def _percent(value: object, words: Words) -> Value:  # noqa: ARG001 - one signature for every slot
    return per_cent(float(str(value)))


def _share(value: object, words: Words) -> Value:  # noqa: ARG001 - one signature for every slot
    return share(float(str(value)))


def _day(value: object, words: Words) -> Value:  # noqa: ARG001 - one signature for every slot
    return date_phrase(_date(value))


def _interval(value: object, words: Words) -> Value:  # noqa: ARG001 - one signature for every slot
    return interval_phrase(float(str(value)))


_SHARES_OF_VARIANCE = frozenset({"r_squared"})
"""Rules whose figures are said as they are, not in per cent."""

_SLOTS: Mapping[str, Callable[[object, Words], Value]] = {
    "energy_source": lambda value, words: words.energy_source(str(value)),
    "known": lambda value, words: sources_listing(cast("Iterable[str]", value), words),
    "nearest": _names,
    "choices": _names,
    "available": _features,
    "drivers": _features,
    "alternative": _features,
    "driver": lambda value, words: driver_value(str(value), words),
    "rule_set": lambda value, words: Phrase(f"rule_set_{value}"),
    "shares": lambda value, words: sources_phrase(cast("Mapping[str, float]", value)),
    "dates": lambda value, words: Listing([_day(day, words) for day in cast("Iterable[object]", value)], most=4),
    "machines": lambda value, words: Listing([str(name) for name in cast("Iterable[object]", value)]),
    "candidates": _names,
    "failures": _failures,
    "tried": lambda value, words: counted(
        "driver", len(value) if isinstance(value, (list, tuple)) else int(str(value))
    ),
    "longest_hours": lambda value, words: _hours(float(str(value))),
    "n_days": lambda value, words: counted("day", int(str(value))),
    "n_drivers": lambda value, words: counted("driver", int(str(value))),
    "r_squared": _share,
    "alternative_r_squared": _share,
    "active_r_squared": _share,
    "cv_rmse": _percent,
    "active_cv_rmse": _percent,
    "data_start": _day,
    "data_end": _day,
    "since": _day,
    "before": _interval,
    "after": _interval,
}
"""Slot → how its value is said; every other slot is said as it is."""
