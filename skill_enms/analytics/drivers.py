"""Which drivers to take: the best set out of many features.

Best subset by AICc or adjusted R², with three guards against picking noise. A driver's p-value must be below the usual
gate divided by the number of features tried (Bonferroni), so that the best of twenty meaningless features doesn't pass
as a driver. Sets whose members overlap are no candidates. A base temperature that was searched counts as a parameter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from skill_enms.analytics import checks, ols
from skill_enms.analytics.dependence import EXACT, OVERLAP, is_constant, unit_columns
from skill_enms.analytics.search import Subsets, evaluate, grow, pairs_allowed
from skill_enms.findings import Choice
from skill_enms.reasons import Refused

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Criterion = Literal["aicc", "adj_r_squared"]

MOST_DRIVERS = 4
P_GATE = 0.10
"""p-value that a driver must stay below, divided by the number of features tried."""
COMPLETE = 0.9
"""Share of the days with a target that a feature must have a value for, to be a candidate."""
WORTH_A_DRIVER = 2.0
"""By how much AICc must fall for a larger set to be worth its drivers (Burnham and Anderson's rule of thumb)."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may be chosen from."""

    features: Sequence[str]
    """Columns of the frame, in order of preference where nothing else decides."""
    bases: Mapping[str, Mapping[float, str]] = field(default_factory=dict)
    """Feature → base temperature → column with its degree days at that base; one chosen here counts as a parameter.

    Where the feature's own column stands among them, its base is known, and free of charge. Bases that are known don't
    cross: what counts degrees below its base (heating) has one no higher than what counts above.
    """


@dataclass(frozen=True, slots=True)
class _Column:
    """One column that competes."""

    feature: str
    name: str
    base: float | None

    @property
    def searched(self) -> bool:
        """Whether its base temperature is a parameter of the model."""
        return self.name != self.feature


@dataclass(frozen=True, slots=True)
class _Ranked:
    """An admissible set and how good it is; smaller scores are better."""

    score: float
    columns: tuple[int, ...]
    adj_r_squared: float


def choose(
    frame: pd.DataFrame,
    target: str,
    candidates: Candidates,
    background: checks.Background = checks.NOTHING_KNOWN,
    criterion: Criterion = "aicc",
) -> Choice:
    """The best set of up to four drivers.

    No candidates are leaking features, those that are constant, that copy one named before them, or that lack a value
    on more than a tenth of the days. A driver with a sign that physics rules out is none.

    Raises Refused: `too_few_days`, `constant_target`, `no_driver_found` when no feature passes the gates (data: the
    features tried). KeyError for a column that isn't there.
    """
    days, columns, excluded = _eligible(frame, target, candidates, background)
    tried = tuple(dict.fromkeys(column.feature for column in columns))
    search = _Search(days, target, columns, background.expected_signs, criterion) if columns else None
    ranked = search.run() if search else []
    if not search or not ranked:
        raise Refused("no_driver_found", tried=tried)
    best = _sparing(ranked) if criterion == "aicc" else ranked[0]
    other = next((each for each in ranked if set(_features(columns, each)) != set(_features(columns, best))), None)
    chosen = [columns[i] for i in best.columns]
    return Choice(
        drivers=_features(columns, best),
        bases={column.feature: column.base for column in chosen if column.searched and column.base is not None},
        adj_r_squared=best.adj_r_squared,
        criterion=criterion,
        features_tried=tried,
        sets_tried=search.tried,
        excluded=excluded,
        runner_up=_features(columns, other) if other else (),
        runner_up_adj_r_squared=other.adj_r_squared if other else None,
    )


def with_bases(frame: pd.DataFrame, candidates: Candidates, choice: Choice) -> pd.DataFrame:
    """The frame in which each chosen base temperature's degree days stand under their feature's name."""
    searched = {feature: frame[candidates.bases[feature][base]] for feature, base in choice.bases.items()}
    return frame.assign(**searched)


def _eligible(
    frame: pd.DataFrame, target: str, candidates: Candidates, background: checks.Background
) -> tuple[pd.DataFrame, list[_Column], dict[str, str]]:
    """The days with a value of everything that competes, what competes, and why a feature doesn't."""
    days = frame.loc[np.isfinite(ols.column(frame, target))]
    competing: list[_Column] = []
    excluded: dict[str, str] = {}
    for feature in dict.fromkeys(candidates.features):
        if feature == target or feature in background.leaking:
            excluded[feature] = "leaking"
        elif np.isfinite(ols.column(days, feature)).mean() < COMPLETE:
            excluded[feature] = "incomplete"
        else:
            bases = candidates.bases.get(feature, {})
            own = next((base for base, name in bases.items() if name == feature), None)
            others = (_Column(feature, name, base) for base, name in bases.items() if name != feature)
            competing += [_Column(feature, feature, own), *others]
    complete = checks.usable(days, target, [column.name for column in competing])
    checks.review(complete, target, ())
    values = [ols.column(complete, column.name) for column in competing]
    varying = [i for i, series in enumerate(values) if not is_constant(series)]
    distinct = _distinct(np.column_stack([values[i] for i in varying])) if varying else []
    kept = [competing[varying[i]] for i in distinct]
    alive = {column.feature for column in kept}
    moving = {competing[i].feature for i in varying}
    for column in competing:
        if column.feature not in alive:
            excluded[column.feature] = "duplicate" if column.feature in moving else "constant"
    return complete, kept, excluded


def _distinct(values: Floats) -> list[int]:
    """The columns that copy none before them, whatever unit or offset they have."""
    z = unit_columns(values)
    copies = 1 - (z.T @ z) ** 2 < EXACT
    kept: list[int] = []
    for j in range(z.shape[1]):
        if not copies[j, kept].any():
            kept.append(j)
    return kept


def _crossed(days: pd.DataFrame, columns: Sequence[_Column]) -> NDArray[np.bool_]:
    """Which two columns are degree days whose bases cross; square, over all columns.

    A feature counts below its base if its degree days rise with the base.
    """
    bases = np.array([np.nan if column.base is None else column.base for column in columns])
    means = np.array([ols.column(days, column.name).mean() for column in columns])
    below = np.zeros(len(columns), dtype=bool)
    for i, column in enumerate(columns):
        same = [j for j, other in enumerate(columns) if other.feature == column.feature and other.base is not None]
        below[i] = len(same) > 1 and means[max(same, key=bases.__getitem__)] > means[min(same, key=bases.__getitem__)]
    above = ~below & np.isfinite(bases)
    over = (below[:, None] & above[None, :]) & (bases[:, None] > bases[None, :])
    return np.asarray(over | over.T, dtype=np.bool_)


class _Search:
    """All admissible sets of some columns, and the best of them."""

    def __init__(
        self,
        days: pd.DataFrame,
        target: str,
        columns: Sequence[_Column],
        signs: Mapping[str, int],
        criterion: Criterion,
    ) -> None:
        features = list(dict.fromkeys(column.feature for column in columns))
        z = unit_columns(np.column_stack([ols.column(days, column.name) for column in columns]))
        self.n = len(days)
        self.criterion = criterion
        self.groups = np.array([features.index(column.feature) for column in columns])
        self.allowed = pairs_allowed(z.T @ z, self.groups, OVERLAP) & ~_crossed(days, columns)
        self.correlation = z.T @ z
        self.with_target = z.T @ unit_columns(ols.column(days, target)[:, None])[:, 0]
        self.signs = np.array([signs.get(column.feature, 0) for column in columns])
        self.searched = np.array([column.searched for column in columns])
        self.gate = P_GATE / len(features)
        self.tried = 0

    def run(self) -> list[_Ranked]:
        """The best sets, the best first, at most one more than can be told apart by their features in each size."""
        columns = np.arange(len(self.groups))[:, None]
        ranked: list[_Ranked] = []
        for size in range(1, MOST_DRIVERS + 1):
            if size > 1:
                columns = grow(columns, self.allowed)
            if not len(columns) or checks.days_needed(size) > self.n:
                break
            self.tried += len(columns)
            ranked += self._best(evaluate(columns, self.correlation, self.with_target))
        return sorted(ranked, key=lambda each: each.score)

    def _best(self, found: Subsets) -> list[_Ranked]:
        """The best set of one size and the best one of other features."""
        from scipy.special import stdtr

        size = found.columns.shape[1]
        degrees = self.n - size - 1
        unexplained = np.maximum(1 - found.r_squared, np.finfo(float).eps)
        t = np.abs(found.slopes) / np.sqrt(found.inflation * (unexplained / degrees)[:, None])
        admitted = (
            (2 * stdtr(degrees, -t) < self.gate).all(axis=1)
            & (found.inflation * OVERLAP <= 1).all(axis=1)
            & (found.slopes * self.signs[found.columns] >= 0).all(axis=1)
        )
        parameters = size + 1 + self.searched[found.columns].sum(axis=1)
        adjusted = 1 - unexplained * (self.n - 1) / np.maximum(self.n - parameters, 1)
        score = _aicc(self.n, unexplained, parameters) if self.criterion == "aicc" else -adjusted
        order = np.flatnonzero(admitted)[np.argsort(score[admitted], kind="stable")]
        if not len(order):
            return []
        groups = self.groups[found.columns]
        other = order[(groups[order] != groups[order[0]]).any(axis=1)][:1]
        return [
            _Ranked(float(score[i]), tuple(map(int, found.columns[i])), float(adjusted[i])) for i in (order[0], *other)
        ]


def _aicc(n: int, unexplained: Floats, parameters: NDArray[np.intp]) -> Floats:
    """`aicc` for many models of one target at once, up to the constant that they share; inf where days are too few."""
    k = parameters + 1
    room = n - k - 1
    correction = np.where(room > 0, 2 * k * (k + 1) / np.maximum(room, 1), np.inf)
    return np.asarray(n * np.log(unexplained) + 2 * k + correction, dtype=np.float64)


def _sparing(ranked: Sequence[_Ranked]) -> _Ranked:
    """The smallest set whose AICc is as good as the best."""
    good = [each for each in ranked if each.score <= ranked[0].score + WORTH_A_DRIVER]
    return min(good, key=lambda each: len(each.columns))


def _features(columns: Sequence[_Column], ranked: _Ranked) -> tuple[str, ...]:
    return tuple(columns[i].feature for i in ranked.columns)
