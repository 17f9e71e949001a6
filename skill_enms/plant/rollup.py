"""The rollup: readings in 15-minute buckets that were made beforehand, and a reader that uses them where it may.

What a machine measured each second for a year is 31.5 million rows, of which no SQL makes daily values in a second; of
their 35,000 buckets it takes milliseconds. A rollup answers for the range in which it is complete, raw rows answer for
the rest: what came since, what the end of a range cuts, columns that aren't rolled up yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from skill_enms.plant.buckets import SECONDS, Buckets, Ints, Series
from skill_enms.plant.day_totals import DayTotals
from skill_enms.plant.sources import Reader
from skill_enms.plant.statements import Span, Wanted

LOOKBACK = 2 * 3600
"""Seconds before the end of what is rolled up that are read from raw rows still: late ones may have come."""


class Rollup(Protocol):
    """Buckets made beforehand, wherever they are kept."""

    def covered(self, wanted: Wanted) -> Span | None:
        """The range in which every wanted column of that owner is complete; None where there is none."""

    def read(self, wanted: Wanted, spans: Sequence[Span]) -> dict[Series, Buckets]:
        """The buckets that begin in those ranges."""

    def totals(self, wanted: Wanted, spans: Sequence[Span], bounds: Ints) -> dict[Series, DayTotals]:
        """What they come to on each of the days that begin and end at `bounds`."""


@dataclass(frozen=True, slots=True)
class RollupReader:
    """Reads from the rollup what it covers, from raw rows the rest."""

    rollup: Rollup
    """Buckets made beforehand."""
    raw: Reader
    """Buckets made now."""

    def read(self, wanted: Wanted, spans: Sequence[Span]) -> dict[Series, Buckets]:
        """The buckets of every series within the spans, which are in order and apart."""
        covered = self.rollup.covered(wanted)
        if covered is None:
            return self.raw.read(wanted, spans)
        ready, rest = split(spans, (covered[0], covered[1] - LOOKBACK))
        found = self.rollup.read(wanted, ready) if ready else {}
        for series, buckets in (self.raw.read(wanted, rest) if rest else {}).items():
            found[series] = Buckets.joined([found[series], buckets]) if series in found else buckets
        return found

    def totals(self, wanted: Wanted, spans: Sequence[Span], bounds: Ints) -> dict[Series, DayTotals]:
        """What every series comes to within the spans on each of the days that begin and end at `bounds`."""
        covered = self.rollup.covered(wanted)
        if covered is None:
            return self.raw.totals(wanted, spans, bounds)
        ready, rest = split(spans, (covered[0], covered[1] - LOOKBACK))
        found = self.rollup.totals(wanted, ready, bounds) if ready else {}
        for series, totals in (self.raw.totals(wanted, rest, bounds) if rest else {}).items():
            parts = [found[series], totals] if series in found else [totals]
            found[series] = DayTotals.joined(parts, len(bounds) - 1, len(totals.formulas))
        return found


def split(spans: Sequence[Span], covered: Span) -> tuple[list[Span], list[Span]]:
    """The spans' parts that are whole buckets inside the covered range, and what is left of them; both in order."""
    first, last = -(-covered[0] // SECONDS) * SECONDS, covered[1] // SECONDS * SECONDS
    ready, rest = [], []
    for start, end in spans:
        inner = (max(-(-start // SECONDS) * SECONDS, first), min(end // SECONDS * SECONDS, last))
        if inner[0] >= inner[1]:
            rest.append((start, end))
            continue
        ready.append(inner)
        rest += [piece for piece in ((start, inner[0]), (inner[1], end)) if piece[0] < piece[1]]
    return ready, rest
