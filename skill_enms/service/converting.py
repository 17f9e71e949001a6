"""Energy that may be counted twice: made from another energy at the same machine, and metered before and after."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations

from skill_enms.catalogue import Catalogue, Column, EnergySource


def counted_twice(catalogue: Catalogue, energy_sources: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of these energy sources whose cost and CO₂ may contain each other, the one that drives the other first.

    They are metered at a machine that they share, and one's meter gives a driver of the other. Whether and how much of
    one is made from the other, no meter says: that is for the energy manager to settle, so nothing is taken off.
    """
    counted = [catalogue.energy_source(name) for name in dict.fromkeys(energy_sources)]
    driving = [
        (one.name, other.name)
        for one, other in permutations(counted, 2)
        if _machines(catalogue, one) & _machines(catalogue, other) and _drives(catalogue, one, other)
    ]
    return tuple(pair for i, pair in enumerate(driving) if pair[::-1] not in driving[:i])


def _machines(catalogue: Catalogue, source: EnergySource) -> set[str]:
    return {machine for seu in catalogue.seus_of(source.name) for machine in seu.machine_ids}


def _drives(catalogue: Catalogue, source: EnergySource, other: EnergySource) -> bool:
    """Whether a driver of `other` is read from the meter of `source`, and not from its own."""
    return any(
        _is_of(feature.column, source) and not _is_of(feature.column, other)
        for feature in catalogue.features_of(other.name)
        if feature.column is not None
    )


def _is_of(column: Column, source: EnergySource) -> bool:
    """Whether a column stands in the readings of that energy source."""
    if source.meter is None:
        return False
    own = source.meter.consumption
    return (column.table, column.filter_value) == (own.table, own.filter_value)
