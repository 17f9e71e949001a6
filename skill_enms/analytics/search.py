"""Every admissible set of columns at once, by the algebra of their correlation matrix instead of a fit each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.intp]
    Flags = NDArray[np.bool_]

_RIDGE = 1e-10
"""Added to the diagonal so that a singular set gives an enormous VIF instead of an error."""


@dataclass(frozen=True, slots=True)
class Subsets:
    """All admissible sets of one size, a row each."""

    columns: Integers
    """Indices of the columns, ascending; shape (sets, size)."""
    r_squared: Floats
    """Shape (sets,)."""
    slopes: Floats
    """Coefficients of the unit-length columns, for their signs; shape (sets, size)."""
    inflation: Floats
    """Variance inflation factors; shape (sets, size)."""


def pairs_allowed(correlation: Floats, groups: Integers, overlap: float) -> Flags:
    """Which two columns may stand in one set: of different groups, and with more than `overlap` of their own."""
    own = 1 - correlation**2
    return np.asarray((groups[:, None] != groups[None, :]) & (own >= overlap), dtype=np.bool_)


def grow(columns: Integers, allowed: Flags) -> Integers:
    """All sets of one column more, each made once; shape (sets, size) → (more sets, size + 1)."""
    fits = allowed[columns].all(axis=1) & (np.arange(len(allowed)) > columns[:, -1:])
    row, added = np.nonzero(fits)
    return np.column_stack([columns[row], added])


def evaluate(columns: Integers, correlation: Floats, with_target: Floats) -> Subsets:
    """Regress the target on each set: `correlation` among the columns, `with_target` of each with the target."""
    size = columns.shape[1]
    gram = correlation[columns[:, :, None], columns[:, None, :]] + _RIDGE * np.eye(size)
    inverse = np.linalg.inv(gram)
    right = with_target[columns]
    slopes = np.einsum("sij,sj->si", inverse, right)
    return Subsets(
        columns=columns,
        r_squared=np.clip((slopes * right).sum(axis=1), 0, 1),
        slopes=slopes,
        inflation=np.einsum("sii->si", inverse),
    )
