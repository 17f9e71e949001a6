"""A plant's names, said: what speech needs to know of a catalogue and a language."""

from __future__ import annotations

from dataclasses import dataclass

from skill_enms.catalogue import Catalogue, Feature
from skill_enms.understand.spoken import spoken_energy_source, spoken_feature, spoken_unit
from skill_enms.understand.words.lexicon import Lexicon
from skill_enms.understand.words.spelling import name_words


@dataclass(frozen=True, slots=True)
class CatalogueWords:
    """Says names and units of one plant in one language; a name that the catalogue doesn't have is said as it is."""

    catalogue: Catalogue
    """Whose names."""
    lexicon: Lexicon
    """Whose words."""

    def energy_source(self, name: str) -> str:
        """An energy source, by its catalogue name."""
        for source in self.catalogue.energy_sources:
            if source.name == name:
                return spoken_energy_source(source, self.lexicon)
        return name

    def feature(self, name: str) -> str:
        """A feature, by its catalogue name, whichever energy source offers it."""
        known = next((feature for feature in self.catalogue.features if feature.name == name), None)
        return spoken_feature(known or Feature(name, energy_source="", aggregate="AVG"), self.lexicon)

    def unit(self, unit: str) -> str:
        """A unit of measure, in the plural."""
        return spoken_unit(unit, self.lexicon)

    def sources_in(self, text: str) -> set[str]:
        """Catalogue names of the energy sources that a text names by itself, as words in a row."""
        words = name_words(text)
        return {
            source.name
            for source in self.catalogue.energy_sources
            if any(_in_a_row(name_words(name), words) for name in (source.name, *source.spoken_names))
        }


def _in_a_row(part: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return bool(part) and any(words[i : i + len(part)] == part for i in range(len(words) - len(part) + 1))
