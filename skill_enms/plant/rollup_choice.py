"""Which rollup answers: a table's continuous aggregate where it has one, else the table of ours."""

from __future__ import annotations

from collections.abc import Sequence

from skill_enms.catalogue import Column
from skill_enms.plant.buckets import Buckets, Ints, Series
from skill_enms.plant.continuous import ContinuousRollup
from skill_enms.plant.database import Database
from skill_enms.plant.day_totals import DayTotals
from skill_enms.plant.raw import RawReadings
from skill_enms.plant.rollup import Rollup, RollupReader
from skill_enms.plant.rollup_table import TableRollup
from skill_enms.plant.sources import Reader
from skill_enms.plant.statements import Span, Wanted


class PlantRollup:
    """The rollups of a plant as one."""

    def __init__(self, plant: Database) -> None:
        self._backends: tuple[Rollup, ...] = (ContinuousRollup(plant), TableRollup(plant.store))
        self._chosen: dict[tuple[tuple[Column, ...], str | None], Rollup] = {}

    def covered(self, wanted: Wanted) -> Span | None:
        """The range in which every wanted column of that owner is complete; None where there is none."""
        for backend in self._backends:
            if (covered := backend.covered(wanted)) is not None:
                self._chosen[wanted.columns, wanted.owner] = backend
                return covered
        return None

    def read(self, wanted: Wanted, spans: Sequence[Span]) -> dict[Series, Buckets]:
        """The buckets that begin in those ranges."""
        return self._backend(wanted).read(wanted, spans)

    def totals(self, wanted: Wanted, spans: Sequence[Span], bounds: Ints) -> dict[Series, DayTotals]:
        """What they come to on each of the days that begin and end at `bounds`."""
        return self._backend(wanted).totals(wanted, spans, bounds)

    def _backend(self, wanted: Wanted) -> Rollup:
        key = wanted.columns, wanted.owner
        if key not in self._chosen:
            self.covered(wanted)
        return self._chosen.get(key, self._backends[-1])


def open_reader(plant: Database) -> Reader:
    """Reads a plant: rollups where they are complete, raw rows for the rest."""
    return RollupReader(PlantRollup(plant), RawReadings(plant))
