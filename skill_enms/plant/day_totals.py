"""A series day by day: what a day's buckets come to, and what pieces of a day add up to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from skill_enms.plant.buckets import Buckets, Flags, Floats, Ints


@dataclass(frozen=True, slots=True)
class Formula:
    """Something that is computed from the mean of each bucket and summed over the day."""

    column: str
    """Whose mean."""
    kind: Literal["below", "above", "over"]
    """How far it lies below `level`, how far above, or 1 where it lies over it at all."""
    level: float
    """A temperature, a threshold."""

    def of(self, mean: Floats) -> Floats:
        """Its value for buckets with these means."""
        if self.kind == "over":
            return (mean > self.level).astype(float)
        return np.maximum(self.level - mean if self.kind == "below" else mean - self.level, 0.0)


@dataclass(frozen=True, slots=True)
class DayTotals:
    """What the buckets of a series come to on each day. All arrays have one element a day (`formulas` a row each)."""

    n: Floats
    """Values."""
    sum: Floats
    """Their sum."""
    low: Floats
    """The smallest; infinite where there is none, or where nobody asked for it."""
    high: Floats
    """The largest; minus infinite likewise."""
    not_numbers: Floats
    """What isn't null but no finite number either."""
    buckets: Floats
    """Buckets with a value."""
    steps: Floats
    """Buckets after whose first reading the time to the next one is known."""
    step_sum: Floats
    """The sum of those times, in seconds."""
    step_low: Floats
    """The shortest; infinite where none is known."""
    step_high: Floats
    """The longest; minus infinite where none is known."""
    formulas: Floats
    """For each formula its sum over the buckets."""

    @classmethod
    def none(cls, days: int, formulas: int = 0) -> DayTotals:
        """No readings."""
        zero, most = np.zeros(days), np.full(days, np.inf)
        return cls(zero, zero, most, -most, zero, zero, zero, zero, most, -most, np.zeros((formulas, days)))

    @classmethod
    def of(cls, buckets: Buckets, bounds: Ints, formulas: Sequence[Formula] = ()) -> DayTotals:
        """The totals of some buckets; `bounds`: the days' first instants and the last one's end."""
        size = len(bounds) - 1
        day = np.searchsorted(bounds, buckets.start, side="right") - 1
        inside = (day >= 0) & (day < size)
        filled = inside & (buckets.n > 0)
        timed = filled & (buckets.step > 0)

        def total(values: Floats | Ints, chosen: Flags) -> Floats:
            return np.asarray(np.bincount(day[chosen], weights=values[chosen], minlength=size), float)

        def extreme(values: Floats, chosen: Flags, *, lowest: bool) -> Floats:
            result = np.full(size, np.inf if lowest else -np.inf)
            known = chosen & np.isfinite(values)
            (np.minimum if lowest else np.maximum).at(result, day[known], values[known])
            return result

        ones = np.ones(len(buckets))
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = buckets.sum / buckets.n
        return cls(
            total(buckets.n, inside),
            total(buckets.sum, inside),
            extreme(buckets.min, filled, lowest=True),
            extreme(buckets.max, filled, lowest=False),
            total(buckets.not_numbers, inside),
            total(ones, filled),
            total(ones, timed),
            total(buckets.step, timed),
            extreme(buckets.step, timed, lowest=True),
            extreme(buckets.step, timed, lowest=False),
            np.array([total(formula.of(mean), filled) for formula in formulas]).reshape(len(formulas), size),
        )

    @classmethod
    def joined(cls, parts: Iterable[DayTotals], days: int, formulas: int = 0) -> DayTotals:
        """What several pieces of the same days, or several sources, come to together."""
        result = cls.none(days, formulas)
        for part in parts:
            result = cls(
                *(
                    (np.minimum if name in _LOW else np.maximum if name in _HIGH else np.add)(
                        getattr(result, name), getattr(part, name)
                    )
                    for name in cls.__slots__
                )
            )
        return result


_LOW = frozenset({"low", "step_low"})
_HIGH = frozenset({"high", "step_high"})
