"""Drivers that are no feature by themselves: how far a feature lies below or above a change point."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

Side = Literal["below", "above"]

_NAME = re.compile(r"(?P<feature>.+) (?P<side>below|above) (?P<point>-?[\d.]+(?:e[-+]\d+)?)")


@dataclass(frozen=True, slots=True)
class Term:
    """One branch of a change-point model."""

    feature: str
    """`Feature.name` of the driver that it bends over."""
    side: Side
    """On which side of the point it counts; it is zero on the other."""
    point: float
    """The change point, in the feature's unit."""

    @property
    def name(self) -> str:
        """What the driver is called in a baseline; the point is rounded in it, and exact in the definition."""
        return f"{self.feature} {self.side} {self.point:.4g}"


def term_of(driver: str) -> Term | None:
    """The term that a driver's name stands for; None for a feature."""
    found = _NAME.fullmatch(driver)
    if found is None:
        return None
    return Term(found["feature"], cast("Side", found["side"]), float(found["point"]))


def features_named(drivers: Iterable[str]) -> tuple[str, ...]:
    """The features that a baseline's drivers are made of, by their names, each once."""
    terms = {driver: term_of(driver) for driver in drivers}
    return tuple(dict.fromkeys(term.feature if term else driver for driver, term in terms.items()))
