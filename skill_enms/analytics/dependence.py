"""Drivers that say the same: which depend on each other, exactly or nearly, and which of them to keep.

Everything works on centred columns of unit length, so that units, offsets and the intercept don't matter. What a column
has of its own is 1 − R² of its regression on the others, the reciprocal of its variance inflation factor (VIF).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EXACT = 2e-3**2
"""Own share below which a column counts as exactly dependent: less than 0.2 % of its spread is its own.

Rounding leaves that much of an exact relation (a winter's degree days stored with two decimals keep 0.1 %), and so does
a gap in the readings that two features fill differently. No coefficient that rests on it means anything: its standard
error is five hundred times what it would be otherwise.
"""
OVERLAP = 1 / 5
"""Own share below which drivers overlap enough to be told: a VIF of 5, the stricter end of what is usual."""
_TIE = 1e-6
"""Shares of explained variance that differ by less are the same."""


def unit_columns(values: Floats) -> Floats:
    """Columns centred and at unit length; a constant one becomes zeros."""
    centred = values - values.mean(axis=0)
    largest = np.abs(centred).max(axis=0, initial=0)
    centred = centred / np.where(largest > 0, largest, 1)
    length = np.sqrt((centred**2).sum(axis=0))
    return np.asarray(centred / np.where(length > 0, length, 1), dtype=np.float64)


def is_constant(values: Floats) -> bool:
    """Whether a column varies by no more than the rounding of an average of equal readings."""
    return bool(np.ptp(values) <= 1e-12 * np.abs(values).max(initial=0))


def own_share(z: Floats, j: int, others: Sequence[int]) -> float:
    """1 − R² of column j on the others."""
    if not others:
        return 1.0
    rest = z[:, list(others)]
    residual = z[:, j] - rest @ np.linalg.lstsq(rest, z[:, j], rcond=None)[0]
    return float(residual @ residual)


def vif(z: Floats) -> Floats:
    """Variance inflation factor of each column against all others; inf where nothing of it is its own."""
    columns = range(z.shape[1])
    shares = np.array([own_share(z, j, [i for i in columns if i != j]) for j in columns])
    with np.errstate(divide="ignore"):
        return np.asarray(1 / shares, dtype=np.float64)


def dependent_set(z: Floats, limit: float) -> tuple[int, ...]:
    """The smallest set found in which a column has less than `limit` of its own and none can be left out; else ()."""
    found = []
    for j in range(z.shape[1]):
        needed = [i for i in range(z.shape[1]) if i != j]
        if own_share(z, j, needed) >= limit:
            continue
        pair = next((i for i in needed if own_share(z, j, [i]) < limit), None)
        if pair is not None:
            return min(pair, j), max(pair, j)
        for i in tuple(needed):
            fewer = [other for other in needed if other != i]
            if own_share(z, j, fewer) < limit:
                needed = fewer
        found.append(tuple(sorted((*needed, j))))
    return min(found, key=len, default=())


def independent(z: Floats, y: Floats, limit: float) -> tuple[int, ...]:
    """The columns to keep, in order, so that no dependent set is left: each time the dispensable one goes.

    That is the member of the dependent set without which the rest explains most of y; where that is the same, the one
    that leaves the least overlap; where that is the same too, the last one.
    """
    kept = list(range(z.shape[1]))
    while found := dependent_set(z[:, kept], limit):
        candidates = [[c for c in kept if c != kept[member]] for member in reversed(found)]
        kept = min(candidates, key=lambda rest: (-_rounded(explained(z[:, rest], y)), _rounded(vif(z[:, rest]).max())))
    return tuple(kept)


def explained(z: Floats, y: Floats) -> float:
    """R² of y (centred, unit length) on the columns."""
    residual = y - z @ np.linalg.lstsq(z, y, rcond=None)[0]
    return 1 - float(residual @ residual)


def _rounded(value: float) -> float:
    """So that a difference that is rounding doesn't decide."""
    return float(np.round(value / _TIE) * _TIE)
