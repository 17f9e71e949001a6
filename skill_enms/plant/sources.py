"""Which readings count: everything but backfill, unless the request says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from skill_enms.catalogue import Column
from skill_enms.plant.buckets import Buckets, Ints, Series
from skill_enms.plant.day_totals import DayTotals
from skill_enms.plant.marks import BACKFILL, Mark, marked, unmarked
from skill_enms.plant.statements import Span, Wanted

UNKNOWN = "unknown"
"""How readings that don't say where they come from are reported."""

T = TypeVar("T")


class Reader(Protocol):
    """Where readings come from. Spans are in order and apart; one that cuts a bucket counts only what is inside."""

    def read(self, wanted: Wanted, spans: Sequence[Span]) -> dict[Series, Buckets]:
        """The buckets of every series within the spans."""

    def totals(self, wanted: Wanted, spans: Sequence[Span], bounds: Ints) -> dict[Series, DayTotals]:
        """What every series comes to within the spans on each of the days that begin and end at `bounds`."""


@dataclass(frozen=True, slots=True)
class Counted(Generic[T]):
    """One owner's values of one column."""

    used: Mapping[str, T]
    """Data source as reported → what counts."""
    excluded: T
    """Backfill that doesn't."""


@dataclass(frozen=True, slots=True)
class CountedReader:
    """Reads values and tells apart what counts."""

    reader: Reader
    """Where readings come from."""
    marks: Sequence[Mark]
    """What is backfill though it doesn't say so."""
    include_backfill: bool
    """Whether backfill counts."""

    def read(self, wanted: Wanted, spans: Sequence[Span]) -> dict[Column, Counted[Buckets]]:
        """One owner's buckets of each column within the spans."""
        found = [(is_marked, self.reader.read(wanted, parts)) for is_marked, parts in self._parts(wanted, spans)]
        return self._told_apart(wanted, found, lambda _, parts: Buckets.joined(parts))

    def totals(self, wanted: Wanted, span: Span, bounds: Ints) -> dict[Column, Counted[DayTotals]]:
        """What one owner's values of each column come to on each day of a span."""
        found = [
            (is_marked, self.reader.totals(wanted, parts, bounds)) for is_marked, parts in self._parts(wanted, [span])
        ]
        return self._told_apart(
            wanted,
            found,
            lambda column, parts: DayTotals.joined(parts, len(bounds) - 1, len(wanted.formulas_of(column.name))),
        )

    def _parts(self, wanted: Wanted, spans: Sequence[Span]) -> Iterator[tuple[bool, list[Span]]]:
        """The parts of the spans that aren't marked, and those that are."""
        hidden = [(span, marked(self.marks, wanted.layout.table, wanted.owner, span)) for span in spans]
        yield False, [piece for span, parts in hidden for piece in unmarked(span, parts)]
        if any(parts for _, parts in hidden):
            yield True, [part for _, parts in hidden for part in parts]

    def _told_apart(
        self,
        wanted: Wanted,
        found: Sequence[tuple[bool, Mapping[Series, T]]],
        joined: Callable[[Column, Iterable[T]], T],
    ) -> dict[Column, Counted[T]]:
        used: dict[Column, dict[str, list[T]]] = {column: {} for column in wanted.columns}
        excluded: dict[Column, list[T]] = {column: [] for column in wanted.columns}
        for is_marked, by_series in found:
            for series, values in by_series.items():
                is_backfill = is_marked or says_backfill(series.data_source)
                if is_backfill and not self.include_backfill:
                    excluded[series.column].append(values)
                else:
                    label = BACKFILL if is_backfill else series.data_source or UNKNOWN
                    used[series.column].setdefault(label, []).append(values)
        return {
            column: Counted(
                {label: joined(column, parts) for label, parts in used[column].items()},
                joined(column, excluded[column]),
            )
            for column in wanted.columns
        }


def says_backfill(data_source: str | None) -> bool:
    """Whether a reading's own word for where it comes from says that it is no measurement."""
    return data_source is not None and data_source.strip().lower() == BACKFILL
