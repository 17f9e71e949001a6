"""What CUSTOM features are made of: a kind and its parameters, checked before anything is computed from them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import cast

from skill_enms.catalogue import Kind
from skill_enms.plant.definitions import CustomKind, Row

_KINDS = ("degree_days", "hours_above", "calendar")
_WEEKEND = (6, 7)


class ParameterInvalid(Exception):
    """A parameter of a kind that can't be; the argument is its name."""


def kind_of(row: Row, registered: CustomKind | None) -> Kind | None:
    """The kind that a features row means, by its parameters or as registered for its name; None where neither says."""
    stated = _parameters(row).get("kind") or (registered.kind if registered else None)
    return cast("Kind", stated) if stated in _KINDS else None


def parameters_of(kind: Kind, row: Row, registered: CustomKind | None) -> dict[str, object]:
    """The kind's parameters with their types: the row's own, then the registered ones, then the defaults.

    Degree days: `direction` heating or cooling, `base` in °C (18). Hours above: `threshold` (0). Calendar: `days`, ISO
    weekdays (6, 7). `expected_sign` of any kind: 1 or -1. Raises `ParameterInvalid`.
    """
    own = _parameters(row)
    if registered and registered.kind == kind:
        own = {**registered.parameters, **own}
    checked: dict[str, object] = {}
    if kind == "degree_days":
        direction = own.get("direction", "heating")
        if direction not in {"heating", "cooling"}:
            raise ParameterInvalid("direction")
        checked = {"direction": direction, "base": _number(own, "base", 18.0)}
    elif kind == "hours_above":
        checked = {"threshold": _number(own, "threshold", 0.0)}
    elif kind == "calendar":
        days = own.get("days", _WEEKEND)
        if not isinstance(days, list | tuple) or not days or any(day not in range(1, 8) for day in days):
            raise ParameterInvalid("days")
        checked = {"days": tuple(sorted({int(day) for day in days}))}
    sign = own.get("expected_sign")
    if sign is not None:
        if sign not in {1, -1}:
            raise ParameterInvalid("expected_sign")
        checked["expected_sign"] = int(sign)
    return checked


def _parameters(row: Row) -> Mapping[str, object]:
    parameters = row.get("parameters")
    return parameters if isinstance(parameters, Mapping) else {}


def _number(parameters: Mapping[str, object], name: str, default: float) -> float:
    value = parameters.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ParameterInvalid(name)
    try:
        number = float(value)
    except ValueError:
        raise ParameterInvalid(name) from None
    if not math.isfinite(number):
        raise ParameterInvalid(name)
    return number
