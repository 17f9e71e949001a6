"""Numbers as they are said: three significant figures, no exponents, "minus" where one is negative."""

from __future__ import annotations

import math
from dataclasses import dataclass

from skill_enms.speech.phrases import Phrase, Value

FIGURES = 3
"""Significant figures that a listener can use."""
_LEAST_PER_CENT = 0.001
"""What is less is said to be nothing."""


def significant(value: float, figures: int = FIGURES) -> str:
    """`value` with so many significant figures, as plain decimals without trailing zeros.

    Integers beyond the figures are rounded to them too: 123456 → "123000".
    """
    if not math.isfinite(value):
        raise ValueError("only finite numbers can be said")
    if value == 0:
        return "0"
    decimals = figures - 1 - math.floor(math.log10(abs(value)))
    rounded = round(value, decimals)
    text = f"{rounded:.{max(decimals, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def signed(value: float) -> Value:
    """`value` with three significant figures, and the word for its sign where it is negative."""
    return spoken(significant(value))


def spoken(number: str) -> Value:
    """A number with the word for its sign where it is negative: a dash is lost on the way to the ear."""
    return Phrase("minus", {"value": number[1:]}) if number.startswith("-") else number


def share(value: float, decimals: int = 2) -> str:
    """A goodness of fit up to 1: two decimals, and a third where two would round it to 1."""
    if not math.isfinite(value):
        raise ValueError("only finite numbers can be said")
    if value >= 1:
        return "1"
    if value < 0.995:
        return f"{round(value, decimals) + 0.0:.{decimals}f}"
    return f"{min(math.floor(value * 1000) / 1000, 0.999):.3f}"


def shares(*values: float) -> tuple[str, ...]:
    """Several of them side by side, with a third decimal where that tells them apart."""
    said, finer = (tuple(share(value, decimals) for value in values) for decimals in (2, 3))
    return finer if len(set(finer)) > len(set(said)) else said


def per_cent(value: float) -> str:
    """A fraction as per cent, one decimal below ten, and one figure below a tenth."""
    scaled = value * 100
    if _LEAST_PER_CENT <= abs(scaled) < 0.1:
        return significant(scaled, 1)
    return f"{scaled:.0f}" if abs(scaled) >= 10 else f"{scaled:.1f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Scaled:
    """A coefficient in a unit that a listener can grasp."""

    value: float
    """The coefficient per `scale` units of its driver; not negative."""
    scale: str
    """"": as it is; `thousand`, `million`, `billion`: per so many of the driver."""
    negative: bool
    """Whether it is subtracted."""


def scaled(coefficient: float) -> Scaled:
    """Per thousand (million, …) of the driver where the bare coefficient is all zeros: 0.000043 → 0.043 a thousand."""
    size = abs(coefficient)
    for name, factor in (("", 1.0), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9)):
        if size * factor >= 0.001 or name == "billion" or size == 0:
            return Scaled(size * factor, name, coefficient < 0)
    raise AssertionError("unreachable: the last scale takes everything")
