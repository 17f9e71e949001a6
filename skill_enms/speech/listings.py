"""What a plant has, as it is said, and the help that names it."""

from __future__ import annotations

from skill_enms.answers import FeatureList, HelpTopics, SeuList, SourceList
from skill_enms.speech.phrases import Listing, Phrase, Value
from skill_enms.speech.words import Words, features_listing, seu_phrase, sources_listing


def sources_phrases(result: SourceList, words: Words) -> list[Phrase]:
    """ "This plant has 4 energy sources: …"."""
    if not result.energy_sources:
        return [Phrase("energy_sources_none")]
    return [
        Phrase(
            _counted("energy_sources", len(result.energy_sources)),
            {"count": len(result.energy_sources), "energy_sources": sources_listing(result.energy_sources, words)},
        )
    ]


def seus_phrases(result: SeuList, words: Words) -> list[Phrase]:
    """ "12 significant energy uses: …", of one energy source or of all."""
    if not result.seus:
        return [Phrase("seus_none")]
    if result.energy_source is not None:
        names = Listing([seu.seu for seu in result.seus])
        source = words.energy_source(result.energy_source)
        slots: dict[str, Value] = {"count": len(result.seus), "energy_source": source, "seus": names}
        return [Phrase(_counted("seus_of_source", len(result.seus)), slots)]
    by_name: dict[str, list[str]] = {}
    for seu in result.seus:
        by_name.setdefault(seu.seu, []).append(seu.energy_source)
    items = [
        seu_phrase(name, sources[0], words)
        if len(sources) == 1
        else Phrase("seu_with_sources", {"seu": name, "energy_sources": sources_listing(sources, words)})
        for name, sources in by_name.items()
    ]
    return [Phrase(_counted("seus", len(result.seus)), {"count": len(result.seus), "seus": Listing(items, most=12)})]


def features_phrases(result: FeatureList, words: Words) -> list[Phrase]:
    """The features of one energy source, counted and named."""
    source = words.energy_source(result.energy_source)
    if not result.features:
        return [Phrase("features_none", {"energy_source": source})]
    listing = features_listing(result.features, words)
    return [
        Phrase(
            _counted("features", len(result.features)),
            {"energy_source": source, "count": len(result.features), "features": listing},
        ),
    ]


def help_phrases(result: HelpTopics, words: Words) -> list[Phrase]:
    """What one can say, with an example made of this plant's own names."""
    if result.seu is None or result.energy_source is None:
        return [Phrase("help_empty_plant")]
    example = {
        "seu": seu_phrase(result.seu, result.energy_source, words),
        "drivers": features_listing(result.features, words),
    }
    return [Phrase("help", example)]


def _counted(dialog: str, count: int) -> str:
    """The dialog of so many, which is another one for a single thing."""
    return f"{dialog}_one" if count == 1 else dialog
