"""Drivers as they were said → features of the energy source, as far as that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from skill_enms.reasons import Reason
from skill_enms.understand.drivers.cutting import cut
from skill_enms.understand.drivers.features import FeatureIndex, SpokenDriver


@dataclass(frozen=True, slots=True)
class Chosen:
    """The drivers of a request."""

    sources: tuple[str, ...]
    """The energy sources that remain possible: those that know every driver, else all there were."""
    features: tuple[str, ...] = ()
    """The drivers that are settled, in the order they were said."""
    open: tuple[SpokenDriver, ...] = ()
    """The drivers that may be several features of the energy source, or that had to be guessed."""
    perhaps: tuple[SpokenDriver, ...] = ()
    """Those of the settled drivers that another possible energy source would leave open."""
    refusal: Reason | None = None
    """A driver that no possible energy source knows."""


def choose_features(index: FeatureIndex, drivers: Sequence[SpokenDriver], sources: Sequence[str]) -> Chosen:
    """Settle drivers among the energy sources that are possible; each known to one of them is enough."""
    drivers = [each for driver in drivers for each in _apart(index, driver, sources)]
    possible = tuple(sources)
    settled: dict[str, None] = {}
    for driver in drivers:
        if not any(source in driver.matches for source in sources):
            data = {"said": driver.said, "available": index.available(sources)}
            known = _settled(drivers, possible)
            return Chosen(possible, known, refusal=Reason("unknown_feature", data))
        possible = tuple(source for source in possible if source in driver.matches)
    if not possible and drivers:
        strange = next(d for d in drivers if any(s not in d.matches for s in sources))
        data = {"said": strange.said, "available": index.available(sources)}
        return Chosen(tuple(sources), _settled(drivers, tuple(sources)), refusal=Reason("unknown_feature", data))
    still_open = tuple(
        driver for driver in drivers if driver.doubtful or all(len(driver.matches[source]) > 1 for source in possible)
    )
    for driver in drivers:
        if driver not in still_open:
            settled.update(dict.fromkeys(_names(driver, possible)))
    perhaps = tuple(
        driver
        for driver in drivers
        if driver not in still_open and any(len(driver.matches[source]) > 1 for source in possible)
    )
    return Chosen(possible or tuple(sources), tuple(settled), still_open, perhaps)


def _apart(index: FeatureIndex, driver: SpokenDriver, sources: Sequence[str]) -> tuple[SpokenDriver, ...]:
    """A driver that only another energy source has, cut into some that these have: "power pieces" of an oven."""
    if not driver.matches or any(source in driver.matches for source in sources):
        return (driver,)
    said = index.plain(driver.said)
    pieces = cut(index, said, whole=True, sources=sources)
    if not all(matches for _, _, matches, _ in pieces):
        return (driver,)
    return tuple(replace(driver, said=" ".join(said[start:end]), matches=found) for start, end, found, _ in pieces)


def _names(driver: SpokenDriver, sources: Sequence[str]) -> tuple[str, ...]:
    """The one feature that a driver is, in the first source where it is just one."""
    for source in sources:
        names = driver.matches.get(source, ())
        if len(names) == 1:
            return names
    return ()


def _settled(drivers: Sequence[SpokenDriver], sources: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for d in drivers if not d.doubtful for name in _names(d, sources)))
