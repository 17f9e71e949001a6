"""What the plant has: energy sources, SEUs, features; and help that names them."""

from __future__ import annotations

from skill_enms.answers import FeatureList, HelpTopics, SeuList, SeuName, SourceList
from skill_enms.catalogue import Catalogue
from skill_enms.reasons import Refused
from skill_enms.requests import ListFeatures, ListSeus

EXAMPLE_DRIVERS = 2


def list_energy_sources(catalogue: Catalogue) -> SourceList:
    """All energy sources."""
    return SourceList(tuple(source.name for source in catalogue.energy_sources))


def list_seus(catalogue: Catalogue, request: ListSeus) -> SeuList:
    """All SEUs, or those of one energy source."""
    seus = catalogue.seus if request.energy_source is None else catalogue.seus_of(request.energy_source)
    return SeuList(request.energy_source, tuple(SeuName(seu.name, seu.energy_source) for seu in seus))


def list_features(catalogue: Catalogue, request: ListFeatures) -> FeatureList:
    """The features of an SEU's energy source, or of the energy source that was named."""
    source = request.energy_source if request.seu is None else request.seu.energy_source
    if source is None:
        raise Refused("unknown_energy_source", said="", known=[known.name for known in catalogue.energy_sources])
    return FeatureList(source, tuple(feature.name for feature in catalogue.features_of(source)))


def energy_help(catalogue: Catalogue) -> HelpTopics:
    """An example made of the first SEU whose energy source has drivers that don't leak."""
    for seu in catalogue.seus:
        drivers = [feature.name for feature in catalogue.features_of(seu.energy_source) if not feature.leaks]
        if drivers:
            return HelpTopics(seu.name, seu.energy_source, tuple(drivers[:EXAMPLE_DRIVERS]))
    return HelpTopics(None, None, ())
