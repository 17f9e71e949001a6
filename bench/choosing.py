"""How long it takes to choose drivers: twenty features and a year of days, degree days at every base temperature.

Beside it stands what a fit of each of those sets by statsmodels would take.
"""

from __future__ import annotations

import itertools
import json
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from statsmodels.api import OLS, add_constant

from bench import LIMIT_BROKEN
from skill_enms.analytics.drivers import Candidates
from skill_enms.analytics.training import train_best
from skill_enms.service.choosing import BASES

DAYS = 366
RUNS = 7
FEATURES = 20
OWN_BASE = 18.0
FITTED = 300
"""Sets that statsmodels fits, for its time a set."""
LIMIT_SECONDS = 1.0


def main() -> int:
    """Measure, print a table and a last line of JSON; 0 when the limit was kept."""
    frame, candidates = plant()
    choice, _ = train_best(frame, "energy", candidates)  # the libraries load with the first one
    chosen = median(lambda: train_best(frame, "energy", candidates))
    names = [name for name in candidates.features if name not in candidates.bases]
    sets = list(itertools.islice(itertools.combinations(names, 4), FITTED))
    each = median(lambda: [OLS(frame["energy"], add_constant(frame[list(names)])).fit() for names in sets]) / FITTED
    ratio = each * choice.sets_tried / chosen
    print(f"{len(candidates.features)} features, {DAYS} days, {len(BASES)} base temperatures, {choice.sets_tried} sets")
    print(f"chosen and trained   {chosen:8.3f} s   limit {LIMIT_SECONDS:g} s")
    print(f"a fit of each set    {each * choice.sets_tried:8.1f} s   {ratio:.0f} times as long")
    kept = chosen <= LIMIT_SECONDS
    figures = {"seconds": chosen, "sets": choice.sets_tried, "ratio": ratio, "drivers": choice.drivers}
    print(json.dumps({"benchmark": "choosing", "kept": kept, "limit": LIMIT_SECONDS, **figures}))
    return 0 if kept else LIMIT_BROKEN


def plant() -> tuple[pd.DataFrame, Candidates]:
    """A year whose energy follows the cold below 14 degrees and the production, among features that say nothing."""
    rng = np.random.default_rng(1)
    temperature = 10 - 12 * np.cos(2 * np.pi * np.arange(DAYS) / DAYS) + rng.normal(0, 3, DAYS)
    production = rng.uniform(0, 1000, DAYS)
    columns = {"temperature": temperature, "production": production}
    bases: dict[str, dict[float, str]] = {"heating": {}, "cooling": {}}
    for base in sorted({OWN_BASE, *BASES}):
        for name, below in (("heating", base - temperature), ("cooling", temperature - base)):
            bases[name][base] = name if base == OWN_BASE else f"{name} at {base:g}"
            columns[bases[name][base]] = np.maximum(below, 0)
    noise = [f"noise {i}" for i in range(FEATURES - 4)]
    columns |= {name: rng.normal(size=DAYS) for name in noise}
    columns["energy"] = 100 + 20 * np.maximum(14 - temperature, 0) + 0.2 * production + rng.normal(0, 15, DAYS)
    return pd.DataFrame(columns), Candidates(["temperature", "heating", "cooling", "production", *noise], bases)


def median(work: Callable[[], object]) -> float:
    """Seconds that it takes, the median of some runs."""
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


if __name__ == "__main__":
    sys.exit(main())
