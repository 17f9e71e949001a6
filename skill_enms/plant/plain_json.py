"""Numbers and dataclasses to JSON and back without loss: JSON itself knows neither NaN nor infinity."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from skill_enms.reasons import Reason
from skill_enms.results import Fit

_FLOAT = "float"


def dumps(value: object) -> str:
    """JSON text of plain values; floats that JSON doesn't have become `{"float": "nan"}`."""
    return json.dumps(_plain(value), ensure_ascii=False, allow_nan=False)


def loads(text: str | bytes) -> Any:  # noqa: ANN401
    """What `dumps` was given, sequences as lists."""
    return json.loads(text, object_hook=_restored)


def fit_to_json(fit: Fit) -> dict[str, object]:
    """All fields of a fit, by name."""
    return asdict(fit)


def fit_from_json(stored: Mapping[str, Any]) -> Fit:
    """The fit that `fit_to_json` was given, after its way through JSON; drivers keep their order."""
    drivers = tuple(stored["drivers"])
    by_driver = {
        name: {driver: values[driver] for driver in drivers if driver in values}
        for name, values in stored.items()
        if isinstance(values, Mapping)
    }
    by_driver["ranges"] = {driver: (low, high) for driver, (low, high) in by_driver["ranges"].items()}
    covariance = tuple(tuple(row) for row in stored["covariance"])
    return Fit(**{**stored, **by_driver, "drivers": drivers, "covariance": covariance})


def reasons_to_json(reasons: Iterable[Reason]) -> list[dict[str, object]]:
    """Code and data of each."""
    return [{"code": reason.code, "data": dict(reason.data)} for reason in reasons]


def reasons_from_json(stored: Sequence[Mapping[str, Any]]) -> tuple[Reason, ...]:
    """The reasons that `reasons_to_json` was given."""
    return tuple(Reason(item["code"], item["data"]) for item in stored)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else {_FLOAT: repr(float(value))}
    return value


def _restored(item: dict[str, Any]) -> object:
    return float(item[_FLOAT]) if item.keys() == {_FLOAT} else item
